"""What encodings are called on the web, what a page or an XML file says of itself, and byte order marks.

Labels are read as the WHATWG encoding standard reads them: the name of a small set stands for the larger one that is
really used (gb2312 for GB18030, iso-8859-1 for windows-1252). Names that only Python knows are looked up there.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Final, NamedTuple

from speechkit.patterns import lazy

# UTF-32 before UTF-16: the little-endian mark of the former begins with that of the latter.
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Guess(NamedTuple):
    """An encoding and how sure it is, 0 to 1; `mark` is the length of the byte order mark in bytes."""

    encoding: str
    confidence: float
    mark: int = 0


# Python's name for each encoding, and the labels that the standard gives it (section 4.2), as far as Python's own
# lookup does not lead there: it takes gb2312, big5 and latin1 at their word.
_LABELS: Final = {
    "gb18030": "gb18030 gb2312 gbk x-gbk chinese cp936 ms936 windows-936 936 csgb2312 csiso58gb231280 gb_2312 "
    "gb_2312-80 iso-ir-58 euc-cn x-euc-cn x-mac-chinesesimp cn-gb gb gb2312-80",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs x-big5 big5-eten cp950 ms950 windows-950 950 "
    "x-windows-950 big5-tw x-mac-chinesetrad",
    "cp1252": "iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 l1 csisolatin1 ibm819 cp819 "
    "ascii us-ascii ansi_x3.4-1968 ansi x-cp1252 windows-1252 cp1252 x-ansi",
    "iso8859-2": "latin2 l2 csisolatin2",
    "iso8859-15": "iso-8859-15 latin9 latin-9 l9 csisolatin9",
    "cp1254": "iso-8859-9 latin5 l5 csisolatin5 windows-1254 x-cp1254",
    "cp874": "iso-8859-11 tis-620 windows-874 dos-874",
    "cp949": "euc-kr euckr euc_kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr "
    "csksc56011987 iso-ir-149 uhc ms949 x-windows-949",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji csshiftjis ms932 windows-31j x-ms-cp932",
    "euc_jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese ujis",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "koi8-r": "koi8-r koi koi8 koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "cp1251": "windows-1251 x-cp1251",
    "cp866": "ibm866 csibm866",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "mac-roman": "macintosh x-mac-roman csmacintosh",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8 utf-8-sig utf8-sig u8",
    "utf-16-le": "utf-16le csunicode iso-10646-ucs-2 ucs-2 ucs-2le unicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe ucs-2be",
    "hz": "hz-gb-2312 hz hzgb hz-gb x-hz",
    "euc-tw": "euc-tw euctw euc_tw x-euc-tw cns11643 cseuctw",
    "iso-2022-cn": "iso-2022-cn iso2022cn iso2022_cn iso-2022-cn-ext csiso2022cn x-iso-2022-cn",
}  # fmt: skip
# Encodings that speechkit.decoders reads: Python cannot, or gives up the rest of a line for a byte.
OWN: Final = frozenset(["hz", "iso-2022-cn", "iso2022_jp", "iso2022_kr", "euc-tw"])
HEAD: Final = 4096  # bytes in which a page must say its encoding: the standard says 1,024, many pages need more
_DECLARED: Final = lazy(
    r"""(?:charset\s{0,9}=|@charset|<\?xml[^>]{0,200}?\sencoding\s{0,9}=)[\s"'\\]{0,9}([a-z0-9][a-z0-9._:-]{1,40})"""
)


def codec_of(label: str) -> str | None:
    """Return the name under which an encoding is decoded here, None for one that nobody knows.

    >>> codec_of(" GB2312 "), codec_of("iso-8859-1"), codec_of("EUC_TW"), codec_of("klingon")
    ('gb18030', 'cp1252', 'euc-tw', None)
    """
    label = label.strip().lower()
    if known := _names().get(label) or _names().get(label.replace("_", "-")):
        return known
    try:
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return None


@cache
def _names() -> dict[str, str]:
    return {label: name for name, labels in _LABELS.items() for label in labels.split()}


def declared(data: bytes) -> str | None:
    """Return the encoding that a file says it has, in a meta element, an XML declaration or a header; else None.

    One that could not have been read so far (UTF-16: the words themselves would be in it) counts as UTF-8.
    """
    head = data[:HEAD].lower()
    if b"charset" not in head and b"encoding" not in head:
        return None
    found = _DECLARED.search(head.decode("latin-1"))
    name = codec_of(found[1]) if found else None
    if name and name not in OWN and not _is_text(name):
        return None
    return "utf-8" if name and name.startswith("utf-16") else name


# Codecs of Python that are text encodings by their own word and no encoding of any page.
_NO_PAGE: Final = frozenset(
    ["idna", "punycode", "undefined", "raw-unicode-escape", "unicode-escape", "utf-7", "mbcs", "oem"]
)


def _is_text(name: str) -> bool:
    """Say whether a codec is one for text, and takes bad bytes: base64 and rot13 are none, punycode takes none."""
    if name.replace("_", "-") in _NO_PAGE:
        return False
    try:
        b"\xff".decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return True
