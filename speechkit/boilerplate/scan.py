"""One scan of the whole text for the words of all rules, and which lines each rule might take because of them.

The automaton holds every literal and sure cue in every spelling; a line is folded, and a rule's own pattern tried on
it, only where one of the rule's words stands in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from speechkit.passes import Draft, Line
from speechkit.rules.fold import fold, narrow
from speechkit.rules.store import Rule, RuleSet, rules, spelled, telling


class Owner(NamedTuple):
    """A rule that a word belongs to: its place in the list of rules, and the longest line that it takes."""

    rule: int
    longest: int
    inline: bool


class Scanner:
    """The automaton over the words of some rules."""

    def __init__(self, known: tuple[Rule, ...]) -> None:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  # 2 ms to import, not needed for --help

        self.rules = known
        owners: dict[str, list[Owner]] = {}
        for number, rule in enumerate(known):
            owner = Owner(number, rule.longest, rule.where == "inline")
            for word in rule.words():
                for spelling in spelled(word):
                    held = owners.setdefault(spelling, [])
                    if not held or held[-1] is not owner:
                        held.append(owner)
        self.owners = list(owners.values())
        self.reach = [max(10**9 if each.inline else each.longest for each in held) for held in self.owners]
        self._automaton: Any = AhoCorasick(list(owners))

    def scan(self, text: str, lines: list[Line]) -> tuple[dict[int, list[Rule]], dict[int, list[tuple[Rule, int]]]]:
        """Return line number -> line rules to try, and line number -> inline rules with the offset of their word.

        Numbers are indices into `lines`; offsets are code points of the text. Rules keep their order.
        """
        tried: dict[int, set[int]] = {}
        inline: dict[int, list[tuple[Rule, int]]] = {}
        owners, reach, at, last = self.owners, self.reach, 0, len(lines)
        highs = [line.high for line in lines]
        sizes = [line.end - line.start for line in lines]
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            while at < last and highs[at] < end:
                at += 1
            if at == last:
                break
            length = sizes[at]
            if length > reach[word]:
                continue
            for rule, longest, within in owners[word]:
                if within:
                    inline.setdefault(at, []).append((self.rules[rule], start))
                elif length <= longest:
                    tried.setdefault(at, set()).add(rule)
        return {at: [self.rules[rule] for rule in sorted(held)] for at, held in tried.items()}, inline

    def hits(self, text: str) -> list[tuple[int, Rule]]:
        """Return offset and rule for each word of a line rule that stands in a short text."""
        return [
            (start, self.rules[owner.rule])
            for word, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)
            for owner in self.owners[word]
            if not owner.inline
        ]


@lru_cache(maxsize=8)
def scanner(own: RuleSet | None = None) -> Scanner:
    """Return the scanner over the rules of the package and a user's own, made on first use."""
    return Scanner(rules() if own is None else (*rules(), *own.rules))


def folder(draft: Draft) -> Callable[[str], str]:
    """Return the folding for the lines of a draft.

    In simplified text only a line with a traditional character that some rule knows is simplified: that spares the
    table of characters, and two thirds of the time.
    """
    if draft.script != "simplified" or draft.options.rules:  # a user's rule may know characters of its own
        return fold
    odd = telling()

    def narrowed(text: str) -> str:
        return fold(text) if odd.search(text) else narrow(text)

    return narrowed
