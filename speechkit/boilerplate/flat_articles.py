"""Several articles in one line: 篇一：在…上的讲话同志们：…篇二：….

The labels count from one, and each but the first stands behind the end of a sentence.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit.boilerplate.flat_head import OCCASION, salutation
from speechkit.numerals import number_of
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_N: Final = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_LABEL: Final = lazy(rf"[【\[(]?(?:第(?P<n>{_N})篇|(?:篇|范文)(?P<m>{_N}))[】\])]?(?:[:、]| (?=\S))")
_ENDS: Final = "。!?\u2026\u201d』」)】"
_WINDOW: Final = 200  # code points behind a label: title and salutation
_GAP: Final = 6  # blanks and the last mark before a label
_TITLE: Final = 80
_STOP: Final = lazy("[。!?;]")


def article_edges(body: str) -> list[int]:
    """Return the places of the line breaks around the labels and titles of the articles in a long line."""
    if "篇" not in body and "范文" not in body:
        return []
    line = fold(body)
    labels: list[re.Match[str]] = []
    for found in _LABEL.finditer(line):
        number = number_of(found["n"] or found["m"])
        behind = line[max(0, found.start() - _GAP) : found.start()].rstrip()[-1:]
        if number == len(labels) + 1 and (number == 1 or (behind and behind in _ENDS)):
            labels.append(found)
    edges: list[int] = []
    for found in labels if len(labels) > 1 else ():
        edges += [found.start(), *_titled(line[found.end() : found.end() + _WINDOW], found.end())]
    return [edge for edge in edges if 0 < edge < len(line)]


def _titled(window: str, base: int) -> list[int]:
    """Return where the title behind a label ends, and the salutation below it."""
    stop = _STOP.search(window)
    address = salutation(window, 0, stop.start() if stop else len(window))
    if address and address[0] <= _TITLE:
        return [base + address[0], base + address[1]]
    occasion = OCCASION.match(window)
    return [base + occasion.end()] if occasion else []
