"""Plain text: one block a line, for word counts, segmenters and diff."""

from __future__ import annotations

from speechkit.document import Record
from speechkit.render.markdown import gap_note


def render(record: Record) -> str:
    """Return the blocks' text, one a line; a heading with its marker, a gap as a bracketed note."""
    return "".join(
        f"{gap_note(block.text)}\n" if block.type == "gap" else f"{block.marker or ''}{block.text}\n"
        for block in record.blocks
    )
