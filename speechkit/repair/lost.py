"""Text that is gone: 锟斤拷, U+FFFD, ???? and garbled lines that nothing could restore. Flagged, never guessed.

GBK that was read as UTF-8 kept no byte of a Chinese character: every one became U+FFFD, and those, saved and read as
GBK, 锟斤拷. A page that could not hold Chinese wrote a question mark for each character.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Line, Reader
from speechkit.patterns import lazy

_MOST: Final = 50  # warnings
_GONE: Final = "characters were lost (U+FFFD)"
_NEAR: Final = 12  # characters between two marks of a loss that make one place
_LOSS: Final = lazy(f"{chars.REPLACEMENT}+")
_SAVED: Final = lazy("锟(?:斤拷?|[?\uff1f])|(?<=拷)斤拷")
# Question marks in a row: inside of a sentence, or nearly all of a line. At the end of a question they are emphasis.
_QUESTIONS: Final = lazy(f"[?{chars.QUESTION}]{{4,}}")
_QUESTION: Final = frozenset("?" + chars.QUESTION)
_ASKING: Final = frozenset("吗嗎呢么麼谁誰何啊吧嘛样樣里裡少")  # 什么？？？？ is somebody's emphasis
_INSIDE: Final = lazy(f"[{chars.HAN}0-9A-Za-z]")
# What a page of misread text holds one of: marks and 的, as Latin-1 letters and as Chinese.
_SIGNS: Final = f"\xef\xe3\xe7\xa1\xa3\xb5{chars.REPLACEMENT}锛銆鐨涓ㄛ\ue4c7\ue4c8"
_LATIN: Final = lazy("[\xa1-\xff]")
_FEWEST: Final = 6  # Latin letters with accents that a garbled line holds
_STRANGE: Final = 0.6  # share of everyday characters below which a line may be garbled


def read_lost(draft: Draft) -> None:
    """Add a warning for every place where text is lost; no text is changed."""
    text = draft.text
    places: list[tuple[int, int, str]] = []
    if chars.REPLACEMENT in text and not draft.source.bad_bytes:  # else bad_bytes has told of them, with the bytes
        places += islice(_losses(draft), _MOST)
    if "锟" in text:
        places += islice(_saved(draft), _MOST)
    if "???" in text or chars.QUESTION * 3 in text:
        places += islice(_questions(draft), _MOST)
    if any(map(text.__contains__, _SIGNS)):
        places += islice(_garbled(draft), _MOST)
    told = -1
    for low, high, message in islice(sorted(places), _MOST):
        if low >= told:  # else it lies in a place that has been told of
            draft.warn("garbled_unrepaired", f"{message}; nothing is put in their place", low, high)
            told = high


def _losses(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """Yield the places that hold U+FFFD as printed; one that a repair left has been told of already."""
    low = high = -1
    for found in _LOSS.finditer(draft.text):
        start, end = found.span()
        raw_start, raw_end = draft.ledger.raw_span(start, end)
        if raw_end - raw_start != end - start:
            continue
        if low >= 0 and start - high <= _NEAR and "\n" not in draft.text[high:start]:
            high = end
            continue
        if low >= 0:
            yield low, high, _GONE
        low, high = start, end
    if low >= 0:
        yield low, high, _GONE


def _saved(draft: Draft) -> Iterator[tuple[int, int, str]]:
    from speechkit.repair.misreadings import spared  # noqa: PLC0415  # see _garbled()

    for line in draft.lines:
        if "锟" in line.body:
            found = list(islice(_SAVED.finditer(line.body), 10_000))
            if found and not spared(line.body, found[0].start(), found[-1].end()):
                low, high = line.start + found[0].start(), line.start + found[-1].end()
                yield low, high, "characters were lost (U+FFFD that was saved and read as GBK)"


def _questions(draft: Draft) -> Iterator[tuple[int, int, str]]:
    for line in draft.lines:
        found = [run.span() for run in _QUESTIONS.finditer(line.body) if _is_loss(line, *run.span())]
        if found:
            yield line.start + found[0][0], line.start + found[-1][1], "characters became question marks"


def _is_loss(line: Line, start: int, end: int) -> bool:
    """Say whether a run of question marks stands inside of a sentence or makes up the line."""
    if start and _INSIDE.match(line.body, end) and _INSIDE.match(line.body, start - 1):
        return line.body[start - 1] not in _ASKING
    return 2 * sum(char in _QUESTION for char in line.body) > len(line.body)


def _garbled(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that look misread: Latin letters with accents by the half line, or Chinese that makes UTF-8."""
    from speechkit.repair.gapped import looks_gapped  # noqa: PLC0415  # a start pays 5 ms for both, few documents
    from speechkit.repair.misreadings import commonness  # noqa: PLC0415  # need them

    for line in draft.lines:
        body = line.body
        if body.isascii():
            continue
        if _is_western(body) or (commonness(body) < _STRANGE and looks_gapped(body)):
            yield line.start, line.end, "characters were read in a wrong encoding"


def _is_western(body: str) -> bool:
    """Say whether a line is mostly Latin letters with accents and, as no language has them, signs among them."""
    found = _LATIN.findall(body) if _LATIN.search(body) else []
    signs = sum(map("\xc0".__gt__, found))
    return len(found) >= _FEWEST and 5 * len(found) > 2 * len(body) and signs > 1 and 5 * signs < 4 * len(found)


PASS = Reader(
    name="repair.lost",
    title="Flag text that is lost for good",
    title_zh="标出已经丢失、无法还原的文字",
    why="What no byte proves is not guessed, but nobody should quote it without being told.",
    read=read_lost,
)
