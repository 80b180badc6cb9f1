"""Markdown with YAML front matter."""

from __future__ import annotations

from speechkit.document import Record


def render(record: Record) -> str:
    """Return Markdown; replaced by the real thing."""
    return "\n\n".join(f"{block.marker or ''}{block.text}" for block in record.blocks) + "\n"
