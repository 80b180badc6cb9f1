"""Width of punctuation: what becomes full-width, what stays, and that a second time changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair
from speechkit.repair.width import RULES, widened

WIDENED = [
    ("comma between Han", "抓好落实,注重实效", "抓好落实，注重实效"),
    ("salutation", "乡亲们:", "乡亲们："),
    ("semicolon and stop", "一看态度;二看行动。", "一看态度；二看行动。"),
    ("question", "准备好了吗?大家说!", "准备好了吗？大家说！"),
    ("after a year", "2018年,全镇修路", "2018年，全镇修路"),
    ("before a mask", "我们看到,x镇先行一步", "我们看到，x镇先行一步"),
    ("after a mask", "在全市xx,我们", "在全市xx，我们"),
    ("after a percentage", "增长了6.5%,高于去年", "增长了6.5%，高于去年"),
    ("between percentages", "分别为5%,3.2%左右", "分别为5%，3.2%左右"),
    ("between masks", "来自**,**的代表", "来自**，**的代表"),
    ("after a closing quote", "做到“三真”,力戒空谈", "做到“三真”，力戒空谈"),
    ("after a title mark", "出台《办法》,明确", "出台《办法》，明确"),
    ("before an opening quote", "口号是:“实干”", "口号是：“实干”"),
    ("after a bracket", "各科(室),各队(所):", "各科（室），各队（所）："),
    ("heading marker", "(二)打牢根基", "（二）打牢根基"),
    ("level-four marker", "(1)清理台账", "（1）清理台账"),
    ("half bracket", "1)清理台账", "1）清理台账"),
    ("bracket with letters in Chinese", "铁路(km)标段", "铁路（km）标段"),
    ("one bracket of a pair wide already", "（分)局", "（分）局"),
    ("nested brackets", "((一)打牢)根基", "（（一）打牢）根基"),
    ("blank after the mark", "县里, 乡里", "县里， 乡里"),
    ("run of marks", "真的吗?!好", "真的吗？！好"),
    ("run after a letter", "A,,中", "A，，中"),
    ("a time and a comma", "定于8:30开始,11:45结束", "定于8:30开始，11:45结束"),
    ("a ratio and a comma", "比分3:2,主队胜", "比分3:2，主队胜"),
    ("after an address", "网址是https://a.example/x?id=7&b=1,欢迎登录", "网址是https://a.example/x?id=7&b=1，欢迎登录"),
    ("before blanks at the end of a line", "下一步0: \n", "下一步0： \n"),
    ("behind an odd line end", "认识\u2028?;加固", "认识\u2028？；加固"),
    ("at the end of a line", "增幅达到5%;\n下一步", "增幅达到5%；\n下一步"),
    ("traditional", "各位代表:今天,我們", "各位代表：今天，我們"),
]

KEPT = [
    ("grouped digits", "完成1,250.5亿元"),
    ("time", "2021-03-04 09:15:00"),
    ("ratio", "按3:1的比例"),
    ("address", "https://a.example/p,q;v=1?x=(2)!y"),
    ("mail", "someone@a.example, other@a.example"),
    ("English", "Yes, we can! Really? (See note 3; page 4.)"),
    ("English around a Chinese word", "The word 实干, she wrote, is hard to translate (see 实干 above)."),
    ("code", 'call(x, y); print("a, b: c?")'),
    ("function", "函数f(x)在此处"),
    ("emoticon", "收到:) 谢谢"),
    ("sad emoticon", "下雨了:("),
    ("operator", "判断a!=b"),
    ("entity", "写作&amp;的符号"),
    ("no Chinese at all", "a,b;c:d?e!f(g)"),
    ("already wide", "同志们：今天，我们（全体）开会！"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in WIDENED], ids=[case[0] for case in WIDENED])
def test_chinese_punctuation_becomes_full_width(before: str, after: str) -> None:
    assert widened(before) == after
    assert widened(after) == after


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_is_no_chinese_punctuation_stays(text: str) -> None:
    assert widened(text) == text if "实干" not in text else widened(text).count(",") == text.count(",")


def test_every_mark_has_its_rule() -> None:
    text, edits = repair("甲,乙;丙:丁?戊!(己)", Options(only=("repair.width",)))
    assert text == "甲，乙；丙：丁？戊！（己）"
    assert [edit.rule for edit in edits] == [RULES[mark] for mark in ",;:?!()"]


def test_width_keep_switches_it_off() -> None:
    assert repair("甲,乙", Options(width="keep"))[0] == "甲,乙"


PIECES = st.sampled_from([*'中国一的,;:?!()（），：；”“。《》 abX1%*x=-/"\n'])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_second_time_changes_nothing(text: str) -> None:
    once = widened(text)
    assert len(once) == len(text)
    assert widened(once) == once


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert len(widened(text)) == len(text)
