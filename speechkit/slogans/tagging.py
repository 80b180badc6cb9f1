"""Parts of speech of short clauses, as far as word lists tell them: 抓落实 is a verb and a verbal noun.

A tag stands for each character: the first of a word has its class, the second `_`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from speechkit.slogans.clauses import ENDED, NUMBERS, VERBS, is_idiom, is_word, word_class

# Words of one character that hold clauses together or mark them; each is a class of its own.
_MARKERS: Final = frozenset(
    "的地得了着过是要不为以在和与就更都也又再最把让使用从对向靠到出上下中里外内前后有无没能敢会想可必须应先而及其所之被令由于同比"
)
# With these a clause says what is or is to be, whatever follows: 不搞…, 让…, 以….
_OPENING: Final = frozenset("不无有没能敢会想可把让使以为从对向靠用在要应必须更最全共同再新真")
# Classes that can stand for one another, and how well: 服务 is a verb and a noun.
_NEAR: Final = {
    **dict.fromkeys(("Aa", "BV", "Bv", "BN", "VB", "Vv", "NB", "Nn", "vV", "vB", "nN", "aA"), 0.7),
    **{each + each: 1.0 for each in f"AaBNVnv0_{''.join(_MARKERS)}"},
}
# The tag of a character that is a word by itself.
_ONE: Final = {
    **dict.fromkeys(NUMBERS, "0"),
    **dict.fromkeys(ENDED, "a"),
    **dict.fromkeys(VERBS, "v"),
    **{each: each for each in _MARKERS},
}
_ALIKE: Final = 1 << 12


@lru_cache(maxsize=_ALIKE)
def tags(clause: str) -> str:
    """Return one tag for each character.

    V verb, B verbal noun, A adjective, N other word of two characters; v, a, n the same of one character; 0 number.
    """
    out, at, size = "", 0, len(clause)
    while at < size:
        one = clause[at]
        if (
            (size - at) % 2
            and one in VERBS
            and is_word(clause[at + 1 : at + 3])
            and not is_word(clause[at + 2 : at + 4])
        ):
            out += "v"
            at += 1
        elif found := word_class(clause[at : at + 2]):
            out += found + "_"
            at += 2
        else:
            out += _ONE.get(one, "n")
            at += 1
    return out


@lru_cache(maxsize=_ALIKE)
def likeness(one: str, two: str) -> float:
    """Return how alike the tags of two clauses are, 0 to 1."""
    near = _NEAR
    return sum([near.get(a + b, 0.0) for a, b in zip(one, two, strict=False)]) / max(len(one), len(two))


@lru_cache(maxsize=_ALIKE)
def predicate(clause: str) -> str:
    """Return what a clause says by its build, one letter.

    I idiom; V begins with a verb, B with a verbal noun, H with a marker (不搞…); a, S, b end with an adjective, a verb
    or a verbal noun; m holds a verb; N names only things.
    """
    if is_idiom(clause):
        return "I"
    words = tags(clause).replace("_", "")
    if words[0] in "Vv":
        return "V"
    if words[0] == "B" and len(words) > 1 and words[1] != "的":
        return "B"
    if clause[0] in _OPENING:
        return "H"
    last = {"A": "a", "a": "a", "V": "S", "v": "S", "B": "b"}.get(words[-1])
    if last:
        return last
    return "m" if "V" in words or "v" in words or "是" in words or "不" in words else "N"


@lru_cache(maxsize=_ALIKE)
def known(clause: str) -> float:
    """Return the share of a clause that known words of two characters make up: coined clauses have less of them."""
    return tags(clause).count("_") * 2 / len(clause)


@lru_cache(maxsize=_ALIKE)
def cuts(clause: str) -> tuple[bool, ...]:
    """Return for each character whether a word goes on with it."""
    return tuple([each == "_" for each in tags(clause)])
