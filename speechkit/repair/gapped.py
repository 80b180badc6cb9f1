"""Misread lines that lost bytes on the way: 鏄幓鍚偅浜涙椂鍊�, with U+FFFD or `?` or nothing for what was lost.

The known bytes tell most characters for certain; the others have candidates, of which the language model picks one
where it is clear. A reading is accepted when reading its bytes wrongly again gives what is printed; a character that
stays open is shown as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.patterns import lazy, lazy_bytes
from speechkit.repair.bestpath import Move, Page, Search
from speechkit.repair.channel import Channel, units_of
from speechkit.repair.lattice import COPIED, OPEN, Lattice
from speechkit.repair.misreadings import (
    CP1252,
    STRAY,
    UNHURT,
    WESTERN,
    beyond_ascii,
    commonness,
    everyday,
    foreign,
    is_text,
    narrowed,
)

_EMPTY: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # the places that Windows-1252 leaves empty
_UNSEEN: Final = (0xAD, 0xA0)  # a soft hyphen vanishes on a web page, a no-break space becomes a blank
_SURE: Final = 0.6  # from here on an open character is put in; below it stays U+FFFD
_CERTAIN: Final = 0.995
_OTHERS: Final = 5
_NEARLY: Final = 0.97  # ... of which one makes sense that need not be beaten
_WHOLE: Final = 0.6  # share of a line of which an odd way to pair bytes makes sense, if it is the right one
_OPEN_MOST: Final = 0.15  # share of characters that may stay so
_LOST_MOST: Final = 0.3  # share of lost bytes beyond which nothing is to be hoped for
_VALID: Final = 0.4  # share of the bytes that make whole characters of UTF-8 where others were lost
_PARTLY: Final = 0.6  # share of the bytes that make everyday characters of GBK or Big5 in spite of lost ones
_NAIVE: Final = 0.75  # share of the bytes that must make everyday characters as they stand
_EVERYDAY: Final = 0.85
_LIKELY: Final = -8.0  # ln P of a character, on average
_EASTERN: Final = lazy("[\u2e80-\uffff]")
_SAMPLE: Final = 2_000  # characters of a line that tell its encodings
_SHORTEST: Final = 8  # characters of a line that is called garbled
_FEWEST: Final = 3  # characters of a stretch
_KEPT, _KEPT_LINES = 400, 2_000  # characters of a line whose encodings are remembered, and such lines
_GIST: Final = 3  # everyday characters in a row that are no chance hit
_MARGIN: Final = 0.2

_THREE: Final = lazy(r"[\xe2-\xe9\xef][\x80-\xbf]{2}")
_BEYOND: Final = lazy(r"[\x80-\xff]")
_GAP: Final = f"[{chars.REPLACEMENT}?]"
_GAPS: Final = lazy(f"{_GAP}+")
_PIECES: Final = lazy_bytes(rb"[^\n\x80-\xff]*[\x80-\xff][^\n]*")
_HIGH: Final = bytes(range(0x80, 0x100))


class Part(NamedTuple):
    """A part of a line, line[start:end], and what it reads: all certain, or some characters around an open one.

    An open character that the model cannot tell is U+FFFD; `others` are other readings of the part, likeliest first.
    """

    start: int
    end: int
    after: str
    channel: Channel
    confidence: float = 1.0
    others: tuple[str, ...] = ()


# ---- which channel


def channels(line: str) -> Iterator[Channel]:
    """Yield the channels through which a line of Chinese characters may have come, the likeliest first."""
    pair = _encodings(line)
    if not pair:
        return
    actual, read_as = pair
    symbols = [(chars.REPLACEMENT, False), (chars.REPLACEMENT, True)] if chars.REPLACEMENT in line else []
    symbols = symbols or ([("?", True)] if "?" in line else [(chars.REPLACEMENT, False)])
    if read_as == "gbk" and any("\ue000" <= char <= "\uf8ff" for char in line):
        read_as = "gb18030"
    for symbol, paired in symbols:
        yield Channel(actual, read_as, symbol, paired)
        wider = _ALSO.get(read_as)
        if wider and not paired:
            yield Channel(actual, wider, symbol, paired)


def _encodings(line: str) -> tuple[str, str] | None:
    """Return the encoding that a line is in and the one it was read in, if any two of them make sense."""
    return _remembered(line) if len(line) <= _KEPT else _found(line)


def _found(line: str) -> tuple[str, str] | None:
    if foreign(line):
        return None
    found = [(naive(line, *pair), pair) for pair in _CHANNELS]
    share, pair = max(found, key=itemgetter(0))
    if share >= _NAIVE:
        return pair
    return next((pair for pair in _CHANNELS[:2] if _runs_of_threes(line, pair[1])), None)


_remembered: Final = lru_cache(maxsize=_KEPT_LINES)(_found)  # a line is asked about by three, and in each round


def looks_gapped(line: str) -> bool:
    """Say whether the bytes of a line make sense in another encoding."""
    return len(_EASTERN.findall(line)) >= _SHORTEST and _encodings(line[:_SAMPLE]) is not None


def gist(line: str) -> str:
    """Return roughly what a line reads that was misread and lost bytes: the parts between the losses."""
    pair = _encodings(line)
    if not pair:
        return ""
    actual, read_as = pair
    pieces = [piece.encode(_WIDER.get(read_as, read_as), "replace") for piece in re.split(_GAP, line)]
    shifts = range(1 if actual == "utf-8" else 2)
    texts = (max((p[i:].decode(actual, "replace") for i in shifts), key=commonness) for p in pieces)
    known = "".join(char if char in everyday() else chars.REPLACEMENT for char in chars.REPLACEMENT.join(texts))
    return chars.REPLACEMENT.join(run for run in known.split(chars.REPLACEMENT) if len(run) >= _GIST)


_CHANNELS: Final = (("utf-8", "gbk"), ("utf-8", "big5"), ("gbk", "big5"), ("gbk", "cp950"), ("big5", "gbk"))
_WIDER: Final = {"gbk": "gb18030"}
_ALIKE: Final = frozenset(("big5", "cp950"))  # which of the two it was, only the whole line tells
_ALSO: Final = {"gbk": "gb18030", "cp950": "big5", "big5": "cp950"}


def naive(line: str, actual: str, read_as: str) -> float:
    """Return the share of the known bytes that make everyday characters where nothing is lost."""
    known = everyday = 0.0
    data = _GAPS.sub("\n", line).encode(_WIDER.get(read_as, read_as), "replace")  # no line holds a line end
    pieces = _PIECES.findall(data)
    if not pieces:
        return 0.0
    read = [_reading(pieces, actual)]
    if actual != "utf-8":
        read.append(_reading([piece[1:] for piece in pieces], actual))
    for piece, texts in zip(pieces, zip(*read, strict=True), strict=True):
        known += len(piece) - len(piece.translate(None, _HIGH))
        everyday += max(_worth(text, actual) for text in texts)
    return everyday / known


def _reading(pieces: list[bytes], codec: str) -> list[str]:
    """Return what pieces read in an encoding, decoded in one go: a line end is half of no character."""
    return b"\n".join(pieces).decode(codec, "ignore").split("\n")


def _worth(text: str, codec: str) -> float:
    """Return how many bytes of what was read make everyday characters."""
    return 0.0 if text.isascii() else commonness(text) * beyond_ascii(text) * (3 if codec == "utf-8" else 2)


def _makes(data: bytes, codec: str) -> float:
    """Return how many of the bytes make everyday characters."""
    return _worth(data.decode(codec, "ignore"), codec)


def _runs_of_threes(line: str, read_as: str) -> bool:
    """Say whether a stretch of a line holds UTF-8 as healthy Chinese never does."""
    data = line.encode(_WIDER.get(read_as, read_as), "replace").decode("latin-1")
    return bool(_FOUR.search(data))


_FOUR: Final = lazy(r"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){4}")


def western_channels(printed: str) -> Iterator[Channel]:
    """Yield the channels through which a run of Latin letters may have come, the simplest first."""
    data = narrowed(printed)
    read_as = "latin-1" if data == printed else "cp1252"
    actual = _western_encoding(data)
    if not actual:
        return
    gaps: list[tuple[int, ...]] = []
    if not any(chr(code) in printed for code in _EMPTY):
        gaps.append(_EMPTY)
    if chars.NO_BREAK_SPACE not in printed and "\xad" not in printed:
        gaps.append(_UNSEEN)
        if len(gaps) > 1:
            gaps.append(_EMPTY + _UNSEEN)
    gaps.insert(0 if actual != "utf-8" and _only_cut(data, actual) else len(gaps), ())
    yield from (Channel(actual, read_as, gaps=some) for some in gaps)


def _western_encoding(data: str) -> str:
    """Return the encoding in which most of the bytes of a run make sense; nothing if none does."""
    high = len(_BEYOND.findall(data))
    if 3 * len(_THREE.findall(data)) >= _VALID * high:
        return "utf-8"
    pieces = [data.encode("latin-1")[shift:] for shift in (0, 1)]
    share, actual = max((max(_makes(piece, codec) for piece in pieces) / high, codec) for codec in ("gbk", "big5"))
    return actual if share >= _PARTLY else ""


def _only_cut(data: str, codec: str) -> bool:
    """Say whether a run lost nothing but the second byte of its last character."""
    try:
        after = data[:-1].encode("latin-1").decode(codec)
    except UnicodeDecodeError:
        return False
    return data[-1] > "\x80" and commonness(after) >= UNHURT and not STRAY.search(after)


# ---- the proof


def misread(after: str, channel: Channel) -> str | None:
    """Return what a text looks like when its bytes are read wrongly; None when it has no bytes in that encoding."""
    try:
        data = after.encode(channel.actual)
    except UnicodeEncodeError:
        return None
    if channel.western:
        return _as_western(data, channel)
    if channel.paired:
        return _as_pairs(data, channel)
    return data.decode(channel.read_as, "replace").replace(chars.REPLACEMENT, channel.symbol)


def _as_western(data: bytes, channel: Channel) -> str:
    text = "".join(map(chr, (byte for byte in data if byte not in channel.gaps or byte == 0xA0)))
    if 0xA0 in channel.gaps:
        text = text.replace(chars.NO_BREAK_SPACE, " ")
    return text if channel.read_as == "latin-1" else text.translate(CP1252)


@cache
def _pair(pair: bytes, codec: str, symbol: str) -> str:
    try:
        return pair.decode(codec)
    except UnicodeDecodeError:
        return symbol


def _as_pairs(data: bytes, channel: Channel) -> str:
    """Read pairs as Windows and browsers do: one symbol for a pair, one for a lead byte before ASCII or at the end."""
    out, at = [], 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
        elif lead == 0x80 and channel.read_as.startswith("gb"):
            out.append("\N{EURO SIGN}")
        elif at + 1 == len(data) or data[at + 1] < 0x40:
            out.append(channel.symbol)
        else:
            out.append(_pair(data[at : at + 2], channel.read_as, channel.symbol))
            at += 1
        at += 1
    return "".join(out)


def proved(printed: str, after: str, channel: Channel) -> bool:
    """Say whether reading the bytes of `after` wrongly gives what is printed, of its last character half at least."""
    again = misread(after, channel)
    if again is None or printed == again.removesuffix(channel.symbol):
        return again is not None
    return again.startswith(printed) and len(again) - len(printed) <= (2 if channel.actual == "utf-8" else 1)


# ---- the repair


def gapped(line: str, page: Page) -> Iterator[list[Part]]:
    """Yield the stretches of a line of Chinese characters that were misread and lost bytes."""
    size = beyond_ascii(line)
    best: list[list[Part]] = []
    for channel in channels(line):
        found = list(_read(line, Search(_lattice(line, channel, page), page, line)))
        if channel.paired and _covered(found) < _WHOLE * size:
            continue  # an odd way to pair bytes makes sense of the whole or of nothing
        best = max(best, found, key=_covered)
        if _covered(best) >= (_NEARLY if channel.read_as in _ALIKE else _WHOLE) * size:
            break
    yield from best


def _covered(found: list[list[Part]]) -> int:
    return sum(parts[-1].end - parts[0].start for parts in found)


def gapped_western(line: str, page: Page) -> Iterator[list[Part]]:
    """Yield the stretches of Latin letters that are bytes of Chinese some of which left no trace."""
    for run in WESTERN.finditer(line):
        printed = run[0].strip(" \t")
        start = run.start() + run[0].index(printed)
        high = len(_BEYOND.findall(narrowed(printed)))
        if high < 6 or high < 0.3 * len(printed):
            continue
        for channel in western_channels(printed):
            found = next(_read(printed, Search(_lattice(printed, channel, page), page)), None)
            if found:
                yield [part._replace(start=part.start + start, end=part.end + start) for part in found]
                break


def _lattice(printed: str, channel: Channel, page: Page) -> Lattice:
    return Lattice(units_of(printed, channel), channel, page.script)


def _read(printed: str, search: Search) -> Iterator[list[Part]]:
    values = search.lattice.values
    if sum(value < 0 for value in values) > _LOST_MOST * len(values):
        return
    for moves in _stretches(search.run()):
        parts = _judged(printed, search, moves)
        if parts:
            yield parts


def _stretches(path: list[Move]) -> Iterator[list[Move]]:
    """Yield the runs of characters that were not copied, ASCII at their edges left out."""
    run: list[Move] = []
    for move in path:
        if move.kind == COPIED:
            yield from _trimmed(run)
            run = []
        else:
            run.append(move)
    yield from _trimmed(run)


def _trimmed(run: list[Move]) -> Iterator[list[Move]]:
    beyond = [i for i, move in enumerate(run) if move.char > "\x7f"]
    if len(beyond) >= _FEWEST:
        yield run[beyond[0] : beyond[-1] + 1]


def _judged(printed: str, search: Search, moves: list[Move]) -> list[Part]:
    """Return the parts of a stretch that is proved, everyday Chinese and mostly certain; none of any other."""
    lattice = search.lattice
    start, end = lattice.printed_at(moves[0].start), lattice.printed_at(moves[-1].end, after=True)
    shown = printed[start:end]
    full = "".join(move.char for move in moves)
    if not proved(shown, full, lattice.channel) or not all(map(is_text, full)):
        return []
    if sum(move.gain for move in moves) < _LIKELY * len(moves):
        return []
    if commonness(full) < max(_EVERYDAY, commonness(shown) + _MARGIN):
        return []
    parts = list(_merged(_parts(lattice, search, moves)))
    left = sum(part.after.count(chars.REPLACEMENT) for part in parts)
    return parts if left <= _OPEN_MOST * len(full) else []


def _parts(lattice: Lattice, search: Search, moves: list[Move]) -> Iterator[Part]:
    """Yield the smallest parts that begin and end where printed characters do."""
    cell: list[Move] = []
    for move in moves:
        cell.append(move)
        if move.end in lattice.starts or move is moves[-1]:
            yield _part(lattice, search, cell)
            cell = []


def _part(lattice: Lattice, search: Search, cell: list[Move]) -> Part:
    start, end = lattice.printed_at(cell[0].start), lattice.printed_at(cell[-1].end, after=True)
    text = [move.char for move in cell]
    confidence = 1.0
    others: list[str] = []
    for i, move in enumerate(cell):
        if not search.is_open(move):
            continue
        sure = search.sureness(move)
        confidence *= sure.confidence
        if sure.confidence < _SURE and move.kind == OPEN:
            others.append("".join(text))
            text[i] = chars.REPLACEMENT
        others += ["".join([*text[:i], other, *text[i + 1 :]]) for other in sure.others]
    confidence = round(confidence, 3)
    if confidence >= _CERTAIN:
        return Part(start, end, "".join(text), lattice.channel)
    return Part(start, end, "".join(text), lattice.channel, confidence, tuple(others[:_OTHERS]))


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield the parts, neighbours that are certain as one."""
    last: Part | None = None
    for part in parts:
        if last and last.confidence == part.confidence == 1.0:
            last = last._replace(end=part.end, after=last.after + part.after)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last
