"""KWIC: a slogan in its context, one place a line, the slogans one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from speechkit.corpus.sections import path_of, section_of
from speechkit.document import Block, Slogan
from speechkit.patterns import lazy
from speechkit.pipeline import Document
from speechkit.render.plain import line_of

if TYPE_CHECKING:
    from speechkit.corpus.gathering import Gathered

CONTEXT: Final = 20  # code points on either side
COLUMNS: Final = ("left", "node", "right", "document", "date", "section", "block", "normalized")
_CONTROL: Final = lazy("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TRIED: Final = 20  # places of the same text, of which only some are a slogan
_JOINT: Final = " > "  # between the headings of a path


class Line(NamedTuple):
    """A place: what stands before and behind it in its block, and where that is; columns as in COLUMNS."""

    left: str
    node: str
    right: str
    document: str
    date: str | None
    section: str
    block: int
    normalized: str


class Position(NamedTuple):
    """A place in a block, text[start:end], and the key of what stands there."""

    block: int
    start: int
    end: int
    normalized: str


def lines(
    blocks: Sequence[Block], places: Iterable[Position], document: str, date: str | None, context: int = CONTEXT
) -> Iterator[Line]:
    """Yield a line for each place, in order; `context` is the number of code points on either side.

    A heading is shown with its marker. Context ends where the block ends: the next paragraph says something else.
    """
    paths: dict[int, str] = {}
    for block, low, high, normalized in places:
        text = line_of(blocks[block])
        shift = len(text) - len(blocks[block].text) if blocks[block].type == "heading" else 0
        start, end = low + shift, high + shift
        section = section_of(blocks, block)
        if section not in paths:
            paths[section] = _JOINT.join(path_of(blocks, section))
        yield Line(
            text[max(0, start - context) : start] if context else "",
            text[start:end],
            text[end : end + context],
            document,
            date,
            paths[section],
            block,
            normalized,
        )


def mentions_of(document: Document, slogans: Iterable[Slogan]) -> list[Position]:
    """Return the places of slogans that were found in a document, in order."""
    place = document.ledger.spanner(document.ledger.depth)
    bases = _bases(document)
    reached: dict[tuple[int, str], int] = {}
    found = []
    for slogan in slogans:
        for mention in slogan.mentions:
            text, base = document.blocks[mention.block].text, bases[mention.block]
            start = first = text.find(mention.text, reached.get((mention.block, mention.text), 0))
            for _ in range(_TRIED):
                if start < 0 or place(base + start, base + start + len(mention.text)) == tuple(mention.span):
                    break
                start = text.find(mention.text, start + 1)
            start = max(start, first, 0)
            reached[mention.block, mention.text] = start + 1
            found.append(Position(mention.block, start, start + len(mention.text), slogan.normalized))
    return sorted(found)


def _bases(document: Document) -> list[int]:
    """Return where the text of each block begins in the clean text; each stands behind the one before it."""
    clean, at, bases = document.ledger.text, 0, []
    for block in document.blocks:
        marker = block.marker if isinstance(block.marker, str) else ""
        base = clean.index(block.text, clean.index(marker, at) + len(marker))
        bases.append(base)
        at = base + len(block.text)
    return bases


def concordance(gathered: Gathered, terms: Sequence[str], context: int = CONTEXT) -> Iterator[Line]:
    """Yield the lines of terms in all documents of a corpus that count, in order.

    Terms are found in either script and whatever the punctuation and quotes inside them; edges of words do not matter.
    """
    from speechkit.corpus.finding import Text, finder_of  # noqa: PLC0415  # 3 ms that `clean` never pays

    finder = finder_of(terms)
    for spooled in gathered.spooled():
        places = finder.find(Text(spooled.blocks))
        if places:
            name, date = gathered.database.execute(
                "SELECT label, date FROM document WHERE number = ?", (spooled.number,)
            ).fetchone()
            found = [Position(each.block, each.start, each.end, finder.wanted[each.slogan].key) for each in places]
            yield from lines(spooled.blocks, found, name, date, context)


def aligned(line: Line, context: int = CONTEXT) -> str:
    """Return a line as text for a screen: the left context fills its columns, a Chinese character takes two."""
    left, right = _fitted(line.left), _fitted(line.right)
    blank = " " * max(0, 2 * context - width_of(left))
    gap = " " * max(0, 2 * context - width_of(right))
    where = "  ".join(each for each in (line.document, line.date, _fitted(line.section)) if each)
    return f"{blank}{left}  {_fitted(line.node)}  {right}{gap}  {where}\n"


def width_of(text: str) -> int:
    """Return the columns that a text takes on a screen (Unicode Standard Annex 11).

    Ambiguous characters, curly quotes among them, are narrow, as terminals have them.

    >>> width_of("三农abc")
    7
    """
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415  # the same

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def _fitted(text: str) -> str:
    """Return a text on one line, its blanks as they are counted."""
    return _CONTROL.sub(" ", text)
