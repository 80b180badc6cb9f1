"""Characters that look like the one meant: ⼯作 with the radical U+2F2F should read 工作.

Text taken from PDFs has radicals and compatibility ideographs for everyday characters; text of old fonts has
private-use characters that Unicode has since encoded, and word processors print list bullets as private-use ones. What
the tables of Unicode and GB 18030 prove is put right. A private-use character that nothing explains stays and is
flagged: only its font knew what it showed. Runs of shifted bytes hold such characters too; their repair comes before.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy
from speechkit.repair.everyday import everyday
from speechkit.rules.lexicon import data_text

# The high bytes of UTF-16 that are none of those looked for: deleting them from a text leaves nothing of most texts.
# (D8: the high surrogates of U+2F800. This costs a fifth of one search with a character class.)
_OTHER: Final = bytes(set(range(256)) - {0x2E, 0x2F, 0xD8, *range(0xE0, 0xFB)})
_ODD: Final = lazy(
    "(?P<radical>[\u2e80-\u2fd5]+)|(?P<private>[\ue000-\uf8ff]+)|(?P<compatible>[\uf900-\ufaff\U0002f800-\U0002fa1f]+)"
)

# What a lesson on characters says of radicals.
_ABOUT: Final = lazy("部首|偏旁|字旁|字头|字頭|字底|笔画|筆畫|筆劃|康熙|radical|Unicode|编码|編碼", re.IGNORECASE)
_DOOR: Final = "\u2f3e"  # Kangxi names 戶; in simplified text it is 户
# In Korean and Japanese a compatibility ideograph is a choice: a reading of its own, the form of a name.
_FOREIGN: Final = lazy(f"[{chars.KANA}\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_HAN: Final = lazy(f"[{chars.HAN}]")
_FEW_FOREIGN: Final = 20  # Han characters for each kana or Hangul, at least, in a Chinese text that quotes some

_SPACE: Final = "\ue5e5"  # GBK A3A0: the ideographic space of old fonts, which GB 18030 never encoded
# Bullets of Wingdings and Symbol at the start of a line; check boxes that are ticked say something and are not here.
_BULLETS: Final = frozenset(
    map(
        chr,
        (
            *(0xF06C, 0xF06D, 0xF06E, 0xF06F, 0xF070, 0xF071, 0xF072, 0xF073, 0xF074, 0xF075, 0xF076, 0xF077, 0xF09E),
            *(0xF09F, 0xF0A0, 0xF0A1, 0xF0A4, 0xF0A7, 0xF0A8, 0xF0AA, 0xF0AB, 0xF0B2, 0xF0B7, 0xF0D8, 0xF0DC, 0xF0E0),
            *(0xF0E8, 0xF0F0, 0xF0FC, 0xF046, 0xF021),
        ),
    )
)
# Wingdings prints the numbers of a list in circles: U+F081-F08A, in black ones U+F08C-F095.
_NUMBERS: Final = dict(zip(map(chr, range(0xF081, 0xF08B)), map(chr, range(0x2460, 0x246A)), strict=True)) | dict(
    zip(map(chr, range(0xF08C, 0xF096)), map(chr, range(0x2776, 0x2780)), strict=True)
)
_MARGIN: Final = 32  # characters of indent at most
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")

# Private-use characters are explained by a table only where the text around reads as text: bytes read one off, or in
# the wrong encoding, give private-use characters by chance.
_WINDOW: Final = 40
_RUNS_ON: Final = lazy(
    f"\\?[;?!{chars.SEMICOLON}{chars.QUESTION}{chars.EXCLAMATION}{chars.COMMA}。]|{chars.REPLACEMENT}"
)
_COMMON: Final = 0.8  # of the Chinese characters around are everyday ones; by chance it is half
_LONGEST: Final = 2  # private-use characters in a row
_MOST: Final = 20_000  # places with private-use characters; more of them are no text

_INSIDE: Final = lazy(
    f"[{chars.HAN}、。《》{chars.COMMA}{chars.COLON}{chars.SEMICOLON}{chars.LEFT_PARENTHESIS}{chars.RIGHT_PARENTHESIS}"
    f"{chars.LEFT_CORNER}{chars.RIGHT_CORNER},:;()]{{2}}"
)
_HONG_KONG: Final = ("香港", "港府", "特區政府")


def restore_lookalikes(draft: Draft) -> Change:
    """Return a cut for every character that only looks like the one meant, and for private-use bullets of lists."""
    text = draft.text
    if not text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _OTHER):
        return None
    cuts: list[Cut] = []
    private: list[re.Match[str]] = []
    # Neither a lesson on radicals nor bytes in a wrong encoding are damage of this kind.
    doubtful = chars.REPLACEMENT in text or _ABOUT.search(text) is not None
    chinese: bool | None = None
    for found in _ODD.finditer(text):
        if found.lastgroup == "private":
            private.append(found)
        elif found.lastgroup == "radical":
            if not (doubtful and _is_doubtful(_around(text, *found.span()))):
                cuts += _radicals(draft, found)
        else:
            chinese = _is_chinese(text) if chinese is None else chinese
            if chinese and not _FOREIGN.search(_around(text, *found.span())):
                cuts += _compatible(found)
    if private:
        cuts += _private(draft, private)
        cuts.sort(key=lambda cut: cut.start)
    return cuts


@cache
def _table() -> dict[str, str]:
    """Return radical or private-use character -> the character meant."""
    pairs = (line.split("\t") for line in data_text("lookalikes.tsv").split("\n") if line and not line.startswith("#"))
    return {chr(int(code, 16)): char for code, char in pairs}


def _around(text: str, start: int, end: int) -> str:
    """Return what stands on the same line before and after text[start:end], as far as it matters."""
    before = _LINE_END.split(text[max(0, start - _WINDOW) : start])[-1]
    return before + _LINE_END.split(text[end : end + _WINDOW], 1)[0]


def _is_doubtful(around: str) -> bool:
    return chars.REPLACEMENT in around or bool(_ABOUT.search(around))


def _changed(found: re.Match[str], after: str, rule: str) -> list[Cut]:
    return [] if after == found[0] else [Cut(found.start(), found.end(), after, rule)]


def _radicals(draft: Draft, found: re.Match[str]) -> list[Cut]:
    table, run = _table(), found[0]
    if _DOOR in run and (draft.script == "simplified" or (draft.script != "traditional" and "户" in draft.text)):
        run = run.replace(_DOOR, "户")
    return _changed(found, "".join(table.get(char, char) for char in run), "lookalike.radical")


def _compatible(found: re.Match[str]) -> list[Cut]:
    """Return the cut for compatibility ideographs; the twelve of U+FA0E-FA29 that are unified have no other form."""
    from unicodedata import normalize  # noqa: PLC0415  # a library of its own, which most documents never need

    return _changed(found, normalize("NFC", found[0]), "lookalike.compatibility")


def _is_chinese(text: str) -> bool:
    return len(_FOREIGN.findall(text)) * _FEW_FOREIGN <= len(_HAN.findall(text))


# ---- private use


def _private(draft: Draft, runs: list[re.Match[str]]) -> list[Cut]:
    """Return the cuts in runs of private-use characters, and flag what nothing explains."""
    text = draft.text
    cuts: list[Cut] = []
    left: list[re.Match[str]] = []
    hong_kong = _from_hong_kong(draft, runs)
    for found in runs[:_MOST]:
        cut = _bullet(text, found) or _explained(text, found, hong_kong)
        if cut:
            cuts.append(cut)
        elif not _RUNS_ON.search(_around(text, *found.span())):
            left.append(found)
    if left and not any(note.code == "private_use" for note in draft.notes):
        number = sum(len(found[0]) for found in left)
        what = "1 private-use character stands" if number == 1 else f"{number} private-use characters stand"
        message = f"{what} in the text; only the font of the page knew what it showed"
        draft.warn("private_use", message, left[0].start(), left[0].end())
    return cuts


def _bullet(text: str, found: re.Match[str]) -> Cut | None:
    """Return the cut for a bullet with the blanks after it, a number of a list, or an indent, at a line's start."""
    start, end = found.span()
    low = start
    while low and text[low - 1] in chars.BLANKS and start - low < _MARGIN:
        low -= 1
    if low and text[low - 1] not in chars.LINE_ENDS:
        return None
    if found[0] in _NUMBERS:
        return Cut(start, end, _NUMBERS[found[0]], "lookalike.bullet")
    kinds = set(found[0])
    if not kinds <= _BULLETS | {_SPACE}:
        return None
    if kinds == {_SPACE}:
        return Cut(start, end, "", "lookalike.space")
    while end < len(text) and text[end] in chars.BLANKS and end - found.end() < _MARGIN:
        end += 1
    return Cut(start, end, "", "lookalike.bullet")


def _explained(text: str, found: re.Match[str], hong_kong: dict[str, str]) -> Cut | None:
    """Return the cut for characters that a table explains, where the text around them reads as text."""
    run = found[0]
    if len(run) > _LONGEST and set(run) != {_SPACE}:
        return None
    table = hong_kong or _table()
    after = "".join(chars.IDEOGRAPHIC_SPACE if char == _SPACE else table.get(char, char) for char in run)
    if any("\ue000" <= char <= "\uf8ff" for char in after) or not _reads_as_text(_around(text, *found.span()), table):
        return None
    rule = "lookalike.space" if set(run) == {_SPACE} else "lookalike.private-use"
    return Cut(found.start(), found.end(), after, rule)


def _reads_as_text(around: str, table: dict[str, str]) -> bool:
    if _RUNS_ON.search(around):
        return False
    if any("\ue000" <= char <= "\uf8ff" and char != _SPACE and char not in table for char in around):
        return False
    han = _HAN.findall(around)
    return everyday(han) >= _COMMON * len(han)


def _from_hong_kong(draft: Draft, runs: list[re.Match[str]]) -> dict[str, str]:
    """Return private-use character -> the one that the Hong Kong set (HKSCS) had there, in a text of Hong Kong.

    Its fonts stood in four areas of Big5; all private-use characters of the text have to be Chinese ones there, and
    stand between Chinese ones, since icons and shifted bytes are found in the same places.
    """
    text = draft.text
    if draft.script != "traditional" or sum(map(text.count, _HONG_KONG)) < 2 or len(runs) > _MOST:
        return {}
    found = [run for run in runs if run[0][0] != _SPACE and run[0][0] not in _BULLETS]
    if len(found) < 2 or any(_RUNS_ON.search(_around(text, *run.span())) for run in found):
        return {}
    table: dict[str, str] = {}
    for run in found:
        beside = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        for char in run[0]:
            table[char] = _hkscs(ord(char))
            if not (_HAN.match(table[char]) and _INSIDE.fullmatch(beside) and _HAN.search(beside)):
                return {}
    return table


_AREAS: Final = (  # first private-use code point, its row and column in Big5; 157 columns in a row
    (0xF6B1, 0xC6, 63),
    (0xEEB8, 0x81, 0),
    (0xE311, 0x8E, 0),
    (0xE000, 0xFA, 0),
)


def _hkscs(code: int) -> str:
    for first, row, column in _AREAS:
        if code >= first:
            down, right = divmod(code - first + column, 157)
            trail = right + (0x40 if right < 63 else 0x62)
            return bytes((row + down, trail)).decode("big5hkscs", "ignore") if row + down < 0xFF else ""
    return ""


PASS = Editor(
    name="repair.lookalikes",
    title="Replace radicals, compatibility ideographs and private-use characters by the characters meant",
    title_zh="将部首字符、兼容汉字和私用区字符还原为正字",
    why="They look right and are found by no search; private-use ones show as a box in any other font.",
    edit=restore_lookalikes,
)
