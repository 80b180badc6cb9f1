"""HZ, ISO-2022, EUC-TW, and pairs of bytes put back in step: what Python's codecs do not do."""

from __future__ import annotations

import random
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit import decoders, stepping
from speechkit.source import original, read

LINE = "桥要在雨季之前加固，过桥的车要限重，不能再等出了问题才去想办法，这件事本周之内要办好。"
TRADITIONAL = "橋要在雨季之前加固，過橋的車要限重，不能再等出了問題才去想辦法。"
EUC_TW = bytes.fromhex("f0fdd3d1c7e3cfe4a1a2c4e3")  # what another program, GNU iconv, writes for 橋要在雨，中


def hidden(text: str) -> int:
    """Return the number of bad bytes in a decoder's text."""
    return len(stepping.SURROGATES.findall(text))


@pytest.mark.parametrize(
    ("label", "data", "text", "bad"),
    [
        ("a stretch", b"a ~{<:Ky2;Hg~} b", "a 己所不如 b", 0),
        ("a tilde", b"~~100 ~{VP~}", "~100 中", 0),
        ("a line that goes on", b"~{VP~}~\n~{9z~}", "中国", 0),
        ("a stretch that nothing shuts", b"~{VP9z\nplain", "中国\nplain", 0),
        ("a lost brace", b"~VP9zHKCq~}ok", "\ufffd中国人民ok", 1),
        ("a lost tilde", b"{VP9zHKCq~}ok", "\ufffd中国人民ok", 1),
        ("a replaced tilde", b"\x82{VP9zHKCq~}ok", "\ufffd\ufffd中国人民ok", 2),
        ("a byte too few", b"~{VP9HKCq5D~}ok", "中\ufffd人民的ok", 1),
        ("a replaced byte", b"~{VP9\xf1HKCq5D~}ok", "中\ufffd\ufffd人民的ok", 2),
        ("a trail byte that is a tilde", "抖擞精神".encode("hz"), "抖擞精神", 0),
        ("an odd escape", b"~{VP~} ~x", "中 \ufffdx", 1),
    ],
)
def test_hz(label: str, data: bytes, text: str, bad: int) -> None:
    reading = read(data, "hz")
    assert (reading.raw, reading.source.bad_bytes) == (text, bad), label


@pytest.mark.parametrize(
    ("label", "data", "text", "bad"),
    [
        ("GB 2312", b"\x1b$)A\x0eVP9z\x0f ok", "中国 ok", 0),
        ("the next line calls again", b"\x1b$)A\x0eVP\x0f\n\x1b$)A\x0e9z\x0f", "中\n国", 0),
        ("CNS plane 1", b"\x1b$)G\x0eDcDn\x0f", "中仁", 0),
        ("both sets in one line", b"\x1b$)A\x0eVP\x1b$)GDc\x0f", "中中", 0),
        ("CNS plane 2 by single shift", b"\x1b$*Hx\x1bN!!y", "x乂y", 0),
        ("a shift-out lost", b"\x1b$)AVP9zHKCq\x0f ok", "中国人民 ok", 0),
        ("a byte too few", b"\x1b$)A\x0eVP9HKCq5D\x0fok", "中\ufffd人民的ok", 1),
        ("cut in a character", b"\x1b$)A\x0eVP9zH", "中国\ufffd", 1),
        ("an escape that means nothing", b"\x1b$)A\x0eVP\x0f\x1b[1m", "中\ufffd[1m", 1),
    ],
)
def test_iso_2022_cn(label: str, data: bytes, text: str, bad: int) -> None:
    reading = read(data, "iso-2022-cn")
    assert (reading.raw, reading.source.bad_bytes) == (text, bad), label


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("村の橋を直す。ABC\n資料", "iso2022_jp"),
        ("마을 다리\n회의 ABC", "iso2022_kr"),
        (LINE, "hz"),
        ("~ a\n中~\n", "hz"),
    ],
)
def test_what_python_decodes_reads_the_same(text: str, codec: str) -> None:
    data = text.encode(codec)
    assert decoders.DECODERS[codec](data) == text
    assert original(text, read(data, codec).source) == data


def test_euc_tw() -> None:
    text = decoders.euc_tw(EUC_TW)
    assert text == "橋要在雨，中"
    plane_1, plane_2 = b"\xc4\xe3", b"\x8e\xa2\xa1\xa1"
    assert decoders.euc_tw(b"a" + plane_1 + plane_2 + b"\n") == "a中乂\n"
    assert decoders.euc_tw(b"\x8e\xa1" + plane_1) == "中"
    reading = read(EUC_TW * 8, "x-euc-tw")
    assert reading.source.encoding == "euc-tw"
    assert original(reading.raw, reading.source) is None


def test_euc_tw_goes_on_after_a_lost_byte() -> None:
    data = EUC_TW[:6] + EUC_TW[7:] + b"\n" + EUC_TW
    text = decoders.euc_tw(data * 1)
    assert text.endswith("\n橋要在雨，中")
    assert hidden(text) == 1


def test_planes_beyond_the_second_are_asked_of_iconv_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    far = b"\x8e\xa3\xa1\xa1"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    reading = read(EUC_TW + far + EUC_TW, "euc-tw")
    assert reading.source.bad_bytes == len(far)
    assert reading.bad[0].bytes == far
    monkeypatch.undo()
    if shutil.which("iconv"):
        assert hidden(decoders.euc_tw(EUC_TW + far)) in {0, len(far)}  # another iconv may not know the plane


def test_every_character_of_the_two_planes_is_one() -> None:
    planes = decoders._planes()
    assert (len(planes[1]), len(planes[2])) == (5867, 7650)
    assert all(len(char) == 1 for table in planes.values() for char in table.values())
    assert planes[1][b"Dc"] == "中"


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "euc-tw", "hz"])
@pytest.mark.parametrize("seed", range(4))
def test_a_deleted_byte_costs_little_more_than_its_character(codec: str, seed: int) -> None:
    line = EUC_TW * 5 if codec == "euc-tw" else (TRADITIONAL if codec == "big5hkscs" else LINE).encode(codec)
    expected = read(line, codec).raw
    chance = random.Random(seed)  # noqa: S311  # the same damage every time
    cut = [chance.randrange(8, len(line) - 4) for _ in range(5)]
    reading = read(b"\n".join(line[:at] + line[at + 1 :] for at in cut), codec)
    for found in reading.raw.split("\n"):
        missing = sum(max(0, expected.count(char) - found.count(char)) for char in set(expected))
        assert missing <= 4, found


def test_two_sets_of_kana_in_a_damaged_line_stay() -> None:
    text = "牌子上写着“ありがとうございました、またおこしくださいませ”一行字，桥要加固。"
    data = text.encode("gb18030")
    assert read(data[:-1], "gb18030").raw == text[:-1] + "\ufffd"
    assert read(data.replace("桥".encode("gb18030"), b"\xff\xff"), "gb18030").raw == text.replace("桥", "\ufffd\ufffd")


def test_a_lead_byte_without_its_trail_does_not_eat_the_tag() -> None:
    data = "<p>桥要加固".encode("gb18030")[:-1] + b"</p>\n" + "<p>限重。</p>".encode("gb18030")
    reading = read(data, "gb18030")
    assert reading.raw == "<p>桥要加\ufffd</p>\n<p>限重。</p>"
    assert [run.bytes for run in reading.bad] == ["固".encode("gb18030")[:1]]


@given(st.binary(max_size=120))
def test_any_bytes_are_decoded(data: bytes) -> None:
    for name in decoders.DECODERS:
        reading = read(data, name)
        assert reading.source.bad_bytes <= len(data)
        assert "\udc80" not in reading.raw
    for codec in ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"):
        text = stepping.stepped(data, codec)
        assert text is not None
        if hidden(text) == 0:
            assert text == data.decode(codec)


@given(st.text("桥要在雨~{}AZ\n", max_size=40))
def test_hz_is_read_as_python_writes_it(text: str) -> None:
    assert decoders.hz(text.encode("hz")) == text
    assert "".join(decoders._hz_line(text.encode("hz").split(b"\n")[0], stepping.Stepper())) == text.partition("\n")[0]
