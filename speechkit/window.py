"""A window: one part of a ledger, when a page that was cleaned whole holds several documents.

A window is one more layer, which keeps a stretch of the clean text and the stretch of raw text that it was made from.
Raw offsets stay those of the whole raw text. No edit may reach over an edge of a window: borders() finds such edges.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from speechkit.layers import Recast, Restored, Splice
from speechkit.ledger import Edit, Ledger


class Window(Ledger):
    r"""A part of a ledger, to be asked and not to be changed.

    `text` is the part's clean text, `raw` the raw text of the whole; `span` is the part's own stretch of it, half
    open, in code points. Depths up to that of the whole speak of the whole's text; `depth` speaks of the part's.

    >>> from speechkit.ledger import Cut
    >>> ledger = Ledger("a,b\nc,d")
    >>> ledger.splice([Cut(1, 2, ";", "demo.mark"), Cut(5, 6, ";", "demo.mark")])
    True
    >>> window = Window(ledger, (4, 7), (4, 7))
    >>> window.text, window.undo(), [edit.span for edit in window.edits()]
    ('c;d', 'c,d', [(5, 6)])
    """

    __slots__ = ("_clean", "_whole", "span")

    def __init__(self, whole: Ledger, clean: tuple[int, int], span: tuple[int, int]) -> None:
        super().__init__(whole.raw)
        self.text = whole.text[clean[0] : clean[1]]
        self.span = span
        self._clean = clean
        self._whole = whole

    @property
    def depth(self) -> int:
        """Return the number of layers of the whole and one more."""
        return self._whole.depth + 1

    def _push(self, layer: Splice | Recast | Restored) -> None:
        raise TypeError(f"a window is only looked through, {type(layer).__name__} changes it")

    def spanner(self, depth: int) -> Callable[[int, int], tuple[int, int]]:
        """Return raw_span() for the text at a depth: that of the part, or an earlier one of the whole."""
        if depth < self.depth:
            return self._whole.spanner(depth)
        inner, ahead = self._whole.spanner(self._whole.depth), self._clean[0]
        return lambda start, end: inner(start + ahead, end + ahead)

    def edits(self) -> list[Edit]:
        """Return the changes of the part, sorted and disjoint, in offsets of the whole raw text."""
        first, last = self._range()
        return self._whole.edits()[first:last]

    def counts(self) -> Counter[str]:
        """Return the number of edits by rule."""
        return Counter(edit.rule for edit in self.edits())

    def undo(self, rule: str | None = None, edit: int | None = None) -> str:
        """Return the part's text with everything taken back, or the edits of one rule, or the edit with that index.

        Raises IndexError for an index that edits() does not have.
        """
        if rule is None and edit is None:
            return self.raw[self.span[0] : self.span[1]]
        first, last = self._range()
        if edit is not None and not 0 <= edit < last - first:
            raise IndexError(edit)
        return self._whole.taken_back(first, last, self.span, rule, None if edit is None else first + edit)

    def _range(self) -> tuple[int, int]:
        """Return which of the whole's edits lie in the part, half open."""
        (low, high), (start, end) = self._clean, self.span
        first = self._whole.first_edit(low, start) if low else 0
        last = (high, end) == (len(self._whole.text), len(self.raw))
        return first, len(self._whole.edits()) if last else self._whole.first_edit(high, end)


def borders(ledger: Ledger, places: Sequence[int]) -> list[int] | None:
    """Return where each place of the clean text stands in the raw text; None if an edit reaches over one of them.

    The places are beginnings of lines, in order; what was taken out of a line before its first character goes with the
    line.
    """
    edits = ledger.edits()
    out: list[int] = []
    for place in places:
        raw = ledger.border(place)
        if raw is None:
            return None
        begin = ledger.raw.rfind("\n", 0, raw) + 1
        if ledger.raw_span(place - 1, place)[1] <= begin and not _straddled(edits, begin):
            raw = begin
        out.append(raw)
    return out


def _straddled(edits: Sequence[Edit], raw: int) -> bool:
    """Tell whether an edit begins before a raw place and ends behind it."""
    before = bisect_left(edits, raw, key=_begin_of) - 1
    return before >= 0 and edits[before].span[1] > raw


def _begin_of(edit: Edit) -> int:
    return edit.span[0]
