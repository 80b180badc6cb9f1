"""Bytes that a codec does not take: counted, shown, warned about with place and value; in pages too."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechkit
from speechkit.errors import InputError
from speechkit.source import original, read, refuse_binary

LINE = "各位代表，春耕已经开始了，水渠修好了，地里有了水。\n"
PAGE = (
    "<!DOCTYPE html><html><head><title>春耕</title><script>var a = '开始';</script></head><body><p>{}</p></body></html>"
)


@pytest.mark.parametrize(
    ("codec", "tail"),
    [
        ("utf-8", "水".encode()[:2]),
        ("gb18030", "水".encode("gb18030")[:1]),
        ("utf-16-le", "水".encode("utf-16-le")[:1]),
        ("utf-16-be", "水".encode("utf-16-be")[:1]),
        ("utf-32-le", "水".encode("utf-32-le")[:3]),
        ("hz", b"~{K"),
    ],
)
def test_a_cut_tail_is_shown_and_told(codec: str, tail: bytes) -> None:
    data = (LINE * 3).encode(codec) + tail
    document = speechkit.clean(data)
    lost = tail.removeprefix(b"~{")
    assert document.source.encoding == codec
    assert document.source.bad_bytes == len(lost)
    assert document.ledger.raw == LINE * 3 + "\ufffd" * len(lost)
    warning = next(each for each in document.warnings if each.code == "bad_bytes")
    assert (warning.span, warning.bytes) == ((len(LINE) * 3, len(document.ledger.raw)), lost.hex(" "))
    assert "cut off" in warning.message


def test_a_lone_half_of_a_surrogate_pair_costs_its_two_bytes_only() -> None:
    data = LINE.encode("utf-16-le") + b"\x00\xd8" + LINE.encode("utf-16-le")
    reading = read(codecs.BOM_UTF16_LE + data)
    assert reading.raw == f"{LINE}\ufffd\ufffd{LINE}"
    assert [run.bytes for run in reading.bad] == [b"\x00\xd8"]


def test_a_bad_byte_of_a_page_has_its_place_in_the_text_stream() -> None:
    data = PAGE.format("地里有了水，X大家踏实。").encode("gb18030").replace(b"X", b"\xff\x81\xff")
    reading = read(data)
    assert reading.source.media_type == "text/html"
    (run,) = reading.bad
    assert reading.raw[run.start - 3 : run.end] == "了水，\ufffd\ufffd\ufffd"
    assert run.bytes == b"\xff\x81\xff"
    assert reading.source.bad_bytes == 3


def test_a_bad_byte_outside_the_text_stream_is_counted_and_told() -> None:
    data = PAGE.format("地里有了水。").encode().replace("开始".encode(), b"\xff\xfe")
    document = speechkit.clean(data)
    assert document.source.bad_bytes == 2
    (warning,) = [each for each in document.warnings if each.code == "bad_bytes"]
    assert warning.span is None
    assert warning.message.startswith("2 more bytes")


def test_private_use_characters_of_a_page_are_no_bad_bytes() -> None:
    data = PAGE.format("地里\U0010fe41有了水。").encode().replace("开始".encode(), b"\xff\xfe")
    reading = read(data)
    assert "地里\U0010fe41有了水。" in reading.raw
    assert reading.bad == ()
    assert reading.source.bad_bytes == 2


def test_many_bad_bytes_are_told_in_so_many_warnings() -> None:
    document = speechkit.clean((LINE.encode() + b"\xff") * 300)
    assert document.source.bad_bytes == 300
    warnings = [each for each in document.warnings if each.code == "bad_bytes"]
    assert len(warnings) == 201
    assert warnings[-1].message.startswith("100 more")


@pytest.mark.parametrize(
    ("label", "data", "encoding"),
    [
        ("gb2312", "镕㐂".encode("gb18030"), "gb18030"),  # neither is in GB 2312
        ("big5", "嘅啲".encode("big5hkscs"), "big5hkscs"),
        ("iso-8859-1", b"\x93no\x94", "cp1252"),
        ("x-euc-tw", b"\xc4\xe3", "euc-tw"),
        ("hz-gb-2312", b"~{VP~}", "hz"),
        ("utf-16", b"-N", "utf-16-le"),
        ("utf-16", codecs.BOM_UTF16_BE + b"N-", "utf-16-be"),
        ("utf-16le", codecs.BOM_UTF16_LE + b"-N", "utf-16-le"),
        ("utf-32", "中".encode("utf-32-le"), "utf-32-le"),
        ("utf-8-sig", codecs.BOM_UTF8 + "中".encode(), "utf-8"),
        ("cp437", b"\x82", "cp437"),
    ],
)
def test_an_encoding_may_be_given_by_any_of_its_labels(label: str, data: bytes, encoding: str) -> None:
    reading = read(data, label)
    assert (reading.source.encoding, reading.source.bad_bytes, reading.source.confidence) == (encoding, 0, 1.0)
    assert original(reading.raw, reading.source) == (None if encoding == "euc-tw" else data)


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("ISO-2022-CN, twenty bytes", b"\x1b$)A\x0e8wN;4z1m#,4:8{\x0f"[:20]),
        ("HZ", b"~{8wN;4z1m~}"),
        ("a few NULs", b"a" * 40 + b"\0\0" + LINE.encode()),
        ("padded with NULs", LINE.encode() + b"\0" * 4000),
        ("one control character in a short text", b"\x01" + "中".encode()),
        ("UTF-16 without a mark", LINE.encode("utf-16-le")),
        ("UTF-16 without a mark, cut", LINE.encode("utf-16-be")[:21]),
        ("bytes in no known encoding", bytes(range(0x80, 0x100)) * 4),
    ],
)
def test_what_may_be_text_is_read(label: str, data: bytes) -> None:
    refuse_binary(data, "a.txt")
    assert speechkit.clean(data).source.bytes == len(data), label


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 500, b"\0" * 100 + b"\x01" * 100])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary data"):
        refuse_binary(data, "a.txt")


def test_a_file_in_no_known_encoding_is_a_flagged_document() -> None:
    document = speechkit.clean(bytes(range(0x80, 0x100)) * 4)
    warning = next(each for each in document.warnings if each.code == "low_confidence_encoding")
    assert "--encoding" in warning.message
    assert document.source.encoding in warning.message


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "水", "\ufffd", "<script>", "</script>", "\U0010fe41", "&#x10fe80;", "a", "\n"]
        ),
        max_size=12,
    ),
    st.lists(st.integers(0, 60), max_size=3),
)
def test_any_damaged_page_is_read(parts: list[str], places: list[int]) -> None:
    data = b"<html>" + "".join(parts).encode()
    for at in places:
        data = data[: 6 + at] + b"\xff" + data[6 + at :]
    reading = read(data, "utf-8")
    shown = sum(len(run.bytes) for run in reading.bad)
    assert all(set(reading.raw[run.start : run.end]) == {"\ufffd"} for run in reading.bad)
    assert shown <= reading.source.bad_bytes or "&#x10fe80;" in parts
    assert "\U0010feff" not in reading.raw
