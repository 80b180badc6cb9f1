"""Bytes to text: encodings, bad bytes, binaries, pages."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechkit
from speechkit.errors import InputError, OptionError
from speechkit.source import detect, newline_of, original, read, refuse_binary

SIMPLIFIED = (
    "同志们：今天我们在这里召开全县水利工作会议，主要任务是总结去年的工作，部署今年的任务。\n一、要把责任压实。\n"
)
TRADITIONAL = (
    "各位先進：今天我們在這裡召開全縣水利工作會議，主要任務是總結去年的工作，部署今年的任務。\n一、要把責任壓實。\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "mark", "name"),
    [
        (SIMPLIFIED, "utf-8", b"", "utf-8"),
        (SIMPLIFIED, "utf-8", codecs.BOM_UTF8, "utf-8"),
        (SIMPLIFIED, "gb18030", b"", "gb18030"),
        (TRADITIONAL, "gb18030", b"", "gb18030"),
        (TRADITIONAL, "big5hkscs", b"", "big5hkscs"),
        (SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        (TRADITIONAL, "utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        (SIMPLIFIED, "utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        (SIMPLIFIED, "utf-16-le", b"", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", b"", "utf-16-be"),
        (SIMPLIFIED, "utf-32-be", b"", "utf-32-be"),
        ("plain ASCII text.\n", "ascii", b"", "utf-8"),
    ],
)
def test_an_encoding_is_named_read_and_can_be_inverted(text: str, codec: str, mark: bytes, name: str) -> None:
    data = mark + text.encode(codec)
    reading = read(data)
    assert (reading.source.encoding, reading.raw, reading.source.bad_bytes) == (name, text, 0)
    assert original(reading.raw, reading.source) == data
    assert ("byte order mark" in reading.source.steps) == bool(mark)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x81\xff\xff"])
def test_a_bad_byte_rules_out_nothing_and_is_shown(codec: str, bad: bytes) -> None:
    whole = (TRADITIONAL * 3).encode(codec)
    cut = len(TRADITIONAL.encode(codec))
    reading = read(whole[:cut] + bad + b"\n" + whole[cut:])
    assert reading.source.encoding == codec
    assert reading.source.bad_bytes == sum(len(run.bytes) for run in reading.bad) > 0
    run = reading.bad[0]
    assert set(reading.raw[run.start : run.end]) == {"\ufffd"}
    document = speechkit.clean(whole[:cut] + bad + b"\n" + whole[cut:])
    warning = next(w for w in document.warnings if w.code == "bad_bytes")
    assert warning.bytes == run.bytes.hex(" ")
    assert warning.span == (run.start, run.end)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_a_file_cut_inside_a_character_keeps_its_encoding(codec: str) -> None:
    data = (TRADITIONAL * 3).encode(codec)
    while data[:-1].decode(codec, "replace")[-1] != "\ufffd":
        data = data[:-1]
    assert detect(data[:-1]).encoding == codec


@pytest.mark.parametrize(
    ("text", "codec"),
    [("これは日本語の文章です。会議を始めます。\n" * 5, "cp932"), ("Сегодня мы открываем совещание.\n" * 5, "cp1251")],
)
def test_other_languages_are_left_to_the_last_resort(text: str, codec: str) -> None:
    reading = read(text.encode(codec))
    assert reading.raw == text


def test_an_encoding_can_be_given() -> None:
    data = TRADITIONAL.encode("big5hkscs")
    assert read(data, "big5").raw == TRADITIONAL
    assert read(data, "gb18030").source.encoding == "gb18030"
    with pytest.raises(OptionError, match="no encoding is called"):
        read(data, "klingon")


@pytest.mark.parametrize("encoding", ["no-such", "base64", "rot13", "idna", "punycode", "undefined"])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(speechkit.OptionError, match="no encoding is called"):
        read(b"abc", encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "bad"),
    [
        (b"+2AA-abc", "utf-7", b"\xed\xa0\x80"),
        (rb"\ud800abc", "unicode_escape", b"\xed\xa0\x80"),
        ("\udcffabc", None, b"\xff"),  # as errors="surrogateescape" gives it
    ],
)
def test_half_a_surrogate_pair_is_a_bad_byte(data: bytes | str, encoding: str | None, bad: bytes) -> None:
    reading = read(data, encoding)
    assert reading.raw == "\ufffdabc"
    assert [run.bytes for run in reading.bad] == [bad]
    assert reading.source.bad_bytes == len(bad)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    reading = read(data)
    assert reading.source.bytes == len(data)
    assert reading.source.characters == len(reading.raw)
    back = original(reading.raw, reading.source)
    assert back is None or back == data


@given(st.text(st.characters(), max_size=50))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    assert len(reading.raw) == len(text)
    reading.raw.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (bytes(range(256)) * 8, "binary data"),
    ],
)
def test_binary_files_are_refused_with_the_next_step(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        refuse_binary(data, "a.txt")
    assert str(caught.value).startswith("a.txt: this is ")
    assert caught.value.advice
    speechkit.clean(data)  # the library takes any bytes


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-32-be", "utf-16"])
def test_text_is_no_binary(codec: str) -> None:
    refuse_binary(TRADITIONAL.encode(codec), "a.txt")
    refuse_binary(b"", "empty.txt")
    refuse_binary((codecs.BOM_UTF16_LE + TRADITIONAL.encode("utf-16-le"))[:21], "cut.txt")


@pytest.mark.parametrize(
    ("text", "kind"), [("", "none"), ("a\nb", "lf"), ("a\r\nb\r\n", "crlf"), ("a\rb", "cr"), ("a\r\nb\n", "mixed")]
)
def test_newlines_are_named(text: str, kind: str) -> None:
    assert newline_of(text) == kind


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>讲话-某县之窗</title><style>p{color:red}</style>
<script>var a = "不要";</script></head>
<body><nav><ul><li>首页</li><li>公开</li></ul></nav>
<article><header><h1>在水利工作会上的讲话</h1></header>
<p>同志们:</p>
<p>今天的会议<b>很</b>重要，要把
责任压实&nbsp;到底。<br>第二行</p></article>
<aside>热门文章</aside><footer>版权所有</footer></body></html>"""


def test_a_page_becomes_its_text_stream() -> None:
    reading = read(PAGE)
    assert reading.source.media_type == "text/html"
    assert reading.source.steps[-1] == "html to text"
    lines = reading.raw.splitlines()
    assert lines[1:6] == [
        "首页",
        "公开",
        "在水利工作会上的讲话",
        "同志们:",
        "今天的会议很重要，要把责任压实\u00a0到底。",
    ]
    assert lines[6] == "第二行"
    assert "不要" not in reading.raw
    assert "color" not in reading.raw


def test_what_a_page_says_is_no_body_goes_out_by_edits() -> None:
    document = speechkit.clean(PAGE, name="a.html")
    for gone in ("首页", "热门文章", "版权所有", "某县之窗"):
        assert gone not in document.to_text()
        assert gone in document.ledger.raw
    assert "在水利工作会上的讲话" in document.to_text()
    rules = {edit.rule: edit.why for edit in document.changes_made() if edit.rule.startswith("element.")}
    assert rules == {
        "element.title": "<title>",
        "element.nav": "<nav> or a menu",
        "element.aside": "<aside>",
        "element.footer": "<footer>",
    }
    assert document.undo() == document.ledger.raw


def test_a_page_that_keeps_its_body_in_a_header_loses_nothing() -> None:
    page = "<html><body><header><p>同志们，今天开会。</p></header></body></html>"
    assert "今天开会" in speechkit.clean(page).to_text()


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<nav>",
                "</nav>",
                "<title>",
                "汉",
                "a ",
                "\n",
                "<br>",
                "<header>",
                "\ufdd0",
                "\ufdd1",
                "\ufdd10\ufdd1",
                "<table>",
                "<td>",
            ]
        ),
        max_size=20,
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    reading = read("<html>" + "".join(parts))
    assert reading.page is not None
    last = 0
    for row in reading.page.rows:
        assert last == row.start < row.end < len(reading.raw)
        assert reading.raw[row.end] == "\n"
        last = row.end + 1
    assert not set(reading.raw) & {"\ufdd0", "\ufdd1", "\ufdd2"}
