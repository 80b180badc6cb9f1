"""How likely one text is behind many others: what does not depend on what stands in front of it is worked out once."""

from __future__ import annotations

from typing import Final

from speechkit.repair.language import CLAUSE_ENDS, Entered, Reader, State

_CONTEXT: Final = 2  # characters before one that its steps depend on
_NO_WAY: Final = -1e9  # ln P where the machine cannot go on


class Tail:
    """A text that follows, whatever is chosen in front of it: the ways of the machine on from a state are kept."""

    def __init__(self, reader: Reader, text: str) -> None:
        self._reader = reader
        self._text = "".join(map(reader.fold, text))
        self._rest: list[dict[State, float]] = [{} for _ in text]
        # What the ways to the second character gain, and the best ones on from there; the document may say more of it
        # where it has the first two, and a mark minds the character in front of them.
        self._second: dict[State, list[tuple[float, float]]] = {}
        self._heard = self._text[:_CONTEXT] in reader.heard
        self._usual = self._text[1:_CONTEXT] in reader.model.words

    def score(self, entered: Entered) -> float:
        """Return ln P of the text where the machine stands."""
        value = self._quick(entered) if len(self._text) >= _CONTEXT else _NO_WAY
        if value > _NO_WAY:
            return value
        best, last = entered
        for char in self._text:
            best = self._reader.advance(best, last, char)
            last = last[-1:] + char
        return max(best.values())

    def _quick(self, entered: Entered) -> float:
        """Return ln P of the text if there is a way; the steps to its first two characters depend on what is before."""
        best, last = entered
        reader, first = self._reader, self._text[0]
        before = last[-1:] + first
        plain = before not in reader.heard
        usual = plain and first in reader.model.words
        known = self._second if (plain or not self._heard) and (self._usual or last[-1:] not in CLAUSE_ENDS) else {}
        value = _NO_WAY
        for state, so_far in best.items():
            ways = reader.model.ways(state, first) if usual and state else reader.steps(state, last, first)
            for gain, after in ways:
                behind = known.get(after)
                if behind is None:
                    steps = reader.steps(after, before, self._text[1])
                    behind = known[after] = [(more, self._from(_CONTEXT, state)) for more, state in steps]
                for more, rest in behind:
                    whole = so_far + gain + more + rest
                    value = max(value, whole)
        return value

    def _from(self, at: int, state: State) -> float:
        """Return ln P of what follows from text[at] on by the best way from a state."""
        if at >= len(self._text):
            return 0.0
        rest = self._rest[at]
        value = rest.get(state)
        if value is None:
            steps = self._reader.steps(state, self._text[at - _CONTEXT : at], self._text[at])
            value = rest[state] = max((gain + self._from(at + 1, after) for gain, after in steps), default=2 * _NO_WAY)
        return value
