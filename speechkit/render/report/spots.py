"""Places that the page points to: each gets an anchor in the text, and what it covers is set off.

A sweep over sorted borders: linear in their number, however they are nested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

Shown = Callable[[str], str]


class Spot(Struct, frozen=True):
    """A place: raw[low:high], the id of its anchor, and the kind that says how it looks."""

    low: int
    high: int
    anchor: str
    kind: str


class Painter:
    """Puts anchors and kinds into a text that is asked for piece by piece, in order."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        events: list[tuple[int, int, str, str]] = []
        for spot in spots:
            events.append((spot.low, 1, spot.kind, spot.anchor))
            if spot.high > spot.low:
                events.append((spot.high, -1, spot.kind, ""))
        # What ends at a place ends before what begins there.
        self.events = sorted(events, key=lambda event: (event[0], event[1]))
        self.lengths = {spot.anchor: spot.high - spot.low for spot in spots}
        self.at = 0
        self.open: dict[str, int] = {}

    def paint(self, source: str, low: int, shown: Shown) -> str:
        """Return the text that begins at a raw offset, each piece of it made fit by `shown`."""
        events, start, high = self.events, 0, low + len(source)
        if not self.open and (self.at == len(events) or events[self.at][0] >= high):
            return shown(source)
        out: list[str] = []
        while self.at < len(events) and events[self.at][0] < high:
            place = max(low, events[self.at][0]) - low
            out.append(self._wrapped(shown(source[start:place]), self.open))
            out.append(self._step())
            start = place
        out.append(self._wrapped(shown(source[start:]), self.open))
        return "".join(out)

    def paint_whole(self, shown: str, high: int) -> str:
        """Return finished HTML for a stretch that ends at a raw offset and cannot be taken apart."""
        kinds = dict(self.open)
        anchors = []
        while self.at < len(self.events) and self.events[self.at][0] < high:
            anchors.append(self._step())
            kinds.update(self.open)
        return "".join(anchors) + self._wrapped(shown, kinds)

    def rest(self) -> str:
        """Return the anchors behind the end of the text."""
        return "".join(self._step() for _ in range(len(self.events) - self.at))

    def _step(self) -> str:
        """Take the next event and return its anchor."""
        _, sign, kind, anchor = self.events[self.at]
        self.at += 1
        if sign < 0:
            self.open[kind] -= 1
            if not self.open[kind]:
                del self.open[kind]
            return ""
        if self.lengths[anchor]:
            self.open[kind] = self.open.get(kind, 0) + 1
        return f'<i class="at" id="{anchor}"></i>'

    @staticmethod
    def _wrapped(shown: str, kinds: Iterable[str]) -> str:
        if not shown or not kinds:
            return shown
        classes = " ".join(f"v-{kind}" for kind in sorted(kinds))
        return f'<span class="v {classes}">{shown}</span>'
