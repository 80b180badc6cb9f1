"""Pairs of bytes that a lost byte has put out of step, paired up again where the text becomes likely.

A byte too few shifts every character up to the next byte that can be no half of one. What was meant is the cheapest
sequence of characters and bad bytes, by the likelihoods of speechkit.plausibility.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from speechkit.patterns import lazy, lazy_bytes
from speechkit.plausibility import BAD, Language, costs

_CUT: Final = 5.0  # nats of half a character at the end of a stretch: cut off rather than bad
_MOST: Final = 100_000  # bytes of a file that are put back in step: 0.2 s
SURROGATES: Final = lazy("[\ud800-\udfff]")


def escaped(data: bytes) -> str:
    """Return one lone surrogate for each byte."""
    return "".join(chr(0xDC00 + byte) for byte in data)


# Says how many bytes the character that begins at a place has, and which it is; None for none.
Unit = Callable[[int], tuple[int, str | None]]


class Charset(NamedTuple):
    """A 94x94 set: `read` takes 7-bit pairs and returns None unless all of them are characters."""

    read: Callable[[bytes], str | None]
    language: Language


class Stepper:
    """Puts stretches of one file back in step, as long as its allowance of time lasts."""

    def __init__(self) -> None:
        self.left = _MOST

    def pairs(self, data: bytes, charset: Charset, *, open_ended: bool = False) -> str:
        """Return the text of 7-bit pairs; where they do not read throughout, of the likeliest way to pair them up.

        `open_ended` says that nothing shuts the stretch: half a character at its end is what a cut leaves.
        """
        if len(data) % 2 == 0 and data.isascii() and (text := charset.read(data)) is not None:
            return text

        def unit(at: int) -> tuple[int, str | None]:
            pair = data[at : at + 2]
            return 2, charset.read(pair) if len(pair) == 2 and pair.isascii() else None

        return self.units(data, unit, charset.language, open_ended=open_ended)

    def units(self, data: bytes, unit: Unit, language: Language, *, open_ended: bool = False) -> str:
        """Return the cheapest sequence of characters and bad bytes."""
        self.left -= len(data)
        if self.left < 0:
            return as_it_stands(data, unit)
        return _cheapest(data, unit, language, 0.0 if open_ended else _CUT)


def _cheapest(data: bytes, unit: Unit, language: Language, cut: float = _CUT) -> str:
    """Return the cheapest sequence of characters and bad bytes, by dynamic programming: 1 to 2 us a byte."""
    units = [unit(at) for at in range(len(data))]
    price = iter(costs([text for _, text in units if text], language))
    best = [0.0] + [BAD * len(data) + 1] * len(data)  # of the cheapest way to the end of each byte
    came: list[int] = [0] * (len(data) + 1)  # by a unit from there
    for at, (size, text) in enumerate(units):
        bad = best[at] + (BAD if at + 1 < len(data) else cut)
        if bad < best[at + 1]:
            best[at + 1], came[at + 1] = bad, at
        if text and (cost := best[at] + next(price)) <= best[at + size]:
            best[at + size], came[at + size] = cost, at
    out: list[str] = []
    at = len(data)
    while at:
        start, (size, text) = came[at], units[came[at]]
        out.append(text if text and at - start == size else escaped(data[start:at]))
        at = start
    return "".join(reversed(out))


def as_it_stands(data: bytes, unit: Unit) -> str:
    """Return what the bytes read as when each character begins where the one before ended."""
    out: list[str] = []
    at = 0
    while at < len(data):
        size, text = unit(at)
        out.append(text or escaped(data[at : at + 1]))
        at += size if text else 1
    return "".join(out)


_EDGED: Final = lazy_bytes(rb"[\x00-\x2f]+|[^\x00-\x2f]+")
_STEPPED: Final[dict[str, Language]] = {
    "gb18030": "chinese", "big5hkscs": "chinese", "cp932": "japanese", "euc_jp": "japanese", "cp949": "korean",
}  # fmt: skip


def stepped(data: bytes, codec: str) -> str | None:
    """Return the text of bytes some of which are bad, its stretches put back in step; None for a codec without pairs.

    A byte too few shifts all pairs up to the next byte that is no half of one, and shows there at the latest, as a
    lead byte without its trail. A stretch is what lies between two such bytes.
    """
    if codec not in _STEPPED:
        return None
    stepper = Stepper()
    runs = _EDGED.findall(data)
    return "".join(_run(run, codec, stepper, last=run is runs[-1]) for run in runs)


def likeliest(sample: bytes, codec: str) -> str | None:
    """Return what a short sample reads as when even those stretches are paired anew that show no bad byte yet.

    A stretch that the sample cuts off shows none, however it is out of step.
    """
    if codec not in _STEPPED:
        return None
    return "".join(_cheapest(run, _units(run, codec), _STEPPED[codec]) for run in _EDGED.findall(sample))


def _run(run: bytes, codec: str, stepper: Stepper, *, last: bool) -> str:
    try:
        return run.decode(codec)
    except UnicodeDecodeError:
        pass
    if stepper.left < len(run):
        try:
            return run.decode(codec, "surrogateescape")  # in C: of hostile bytes there may be megabytes
        except UnicodeDecodeError:
            pass
    return stepper.units(run, _units(run, codec), _STEPPED[codec], open_ended=last)


def _units(run: bytes, codec: str) -> Unit:
    def unit(at: int) -> tuple[int, str | None]:
        if run[at] < 0x80:
            return 1, chr(run[at])
        for size in _sizes(run[at : at + 2], codec):
            code = run[at : at + size]
            if size == 4 and len(code) < 4:
                return len(code), escaped(code)  # cut off: its digits are none
            try:
                text = code.decode(codec)
            except UnicodeDecodeError:
                continue
            if len(code) == size and (len(text) == 1 or text.encode(codec) == code):  # Big5-HKSCS: a letter, an accent
                return size, text
        return 1, None

    return unit


def _sizes(code: bytes, codec: str) -> tuple[int, ...]:
    """Return the lengths that a character may have whose first two bytes are given."""
    if codec == "gb18030":
        return (4,) if b"0" <= code[1:] <= b"9" else (2,)
    if codec == "euc_jp":
        return (3,) if code[0] == 0x8F else (2,)
    return (1, 2) if codec == "cp932" else (2,)
