"""Typography: unnumbered headings that a web page marks as such, <h2>回顾</h2> … <h2>展望</h2>.

A page uses these elements for much else, so several of one rank have to stand in the text, each a short line with
running text under it, and no number may stand at their rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.outline.parents import is_told, promote, reads_as_parent
from speechkit.outline.rows import Row
from speechkit.passes import Draft

_FEWEST: Final = 2
_HIGHEST: Final = 2  # <h1> is the title of the page


def promote_marked(draft: Draft, rows: Sequence[Row]) -> None:
    """Mark the rows that the page shows as headings, if the evidence holds for all of them."""
    ranks = _ranks(draft)
    if len(ranks) < _FEWEST:
        return
    place = draft.ledger.spanner(draft.ledger.depth)
    text = draft.text
    shown = {
        i: ranks[at] for i, row in enumerate(rows) if not row.inner and (at := place(row.start, row.end)[0]) in ranks
    }
    if not shown:
        return
    top = min(shown.values())
    chosen = [i for i, rank in shown.items() if rank == top]
    begun = next((i for i, row in enumerate(rows) if is_told(text, row)), len(rows))
    if len(chosen) >= _FEWEST and all(_is_heading(text, rows, i, begun) for i in chosen):
        for index in chosen:
            promote(rows[index])
            rows[index].shown = True


def _ranks(draft: Draft) -> dict[int, int]:
    """Return the rank of every heading element below <h1>, by the raw offset of its first character."""
    found: dict[int, int] = {}
    if draft.page is None:
        return found
    raw = draft.ledger.undo()
    for row in draft.page.rows:
        if row.level >= _HIGHEST:
            line = raw[row.start : row.end]
            found[row.start + len(line) - len(line.lstrip())] = row.level
    return found


def _is_heading(text: str, rows: Sequence[Row], index: int, begun: int) -> bool:
    row = rows[index]
    if index < begun or row.marker is not None or row.heading or not reads_as_parent(text, row):
        return False
    return index + 1 < len(rows) and (rows[index + 1].heading or is_told(text, rows[index + 1]))
