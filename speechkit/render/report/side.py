"""Raw and clean side by side: a table with a row for each block, every change marked on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import UNSET, Struct

from speechkit.document import Block, Record, Span
from speechkit.lang import tr
from speechkit.ledger import Edit, Ledger
from speechkit.render.report.families import family_of
from speechkit.render.report.rows import Lines, Row, rows
from speechkit.render.report.spots import Painter, Spot
from speechkit.render.report.telling import Telling
from speechkit.render.report.visible import attribute, changed, short, text

# What a browser can still draw at once. A speech has some 10,000 characters and 300 changes.
MOST_CHARACTERS: Final = 400_000
MOST_MARKS: Final = 20_000
_MOST_ROWS: Final = 6_000
_SCRIPTS: Final = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_BLANK: Final = " \t\n\r\u3000\xa0"


class Sides(Struct, frozen=True):
    """What the page tells of a document's changes: `accepted` are those that a person decided to keep."""

    raw: str
    edits: Sequence[Edit]
    lines: Lines
    telling: Telling
    accepted: frozenset[tuple[str, Span]] = frozenset()

    def is_doubtful(self, edit: Edit) -> bool:
        """Say whether a change, or one that it swallowed, is not certain, and nobody has decided on it."""
        unsure = edit.confidence < 1 or any(inner.confidence < 1 for inner in edit.over)
        return unsure and (edit.rule, edit.span) not in self.accepted

    def doubts(self) -> list[int]:
        """Return the indices of the changes that are not certain."""
        return [number for number, edit in enumerate(self.edits) if self.is_doubtful(edit)]


def sides_of(document: Record, ledger: Ledger, telling: Telling) -> Sides:
    """Return the sides of a document."""
    decided = () if document.decisions is UNSET else document.decisions
    kept = frozenset((each.rule, each.span) for each in decided if each.decision == "keep")
    return Sides(ledger.raw, ledger.edits(), Lines(ledger.raw), telling, kept)


class Table(Struct, frozen=True):
    """The table as HTML, the raw offset at which it ends, and how many edits have their marks in it."""

    html: str
    end: int
    marked: int


def table(document: Record, sides: Sides, raw_spots: Sequence[Spot], clean_spots: Sequence[Spot]) -> Table:
    """Return the table of a document; spots are raw offsets, those of the clean side too."""
    out: list[str] = []
    painters = Painter(raw_spots), Painter(clean_spots)
    for number, row in enumerate(rows(sides.raw, document.blocks, sides.edits)):
        if row.high > MOST_CHARACTERS or row.last > MOST_MARKS or number == _MOST_ROWS:
            last = _cut(row, sides.edits)
            if last.high > last.low:
                out.append(_row(document.blocks, sides, last, painters))
            out.append(_anchors(painters))
            return Table(_framed(document, "".join(out)), last.high, last.last)
        out.append(_row(document.blocks, sides, row, painters))
    out.append(_anchors(painters))
    return Table(_framed(document, "".join(out)), len(sides.raw), len(sides.edits))


def _cut(row: Row, edits: Sequence[Edit]) -> Row:
    """Return as much of a row as can be shown; no change is cut through."""
    last = row.first
    while last < min(row.last, MOST_MARKS) and edits[last].span[1] <= MOST_CHARACTERS:
        last += 1
    high = min(MOST_CHARACTERS, row.high, edits[last].span[0] if last < row.last else row.high)
    return Row(row.low, max(row.low, high), row.blocks, row.first, last)


def _framed(document: Record, body: str) -> str:
    heads = (
        f'<th scope="col" class="ln"><span class="vh">{tr("Line")}</span></th><th scope="col">{tr("Raw")}</th>'
        f'<th scope="col">{tr("Clean")}</th>'
    )
    caption = f'<caption class="vh">{tr("Raw and clean text side by side, a row for each block")}</caption>'
    language = _SCRIPTS.get(document.script, "zh")
    return (
        f'<table class="side">{caption}<thead><tr>{heads}</tr></thead><tbody lang="{language}">{body}</tbody></table>'
    )


def _anchors(painters: tuple[Painter, Painter]) -> str:
    """Return a last row for places behind the end of the text, where there are any."""
    raw, clean = (painter.rest() for painter in painters)
    return f'<tr><td></td><td class="raw">{raw}</td><td class="clean">{clean}</td></tr>' if raw or clean else ""


def _row(blocks: Sequence[Block], sides: Sides, row: Row, painters: tuple[Painter, Painter]) -> str:
    raw, clean = "".join(_raw(sides, row, painters[0])), "".join(_clean(sides, row, painters[1]))
    inside = [blocks[number] for number in row.blocks]
    kept = bool(clean.strip(_BLANK))
    kinds = " ".join(dict.fromkeys(_kind(block) for block in inside)) or "loose"
    state = "same" if row.first == row.last else "touched"
    if not inside and not kept:
        state, clean = "out", f'<span class="nil">{tr("taken out")}</span>'
    anchors = "".join(f'<i class="at" id="b{number}"></i>' for number in row.blocks)
    first = row.low + len(sides.raw[row.low : row.high]) - len(sides.raw[row.low : row.high].lstrip(_BLANK))
    line = sides.lines.line(min(first, max(row.high - 1, row.low)))
    return (
        f'<tr class="{state}"><th scope="row" class="ln">{line}</th>'
        f'<td class="raw">{raw}</td><td class="clean {kinds}">{anchors}{clean}</td></tr>'
    )


def _kind(block: Block) -> str:
    level = f" l{min(block.level, 4)}" if block.type == "heading" and isinstance(block.level, int) else ""
    return f"k-{block.type}{level}"


def _raw(sides: Sides, row: Row, painter: Painter) -> Iterator[str]:
    """Yield the raw text of a row; every change is a link to where it is explained."""
    at = row.low
    for number in range(row.first, row.last):
        edit = sides.edits[number]
        low, high = edit.span
        yield painter.paint(_trimmed(sides.raw[at:low], left=at == row.low), _start(sides.raw, at, low, row), text)
        inner = painter.paint(edit.before, low, changed)
        label = "" if edit.before.strip() else f' aria-label="{attribute(_told(number, edit, sides.telling))}"'
        yield (
            f'<a class="c {_look(sides, edit)}" id="m{number + 1}" href="#c{number + 1}"{label} '
            f'title="{attribute(_told(number, edit, sides.telling))}"><del>{inner}</del></a>'
        )
        at = high
    start = _start(sides.raw, at, row.high, row)
    yield painter.paint(_trimmed(sides.raw[at : row.high], left=at == row.low, right=True), start, text)


def _clean(sides: Sides, row: Row, painter: Painter) -> Iterator[str]:
    """Yield the clean text of a row; a change that left nothing is a mark without text."""
    at = row.low
    for number in range(row.first, row.last):
        edit = sides.edits[number]
        low, high = edit.span
        yield painter.paint(_trimmed(sides.raw[at:low], left=at == row.low), _start(sides.raw, at, low, row), text)
        if len(edit.after) == high - low:
            inner = painter.paint(edit.after, low, changed)
        else:
            inner = painter.paint_whole(changed(edit.after), high)
        if edit.after or row.blocks:
            yield f'<ins class="c {_look(sides, edit)}" data-n="{number + 1}">{inner}</ins>'
        else:
            yield inner
        at = high
    start = _start(sides.raw, at, row.high, row)
    yield painter.paint(_trimmed(sides.raw[at : row.high], left=at == row.low, right=True), start, text)


def _trimmed(source: str, *, left: bool, right: bool = False) -> str:
    """Return a stretch without the blanks at the ends of its row: the layout of the page stands for them."""
    source = source.lstrip(_BLANK) if left else source
    return source.rstrip(_BLANK) if right else source


def _start(raw: str, low: int, high: int, row: Row) -> int:
    """Return the offset at which a trimmed stretch begins."""
    return high - len(raw[low:high].lstrip(_BLANK)) if low == row.low else low


def _look(sides: Sides, edit: Edit) -> str:
    """Return the classes of a mark: its family, and whether something goes, comes or is replaced."""
    way = "r" if edit.before and edit.after else "x" if edit.before else "n"
    return f"f-{family_of(edit.rule).key} {way}" + (" doubt" if sides.is_doubtful(edit) else "")


def _told(number: int, edit: Edit, telling: Telling) -> str:
    """Return what is said when somebody points at a mark: its number, rule and reason, and what became of it."""
    became = _became(edit)
    reason = telling.title(edit.rule)
    sure = tr("confidence {value}", value=f"{edit.confidence:.2f}") if edit.confidence < 1 else ""
    why = short(edit.why, 160)
    return "\n".join(part for part in (f"#{number + 1} {edit.rule}", reason, became, sure, why) if part)


def _became(edit: Edit) -> str:
    if not edit.after:
        return tr("taken out")
    if not edit.before:
        return tr("put in: {text}", text=short(edit.after))
    return f"{short(edit.before, 40)} \N{RIGHTWARDS ARROW} {short(edit.after, 40)}"


def heading_text(block: Block) -> str:
    """Return a heading as it is printed: marker and title."""
    marker = block.marker if block.marker is not UNSET else None
    return f"{marker or ''}{block.text}"
