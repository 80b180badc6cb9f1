"""The hypotheses of a search for shifted bytes (realign.py) behind one more printed token: the best of each kind.

Two that have the same byte pending, stand in the same word and behind the same characters go on alike: the better one
is kept. Of all, so many are kept as the beam is wide; what lies below the last of these, or too far behind the first,
is thrown away as soon as that is known, since most of what is tried does.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from speechkit import chars
from speechkit.repair.allowed import DROPPED, PARTNER, Between
from speechkit.repair.language import Reader, State
from speechkit.repair.shiftedrun import Chain, Hypothesis

_WIDTH: Final = 32
_SLACK: Final = 18.0  # nats behind the best one: a dropped pair costs two characters before it pays
_ROOM: Final = 24  # more than the beam is wide, after which the last of it is looked for again
_NONE: Final = -1e9
_NARROW: Final = chars.LEFT_PARENTHESIS  # what may be printed half-width
_UNBALANCED: Final = -5.0
_SCORE: Final = attrgetter("score")


class Beam:
    """The best hypotheses behind one more token, as a reader ranks them; `before` is the line in front of the run."""

    __slots__ = (
        "_before", "_best", "_fold", "_full", "_heard", "_penalty", "_reader", "_seen", "_top", "_ways", "_words",
        "floor", "work",
    )  # fmt: skip

    def __init__(self, reader: Reader, before: str) -> None:
        self._before = before
        self.work = 0  # characters tried
        self.floor = _NONE  # what has a lower score is not kept
        self._top = _NONE
        self._full = 0
        self._seen: dict[tuple[int, State, str], list[Between]] = {}
        self._best: dict[tuple[int, State, str], Hypothesis] = {}
        self._reader = reader
        self._fold = reader.fold
        self._penalty = reader.script_penalty
        self._heard = reader.heard
        self._words = reader.model.words
        self._ways = reader.model.ways

    def clear(self) -> None:
        """Begin behind the next token."""
        self._best = {}
        self._top = self.floor = _NONE
        self._full = _WIDTH + _ROOM
        self._seen = {}

    def taken(self) -> list[Hypothesis]:
        """Return the best ones, the best first."""
        kept = sorted(self._best.values(), key=_SCORE, reverse=True)[:_WIDTH]
        self.floor = self._top - _SLACK if kept else _NONE
        return [each for each in kept if each.score >= self.floor]

    def put(self, h: Hypothesis, char: str, kind: str, pending: int, aligned_at: int, cost: float) -> None:
        """Keep what becomes of a hypothesis when a character is put out."""
        self.work += 1
        if kind != "copy":
            cost += self._penalty(char)
            if char in PARTNER:
                cost += self._unbalanced(h.chain, char)
        cost += h.score
        floor = self.floor
        if cost < floor:  # no P is above 1
            return
        folded, state = self._fold(char), h.state
        after = h.before[-1:] + folded
        if state and folded in self._words and after not in self._heard:
            ways = self._ways(state, folded)
        else:
            ways = self._reader.steps(state, h.before, folded)
        best = self._best
        for gain, state_after in ways:
            score = gain + cost
            if score >= floor:
                key = (pending, state_after, after)
                old = best.get(key)
                if old is None or old.score < score:
                    best[key] = Hypothesis(score, pending, state_after, after, (h.chain, char, kind), aligned_at)
                    if score > self._top or len(best) >= self._full:
                        self._rise(score)
                        floor = self.floor

    def put_first(self, h: Hypothesis, firsts: Iterable[tuple[str, float]], pending: int) -> None:
        """Keep what becomes of a hypothesis when one of many characters, each with its prior, is put out."""
        left, state, best = h.before[-1:], h.state, self._best
        for char, prior in firsts:
            self.work += 1
            folded = self._fold(char)
            after, cost = left + folded, self._penalty(char) + prior
            if state and folded in self._words and after not in self._heard:
                ways = self._ways(state, folded)
            else:
                ways = self._reader.steps(state, h.before, folded)
                if char in PARTNER:
                    cost = self._penalty(char) + self._unbalanced(None, char) + prior
            for gain, state_after in ways:
                score = gain + cost
                if score >= self.floor:
                    key = (pending, state_after, after)
                    old = best.get(key)
                    if old is None or old.score < score:
                        best[key] = Hypothesis(score, pending, state_after, after, (None, char, ""), 0)
                        self._rise(score)

    def put_pairs(self, h: Hypothesis, pairs: list[Between], pending: int, aligned_at: int) -> None:
        """Keep what becomes of a hypothesis when two characters are put out that printed nothing.

        Of hypotheses that stand alike the best one comes first: what the others make of it is no better, but for
        pairs on which the document has a say, and for marks.
        """
        place = (h.pending, h.state, h.before[-1:])
        others = self._seen.get(place)
        if others is None:
            others = self._seen[place] = self._put_plain(h, pairs, pending, aligned_at)
        put: dict[str, list[Hypothesis]] = {}  # the first of two characters, which stands before several second ones
        for each in others:
            if each.one not in put:
                put[each.one] = self.ways(h, each.one, "pair", h.pending, 0, DROPPED)
            for way in put[each.one]:
                if way.score >= self.floor:
                    self.put(way, each.two, "pair", pending, aligned_at, 0.0)

    def _put_plain(self, h: Hypothesis, pairs: list[Between], pending: int, aligned_at: int) -> list[Between]:
        """Put out the pairs of which the words alone decide; return the others."""
        others: list[Between] = []
        if not h.state:
            return pairs
        left, heard, best = h.before[-1:], self._heard, self._best
        firsts: dict[str, list[tuple[float, State]]] = {}
        for each in pairs:
            one = each.one_folded
            if each.ways is None or each.both_folded in heard or left + one in heard:
                others.append(each)
                continue
            first = firsts.get(one)
            if first is None:
                charge = DROPPED + each.one_penalty + h.score
                first = firsts[one] = [(gain + charge, state) for gain, state in self._ways(h.state, one)]
                self.work += 1
            for so_far, state in first:
                cost = each.two_penalty + so_far
                fresh = state == one
                if cost + each.most < self.floor if fresh else cost < self.floor:
                    continue
                self.work += 1
                for gain, after in each.ways if fresh else self._ways(state, each.both_folded[-1]):
                    score = gain + cost
                    if score >= self.floor:
                        key = (pending, after, each.both_folded)
                        old = best.get(key)
                        if old is None or old.score < score:
                            chain = ((h.chain, each.one, "pair"), each.two, "pair")
                            best[key] = Hypothesis(score, pending, after, each.both_folded, chain, aligned_at)
                            self._rise(score)
        return others

    def ways(self, h: Hypothesis, char: str, kind: str, pending: int, aligned_at: int, cost: float) -> list[Hypothesis]:
        """Return the hypothesis with a character put out, one for each way of the model.

        Between two of them the floor may rise: who goes on from them asks for it again.
        """
        self.work += 1
        reader = self._reader
        if kind != "copy":
            cost += reader.script_penalty(char)
            if char in PARTNER:
                cost += self._unbalanced(h.chain, char)
        cost += h.score
        if cost < self.floor:  # no P is above 1
            return []
        folded, floor = reader.fold(char), self.floor
        before, chain = h.before[-1:] + folded, (h.chain, char, kind)
        return [
            Hypothesis(score, pending, state, before, chain, aligned_at)
            for gain, state in reader.steps(h.state, h.before, folded)
            if (score := gain + cost) >= floor
        ]

    def keep(self, found: Iterable[Hypothesis]) -> None:
        """Keep hypotheses that are the best of their kind and not too far behind the best of all."""
        best = self._best
        for each in found:
            if each.score >= self.floor:
                key = (each.pending, each.state, each.before)
                old = best.get(key)
                if old is None or old.score < each.score:
                    best[key] = each
                    self._rise(each.score)

    def _rise(self, score: float) -> None:
        """Raise the floor, where a score is the best one or the beam is full."""
        if score > self._top:
            self._top = score
            self.floor = max(self.floor, score - _SLACK)
        best = self._best
        if len(best) >= self._full:
            last = sorted([each.score for each in best.values()], reverse=True)[_WIDTH - 1]
            self.floor = max(self.floor, last)
            for key in [key for key, each in best.items() if each.score < self.floor]:
                del best[key]
            self._full = max(_WIDTH, len(best)) + _ROOM

    def _unbalanced(self, chain: Chain | None, char: str) -> float:
        """Return what is taken off for a quote or bracket that closes what is not open, or opens what is."""
        opening, closing = PARTNER[char]
        count = self._before.count(opening) - self._before.count(closing)
        if opening in _NARROW:
            count += self._before.count("(") - self._before.count(")")
        while chain:
            chain, text, _ = chain
            count += (text == opening) - (text == closing)
        return 0.0 if (count <= 0) == (char == opening) else _UNBALANCED
