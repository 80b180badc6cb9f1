"""Ids that are in more than one shard: found over the whole output, since no task sees more than its part.

Within a shard the later record of a name fails; across shards both are kept, and told.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

import msgspec
from msgspec import Struct

from speechkit.corpus.discover import Failure
from speechkit.corpus.storage import Store

_MOST_TOLD: Final = 100
_WIDTH: Final = 8  # bytes of a hash; sorting a hundred million takes 2.4 GB, where the run was started
_FILES: Final = 64  # that one task reads


class Twice(Struct):
    """How many documents have an id that an earlier shard has too, and the first of them; `key` tells the output."""

    key: str
    count: int = 0
    told: list[Failure] = []


class Asked(Struct, frozen=True):
    """A question about files of the output: the hashes of their ids, or the rows whose ids have these hashes."""

    names: list[str]
    hashes: frozenset[bytes] | None = None


# A function that asks for each element, in processes of the cluster.
Mapped = Callable[[list[Asked]], Iterable[bytes]]


def find_twice(key: str, names: list[str], mapped: Mapped, shown: Callable[[str], str]) -> Twice:
    """Return what is twice in the files; `shown` gives the path of the record that a `source` stands for."""
    import pyarrow as pa  # noqa: PLC0415  # needed with --engine ray only
    import pyarrow.compute as pc  # noqa: PLC0415  # the same

    asked = [Asked(names[start : start + _FILES]) for start in range(0, len(names), _FILES)]
    found = b"".join(mapped(asked))
    hashes = pa.Array.from_buffers(pa.uint64(), len(found) // _WIDTH, [None, pa.py_buffer(found)]).sort()
    again = hashes[1:].filter(pc.equal(hashes[1:], hashes[:-1]))
    if not len(again):
        return Twice(key)
    first = frozenset(each.to_bytes(_WIDTH, sys.byteorder) for each in again.unique()[:_MOST_TOLD].to_pylist())
    rows = [row for data in mapped([Asked(each.names, first) for each in asked]) for row in _rows(data)]
    order = {name: place for place, name in enumerate(names)}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    return Twice(key, len(again), list(_told(rows, shown))[:_MOST_TOLD])


def _told(rows: list[tuple[str, int, str, str]], shown: Callable[[str], str]) -> Iterator[Failure]:
    first: dict[str, str] = {}
    for _, _, name, source in rows:
        other = first.setdefault(name, source)
        if other != source:
            reason = f'"{name[:80]}" is the name of {shown(other)} too'
            yield Failure(shown(source), reason, "both are kept; make the names unique")


def _rows(data: bytes) -> list[tuple[str, int, str, str]]:
    return msgspec.msgpack.decode(data, type=list[tuple[str, int, str, str]])


def answer(asked: Asked, store: Store) -> bytes:
    """Return the hashes of the ids in the files, one after the other, or (file, row, id, source) of those asked for."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # needed by workers only

    hashes, rows = bytearray(), []
    for name in asked.names:
        table: Any = pq.read_table(io.BytesIO(store.read(name)), columns=["id", "source"])
        ids = table["id"].to_pylist()
        for number, key in enumerate(ids):
            mark = blake2b((key or "").encode(), digest_size=_WIDTH).digest()
            if asked.hashes is None:
                hashes += mark
            elif mark in asked.hashes:
                rows.append((name, number, key, table["source"][number].as_py()))
    return bytes(hashes) if asked.hashes is None else msgspec.msgpack.encode(rows)
