"""repair.masks"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="repair.masks", title="repair.masks", title_zh="", why="", read=read)
