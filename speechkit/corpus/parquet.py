"""Parquet files, read and written with pyarrow: the extra [arrow]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

import msgspec

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.records import Fields, Record, Taken
from speechkit.errors import InputError, OptionError
from speechkit.version import VERSION

_ROWS: Final = 256
_ADVICE: Final = "install it with: pip install 'speechkit[arrow]'"


def _pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet module. Raises OptionError when it is missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415  # 72 ms and 69 MB, needed for Parquet only
        import pyarrow.parquet as pq  # noqa: PLC0415  # the same
    except ImportError:
        raise OptionError(f"Parquet needs pyarrow; {_ADVICE}") from None
    return pa, pq


def records(path: str, name: str, fields: Fields) -> Iterator[Record]:
    """Yield the records of a Parquet file. Raises InputError."""
    try:
        _, pq = _pyarrow()
    except OptionError:
        raise InputError(path, "reading Parquet needs pyarrow", _ADVICE) from None
    try:
        with files.opened(path) as file:
            table = pq.ParquetFile(file)
            columns = [column for column in (fields.text, fields.key or "id") if column in table.schema_arrow.names]
            span = files.size_of(file) // max(1, table.metadata.num_rows)
            yield from _rows(table.iter_batches(_ROWS, columns=columns), path, name, Taken(fields), span)
    except OSError as error:
        raise files.refused(path, error) from None


def _rows(batches: Iterator[Any], path: str, name: str, taken: Taken, span: int) -> Iterator[Record]:
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            where = f"{path}:{number}"
            try:
                yield taken.record(row, where, f"{name}:{number}", span)
            except InputError as error:
                yield Record(where, name, None, span, failure=Failure(error.path, error.reason, error.advice))


class _Named(msgspec.Struct):
    name: str


class _Documented(msgspec.Struct):
    source: _Named


class Table:
    """A Parquet file that is being written: a row a document, with its name and all of it as JSON."""

    def __init__(self, file: IO[bytes]) -> None:
        self.pa, pq = _pyarrow()
        text = self.pa.string()
        self.schema = self.pa.schema([("id", text), ("json", self.pa.large_string()), ("version", text)])
        self.writer = pq.ParquetWriter(file, self.schema, compression="zstd")
        self.decoder = msgspec.json.Decoder(_Documented)
        self.waiting: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add a document, given as a line of JSON."""
        self.waiting.append(data.rstrip(b"\n"))
        self.size += len(data)
        if self.size > 1 << 24:  # a row group; what is waiting is in memory
            self._flush()

    def _flush(self) -> None:
        names = [self.decoder.decode(data).source.name for data in self.waiting]
        rows = [names, [data.decode() for data in self.waiting], [VERSION] * len(names)]
        self.writer.write_table(self.pa.table(rows, schema=self.schema))
        self.waiting.clear()
        self.size = 0

    def close(self) -> None:
        """Write what is left and the end of the file."""
        if self.waiting:
            self._flush()
        self.writer.close()
