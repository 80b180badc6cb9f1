"""Chunks: the sections of a document for a search index, each with the headings above it.

A chunk never crosses a heading that has text above it, and never cuts a sentence. Pieces of about one size that know
the titles of their section are what retrieval tools are asked for (RAGFlow #11877, #12968, #16595). The texts of all
chunks of a document are what `-f text` prints, once a line feed is put before each that does not continue a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from speechkit.document import Block, Record, Span
from speechkit.ledger import Ledger
from speechkit.render.plain import line_of
from speechkit.render.sentences import sentences

MAX_CHARS: Final = 800  # two or three paragraphs of a speech; more than the 512 tokens of many models for embedding
_SLACK: Final = 1.15  # of its share, that a chunk may take to end with a paragraph


class Chunk(Struct, frozen=True):
    """A piece of a document; `path` are the headings it stands under, `blocks` the blocks it is from, half open.

    `span` is in code points of the raw decoded text, half open. `text` has no more than --max-chars code points unless
    one sentence or heading alone has more. `continues`: the chunk begins inside a block, after its first sentences.
    `id` stays the same as long as the file and the chunk's beginning do; files with the same bytes have the same ids.
    """

    id: str
    document: str
    title: str | None
    date: str | None
    chunk: int
    chunks: int
    path: list[str]
    blocks: Span
    span: Span
    characters: int
    continues: bool
    text: str


class _Unit(Struct, frozen=True, gc=False):
    """What is never cut, a heading or a sentence: clean text [start, end), printed as `text`."""

    block: int
    start: int
    end: int
    text: str


def render(record: Record, ledger: Ledger, most: int = MAX_CHARS) -> str:
    """Return the chunks of a document as JSON Lines; nothing for a document without text."""
    return "".join(msgspec.json.encode(chunk).decode() + "\n" for chunk in chunks(record, ledger, most))


def chunks(record: Record, ledger: Ledger, most: int = MAX_CHARS) -> list[Chunk]:
    """Return the chunks of a document, in order; `most` is the number of code points a chunk should not exceed."""
    blocks = record.blocks
    packed = [
        (_path(blocks, heading), pack)
        for heading, units in _sections(blocks, _units(blocks, ledger.text, most))
        for pack in _packed(units, most)
    ]
    place = ledger.spanner(ledger.depth)
    found = []
    for number, (path, pack) in enumerate(packed, 1):
        span = place(pack[0].start, pack[-1].end)
        text = _printed(pack)
        found.append(
            Chunk(
                id=f"{record.source.sha256[:16]}-{span[0]}",
                document=record.source.name,
                title=record.metadata.title,
                date=record.metadata.date,
                chunk=number,
                chunks=len(packed),
                path=path,
                blocks=(pack[0].block, pack[-1].block + 1),
                span=span,
                characters=len(text),
                continues=number > 1 and pack[0].block == packed[number - 2][1][-1].block,
                text=text,
            )
        )
    return found


def _units(blocks: Sequence[Block], clean: str, most: int) -> Iterator[_Unit]:
    """Yield the units of all blocks; a block is found in the clean text behind the one before it."""
    at = 0
    for number, block in enumerate(blocks):
        marker = block.marker if isinstance(block.marker, str) else ""
        start = clean.index(marker, at)
        base = clean.index(block.text, start + len(marker))
        at = base + len(block.text)
        if block.type in ("heading", "gap"):
            yield _Unit(number, start if marker else base, at, line_of(block))
            continue
        for low, high in sentences(block.text, most):
            yield _Unit(number, base + low, base + high, block.text[low:high])


def _sections(blocks: Sequence[Block], units: Iterator[_Unit]) -> Iterator[tuple[int | None, list[_Unit]]]:
    """Yield each section with the index of its heading; a heading without text of its own goes with what follows."""
    section: list[_Unit] = []
    heading: int | None = None
    for unit in units:
        if blocks[unit.block].type == "heading":
            if section and blocks[section[-1].block].type != "heading":
                yield heading, section
                section = []
            heading = unit.block
        section.append(unit)
    if section:
        yield heading, section


def _packed(units: Sequence[_Unit], most: int) -> Iterator[list[_Unit]]:
    """Yield runs of units of about one size, none above `most` but a single unit that is.

    Of a section of 900 code points, two chunks of 450 are better than one of 800 and one of 100. A chunk that has its
    share ends at the next paragraph, if that is near.
    """
    total = sum(len(unit.text) + 1 for unit in units)
    share = total / -(-total // most)
    pack: list[_Unit] = []
    size = 0
    for unit in units:
        fresh = bool(pack) and unit.block != pack[-1].block
        width = len(unit.text) + fresh
        if pack and (size + width > most or (size + width / 2 > share and (fresh or size + width > share * _SLACK))):
            yield pack
            pack, size, width = [], 0, len(unit.text)
        pack.append(unit)
        size += width
    if pack:
        yield pack


def _printed(pack: Sequence[_Unit]) -> str:
    """Return the text of units: the sentences of one block side by side, blocks one below the other."""
    out = [pack[0].text]
    for before, unit in pairwise(pack):
        out.append(unit.text if unit.block == before.block else f"\n{unit.text}")
    return "".join(out)


def _path(blocks: Sequence[Block], heading: int | None) -> list[str]:
    """Return the headings from the outermost to this one, as printed."""
    path: list[str] = []
    while isinstance(heading, int):
        path.append(line_of(blocks[heading]))
        above = blocks[heading].parent
        heading = above if isinstance(above, int) else None
    return path[::-1]
