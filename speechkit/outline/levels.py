"""Levels: the depth of each heading in the tree, from the order in which the styles of markers nest.

A stack of styles: a style that is on it is returned to, a new one is a child of the last, but never of one that ranks
below it, unless the numbers show that this author nests them so. Where a document skips a layer the levels close up; an
annex begins with an empty stack. Where the numbers show that a parent is lost (（一） （二） 二、 （一）: no 一、), its
children keep the level that such headings have elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from speechkit.outline.markers import Style


class Entry(Struct, gc=False):
    """A heading on its way into the tree: `level` from 1, `parent` an index into the list of entries or None.

    `orphan`: the heading that it stood under is lost, so it is deeper than its parent's children are.
    """

    style: Style
    number: int
    scope: int
    level: int = 0
    parent: int | None = None
    orphan: bool = False


def nest(entries: Sequence[Entry]) -> None:
    """Give every entry its level and its parent."""
    _Tree(entries).grow()


class _Tree:
    """The headings on the way from the root to the latest one, and what the numbers have shown so far."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._following = _following(entries)
        self._stack: list[int] = []
        self._latest: dict[tuple[Style, int], int] = {}
        self._inverted: set[tuple[Style, Style, int]] = set()
        self._lost: list[tuple[int, int]] = []

    def grow(self) -> None:
        """Hang every entry below its parent."""
        entries, stack, latest, first = self._entries, self._stack, self._latest, 0
        scope = entries[0].scope if entries else 0
        for index, entry in enumerate(entries):
            if entry.scope != scope:
                stack.clear()
                first, scope = index, entry.scope
            surpassed = self._unwind(index)
            parent = stack[-1] if stack else None
            if surpassed and self._is_late(entry):
                self._lost.append((first if parent is None else parent + 1, index))
            entry.level = 1 if parent is None else entries[parent].level + 1
            entry.parent = parent
            latest[entry.style, scope] = entry.number
            stack.append(index)
        self._deepen()

    def _unwind(self, index: int) -> bool:
        """Leave on the stack only what the entry stands under; tell whether siblings of a lower style came first."""
        entries, stack = self._entries, self._stack
        style = entries[index].style
        for height, other in enumerate(stack):
            if entries[other].style is style:
                del stack[height:]
                return False
        height = len(stack)
        while stack and entries[stack[-1]].style > style and not self._is_inverted(stack[-1], index):
            stack.pop()
        return len(stack) < height

    def _is_inverted(self, above: int, index: int) -> bool:
        """Tell whether the author nests a higher style under a lower one: 1. 一、 二、 and then 2.."""
        upper, entry, after = self._entries[above], self._entries[index], self._following[above]
        pair = (upper.style, entry.style, entry.scope)
        if entry.number == 1 and after > index and self._entries[after].number == upper.number + 1:
            self._inverted.add(pair)
        return pair in self._inverted

    def _is_late(self, entry: Entry) -> bool:
        """Tell whether the sibling before an entry is lost: its number neither begins nor counts on."""
        return entry.number not in {0, 1, self._latest.get((entry.style, entry.scope), 0) + 1}

    def _deepen(self) -> None:
        """Put the children of lost headings one level deeper."""
        for start, end in self._lost:
            for entry in self._entries[start:end]:
                entry.level += 1
                entry.orphan = True


def _following(entries: Sequence[Entry]) -> list[int]:
    """Return, for each entry, the index of the next one of its style and scope; 0 if there is none."""
    out = [0] * len(entries)
    seen: dict[tuple[Style, int], int] = {}
    for index in range(len(entries) - 1, -1, -1):
        key = (entries[index].style, entries[index].scope)
        out[index] = seen.get(key, 0)
        seen[key] = index
    return out
