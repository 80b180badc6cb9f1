"""The lexicon of set phrases (提法) and where its phrases stand in a text.

A phrase is looked for with enumeration commas, with commas, and run together: 不忘初心、牢记使命 is printed in all
three ways. Years and sources in data/formulations.tsv are facts collected by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from speechkit import chars
from speechkit.automaton import Automaton
from speechkit.rules.lexicon import data_text
from speechkit.slogans.sheet import KEPT

if TYPE_CHECKING:
    from speechkit.rules.phrases import Lexicon

# The source of a user's own phrase.
USER: Final = "user lexicon"
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


class Hit(Struct, frozen=True, gc=False):
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
def set_numerals() -> frozenset[str]:
    """Return the keys of the numeral abbreviations in the lexicon: a chance row is not what they stand for."""
    return frozenset(phrase.key for phrase in phrases() if phrase.numeral)


class _Finder(NamedTuple):
    """An automaton over all ways in which phrases are printed; of each the phrase, and whether it is turned round.

    `known` are the hits of lines that were read before: lines come again, and no scan of a page is as dear as this one.
    """

    automaton: Automaton
    owners: list[tuple[Phrase, bool]]
    known: dict[str, tuple[Hit, ...]]


_FINDERS: Final[dict[str, _Finder]] = {}
# Lexicons whose automaton is kept: a run has one.
_MOST: Final = 8
# Lines whose hits are kept.
_LINES: Final = 4_096
_NONE: Final = (-1, -1, sys.maxsize)


def _finder(lexicon: Lexicon | None) -> _Finder:
    name = lexicon.sha256 if lexicon else ""
    finder = _FINDERS.get(name)
    if finder is None:
        if len(_FINDERS) >= _MOST:
            _FINDERS.clear()
        finder = _FINDERS[name] = _make(lexicon)
    return finder


def _make(lexicon: Lexicon | None) -> _Finder:
    own = [Phrase(text, kind, "", USER) for text, kind in lexicon.phrases] if lexicon else []
    variants: dict[str, tuple[Phrase, bool]] = {}
    everything = (*own, *phrases())
    for ways, turned in ((_ways, False), (_turned, True)):  # as it stands in the lexicon goes first
        for phrase in everything:
            owner = (phrase, turned)
            for way in ways(phrase):
                variants.setdefault(way, owner)
    return _Finder(Automaton(list(variants), longest=True), list(variants.values()), {})


def _ways(phrase: Phrase) -> Sequence[str]:
    """Return every way in which the marks of a phrase are printed."""
    text, mark = phrase.text, chars.ENUMERATION_COMMA
    return [text.replace(mark, other) for other in (mark, chars.COMMA, ",", "")] if mark in text else (text,)


def _turned(phrase: Phrase) -> Sequence[str]:
    """Return two equal clauses the other way round: 抓铁有痕、踏石留印."""
    clauses = phrase.text.split(chars.ENUMERATION_COMMA)
    if len(clauses) != 2 or not len(clauses[0]) == len(clauses[1]) > 3:
        return ()
    return [mark.join(clauses[::-1]) for mark in (chars.ENUMERATION_COMMA, chars.COMMA, ",")]


@lru_cache(maxsize=4_096)
def _key(phrase: Phrase, turned: bool) -> str:
    """Return the key of a phrase, or of its clauses the other way round; made when one is found, which few are."""
    return "".join(phrase.text.split(chars.ENUMERATION_COMMA)[::-1]) if turned else phrase.key


def hits(lines: Sequence[tuple[int, str]], lexicon: Lexicon | None = None) -> list[Hit]:
    """Return the phrases that stand in lines of a simplified text, longest first at each place, disjoint and in order.

    Lines come with their offsets; no phrase goes on in the next one. `lexicon` holds the user's own phrases, beside
    those of the package.
    """
    finder = _finder(lexicon)
    known = finder.known
    fresh = _scanned(finder, [line for _, line in lines if line not in known])
    out: list[Hit] = []
    for at, line in lines:
        found = known.get(line)
        found = fresh[line] if found is None else found
        out += [Hit(hit.phrase, hit.key, at + hit.start, at + hit.end) for hit in found]
    if 0 < len(fresh) < _LINES:
        if len(known) > _LINES:
            known.clear()
        known.update({line: found for line, found in fresh.items() if len(line) <= KEPT})
    return out


def _scanned(finder: _Finder, lines: list[str]) -> dict[str, tuple[Hit, ...]]:
    """Return the hits of each line by their offsets in it; one scan for all."""
    if not lines:
        return {}
    automaton, owners, _ = finder
    places = iter(automaton.find("\n".join(lines)))
    index, start, end = next(places, _NONE)
    out: dict[str, tuple[Hit, ...]] = {}
    at = 0
    for line in lines:
        found, stop = [], at + len(line)
        while end <= stop:
            phrase, turned = owners[index]
            found.append(Hit(phrase, _key(phrase, turned), start - at, end - at))
            index, start, end = next(places, _NONE)
        out[line] = tuple(found)
        at = stop + 1
    return out
