"""Cleaning in a process that may die: the row that kills it is found by halving, all others are cleaned.

It is a plain process with a pipe. What multiprocessing starts would first import the main module of the process that
asks, which in a worker of Ray is Ray itself.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from speechkit.corpus.arrow import BLAMED, clean_batch

if TYPE_CHECKING:
    import pyarrow as pa

# A row is blamed when the process died on it alone so often: once may have been somebody's kill.
_LIVES: Final = 2
_PROGRAM: Final = "from speechkit.corpus.careful import serve; serve()"


def clean_carefully(batch: pa.RecordBatch, how: dict[str, Any]) -> pa.RecordBatch:
    """Do as clean_batch() does with the keywords `how`; a row that kills the process has an error."""
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    made: list[pa.RecordBatch] = []
    left = [(0, batch.num_rows, _LIVES)]
    while left:
        start, count, lives = left.pop()
        part = batch.slice(start, count)
        found = _cleaned(part, how)
        half = count // 2
        if found is not None:
            made.append(found)
        elif half:
            left += [(start + half, count - half, _LIVES), (start, half, _LIVES)]
        elif lives > 1:
            left.append((start, count, lives - 1))
        else:
            made.append(clean_batch(_blamed(part)))
    return pa.Table.from_batches(made).combine_chunks().to_batches()[0]


def _cleaned(batch: pa.RecordBatch, how: dict[str, Any]) -> pa.RecordBatch | None:
    """Return what another process makes of a batch, or None if it died."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(  # noqa: S603  # our own program, no shell
        [sys.executable, "-c", _PROGRAM],
        input=pickle.dumps((_packed(batch), how)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    return None if done.returncode else _unpacked(done.stdout)


def serve() -> None:
    """Clean one batch, read from standard input, onto standard output: what the other process does."""
    batch, how = pickle.load(sys.stdin.buffer)  # noqa: S301  # the pipe's other end is clean_carefully()
    sys.stdout.buffer.write(_packed(clean_batch(_unpacked(batch), **how)))


def _blamed(row: pa.RecordBatch) -> pa.RecordBatch:
    """Return a row with the error that its process died."""
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    return pa.RecordBatch.from_arrays([row["id"], pa.array([BLAMED])], names=["id", "error"])


def _packed(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _unpacked(data: bytes) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    return pa.ipc.open_stream(data).read_next_batch()
