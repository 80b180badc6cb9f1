"""slogans.formulations"""

from __future__ import annotations

from speechkit.passes import Draft, Reader


def read(draft: Draft) -> None:
    """Mark nothing yet."""


PASS = Reader(name="slogans.formulations", title="slogans.formulations", title_zh="", why="", read=read)
