"""How likely a decoded text is in the languages that an encoding is used for, in nats (natural logarithms).

A right decoding of Chinese costs about 6 nats a character, a wrong one 10 to 13. The sum over the same bytes tells one
encoding from another even where each makes some text of them. Nothing here is built before the first file that is not
plain UTF-8 asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, Literal

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.rules.lexicon import data_text

Language = Literal["chinese", "japanese", "korean", "russian", "western", "any"]

ASCII: Final = 3.0  # nats of a character below U+0080, in every encoding the same
_ODD: Final = 2.0  # more, of a sign that is rare in ASCII text, or of a capital after a small letter
BAD: Final = 9.0  # of a byte that the codec does not take: dearer than a rare character, cheaper than two
RARE: Final = 12.5  # of a character that the language hardly uses
_FOREIGN: Final = 11.0  # of one that it does not use at all but that stands in its tables on purpose
_LONE: Final = 3.0  # for a Han character or a syllable of Hangul beside Latin letters only
_RISEN: Final = 3.0  # for a capital after a small letter, which KOI8-R and windows-1251 swap, or a Latin neighbour
_DOUBLED: Final = 4.0  # for a second letter beyond ASCII in a row, in a Western language

# Marks of Chinese text, which word lists lack, by how common they are in official documents.
_MARKS: Final = (
    (3.3, "的" + chars.COMMA),
    (4.0, chars.STOP + chars.ENUMERATION_COMMA + chars.IDEOGRAPHIC_SPACE),
    (5.0, chars.COLON + chars.SEMICOLON + chars.LEFT_QUOTE + chars.RIGHT_QUOTE + chars.LEFT_TITLE_MARK),
    (5.5, chars.RIGHT_TITLE_MARK + chars.LEFT_CORNER + chars.RIGHT_CORNER + chars.DASH + chars.NO_BREAK_SPACE),
    (6.0, chars.LEFT_PARENTHESIS + chars.RIGHT_PARENTHESIS + chars.EXCLAMATION + chars.QUESTION + chars.ELLIPSIS),
    (7.0, chars.MIDDLE_DOT + chars.LEFT_SINGLE_QUOTE + chars.RIGHT_SINGLE_QUOTE + "〇〈〉『』【】"),
    (8.0, "\N{BLACK CIRCLE}\N{WHITE CIRCLE}\N{BLACK SQUARE}\N{WHITE SQUARE}\N{BLACK DIAMOND}\N{REFERENCE MARK}"),
    (8.0, "\N{DEGREE SIGN}\N{MULTIPLICATION SIGN}\N{RIGHTWARDS ARROW}\N{BLACK STAR}\N{PER MILLE SIGN}\N{BULLET}"),
)
_CYRILLIC: Final = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"  # by frequency
# The commonest syllables of Korean, three tiers.
_HANGUL: Final = (
    (4.0, "이다는을의에가고하지"),
    (4.8, "한기를도사로은인그나대어자리서아들시있해일정보수게과만"),
    (5.6, "여부라전스장제상것주원성구공면안조오우무소동생신미경관위치마연방"),
    (5.6, "적세유회문학국했때물없말으할된되던며습니까요년월내외중야러려모르였었히속당"),
)  # fmt: skip
_KANA: Final = (
    (3.6, "のいるとしにたをはでてがなっ"),
    (4.6, "れからすもこさあうきくけだつまりそどえんせちめみおやよわばべじげびぶごずしょゆろひへほね\u30fc"),
)
_BRACKETS: Final = (
    chars.LEFT_PARENTHESIS + chars.RIGHT_PARENTHESIS + chars.EXCLAMATION + chars.QUESTION + chars.COLON
    + chars.IDEOGRAPHIC_SPACE
)  # fmt: skip
_LETTERS: Final = "éèàùâêîôûëïüçäößñáíóúåøæãõ"
_PRINTED: Final = (
    chars.RIGHT_SINGLE_QUOTE + chars.LEFT_QUOTE + chars.RIGHT_QUOTE + chars.LEFT_SINGLE_QUOTE + chars.DASH
    + "\N{EN DASH}" + chars.NO_BREAK_SPACE + chars.ELLIPSIS + chars.BULLET + "\N{COPYRIGHT SIGN}\N{POUND SIGN}"
    "\N{EURO SIGN}\N{DEGREE SIGN}\N{SECTION SIGN}\N{REGISTERED SIGN}\N{TRADE MARK SIGN}«»"
)  # fmt: skip

_EAST: Final = f"[{chars.HAN}\uac00-\ud7a3]"
# A character with a letter before it and nothing but ASCII behind; one with no letter but ASCII before, and one behind.
_LONE_HAN: Final = (
    lazy(f"[A-Za-z]{_EAST}(?![^\x00-\x7f])"),
    lazy(f"[\x00-@\\[-`{{-\x7f]{_EAST}(?=[A-Za-z])"),
)
_LETTER: Final = lazy("[A-Za-z]")
_RISEN_LETTER: Final = lazy("(?<=[а-яё])[А-ЯЁ]|(?<=[A-Za-z])[Ѐ-ӿ]|[Ѐ-ӿ](?=[A-Za-z])")
_LATIN_ROW: Final = lazy("(?<=[À-ÿ])[À-ÿ]|(?<=[À-ſ])[¡-¶¸-º¼-¿]|(?<=[a-z])[À-ÞŠŽŸ](?=[a-z])")
_BEYOND: Final = lazy("[^\x00-\x7f]+")
_CONTROL: Final = lazy("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
_SIGN: Final = (lazy("[#$%&*+;?@\\[\\\\\\]^_`{|}~!]"), lazy("[a-z](?=[A-Z])"))


def weigh(text: str, language: Language) -> tuple[float, float, int]:
    """Return minus the logarithm of the likelihood of a decoded text, the part of it that is beyond ASCII, its length.

    ASCII costs the same everywhere, so that a codec which swallows an ASCII byte as half of a character pays for it.
    """
    beyond = "".join(_BEYOND.findall(text))
    dear = sum(map(_weights(language), beyond)) + _manner(text, language)
    signs = sum([len(pattern.findall(text)) for pattern in _SIGN])
    plain = ASCII * (len(text) - len(beyond)) + RARE * len(_CONTROL.findall(text)) + _ODD * signs
    return plain + dear, dear, len(beyond)


def costs(characters: Iterable[str], language: Language) -> list[float]:
    """Return the nats of each character by itself; of one that is written as two, as if it were rare."""
    return list(map(_weights(language), characters))


def _manner(text: str, language: Language) -> float:
    """Return what a text costs for how its characters stand beside each other."""
    cost = 0.0
    if language in {"chinese", "japanese", "korean", "any"} and _LETTER.search(text):
        line = "\n" + text
        cost += _LONE * sum([len(pattern.findall(line)) for pattern in _LONE_HAN])
    if language in {"russian", "any"}:
        cost += _RISEN * len(_RISEN_LETTER.findall(text))
    if language in {"western", "any"}:
        cost += _DOUBLED * len(_LATIN_ROW.findall(text))
    return cost


class _Table(dict[str, float]):
    """Nats by character; what it lacks is worked out once by `rest`."""

    def __init__(self, known: Iterable[tuple[float, str]], rest: Callable[[str], float]) -> None:
        super().__init__((char, cost) for cost, run in known for char in run)
        self._rest = rest
        self[chars.REPLACEMENT] = BAD

    def __missing__(self, char: str) -> float:
        cost = self[char] = self._rest(char)
        return cost


@cache
def _weights(language: Language) -> Callable[[str], float]:
    return _TABLES[language]().__getitem__


@cache
def _han() -> tuple[tuple[float, str], ...]:
    """Return (nats, characters), both scripts, the rarest first so that a mark's own entry comes last."""
    lines = (line.split("\t") for line in data_text("characters.tsv").split("\n") if line[:1].isdigit())
    return (*((float(cost), run) for cost, run in lines), *_MARKS)


def _chinese() -> _Table:
    def rest(char: str) -> float:
        if "\uff01" <= char <= "\uff5e":
            return 8.0  # full-width letters, digits and signs
        if "\u2460" <= char <= "\u257f" or "\u2160" <= char <= "\u216b":
            return 9.0  # circled numbers, the lines of boxes, Roman numerals
        if "\u3041" <= char <= "\u30fe":
            return 9.5  # kana, which GB 2312 has for a purpose
        return _odd(char)

    return _Table(_han(), rest)


def _odd(char: str) -> float:
    """Return the nats of a character that the language itself does not use."""
    if char >= "\U00020000":
        return RARE + 1
    if "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000":
        return RARE + 3  # private use
    return RARE if char >= "\u2e80" else _FOREIGN


def _japanese() -> _Table:
    def rest(char: str) -> float:
        if "\u3041" <= char <= "\u30fe":
            return 5.5
        if "\u4e00" <= char <= "\u9fff":
            return 8.0 if _lead(char, "euc_jp") < 0xD0 else 11.5  # below D0: JIS level 1
        return 9.5 if "\uff61" <= char <= "\uff9f" else _odd(char)

    marks = ((4.0, "。、「」"), (6.5, "『』\u30fb" + _BRACKETS))
    return _Table((*marks, *_KANA), rest)


def _korean() -> _Table:
    def rest(char: str) -> float:
        if "\uac00" <= char <= "\ud7a3":
            return 8.0 if _lead(char, "euc_kr") else 11.5  # the syllables that KS X 1001 has; the rest are rare
        return 11.0 if "\u4e00" <= char <= "\u9fff" else _odd(char)

    marks = ((6.5, chars.LEFT_QUOTE + chars.RIGHT_QUOTE + chars.MIDDLE_DOT + "「」《》"),)
    return _Table((*marks, *reversed(_HANGUL)), rest)


def _lead(char: str, codec: str) -> int:
    """Return the first of the two bytes that a character has in a codec, 0 or FF where it has none."""
    data = char.encode(codec, "ignore")
    return data[0] if len(data) == 2 else 0 if codec == "euc_kr" else 0xFF


def _russian() -> _Table:
    letters = [(2.6 + number / 7, letter) for number, letter in enumerate(_CYRILLIC)]
    capitals = [(cost + 2.5, letter.upper()) for cost, letter in letters]
    marks = [(5.5, "«»№" + chars.DASH + chars.NO_BREAK_SPACE + chars.ELLIPSIS + chars.LEFT_QUOTE + chars.RIGHT_QUOTE)]
    return _Table([*letters, *capitals, *marks], lambda _: _FOREIGN)


def _western() -> _Table:
    known = [
        (4.0, _LETTERS),
        (6.5, _LETTERS.replace("ß", "").upper()),
        (5.0, _PRINTED),
        (6.5, "¿¡ºª" + chars.MIDDLE_DOT),
        (8.0, "½¼¾²³±×"),
    ]
    return _Table(known, lambda char: RARE if "\x80" <= char <= "\x9f" else 9.0)


def _any() -> _Table:
    tables = [_TABLES[name]() for name in ("western", "russian", "korean", "japanese", "chinese")]
    known = [(cost + 0.5, char) for table in tables for char, cost in table.items() if char != chars.REPLACEMENT]
    known.sort(reverse=True)  # the language that uses a character most speaks last

    def rest(char: str) -> float:
        if char[0].isalpha() and not "\u2e80" <= char < "\uac00":
            return 9.0 if char < "\U00010000" else 11.0  # letters of other scripts
        if char < "\u0900" or "\U0001f000" <= char < "\U0001fb00":
            return 10.0  # marks, accents by themselves, emoji
        return _odd(char)

    return _Table(known, rest)


_TABLES: Final[dict[str, Callable[[], _Table]]] = {
    "chinese": _chinese,
    "japanese": _japanese,
    "korean": _korean,
    "russian": _russian,
    "western": _western,
    "any": _any,
}
