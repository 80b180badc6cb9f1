"""Slips in the print of a number, decimals, numbers parted from their titles or glued to a text; salutations."""

from __future__ import annotations

import pytest

import speechkit
from speechkit.outline.frontmatter import is_salutation
from speechkit.render import plain
from tests.test_outline_blocks import BODY, Case, lines, outlined, shown

CASES = [
    # ---- one number in another form
    Case(
        "a digit for the first numeral",
        lines("1、修渠", "BODY", "二、打井", "BODY", "三、造林", "BODY"),
        ["1 1、 修渠", "1 二、 打井", "1 三、 造林"],
    ),
    Case(
        "a digit between two numerals",
        lines("一、修渠", "BODY", "2．打井", "BODY", "三、造林", "BODY"),
        ["1 一、 修渠", "1 2． 打井", "1 三、 造林"],
    ),
    Case(
        "children of a section before a missing one",
        lines("一、修渠", "1.清淤", "BODY", "2.砌石", "BODY", "三、造林", "BODY"),
        ["1 一、 修渠", "2 1. 清淤", "2 2. 砌石", "1 三、 造林"],
    ),
    Case(
        "half a bracket",
        lines("一、修渠", "（一）清淤。BODY", "（二砌石。BODY", "（三）放水。BODY", "二、打井", "BODY"),
        ["1 一、 修渠", ">2 （一） 清淤", ">2 （二 砌石", ">2 （三） 放水", "1 二、 打井"],
    ),
    Case(
        "a bracket that opens a remark",
        lines("一、修渠", "BODY", "（三年前这里还没有路。", "二、打井", "BODY"),
        ["1 一、 修渠", "1 二、 打井"],
    ),
    Case(
        "a blank for the mark",
        lines("一　修渠", "BODY", "二　打井", "BODY", "三　造林", "BODY"),
        ["1 一 修渠", "1 二 打井", "1 三 造林"],
    ),
    Case(
        "a blank behind a word",
        lines("一、修渠", "BODY", "一 个人修不成一条渠。", "二、打井", "BODY"),
        ["1 一、 修渠", "1 二、 打井"],
    ),
    Case(
        "rows of a table",
        lines("修渠的账", "一 石料 二百万", "二 人工 一百万", "BODY"),
        [],
    ),
    # ---- Roman numerals
    Case(
        "Roman numerals",
        lines("Ⅰ、會務", "BODY", "Ⅱ、財務", "BODY"),
        ["1 Ⅰ、 會務", "1 Ⅱ、 財務"],
    ),
    Case("grades in Roman numerals", lines("Ⅰ级响应由县里启动。", "Ⅱ级响应由乡里启动。", "BODY"), []),
    # ---- decimals
    Case(
        "decimals below digits",
        lines("1.修渠", "1.1 清淤", "BODY", "1.2 砌石", "BODY", "2.打井", "2.1 选点", "BODY", "2.2 下管", "BODY"),
        ["1 1. 修渠", "2 1.1 清淤", "2 1.2 砌石", "1 2. 打井", "2 2.1 选点", "2 2.2 下管"],
    ),
    Case(
        "three figures",
        lines("第1章 修渠", "1.1 清淤", "1.1.1 上游", "BODY", "1.1.2 下游", "BODY", "1.2 平台加固", "BODY"),
        ["1 第1章 修渠", "2 1.1 清淤", "3 1.1.1 上游", "3 1.1.2 下游", "2 1.2 平台加固"],
    ),
    Case(
        "measures",
        lines("1.修渠", "BODY", "1.1万亩地浇上了水。", "1.2公里渠衬了石。", "2.打井", "BODY", "2.1倍的水量。", "BODY"),
        ["1 1. 修渠", "1 2. 打井"],
    ),
    Case(
        "a decimal alone",
        lines("1.修渠", "BODY", "1.1这个数字不高。", "2.打井", "BODY"),
        ["1 1. 修渠", "1 2. 打井"],
    ),
    Case(
        "decimals that repeat no number",
        lines("1.修渠", "BODY", "3.1清淤", "3.2砌石", "2.打井", "BODY"),
        ["1 1. 修渠", "1 2. 打井"],
    ),
    Case(
        "references in brackets",
        lines("一、修渠", "BODY", "（一）和（二）两条要一起看。", "（一）、（二）两条也一样。", "二、打井", "BODY"),
        ["1 一、 修渠", "1 二、 打井"],
    ),
    # ---- parts without numbers
    Case(
        "a part that holds nothing but paragraphs",
        lines(
            "BODY",
            "去年工作回顾",
            "一、修渠",
            "BODY",
            "二、打井",
            "BODY",
            "今年总体要求",
            "BODY",
            "今年重点工作",
            "一、造林",
            "BODY",
            "二、修路",
            "BODY",
            "政府自身建设",
            "BODY",
        ),
        [
            "1 - 去年工作回顾",
            "2 一、 修渠",
            "2 二、 打井",
            "1 - 今年总体要求",
            "1 - 今年重点工作",
            "2 一、 造林",
            "2 二、 修路",
            "1 - 政府自身建设",
        ],
    ),
    Case(
        "a short line where the numbers go on",
        lines(
            "BODY",
            "去年工作回顾",
            "一、修渠",
            "BODY",
            "渠道建设",
            "BODY",
            "二、打井",
            "BODY",
            "今年重点工作",
            "一、造林",
            "BODY",
            "二、修路",
            "BODY",
        ),
        ["1 - 去年工作回顾", "2 一、 修渠", "2 二、 打井", "1 - 今年重点工作", "2 一、 造林", "2 二、 修路"],
    ),
    # ---- lists of documents
    Case(
        "names of documents",
        lines(
            "一、废止下列文件：",
            "1.《用水办法》",
            "2.《管井办法》",
            "二、修改下列文件",
            "1.《护林办法》",
            "2.《用地办法》",
        ),
        ["1 一、 废止下列文件", "1 二、 修改下列文件"],
    ),
    Case(
        "books that are talked about",
        lines("一、读书", "1.《山水志》", "BODY", "2.《渠道志》", "BODY", "二、写作", "BODY"),
        ["1 一、 读书", "2 1. 《山水志》", "2 2. 《渠道志》", "1 二、 写作"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_the_tree(case: Case) -> None:
    draft = outlined("讲话\n" + case.text)
    assert [shown(draft, each) for each in draft.passages if each.type == "heading"] == case.tree


PAGES = [
    ("numbers parted", f"一、\n把渠修好\n{BODY}\n二、\n把井打好\n{BODY}\n", ["把渠修好", "把井打好"]),
    ("chapters parted", f"第一章\n总则\n{BODY}\n第二章\n用水\n{BODY}\n", ["总则", "用水"]),
    (
        "glued to the paragraph before",
        f"{BODY}一、把渠修好\n{BODY}二、把井打好\n{BODY}\n",
        ["把渠修好", "把井打好"],
    ),
    ("counted in a paragraph", f"{BODY}一、把渠修好。二、把井打好。三、把林护好。\n{BODY}\n", []),
]


@pytest.mark.parametrize(("label", "text", "titles"), PAGES, ids=[page[0] for page in PAGES])
def test_headings_that_lost_their_line(label: str, text: str, titles: list[str]) -> None:
    record = speechkit.clean("在全县工作会议上的讲话\n同志们：\n" + text)
    assert [block.text for block in record.blocks if block.type == "heading"] == titles, label
    printed = plain.render(record)
    assert plain.render(speechkit.clean(printed)) == printed


ADDRESSED = [
    "各位同仁、各位家属：",
    "各位同行：",
    "各位來賓、各位讀者：",
    "各村（社区）、镇属各单位：",
    "各位长辈、各位好友：",
    "各部室、各车间：",
    "各科室：",
    "各位街坊邻居：",
    "各县（市、区）人民政府，市政府各部门：",
]
NOT_ADDRESSED = [
    "各位同志必须做到：",
    "各项工作目标：",
    "各小组分工：",
    "各单位要做好以下工作：",
    "各部门职责：",
    "各位领导的意见：",
    "各位代表反映的情况：",
    "主要做法：",
]


@pytest.mark.parametrize("line", ADDRESSED)
def test_a_salutation_by_its_shape(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize("line", NOT_ADDRESSED)
def test_a_lead_is_no_salutation(line: str) -> None:
    assert not is_salutation(line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2015年全县水利会议讲话稿", True),
        ("2021年3月12日在全县水利会议上的讲话", True),
        ("15年来的水利工作", True),
        ("2021年3月12日", False),
        ("（二〇二一年三月）", False),
        ("2021-03-12 10:00 来源：县水利站", False),
    ],
)
def test_a_title_may_begin_with_a_year(line: str, title: bool) -> None:
    found = speechkit.clean(f"{line}\n同志们：\n{BODY}\n").metadata.title
    assert (found == line) is title


@pytest.mark.parametrize(("last", "codes"), [("三、散会", []), ("三、造林", ["truncated_document"])])
def test_a_last_heading_without_text(last: str, codes: list[str]) -> None:
    draft = outlined("讲话\n" + lines("一、修渠", "BODY", "二、打井", "BODY", last))
    assert [note.code for note in draft.notes] == codes
