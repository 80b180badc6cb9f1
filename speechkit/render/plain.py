"""Plain text: one block a line, for word counts, segmenters and diff."""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.document import Block, Record

# How a marker ends that would read as one word with the title.
_WORDS: Final = "编編篇章节節一二三四五六七八九十"


def render(record: Record) -> str:
    """Return the blocks' text, one a line; a heading with its marker, a gap as a bracketed note."""
    return "".join(f"{line_of(block)}\n" for block in record.blocks)


def line_of(block: Block) -> str:
    """Return how a block is printed on a line of its own."""
    if block.type == "gap":
        return gap_note(block.text)
    marker = block.marker or ""
    # 第一章 总则, 一 总则: only a marker that is a word of its own is parted from the title
    blank = chars.IDEOGRAPHIC_SPACE if marker and block.text and marker[-1] in _WORDS else ""
    return f"{marker}{blank}{block.text}"


def gap_note(notice: str) -> str:
    """Return how a gap is printed in Markdown and text: the page's own notice in editorial brackets."""
    return f"\N{LEFT TORTOISE SHELL BRACKET}{notice}\N{RIGHT TORTOISE SHELL BRACKET}"
