"""Decoders for what Python cannot decode, or not forgivingly: HZ, ISO-2022-CN, -JP and -KR, EUC-TW.

Each takes any bytes. A byte that means nothing becomes one lone surrogate, U+DC00 + byte, as speechkit.source shows
bad bytes of every codec to itself. An escape holds to the end of its line at most, so that a damaged one costs no more
than that; a stretch of pairs that lost or won a byte is put back in step where the text becomes likely again.

CNS 11643 beyond planes 1 and 2 is asked of the system's iconv; where there is none, its characters are bad bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy_bytes
from speechkit.plausibility import weigh
from speechkit.rules.lexicon import data_text
from speechkit.stepping import SURROGATES, Charset, Stepper, as_it_stands, escaped

_HIGH: Final = bytes(byte | 0x80 for byte in range(256))
_LOW: Final = bytes(byte & 0x7F for byte in range(256))
_ROW: Final = 94  # characters in a row of a 94x94 set
_TRAILS: Final = (*range(0x40, 0x7F), *range(0xA1, 0xFF))  # of Big5
_LOOKS: Final = 4  # ends of an HZ stretch that are tried


def _ascii(data: bytes) -> str:
    return data.decode("ascii", "surrogateescape")


# ---- sets of characters with two bytes


def _reader(codec: str) -> Callable[[bytes], str | None]:
    def read(pairs: bytes) -> str | None:
        try:
            return pairs.translate(_HIGH).decode(codec)
        except UnicodeDecodeError:
            return None

    return read


def _plane(number: int) -> Callable[[bytes], str | None]:
    def read(pairs: bytes) -> str | None:
        table = _planes()[number]
        found = [table.get(pairs[at : at + 2], "") for at in range(0, len(pairs), 2)]
        return "".join(found) if all(found) else None

    return read


_GB2312: Final = Charset(_reader("gb2312"), "chinese")
_JIS: Final = Charset(_reader("euc_jp"), "japanese")
_KS: Final = Charset(_reader("euc_kr"), "korean")
_CNS1: Final = Charset(_plane(1), "chinese")
_CNS2: Final = Charset(_plane(2), "chinese")


@cache
def _planes() -> dict[int, dict[bytes, str]]:
    """Return the characters of CNS 11643 planes 1 and 2 by their 7-bit pairs; almost all stand as in Big5, in runs."""
    tables: dict[int, dict[bytes, str]] = {1: {}, 2: {}}
    for line in data_text("cns11643.tsv").split("\n"):
        if not line[:1].isdigit():
            continue
        plane, place, first, *length = line.split("\t")
        run = _big5(int(first), int(length[0])) if length else first
        table = tables[int(plane)]
        for number, char in enumerate(run, int(place)):
            row, column = divmod(number, _ROW)
            table[bytes((0x21 + row, 0x21 + column))] = char
    return tables


def _big5(first: int, length: int) -> str:
    codes = (divmod(number, len(_TRAILS)) for number in range(first, first + length))
    return b"".join(bytes((0xA1 + row, _TRAILS[column])) for row, column in codes).decode("big5")


# ---- HZ (RFC 1843)


def hz(data: bytes) -> str:
    """Return the text of HZ bytes; a stretch that nothing shuts ends with its line."""
    if data.isascii():
        try:
            return data.decode("hz")
        except UnicodeDecodeError:
            pass
    lines = data.split(b"\n")
    stepper = Stepper()
    out = ["".join(_hz_line(line, stepper)) for line in lines]
    last = len(lines) - 1
    return "".join(line if number == last else _joined(line) for number, line in enumerate(out))


_SOFT: Final = "\ue000"  # stands for the ~ at the end of a line that goes on in the next


def _joined(line: str) -> str:
    return line[:-1] if line.endswith(_SOFT) else line + "\n"


def _hz_line(line: bytes, stepper: Stepper) -> Iterator[str]:
    """Return the pieces of one line."""
    at, opened, closed, tried = 0, 0, 0, -1
    while at < len(line):
        tilde = line.find(b"~", at)
        if tilde < 0:
            break
        opened, closed = _next(line, b"~{", at, opened), _next(line, b"~}", at, closed)
        if at <= closed != tried and not at <= opened < closed:
            tried = closed
            if text := _unopened(line[at:closed], stepper):
                yield text
                at = closed + 2
                continue
        yield _ascii(line[at:tilde])
        if tilde == opened:
            at = _shut(line, tilde + 2)
            yield stepper.pairs(line[tilde + 2 : at], _GB2312, open_ended=at == len(line))
            at += 2
            continue
        sign = line[tilde + 1 : tilde + 2]
        yield "~" if sign == b"~" else escaped(b"~") if sign else _SOFT
        at = tilde + 1 + (sign == b"~")
    yield _ascii(line[at:])


def _next(line: bytes, sign: bytes, at: int, known: int) -> int:
    """Return the next place of a sign, -1 for none, by what is known of an earlier search: each byte is seen once."""
    return known if known < 0 or known > at else line.find(sign, at)


def _shut(line: bytes, start: int) -> int:
    """Return where the stretch that begins at `start` ends: `~}` may also be the halves of two characters."""
    first = at = line.find(b"~}", start)
    for _ in range(_LOOKS):
        if at < 0:
            break
        if (at - start) % 2 == 0 and _GB2312.read(line[start:at]) is not None:
            return at
        at = line.find(b"~}", at + 1)
    return first if first >= 0 else len(line)


def _unopened(data: bytes, stepper: Stepper) -> str | None:
    """Return the text before a `~}` that nothing opened, where one byte of a `~{` was lost; else None."""
    if found := _HALF.search(data):
        text = stepper.pairs(data[found.end() :], _GB2312)
        _, dear, beyond = weigh(SURROGATES.sub(chars.REPLACEMENT, text), "chinese")
        if beyond > 1 and dear < _LIKELY * beyond:
            return _ascii(data[: found.start()]) + escaped(found[0]) + text
    return None


_HALF: Final = lazy_bytes(rb"[\x80-\xff]?\{|~[\x80-\xff]?")
_LIKELY: Final = 9.0  # nats a character


# ---- ISO-2022-CN (RFC 1922), -JP (RFC 1468), -KR (RFC 1557)

_TOKEN: Final = lazy_bytes(
    rb"\x1b\$[()*+]?[0-9A-Z@]|\x1b[(].|\x1b[NO][^\x0e\x0f\x1b\r\n]{2}|[\x0e\x0f]|[\r\n]+|[^\x0e\x0f\x1b\r\n]+|\x1b"
)
_CALLED: Final = {  # an escape -> the set that shift-out calls from then on
    b"\x1b$)A": _GB2312, b"\x1b$)G": _CNS1, b"\x1b$)C": _KS, b"\x1b$*H": None,
}  # fmt: skip
_PLAIN: Final = {  # an escape -> the set that plain bytes are of from then on; None is ASCII
    b"\x1b$B": _JIS, b"\x1b$@": _JIS, b"\x1b$A": _GB2312, b"\x1b$(C": _KS, b"\x1b(B": None, b"\x1b(J": None,
}  # fmt: skip


def iso_2022(data: bytes) -> str:
    """Return the text of ISO-2022 bytes, whichever of the Chinese, Japanese and Korean sets they call for."""
    state = _State()
    tokens = _TOKEN.findall(data)
    return "".join(map(state.piece, tokens, [*tokens[1:], b""]))


class _State:
    """What the escapes of a line have called for so far."""

    def __init__(self) -> None:
        self.plain: Charset | None = None
        self.called: Charset | None = None
        self.out = False  # between shift-out and shift-in
        self.stepper = Stepper()

    def piece(self, token: bytes, after: bytes) -> str:
        """Return the text of a token; an escape that is understood has none."""
        first = token[0]
        if first in b"\r\n":
            self.plain, self.out = None, False
            self.called = self.called if self.called is _KS else None  # Korean is called once, at the head of a file
            return token.decode("ascii")
        if first in b"\x0e\x0f":
            self.out = first == 0x0E
            return ""
        if first == 0x1B:
            return self.escape(token)
        lost = after == b"\x0f" and self.called is not None  # nothing but a lost shift-out explains the shift-in
        charset = (self.called or _GB2312) if self.out or lost else self.plain
        return self.stepper.pairs(token, charset, open_ended=not after) if charset else _ascii(token)

    def escape(self, token: bytes) -> str:
        if token in _CALLED:
            self.called = _CALLED[token] or self.called
        elif token in _PLAIN:
            self.plain = _PLAIN[token]
        elif token[1:2] == b"N":
            return self.stepper.pairs(token[2:], _CNS2)
        else:
            return escaped(token[:1]) + _ascii(token[1:])
        return ""


# ---- EUC-TW

_EUC_TW: Final = lazy_bytes(rb"[\x00-\x7f]+|[\x80-\xff]+")
_FOUR: Final = lazy_bytes(rb"\x8e(?:[\xa1-\xb0](?:[\xa1-\xfe]{1,2})?)?")  # whole or cut off
_FAR: Final = lazy_bytes(rb"\x8e[\xa3-\xb0][\xa1-\xfe][\xa1-\xfe]")


def euc_tw(data: bytes) -> str:
    """Return the text of EUC-TW bytes: pairs of plane 1, and four bytes, of which the second is A0 + plane, of any."""
    far, stepper = _beyond(data), Stepper()
    runs = _EUC_TW.findall(data)
    last = runs[-1] if runs else b""
    return "".join(_ascii(run) if run[0] < 0x80 else _euc_tw_run(run, far, stepper, last=run is last) for run in runs)


def _euc_tw_run(run: bytes, far: dict[bytes, str], stepper: Stepper, *, last: bool) -> str:
    if 0x8E not in run and len(run) % 2 == 0 and (text := _CNS1.read(run.translate(_LOW))) is not None:
        return text

    def unit(at: int) -> tuple[int, str | None]:
        if run[at] == 0x8E:
            code = run[at : at + 4]
            if not _FOUR.fullmatch(code):
                return 1, None
            table = _planes().get(code[1] - 0xA0) if len(code) == 4 else None
            return len(code), (table.get(code[2:].translate(_LOW)) if table else far.get(code)) or escaped(code)
        pair = run[at : at + 2]
        return 2, _planes()[1].get(pair.translate(_LOW)) if min(pair) > 0xA0 else None

    text = as_it_stands(run, unit)
    if SURROGATES.search(text) is None:
        return text
    return stepper.units(run, unit, "chinese", open_ended=last)


def _beyond(data: bytes) -> dict[bytes, str]:
    """Return the characters of planes 3 and up that the bytes hold, as the system's iconv reads them."""
    codes = sorted(set(_FAR.findall(data)))
    if not codes:
        return {}
    import shutil  # noqa: PLC0415  # these are needed for a rare character of a rare encoding
    import subprocess  # noqa: PLC0415  # the same

    command = shutil.which("iconv")
    if command is None:
        return {}
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command; the codes are bytes on its standard input
            [command, "-c", "-f", "EUC-TW", "-t", "UTF-8"],
            input=b"\n".join(codes),
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    texts = done.stdout.decode("utf-8", "replace").split("\n")
    return {code: text for code, text in zip(codes, texts, strict=False) if len(text) == 1 and text != "\ufffd"}


DECODERS: Final[dict[str, Callable[[bytes], str]]] = {
    "hz": hz,
    "iso-2022-cn": iso_2022,
    "iso2022_jp": iso_2022,
    "iso2022_kr": iso_2022,
    "euc-tw": euc_tw,
}
