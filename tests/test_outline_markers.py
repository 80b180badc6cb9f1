"""Markers: what begins a numbered line, in every width and misprint, and what only looks like one."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from speechkit.numerals import number_of
from speechkit.outline.markers import Style, match
from speechkit.outline.runin import title_at


class Case(NamedTuple):
    """A line and what its marker is: style, number, and the words after it."""

    line: str
    style: Style | None
    number: int
    words: str
    why: str


MARKERS = [
    Case("一、抓学习", Style.HAN, 1, "抓学习", "the official first level"),
    Case("十二、抓学习", Style.HAN, 12, "抓学习", "two numerals"),
    Case("二十一、抓学习", Style.HAN, 21, "抓学习", "three numerals"),
    Case("三．抓学习", Style.HAN, 3, "抓学习", "a stop for the comma"),
    Case("三.抓学习", Style.HAN, 3, "抓学习", "the same, half width"),
    Case("四 、抓学习", Style.HAN, 4, "抓学习", "a blank before the comma"),
    Case("五、　抓学习", Style.HAN, 5, "抓学习", "a wide blank after it"),
    Case("六丶抓学习", Style.HAN, 6, "抓学习", "the stroke U+4E36 for the comma"),
    Case("六､抓学习", Style.HAN, 6, "抓学习", "a half-width enumeration comma"),
    Case("－、抓学习", Style.HAN, 1, "抓学习", "a dash for the numeral"),
    Case("（一）抓学习", Style.PAREN_HAN, 1, "抓学习", "the official second level"),
    Case("(二)抓学习", Style.PAREN_HAN, 2, "抓学习", "half width"),
    Case("（ 三 ）抓学习", Style.PAREN_HAN, 3, "抓学习", "blanks inside"),
    Case("（四）、抓学习", Style.PAREN_HAN, 4, "抓学习", "a comma too many"),
    Case("㈤抓学习", Style.PAREN_HAN, 5, "抓学习", "one character for three"),
    Case("（—）抓学习", Style.PAREN_HAN, 1, "抓学习", "a dash for the numeral"),
    Case("（贰）抓学习", Style.PAREN_FORMAL, 2, "抓学习", "a formal numeral in brackets"),
    Case("拾贰、抓学习", Style.FORMAL, 12, "抓学习", "two formal numerals"),
    Case("丙、抓学习", Style.STEM, 3, "抓学习", "a heavenly stem"),
    Case("（甲）抓学习", Style.PAREN_STEM, 1, "抓学习", "a stem in brackets"),
    Case("第二部分：明年打算", Style.CHAPTER, 2, "明年打算", "a colon after the unit"),
    Case("第一篇　总论", Style.PART, 1, "总论", "a part of a book"),
    Case("六）抓学习", Style.PAREN_HAN, 6, "抓学习", "the opening bracket lost"),
    Case("1.抓学习", Style.DIGIT, 1, "抓学习", "the third level"),
    Case("２．抓学习", Style.DIGIT, 2, "抓学习", "full width"),
    Case("3、抓学习", Style.DIGIT, 3, "抓学习", "a comma for the stop"),
    Case("4.2024年的打算", Style.DIGIT, 4, "2024年的打算", "a year is no decimal"),
    Case("⒌抓学习", Style.DIGIT, 5, "抓学习", "one character for two"),
    Case("（6）抓学习", Style.PAREN_DIGIT, 6, "抓学习", "the fourth level"),
    Case("7)抓学习", Style.HALF_DIGIT, 7, "抓学习", "half a bracket"),
    Case("⑧抓学习", Style.CIRCLED, 8, "抓学习", "circled"),
    Case("贰、抓学习", Style.FORMAL, 2, "抓学习", "a formal numeral"),
    Case("第三章 用水管理", Style.CHAPTER, 3, "用水管理", "a chapter"),
    Case("第二節 取水許可", Style.SECTION, 2, "取水許可", "traditional"),
    Case("第一編 總則", Style.PART, 1, "總則", "traditional"),
    Case("第二部分 明年打算", Style.CHAPTER, 2, "明年打算", "a part of a report"),
    Case("第十章第二次会议", Style.CHAPTER, 10, "第二次会议", "第二 begins the title"),
    Case("第七条 用水应当节约。", Style.ARTICLE, 7, "用水应当节约。", "an article"),
    Case("（三）班子建设", Style.PAREN_HAN, 3, "班子建设", "班 begins a word"),
    Case("（二）组织开展培训", Style.PAREN_HAN, 2, "组织开展培训", "组 begins a word"),
]

NO_MARKERS = [
    ("2.8亿元投入使用", "a decimal"),
    ("2021.06至今立案三起", "a date"),
    ("12.5%的增幅", "a share"),
    ("1. 5万亩良田", "a decimal with a blank"),
    ("一、二、三产业融合", "a list of numerals"),
    ("十、百、千工程", "a list of powers"),
    ("一、三、五号楼", "a list of odd numbers"),
    ("五一、端午加强巡查", "a holiday"),
    ("第一书记要到岗", "a word"),
    ("第三产业增长", "a word"),
    ("第二章规定的情形", "a reference"),
    ("第一篇文章", "a word"),
    ("甲、乙两队", "two names"),
    ("第一节课讲纪律", "a word"),
    ("第三章第二条写明", "a reference"),
    ("（3）班同学请起立", "a class"),
    ("一是抓学习", "an enumeration"),
    ("二要抓学习", "an enumeration"),
    ("第一，抓学习", "an enumeration"),
    ("首先，抓学习", "an enumeration"),
    ("（2024年3月）", "a date in brackets"),
    ("——在会上的讲话", "a dash line"),
    ("一支队伍", "a numeral and a noun"),
    ("（会议纪要）", "a bracket"),
    ("0.抓学习", "no number"),
    ("", "nothing"),
]


@pytest.mark.parametrize("case", MARKERS, ids=lambda case: case.line)
def test_marker_is_read(case: Case) -> None:
    marker = match(case.line)
    assert marker is not None, case.why
    assert (marker.style, marker.number, case.line[marker.body :]) == (case.style, case.number, case.words), case.why


@pytest.mark.parametrize(("line", "why"), NO_MARKERS)
def test_no_marker_is_made_up(line: str, why: str) -> None:
    assert match(line) is None, why


@pytest.mark.parametrize(
    "line",
    ["一、二级道路要封闭", "二、三季度打算", "1、2月份产量", "3、4号楼交付", "一，抓学习", "二：抓学习", "三、五年内"],
)
def test_a_number_that_counts_on_is_doubtful(line: str) -> None:
    marker = match(line)
    assert marker is not None
    assert marker.doubtful


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十九", 19),
        ("三十", 30),
        ("九十九", 99),
        ("一百", 100),
        ("一百二十", 120),
        ("五一", 0),
        ("十十", 0),
        ("百", 0),
        ("十百", 0),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert number_of(numeral) == value


TITLES = [
    ("抓学习。学习是根本。", "抓学习", "学习是根本。", "the first stop ends the title"),
    ("抓学习，强队伍", "抓学习，强队伍", "", "a comma ends nothing"),
    ("抓学习。", "抓学习", "", "the final stop is dropped"),
    ("抓学习：", "抓学习", "", "and a colon"),
    ("抓学习；。全体参加", "抓学习", "全体参加", "and two marks"),
    ("怎么学？", "怎么学？", "", "a question mark stays"),
    ("怎么学？要真学。", "怎么学？要真学", "", "and ends nothing"),
    ("落实“先学。后用”要求。有人不学。", "落实“先学。后用”要求", "有人不学。", "a stop inside quotes"),
    ("贯彻《章程。总则》。有人不学。", "贯彻《章程。总则》", "有人不学。", "inside title marks"),
    ("抓重点（含窗口。）。有人不学。", "抓重点（含窗口。）", "有人不学。", "inside brackets"),
    ("抓“三基。有人不学。", "抓“三基", "有人不学。", "a quote that is never closed"),
    ("抓三基”工程。有人不学。", "抓三基”工程", "有人不学。", "a quote that was never opened"),
    (
        "思想上重视.有人说学不学一个样，这种说法害人不浅，要纠正过来。",
        "思想上重视",
        "有人说学不学一个样，这种说法害人不浅，要纠正过来。",
        "a half-width stop",
    ),
    ("学习马克.吐温", "学习马克.吐温", "", "a dot in a name"),
]


@pytest.mark.parametrize(("line", "title", "rest", "why"), TITLES)
def test_titles_end(line: str, title: str, rest: str, why: str) -> None:
    found = title_at(line)
    assert (line[: found.end], line[found.tail :]) == (title, rest), why
