"""Rows of clauses anywhere in a document that may be the items of a numeral abbreviation."""

from __future__ import annotations

from collections.abc import Iterable

from speechkit.slogans.items import Items, Span, common
from speechkit.slogans.numberwords import Shape


class Rows:
    """Rows of neighbouring clauses by their number and by what all of them begin or end with, up to four characters.

    `rows` are (offset, clauses), the clauses one character apart; the first row of a kind wins. Only numbers that a
    term asks for are looked at.
    """

    def __init__(self, rows: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        self._rows: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        self._edges: dict[int, dict[str, tuple[Span, ...]]] = {}
        for row in rows:
            self._rows.setdefault(len(row[1]), []).append(row)

    def get(self, count: int, edge: str) -> tuple[Span, ...] | None:
        """Return the first row of `count` clauses, three or more, that all begin or end with `edge`."""
        if count not in self._rows or count < 3:
            return None
        edges = self._edges.get(count)
        if edges is None:
            edges = self._edges[count] = {}
            for at, members in self._rows[count]:
                _keep_edges(edges, at, members)
        return edges.get(edge)


def _keep_edges(edges: dict[str, tuple[Span, ...]], at: int, members: tuple[str, ...]) -> None:
    one, two = members[0], members[1]
    head = common(members)[:4] if one[:1] == two[:1] else ""
    tail = common([each[::-1] for each in members])[:4][::-1] if one[-1:] == two[-1:] else ""
    if head or tail:
        spans = []
        for each in members:
            spans.append((at, at + len(each)))
            at += len(each) + 1
        for edge in {*[head[: n + 1] for n in range(len(head))], *[tail[n:] for n in range(len(tail))]}:
            edges.setdefault(edge, tuple(spans))


def elsewhere(rows: Rows, shape: Shape) -> Items | None:
    """Return the items from a row of clauses anywhere in the document.

    Accepted only when exactly so many neighbours begin or end with the morpheme, three or more, so that a row which
    holds it by chance does not define anything.
    """
    count, morpheme = shape.parts[0]
    if len(shape.parts) != 1:
        return None
    spans = rows.get(count, morpheme)
    if spans is None or (shape.lead and rows.get(count, shape.lead) != spans):
        return None
    return Items(spans, "distant")
