"""HTML entities: decoded where they are damage, kept where somebody speaks about them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair

ONLY = Options(only=("repair.entities",))

DECODED = [
    ("quotation marks", "争当&ldquo;排头兵&rdquo;", "争当“排头兵”"),
    ("no-break space", "乡亲们&nbsp;大家好", "乡亲们\u00a0大家好"),
    ("without semicolon", "乡亲们&nbsp大家好", "乡亲们\u00a0大家好"),
    ("twice", "乡亲们&amp;nbsp;大家好", "乡亲们\u00a0大家好"),
    ("four times", "乡亲们&amp;amp;amp;ldquo;好", "乡亲们“好"),
    ("decimal", "种田&#12289;养鱼", "种田、养鱼"),
    ("hexadecimal", "种田&#x3001;养鱼", "种田、养鱼"),
    ("decimal without semicolon", "种田&#12289养鱼", "种田、养鱼"),
    ("decimal twice", "种田&amp;#12289;养鱼", "种田、养鱼"),
    ("windows-1252", "&#147;好&#148;", "“好”"),
    ("a whole line in numbers", "&#20057;&#20065;&#23481;", "乙乡容"),
    ("half entities", "争当ldquo;排头兵rdquo;rdquo;", "争当“排头兵””"),
    ("ampersand", "检验&amp;检测", "检验&检测"),
    ("escaped query", "见a.example/?x=1&amp;copy=2", "见a.example/?x=1&copy=2"),
    ("line feed", "甲&#10;乙", "甲\n乙"),
    ("spoken about on another line", "见代码\r春耕&ldquo;动员&rdquo;", "见代码\r春耕“动员”"),
    ("full-width semicolon", "争当&ldquo；排头兵&rdquo；", "争当“排头兵”"),
    ("full-width throughout", "争当＆ldquo；排头兵＆＃8221；", "争当“排头兵”"),
    ("angle brackets", "体温&lt;37度", "体温<37度"),
]
KEPT = [
    ("company", "AT&T与R&D部门"),
    ("company before a full-width semicolon", "R＆D；AT&T；Q&A；H&copy；"),
    ("query", "https://a.example/?a=1&copy=2&reg=3&nbsp=1"),
    ("spoken about", "在HTML里写&amp;要用五个字符"),
    ("spoken about later", "符号&lt;是网页代码里的小于号"),
    ("quoted", "屏幕上出现“&nbsp;”字样"),
    ("no entity", "甲&乙; 丙&notaname; &#; &#x;"),
    ("code", "if (a && b) f(&x, &y);"),
    ("word with the same end", "nbspx; endash"),
    ("not a character", "&#0; &#55296; &#9999999;"),
    ("nested on purpose", "&#&#51;8;"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in DECODED], ids=[case[0] for case in DECODED])
def test_entities_are_decoded(before: str, after: str) -> None:
    text, edits = repair(before, ONLY)
    assert text == after
    assert {edit.rule for edit in edits} <= {"entity.named", "entity.numeric"}


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_is_no_damage_stays(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_rules_tell_names_from_numbers() -> None:
    _, edits = repair("甲&middot;乙&#183;丙", ONLY)
    assert [edit.rule for edit in edits] == ["entity.named", "entity.numeric"]


PIECES = st.sampled_from(
    [
        "&",
        "amp;",
        "#",
        "x3001;",
        "12289",
        ";",
        "nbsp",
        "lt;",
        "＆",
        "；",
        "中",
        "a",
        "1",
        " ",
        "&#38;",
        "rdquo;",
        "&ldquo;",
        "HTML",
        "“",
        "”",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=16).map("".join))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])
