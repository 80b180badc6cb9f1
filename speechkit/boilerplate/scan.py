"""One scan of the whole text for the words of all rules, and which lines each rule might take because of them.

The automaton holds every literal and sure cue in every spelling; a line is folded, and a rule's own pattern tried on
it, only where one of the rule's words stands in it. What was found in a line is kept for the next round.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from speechkit.automaton import Automaton
from speechkit.passes import Draft, Line
from speechkit.rules.fold import fold, narrow
from speechkit.rules.store import Rule, RuleSet, rules, spelled, telling

Tried = dict[int, list[Rule]]
Inline = dict[int, list[tuple[Rule, int]]]
Hit = tuple[int, Rule]  # where a word of a rule stands
Word = tuple[int, int, int]  # the place in the list of words; start and end in a line, counted from Line.low


class Owner(NamedTuple):
    """A rule that a word belongs to: its place in the list of rules, and the longest line that it takes."""

    rule: int
    longest: int
    inline: bool


class Scanner:
    """The automaton over the words of some rules."""

    def __init__(self, known: tuple[Rule, ...]) -> None:
        self.rules = known
        owners: dict[str, list[Owner]] = {}
        reach: dict[str, int] = {}
        for number, rule in enumerate(known):
            owner = Owner(number, rule.longest, rule.where == "inline")
            limit = 10**9 if owner.inline else owner.longest
            for word in rule.words():
                for spelling in spelled(word):
                    held = owners.get(spelling)
                    if held is None:
                        owners[spelling], reach[spelling] = [owner], limit
                    elif held[-1] is not owner:
                        held.append(owner)
                        reach[spelling] = max(reach[spelling], limit)
        self.owners, self.reach = list(owners.values()), list(reach.values())
        self._automaton = Automaton(list(owners))
        self._alone = [frozenset([number]) for number in range(len(known))]

    def words(self, text: str, lines: list[Line]) -> dict[int, list[Word]]:
        """Return line number -> the words of rules in the line, in order; numbers are indices into `lines`."""
        found: dict[int, list[Word]] = {}
        if not lines:
            return found
        at, last = 0, len(lines) - 1
        low, high = lines[0].low, lines[0].high
        words: list[Word] = []
        for word, start, end in self._automaton.find(text):
            if high < end:
                while high < end:
                    if at == last:
                        return found
                    at += 1
                    high = lines[at].high
                low, words = lines[at].low, []
            if not words:
                found[at] = words
            words.append((word, start - low, end - low))
        return found

    def sorted_out(self, lines: list[Line], found: dict[int, list[Word]]) -> tuple[Tried, Inline]:
        """Return line number -> line rules to try, and line number -> inline rules with the offset of their word.

        Offsets are code points of the text. Rules keep their order.
        """
        tried: dict[int, frozenset[int]] = {}
        inline: Inline = {}
        owners, reach, rules, alone = self.owners, self.reach, self.rules, self._alone
        for at, words in found.items():
            line = lines[at]
            length = line.end - line.start
            for word, start, _ in words:
                if length > reach[word]:
                    continue
                for rule, longest, within in owners[word]:
                    if within:
                        inline.setdefault(at, []).append((rules[rule], line.low + start))
                    elif length <= longest:
                        held = tried.get(at)
                        if held is None:
                            tried[at] = alone[rule]
                        elif rule not in held:
                            tried[at] = held | alone[rule]
        sets = {held: [rules[rule] for rule in sorted(held)] for held in set(tried.values())}
        return {at: sets[held] for at, held in tried.items()}, inline

    def scan(self, text: str, lines: list[Line]) -> tuple[Tried, Inline]:
        """Return what sorted_out() makes of the words in a text."""
        return self.sorted_out(lines, self.words(text, lines))

    def hits(self, text: str) -> list[Hit]:
        """Return offset and rule for each word of a line rule that stands in a short text."""
        return [
            (start, self.rules[owner.rule])
            for word, start, _ in self._automaton.find(text)
            for owner in self.owners[word]
            if not owner.inline
        ]


class Found:
    """The words of rules in the lines of a draft, as its text is now."""

    def __init__(self, known: Scanner, lines: list[Line], words: dict[int, list[Word]]) -> None:
        self.known = known
        self.lines = lines
        self.words = words

    def sorted_out(self) -> tuple[Tried, Inline]:
        """Return which rules to try on which lines; see Scanner.sorted_out()."""
        return self.known.sorted_out(self.lines, self.words)

    def hits(self, at: int, start: int, end: int) -> list[Hit]:
        """Return what Scanner.hits() would find in text[start:end], a part of line `at`."""
        line, rules, owners = self.lines[at], self.known.rules, self.known.owners
        low, high = start - line.low, end - line.low
        return [
            (place - low, rules[owner.rule])
            for word, place, behind in self.words.get(at, ())
            if low <= place and behind <= high
            for owner in owners[word]
            if not owner.inline
        ]

    def carried(self, text: str, lines: list[Line]) -> dict[int, list[Word]]:
        """Return the words in the lines of a later text; only lines that are new are scanned, if they are few."""
        found: dict[int, list[Word]] = {}
        at = new = 0
        known, size = self.lines, len(self.lines)
        for number, line in enumerate(lines):
            same = at < size and known[at].body == line.body and _alike(known[at], line)
            held = at if same else self._held(line, at)
            if held >= 0:
                words, at = self.words.get(held), held + 1
            else:
                low, high = line.low, line.high
                words = self.known.words(text[low:high], [Line(0, 0, 0, high - low, "")]).get(0)
                new += 1
            if new > _FEW:
                return self.known.words(text, lines)
            if words:
                found[number] = words
        return found

    def _held(self, line: Line, at: int) -> int:
        """Return which of the next lines of this text says the same as a line of a later text, or -1."""
        body = line.body
        for number in range(at, min(at + _AHEAD, len(self.lines))):
            other = self.lines[number]
            if other.body == body and _alike(other, line):
                return number
        return -1


def _alike(one: Line, other: Line) -> bool:
    """Say whether two lines with the same body have margins of the same size."""
    return one.start - one.low == other.start - other.low and one.high - one.low == other.high - other.low


_FEW: Final = 12  # lines: each costs a call of the automaton
_AHEAD: Final = 60  # lines that may have gone between two that stay


def found_in(draft: Draft) -> Found:
    """Return the words of rules in the draft's lines; the text is scanned once, later only the lines that changed."""
    return draft.once(_found)


def _found(draft: Draft, earlier: Found | None) -> Found:
    known, text, lines = scanner(draft.options.rules), draft.text, draft.lines
    return Found(known, lines, earlier.carried(text, lines) if earlier else known.words(text, lines))


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
    return _narrowed


def _narrowed(text: str) -> str:
    return fold(text) if telling().search(text) else narrow(text)
