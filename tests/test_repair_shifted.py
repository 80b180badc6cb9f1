"""Heads of shifted runs: what cannot be read back stays as printed and is flagged; real marks are no head."""

from __future__ import annotations

import pytest

import speechkit
from speechkit import Options
from speechkit.repair.shifted import shifted_heads

# Made by cutting GBK bytes inside 。活, 。科, 。基 and decoding from there on.
RUNS = ["各單位要抓緊?;顒咏M織好", "不能空洞??茖W的辦法", "落到人頭?；鶎咏ㄔO", "要確?！叭齻€一批”"]
HEALTHY = [
    "你做到了吗?;这一条要记住",
    "真的吗??这不行",
    "是不是?!要想清楚",
    "為什麼?;這是第二條",
    "怎么办?大家想一想",
    "要不要办？；何时办？！",
]
# Nothing was cut here: rare characters behind a mark that no bytes explain.
BEYOND = ["各单位要抓紧?;龘龖龘靐齉龗齾爩鱻，要抓好落实", "各單位要抓緊?；龘龖龘靐齉龗齾爩鱻，要抓好落實"]
UNREPAIRED = Options(skip=("repair.byteshift",))


@pytest.mark.parametrize("text", RUNS[:3])
def test_a_head_is_found(text: str) -> None:
    assert list(shifted_heads(text)) == [text.index("?")]


@pytest.mark.parametrize("text", RUNS[:3])
def test_a_run_that_is_not_repaired_stays_as_printed_and_is_flagged(text: str) -> None:
    document = speechkit.clean(f"同志们，今天开会。\n{text}，要抓好落实。\n", UNREPAIRED)
    assert text in document.to_text()
    assert [warning.code for warning in document.warnings].count("garbled_unrepaired") == 1


@pytest.mark.parametrize("text", RUNS)
def test_a_run_that_can_be_read_back_is_not_flagged(text: str) -> None:
    codes = {warning.code for warning in speechkit.clean(f"同志们，今天开会。\n{text}，要抓好落实。\n").warnings}
    assert "garbled_repaired" in codes
    assert "garbled_unrepaired" not in codes


@pytest.mark.parametrize("text", BEYOND)
def test_what_cannot_be_read_back_stays_and_is_flagged_once(text: str) -> None:
    document = speechkit.clean(f"同志们，今天开会。\n{text}。\n")
    assert text in document.to_text()
    assert [warning.code for warning in document.warnings] == ["garbled_unrepaired"]
    assert speechkit.clean(document.to_text()).to_text() == document.to_text()


@pytest.mark.parametrize("text", HEALTHY)
def test_real_marks_are_no_run(text: str) -> None:
    assert not list(shifted_heads(text))
    assert not [w for w in speechkit.clean(text).warnings if w.code.startswith("garbled")]
    assert "?" not in speechkit.repair(text)[0]


def test_the_question_mark_of_a_half_tag_stays() -> None:
    assert speechkit.repair("落到實處取得成?/p>")[0] == "落到實處取得成?/p>"
