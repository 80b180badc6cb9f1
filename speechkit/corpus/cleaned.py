"""Cleaned documents as they were written: JSON, JSON Lines, Parquet -> what the tables need of each document.

One document is in memory at a time. A file that is no speechkit.document, or a line that is none, is told and the next
one is taken.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Annotated, Any, Final, Protocol, TypeVar

import msgspec
from msgspec import Meta, Struct

from speechkit.corpus.compressed import reading
from speechkit.corpus.discover import Failure, Input
from speechkit.corpus.files import HANDED, STDIN, refused
from speechkit.document import SCHEMA, Block
from speechkit.errors import InputError

_PLAIN: Final = (".json", ".jsonl", ".ndjson")
SUFFIXES: Final = (*(name + packed for packed in ("", ".gz", ".zst") for name in _PLAIN), ".parquet")
_RAW: Final = (".txt", ".text", ".md", ".html", ".htm")
_LONGEST: Final = 1 << 28  # bytes of one document; a compressed file of a few KB may claim to hold terabytes
_TOLD: Final = 20  # bad lines of one file that are told one by one
_FAMILY: Final = SCHEMA.partition("/")[0] + "/"
_CLEAN: Final = "clean it first: speechkit clean RAW -o out/ -f json, then speechkit corpus out/"


Number = Annotated[int, Meta(ge=0, lt=1 << 62)]


class Article(Struct, frozen=True):
    """Which of several articles in a file a document is."""

    number: Number


class Origin(Struct, frozen=True):
    """What is needed of `source`."""

    name: str
    sha256: str
    encoding: str = ""
    confidence: float = 0.0
    bad_bytes: Number = 0
    characters: Number = 0
    part: Article | None = None

    @property
    def number(self) -> int | None:
        """Return which of the articles of its file this is, None when the file was not split."""
        return self.part.number if self.part else None


class Said(Struct, frozen=True):
    """What is needed of `metadata`."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    speech_year: str | None = None


class Named(Struct, frozen=True):
    """An item of a slogan."""

    text: str


class Printed(Struct, frozen=True):
    """A place of a slogan."""

    block: Number
    text: str


class Term(Struct, frozen=True):
    """A slogan of a document."""

    text: str
    normalized: str
    kind: str
    score: float = 1.0
    items: list[Named] = []
    items_mode: str | None = None
    mentions: list[Printed] = []


class Warned(Struct, frozen=True):
    """A warning: its code is counted."""

    code: str


class Counted(Struct, frozen=True):
    """How many edits there were."""

    total: Number = 0


class Figures(Struct, frozen=True):
    """The quality figures of a document."""

    han_share: float = 0.0
    removed_share: float = 0.0
    edits_per_1000: float = 0.0
    masks_per_1000: float = 0.0


class Cleaned(Struct, frozen=True, rename={"schema_": "schema"}):
    """What the tables need of a speechkit.document/1; all other fields are passed over."""

    schema_: str
    source: Origin
    blocks: list[Block]
    script: str = "none"
    metadata: Said = Said()
    slogans: list[Term] = []
    warnings: list[Warned] = []
    changes: Counted = Counted()
    quality: Figures = Figures()


class _Kind(Struct):
    schema: Any = None


_KIND: Final = msgspec.json.Decoder(_Kind)


class _Some(Protocol):
    """Whatever part of a document somebody wants to read: it has the schema."""

    @property
    def schema_(self) -> str:
        """The schema that the document says it follows."""


D = TypeVar("D", bound=_Some)


def cleaned(inputs: Iterable[Input]) -> Iterator[Cleaned | Failure]:
    """Yield the documents of all inputs in order, and a Failure for each file, or line of one, that is none."""
    return documents(inputs, Cleaned)


def documents(inputs: Iterable[Input], kind: type[D]) -> Iterator[D | Failure]:
    """Yield a part of each document: the fields that the Struct `kind` has; otherwise like cleaned()."""
    decoder = msgspec.json.Decoder(kind)
    for each in inputs:
        try:
            yield from _file(each.path, decoder)
        except InputError as error:
            yield Failure(error.path, error.reason, error.advice)
        except OSError as error:
            yield _failure(refused(each.path, error))


def _file(path: str, decoder: msgspec.json.Decoder[D]) -> Iterator[D | Failure]:
    if path.lower().endswith(_RAW):
        raise InputError(path, "this is a text, not a cleaned document", _CLEAN)
    if path.lower().endswith(".parquet"):
        return _few(_rows(path, decoder), path)
    return _few(_lines(path, decoder), path)


def _few(found: Iterator[D | Failure], path: str) -> Iterator[D | Failure]:
    """Yield what was found; of many lines that are no documents the first ones."""
    number = bad = 0
    for each in found:
        number += 1
        if isinstance(each, Failure):
            bad += 1
            if bad > _TOLD:
                continue
        yield each
    if bad > _TOLD:
        more = bad - _TOLD
        reason = f"{more} more lines are no speechkit documents"
        reason = "1 more line is no speechkit document" if more == 1 else reason
        yield Failure(path, reason, "look whether it is the right file")
    if not number:
        yield Failure(path, "it holds no document", "look whether `speechkit clean -f json` has written it")


def _rows(path: str, decoder: msgspec.json.Decoder[D]) -> Iterator[D | Failure]:
    """Yield the documents of a table, which stand in its column `json`."""
    from speechkit.corpus.parquet import rows_of, table_of  # noqa: PLC0415  # needed for Parquet only

    with table_of(path) as (table, size):
        if "json" not in table.schema_arrow.names:
            raise InputError(path, "its table has no column json", _CLEAN)
        for number, row in enumerate(rows_of(table, ("json", "error"), path, size), 1):
            where, data = f"{path}:{number}", row["json"]
            if isinstance(data, str | bytes):
                yield _document(data.encode() if isinstance(data, str) else data, where, decoder)
            else:
                why = str(row.get("error") or "the row is empty")[:200]
                yield Failure(where, f"it was not cleaned: {why}", "clean it again")


def _lines(path: str, decoder: msgspec.json.Decoder[D]) -> Iterator[D | Failure]:
    """Yield the documents of a file, or of standard input."""
    if path == STDIN:
        if sys.stdin is None:
            raise InputError(STDIN, "standard input is closed", "pipe documents in, or name a file")
        yield from _documents(sys.stdin.buffer, path, decoder)
    elif path.startswith(HANDED):  # a pipe
        with open(path, "rb") as stream:
            yield from _documents(stream, path, decoder)
    else:
        with reading(path) as source:
            yield from _documents(source.stream, path, decoder)
            yield from (Failure(path, reason, "make it again") for reason in source.damage)


def _documents(stream: IO[bytes], path: str, decoder: msgspec.json.Decoder[D]) -> Iterator[D | Failure]:
    """Yield the documents of a stream: one a line, or one that is spread over all lines of what is no JSON Lines."""
    number, lines = 0, any(each in os.path.basename(path).lower() for each in (".jsonl", ".ndjson"))
    while line := stream.readline(_LONGEST + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")  # a byte order mark, as some editors put there
            if not lines and not _whole(line):
                line += stream.read(max(0, _LONGEST + 1 - len(line)))  # printed over many lines
        if line.strip():
            yield _document(line, path if number == 1 else f"{path}:{number}", decoder)
        if len(line) > _LONGEST:
            return


def _whole(line: bytes) -> bool:
    """Say whether a line is JSON by itself."""
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return not line.strip()
    return True


def _document(data: bytes, where: str, decoder: msgspec.json.Decoder[D]) -> D | Failure:
    """Return the document that is printed in `data`, or why it is none."""
    if len(data) > _LONGEST:
        return Failure(where, f"it is longer than {_LONGEST >> 20} MB", "look whether it is the right file")
    try:
        document = decoder.decode(data)
    except msgspec.ValidationError as error:
        return _none(data, where, str(error).partition("\n")[0])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Failure(where, "this is no JSON", _CLEAN)
    return document if document.schema_ == SCHEMA else _none(data, where, "")


def _none(data: bytes, where: str, reason: str) -> Failure:
    """Return why JSON is no document that this version reads."""
    with suppress(msgspec.DecodeError):
        schema = _KIND.decode(data).schema
        if schema == SCHEMA:
            return Failure(where, f"this is no sound {SCHEMA} ({reason})", "clean the text again")
        if isinstance(schema, str) and schema.startswith(_FAMILY):
            return Failure(where, f"it is a {schema}, this version reads {SCHEMA}", "clean the text again")
    return Failure(where, "this JSON is no speechkit document", _CLEAN)


def _failure(error: InputError) -> Failure:
    return Failure(error.path, error.reason, error.advice)
