"""Which encoding a file has: whole, cut, damaged, short, mixed, declared rightly and wrongly."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from speechkit.detection import detect
from speechkit.labels import codec_of, declared
from speechkit.source import LEAST, read

SIMPLIFIED = (
    "各位代表，春耕已经开始了。上个月我到北坡的三个村子走了一圈，看到水渠修好了，地里有了水，大家心里踏实。\n"
    "不过也有人问我，种子什么时候能到？这件事拖不得。请农业站的同志本周之内把数目报上来，缺多少补多少。\n"
    "还有一条，山下的桥要在雨季之前加固，过桥的车要限重，不能再等出了问题才去想办法。\n"
)
TRADITIONAL = (
    "各位代表，春耕已經開始了。上個月我到北坡的三個村子走了一圈，看到水渠修好了，地裡有了水，大家心裡踏實。\n"
    "不過也有人問我，種子什麼時候能到？這件事拖不得。請農業站的同志本週之內把數目報上來，缺多少補多少。\n"
    "還有一條，山下的橋要在雨季之前加固，過橋的車要限重，不能再等出了問題才去想辦法。\n"
)
JAPANESE = "村の橋は雨の季節になる前に直すことにしました。車の重さにも気をつけてください。\n資料は机の上にあります。\n"
KOREAN = "마을 다리는 장마가 오기 전에 고치기로 했습니다. 자료는 책상 위에 있으니 보시기 바랍니다.\n"
RUSSIAN = "Мост у деревни решено починить до начала дождей. Документы лежат на столе, их можно взять с собой.\n"
FRENCH = "Le pont du village sera réparé avant la saison des pluies; les élus l\u2019ont décidé hier.\n"

LANGUAGES = [
    (SIMPLIFIED, "utf-8"),
    (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "big5hkscs"),
    (SIMPLIFIED, "hz"),
    (SIMPLIFIED, "utf-16-le"),
    (TRADITIONAL, "utf-16-be"),
    (SIMPLIFIED, "utf-32-le"),
    (TRADITIONAL, "utf-32-be"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "cp949"),
    (KOREAN, "iso2022_kr"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (FRENCH, "cp1252"),
]


def brief(value: str) -> str:
    return value if len(value) < 12 else ""


each_language = pytest.mark.parametrize(("text", "codec"), LANGUAGES, ids=brief)


@each_language
def test_an_encoding_is_named_and_read(text: str, codec: str) -> None:
    reading = read(text.encode(codec))
    assert (reading.source.encoding, reading.raw, reading.source.bad_bytes) == (codec, text, 0)
    assert reading.source.confidence > 0.9


@each_language
@pytest.mark.parametrize("number", [1, 5, 20])
def test_replaced_bytes_rule_out_nothing(text: str, codec: str, number: int) -> None:
    chance = random.Random(f"{codec}{number}")  # noqa: S311  # the same damage every time
    data = bytearray((text * 12).encode(codec))
    for _ in range(number):
        data[chance.randrange(8, len(data))] = chance.randrange(0x80, 0x100)
    assert detect(bytes(data)).encoding == codec


@pytest.mark.parametrize(("text", "codec"), [each for each in LANGUAGES if "utf-" not in each[1]], ids=brief)
@pytest.mark.parametrize("number", [1, 5, 20])
def test_deleted_bytes_rule_out_nothing(text: str, codec: str, number: int) -> None:
    chance = random.Random(f"{codec}{number}")  # noqa: S311  # the same damage every time
    data = bytearray((text * 12).encode(codec))
    for _ in range(number):
        del data[chance.randrange(8, len(data))]
    assert detect(bytes(data)).encoding == codec


@pytest.mark.parametrize(("text", "codec"), LANGUAGES[:-1], ids=brief)
@pytest.mark.parametrize("size", [61, 200, 201, 202, 203])
def test_a_cut_file_keeps_its_encoding(text: str, codec: str, size: int) -> None:
    data = (text * 4).encode(codec)[:size]
    assert detect(data).encoding == codec


@pytest.mark.parametrize(("text", "codec"), LANGUAGES[:9], ids=brief)
def test_twenty_bytes_are_enough_for_chinese(text: str, codec: str) -> None:
    width = 4 if "32" in codec else 1
    for line in text.splitlines():
        assert detect(line.encode(codec)[: 20 * width]).encoding == codec


PAGE = (
    "<!DOCTYPE html><html><head>{}</head><body>"
    + '<div class="nav"><a href="/i.html">Home</a></div>' * 40
    + "<p>{}</p>"
)


@pytest.mark.parametrize(
    ("label", "data", "codec"),
    [
        ("a page with hardly any Chinese", PAGE.format("", "春耕会议纪要").encode("gb18030"), "gb18030"),
        ("the same in Big5", PAGE.format("", "春耕會議紀要").encode("big5hkscs"), "big5hkscs"),
        ("the same in UTF-8", PAGE.format("", "春耕会议纪要").encode("utf-8"), "utf-8"),
        ("English with a name", "Write to 李明 before Friday, the 3rd of May.".encode("gb18030"), "gb18030"),
        ("nothing but digits", b"2010\n1234.5\n99%\n", "utf-8"),
        ("curly quotes", b"He said \x93no\x94 and left \x96 it wasn\x92t his day.", "cp1252"),
        ("one apostrophe", b"It wasn\x92t his day at all, he thought.", "cp1252"),
        ("a degree sign", b"At 25\xb0C the water is warm.", "cp1252"),
        ("a pound sign", b"It costs \xa3100 a year.", "cp1252"),
        ("an accent in UTF-8", "café".encode(), "utf-8"),
        ("a few letters in UTF-8", "Müller, Größe, Łódź".encode(), "utf-8"),
        ("Russian in UTF-8", "да".encode(), "utf-8"),
        ("two characters that UTF-8 takes for letters", "目录".encode("gb18030"), "gb18030"),
        ("two that Windows once took for letters", "联通".encode("gb18030"), "gb18030"),
        ("four bytes each", "㐂是喜的异体字，𠮷野家今天开门。".encode("gb18030"), "gb18030"),
        ("Cantonese of Hong Kong", "佢哋喺度做嘢，嘅嚟啲㗎咗嗰。".encode("big5hkscs"), "big5hkscs"),
        ("boxes of Windows", "┌──┬──┐\n│項目│金額│\n├──┼──┤\n│水費│一千│\n└──┴──┘\n".encode("cp950"), "big5hkscs"),
        ("the ETEN extension", b"\xc6\xa1\xc6\xa2" + TRADITIONAL.encode("big5") + b"\xc6\xe7\xc6\xe8", "big5hkscs"),
        ("one line in GBK", (SIMPLIFIED * 3).encode() + "缺多少补多少。\n".encode("gb18030"), "utf-8"),
        ("one line in GBK at the head", "缺多少补多少。\n".encode("gb18030") + (SIMPLIFIED * 3).encode(), "utf-8"),
        ("one line in UTF-8", (SIMPLIFIED * 3).encode("gb18030") + "缺多少补多少。\n".encode(), "gb18030"),
        ("a few NULs", SIMPLIFIED.encode()[:60] + b"\0\0" + SIMPLIFIED.encode(), "utf-8"),
        ("a few NULs in GBK", SIMPLIFIED.encode("gb18030")[:60] + b"\0\0" + SIMPLIFIED.encode("gb18030"), "gb18030"),
        ("Russian in UTF-16", RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        ("English in UTF-16", b"T\0h\0e\0 \0b\0r\0i\0d\0g\0e\0.\0", "utf-16-le"),
        ("UTF-16 without a zero byte", "各位代表春耕已经开始".encode("utf-16-be"), "utf-16-be"),
        ("braces that are no HZ", b"echo ~{foo} ~{a,b}\nfind ~{x}", "utf-8"),
        ("TeX that is no HZ", b"Fig.~{\\it a} and ~{\\bf bc}~}", "utf-8"),
        ("colours of a terminal", b"\x1b[31mred\x1b[0m \x1b(B plain\x0e\x0f", "utf-8"),
        ("escapes in UTF-8", ("\x1b[31m" + SIMPLIFIED).encode(), "utf-8"),
    ],
)
def test_what_real_files_are_like(label: str, data: bytes, codec: str) -> None:
    assert detect(data).encoding == codec or read(data).source.encoding == codec, label
    assert read(data).source.encoding == codec, label


@pytest.mark.parametrize("named", ["utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis", "euc-kr", "utf-16", "klingon"])
@pytest.mark.parametrize(("text", "codec"), LANGUAGES[:4], ids=brief)
def test_the_bytes_outweigh_a_wrong_declaration(text: str, codec: str, named: str) -> None:
    line = text.splitlines()[1]
    data = PAGE.format(f'<meta charset="{named}">', line).encode(codec)
    assert read(data).source.encoding == codec
    assert line in read(data).raw


POLISH = "Most we wsi zostanie naprawiony przed porą deszczową; większość głosowała za tą uchwałą."


@pytest.mark.parametrize(
    ("named", "text", "data", "codec"),
    [
        ("big5", "\u9673\u5049", "\u9673\u5049".encode("big5"), "big5hkscs"),  # in GBK as common a pair
        ("gb2312", "\u671d\u5cb8", "\u671d\u5cb8".encode("gb18030"), "gb18030"),  # the same bytes
        ("windows-1250", POLISH, POLISH.encode("cp1250"), "cp1250"),
        ("iso-8859-2", POLISH, POLISH.encode("iso8859-2"), "iso8859-2"),
    ],
)
def test_a_declaration_decides_what_the_bytes_do_not(named: str, text: str, data: bytes, codec: str) -> None:
    page = (
        b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=' + named.encode() + b'"></head><p>'
    )
    reading = read(page + data + b"</p>")
    assert reading.source.encoding == codec
    assert text in reading.raw


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("<META CHARSET=GBK>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset = x-x-big5'>", "big5hkscs"),
        ('<?xml version="1.0" encoding="EUC-KR"?>', "cp949"),
        ("Content-Type: text/plain; charset=iso-8859-1\r\n", "cp1252"),
        ('@charset "Shift_JIS";', "cp932"),
        ('<meta charset="utf-16le">', "utf-8"),  # it could not have been read so far
        ('<meta charset="klingon">', None),
        ("the charset of a page", None),
        ("no word of it", None),
    ],
)
def test_what_a_file_says_of_itself_is_found(head: str, codec: str | None) -> None:
    assert declared(head.encode()) == codec


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("GB2312", "gb18030"), ("gbk", "gb18030"), ("x-gbk", "gb18030"), ("cp936", "gb18030"), ("Big5", "big5hkscs"),
        ("x-x-big5", "big5hkscs"), ("big5-hkscs", "big5hkscs"), ("iso-8859-1", "cp1252"), ("latin1", "cp1252"),
        ("euc-kr", "cp949"), ("shift_jis", "cp932"), ("windows-31j", "cp932"), ("hz-gb-2312", "hz"), ("hz", "hz"),
        ("EUC_TW", "euc-tw"), ("ISO-2022-CN", "iso-2022-cn"), ("utf8", "utf-8"), ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"), ("cp437", "cp437"), (" utf-8 ", "utf-8"), ("klingon", None), ("", None), ("a\0b", None),
    ],
)  # fmt: skip
def test_labels_of_the_web_are_known(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


def scrambled(data: bytes) -> bytes:
    chance = random.Random(1)  # noqa: S311  # the same every time
    return bytes(chance.randrange(0x20, 0x100) for _ in data)


@pytest.mark.parametrize(
    "make",
    [
        scrambled,
        lambda data: bytes(byte ^ 0x55 for byte in data),
        lambda data: data[::-1].translate(bytes((*range(128), *reversed(range(128, 256))))),
    ],
)
def test_what_is_in_no_known_encoding_is_a_guess(make: Callable[[bytes], bytes]) -> None:
    reading = read(make(SIMPLIFIED.encode("gb18030")))
    assert reading.source.confidence < LEAST
    assert reading.source.encoding


@pytest.mark.parametrize("name", ["idna", "undefined", "punycode", "rot13", "base64", "raw_unicode_escape", "utf-7"])
def test_a_page_cannot_declare_what_is_no_encoding_of_text(name: str) -> None:
    for body in ("目录，开展工作。".encode("gb18030"), bytes(range(128, 256)) * 3):
        page = b'<html><meta charset="' + name.encode() + b'"><p>' + body + b"</p></html>"
        assert name not in read(page, None, "a.html").source.encoding
