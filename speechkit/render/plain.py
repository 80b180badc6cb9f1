"""Plain text: one block a line, for word counts, segmenters and diff."""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.document import Block, Record
from speechkit.patterns import lazy

# How a marker ends that would read as one word with the title.
_WORDS: Final = "编編篇章节節一二三四五六七八九十"
# 第二篇 在…会上的讲话: the title of one article of a page, which is a heading where the article is read alone.
_PARTED: Final = lazy(rf"^(第[{chars.CHINESE_DIGITS}0-9]{{1,4}}[编編篇章节節])[{chars.BLANKS}]+")


def render(record: Record) -> str:
    """Return the blocks' text, one a line; a heading with its marker, a gap as a bracketed note."""
    return "".join(f"{line_of(block)}\n" for block in record.blocks)


def line_of(block: Block) -> str:
    """Return how a block is printed on a line of its own."""
    if block.type == "gap":
        return gap_note(block.text)
    if block.type == "title":
        return _PARTED.sub(rf"\1{chars.IDEOGRAPHIC_SPACE}", block.text)
    marker = block.marker or ""
    # 第一章 总则, 一 总则: only a marker that is a word of its own is parted from the title
    blank = chars.IDEOGRAPHIC_SPACE if marker and block.text and marker[-1] in _WORDS else ""
    return f"{marker}{blank}{block.text}"


def gap_note(notice: str) -> str:
    """Return how a gap is printed in Markdown and text: the page's own notice in editorial brackets."""
    return f"\N{LEFT TORTOISE SHELL BRACKET}{notice}\N{RIGHT TORTOISE SHELL BRACKET}"
