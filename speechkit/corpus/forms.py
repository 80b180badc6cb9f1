"""The forms a document can be printed in, by name: its suffix, its heading row, and how it is made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET, Struct

from speechkit.corpus import kwic
from speechkit.corpus.cells import csv_line
from speechkit.corpus.sections import label_of, path_of, section_of
from speechkit.document import Block, Slogan
from speechkit.passes import Options
from speechkit.patterns import lazy
from speechkit.pipeline import Document
from speechkit.render.chunks import MAX_CHARS


class Recipe(Struct, frozen=True, kw_only=True):
    """What is to be done with every document of a batch; sent to each process once."""

    form: str
    options: Options = Options()
    edits: bool = False
    raw: bool = False
    check: bool = False
    named: bool = False
    split: bool = False
    max_chars: int = MAX_CHARS
    context: int = kwic.CONTEXT
    kinds: frozenset[str] = frozenset()
    min_score: float = 0.0
    telling: Any = None  # of a report: render.report.telling.Telling, which only a report imports


class Form(NamedTuple):
    """One form: `make` gives the bytes of one document, `head` stands once before all of them.

    `between` stands between two documents that go to one file; `text_only`: it prints nothing but the blocks.
    """

    suffix: str
    make: Callable[[Document, Recipe], str]
    head: str = ""
    between: str = ""
    text_only: bool = False

    @property
    def lines(self) -> bool:
        """Say whether a file of this form may hold any number of documents, each on lines of its own."""
        return self.suffix.endswith(".jsonl")


def _json(document: Document, recipe: Recipe) -> str:
    return document.to_json(edits=recipe.edits, raw=recipe.raw) + "\n"


# ---- tables

OUTLINE: Final = (
    "file", "line", "level", "marker", "number", "text", "run_in", "terminal", "parent", "start", "end", "confidence",
    "why",
)  # fmt: skip
SLOGANS: Final = (
    "file", "line", "kind", "normalized", "text", "count", "score", "items", "items_mode", "why",
    "section",
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
            "terminal": _plain(block.terminal),
            "parent": _plain(block.parent),
            "start": block.span[0],
            "end": block.span[1],
            "confidence": _plain(block.confidence),
            "why": _plain(block.why),
        }
        for block, line in _headings(document)
    ]


def _slogans(document: Document, recipe: Recipe) -> list[Slogan]:
    """Return the slogans that are wished for."""
    kinds, score = recipe.kinds, recipe.min_score
    return [each for each in document.slogans if each.score >= score and (not kinds or each.kind in kinds)]


def _slogan_rows(document: Document, recipe: Recipe) -> list[dict[str, Any]]:
    """Return a row for each slogan; its line and section are those of its first place."""
    line = _lines(document)
    rows = []
    for slogan in _slogans(document, recipe):
        first = slogan.mentions[0] if slogan.mentions else None
        row = {"file": document.source.name, "line": line(first.span[0]) if first else None}
        path = path_of(document.blocks, section_of(document.blocks, first.block)) if first else []
        rows.append({**row, **msgspec.to_builtins(slogan), "section": path})
    return rows


def _plain(value: Any) -> Any:
    return None if value is UNSET else value


def _jsonl(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    return "".join(csv_line(row[name] for name in columns) for row in rows)


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
    for slogan in _slogans(document, recipe):
        at = line(slogan.mentions[0].span[0]) if slogan.mentions else 0
        items = " | ".join(item.text for item in slogan.items)
        out.append(f"{at:>6}  {slogan.count:>3}x  {slogan.kind:<20}  {slogan.text}{'  = ' if items else ''}{items}\n")
    return "".join(out)


def _kwic(document: Document, recipe: Recipe) -> Iterable[kwic.Line]:
    places = kwic.mentions_of(document, _slogans(document, recipe))
    part = document.source.part
    label = label_of(document.source.name, part.number if part else None)
    return kwic.lines(document.blocks, places, label, document.metadata.date, recipe.context)


def _kwic_text(document: Document, recipe: Recipe) -> str:
    return "".join(kwic.aligned(line, recipe.context) for line in _kwic(document, recipe))


def _kwic_csv(document: Document, recipe: Recipe) -> str:
    return _csv(kwic.COLUMNS, (line._asdict() for line in _kwic(document, recipe)))


def _kwic_jsonl(document: Document, recipe: Recipe) -> str:
    return _jsonl(line._asdict() for line in _kwic(document, recipe))


def _report(document: Document, recipe: Recipe) -> str:
    from speechkit.corpus.reporting import sheet_of  # noqa: PLC0415  # a tenth of a start, needed for a report only

    return sheet_of(document, recipe)


FORMS: Final[dict[str, Form]] = {
    "md": Form(".md", lambda document, _: document.to_markdown(), between="\n", text_only=True),
    "json": Form(".json", _json),
    "jsonl": Form(".jsonl", _json),
    "chunks": Form(".chunks.jsonl", lambda document, recipe: document.to_chunks(recipe.max_chars), text_only=True),
    "text": Form(".txt", lambda document, _: document.to_text(), text_only=True),
    "outline.text": Form(".txt", _outline_text, text_only=True),
    "outline.csv": Form(
        ".csv", lambda d, _: _csv(OUTLINE, _outline_rows(d)), text_only=True, head=",".join(OUTLINE) + "\n"
    ),
    "outline.jsonl": Form(".jsonl", lambda d, _: _jsonl(_outline_rows(d)), text_only=True),
    "slogans.text": Form(".txt", _slogans_text),
    "slogans.csv": Form(".csv", lambda d, r: _csv(SLOGANS, _slogan_rows(d, r)), head=",".join(SLOGANS) + "\n"),
    "slogans.jsonl": Form(".jsonl", lambda d, r: _jsonl(_slogan_rows(d, r))),
    "kwic.text": Form(".txt", _kwic_text),
    "kwic.csv": Form(".csv", _kwic_csv, head=",".join(kwic.COLUMNS) + "\n"),
    "kwic.jsonl": Form(".jsonl", _kwic_jsonl),
    "report": Form(".report", _report),
}


def made(document: Document, recipe: Recipe) -> bytes:
    """Return the document in the form of the recipe, as UTF-8 with line feeds."""
    return FORMS[recipe.form].make(document, recipe).encode("utf-8", "replace")
