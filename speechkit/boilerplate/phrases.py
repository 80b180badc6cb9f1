"""boilerplate.phrases"""

from __future__ import annotations

from speechkit.passes import Change, Draft, Editor


def edit(draft: Draft) -> Change:
    """Return no change yet."""
    return None


PASS = Editor(name="boilerplate.phrases", title="boilerplate.phrases", title_zh="", why="", edit=edit)
