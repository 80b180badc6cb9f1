"""Conversion of script: only when asked for, and only once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair

SIMPLE = Options(only=("repair.script",), script="simplified")
TRADITIONAL = Options(only=("repair.script",), script="traditional")

CASES = [
    ("to simplified", "鄉親們，這項工程關係到每一戶。", "乡亲们，这项工程关系到每一户。", SIMPLE),
    ("to traditional", "乡亲们，这项工程关系到每一户。", "鄉親們，這項工程關係到每一戶。", TRADITIONAL),
    ("by phrases", "头发和发展，皇后和后来，我们都知道", "頭髮和發展，皇后和後來，我們都知道", TRADITIONAL),
    ("several lines", "第一條\n第二條\n", "第一条\n第二条\n", SIMPLE),
    ("simplified already", "乡亲们，今天开会。", "乡亲们，今天开会。", SIMPLE),
    ("traditional already", "鄉親們，今天開會，走了萬里。", "鄉親們，今天開會，走了萬里。", TRADITIONAL),
    ("a heading of a traditional text", "嚴格考核\n鄉親們，今天開會。", "嚴格考核\n鄉親們，今天開會。", TRADITIONAL),
    ("nothing to convert", "abc 123", "abc 123", TRADITIONAL),
]


@pytest.mark.parametrize(("before", "after", "options"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_script_is_converted(before: str, after: str, options: Options) -> None:
    text, edits = repair(before, options)
    assert text == after
    assert {edit.rule for edit in edits} <= {f"script.{options.script}"}
    assert repair(text, options) == (text, [])


def test_it_is_kept_unless_asked() -> None:
    assert repair("鄉親們", Options(only=("repair.script",))) == ("鄉親們", [])


@pytest.mark.parametrize("options", [SIMPLE, TRADITIONAL], ids=["simplified", "traditional"])
@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("万里皇后干部发展头发系统关系台湾著作一只萬裏後乾幹們们\n，"), max_size=30))
def test_a_second_time_changes_nothing(options: Options, text: str) -> None:
    after, _ = repair(text, options)
    assert repair(after, options) == (after, [])
