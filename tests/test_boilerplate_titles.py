"""The first copy of a title stays, later equal ones near the top go; the year of a speech needs evidence."""

from __future__ import annotations

import pytest

from speechkit.boilerplate.meta import read
from speechkit.boilerplate.titles import remove_titles
from speechkit.passes import Draft, Options
from speechkit.source import decode

TITLE = "在全乡堤防加固动员会上的讲话"


def cleaned(text: str) -> Draft:
    draft = Draft(*decode(text.encode(), None, "")[:2], Options())
    while cuts := remove_titles(draft):
        draft.ledger.splice(cuts)  # type: ignore[arg-type]  # this editor makes cuts only
    return draft


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [
        ("printed twice", f"{TITLE}\n\n{TITLE}\n同志们：\n", f"{TITLE}\n\n同志们：\n"),
        ("with blanks and quoted", f"{TITLE}\n《在全乡堤防 加固动员会上的讲话》\n开会。\n", f"{TITLE}\n开会。\n"),
        ("in the other script", f"{TITLE}\n在全鄉堤防加固動員會上的講話\n开会。\n", f"{TITLE}\n开会。\n"),
        (
            "with glosses",
            "在全乡重(zhòng)点堤防会上的讲话\n在全乡重点堤防会上的讲话\n",
            "在全乡重(zhòng)点堤防会上的讲话\n",
        ),
        ("with the site's name", f"{TITLE}_芦苇荡文库\n{TITLE}\n开会。\n", f"{TITLE}\n开会。\n"),
        ("glued to the body", f"{TITLE}{TITLE}同志们：{'开会。' * 40}", f"{TITLE}同志们：{'开会。' * 40}"),
    ],
)
def test_a_later_copy_goes(label: str, before: str, after: str) -> None:
    draft = cleaned(before)
    assert draft.text == after, label


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("a similar subtitle", f"{TITLE}\n把堤修牢\n——{TITLE}\n"),
        ("a repeated heading", "一、把险段摸清楚\n甲。\n一、把险段摸清楚\n乙。\n"),
        ("a repeated salutation", "同志们、朋友们、乡亲们：\n甲。\n同志们、朋友们、乡亲们：\n"),
        ("a repeated sentence", "把堤修牢，把心放下。\n甲。\n把堤修牢，把心放下。\n"),
        ("a short line", "把堤修牢\n甲。\n把堤修牢\n"),
        ("a copy far below", "\n".join([TITLE, *(f"第{n}段话在这里。" for n in range(9)), TITLE]) + "\n"),
    ],
)
def test_these_lines_stay(label: str, text: str) -> None:
    assert cleaned(text).text == text, label


def test_a_copy_is_told() -> None:
    assert [note.code for note in cleaned(f"{TITLE}\n{TITLE}\n").notes] == ["duplicate_title"]


@pytest.mark.parametrize(
    ("label", "text", "year"),
    [
        ("in the title", "在2021年全乡堤防工作会议上的讲话\n开会。\n", "2021"),
        ("in Chinese figures", "在二〇二一年全乡堤防工作会议上的讲话\n开会。\n", "2021"),
        ("in brackets under the title", f"{TITLE}\n（2021年3月4日）\n开会。\n", "2021"),
        ("the year whose work is laid out", f"{TITLE}\n2021年，全乡堤防工作的总体思路是：先险后稳。\n", "2021"),
        ("two years in the title", "2020年总结暨2021年动员会上的讲话\n开会。\n", None),
        ("a span of years", "在2021-2023年规划会上的讲话\n开会。\n", None),
        ("two plans", f"{TITLE}\n2020年的总体思路是稳。\n2021年的总体思路是进。\n", None),
        ("a year that was told of", f"{TITLE}\n2021年，我们修了三座桥。\n", None),
    ],
)
def test_the_year_of_the_speech_needs_evidence(label: str, text: str, year: str | None) -> None:
    found = cleaned(text).metadata.get("speech_year")
    assert (found and found.value) == year, label


META = [
    ("作者:柳河生 | 发布时间:2021/3/4 | 阅读:88次", {"author", "date", "views"}),
    ("发布日期:2021-03-04 信息来源:芦苇荡日报 浏览次数:77 【字体:大 中 小】", {"date", "publisher", "views"}),
    ("编辑:柳河生 审核:周桥 2021年3月4日", {"editor", "date"}),
    ("楼主 柳河生 发表于 2021-03-04 05:06", {"author", "date"}),
    ("柳河生 | 2021-03-04 | 人气:88", {"date", "views"}),
    ("阅读 6920 赞 3128", {"views"}),
    ("来源:芦苇荡日报", {"publisher"}),
    ("2021-03-04 05:06:07", {"date"}),
]


@pytest.mark.parametrize(("line", "fields"), META)
def test_a_meta_line_is_read_to_its_end(line: str, fields: set[str]) -> None:
    slots = read(line)
    assert slots is not None
    assert {slot.field for slot in slots} == fields


@pytest.mark.parametrize(
    "line",
    [
        "2021年3月4日",
        "(2021年3月4日)",
        "时间:2021年3月4日 地点:乡礼堂",
        "来源于群众,服务于群众",
        "作者:群众,编者:时代",
        "时间:不等人,干部要先动",
        "2021年接待游客9310人次",
        "2021-13-45 05:06",
        "柳河生 2021-03-04",
    ],
)
def test_these_are_no_meta_lines(line: str) -> None:
    assert read(line) is None
