"""Bytes from a file or a pipe -> decoded text, and how it was decoded.

Detection goes from certain to guessed: byte order mark, UTF-16/32 by their zero bytes, UTF-8 by its share of valid
sequences, GB18030 against Big5-HKSCS by a score on the first 4 KB, charset-normalizer last. All of it forgives: one bad
byte rules out nothing (three well-known detectors lose the codec on one). A byte that no codec takes becomes one
U+FFFD, is counted, and its value can be had back with bad_runs().
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from speechkit import chars
from speechkit.document import Source
from speechkit.errors import InputError, OptionError
from speechkit.patterns import lazy
from speechkit.webpage import Region, is_page, text_of_page

# UTF-32 before UTF-16: the little-endian mark of the former begins with that of the latter.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 4096  # bytes
_JUDGED: Final = 800  # bytes beyond ASCII: with 800 every detector of the study names clean GB and Big5 right
_ESCAPED: Final = lazy("[\ud800-\udfff]+")
_ESCAPE: Final = "speechkit.escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Stand one lone surrogate for each bad byte; unlike surrogateescape, for bytes below 80 too (UTF-16 has them)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_ESCAPE, _escape)

# Bytes at the start of files that are no text, with the tool that makes text of them.
_BINARY: Final = (
    (b"%PDF-", "a PDF", "convert it with pdftotext first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or convert a .docx with pandoc -t plain first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .wps)", "convert it with libreoffice --convert-to txt first"),
    (b"{\\rtf", "an RTF document", "convert it with libreoffice --convert-to txt first"),
    (b"\x1f\x8b", "gzip data", "unpack it with gunzip first"),
    (b"\x89PNG", "a PNG picture", "read it with an OCR tool first"),
    (b"\xff\xd8\xff", "a JPEG picture", "read it with an OCR tool first"),
    (b"GIF8", "a GIF picture", "read it with an OCR tool first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "name a text file"),
    (b"MZ\x90", "a program", "name a text file"),
)
# The commonest characters of Chinese text, simplified and traditional, and its marks: a right decoding holds many.
_COMMON: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部"
    "度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正"
    "心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长"
    "求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器"
    "這個為國來時們會說對於從還與過產業進發動實學現開關員義設務組織經濟認識領導機記強氣黨區總長級條體應當後裡無間點線頭門問題"
    "。、《》「」" + chars.COMMA + chars.COLON + chars.SEMICOLON + chars.QUESTION + chars.EXCLAMATION
    + chars.LEFT_QUOTE + chars.RIGHT_QUOTE
)  # fmt: skip


class BadRun(Struct, frozen=True):
    """Bytes that the codec does not take: they stand as U+FFFD at text[start:end], one for each byte."""

    start: int
    end: int
    bytes: bytes


_NONE: Final[tuple[BadRun, ...]] = ()


class Reading(NamedTuple):
    """What a file gave: the raw decoded text, how it was decoded, and the page elements whose text is no body."""

    raw: str
    source: Source
    bad: tuple[BadRun, ...]
    regions: tuple[Region, ...]


_BEYOND: Final = re.compile(rb"[\x80-\xff]")
_SINGLE: Final = re.compile(rb"[\x00-\x2f]")


class Guess(NamedTuple):
    """An encoding and how sure it is, 0 to 1; `mark` is the length of the byte order mark in bytes."""

    encoding: str
    confidence: float
    mark: int = 0


def read(data: bytes | str, encoding: str | None = None, name: str = "") -> Reading:
    """Return the raw decoded text, newlines kept, and how it was made.

    `encoding` overrides detection; text that is given as str is taken as it is. Never raises for any data.
    Raises OptionError for an encoding that Python does not know.
    """
    if isinstance(data, str):
        data_bytes, guess, steps = data.encode("utf-8", "surrogatepass"), Guess("utf-8", 1.0), ["text given"]
        text, bad = _paired(data)
    else:
        data_bytes = data
        text, bad, guess = _decoded(data, encoding)
        steps = ["byte order mark"] if guess.mark else []
        steps.append(f"decode {guess.encoding}")
    bad_bytes = sum(len(run.bytes) for run in bad)
    regions: tuple[Region, ...] = ()
    media = "text/plain"
    if is_page(text, name):
        media = "text/html"
        text, regions = text_of_page(text)
        steps.append("html to text")
        bad = _NONE  # their places are those of the page's source, which the text stream does not keep
    source = Source(
        name=name.encode("utf-8", "replace").decode(),
        sha256=hashlib.sha256(data_bytes).hexdigest(),
        bytes=len(data_bytes),
        encoding=guess.encoding,
        confidence=guess.confidence,
        bad_bytes=bad_bytes,
        newline=newline_of(text),
        media_type=media,
        steps=steps,
        characters=len(text),
    )
    return Reading(text, source, bad, regions)


def decode(data: bytes | str, encoding: str | None, name: str) -> tuple[str, Source]:
    """Return text and source of a reading."""
    reading = read(data, encoding, name)
    return reading.raw, reading.source


def original(raw: str, source: Source) -> bytes | None:
    """Return the bytes that decoding the raw text came from, or None where that cannot be inverted."""
    if source.bad_bytes or source.media_type != "text/plain" or "text given" in source.steps:
        return None
    mark = {codec: bom for bom, codec in _MARKS}[source.encoding] if "byte order mark" in source.steps else b""
    try:
        data = mark + raw.encode(source.encoding)
    except UnicodeEncodeError:
        return None
    return data if hashlib.sha256(data).hexdigest() == source.sha256 else None


def refuse_binary(data: bytes, path: str) -> None:
    """Raise InputError when the bytes are those of a document or picture format and no text at all."""
    for magic, what, advice in _BINARY:
        if data.startswith(magic):
            raise InputError(path, f"this is {what}, not text", advice)
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return
    head = data[:_SAMPLE]
    controls = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))  # 27 opens ISO-2022 text
    if controls * 25 > len(head) and not _wide(head):
        raise InputError(path, "this is binary data, not text", "name a text file, or give its --encoding")


# ---- detection


def detect(data: bytes) -> Guess:
    """Return the encoding of a file's bytes. Always answers; an empty file is UTF-8."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Guess(codec, 1.0, len(mark))
    if b"\0" in data[:_SAMPLE] and (wide := _wide(data[:_SAMPLE])):
        return Guess(wide, 0.95)
    share = _utf8_share(data)
    if share >= _UTF8_SHARE:
        return Guess("utf-8", round(min(1.0, share), 3))
    return _chinese(data) or _other(data)


_UTF8_SHARE: Final = 0.8  # characters above U+07FF outnumber bad bytes more than about 5 to 1


def _utf8_share(data: bytes) -> float:
    """Return the share of good sequences among all of the sample that are not ASCII; 1 for pure ASCII.

    The sample may end inside a character: its last one is not counted.
    """
    text = _sample(data).decode("utf-8", "replace")[:-1]
    bad = text.count(chars.REPLACEMENT)
    good = len(re.findall("[\u0800-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]", text))
    return good / (good + bad) if good + bad else 1.0


def _wide(head: bytes) -> str | None:
    """Return the UTF-32 or UTF-16 codec that the zero bytes of ASCII characters give away."""
    zeros = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    if zeros[2] > 0.9 and zeros[3] > 0.9 and zeros[0] < 0.5:
        return "utf-32-le"
    if zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.5:
        return "utf-32-be"
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        seen = len(re.findall(f"[{chars.HAN}\u0020-\u007e\\s\u3000-\u303f\uff00-\uffef\u2010-\u2026]", text))
        if text and seen > 0.97 * len(text):
            return codec
    return None


def _chinese(data: bytes) -> Guess | None:
    """Return GB18030 or Big5-HKSCS, whichever makes the more common text of the sample; None when neither does."""
    sample = _sample(data)
    scores = {codec: _score(sample, codec) for codec in ("gb18030", "big5hkscs")}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] < _LEAST_SCORE:
        return None
    margin = scores[best] - min(scores.values())
    return Guess(best, round(min(0.99, 0.6 + margin), 2))


_LEAST_SCORE: Final = 0.25  # right decodings of the development texts score above 0.6, wrong ones below 0.1


def _sample(data: bytes) -> bytes:
    """Return two stretches to judge by: from the first byte beyond ASCII, and from the middle of the file.

    The head of a page may hold little but its navigation. The second stretch begins after a byte that is no half of a
    character in any of the codecs.
    """
    found = _BEYOND.search(data)
    start = found.start() if found else 0
    head = data[start : start + _JUDGED]
    edge = _SINGLE.search(data, max(len(data) // 2, start + _JUDGED))
    return head + data[edge.end() : edge.end() + _JUDGED] if edge else head


def _score(sample: bytes, codec: str) -> float:
    """Return how common the decoded sample is: common characters count for, odd areas and bad bytes against.

    A sample that ends inside a character is forgiven its last bytes.
    """
    text = sample.decode(codec, "replace")
    beyond = len(re.findall("[^\x00-\x7f]", text[:-2] or text))
    if not beyond:
        return 0.0
    common = len(re.findall(f"[{_COMMON}]", text))
    odd = len(re.findall("[\u0370-\u052f\ue000-\uf8ff\u3041-\u30ff\u2500-\u257f\U00020000-\U0003ffff]", text))
    bad = text.count(chars.REPLACEMENT, 0, -2)
    return (common - 2 * odd - 4 * bad) / beyond


def _other(data: bytes) -> Guess:
    """Return charset-normalizer's guess for languages that are not Chinese; a last resort is UTF-8, forgiving."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 39 ms to import, needed for one file in a thousand

    best = from_bytes(data[:65536]).best()
    if best is None:
        return Guess("utf-8", 0.1)
    return Guess(codecs.lookup(best.encoding).name, round(max(0.1, 0.7 - best.chaos), 2))


# ---- decoding


def _decoded(data: bytes, encoding: str | None) -> tuple[str, tuple[BadRun, ...], Guess]:
    """Return the text, its bad bytes and the encoding; what is UTF-8 throughout, as most files are, is decoded once."""
    if not encoding and b"\0" not in data[:_SAMPLE] and not data.startswith(codecs.BOM_UTF8):
        try:
            return data.decode("utf-8"), _NONE, Guess("utf-8", 1.0)
        except UnicodeDecodeError:
            pass
    guess = _given(encoding, data) if encoding else detect(data)
    text, bad = _decode(data[guess.mark :], guess.encoding)
    return text, bad, guess


def _given(encoding: str, data: bytes) -> Guess:
    try:
        codec = codecs.lookup(encoding).name
        b"\xff".decode(codec, _ESCAPE)  # base64 is no text, punycode takes no bad bytes
    except (LookupError, ValueError):
        raise OptionError(f"no encoding is called {encoding!r}; try utf-8, gb18030, big5hkscs or utf-16-le") from None
    mark = next((len(mark) for mark, name in _MARKS if name == codec and data.startswith(mark)), 0)
    return Guess(codec, 1.0, mark)


def _decode(data: bytes, codec: str) -> tuple[str, tuple[BadRun, ...]]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, _ESCAPE)
    else:
        if codec in _STRICT:
            return text, _NONE
    return _paired(text)


# Codecs that never hand out half of a surrogate pair, as utf-7 and unicode_escape do.
_STRICT: Final = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb18030", "big5hkscs"]
)


def _paired(text: str) -> tuple[str, tuple[BadRun, ...]]:
    """Return the text with every lone surrogate shown as U+FFFD, and the bytes that each stands for."""
    bad = tuple(BadRun(run.start(), run.end(), b"".join(map(_byte, run[0]))) for run in _ESCAPED.finditer(text))
    return (_ESCAPED.sub(_replaced, text), bad) if bad else (text, _NONE)


def _byte(char: str) -> bytes:
    """Return the byte that an escape stands for; of half a surrogate pair, what UTF-8 would make of it."""
    code = ord(char) - 0xDC00
    return bytes([code]) if 0 <= code < 0x100 else char.encode("utf-8", "surrogatepass")


def _replaced(run: re.Match[str]) -> str:
    return chars.REPLACEMENT * len(run[0])


def newline_of(text: str) -> Literal["lf", "crlf", "cr", "mixed", "none"]:
    """Return the kind of line ends that a text has."""
    both, feeds, returns = text.count("\r\n"), text.count("\n"), text.count("\r")
    kinds = [name for name, count in (("crlf", both), ("lf", feeds - both), ("cr", returns - both)) if count]
    if not kinds:
        return "none"
    return kinds[0] if len(kinds) == 1 else "mixed"  # type: ignore[return-value]  # the three names above
