"""Phrases inside a line: they go with the blanks that the site put in before them, and the two sides are joined."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from speechkit.boilerplate.learning import learn_field
from speechkit.boilerplate.verdict import Verdict
from speechkit.ledger import Cut
from speechkit.passes import Draft, Line
from speechkit.rules.store import Rule

_NOTICE: Final = "\N{LEFT TORTOISE SHELL BRACKET}"  # a gap's own line: see boilerplate.gaps
_AROUND: Final = 80  # code points on either side of a rule's word that its pattern may see


def inline_cuts(
    draft: Draft,
    lines: list[Line],
    inline: dict[int, list[tuple[Rule, int]]],
    gone: dict[int, Verdict],
    fold: Callable[[str], str],
) -> list[Cut]:
    """Return the cuts inside lines that stay; sorted and disjoint within a line."""
    cuts: list[Cut] = []
    for at, hits in inline.items():
        if at in gone or lines[at].body.startswith(_NOTICE):
            continue
        line, done = lines[at], lines[at].start
        for rule, offset in sorted(hits, key=lambda hit: hit[1]):
            low, high = max(done, offset - _AROUND), min(line.end, offset + _AROUND)
            if rule.takes == "gap" or offset < done or (high < line.end and rule.pattern.endswith("$")):
                continue
            found = _phrase(rule, fold, draft.text[low:high], offset - low)
            if found is None:
                continue
            start, end = low + found.start(), low + found.end()
            whole = (start, end) == (line.start, line.end)
            cuts.append(Cut(line.low, line.high, "", rule.id) if whole else Cut(start, end, "", rule.id))
            for group, field in rule.keep.items():
                if found[group]:
                    learn_field(draft, field, low + found.start(group), low + found.end(group))
            if rule.warns:
                draft.warn(rule.warns, rule.title, start, end)
            done = end
    return cuts


@lru_cache(512)  # a seller says the same over and over
def _phrase(rule: Rule, fold: Callable[[str], str], window: str, offset: int) -> re.Match[str] | None:
    """Return the match of a rule that holds an offset of a window."""
    for found in rule.phrases(fold(window)):
        if found.start() > offset:
            break
        if offset < found.end():
            return found
    return None
