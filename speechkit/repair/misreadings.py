"""Text read in the wrong encoding, all of its bytes kept: å¼€å±• should read 开展, 鏈嶅姟缇や紬 should read 服务群众.

The printed characters are turned back into the bytes they were read from, and these are decoded as what they are. A
reading is believed when it is everyday Chinese, which what is printed is not, and when reading its bytes wrongly once
more gives what is printed. Where bytes were lost see lattice.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.repair.language import Reader
from speechkit.script import variants

# Windows-1252 has marks and letters at 80-9F where Latin-1 has controls; five places are empty.
CP1252: Final = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_NARROW: Final = {ord(char): code for code, char in CP1252.items()}
_SPECIALS: Final = "".join(char for char in CP1252.values() if ord(char) > 0xFF)
WESTERN: Final = lazy(f"[\t\x20-\xff{_SPECIALS}]*[\xa1-\xff][\t\x20-\xff{_SPECIALS}]*")
_CHARACTER: Final = r"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})"
_UTF8: Final = lazy(rf"{_CHARACTER}(?:[\t\x20-\x7e]*{_CHARACTER})*")
# Of Chinese and its marks. One with two bytes only between others: 系 read as GBK has the bytes of a Greek letter.
_WIDE: Final = r"(?:[\xe2-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})"
_CHINESE: Final = lazy(rf"{_WIDE}(?:[\t\x20-\x7e]*(?:[\xc2\xc3][\x80-\xbf][\t\x20-\x7e]*)*{_WIDE})*")
_TWO: Final = lazy(r"[\xc2-\xf0][\x80-\xbf]{1,3}[\xc2-\xf0][\x80-\xbf]")
_THREE: Final = lazy(r"[\xe2-\xef][\x80-\xbf]{2}")
_FEWEST: Final = 3  # characters of a stretch that lies between healthy Chinese
_FEWEST_HIGH: Final = 3  # bytes above 7F of two characters of Big5; GBK has more (see _decoded())
_DEEPEST: Final = 3  # times that one text was misread
_EVERYDAY: Final = 0.9  # share of a reading that only strict decoding proves
_VALID: Final = 0.7  # share of a reading that is valid UTF-8: names hold rare characters
_MARGIN: Final = 0.35  # by which a reading is more everyday than what is printed

_SPOKEN_OF: Final = lazy("乱码|亂碼|编码|編碼|字符集|字元集|(?i:utf-?8|gbk|gb2312|gb18030|big5|latin-?1|unicode)")
_OPENERS: Final = f"\"'`([{{{chars.LEFT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.LEFT_PARENTHESIS}「『《〈【〔"
_CLOSERS: Final = f"\"'`)]}}{chars.RIGHT_QUOTE}{chars.RIGHT_SINGLE_QUOTE}{chars.RIGHT_PARENTHESIS}」』》〉】〕"
_BEYOND: Final = lazy(f"[\x80-\xff{_SPECIALS}]")
_LETTER: Final = lazy("[\xa1-\xff]")
_EMPTY: Final = lazy("[\x81\x8d\x8f\x90\x9d]")  # what Windows-1252 leaves empty is there: none of it was lost
STRAY: Final = lazy(f"[{chars.HAN}][@-~](?=[^\x00-\x7f])")  # a trailing byte that lost its lead
UNHURT: Final = 0.98
_FOREIGN: Final = lazy("[\xc0-\u02af\u0370-\u06ff\u0e00-\u11ff\u1e00-\u1fff\u3041-\u312f\uac00-\ud7a3]")
_ANOTHER: Final = 0.45  # share of such letters; in half a million misread characters no line had more than 0.38
_LIKELY: Final = -8.0  # ln P of a character, on average: official text has -5, no line of it less than -7.3
_HAN: Final = lazy(f"[{chars.HAN}]")
_MARKS: Final = (
    "、。〈〉《》「」『』【】〔〕〇々℃×÷①②③④⑤⑥⑦⑧⑨⑩"
    + "".join(map(chr, range(0xFF01, 0xFF5F)))
    + chars.LEFT_QUOTE
    + chars.RIGHT_QUOTE
    + chars.LEFT_SINGLE_QUOTE
    + chars.RIGHT_SINGLE_QUOTE
    + chars.DASH
    + chars.ELLIPSIS
    + chars.MIDDLE_DOT
    + chars.BULLET
    + chars.IDEOGRAPHIC_SPACE
    + chars.NO_BREAK_SPACE
)


class Stretch(NamedTuple):
    """A stretch of a line, line[start:end], that was read in the wrong encoding, and what it should read."""

    start: int
    end: int
    after: str
    actual: str  # the encoding of the bytes
    read_as: str  # the one they were read in
    times: int = 1


@cache
def everyday() -> frozenset[str]:
    """Return the 3,755 characters of the first level of GB2312, their traditional forms, and the marks."""
    pairs = bytes(code for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for code in (lead, trail))
    level = pairs.decode("gb2312", "ignore")
    return frozenset(level).union(*map(variants, level), _MARKS)


def commonness(text: str) -> float:
    """Return the share of everyday characters among those that are not ASCII; 0 where there is none."""
    beyond = beyond_ascii(text)
    return sum(map(everyday().__contains__, text)) / beyond if beyond else 0.0  # none of them is ASCII


def beyond_ascii(text: str) -> int:
    """Return how many characters are not ASCII; three times as fast as comparing each."""
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))


def spared(line: str, start: int, end: int) -> bool:
    """Say whether a healthy line shows or speaks about line[start:end]: 网页上那个“â€œ”, 乱码如“浣犲ソ”."""
    rest = line[:start] + line[end:]
    if not _HAN.search(rest):
        return False
    between = bool(start) and line[start - 1] in _OPENERS and line[end : end + 1] in tuple(_CLOSERS)
    return between or bool(_SPOKEN_OF.search(rest))


def foreign(line: str) -> bool:
    """Say whether a line is in another script: Chinese misread as Chinese holds few kana and Cyrillic letters."""
    return len(_FOREIGN.findall(line)) > _ANOTHER * beyond_ascii(line)


def likely(text: str) -> bool:
    """Say whether a text reads like Chinese: common characters in a row that make no words do not."""
    return Reader("none").score(text) >= _LIKELY * len(text)


# ---- read as Latin-1 or Windows-1252


def western(line: str, *, partly: bool = False) -> Iterator[Stretch]:
    """Yield the stretches of a line whose Latin letters are bytes of UTF-8, GBK or Big5.

    A run that UTF-8 does not take up wholly has lost bytes: what is valid in it is only yielded with `partly`.
    """
    least = _FEWEST if _HAN.search(line) else 2
    for run in WESTERN.finditer(line):
        at, printed = run.start(), run[0]
        found = list(_utf8(printed))
        rest = len(_LETTER.findall(printed)) - sum(len(_LETTER.findall(printed, s.start, s.end)) for s in found)
        if rest and not partly:
            found = list(_double_bytes(printed, least, partly=False))
        elif rest:
            whole = list(_double_bytes(printed, least, partly=True))
            found = whole or [each for each in found if _stands_alone(printed, each)]
        for each in found:
            yield each._replace(start=at + each.start, end=at + each.end)


def _stands_alone(printed: str, each: Stretch) -> bool:
    """Say whether no other Latin letters touch a stretch: then it is no chance hit in GBK or in UTF-8 with gaps."""
    touching = printed[each.start - 1 : each.start] + printed[each.end : each.end + 1]
    return commonness(each.after) >= _EVERYDAY and not _BEYOND.search(touching)


def narrowed(printed: str) -> str:
    """Return one character below U+0100 for each byte, of text read as Latin-1 or Windows-1252."""
    return printed.translate(_NARROW)


def _name(printed: str) -> str:
    return "cp1252" if any(map(printed.__contains__, _SPECIALS)) else "latin-1"


def _widened(data: str) -> str:
    return data.translate(CP1252)


def _proved(printed: str, data: str) -> bool:
    """Say whether reading the bytes as Latin-1 or Windows-1252 gives what is printed."""
    return printed in (data, _widened(data))


def _utf8(printed: str) -> Iterator[Stretch]:
    data = narrowed(printed)
    for span in _UTF8.finditer(data):
        start, end = span.span()
        if not _proved(printed[start:end], data[start:end]):
            continue
        after, times = _unread(data[start:end])
        if times and (_HAN.search(after) or _THREE.search(data, start, end)):
            yield Stretch(start, end, after, "utf-8", _name(printed[start:end]), times)


def _unread(data: str) -> tuple[str, int]:
    """Return what UTF-8 bytes read, and how often they were misread; 0 when they are no text."""
    after, times = "", 0
    while times < _DEEPEST:
        try:
            after = data.encode("latin-1").decode("utf-8")
        except UnicodeError:
            break
        times += 1
        data = narrowed(after)
        if not _UTF8.fullmatch(data.strip()):
            break
    return after, times if all(map(is_text, after)) else 0


def is_text(char: str) -> bool:
    """Say whether a character may stand in a repaired text: no control, no private use, no mark of a loss."""
    if char == chars.REPLACEMENT:
        return False
    return (char >= "\xa0" and not "\ue000" <= char <= "\uf8ff") or "\x1f" < char < "\x7f" or char == "\t"


def _double_bytes(printed: str, least: int, *, partly: bool) -> Iterator[Stretch]:
    """Yield the stretch that holds GBK or Big5, the edges of healthy text left out.

    It gives `least` characters. Where bytes may have been lost without a trace, the least sign of it must be absent,
    or `partly` be given.
    """
    tight = printed.strip(f" \t{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}{chars.DASH}{chars.ELLIPSIS}")
    for part in dict.fromkeys((printed.strip(), tight)):
        if beyond_ascii(part) < _FEWEST_HIGH:
            continue  # pinyin, a French word
        data = narrowed(part)
        if not _proved(part, data):
            continue
        share, after, codec = max(_decoded(data, codec) for codec in ("gbk", "big5"))
        unhurt = partly or _EMPTY.search(part) or (share >= UNHURT and not STRAY.search(after))
        if share >= _EVERYDAY and unhurt and len(after) >= least and likely(after):
            start = printed.index(part)
            yield Stretch(start, start + len(part), after, codec, _name(part))
            return


def _decoded(data: str, codec: str) -> tuple[float, str, str]:
    """Return how everyday the bytes are in a double-byte encoding, what they read, and its name."""
    try:
        after = data.encode("latin-1").decode(codec)
    except UnicodeError:
        return 0.0, "", codec
    beyond, high = beyond_ascii(after), beyond_ascii(data)
    # GBK text holds two high bytes a character, Big5 one and a half; words with accents hold one.
    if beyond < 2 or high < (1.6 if codec == "gbk" else 1.2) * beyond:
        return 0.0, "", codec
    return commonness(after), after, codec


# ---- Chinese read as other Chinese


_AS_CHINESE: Final = (("big5", "gb18030"), ("gbk", "big5"), ("gbk", "cp950"), ("gbk", "big5hkscs"), ("big5", "gbk"))


def chinese(line: str, *, partly: bool = False) -> Iterator[Stretch]:
    """Yield the stretches of a line whose characters are bytes of another Chinese encoding, none of them lost.

    Valid UTF-8 beside more garbled text has lost bytes: it is only yielded with `partly`.
    """
    if foreign(line):
        return
    for codec in ("gb18030", "big5", "cp950", "big5hkscs"):
        found = list(utf8_within(line, codec))
        if found:
            if partly or _is_healthy(line, found):
                yield from found
            return
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    printed = line[start:end]
    least = commonness(printed) + _MARGIN
    for actual, read_as in _AS_CHINESE:
        after = _reread(printed, read_as, actual)
        if after and commonness(after) >= max(least, _EVERYDAY) and likely(after):
            yield Stretch(start, end, after, actual, read_as)
            return


def _is_healthy(line: str, found: list[Stretch]) -> bool:
    """Say whether what lies around the stretches needs no repair."""
    edges = [0, *(edge for each in found for edge in (each.start, each.end)), len(line)]
    rest = "".join(line[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    touching = {line[edge : edge + 1] for each in found for edge in (each.start - 1, each.end) if edge >= 0}
    return not touching & {chars.REPLACEMENT, "?"} and (rest.isascii() or commonness(rest) >= _EVERYDAY)


def _reread(printed: str, read_as: str, actual: str) -> str:
    """Return what the bytes of a text read in another encoding; nothing unless the way back gives the same."""
    try:
        after = printed.encode(read_as).decode(actual)
        return after if after.encode(actual).decode(read_as) == printed else ""
    except UnicodeError:
        return ""


def utf8_within(line: str, codec: str) -> Iterator[Stretch]:
    """Yield the stretches of a line whose bytes in an encoding are valid UTF-8, as no healthy ones are."""
    data = line.encode(codec, "replace").decode("latin-1")
    if not _TWO.search(data):
        return
    pieces = [char.encode(codec, "replace") for char in line]
    bounds = [0, *accumulate(map(len, pieces))]
    for span in _CHINESE.finditer(data):
        start, end = bisect_left(bounds, span.start()), bisect_left(bounds, span.end())
        if bounds[start] != span.start() or bounds[end] != span.end():
            continue
        printed = line[start:end]
        after = _reread(printed, codec, "utf-8")
        whole = not _HAN.search(line, 0, start) and not _HAN.search(line, end)
        size = sum(char > "\u07ff" for char in after)
        if size < (2 if whole else _FEWEST) or not all(map(is_text, after)):
            continue
        if commonness(after) >= max(_VALID, commonness(printed) + _MARGIN / 2):
            yield Stretch(start, end, after, "utf-8", codec)
