"""Layers of change and how they are stacked: from the cuts of each layer to pieces in raw coordinates.

A layer is the text before, the text after, and what changed between. Pieces are the places where the text after all
layers differs from the raw text; overlapping changes of different layers share one piece. Pure arithmetic on offsets
(Unicode code points, half open); the ledger is its only user outside of the passes that make cuts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from speechkit.patterns import places


class Cut(Struct, frozen=True, gc=False):
    """One replacement that an editor asks for: text[start:end] becomes `after`.

    Offsets are code points of the text the editor was given. `confidence` below 1 marks a choice that another
    reader could make differently; `alternatives` are the other readings; `why` is a reason beyond the rule's own.
    """

    start: int
    end: int
    after: str
    rule: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    why: str = ""


class Splice(Struct, frozen=True):
    """A layer that replaced spans; `cuts` are sorted, disjoint, and each changes something."""

    before: str
    after: str
    cuts: tuple[Cut, ...]


class Recast(Struct, frozen=True):
    """A layer that kept the length: every position where before and after differ is one edit.

    `rules` names the rule of each replaced character, or one rule for all. With a mapping, only its keys are
    replaced and none of them is ever put in.
    """

    before: str
    after: str
    rules: Mapping[str, str] | str

    def places(self) -> list[int]:
        """Return the positions that differ, in order; where the marks are known, no other character is looked at."""
        before, after = self.before, self.after
        if isinstance(self.rules, str):
            return [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        return [at for at in places(before, "".join(self.rules)) if after[at] != before[at]]

    def count(self, start: int, end: int) -> dict[str, int]:
        """Count the edits between two positions by rule, at the speed of str.count where marks are known."""
        old, new = self.before[start:end], self.after[start:end]
        if isinstance(self.rules, str):
            return {self.rules: sum(map(str.__ne__, old, new))}
        found: dict[str, int] = {}
        for mark, rule in self.rules.items():
            count = old.count(mark)
            if count:
                found[rule] = found.get(rule, 0) + count - new.count(mark)
        return found


class Restored(Struct, frozen=True):
    """A layer that gives places back to the raw text: the pieces below it whose raw spans are named."""

    before: str
    after: str
    spans: frozenset[tuple[int, int]]


class Part(Struct, frozen=True, gc=False):
    """One change of one layer: [start, end) of the text before it became `size` characters.

    `cut` is None for a position of a recast. `at` is its offset from the start of the piece it belongs to, there.
    """

    start: int
    end: int
    size: int
    rule: str
    cut: Cut | None
    layer: int
    at: int = 0

    def moved(self, by: int) -> Part:
        """Return the part of a piece that begins `by` characters earlier."""
        if not by:
            return self
        return Part(self.start, self.end, self.size, self.rule, self.cut, self.layer, self.at + by)


class Piece(Struct, frozen=True, gc=False):
    """A place where clean text differs from raw text: raw[low:high] stands as text[start:end].

    `owner` is the part that explains it: the one that was widest where it met the others.
    """

    low: int
    high: int
    start: int
    end: int
    parts: tuple[Part, ...]
    owner: Part

    def shifted(self, by: int) -> Piece:
        """Return the piece in a text that grew by so many characters before it."""
        if not by:
            return self
        return Piece(self.low, self.high, self.start + by, self.end + by, self.parts, self.owner)


# Starts, ends, lows and highs of pieces, and by how much the text behind each has moved.
Columns = tuple[list[int], list[int], list[int], list[int], list[int]]


def columns_of(pieces: list[Piece]) -> Columns:
    """Return the columns of some pieces, to search in."""
    return (
        [piece.start for piece in pieces],
        [piece.end for piece in pieces],
        [piece.low for piece in pieces],
        [piece.high for piece in pieces],
        [piece.high - piece.end for piece in pieces],
    )


def parts_of(layer: Splice | Recast, number: int) -> list[Part]:
    """Return the changes of a layer, in order; of a recast, one for each position that differs."""
    if isinstance(layer, Splice):
        return [Part(cut.start, cut.end, len(cut.after), cut.rule, cut, number) for cut in layer.cuts]
    return parts_at(layer, number, layer.places())


def parts_at(layer: Recast, number: int, marks: Sequence[int]) -> list[Part]:
    """Return the changes of a recast at some of its places."""
    rules, before = layer.rules, layer.before
    if isinstance(rules, str):
        return [Part(place, place + 1, 1, rules, None, number) for place in marks]
    return [Part(place, place + 1, 1, rules[before[place]], None, number) for place in marks]


def _overlap(a: int, b: int, c: int, d: int) -> bool:
    """Say whether [a, b) and [c, d) share a place; an empty one only strictly inside the other."""
    if a == b:
        return c < a < d
    if c == d:
        return a < c < b
    return a < d and c < b


class Group:
    """Pieces and changes that overlap, on their way to one piece; coordinates of the text between two layers."""

    __slots__ = ("added", "end", "lag", "low", "owner", "parts", "start", "width")

    def __init__(self, start: int, lag: int) -> None:
        self.start = self.end = start
        self.low, self.lag = start + lag, lag
        self.added = 0
        self.parts: list[Part] = []
        self.owner: Part | None = None
        self.width = (False, -1)

    def join(self, piece: Piece) -> None:
        """Take in a piece from below."""
        by = piece.start - self.start
        self.parts += (part.moved(by) for part in piece.parts) if by else piece.parts
        self.end, self.lag = max(self.end, piece.end), piece.high - piece.end
        self._claim(piece.owner, piece.end - piece.start)

    def take(self, change: Part) -> None:
        """Take in a change of the layer on top."""
        part = change.moved(change.start - self.start)
        self.parts.append(part)
        self.end, self.added = max(self.end, change.end), self.added + change.size - (change.end - change.start)
        self._claim(part, change.end - change.start)

    def _claim(self, part: Part, width: int) -> None:
        """The widest part owns the piece; of equals the later; a recast mark never before a splice."""
        claim = (part.cut is not None, width)
        if claim > self.width or (claim == self.width and self.owner and part.layer > self.owner.layer):
            self.owner, self.width = part, claim

    def joins(self, piece: Piece) -> bool:
        """Say whether a piece shares a place with the group: two insertions at one raw place do, having no order."""
        if self.low == self.end + self.lag and piece.low == piece.high:
            return self.start <= piece.start <= self.end
        return _overlap(self.start, self.end, piece.start, piece.end)

    def takes(self, change: Part) -> bool:
        """Say whether a change shares a place with the group."""
        if self.low == self.end + self.lag and change.start == change.end:
            return self.start <= change.start <= self.end
        return _overlap(self.start, self.end, change.start, change.end)

    def filled(self, pieces: list[Piece], i: int, changes: list[Part], j: int) -> tuple[int, int]:
        """Take in all that comes next and shares a place with the group; return what comes behind it."""
        while True:
            if i < len(pieces) and self.joins(pieces[i]):
                self.join(pieces[i])
                i += 1
            elif j < len(changes) and self.takes(changes[j]):
                self.take(changes[j])
                j += 1
            else:
                return i, j

    def closed(self, grow: int) -> Piece:
        """Return the one piece that the group comes to, in coordinates of the text after the layer."""
        assert self.owner is not None
        high, end = self.end + self.lag, self.end + grow + self.added
        return Piece(self.low, high, self.start + grow, end, tuple(self.parts), self.owner)


def stacked(pieces: list[Piece], changes: list[Part]) -> list[Piece]:
    """Lay the changes of one layer over the pieces below; both are in coordinates of the text between them.

    Overlapping ones become one piece. `lag` is raw minus present offset after the pieces passed so far, `grow` what
    the changes passed so far added. Linear in both.
    """
    out: list[Piece] = []
    i = j = lag = grow = 0
    below, above = len(pieces), len(changes)
    while i < below or j < above:
        if j == above or (i < below and _piece_first(pieces[i], changes[j])):
            piece, i = pieces[i], i + 1
            end = piece.end  # nothing that comes next can share a place with it: the common case, made cheap
            if (i == below or pieces[i].start > end) and (j == above or changes[j].start > end):
                lag = piece.high - end
                out.append(piece.shifted(grow) if grow else piece)
                continue
            if met := _met(pieces, i, changes, j, grow):
                lag, grow = piece.high - end, met.end - max(end, changes[j].end)
                out.append(met)
                j += 1
                continue
            group = Group(piece.start, lag)
            group.join(piece)
        else:
            change, j = changes[j], j + 1
            start, end = change.start, change.end
            if (i == below or pieces[i].start > end) and (j == above or changes[j].start > end):
                after = start + grow + change.size
                out.append(Piece(start + lag, end + lag, start + grow, after, (change,), change))
                grow = after - end
                continue
            group = Group(change.start, lag)
            group.take(change)
        i, j = group.filled(pieces, i, changes, j)
        out.append(group.closed(grow))
        lag, grow = group.lag, grow + group.added
    return out


def _met(pieces: list[Piece], i: int, changes: list[Part], j: int, grow: int) -> Piece | None:
    """Return what the piece before i and the next change come to where they meet, and nothing else meets them.

    That is what a Group of the two gives, at a third of its cost.
    """
    if j == len(changes):
        return None
    piece, change = pieces[i - 1], changes[j]
    start, end, low, high = piece.start, piece.end, change.start, change.end
    empty = piece.low == piece.high and low == high
    if not (start <= low <= end if empty else _overlap(start, end, low, high)):
        return None
    last = max(end, high)
    if (i < len(pieces) and pieces[i].start <= last) or (j + 1 < len(changes) and changes[j + 1].start <= last):
        return None
    part, old = change.moved(low - start), piece.owner
    owner = part if (change.cut is not None, high - low) >= (old.cut is not None, end - start) else old
    behind = last + grow + change.size - (high - low)
    return Piece(piece.low, last + piece.high - end, start + grow, behind, (*piece.parts, part), owner)


def restored(pieces: list[Piece], spans: frozenset[tuple[int, int]]) -> list[Piece]:
    """Return the pieces that are left when those of the named raw spans are raw text again."""
    out: list[Piece] = []
    grow = 0
    for piece in pieces:
        if (piece.low, piece.high) in spans:
            grow += (piece.high - piece.low) - (piece.end - piece.start)
        else:
            out.append(piece.shifted(grow))
    return out


def _piece_first(piece: Piece, change: Part) -> bool:
    """Say which comes first: the lower start; an insertion before what stands there; else what is empty."""
    if piece.start != change.start:
        return piece.start < change.start
    if change.start == change.end:
        return piece.low == piece.high  # both put in at one place: they must meet
    return True


def laid(
    pieces: list[Piece], layer: Splice | Recast | Restored, number: int, marks: Sequence[int] | None = None
) -> list[Piece]:
    """Return the pieces with one more layer on them; of a recast all its places, or those that are given."""
    if isinstance(layer, Restored):
        return restored(pieces, layer.spans)
    if isinstance(layer, Recast) and marks is not None:
        return stacked(pieces, parts_at(layer, number, marks))
    return stacked(pieces, parts_of(layer, number))


def union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that cover the same places, sorted and disjoint; empty ones are dropped."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return out
