"""Defined series: 所谓基层，就是…所谓基础，就是…; 公开承诺，就是…；领导点评，就是…; “中心”就是…“大局”就是…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.document import EnumerationKind
from speechkit.outline.spots import Layout
from speechkit.patterns import lazy

_BREAKS: Final = f"{chars.STOP}{chars.SEMICOLON};{chars.EXCLAMATION}!{chars.QUESTION}?\n\r{chars.COLON}:"
_COMMAS: Final = f",{chars.COMMA}"
_OPEN: Final = f"{chars.LEFT_QUOTE}{chars.LEFT_CORNER}"
_CLOSE: Final = f"{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}"
_TERM: Final = 16
_SO_CALLED: Final = lazy(
    f"所[谓謂](?!.?[一二三四五六七八九十两0-9])([^{_BREAKS}{_COMMAS}]{{1,{_TERM}}}?)[{_COMMAS}]?(?:就)?[是即]"
)
# Words before 就是 that define nothing.
_NO_TERM: Final = lazy(
    "[这這那此其也都更又我你他她它]|所|目的|说|說|换|換|一句|简|簡|首先|其次|最|因|关键|關鍵|根本|核心|重点|重點|原因|问题|問題|不|很|特别|特別|尤其|再|同时|另|一[是要个個]"
)


def defined(text: str, layout: Layout) -> Iterator[tuple[EnumerationKind, list[int]]]:
    """Yield the kind and the starts of every series of at least two definitions."""
    so_called = [] if "所" not in text else _so_called(text, layout)
    for group in _groups(so_called, layout):
        yield "suowei", group
    if "就是" in text:
        for group in _groups(_terms(text, layout), layout):
            if _alike(text, layout, group):
                yield "definition", group


def _so_called(text: str, layout: Layout) -> list[int]:
    starts: list[int] = []
    for word in ("所谓", "所謂"):
        at = text.find(word)
        while at >= 0:
            if layout.counts(at) and _SO_CALLED.match(text, at):
                starts.append(at)
            at = text.find(word, at + 2)
    return sorted(starts)


def _terms(text: str, layout: Layout) -> list[int]:
    """Return where a short term begins that 就是 explains, at the beginning of a sentence or clause."""
    starts: list[int] = []
    at = text.find("就是")
    while at >= 0:
        start = _term(text, at, layout)
        if start >= 0:
            starts.append(start)
        at = text.find("就是", at + 2)
    return starts


def _term(text: str, at: int, layout: Layout) -> int:
    """Return the start of the term before 就是, -1 if there is none: A，就是 or “A”就是."""
    if not layout.counts(at):
        return -1
    end = at - 1 if text[at - 1 : at] in _COMMAS else at
    quoted = text[end - 1 : end] in _CLOSE
    low = max(layout.passage(at).start, end - _TERM - 2)
    start = end
    while start > low and text[start - 1] not in _BREAKS and text[start - 1] not in _COMMAS:
        start -= 1
    if start > layout.passage(at).start and (start == low or text[start - 1] not in _BREAKS):
        return -1
    term = text[start:end]
    if not 2 <= len(term) <= _TERM or (end == at and not quoted) or _NO_TERM.match(term):
        return -1
    return start


def _groups(starts: Sequence[int], layout: Layout) -> Iterator[list[int]]:
    """Yield neighbours: in one passage, or each at the opening of the next passage under the same heading."""
    group: list[int] = []
    for start in starts:
        if group and not _next(group[-1], start, layout):
            if len(group) > 1:
                yield group
            group = []
        group.append(start)
    if len(group) > 1:
        yield group


def _next(one: int, other: int, layout: Layout) -> bool:
    step = layout.index(other) - layout.index(one)
    if step == 0:
        return True
    return step == 1 and layout.opens(one) and layout.opens(other) and layout.together(one, other)


def _alike(text: str, layout: Layout, group: Sequence[int]) -> bool:
    """Tell whether the terms are of one make: all quoted, or of nearly one length, or all announced just before."""
    terms = [text[start : text.find("就是", start)].rstrip(_COMMAS) for start in group]
    if all(term[0] in _OPEN for term in terms):
        return True
    sizes = [len(term) for term in terms]
    if max(sizes) - min(sizes) <= 1 and len(set(terms)) == len(terms):
        return True
    before = text[max(0, group[0] - 300) : group[0]]
    return sum(term in before for term in terms) * 2 > len(terms) and layout.counts(group[0])
