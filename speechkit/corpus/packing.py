"""One output file for many documents, in the packing that its name says: .gz, .zst, or a Parquet table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from speechkit.corpus.sinks import Writable


def stem(name: str) -> str:
    """Return the name without the suffix of a packing: corpus.jsonl.gz -> corpus.jsonl."""
    root, suffix = os.path.splitext(name)
    return root if suffix.lower() in {".gz", ".zst"} else name


@contextmanager
def writing(file: IO[bytes], name: str) -> Iterator[Writable]:
    """Give what documents are to be written to. Raises OptionError when a package is missing."""
    suffix = name[-8:].lower()
    if suffix.endswith(".parquet"):
        from speechkit.corpus.parquet import Table  # noqa: PLC0415  # needed for Parquet only

        table = Table(file)
        yield table
        table.close()
    elif suffix.endswith((".gz", ".zst")):
        from speechkit.corpus.compressed import packing  # noqa: PLC0415  # needed for compressed outputs only

        with packing(file, name) as packed:
            yield packed
    else:
        yield file
