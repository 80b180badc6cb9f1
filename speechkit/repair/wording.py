"""repair.wording"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="repair.wording", title="repair.wording", title_zh="", why="", read=read)
