"""Many files through the pipeline, in order, on as many cores as wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from typing import Final

from speechkit.corpus.files import HANDED, STDIN
from speechkit.corpus.forms import Recipe
from speechkit.corpus.planning import Task, runs
from speechkit.corpus.work import Outcome, clean_files

# Starting processes costs about a tenth of a second, as much as cleaning some 500 KB; below this it does not pay.
_SMALL: Final = 1 << 19
# A chunk is about 1 MB (measured best from 1 to 4), and towards the end a fourth of what a core has left to do, so that
# all of them end at the same time.
_MOST, _LEAST, _SHARE = 1 << 20, 1 << 16, 4
_HANDLES: Final = 61  # processes that Windows lets one wait for


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def clean_all(
    tasks: Iterable[Task],
    recipe: Recipe,
    jobs: int,
    small: int = _SMALL,
    size: int | None = None,
    stopped: Callable[[], bool] = bool,
) -> Generator[Outcome, None, None]:
    """Yield what became of the inputs, in their order. Whoever stops asking stops the work.

    `size` is about how many bytes they are, for tasks that are no list. In this process for one job or less than
    `small` bytes, one outcome an input; otherwise one for about a megabyte. When `stopped` says so, what is in hand is
    finished and no more begun.
    """
    if isinstance(tasks, list) and any(task.path == STDIN or task.path.startswith(HANDED) for task in tasks):
        jobs = 1  # other processes have not got it
    if size is None:
        tasks = list(tasks)
        size = sum(task.size for task in tasks)
    if jobs < 2 or size < small:
        for task in tasks:
            if stopped():
                return
            yield clean_files([task], recipe)
        return
    from speechkit.corpus.pool import clean_on_cores  # noqa: PLC0415  # 38 ms to import, needed for large batches

    whole, jobs = size, min(jobs, 1 + size // _LEAST)
    if os.name == "nt":
        jobs = min(jobs, _HANDLES)

    def most(done: int) -> int:
        return min(_MOST, max(_LEAST, (whole - done) // (_SHARE * jobs)))

    yield from clean_on_cores(runs(tasks, most), recipe, jobs, stopped)
