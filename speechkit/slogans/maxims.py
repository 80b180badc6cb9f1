"""slogans.maxims"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="slogans.maxims", title="slogans.maxims", title_zh="", why="", read=read)
