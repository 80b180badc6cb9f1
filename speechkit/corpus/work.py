"""The work of one process: clean a run of files, write them, tell in numbers what became of them."""

from __future__ import annotations

import os

from msgspec import Struct, field

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import FORMS, Recipe, made
from speechkit.corpus.planning import Task
from speechkit.errors import InputError
from speechkit.pipeline import Document, run
from speechkit.source import refuse_binary


class Outcome(Struct):
    """What became of a run of files: `data` holds the documents that had no target, `counts` (path, changes)."""

    size: int = 0
    counts: list[tuple[str, int]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)


def clean_files(tasks: list[Task], recipe: Recipe) -> Outcome:
    """Clean files one after the other; a bad one is told in `failed` and the next one is taken."""
    outcome = Outcome()
    for task in tasks:
        _clean_file(task, recipe, outcome)
    return outcome


def _clean_file(task: Task, recipe: Recipe, outcome: Outcome) -> None:
    outcome.size += task.size
    try:
        document = load(task.path, recipe, task.name)
        if not recipe.check:
            data = made(document, recipe)
            if task.target is None:
                outcome.data.append(data)
            else:
                _write(task, data)
        outcome.counts.append((task.path, document.changes.total))
    except InputError as error:
        outcome.failed.append(Failure(error.path, error.reason, error.advice))
    except Exception as error:  # a defect of ours: it must not cost the other files
        outcome.failed.append(defect(task.path, error))


def load(path: str, recipe: Recipe, name: str = "") -> Document:
    """Return the document of one file; `name` is what its source is called, if not the path.

    Raises InputError for what cannot be read or is no text.
    """
    data = files.read(path)
    if not data:
        raise InputError(path, "the file is empty", "look whether its download failed")
    if recipe.options.encoding is None:
        refuse_binary(data, path)
    return run(data, recipe.options, name or path, text_only=FORMS[recipe.form].text_only)


def _write(task: Task, data: bytes) -> None:
    assert task.target is not None
    try:
        files.write(task.target, data)
    except OSError as error:
        raise files.refused(task.path, error, f"{task.target} cannot be written: ") from None


def defect(path: str, error: Exception) -> Failure:
    """Return the failure for an error that nobody foresaw, with the place that a report should name."""
    if isinstance(error, MemoryError):
        return Failure(path, "there is not enough memory for it", "split the file")
    import traceback  # noqa: PLC0415  # with linecache and tokenize, needed for a defect only

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    what = f"{type(error).__name__}: {error}"[:200]
    return Failure(path, f"speechkit has a defect here ({what}{place})", "please report it with this file")
