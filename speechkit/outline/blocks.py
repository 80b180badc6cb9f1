"""outline.blocks"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="outline.blocks", title="outline.blocks", title_zh="", why="", read=read)
