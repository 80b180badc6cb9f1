"""Files that hold many documents: JSON Lines, Parquet, WARC and WET, read record by record.

They are read in one process and cleaned in all, so that it does not matter how a file is packed. A record that cannot
be read is told and the next one is taken; where a file breaks off, what came before stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final, NamedTuple

import msgspec

from speechkit.corpus.compressed import DamagedError, Reading, reading
from speechkit.corpus.discover import Failure, many_in
from speechkit.errors import InputError
from speechkit.patterns import lazy_bytes

LARGEST: Final = 1 << 26  # bytes of a record; the longest speeches have some 200,000
_KINDS: Final = 100  # of records that are told apart: servers may send anything
_BOM: Final = b"\xef\xbb\xbf"
_HALF: Final = lazy_bytes(rb"\\u[Dd][89A-Fa-f]|\xed[\xa0-\xbf]")  # an escape, or what some write as three bytes


class Fields(NamedTuple):
    """Which fields of a record hold its text and its name; without `key` it is `id`, where there is one."""

    text: str = "text"
    key: str | None = None


class Record(NamedTuple):
    """One document of a larger file: `name` what it is called, `where` it stands, or the `failure` to read it.

    `span` is how many bytes of the file it took; `passed` is the kind of a record that is no document.
    """

    where: str
    name: str
    data: bytes | str | None
    span: int
    charset: str | None = None
    failure: Failure | None = None
    passed: str | None = None


def records(path: str, name: str, fields: Fields, passed: dict[str, int] | None = None) -> Iterator[Record]:
    """Yield the records of a file; `name` is what it is called itself. The last one may be a failure; never raises.

    Those that are no documents are counted in `passed` by their kind; the record after them has their bytes too.
    """
    count = before = 0
    passed = {} if passed is None else passed
    try:
        for record in _reader(many_in(path) or "jsonl")(path, name, fields):
            count += 1
            if record.passed is None:
                yield record._replace(span=before + record.span) if before else record
                before = 0
                continue
            before += record.span
            kind = record.passed if record.passed in passed or len(passed) < _KINDS else "others"
            passed[kind] = passed.get(kind, 0) + 1
        if not count:
            failure = Failure(path, "the file holds no record", "look whether its download failed")
            yield Record(path, name, None, 0, failure=failure)
    except InputError as error:
        after = f" after {count} record{'s' if count > 1 else ''}" if count else ""
        again = not isinstance(error, DamagedError)
        yield Record(path, name, None, 0, failure=Failure(error.path, error.reason + after, error.advice, again))
    except Exception as error:  # of the package that reads it, or a defect of ours
        what = f"{type(error).__name__}: {str(error)[:200]}"
        failure = Failure(path, f"it cannot be read: {what}", "look whether it is whole", again=True)
        yield Record(path, name, None, 0, failure=failure)


def _reader(kind: str) -> Callable[[str, str, Fields], Iterator[Record]]:
    if kind == "jsonl":
        return _lines
    found: Callable[[str, str, Fields], Iterator[Record]] = import_module(f"speechkit.corpus.{kind}").records
    return found


def digest_of(path: str) -> str:
    """Return the sha256 of a file's bytes, however large it is. Raises InputError."""
    from speechkit.corpus import files  # noqa: PLC0415  # beside its one use

    try:
        with files.opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # typeshed asks for more than it uses
    except OSError as error:
        raise files.refused(path, error) from None


# ---- JSON Lines


def _lines(path: str, name: str, fields: Fields) -> Iterator[Record]:
    taken = Taken(fields)
    with reading(path) as source:
        position = 0
        for number, line in enumerate(_bounded(source, path), 1):
            if source.damage:
                yield from _damaged(source, path, name)
            if not line.strip():
                continue
            position, span = source.position(), source.position() - position
            where = f"{path}:{number}"
            try:
                row = _row(line.removeprefix(_BOM) if number == 1 else line, where)
                yield taken.record(row, where, f"{name}:{number}", span)
            except InputError as error:
                yield Record(where, name, None, span, failure=Failure(error.path, error.reason, error.advice))


def _damaged(source: Reading, path: str, name: str) -> Iterator[Record]:
    """Yield a failure for each stretch of the file that was lost."""
    for reason in source.damage:
        yield Record(path, name, None, 0, failure=Failure(path, reason, "fetch it again; the rest is read"))
    source.damage.clear()


def _bounded(source: Reading, path: str) -> Iterator[bytes]:
    """Yield the lines. Raises InputError for one that is too long to be a document."""
    while line := source.stream.readline(LARGEST + 1):
        if len(line) > LARGEST:
            raise DamagedError(path, f"it has a line of more than {LARGEST >> 20} MB", "split it")
        yield line
    if source.damage:
        yield b""


def _row(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        row = _with_halves(line)
        if row is None:
            raise InputError(where, f"the line is no JSON: {error}", "look at how it was written") from None
    if not isinstance(row, dict):
        raise InputError(where, "the line is no JSON object", "look at how it was written")
    return row


def _with_halves(line: bytes) -> Any:
    """Return what a line holds that has halves of surrogate pairs in it, None for every other one.

    JSON allows them (RFC 8259, 8.2) and scrapers that cut texts at a length write them; the cleaning flags them as bad.
    """
    if not _HALF.search(line):
        return None
    try:
        return json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


class Taken:
    """Makes records of rows, and knows the names that were taken."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.seen: set[bytes] = set()

    def record(self, row: dict[str, Any], where: str, name: str, span: int) -> Record:
        """Return the record of a row, called `name` if the row does not say. Raises InputError."""
        text = row.get(self.fields.text)
        if not isinstance(text, str | bytes):
            reason = f'it has no field "{self.fields.text}" that is text'
            raise InputError(where, reason, "name the field with --text-field")
        if len(text) > LARGEST:
            raise InputError(where, f"it is larger than {LARGEST >> 20} MB", "split it")
        return Record(where, self._name(row, where) or name, text, span)

    def _name(self, row: dict[str, Any], where: str) -> str | None:
        key = self.fields.key
        value = row.get(key or "id")
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            if key is None:
                return None
            raise InputError(where, f'it has no field "{key}" that is a name', "name the field with --id-field")
        name = str(value)
        known = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if known in self.seen:  # 80 bytes a name: ten million take 800 MB
            raise InputError(where, f'"{name[:80]}" is the name of an earlier record too', "make the names unique")
        self.seen.add(known)
        return name
