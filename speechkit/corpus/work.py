"""The work of one process: clean a run of files, write them, tell in numbers what became of them."""

from __future__ import annotations

import os

from msgspec import Struct, field

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import FORMS, Recipe, made
from speechkit.corpus.planning import Task, numbered
from speechkit.errors import InputError
from speechkit.pipeline import Document, run, run_articles
from speechkit.source import refuse_binary


class Outcome(Struct):
    """What became of a run of files: `data` holds the documents that had no target, `counts` (path, changes).

    `parts` tells how many documents were made of a file that was split, `stale` the files of an earlier run that hold
    the same articles in another division.
    """

    size: int = 0
    counts: list[tuple[str, int]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)


def clean_files(tasks: list[Task], recipe: Recipe) -> Outcome:
    """Clean files one after the other; a bad one is told in `failed` and the next one is taken."""
    outcome = Outcome()
    for task in tasks:
        _clean_file(task, recipe, outcome)
    return outcome


def _clean_file(task: Task, recipe: Recipe, outcome: Outcome) -> None:
    outcome.size += task.size
    try:
        documents = load_all(task.path, recipe, task.name)
        if not recipe.check:
            _deliver(task, [made(document, recipe) for document in documents], recipe, outcome)
        outcome.counts.append((task.path, sum(document.changes.total for document in documents)))
        if len(documents) > 1:
            outcome.parts[task.path] = len(documents)
    except InputError as error:
        outcome.failed.append(Failure(error.path, error.reason, error.advice))
    except Exception as error:  # a defect of ours: it must not cost the other files
        outcome.failed.append(defect(task.path, error))


def load(path: str, recipe: Recipe, name: str = "") -> Document:
    """Return the document of one file; `name` is what its source is called, if not the path.

    Raises InputError for what cannot be read or is no text.
    """
    return run(_bytes(path, recipe), recipe.options, name or path, text_only=FORMS[recipe.form].text_only)


def load_all(path: str, recipe: Recipe, name: str = "") -> list[Document]:
    """Return the documents of one file: several only if the recipe wants it split and it holds several articles."""
    if not recipe.split:
        return [load(path, recipe, name)]
    return run_articles(_bytes(path, recipe), recipe.options, name or path, text_only=FORMS[recipe.form].text_only)


def _bytes(path: str, recipe: Recipe) -> bytes:
    data = files.read(path)
    if not data:
        raise InputError(path, "the file is empty", "look whether its download failed")
    if recipe.options.encoding is None:
        refuse_binary(data, path)
    return data


def _deliver(task: Task, made_of_it: list[bytes], recipe: Recipe, outcome: Outcome) -> None:
    """Write what was made of a file, or hand it back; several documents go to one file of lines, or a file each."""
    form, target, count = FORMS[recipe.form], task.target, len(made_of_it)
    if target is None:
        outcome.data += made_of_it
        return
    if count == 1 or form.lines:
        _write(task, target, b"".join(made_of_it))
        others = [numbered(target, form.suffix, 1)]
    else:
        for number, data in enumerate(made_of_it, 1):
            _write(task, numbered(target, form.suffix, number), data)
        others = [target, numbered(target, form.suffix, count + 1)]
    if recipe.split and not form.lines:
        outcome.stale += filter(os.path.exists, others)


def _write(task: Task, target: str, data: bytes) -> None:
    try:
        files.write(target, data)
    except OSError as error:
        raise files.refused(task.path, error, f"{target} cannot be written: ") from None


def defect(path: str, error: Exception) -> Failure:
    """Return the failure for an error that nobody foresaw, with the place that a report should name."""
    if isinstance(error, MemoryError):
        return Failure(path, "there is not enough memory for it", "split the file")
    import traceback  # noqa: PLC0415  # with linecache and tokenize, needed for a defect only

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    what = f"{type(error).__name__}: {error}"[:200]
    return Failure(path, f"speechkit has a defect here ({what}{place})", "please report it with this file")
