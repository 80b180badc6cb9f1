"""The lexicon of set phrases (提法) and where its phrases stand in a text.

A phrase is looked for with marks between its clauses, be they enumeration commas, commas or semicolons, and run
together: 不忘初心、牢记使命 is printed in all these ways. Years and sources in data/formulations.tsv are facts
collected by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from msgspec import Struct

from speechkit import chars
from speechkit.automaton import Automaton
from speechkit.document import SloganKind
from speechkit.rules.lexicon import data_text
from speechkit.slogans.clauses import is_word
from speechkit.slogans.sheet import KEPT

if TYPE_CHECKING:
    from speechkit.rules.phrases import Lexicon

# The source of a user's own phrase.
USER: Final = "user lexicon"
# Beside the other lexicons (see rules.lexicon).
_NUMERAL: Final = "numeral_abbreviation"
# ... in a row of the lexicon.
_AS_NUMERAL: Final = f"\t{_NUMERAL}\t"
_AS_MAXIM: Final = "\tmaxim\t"
# Characters by which a phrase is met first: fewer are met more often in vain, more make a larger automaton.
_HEAD: Final = 5
_BEHIND: Final = (
    f"{chars.ENUMERATION_COMMA}\t{''.join(get_args(SloganKind))}"  # what may follow a phrase of two in its row
)
# The first texts, if they have at most so many characters, are searched for what they can hold only; so many times,
# for a page comes again when it has been repaired.
_SHORT: Final = 20_000
_PICKS: Final = 3
# A phrase of so few characters may be cut out of longer words.
_TIGHT: Final = 3


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
def _rows() -> tuple[str, ...]:
    """Return the lines of the lexicon, sorted: few of its phrases are met, so few lines are taken apart."""
    return tuple([line for line in data_text("formulations.tsv").split("\n") if line and line[0] != "#"])


@lru_cache(maxsize=4_096)
def _phrase(row: str) -> Phrase:
    return Phrase(*row.split("\t"))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the lexicon, sorted."""
    return tuple([Phrase(*row.split("\t")) for row in _rows()])


@cache
def set_numerals() -> frozenset[str]:
    """Return the keys of the numeral abbreviations in the lexicon: a chance row is not what they stand for."""
    return frozenset(_phrase(row).key for row in _rows() if _AS_NUMERAL in row)


class _Way(NamedTuple):
    """How a phrase is printed, with every mark a comma; and its key, the clauses of which may be turned round."""

    form: str
    phrase: Phrase
    key: str


class _Finder:
    """Finds phrases by their first characters; what goes on as a phrase does is one.

    An automaton of whole phrases takes five times as long to build.
    """

    def __init__(self, rows: Iterable[str]) -> None:
        heads: dict[str, list[str]] = {}
        for row in rows:
            for head in _heads(row):
                heads.setdefault(head, []).append(row)
        self._automaton = Automaton(list(heads))
        self._heads = list(heads.items())
        self._ways: dict[int, list[_Way]] = {}

    def met(self, text: str) -> list[tuple[int, int, _Way]]:
        """Return where each head begins that goes on as a phrase does, minus how long the longest is, and which it is.

        Every mark of the text is a comma. Two that begin together are of different length.
        """
        ways, starts = self._ways, text.startswith
        found = []
        for number, start, _ in self._automaton.find(text):
            for way in ways.get(number) or self._ways_of(number):
                if starts(way[0], start):
                    found.append((start, -len(way[0]), way))
                    break
        return found

    def _ways_of(self, number: int) -> list[_Way]:
        head, rows = self._heads[number]
        every = [way for row in rows for way in _ways(_phrase(row)) if way.form.startswith(head)]
        found = self._ways[number] = sorted(every, key=lambda way: (-len(way.form), way.key != way.phrase.key))
        return found


class _Finders:
    """The finder of the phrases whose characters the first texts have, if they are short; then that of all.

    `known` are the hits of lines that were read before: lines come again, and no scan of a page is as dear as this one.
    """

    def __init__(self, rows: Sequence[str]) -> None:
        self.known: dict[str, tuple[Hit, ...]] = {}
        self._rows = rows
        self._whole: _Finder | None = None
        self._some: _Finder | None = None
        self._letters: frozenset[str] = frozenset(_BEHIND)
        self._picks = 0

    def finder(self, text: str) -> _Finder:
        """Return a finder that knows every phrase this text can hold."""
        if self._whole:
            return self._whole
        if self._some and self._letters.issuperset(text):
            return self._some
        if self._picks == _PICKS or len(text) > _SHORT:
            self._whole, self._some = _Finder(self._rows), None
            return self._whole
        self._picks += 1
        self._letters = self._letters.union(text)
        has = self._letters.issuperset
        self._some = _Finder(row for row in self._rows if has(row[:_HEAD]))
        return self._some


_FINDERS: Final[dict[str, _Finders]] = {}
# Lexicons whose automaton is kept: a run has one.
_MOST: Final = 8
# Lines whose hits are kept.
_LINES: Final = 4_096


def _finders(lexicon: Lexicon | None) -> _Finders:
    name = lexicon.sha256 if lexicon else ""
    finders = _FINDERS.get(name)
    if finders is None:
        if len(_FINDERS) >= _MOST:
            _FINDERS.clear()
        mark = chars.ENUMERATION_COMMA
        own = [f"{_marked(phrase, mark)}\t{kind}\t\t{USER}" for phrase, kind in lexicon.phrases] if lexicon else ()
        finders = _FINDERS[name] = _Finders((*own, *_rows()))
    return finders


def _heads(row: str) -> Iterable[str]:
    """Return the first characters of every way in which the phrase of a row is printed."""
    phrase = row.partition("\t")[0]
    if chars.ENUMERATION_COMMA not in phrase:
        return (phrase[:_HEAD],)
    clauses = phrase.split(chars.ENUMERATION_COMMA)
    heads = [chars.COMMA.join(clauses)[:_HEAD], "".join(clauses)[:_HEAD]]
    if _turns(clauses) and _AS_MAXIM not in row:
        heads.append(chars.COMMA.join(clauses[::-1])[:_HEAD])
    return dict.fromkeys(heads)


def _ways(phrase: Phrase) -> list[_Way]:
    """Return every way in which a phrase is printed: 抓铁有痕、踏石留印 is turned round too, no maxim is."""
    clauses = phrase.text.split(chars.ENUMERATION_COMMA)
    ways = [_Way(chars.COMMA.join(clauses), phrase, phrase.key)]
    if len(clauses) > 1:
        ways.append(_Way("".join(clauses), phrase, phrase.key))
        if _turns(clauses) and phrase.kind != "maxim":
            clauses.reverse()
            ways.append(_Way(chars.COMMA.join(clauses), phrase, "".join(clauses)))
    return ways


def _turns(clauses: Sequence[str]) -> bool:
    return len(clauses) == 2 and len(clauses[0]) == len(clauses[1]) > 3


def _marked(text: str, mark: str) -> str:
    """Return a text with one mark for all that may stand between the clauses of a phrase; as long as it was."""
    for other in (chars.ENUMERATION_COMMA, chars.COMMA, ",", chars.SEMICOLON, ";"):
        text = text.replace(other, mark)
    return text


def hits(lines: Sequence[tuple[int, str]], lexicon: Lexicon | None = None) -> list[Hit]:
    """Return the phrases that stand in lines of a simplified text, longest first at each place, disjoint and in order.

    Lines come with their offsets; no phrase goes on in the next one. `lexicon` holds the user's own phrases, beside
    those of the package.
    """
    finders = _finders(lexicon)
    known = finders.known
    fresh = _scanned(finders, [line for _, line in lines if line not in known])
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


def _scanned(finders: _Finders, lines: list[str]) -> dict[str, tuple[Hit, ...]]:
    """Return the hits of each line by their offsets in it; one scan for all."""
    if not lines:
        return {}
    places = iter(_longest(finders, "\n".join(lines)))
    hit = next(places, None)
    out: dict[str, tuple[Hit, ...]] = {}
    at = 0
    for line in lines:
        found, stop = [], at + len(line)
        while hit and hit.end <= stop:
            found.append(Hit(hit.phrase, hit.key, hit.start - at, hit.end - at))
            hit = next(places, None)
        out[line] = tuple(found)
        at = stop + 1
    return out


def _longest(finders: _Finders, text: str) -> Iterator[Hit]:
    text = _marked(text, chars.COMMA)
    met = finders.finder(text).met(text)
    met.sort()
    reached = 0
    for start, minus, (_, phrase, key) in met:
        if start >= reached and (phrase.source == USER or not _goes_on(text, start, start - minus)):
            reached = start - minus
            yield Hit(phrase, key, start, reached)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether what stands at text[start:end] is part of other words: 不能腐|败, 从严打|击, 从0到1|5."""
    after = text[end : end + 1]
    if after.isascii():
        figure = after.isdigit() or (after == "." and text[end + 1 : end + 2].isdigit())
        return figure and text[end - 1].isdigit()
    return end - start <= _TIGHT and is_word(text[end - 1] + after) and not is_word(text[end : end + 2])
