"""slogans.parallels"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="slogans.parallels", title="slogans.parallels", title_zh="", why="", read=read)
