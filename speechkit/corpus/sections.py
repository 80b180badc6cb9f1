"""Where something stands: the document, the section in it, and the headings above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from speechkit.document import Block
from speechkit.render.plain import line_of


def label_of(name: str, part: int | None) -> str:
    """Return what a document is called in tables: its name, and which article of its file it is.

    >>> label_of("a.txt", None), label_of("a.txt", 2)
    ('a.txt', 'a.txt#2')
    """
    return name if part is None else f"{name}#{part}"


def section_of(blocks: Sequence[Block], index: int) -> int:
    """Return the index of the heading that a block stands under, its own if it is one, -1 if there is none."""
    if not 0 <= index < len(blocks):
        return -1
    if blocks[index].type == "heading":
        return index
    heading = blocks[index].heading
    return heading if isinstance(heading, int) else -1


def path_of(blocks: Sequence[Block], heading: int) -> list[str]:
    """Return the headings from the outermost to the one with this index, as printed; none for -1."""
    path: list[str] = []
    above: Any = heading
    while isinstance(above, int) and 0 <= above < len(blocks) and len(path) < len(blocks):
        path.append(line_of(blocks[above]))
        above = blocks[above].parent
    return path[::-1]
