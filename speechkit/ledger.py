"""The ledger: what was changed, where, by which rule, and how to take it back.

A ledger is the raw text and a stack of layers. A *splice* replaces spans; a *recast* keeps the length (width of
punctuation), so its differing positions are its edits and nothing else is stored. The list of edits, the offset map
and undo are derived from the layers when somebody asks: no object per edit is made while text is being repaired
(7-15 us each were measured for that; a page has 300).

All offsets are Unicode code points, half open. Pure: no I/O, no clock, no global state.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct

from speechkit.layers import (
    Columns,
    Cut,
    Part,
    Piece,
    Recast,
    Restored,
    Splice,
    columns_of,
    laid,
    parts_of,
    stacked,
    union,
)

__all__ = ["Cut", "Edit", "Ledger", "Swallowed", "replay"]


class Swallowed(Struct, frozen=True, omit_defaults=True, gc=False):
    """A change that lies inside another one: its own rule, and its own before and after."""

    rule: str
    before: str
    after: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    why: str = ""


class Edit(Struct, frozen=True, gc=False):
    """One change of the raw text: raw[span[0]:span[1]] == before became `after`.

    `over` holds the changes of the same place that this one swallowed, oldest first (a pinyin gloss inside a
    removed line; a comma widened inside a repaired run), so that each keeps its own reason.
    """

    rule: str
    span: tuple[int, int]
    before: str
    after: str
    confidence: float = 1.0
    over: tuple[Swallowed, ...] = ()
    alternatives: tuple[str, ...] = ()
    why: str = ""


class Ledger:
    """The raw text, the text now, and everything between.

    >>> ledger = Ledger("a,b")
    >>> ledger.splice([Cut(1, 2, ";", "demo.mark")])
    True
    >>> ledger.text, ledger.undo()
    ('a;b', 'a,b')
    """

    __slots__ = ("_edits", "_indexed", "_layers", "_pieces", "_stacks", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self._layers: list[Splice | Recast | Restored] = []
        self._stacks: list[list[Piece]] = [[]]
        self._edits: list[Edit] | None = None
        self._indexed: dict[int, Columns] = {}
        self._pieces: list[Piece] | None = None

    @property
    def depth(self) -> int:
        """Return the number of layers: pass it to raw_span() to speak of the text as it is now."""
        return len(self._layers)

    # ---- recording

    def splice(self, cuts: Iterable[Cut]) -> bool:
        """Replace spans of the present text; say whether anything changed.

        Raises ValueError when cuts are out of order, overlap or leave the text: that is a defect of the caller.
        """
        text, at = self.text, 0
        kept: list[Cut] = []
        parts: list[str] = []
        for cut in cuts:
            start, end, after = cut.start, cut.end, cut.after
            if start < at or end < start:
                raise ValueError(f"cut {cut.rule} [{start}, {end}) overlaps another or leaves the text")
            if (after == text[start:end]) if after else start == end:
                continue
            kept.append(cut)
            parts.append(text[at:start])
            parts.append(after)
            at = end
        if at > len(text):
            raise ValueError(f"a cut leaves the text at {at}")
        if not kept:
            return False
        parts.append(text[at:])
        self._push(Splice(text, "".join(parts), tuple(kept)))
        return True

    def recast(self, after: str, rules: Mapping[str, str] | str) -> bool:
        """Replace the present text by one of the same length; say whether anything changed."""
        if len(after) != len(self.text):
            raise ValueError("a recast keeps the length")
        if after == self.text:
            return False
        self._push(Recast(self.text, after, rules))
        return True

    def restore(self, indices: Iterable[int]) -> bool:
        """Take back the edits with these indices for good: their places are raw text again; say whether there were any.

        What an edit swallowed goes with it. Raises IndexError for an index that edits() does not have.
        """
        edits = self.edits()
        refused = sorted(set(indices))
        if not refused:
            return False
        if refused[0] < 0 or refused[-1] >= len(edits):
            raise IndexError(refused[-1])
        parts, at = [], 0
        for index in refused:
            piece = self._placed()[index]
            parts += [self.text[at : piece.start], edits[index].before]
            at = piece.end
        spans = frozenset(edits[index].span for index in refused)
        self._push(Restored(self.text, "".join([*parts, self.text[at:]]), spans))
        return True

    def _push(self, layer: Splice | Recast | Restored) -> None:
        self._layers.append(layer)
        self.text = layer.after
        self._edits = self._pieces = None

    # ---- offsets

    def raw_span(self, start: int, end: int, depth: int | None = None) -> tuple[int, int]:
        """Return the raw span of text[start:end], as tight as can be: what was cut out at its borders stays outside.

        `depth` speaks of an earlier state of the text (see `depth`). A border inside a replaced run takes in the
        whole run: what lies inside it cannot be told apart.
        """
        return self.spanner(self.depth if depth is None else depth)(start, end)

    def spanner(self, depth: int) -> Callable[[int, int], tuple[int, int]]:
        """Return raw_span() for the text at a depth, made for many calls: a document asks for two hundred spans."""
        starts, ends, lows, highs, moved = self._index(depth)
        size = len(starts)
        if not size:
            return _same

        def span(start: int, end: int) -> tuple[int, int]:
            first = bisect_right(ends, start)
            if start < end and (first == size or starts[first] >= end):  # nothing changed inside: nearly always so
                by = moved[first - 1] if first else 0
                return start + by, end + by
            if first < size and starts[first] < start:
                low = lows[first]
            else:
                low = start + moved[first - 1] if first else start
            last = bisect_left(starts, end) - 1
            high = end
            if last >= 0:
                high = highs[last] if ends[last] > end else end + moved[last]
            return low, high if high > low else low

        return span

    def _index(self, depth: int) -> Columns:
        """Return the columns of the pieces at a depth, to search in."""
        columns = self._indexed.get(depth)
        if columns is None:
            columns = self._indexed[depth] = columns_of(self._stack(depth))
        return columns

    def _stack(self, depth: int) -> list[Piece]:
        """Return the pieces of the first layers; a recast moves nothing and is left out."""
        while len(self._stacks) <= depth:
            number = len(self._stacks) - 1
            layer = self._layers[number]
            below = self._stacks[number]
            self._stacks.append(below if isinstance(layer, Recast) else laid(below, layer, number))
        return self._stacks[depth]

    # ---- the edits

    def edits(self) -> list[Edit]:
        """Return every change in raw coordinates, sorted and disjoint: raw with all of them applied is the text."""
        if self._edits is None:
            number = self._lone_recast()
            if number is None:
                self._edits = [self._edit(piece) for piece in self._placed()]
            else:
                marks, others = self._marks(number)
                pieces = self._differing(number, others)
                self._edits = sorted([*marks, *(self._edit(piece) for piece in pieces)], key=_span)
        return self._edits

    def _placed(self) -> list[Piece]:
        """Return the piece of each edit."""
        if self._pieces is None:
            self._pieces = self._differing()
        return self._pieces

    def _differing(self, number: int = -1, marks: Sequence[int] = ()) -> list[Piece]:
        """Return the pieces where raw text and text differ; of layer `number`, a recast, only the marks at places."""
        recast = (at for at, layer in enumerate(self._layers) if isinstance(layer, Recast) and (marks or at != number))
        first = next(recast, self.depth)
        pieces = self._stack(first)  # made already where somebody asked for a span
        for at in range(first, self.depth):
            pieces = laid(pieces, self._layers[at], at, marks if at == number else None)
        return [p for p in pieces if self.raw[p.low : p.high] != self.text[p.start : p.end]]

    def _lone_recast(self) -> int | None:
        """Return the number of the one recast layer among splices, as most pages have it; None for anything else."""
        others = [number for number, layer in enumerate(self._layers) if not isinstance(layer, Splice)]
        return others[0] if len(others) == 1 and isinstance(self._layers[others[0]], Recast) else None

    def _marks(self, number: int) -> tuple[list[Edit], list[int]]:
        """Return the edits of the marks of a recast that no splice touches, and the places of the others.

        Four of five edits are such marks: one object for each is made here, not three.
        """
        layer = self._layers[number]
        assert isinstance(layer, Recast)
        before, after, rules = layer.before, layer.after, layer.rules
        _, ends, _, _, moved = self._index(number)
        covered = iter([*self._covered(number), (len(before), len(before))])
        start, stop = next(covered)
        edits: list[Edit] = []
        others: list[int] = []
        passed = by = 0
        for at in layer.places():
            while stop <= at:
                start, stop = next(covered)
            if start <= at:
                others.append(at)
                continue
            while passed < len(ends) and ends[passed] <= at:
                by = moved[passed]
                passed += 1
            mark = before[at]
            edits.append(
                Edit(rules if isinstance(rules, str) else rules[mark], (at + by, at + by + 1), mark, after[at])
            )
        return edits, others

    def _edit(self, piece: Piece) -> Edit:
        low, high, owner = piece.low, piece.high, piece.owner
        before, after = self.raw[low:high], self.text[piece.start : piece.end]
        if owner.cut is None and len(piece.parts) == 1:  # a mark that was widened: most edits are
            return Edit(owner.rule, (low, high), before, after)
        over = tuple(self._swallowed(part) for part in piece.parts if part is not owner)
        confidence, alternatives, why = _detail(owner)
        return Edit(owner.rule, (low, high), before, after, confidence, over, alternatives, why)

    def _swallowed(self, part: Part) -> Swallowed:
        before, after = self._texts(part)
        return Swallowed(part.rule, before, after, *_detail(part))

    def _texts(self, part: Part) -> tuple[str, str]:
        layer = self._layers[part.layer]
        after = part.cut.after if part.cut else layer.after[part.start : part.end]
        return layer.before[part.start : part.end], after

    def counts(self) -> Counter[str]:
        """Return the number of edits by rule, as edits() would give it, without making them.

        With at most one recast layer, and nothing given back, this counts marks outside the spliced places; otherwise
        the edits are made.
        """
        number = self._lone_recast()
        if number is None and any(not isinstance(layer, Splice) for layer in self._layers):
            return Counter(edit.rule for edit in self.edits())
        raw, text = self.raw, self.text
        found = Counter([p.owner.rule for p in self._stack(self.depth) if raw[p.low : p.high] != text[p.start : p.end]])
        if number is not None:
            layer = self._layers[number]
            assert isinstance(layer, Recast)
            for rule, count in layer.count(0, len(layer.before)).items():
                found[rule] += count
            for start, end in self._covered(number):
                if layer.before[start:end] != layer.after[start:end]:
                    for rule, count in layer.count(start, end).items():
                        found[rule] -= count
        return +found

    def _covered(self, number: int) -> list[tuple[int, int]]:
        """Return the places of a recast layer that a splice, earlier or later, owns."""
        later: list[Piece] = []
        for above in range(number + 1, self.depth):
            layer = self._layers[above]
            if isinstance(layer, Splice):
                later = stacked(later, parts_of(layer, above))
        spans = [(piece.start, piece.end) for piece in self._stack(number)] + [
            (piece.low, piece.high) for piece in later
        ]
        return union(spans)

    # ---- taking back

    def undo(self, rule: str | None = None, edit: int | None = None) -> str:
        """Return the text with everything taken back, or the edits of one rule, or the edit with that index.

        A widened mark inside a repaired run goes back alone; what a removed line swallowed comes back with the line.
        Raises IndexError for an index that edits() does not have.
        """
        if rule is None and edit is None:
            return self.raw
        edits = self.edits()
        if edit is not None and not 0 <= edit < len(edits):
            raise IndexError(edit)
        return self.taken_back(0, len(edits), (0, len(self.raw)), rule, edit)

    def taken_back(self, first: int, last: int, span: tuple[int, int], rule: str | None, edit: int | None) -> str:
        """Return a stretch of raw text with the edits [first, last) inside it made, but for a rule's or one of them."""
        edits = self.edits()
        pieces = self._placed() if rule is not None else []
        parts: list[str] = []
        at = span[0]
        for index in range(first, last):
            change = edits[index]
            low, high = change.span
            parts.append(self.raw[at:low])
            if index == edit or (edit is None and change.rule == rule):
                parts.append(change.before)
            else:
                parts.append(change.after if rule is None else self._without(change.after, pieces[index], rule))
            at = high
        parts.append(self.raw[at : span[1]])
        return "".join(parts)

    def first_edit(self, place: int, raw: int) -> int:
        """Return the index of the first edit from a place of the text on; of what was cut out there, from `raw` on."""
        return bisect_left(self._placed(), (place, raw), key=_where)

    def border(self, place: int) -> int | None:
        """Return the raw place of text[place], None if an edit reaches over the edge in front of it."""
        starts, ends, _, _, _ = self._index(len(self._layers))
        before = bisect_left(starts, place) - 1
        if before >= 0 and ends[before] > place:
            return None
        return self.raw_span(place, place + 1)[0]

    def _without(self, after: str, piece: Piece, rule: str) -> str:
        """Return a piece's text with the marks that `rule` recast inside it put back.

        A mark whose place a later splice moved stays: it went with that splice.
        """
        last = max((part.layer for part in piece.parts if part.cut), default=-1)
        for part in piece.parts:
            if part.cut is None and part.rule == rule and part.layer > last:
                mark, _ = self._texts(part)
                after = after[: part.at] + mark + after[part.at + 1 :]
        return after


def _where(piece: Piece) -> tuple[int, int]:
    return piece.start, piece.low


_span: Final = attrgetter("span")


def _same(start: int, end: int) -> tuple[int, int]:
    return start, max(start, end)


def replay(raw: str, edits: Sequence[Edit]) -> str:
    """Return the raw text with the edits applied (law 1)."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (raw[at : edit.span[0]], edit.after)
        at = edit.span[1]
    return "".join([*parts, raw[at:]])


def _detail(part: Part) -> tuple[float, tuple[str, ...], str]:
    return (part.cut.confidence, part.cut.alternatives, part.cut.why) if part.cut else (1.0, (), "")
