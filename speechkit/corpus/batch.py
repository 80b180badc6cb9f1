"""Many files through the pipeline, in order, on as many cores as wanted."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Final

from speechkit.corpus.files import HANDED, STDIN
from speechkit.corpus.forms import Recipe
from speechkit.corpus.planning import Task, chunks
from speechkit.corpus.work import Outcome, clean_files

# Starting processes costs about a tenth of a second, as much as cleaning some 500 KB; below this it does not pay.
_SMALL: Final = 1 << 19
# A chunk is about 1 MB (measured best from 1 to 4), smaller where that would leave cores idle at the end: with so many
# rounds for each core by a sixteenth of the time at most.
_MOST, _LEAST, _ROUNDS = 1 << 20, 1 << 16, 16


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def clean_all(tasks: list[Task], recipe: Recipe, jobs: int, small: int = _SMALL) -> Generator[Outcome, None, None]:
    """Yield what became of the files, in their order. Whoever stops asking stops the work.

    In this process for one job or less than `small` bytes, one outcome a file; otherwise one for about a megabyte.
    """
    size = sum(task.size for task in tasks)
    here = any(task.path == STDIN or task.path.startswith(HANDED) for task in tasks)  # other processes have not got it
    if jobs < 2 or size < small or here:
        for task in tasks:
            yield clean_files([task], recipe)
        return
    from speechkit.corpus.pool import clean_on_cores  # noqa: PLC0415  # 38 ms to import, needed for large batches

    work = chunks(tasks, min(_MOST, max(_LEAST, size // (_ROUNDS * jobs))))
    yield from clean_on_cores(work, recipe, min(jobs, len(work)))
