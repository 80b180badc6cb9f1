"""The lexicon of set phrases (提法) and where its phrases stand in a text.

A phrase is looked for with enumeration commas, with commas, and run together: 不忘初心、牢记使命 is printed in all
three ways. Years and sources in data/formulations.tsv are facts collected by hand.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from speechkit import chars
from speechkit.rules.lexicon import data_text

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# Beside the other lexicons (see rules.lexicon).
_NUMERAL: Final = "numeral_abbreviation"


class Phrase(NamedTuple):
    """A set phrase in simplified script: its kind, the year it became current ("" = older or not known), its source."""

    text: str
    kind: str
    since: str
    source: str

    @property
    def numeral(self) -> bool:
        """Say whether it is a numeral abbreviation."""
        return self.kind == _NUMERAL

    @property
    def key(self) -> str:
        """Return the key of its slogan: its letters."""
        return "".join(filter(str.isalnum, self.text))


class Hit(NamedTuple):
    """A phrase at text[start:end], and its key."""

    phrase: Phrase
    key: str
    start: int
    end: int


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the lexicon, sorted."""
    text = data_text("formulations.tsv")
    return tuple([Phrase(*line.split("\t")) for line in text.split("\n") if line and not line.startswith("#")])


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[Phrase, str]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  # 3 ms that a command without text never pays

    variants: dict[str, tuple[Phrase, str]] = {}
    for phrase in phrases():
        owner = phrase, phrase.key
        variants.setdefault(phrase.text, owner)
        if chars.ENUMERATION_COMMA in phrase.text:
            for mark in (chars.COMMA, ",", ""):
                variants.setdefault(phrase.text.replace(chars.ENUMERATION_COMMA, mark), owner)
    return AhoCorasick(list(variants), matchkind=MatchKind.LeftmostLongest), list(variants.values())


def hits(text: str) -> list[Hit]:
    """Return the phrases that stand in a simplified text, longest first at each place, disjoint and in order."""
    automaton, owners = _automaton()
    return [Hit(*owners[index], start, end) for index, start, end in automaton.find_matches_as_indexes(text)]
