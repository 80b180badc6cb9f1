"""A sample of what was done to a corpus, to be judged by a person, and what those judgements prove.

The sample is stratified: rules that fire a thousand times do not crowd out those that fire twice. It is drawn by
digest (bottom-k, Cohen and Kaldor 2007): the same seed and the same documents give the same sample in whatever order
they come, and one document more changes few rows. Memory is bounded by the size of the sample.

Offsets are code points of the raw decoded text, half open.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappush, heapreplace
from math import sqrt
from typing import Final, NamedTuple

from msgspec import UNSET, Struct, UnsetType

from speechkit.document import Block, Span
from speechkit.ledger import Edit
from speechkit.patterns import lazy

UNCHANGED: Final = "(unchanged)"  # the stratum of places that no rule touched
_AROUND: Final = 20  # code points of clean text on either side of a change
_LONGEST: Final = 200  # code points of a change that a sheet shows
_LEAST: Final = 8  # letters of an unchanged place: less cannot be judged
_SHARE: Final = 0.2  # of the sheet is for unchanged places
_SURE: Final = 1.96  # standard deviations: 95 %
_WIDTH: Final = "width."  # normalisation rather than repair: most sentences have some; it keeps the length
_PIECE: Final = lazy("[^。\uff01\uff1f\uff1b!?;\n]{1,60}[。\uff01\uff1f\uff1b!?;]?")


class Named(Struct, frozen=True):
    """Which file a document came from."""

    name: str
    sha256: str = ""


class Audited(Struct, frozen=True, rename={"schema_": "schema"}):
    """What an audit needs of a speechkit.document/1."""

    schema_: str
    source: Named
    blocks: list[Block]
    edits: list[Edit] | UnsetType = UNSET


class Row(NamedTuple):
    """One place to judge: in the clean text `left` and `right` stand around it; `confidence` is the rule's own."""

    rule: str
    document: str
    start: int
    end: int
    left: str
    before: str
    after: str
    right: str
    confidence: float


class Judged(NamedTuple):
    """What the judgements of one rule prove: `right` of `labelled`; `low` and `high` are Wilson's bounds, 95 %.

    `changes` is how often the rule fired in the whole corpus. Without a label precision and bounds are None.
    """

    rule: str
    changes: int
    labelled: int
    right: int
    precision: float | None
    low: float | None
    high: float | None


class Sampler:
    """Draws places from documents that are shown one by one; at most `size` of each rule are remembered."""

    def __init__(self, size: int, seed: int) -> None:
        self._size = size
        self._key = hashlib.blake2b(str(seed).encode(), digest_size=16).digest()
        self._heaps: dict[str, list[tuple[int, Row]]] = {}
        self.counts: Counter[str] = Counter()

    def add(self, document: Audited) -> None:
        """Show a document."""
        edits = document.edits if isinstance(document.edits, list) else []
        shown = [_Shown.of(block) for block in document.blocks]
        for edit in edits:
            rank = self._rank(edit.rule, document.source, edit.span)
            if self._wants(edit.rule, rank):
                self._keep(rank, _row(document.source.name, edit, shown, edits))
        others = [edit for edit in edits if not edit.rule.startswith(_WIDTH)]
        for each in shown:
            for low, piece, left, right in each.still(others):
                span = (low, low + len(piece))
                rank = self._rank(UNCHANGED, document.source, span)
                if self._wants(UNCHANGED, rank):
                    self._keep(rank, Row(UNCHANGED, document.source.name, *span, left, piece, piece, right, 1.0))

    def rows(self) -> list[Row]:
        """Return the sample: a fifth of it unchanged places, the rest shared evenly among the rules that fired."""
        rules = {rule: len(heap) for rule, heap in self._heaps.items() if rule != UNCHANGED}
        still = min(
            len(self._heaps.get(UNCHANGED, ())), max(round(self._size * _SHARE), self._size - sum(rules.values()))
        )
        wanted = {**shared(self._size - still, rules), UNCHANGED: still}
        out: list[Row] = []
        for rule in sorted(self._heaps):
            out += [row for _, row in sorted(self._heaps[rule], reverse=True)[: wanted.get(rule, 0)]]
        return out

    def _rank(self, rule: str, source: Named, span: Span) -> int:
        place = f"{rule}\0{source.sha256}\0{source.name}\0{span[0]}\0{span[1]}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(place, digest_size=8, key=self._key).digest(), "big")

    def _wants(self, rule: str, rank: int) -> bool:
        """Count a place, and say whether it belongs to the sample as far as is known."""
        self.counts[rule] += 1
        heap = self._heaps.setdefault(rule, [])
        return len(heap) < self._size or rank < -heap[0][0]

    def _keep(self, rank: int, row: Row) -> None:
        heap = self._heaps[row.rule]
        if len(heap) < self._size:
            heappush(heap, (-rank, row))
        else:
            heapreplace(heap, (-rank, row))


def shared(total: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Return how many of each to take: the same number of all, and what small ones leave goes to the others.

    >>> shared(10, {"a": 1, "b": 20, "c": 20})
    {'a': 1, 'b': 4, 'c': 5}
    """
    out: dict[str, int] = {}
    left = total
    for done, (size, name) in enumerate(sorted((size, name) for name, size in sizes.items())):
        out[name] = min(size, left // (len(sizes) - done))
        left -= out[name]
    return out


class _Shown(NamedTuple):
    """A block as the clean text prints it: text, and where its first and last character stand in the raw text."""

    text: str
    low: int
    high: int

    @staticmethod
    def of(block: Block) -> _Shown:
        marker = block.marker if isinstance(block.marker, str) else ""
        return _Shown(marker + block.text, *block.span)

    def inside(self, edits: Sequence[Edit]) -> list[tuple[int, int, int]]:
        """Return (start, end, raw end) of the edits inside the block, start and end in its own text."""
        out, grown = [], 0
        at = bisect_right(edits, self.low - 1, key=_begin_of)
        for edit in edits[at:]:
            if edit.span[1] > self.high:
                break
            if edit.span[1] == self.low and edit.after.endswith("\n"):
                continue  # the line that was begun here is this block
            start = edit.span[0] - self.low + grown
            grown += len(edit.after) - len(edit.before)
            out.append((start, start + len(edit.after), edit.span[1]))
        return out

    def still(self, edits: Sequence[Edit]) -> Iterator[tuple[int, str, str, str]]:
        """Yield raw offset, text, left and right of the places that none of the edits touched."""
        changed = self.inside(edits)
        for found in _PIECE.finditer(self.text):
            start, end = found.span()
            before = [each for each in changed if each[0] <= end]
            if any(each[1] >= start for each in before) or sum(map(str.isalnum, found[0])) < _LEAST:
                continue
            raw = before[-1][2] + start - before[-1][1] if before else self.low + start
            yield raw, found[0], self.text[max(0, start - _AROUND) : start], self.text[end : end + _AROUND]


def _begin_of(edit: Edit) -> int:
    return edit.span[0]


def _row(name: str, edit: Edit, shown: Sequence[_Shown], edits: Sequence[Edit]) -> Row:
    """Return the row of a change, with the clean text around it."""
    low, high = edit.span
    left = right = ""
    at = bisect_right(shown, low, key=_low_of) - 1
    here = shown[at] if at >= 0 else None
    if here is not None and high <= here.high:
        start, end = next(((a, b) for a, b, raw in here.inside(edits) if raw == high), (0, 0))
        left, right = here.text[max(0, start - _AROUND) : start], here.text[end : end + _AROUND]
    else:
        left = here.text[-_AROUND:] if here is not None else ""
        right = shown[at + 1].text[:_AROUND] if at + 1 < len(shown) else ""
    return Row(edit.rule, name, low, high, left, _cut(edit.before), _cut(edit.after), right, edit.confidence)


def _low_of(each: _Shown) -> int:
    return each.low


def _cut(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} [{len(text) - 2 * half}] {text[-half:]}"


def judged(labels: Iterable[tuple[str, int, bool | None]]) -> list[Judged]:
    """Return what labels prove: of each rule, and first of all changes together.

    A label is (rule, how often it fired in the corpus, right or not; None where nobody said). The line of all changes
    weighs each rule by how often it fired, and leaves out unchanged places and rules without a label.
    """
    fired: dict[str, int] = {}
    said: dict[str, list[bool]] = {}
    for rule, changes, right in labels:
        fired[rule] = changes
        said.setdefault(rule, [])
        if right is not None:
            said[rule].append(right)
    rows = [_judged(rule, fired[rule], len(said[rule]), sum(said[rule])) for rule in sorted(fired)]
    together = _together([row for row in rows if row.rule != UNCHANGED and row.labelled])
    return [together, *rows] if together else rows


def _judged(rule: str, changes: int, labelled: int, right: int) -> Judged:
    if not labelled:
        return Judged(rule, changes, 0, 0, None, None, None)
    share = right / labelled
    return Judged(rule, changes, labelled, right, round(share, 4), *wilson(share, labelled))


def _together(rows: Sequence[Judged]) -> Judged | None:
    """Return the precision of all changes: a weighted mean, with bounds for the sample size it is worth (Kish 1965)."""
    total = sum(row.changes for row in rows)
    if not total:
        return None
    share = sum(row.changes / total * row.right / row.labelled for row in rows)
    worth = 1 / sum((row.changes / total) ** 2 / row.labelled for row in rows)
    labelled, right = sum(row.labelled for row in rows), sum(row.right for row in rows)
    return Judged("(all changes)", total, labelled, right, round(share, 4), *wilson(share, worth))


def wilson(share: float, size: float) -> tuple[float, float]:
    """Return the 95 % interval of a share seen in so many trials (Wilson 1927).

    >>> wilson(1.0, 10), wilson(0.5, 100)
    ((0.7225, 1.0), (0.4038, 0.5962))
    """
    square = _SURE * _SURE
    middle = share + square / (2 * size)
    reach = _SURE * sqrt(share * (1 - share) / size + square / (4 * size * size))
    whole = 1 + square / size
    return round(max(0.0, (middle - reach) / whole), 4), round(min(1.0, (middle + reach) / whole), 4)
