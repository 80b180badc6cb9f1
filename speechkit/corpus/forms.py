"""The forms a document can be printed in, by name: its suffix, its heading row, and how it is made."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET, Struct

from speechkit.document import Block
from speechkit.passes import Options
from speechkit.patterns import lazy
from speechkit.pipeline import Document


class Recipe(Struct, frozen=True, kw_only=True):
    """What is to be done with every document of a batch; sent to each process once."""

    form: str
    options: Options = Options()
    edits: bool = False
    raw: bool = False
    check: bool = False
    named: bool = False


class Form(NamedTuple):
    """One form: `make` gives the bytes of one document, `head` stands once before all of them.

    `between` stands between two documents that go to one file; `text_only`: it prints nothing but the blocks.
    """

    suffix: str
    make: Callable[[Document, Recipe], str]
    head: str = ""
    between: str = ""
    text_only: bool = False


def _json(document: Document, recipe: Recipe) -> str:
    return document.to_json(edits=recipe.edits, raw=recipe.raw) + "\n"


# ---- tables

OUTLINE: Final = ("file", "line", "level", "marker", "number", "text", "run_in")
SLOGANS: Final = (
    "file", "line", "kind", "normalized", "text", "count", "score", "items", "items_mode", "why",
)  # fmt: skip


_LINE_END: Final = lazy(r"\r\n?|\n")


def line_starts(raw: str) -> list[int]:
    """Return the offsets at which the lines of a text begin, as an editor counts them."""
    return [0, *(end.end() for end in _LINE_END.finditer(raw))]


def _lines(document: Document) -> Callable[[int], int]:
    """Return the function from an offset of the raw text to its line, counted from 1."""
    starts = line_starts(document.ledger.raw)
    return lambda offset: bisect_right(starts, offset)


def _headings(document: Document) -> Iterable[tuple[Block, int]]:
    line = _lines(document)
    return ((block, line(block.span[0])) for block in document.blocks if block.type == "heading")


def _outline_rows(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "file": document.source.name,
            "line": line,
            "level": _plain(block.level),
            "marker": _plain(block.marker),
            "number": _plain(block.number),
            "text": block.text,
            "run_in": bool(_plain(block.run_in)),
        }
        for block, line in _headings(document)
    ]


def _slogan_rows(document: Document) -> list[dict[str, Any]]:
    line = _lines(document)
    rows = []
    for slogan in document.slogans:
        row = msgspec.to_builtins(slogan)
        first = slogan.mentions[0].span[0] if slogan.mentions else None
        rows.append({"file": document.source.name, "line": None if first is None else line(first), **row})
    return rows


def _plain(value: Any) -> Any:
    return None if value is UNSET else value


def _jsonl(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerows([_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(value, list):
        value = "|".join(each["text"] if isinstance(each, dict) else str(each) for each in value)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value


def _outline_text(document: Document, recipe: Recipe) -> str:
    head = f"{document.source.name}\n" if recipe.named else ""
    rows = [
        f"{line:>6}  {'  ' * (max(1, block.level or 1) - 1)}{_plain(block.marker) or ''}{block.text}\n"
        for block, line in _headings(document)
    ]
    return head + "".join(rows)


def _slogans_text(document: Document, recipe: Recipe) -> str:
    out = [f"{document.source.name}\n"] if recipe.named else []
    line = _lines(document)
    for slogan in document.slogans:
        at = line(slogan.mentions[0].span[0]) if slogan.mentions else 0
        items = " | ".join(item.text for item in slogan.items)
        out.append(f"{at:>6}  {slogan.count:>3}x  {slogan.kind:<20}  {slogan.text}{'  = ' if items else ''}{items}\n")
    return "".join(out)


FORMS: Final[dict[str, Form]] = {
    "md": Form(".md", lambda document, _: document.to_markdown(), between="\n", text_only=True),
    "json": Form(".json", _json),
    "jsonl": Form(".jsonl", _json),
    "text": Form(".txt", lambda document, _: document.to_text(), text_only=True),
    "outline.text": Form(".txt", _outline_text, text_only=True),
    "outline.csv": Form(
        ".csv", lambda d, _: _csv(OUTLINE, _outline_rows(d)), text_only=True, head=",".join(OUTLINE) + "\n"
    ),
    "outline.jsonl": Form(".jsonl", lambda d, _: _jsonl(_outline_rows(d)), text_only=True),
    "slogans.text": Form(".txt", _slogans_text),
    "slogans.csv": Form(".csv", lambda d, _: _csv(SLOGANS, _slogan_rows(d)), head=",".join(SLOGANS) + "\n"),
    "slogans.jsonl": Form(".jsonl", lambda d, _: _jsonl(_slogan_rows(d))),
}


def made(document: Document, recipe: Recipe) -> bytes:
    """Return the document in the form of the recipe, as UTF-8 with line feeds."""
    return FORMS[recipe.form].make(document, recipe).encode("utf-8", "replace")
