"""The likeliest way through a lattice of characters, and how sure each open place of it is."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.repair.language import Reader
from speechkit.repair.lattice import COPIED, Edge, Lattice, legal


class Key(NamedTuple):
    """Where a hypothesis stands."""

    copied: bool = False  # the last character was
    state: str = ""  # of the model
    last: str = ""  # the last two characters, folded
    tail: int = -1  # the last byte, where it was lost together with the next one
    quoted: bool = False  # a quotation is open


# Hypotheses kept at a place, and how far behind the best one, in nats; and where any byte may be gone, as there are
# many ways then.
_WIDTH, _WIDTH_GAPS = 24, 8
_DEPTH, _DEPTH_GAPS = 30.0, 18.0
_SWITCH: Final = -10.0  # from damage to healthy text or back
_UNLIKELY: Final = -8.0  # for a line to end so
_NEVER_LAST: Final = frozenset(
    f"、《〈「『【〔{chars.COMMA}{chars.LEFT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.LEFT_PARENTHESIS}"
)
_UNBALANCED: Final = -4.0  # a quotation mark without its partner
_QUOTES: Final = chars.LEFT_QUOTE + chars.RIGHT_QUOTE
_NUMERALS: Final = frozenset("一二三四五六七八九十百千万亿两几")
_MEASURES: Final = frozenset("个位名条件项次种年月日天点分元家座所支批套台户亩公米里岁步场口句层级本份片块段类届章节")
_DETERMINERS: Final = frozenset("第每这那哪某各另同近约逾共达")
_GRAMMAR: Final = 2.0  # nats
_BACK: Final = 5  # bytes: no character that overlaps another begins farther in front of it
_OTHERS: Final = 5


def _counted(before: str, char: str) -> float:
    """Return what is added for a numeral with its measure word, of which a model of single words knows nothing."""
    if before in _NUMERALS:
        return _GRAMMAR if char in _MEASURES or char in _NUMERALS else 0.0
    return _GRAMMAR if char in _NUMERALS and before in _DETERMINERS else 0.0


class Move(NamedTuple):
    """One character put out between two places, [start, end)."""

    start: int
    end: int
    char: str
    kind: int
    source: Key
    target: Key
    gain: float


class Open(NamedTuple):
    """How sure the character of a move is, and what else may stand there, the likeliest first."""

    confidence: float
    others: tuple[str, ...]


class Budget:
    """How much may still be searched in a document, in moves: 1.5 us each, some twenty for a character."""

    __slots__ = ("left",)

    def __init__(self, moves: int) -> None:
        self.left = moves


class Search:
    """The search for the best way: forwards with the best hypotheses of each place, then back for those that arrive."""

    def __init__(self, lattice: Lattice, reader: Reader, budget: Budget, printed: str = "") -> None:
        """With `printed`, characters of it may also be copied as they are."""
        self.lattice, self.reader, self.budget, self.printed = lattice, reader, budget, printed
        narrow = bool(lattice.channel.gaps) and lattice.doubles
        self.width, self.depth = (_WIDTH_GAPS, _DEPTH_GAPS) if narrow else (_WIDTH, _DEPTH)
        self.readable = legal(lattice.channel)
        places = lattice.size + 1
        self.moves: list[list[Move]] = [[] for _ in range(places)]
        self.best: list[dict[Key, float]] = [{} for _ in range(places)]
        self.rest: list[dict[Key, float]] = [{} for _ in range(places)]

    def run(self) -> list[Move]:
        """Return the characters of the best way; empty when there is none, or the budget is used up."""
        self.best[0][Key()] = 0.0
        for place in range(self.lattice.size):
            if self.best[place]:
                self._expand(place)
                self.budget.left -= len(self.moves[place])
            if self.budget.left < 0:
                return []
        self._back()
        return self._follow()

    def _expand(self, place: int) -> None:
        kept = self._kept(place)
        self.best[place] = dict(kept)
        edges = list(self.lattice.edges(place))
        index = self.lattice.starts.get(place)
        if self.printed and index is not None:
            edges.append(Edge(self.lattice.next_start(place), self.printed[index], COPIED))
        for edge in edges:
            self._move(place, edge, kept)

    def _kept(self, place: int) -> list[tuple[Key, float]]:
        ranked = sorted(self.best[place].items(), key=lambda item: -item[1])[: self.width]
        least = ranked[0][1] - self.depth
        return [item for item in ranked if item[1] >= least]

    def _move(self, place: int, edge: Edge, kept: list[tuple[Key, float]]) -> None:
        end, char, kind, cost, head, tail = edge
        reader, into, out = self.reader, self.best[end], self.moves[place]
        folded = reader.fold(char)
        cost += reader.script_penalty(char)
        copied = kind == COPIED
        for source, value in kept:
            if source.tail >= 0 <= head and source.tail << 8 | head in self.readable:
                continue
            fee = cost if source.copied == copied else cost + _SWITCH
            quoted = source.quoted
            if char in _QUOTES:
                opening = char == chars.LEFT_QUOTE
                fee += _UNBALANCED if quoted == opening else 0.0
                quoted = opening
            fee += _counted(source.last[-1:], folded)
            last = source.last[-1:] + folded
            for gain, state in reader.steps(source.state, source.last, folded):
                target = Key(copied, state, last, tail, quoted)
                gain += fee  # noqa: PLW2901  # the cost of the edge belongs to the step
                if value + gain > into.get(target, -1e9):
                    into[target] = value + gain
                out.append(Move(place, end, char, kind, source, target, gain))

    def _back(self) -> None:
        """Find for every hypothesis the best way from it to the end."""
        self.rest[-1] = {
            key: (_UNLIKELY if key.last[-1:] in _NEVER_LAST else 0.0) + (_UNBALANCED if key.quoted else 0.0)
            for key in self.best[-1]
        }
        for place in range(self.lattice.size - 1, -1, -1):
            rest = self.rest[place]
            for move in self.moves[place]:
                beyond = self.rest[move.end].get(move.target)
                if beyond is not None and move.gain + beyond > rest.get(move.source, -1e9):
                    rest[move.source] = move.gain + beyond

    def _value(self, move: Move) -> float:
        """Return ln P of the best way that holds a move."""
        rest = self.rest[move.end].get(move.target, -1e9)
        return self.best[move.start].get(move.source, -1e9) + move.gain + rest

    def _follow(self) -> list[Move]:
        place, key, path = 0, Key(), list[Move]()
        while place < self.lattice.size:
            moves = [move for move in self.moves[place] if move.source == key and move.target in self.rest[move.end]]
            if not moves:
                return []
            path.append(max(moves, key=self._value))
            place, key = path[-1].end, path[-1].target
        return path

    def sureness(self, move: Move) -> Open:
        """Return how sure a character of the best way is: by the best ways that have another one at its place."""
        values: dict[tuple[int, int, str], float] = {}
        for low in range(max(0, move.start - _BACK), move.end):
            for each in self.moves[low]:
                if each.end > move.start:
                    what = each[:3]
                    values[what] = max(self._value(each), values.get(what, -1e9))
        top = values.pop(move[:3])
        ranked = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        confidence = 1 / (1 + sum(math.exp(max(-99.0, min(0.0, value - top))) for _, value in ranked))
        others = tuple(w[2] for w, value in ranked if w[:2] == move[:2] and value > top - _DEPTH)
        return Open(confidence, others[:_OTHERS])
