"""The likeliest way through a lattice of characters, and how sure each open place of it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Final, NamedTuple

from speechkit.patterns import lazy
from speechkit.repair.channel import legal
from speechkit.repair.grammar import SIDES, UNBALANCED, counted, last_of_line, misfit
from speechkit.repair.language import Reader
from speechkit.repair.lattice import COPIED, OPEN, Edge, Lattice
from speechkit.repair.neighbours import neighbours

_WIDTH: Final = 16  # hypotheses kept at a place
_NARROW: Final = 10  # ... where any byte may be gone, as there are many ways then
_NARROWEST: Final = 5  # ... where very many are
_DEPTH: Final = 16.0  # nats behind the best of them; wider and deeper found nothing more
_SWITCH: Final = -10.0  # from damage to healthy text or back
_HEALTHY_FIRST: Final = -1.0  # for a line to begin with healthy text
_NOTHING: Final = -1e9  # ln P of what cannot be
_SOFT: Final = 1.4  # the model is surer than it is right: its odds are taken to this root
_BACK: Final = 5  # bytes: no character that overlaps another begins farther in front of it
_OTHERS: Final = 5
_LISTED: Final = lazy(r"\s*(?:[(\uff08]?[0-9一二三四五六七八九十]+[)\uff09.、\uff0e]|第)")
# A lone letter in Chinese may be the second byte of a character whose first one is gone without a trace.
_LETTERS: Final = {chr(code): -6.0 if chr(code).isupper() else -8.0 for code in range(0x40, 0x7F)}

Key = tuple[bool, str, str, int, int]


class Node:
    """Where a hypothesis stands: what comes next depends on nothing else.

    `state` and `last` are those of the language model, `tail` the last byte where it was lost together with the next
    one, `quoted` the quotations and brackets that are open. `value` is ln P of the best way here, `rest` of the best
    one on from here.
    """

    __slots__ = ("copied", "last", "moves", "quoted", "rest", "state", "tail", "value")

    def __init__(self, key: Key, value: float) -> None:
        self.copied, self.state, self.last, self.tail, self.quoted = key
        self.value = value
        self.rest = _NOTHING
        self.moves: list[tuple[Edge, Node, float]] = []


class Move(NamedTuple):
    """A character of the best way, between two places [start, end)."""

    start: int
    end: int
    char: str
    kind: int
    gain: float


class Open(NamedTuple):
    """How sure the character of a move is, and what else may stand there, the likeliest first."""

    confidence: float
    others: tuple[str, ...]


class Budget:
    """How much may still be searched in a document, in moves: some 4 us each, ten to twenty for a character."""

    __slots__ = ("left",)

    def __init__(self, moves: int) -> None:
        self.left = moves


class Page(NamedTuple):
    """What is known of a document whose lines are searched: how it reads, its script, the characters it holds."""

    reader: Reader
    script: str
    seen: frozenset[str]
    budget: Budget


class Search:
    """The search for the best way: forwards with the best hypotheses of each place, then back for those that arrive."""

    def __init__(self, lattice: Lattice, page: Page, printed: str = "") -> None:
        """With `printed`, characters of it may also be copied as they are."""
        self.lattice, self.reader, self.budget, self.printed = lattice, page.reader, page.budget, printed
        self._seen = page.seen
        self._gappy = bool(lattice.channel.gaps) and lattice.doubles
        self._width = _NARROWEST if lattice.is_torn else _NARROW if self._gappy else _WIDTH
        self._readable = legal(lattice.channel)
        self._nodes: list[dict[Key, Node]] = [{} for _ in range(lattice.size + 1)]
        self._near = neighbours().gain
        self._costs: dict[str, float] = {}

    def run(self) -> list[Move]:
        """Return the characters of the best way; empty when there is none, or the budget is used up."""
        for copied in (False, True)[: 1 + bool(self.printed)]:
            start: Key = (copied, "", "", -1, 0)
            self._nodes[0][start] = Node(start, _HEALTHY_FIRST if copied else 0.0)
        for place in range(self.lattice.size):
            if self._nodes[place]:
                self._expand(place)
                if self.budget.left < 0:
                    return []
        self._back()
        return self._follow()

    def _expand(self, place: int) -> None:
        kept = self._kept(place)
        edges = list(self.lattice.edges(place, frozenset(node.last[-1:] for node in kept)))
        index = self.lattice.starts.get(place)
        if self.printed and index is not None and not self.lattice.is_fixed(place):
            edges.append(Edge(self.lattice.next_start(place), self.printed[index], COPIED))
        for edge in edges:
            self._move(edge, kept)
        self.budget.left -= len(edges) * len(kept) + 1

    def _kept(self, place: int) -> list[Node]:
        nodes = self._nodes[place].values()
        least = max(node.value for node in nodes) - _DEPTH
        found = [node for node in nodes if node.value >= least]
        if len(found) > self._width:
            found.sort(key=self._promise(place), reverse=True)
            del found[self._width :]
        return found

    def _promise(self, place: int) -> Callable[[Node], float]:
        """Return how hypotheses at a place are ranked: by what comes of them with a known next character."""
        behind = self.lattice.known_at(place)
        if not behind:
            return attrgetter("value")
        steps = self.reader.steps
        return lambda node: node.value + max((step[0] for step in steps(node.state, node.last, behind)), default=-99)

    def _cost(self, char: str) -> float:
        cost = self._costs.get(char)
        if cost is None:
            cost = self._costs[char] = self.reader.script_penalty(char) + misfit(char, self._seen)
        return cost

    def _move(self, edge: Edge, kept: list[Node]) -> None:
        end, char, kind, cost, head, tail = edge
        folded = self.reader.fold(char)
        if kind == OPEN:
            cost += self._cost(char)
        copied = kind == COPIED
        side, into, steps, near = SIDES.get(char), self._nodes[end], self.reader.steps, self._near
        stray = _LETTERS.get(char, 0.0) if self._gappy else 0.0
        for source in kept:
            if source.tail >= 0 <= head and source.tail << 8 | head in self._readable:
                continue
            before = source.last[-1:]
            fee = cost if source.copied == copied else cost + _SWITCH
            if stray and before > "\x7f":
                fee += stray
            quoted = source.quoted
            if side:
                fee += 0.0 if side[1] != bool(quoted & side[0]) else UNBALANCED
                quoted = quoted | side[0] if side[1] else quoted & ~side[0]
            fee += counted(source.last, folded) + near(before, folded)
            for gain, state in steps(source.state, source.last, folded):
                self._arrive(source, edge, into, (copied, state, before + folded, tail, quoted), gain + fee)

    @staticmethod
    def _arrive(source: Node, edge: Edge, into: dict[Key, Node], key: Key, gain: float) -> None:
        value = source.value + gain
        target = into.get(key)
        if target is None:
            target = into[key] = Node(key, value)
        elif value > target.value:
            target.value = value
        source.moves.append((edge, target, gain))

    def _back(self) -> None:
        """Find for every hypothesis the best way from it to the end."""
        listed = bool(_LISTED.match(self.printed))
        for node in self._nodes[-1].values():
            node.rest = last_of_line(node.last[-1:], node.state, listed=listed) + (UNBALANCED if node.quoted else 0.0)
        for place in range(self.lattice.size - 1, -1, -1):
            for node in self._nodes[place].values():
                if node.moves:
                    node.rest = max(gain + target.rest for _, target, gain in node.moves)

    def _follow(self) -> list[Move]:
        place, path = 0, list[Move]()
        node = max(self._nodes[0].values(), key=lambda node: node.value + node.rest)
        while place < self.lattice.size:
            if not node.moves or node.rest < _NOTHING / 2:
                return []
            edge, node, gain = max(node.moves, key=lambda move: move[2] + move[1].rest)
            path.append(Move(place, edge.end, edge.char, edge.kind, gain))
            place = edge.end
        return path

    def is_open(self, move: Move) -> bool:
        """Say whether something else may have stood there."""
        return move.kind == OPEN or (self._gappy and move.char in _LETTERS)

    def sureness(self, move: Move) -> Open:
        """Return how sure a character of the best way is: by the best ways that have another one at its place."""
        values: dict[str, float] = {}
        elsewhere = _NOTHING
        for low, value, edge in self._around(move):
            if (low, edge.end) != move[:2]:
                elsewhere = max(elsewhere, value)
            elif value > values.get(edge.char, _NOTHING):
                values[edge.char] = value
        top = values.pop(move.char)
        ranked = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        against = (min(0.0, value - top) / _SOFT for value in (elsewhere, *values.values()))
        confidence = 1 / (1 + sum(math.exp(max(-99.0, value)) for value in against))
        return Open(confidence, tuple(char for char, value in ranked if value > top - _DEPTH)[:_OTHERS])

    def _around(self, move: Move) -> Iterator[tuple[int, float, Edge]]:
        """Yield the place and the edge of every move that overlaps one, and ln P of the best way that holds it."""
        for low in range(max(0, move.start - _BACK), move.end):
            for node in self._nodes[low].values():
                for edge, target, gain in node.moves:
                    if edge.end > move.start:
                        yield low, node.value + gain + target.rest, edge
