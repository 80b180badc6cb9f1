"""The work of one process: clean a run of files, write them, tell in numbers what became of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import FORMS, Recipe, made
from speechkit.corpus.planning import Task, numbered
from speechkit.errors import InputError
from speechkit.pipeline import Document, run, run_articles
from speechkit.source import LEAST, refuse_binary


class Made(NamedTuple):
    """What was made of an input with a target: the sha256 of its bytes, the sizes of its outputs in bytes.

    `failed` is why nothing, or not everything, was; then there is no sha256.
    """

    target: str
    name: str
    sha256: str | None
    sizes: tuple[int, ...]
    failed: str | None = None


class Outcome(Struct):
    """What became of a run of inputs: `data` holds the documents that had no target, `counts` (path, changes).

    `skipped` counts those that were up to date; `parts` tells how many documents were made of a file that was split,
    `stale` the files of an earlier run that hold the same articles in another division; `rules` counts the changes by
    rule; `group` is that of all tasks of the run; `broken`: a process died on the way, and may have left half a file;
    `cut`: it was broken off before its end.
    """

    size: int = 0
    counts: list[tuple[str, int]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    rules: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    group: int = -1
    broken: bool = False
    cut: bool = False

    def add(self, other: Outcome) -> None:
        """Add what became of the inputs that follow."""
        self.size += other.size
        self.skipped += other.skipped
        self.group = other.group
        self.cut |= other.cut
        for mine, its in (
            (self.counts, other.counts),
            (self.failed, other.failed),
            (self.data, other.data),
            (self.stale, other.stale),
            (self.made, other.made),
        ):
            mine.extend(its)  # type: ignore[arg-type]  # each pair is of one type
        self.parts |= other.parts
        tally(self.rules, other.rules)


def tally(sums: dict[str, int], more: dict[str, int]) -> None:
    """Add counts to sums, key by key."""
    for key, count in more.items():
        sums[key] = sums.get(key, 0) + count


def clean_files(tasks: list[Task], recipe: Recipe, stopped: Callable[[], bool] = bool) -> Outcome:
    """Clean inputs one after the other; a bad one is told in `failed` and the next one is taken.

    When `stopped` says so, none is begun any more.
    """
    outcome = Outcome(group=tasks[0].group if tasks else -1)
    for task in tasks:
        if stopped():
            outcome.cut = True
            break
        _clean_file(task, recipe, outcome)
    return outcome


def _clean_file(task: Task, recipe: Recipe, outcome: Outcome) -> None:
    outcome.size += task.size
    if task.failure is not None:
        fail(task, task.failure, outcome)
        return
    try:
        data = _bytes(task.path, recipe) if task.data is None else _given(task, recipe)
        if task.known is not None and is_current(task, data, FORMS[recipe.form].suffix):
            outcome.skipped += 1
            return
        documents = _documents(data, _chosen(task, data, recipe), task.name or task.path)
        if not recipe.check:
            _deliver(task, [made(document, recipe) for document in documents], recipe, outcome)
            if task.target is not None:
                outcome.made[-1] = outcome.made[-1]._replace(sha256=documents[0].source.sha256)
        for document in documents:
            tally(outcome.rules, document.changes.by_rule)
        outcome.counts.append((task.path, sum(document.changes.total for document in documents)))
        if len(documents) > 1:
            outcome.parts[task.path] = len(documents)
    except InputError as error:
        fail(task, Failure(error.path, error.reason, error.advice), outcome)
    except Exception as error:  # a defect of ours: it must not cost the other files
        fail(task, defect(task.path, error), outcome)


def fail(task: Task, failure: Failure, outcome: Outcome) -> None:
    """Note in the outcome that a task failed."""
    outcome.failed.append(failure)
    if task.target is not None:
        outcome.made.append(Made(task.target, task.name, None, (), failure.reason))


def is_current(task: Task, data: bytes | str, suffix: str) -> bool:
    """Say whether the outputs of an earlier run are there, in their sizes, and were made of these bytes.

    A size that differs is that of a file that somebody changed, or that a power cut left empty.
    """
    known, target = task.known, task.target
    if known is None or target is None or isinstance(data, str) or hashlib.sha256(data).hexdigest() != known.sha256:
        return False
    return stand(outputs(target, suffix, len(known.sizes)), known.sizes)


def stand(paths: list[str], sizes: Iterable[int]) -> bool:
    """Say whether the files are there in these sizes."""
    try:
        return [os.stat(path).st_size for path in paths] == list(sizes)
    except OSError:
        return False


def outputs(target: str, suffix: str, count: int) -> list[str]:
    """Return the files that hold the documents of an input: one, or as many as there are articles, numbered."""
    return [target] if count == 1 else [numbered(target, suffix, number) for number in range(1, count + 1)]


def load(path: str, recipe: Recipe, name: str = "") -> Document:
    """Return the document of one file; `name` is what its source is called, if not the path.

    Raises InputError for what cannot be read or is no text.
    """
    return run(_bytes(path, recipe), recipe.options, name or path, text_only=FORMS[recipe.form].text_only)


def _documents(data: bytes | str, recipe: Recipe, name: str) -> list[Document]:
    """Return the documents of one input: several only if the recipe wants it split and it holds several articles."""
    text_only = FORMS[recipe.form].text_only
    if not recipe.split:
        return [run(data, recipe.options, name, text_only=text_only)]
    return run_articles(data, recipe.options, name, text_only=text_only)


def _bytes(path: str, recipe: Recipe) -> bytes:
    data = files.read(path)
    if not data:
        raise InputError(path, "the file is empty", "look whether its download failed")
    if recipe.options.encoding is None:
        refuse_binary(data, path)
    return data


def _given(task: Task, recipe: Recipe) -> bytes | str:
    """Return the data of a record. Raises InputError when there are none, or they are no text."""
    data = task.data
    if not data:
        raise InputError(task.path, "the record is empty", "look where it comes from")
    if isinstance(data, bytes) and recipe.options.encoding is None:
        refuse_binary(data, task.path)
    return data


def _chosen(task: Task, data: bytes | str, recipe: Recipe) -> Recipe:
    """Return the recipe with the encoding that the server named, where the bytes alone do not tell theirs."""
    if task.charset is None or isinstance(data, str) or recipe.options.encoding is not None:
        return recipe
    from speechkit.detection import detect  # noqa: PLC0415  # 2 ms, needed for what looks like no text

    if detect(data[:_PROBE]).confidence >= LEAST:
        return recipe
    try:
        data.decode(task.charset)
    except (LookupError, UnicodeError):
        return recipe
    return replace(recipe, options=replace(recipe.options, encoding=task.charset))


_PROBE: Final = 1 << 16  # bytes


def _deliver(task: Task, made_of_it: list[bytes], recipe: Recipe, outcome: Outcome) -> None:
    """Write what was made of an input, or hand it back; several documents go to one file of lines, or a file each."""
    form, target, count = FORMS[recipe.form], task.target, len(made_of_it)
    if target is None:
        outcome.data += made_of_it
        return
    if count == 1 or form.lines:
        made_of_it = [b"".join(made_of_it)]
        others = [numbered(target, form.suffix, 1)]
    else:
        others = [target, numbered(target, form.suffix, count + 1)]
    for path, data in zip(outputs(target, form.suffix, len(made_of_it)), made_of_it, strict=True):
        _write(task, path, data)
    outcome.made.append(Made(target, task.name, "", tuple(map(len, made_of_it))))
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
        return Failure(path, "there is not enough memory for it", "split the file", again=True)
    import traceback  # noqa: PLC0415  # with linecache and tokenize, needed for a defect only

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    what = f"{type(error).__name__}: {error}"[:200]
    return Failure(path, f"speechkit has a defect here ({what}{place})", "please report it with this file")
