"""Plain text: one block a line."""

from __future__ import annotations

from speechkit.document import Record


def render(record: Record) -> str:
    """Return the blocks' text, one a line; a heading with its marker."""
    return "".join(f"{block.marker or ''}{block.text}\n" for block in record.blocks)
