"""Notes of what is being tried, kept in the output: what is found there again had killed its process.

Ray gives the work of a dead process to another one as often as it takes, and does not tell which try it is: one record
that kills its process would hold up a run for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from speechkit.errors import InputError

if TYPE_CHECKING:
    from speechkit.corpus.storage import Store

FOLDER: Final = "_speechkit/tries"
_MOST: Final = 4


@contextmanager
def tried(store: Store, name: str, path: str) -> Iterator[int]:
    """Give how often a process died in this block, one of a run that was killed included.

    The note of it ends with the block. Raises InputError for `path` when it was too often.
    """
    note = f"{FOLDER}/{name}.tries"
    found = store.read_all([note]).get(note, b"0")
    tries = int(found) if found.isdigit() else 0
    if tries < _MOST:
        store.write(note, str(tries + 1).encode())
    try:
        if tries >= _MOST:
            raise InputError(path, f"the process died on it {tries} times", "look at the memory of its node; run again")
        yield tries
    finally:
        store.remove(note)
