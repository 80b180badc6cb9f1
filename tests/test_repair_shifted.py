"""Heads of shifted runs: left as printed and flagged; real question marks and semicolons are widened."""

from __future__ import annotations

import pytest

import speechkit
from speechkit.repair.shifted import shifted_heads

# Made by cutting GBK bytes inside 。活, 。科, 。基 and decoding from there on.
RUNS = ["各單位要抓緊?;顒咏M織好", "不能空洞??茖W的辦法", "落到人頭?；鶎咏ㄔO".replace("；", ";")]
HEALTHY = ["你做到了吗?;这一条要记住", "真的吗??这不行", "是不是?!要想清楚", "為什麼?;這是第二條", "怎么办?大家想一想"]


@pytest.mark.parametrize("text", RUNS)
def test_a_run_stays_as_printed_and_is_flagged(text: str) -> None:
    assert list(shifted_heads(text)) == [text.index("?")]
    document = speechkit.clean(f"同志们，今天开会。\n{text}，要抓好落实。\n")
    assert text[: text.index("?") + 2] in document.to_text()
    assert [warning.code for warning in document.warnings].count("garbled_unrepaired") == 1


@pytest.mark.parametrize("text", HEALTHY)
def test_real_marks_are_no_run(text: str) -> None:
    assert not list(shifted_heads(text))
    assert not [w for w in speechkit.clean(text).warnings if w.code == "garbled_unrepaired"]
    assert "?" not in speechkit.repair(text)[0]


def test_the_question_mark_of_a_half_tag_stays() -> None:
    assert speechkit.repair("落到實處取得成?/p>")[0] == "落到實處取得成?/p>"
