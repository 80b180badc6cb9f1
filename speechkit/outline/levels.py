"""Levels: the depth of each heading in the tree, from the order in which the styles of markers nest.

A stack of styles: a style that is on it is returned to, a new one is a child of the last, but never of one that ranks
below it. Where a document skips a layer the levels close up; an annex begins with an empty stack.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from speechkit.outline.markers import Style


class Entry(Struct, gc=False):
    """A heading on its way into the tree: `level` from 1, `parent` an index into the list of entries or None."""

    style: Style
    number: int
    scope: int
    level: int = 0
    parent: int | None = None


def nest(entries: Sequence[Entry]) -> None:
    """Give every entry its level and its parent."""
    following = _following(entries)
    stack: list[int] = []
    scope = 0
    for index, entry in enumerate(entries):
        if entry.scope != scope:
            stack, scope = [], entry.scope
        _unwind(entries, stack, index, following)
        entry.level = len(stack) + 1
        entry.parent = stack[-1] if stack else None
        stack.append(index)


def _unwind(entries: Sequence[Entry], stack: list[int], index: int, following: Sequence[int]) -> None:
    """Leave on the stack only what the entry stands under."""
    entry = entries[index]
    styles = [entries[i].style for i in stack]
    if entry.style in styles:
        del stack[styles.index(entry.style) :]
        return
    while stack and entries[stack[-1]].style > entry.style and not _inverted(entries, stack[-1], index, following):
        stack.pop()


def _inverted(entries: Sequence[Entry], above: int, index: int, following: Sequence[int]) -> bool:
    """Tell whether an author nests a higher style under a lower one: 1. then 一、 二、, and 2. goes on after them."""
    after = following[above]
    return entries[index].number == 1 and after > index and entries[after].number == entries[above].number + 1


def _following(entries: Sequence[Entry]) -> list[int]:
    """Return, for each entry, the index of the next one of its style and scope; 0 if there is none."""
    out = [0] * len(entries)
    seen: dict[tuple[Style, int], int] = {}
    for index in range(len(entries) - 1, -1, -1):
        key = (entries[index].style, entries[index].scope)
        out[index] = seen.get(key, 0)
        seen[key] = index
    return out
