"""Parquet files, read and written with pyarrow: the extra [arrow]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

import msgspec

from speechkit.corpus import files
from speechkit.corpus.compressed import FREE, MOST_RATIO
from speechkit.corpus.discover import Failure
from speechkit.corpus.records import Fields, Record, Taken
from speechkit.errors import InputError, OptionError
from speechkit.version import VERSION

_ROWS: Final = 256
_HELD: Final = 1 << 28  # bytes that the values of a batch may take
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
    taken = Taken(fields)
    number = 0
    with table_of(path) as (table, size):
        columns = [fields.text, fields.key or "id"]
        span = size // max(1, table.metadata.num_rows)
        for row in rows_of(table, columns, path, size):
            number += 1
            where = f"{path}:{number}"
            try:
                yield taken.record(row, where, f"{name}:{number}", span)
            except InputError as error:
                yield Record(where, name, None, span, failure=Failure(error.path, error.reason, error.advice))


@contextmanager
def table_of(path: str) -> Iterator[tuple[Any, int]]:
    """Open a Parquet file and give it with its size in bytes.

    Raises InputError for what cannot be read, in the block too.
    """
    try:
        pa, pq = _pyarrow()
    except OptionError:
        raise InputError(path, "reading Parquet needs pyarrow", _ADVICE) from None
    try:
        with files.opened(path) as file:
            yield pq.ParquetFile(file), files.size_of(file)
    except pa.ArrowException as error:
        raise _unreadable(path, error) from None
    except OSError as error:
        if error.errno is None:  # of pyarrow, about what is in the file
            raise _unreadable(path, error) from None
        raise files.refused(path, error) from None


def rows_of(table: Any, columns: Iterable[str], path: str, size: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, as far as it has these columns; few at a time where a value may be large.

    A value is stored once and may stand in a million rows. Raises InputError for what is out of all proportion to the
    `size` of the file.
    """
    names = [column for column in dict.fromkeys(columns) if column in table.schema_arrow.names]
    most = max(FREE, MOST_RATIO * size)
    for group in range(table.metadata.num_row_groups):
        held = _unpacked_size(table.metadata.row_group(group), names)
        rows = min(_ROWS, max(1, _HELD // max(1, held)))
        if held > most:
            raise _bomb(path)
        for batch in table.iter_batches(rows, row_groups=[group], columns=names):
            most -= batch.nbytes
            if most < 0:
                raise _bomb(path)
            yield from batch.to_pylist()


def _bomb(path: str) -> InputError:
    reason = f"it unpacks to more than {MOST_RATIO} times its size"
    return InputError(path, reason, "unpack it yourself if you trust it")


def _unreadable(path: str, error: Exception) -> InputError:
    what = str(error).partition("\n")[0][:200].rstrip(".")
    return InputError(path, f"it cannot be read: {what}", "look whether it is whole")


def _unpacked_size(group: Any, names: list[str]) -> int:
    """Return how many bytes the named columns of a row group take when they are unpacked: no value takes more."""
    columns = map(group.column, range(group.num_columns))
    return sum(each.total_uncompressed_size for each in columns if each.path_in_schema.partition(".")[0] in names)


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
