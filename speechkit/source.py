"""Bytes from a file or a pipe -> decoded text, and how it was decoded.

Which encoding it is says speechkit.detection, unless the user does. Decoding forgives: a byte that the codec does not
take becomes one U+FFFD, is counted, and is handed on with its place.
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
from speechkit.labels import HEAD, MARKS, OWN, Guess, codec_of
from speechkit.patterns import lazy, lazy_bytes
from speechkit.webpage import Page, is_page, page_of

_ESCAPED: Final = lazy("[\ud800-\udfff]+")
_ESCAPE: Final = "speechkit.escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Stand one lone surrogate for each bad byte; unlike surrogateescape, for bytes below 80 too (UTF-16 has them)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_ESCAPE, _escape)

_ZIP: Final = b"PK\x03\x04"
# Bytes at the start of files that are no text, with the tool that makes text of them.
_BINARY: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"%PDF-", "a PDF", "convert it with pdftotext first"),
    (_ZIP, "a ZIP archive or an Office document", "unpack it, or convert a .docx with pandoc -t plain first"),
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
# What a ZIP archive is by the name of its file.
_OFFICE: Final = {
    "docx": ("a Word document (.docx)", "convert it with pandoc -t plain first"),
    "odt": ("a text document (.odt)", "convert it with pandoc -t plain first"),
    "epub": ("an e-book (.epub)", "convert it with pandoc -t plain first"),
    "xlsx": ("a spreadsheet (.xlsx)", "convert it with libreoffice --convert-to csv first"),
    "pptx": ("a presentation (.pptx)", "convert it with libreoffice --convert-to pdf and pdftotext first"),
    "ofd": ("an OFD document", "convert it to PDF, and that with pdftotext, first"),
}
# A web page saved with its pictures is a MIME message: lines of headers, one of which says so.
_ARCHIVE: Final = lazy_bytes(
    rb"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?i:Content-Type):[ \t]*multipart/(?:related|alternative|mixed)"
)
_HEADERS: Final = 4000  # bytes


class BadRun(Struct, frozen=True):
    """Bytes that the codec does not take: they stand as U+FFFD at text[start:end], one for each byte."""

    start: int
    end: int
    bytes: bytes


_NONE: Final[tuple[BadRun, ...]] = ()


class Reading(NamedTuple):
    """What a file gave: the raw decoded text, how it was decoded, and, of an HTML page, what it says of its parts."""

    raw: str
    source: Source
    bad: tuple[BadRun, ...]
    page: Page | None


def read(data: bytes | str, encoding: str | None = None, name: str = "") -> Reading:
    """Return the raw decoded text, newlines kept, and how it was made.

    `encoding` overrides detection; text that is given as str is taken as it is. Never raises for any data.
    Raises OptionError for an encoding that Python does not know.
    """
    if isinstance(data, str):
        data_bytes, guess, steps = data.encode("utf-8", "surrogatepass"), Guess("utf-8", 1.0), ["text given"]
        text, clean = data, False
    else:
        data_bytes = data
        text, clean, guess = decoded(data, encoding)
        steps = ["byte order mark"] if guess.mark else []
        steps.append(f"decode {guess.encoding}")
    page: Page | None = None
    media = "text/plain"
    bad_bytes = 0 if clean else _count(text)
    if is_page(text, name):
        media = "text/html"
        text, page, bad = _page(text, bad_bytes > 0)
        steps.append("html to text")
    else:
        text, bad = _paired(text) if bad_bytes else (text, _NONE)
    source = Source(
        name=name.encode("utf-8", "backslashreplace").decode(),
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
    return Reading(text, source, bad, page)


def decode(data: bytes | str, encoding: str | None, name: str) -> tuple[str, Source]:
    """Return text and source of a reading."""
    reading = read(data, encoding, name)
    return reading.raw, reading.source


def original(raw: str, source: Source) -> bytes | None:
    """Return the bytes that decoding the raw text came from, or None where that cannot be inverted."""
    if source.bad_bytes or source.media_type != "text/plain" or "text given" in source.steps:
        return None
    mark = {codec: bom for bom, codec in MARKS}[source.encoding] if "byte order mark" in source.steps else b""
    try:
        data = mark + raw.encode(source.encoding)
    except (UnicodeEncodeError, LookupError):  # Python cannot write EUC-TW and ISO-2022-CN
        return None
    return data if hashlib.sha256(data).hexdigest() == source.sha256 else None


def refuse_binary(data: bytes, path: str) -> None:
    """Raise InputError when the bytes are those of a document or picture format and no text at all."""
    for magic, what, advice in _BINARY:
        if data.startswith(magic):
            known = _OFFICE.get(path.lower().rpartition(".")[2]) if magic == _ZIP else None
            name, converter = known or (what, advice)
            raise InputError(path, f"this is {name}, not text", converter)
    if b"ultipart/" in data[:_HEADERS] and _ARCHIVE.match(data[:_HEADERS]):
        advice = "save it as .html in a browser, or take its HTML part out with munpack or ripmime first"
        raise InputError(path, "this is a saved web archive (.mht), not text", advice)
    if any(data.startswith(mark) for mark, _ in MARKS):
        return
    head = data[:HEAD].rstrip(b"\0")
    if _has_controls(head):
        guess = detect(data[:HEAD])
        wide = guess.encoding.startswith(("utf-16", "utf-32")) and guess.confidence >= LEAST
        if not wide or _has_controls(_read(data[:HEAD], guess.encoding)[0].encode("utf-8", "replace")):
            raise InputError(path, "this is binary data, not text", "name a text file, or give its --encoding")


def _has_controls(head: bytes) -> bool:
    """Say whether more than a few bytes, and more than one in 25, are control characters that text does not hold."""
    return len(head) - len(head.translate(None, _CONTROLS)) > max(_STRAY, len(head) // 25)


_CONTROLS: Final = bytes((*range(9), *range(16, 27), *range(28, 32)))  # 14, 15 and 27 are escapes of ISO-2022
LEAST: Final = 0.5  # confidence below which an encoding is called a guess
_STRAY: Final = 3  # control characters that any text may hold


# ---- decoding


def decoded(data: bytes, encoding: str | None) -> tuple[str, bool, Guess]:
    """Return the text with lone surrogates for its bad bytes, whether it surely has none, and the encoding.

    Raises OptionError for an encoding that nobody knows. What is UTF-8 throughout, as most files are, is decoded once.
    """
    if not encoding and b"\0" not in data[:HEAD] and not data.startswith(codecs.BOM_UTF8):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if _is_plain(data, text):
                return text, True, Guess("utf-8", 1.0)
    guess = _given(encoding, data) if encoding else detect(data)
    return (*_read(data[guess.mark :], guess.encoding), guess)


def _is_plain(data: bytes, text: str) -> bool:
    """Say whether bytes that decode as UTF-8 without an error are UTF-8 beyond doubt: `text` is what they decode to.

    What is not: 7-bit text that calls for other characters by escapes, and a few pairs of bytes that UTF-8 reads as
    letters of Europe or the Near East and GB18030 as common characters.
    """
    if text.isascii():
        return b"~{" not in data and b"\x1b" not in data and b"\x0e" not in data
    return len(data) - len(text) > _FEW or _EAST.search(text) is not None


_FEW: Final = 16
_EAST: Final = lazy("[\u0800-\ud7ff\ue000-\uffff]")


def detect(data: bytes) -> Guess:
    """Return the encoding of a file's bytes. Always answers; an empty file is UTF-8."""
    from speechkit import detection  # noqa: PLC0415  # with its tables, needed for what is not plainly UTF-8

    return detection.detect(data)


def _given(encoding: str, data: bytes) -> Guess:
    """Return what an encoding that the user names comes to for these bytes.

    A label of the web stands for what it is used for: gb2312 for GB18030, iso-8859-1 for windows-1252.
    """
    codec = codec_of(encoding)
    try:
        if codec is None:
            raise LookupError  # noqa: TRY301  # one message for all that is no encoding
        if codec not in OWN:
            b"\xff".decode(codec, _ESCAPE)  # base64 is no text, punycode takes no bad bytes
    except (LookupError, ValueError):
        raise OptionError(f"no encoding is called {encoding!r}; try utf-8, gb18030, big5hkscs or utf-16-le") from None
    mark = next((Guess(name, 1.0, len(mark)) for mark, name in MARKS if data.startswith(mark)), None)
    if mark and mark.encoding.startswith(codec):
        return mark
    return Guess(f"{codec}-le" if codec in {"utf-16", "utf-32"} else codec, 1.0)


def _read(data: bytes, codec: str) -> tuple[str, bool]:
    """Return the text, a lone surrogate for each byte that the codec does not take; whether there surely is none."""
    if codec in OWN:
        from speechkit.decoders import DECODERS  # noqa: PLC0415  # needed for rare encodings

        return DECODERS[codec](data), False
    try:
        return data.decode(codec), codec in _STRICT
    except UnicodeDecodeError:
        pass
    from speechkit.stepping import stepped  # noqa: PLC0415  # needed for damaged files

    if (text := stepped(data, codec)) is not None:
        return text, False
    if codec in _BYTEWISE:
        try:
            return data.decode(codec, "surrogateescape"), False  # in C: a hostile file has a bad byte at every place
        except UnicodeDecodeError:
            pass
    return data.decode(codec, _ESCAPE), False


# Codecs that never hand out half of a surrogate pair, as utf-7 and unicode_escape do.
_STRICT: Final = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb18030", "big5hkscs"]
)
# Codecs that go on at the byte after a bad one; UTF-16 would lose its step.
_BYTEWISE: Final = frozenset(["utf-8", "cp1252", "cp1251", "koi8-r"])


def _count(text: str) -> int:
    """Return how many bytes the lone surrogates of a text stand for."""
    return sum(len(_bytes(run[0])) for run in _ESCAPED.finditer(text))


def _paired(text: str) -> tuple[str, tuple[BadRun, ...]]:
    """Return the text with every lone surrogate shown as U+FFFD, and the bytes that each stands for."""
    bad = tuple(BadRun(run.start(), run.end(), _bytes(run[0])) for run in _ESCAPED.finditer(text))
    return _ESCAPED.sub(_replaced, text), bad


def _page(source: str, damaged: bool) -> tuple[str, Page, tuple[BadRun, ...]]:
    """Return the text stream of a page, what it says of its parts, and the bad bytes that stand in the stream.

    The parser takes no lone surrogates: characters of private use carry them through it. A bad byte inside a tag or a
    script is not in the stream; it is counted all the same.
    """
    if not damaged or _CARRIED.search(source):
        text, page = page_of(_ESCAPED.sub(_replaced, source) if damaged else source)
        return text, page, _NONE
    text, page = page_of(_ESCAPED.sub(_carried, source))
    bad = tuple(
        BadRun(run.start(), run.end(), bytes(ord(char) - _CARRY for char in run[0])) for run in _CARRIED.finditer(text)
    )
    return _CARRIED.sub(_replaced, text), page, bad


_CARRY: Final = 0x10FE00  # + the byte
_CARRIED: Final = lazy("[\U0010fe00-\U0010feff]+")


def _carried(run: re.Match[str]) -> str:
    return "".join(chr(_CARRY + ord(char) - 0xDC00) if "\udc00" <= char < "\udd00" else "\ufffd" for char in run[0])


def _bytes(run: str) -> bytes:
    return b"".join(map(_byte, run))


def _byte(char: str) -> bytes:
    """Return the byte that an escape stands for; of half a surrogate pair, what UTF-8 would make of it."""
    code = ord(char) - 0xDC00
    return bytes([code]) if 0 <= code < 0x100 else char.encode("utf-8", "surrogatepass")


def _replaced(run: re.Match[str]) -> str:
    return chars.REPLACEMENT * len(run[0])


def newline_of(text: str) -> Literal["lf", "crlf", "cr", "mixed", "none"]:
    """Return the kind of line ends that a text has."""
    if "\r" not in text:
        return "lf" if "\n" in text else "none"
    both, feeds, returns = text.count("\r\n"), text.count("\n"), text.count("\r")
    kinds = [name for name, count in (("crlf", both), ("lf", feeds - both), ("cr", returns - both)) if count]
    return kinds[0] if len(kinds) == 1 else "mixed"  # type: ignore[return-value]  # the three names above
