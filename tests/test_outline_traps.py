"""Traps: what numbers look like in real papers, and what only looks like an outline; reasons and alarms."""

from __future__ import annotations

import pytest

import speechkit
from tests.test_outline_blocks import BODY, Case, lines, outlined, shown

LONG = "渠道要一段一段地修，责任要一段一段地定，谁修谁管谁负责，三年之内不许再漏一滴水"

CASES = [
    # ---- markers
    Case(
        "a stroke for 一 in brackets",
        lines("一、甲事", "（—）乙事。BODY", "（二）丙事。BODY", "二、丁事", "BODY"),
        ["1 一、 甲事", ">2 （—） 乙事", ">2 （二） 丙事", "1 二、 丁事"],
    ),
    Case(
        "stems above",
        lines("甲、会务", "一、人员", "BODY", "二、经费", "BODY", "乙、业务", "一、研习", "BODY", "二、会刊", "BODY"),
        ["1 甲、 会务", "2 一、 人员", "2 二、 经费", "1 乙、 业务", "2 一、 研习", "2 二、 会刊"],
    ),
    Case(
        "stems below",
        lines("一、会务", "甲、人员", "BODY", "乙、经费", "BODY", "二、业务", "BODY"),
        ["1 一、 会务", "2 甲、 人员", "2 乙、 经费", "1 二、 业务"],
    ),
    Case(
        "stems in a sentence",
        lines("甲、乙两队都到了。", "一、会务", "BODY", "二、业务", "BODY"),
        ["1 一、 会务", "1 二、 业务"],
    ),
    Case(
        "formal numerals above ten and in brackets",
        lines("拾、杂项", "（壹）车辆", "BODY", "（贰）房屋", "BODY", "拾壹、附则", "BODY"),
        ["1 拾、 杂项", "2 （壹） 车辆", "2 （贰） 房屋", "1 拾壹、 附则"],
    ),
    Case(
        "a colon after a part",
        lines("第一部分：回顾", "一、修渠", "BODY", "二、打井", "BODY", "第二部分：打算", "一、造林", "BODY"),
        ["1 第一部分： 回顾", "2 一、 修渠", "2 二、 打井", "1 第二部分： 打算", "2 一、 造林"],
    ),
    Case(
        "loose numbers",
        lines(
            "一、甲事",
            "三、五年内要见成效。",
            "七、八十岁的老人最多。",
            "十、二十年前没有路。",
            "BODY",
            "二、乙事",
            "BODY",
        ),
        ["1 一、 甲事", "1 二、 乙事"],
    ),
    Case(
        "articles of a paper",
        lines("第一篇文章讲修渠。", "一、甲事", "BODY", "二、乙事", "BODY"),
        ["1 一、 甲事", "1 二、 乙事"],
    ),
    # ---- series
    Case(
        "doubled",
        lines("一、甲事", "BODY", "二、乙事", "BODY", "二、丙事", "BODY", "三、丁事", "BODY"),
        ["1 一、 甲事", "1 二、 乙事", "1 二、 丙事", "1 三、 丁事"],
    ),
    Case(
        "mistyped digits",
        lines("一、甲事", "1.乙", "BODY", "2.丙", "BODY", "2.丁", "BODY", "4.戊", "BODY", "二、己事", "BODY"),
        ["1 一、 甲事", "2 1. 乙", "2 2. 丙", "2 2. 丁", "2 4. 戊", "1 二、 己事"],
    ),
    Case(
        "an item that strayed in",
        lines("一、甲事", "（一）乙事。BODY", "（五）擅自占用河道的；", "BODY", "（二）丙事。BODY", "二、丁事", "BODY"),
        ["1 一、 甲事", ">2 （一） 乙事", ">2 （二） 丙事", "1 二、 丁事"],
    ),
    Case(
        "a list before a heading that counts on from it",
        lines(
            "一、甲事",
            "（三）乙事。BODY",
            "不予补助的有：",
            "（一）谎报的；",
            "（二）漏报的；",
            "（三）迟报的。",
            "（四）丙事。BODY",
            "二、丁事",
            "BODY",
        ),
        ["1 一、 甲事", ">2 （三） 乙事", ">2 （四） 丙事", "1 二、 丁事"],
    ),
    Case(
        "items on one line",
        lines("一、甲事", "（一）乙事。1.修渠。2.打井。3.造林。", "（二）丙事。①早干。②实干。", "二、丁事", "BODY"),
        ["1 一、 甲事", ">2 （一） 乙事", ">2 （二） 丙事", "1 二、 丁事"],
    ),
    Case(
        "numbered paragraphs",
        lines(*(f"{n}. {LONG}。BODY" for n in range(1, 7))),
        [],
    ),
    Case(
        "numbered points with short titles",
        lines(*(f"{n}.修好第{n}段。BODY" for n in range(1, 7))),
        [f">1 {n}. 修好第{n}段" for n in range(1, 7)],
    ),
    Case(
        "a quoted letter",
        lines("一、来信", "信中写道：", "“一、路要通。", "二、水要清。", "三、灯要亮。”", "BODY", "二、回信", "BODY"),
        ["1 一、 来信", "1 二、 回信"],
    ),
    # ---- zones
    Case(
        "contents with page numbers after one blank",
        lines(
            "目 录", "一、甲事 1", "（一）乙事 2", "二、丙事 5", "一、甲事", "（一）乙事", "BODY", "二、丙事", "BODY"
        ),
        ["1 一、 甲事", "2 （一） 乙事", "1 二、 丙事"],
    ),
    Case(
        "contents of which not all comes again",
        lines(
            "目录",
            "一、甲事",
            "二、乙事",
            "三、丙事",
            "前言",
            "BODY",
            "一、甲事",
            "BODY",
            "乙事",
            "BODY",
            "三、丙事",
            "BODY",
        ),
        ["1 一、 甲事", "1 三、 丙事"],
    ),
    Case(
        "an enclosure is named in the middle",
        lines(
            "一、甲事",
            BODY * 3,
            "（一）乙事。BODY",
            BODY * 3,
            "附件：甲事一览表",
            "（二）丙事。BODY",
            "二、丁事",
            "BODY",
        ),
        ["1 一、 甲事", ">2 （一） 乙事", ">2 （二） 丙事", "1 二、 丁事"],
    ),
    Case(
        "names in an annex",
        lines("一、甲事", BODY * 3, "二、乙事", BODY * 3, "附：与会人员", "1.王五", "2.赵六", "3.钱七"),
        ["1 一、 甲事", "1 二、 乙事"],
    ),
    Case(
        "articles quoted in a lecture",
        lines(
            "一、甲事",
            "规定是这样写的：",
            "第三条 渠道归村管。",
            "（一）干渠归乡管。",
            "第四条 用水要付费。",
            "第五条 水费归村用。",
            "二、乙事",
            "（一）丙事。BODY",
            "（二）丁事。BODY",
        ),
        ["1 一、 甲事", "1 二、 乙事", ">2 （一） 丙事", ">2 （二） 丁事"],
    ),
    # ---- parents
    Case(
        "unnumbered parents above a restart",
        lines(
            "同志们：",
            "BODY",
            "上半年工作",
            "BODY",
            "一、修渠",
            "BODY",
            "二、打井",
            "BODY",
            "下半年工作",
            "一、造林",
            "BODY",
            "二、清淤",
            "BODY",
        ),
        ["1 - 上半年工作", "2 一、 修渠", "2 二、 打井", "1 - 下半年工作", "2 一、 造林", "2 二、 清淤"],
    ),
    Case(
        "one restart without a parent is enough to doubt all",
        lines(
            "同志们：",
            "BODY",
            "上半年工作",
            "一、修渠",
            "BODY",
            "二、打井",
            "BODY",
            "一、造林",
            "BODY",
            "二、清淤",
            "BODY",
        ),
        ["1 一、 修渠", "1 二、 打井", "1 一、 造林", "1 二、 清淤"],
    ),
    Case(
        "a second document on the page is no parent",
        lines(
            "各乡：",
            "BODY",
            "渠道管理办法",
            "一、修渠",
            "BODY",
            "二、打井",
            "BODY",
            "林地管理办法",
            "一、造林",
            "BODY",
            "二、清淤",
            "BODY",
        ),
        ["1 一、 修渠", "1 二、 打井", "1 一、 造林", "1 二、 清淤"],
    ),
    # ---- a heading is lost
    Case(
        "the first heading is lost",
        lines("（一）甲事。BODY", "（二）乙事。BODY", "二、丙事", "（一）丁事。BODY", "三、戊事", "BODY"),
        [">2 （一） 甲事", ">2 （二） 乙事", "1 二、 丙事", ">2 （一） 丁事", "1 三、 戊事"],
    ),
    Case(
        "the first of a second layer is lost",
        lines(
            "一、甲事", "1.乙事。BODY", "2.丙事。BODY", "（二）丁事", "1.戊事。BODY", "2.己事。BODY", "二、庚事", "BODY"
        ),
        ["1 一、 甲事", ">3 1. 乙事", ">3 2. 丙事", "2 （二） 丁事", ">3 1. 戊事", ">3 2. 己事", "1 二、 庚事"],
    ),
    Case(
        "nothing is lost where the second layer counts on",
        lines(
            "一、甲事",
            "（一）乙事。BODY",
            "二、丙事",
            "1.丁事。BODY",
            "2.戊事。BODY",
            "（二）己事。BODY",
            "三、庚事",
            "BODY",
        ),
        ["1 一、 甲事", ">2 （一） 乙事", "1 二、 丙事", ">2 1. 丁事", ">2 2. 戊事", ">2 （二） 己事", "1 三、 庚事"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_tree(case: Case) -> None:
    draft = outlined("在全县工作会议上的讲话\n" + case.text)
    assert [shown(draft, p) for p in draft.passages if p.type == "heading"] == case.tree


WHY = [
    ("一、甲事\nBODY\n二、乙事\nBODY", [(0.99, "begins line"), (0.99, "follows line")]),
    (
        "一、甲事。BODY\n二、乙事；\nBODY\n四、丙事。BODY",
        [(0.99, "begins run_in"), (0.74, "follows line item_end"), (0.89, "gap run_in")],
    ),
    (
        "（一）甲事。BODY\n二、丙事\n（一）丁事。BODY",
        [(0.79, "begins alone orphan run_in"), (0.79, "gap alone line"), (0.89, "begins alone run_in")],
    ),
    (
        "一、甲事\n（一）乙事。\nBODY\n二、丙事\n（二）丁事\nBODY",
        [
            (0.99, "begins line"),
            (0.89, "begins alone line sentence"),
            (0.99, "follows line"),
            (0.89, "continues alone line"),
        ],
    ),
    (
        "一、甲事\nBODY\n二、乙事\nBODY\n二、丙事\nBODY",
        [(0.99, "begins line"), (0.99, "follows line"), (0.74, "repeats line")],
    ),
    ("第一章 总则\nBODY", [(0.94, "begins alone line")]),
    (
        "一、甲事\n1.乙事。BODY\n2.丙事。BODY\n二、丁事\n1.戊事。BODY",
        [
            (0.99, "begins line"),
            (0.99, "begins run_in"),
            (0.99, "follows run_in"),
            (0.99, "follows line"),
            (0.74, "begins alone run_in"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "told"), WHY)
def test_reasons_and_confidence(text: str, told: list[tuple[float, str]]) -> None:
    headings = [p for p in outlined("讲话\n" + lines(text)).passages if p.type == "heading"]
    assert [(p.confidence, " ".join(p.why)) for p in headings] == told


PAGE = "<html><body><h1>在大会上的讲话</h1><p>同志们：</p>{}</body></html>"
PARTS = [
    ("two parts", f"<p>{BODY}</p><h2>回顾</h2><p>{BODY}</p><h2>展望</h2><p>{BODY}</p>", []),
    (
        "two parts with longer names",
        f"<p>{BODY}</p><h2>今年的回顾</h2><p>{BODY}</p><h2>明年的展望</h2><p>{BODY}</p>",
        ["今年的回顾", "明年的展望"],
    ),
    ("one is not enough", f"<p>{BODY}</p><h2>今年的回顾</h2><p>{BODY}</p>", []),
    ("nothing under the second", f"<p>{BODY}</p><h2>今年的回顾</h2><p>{BODY}</p><h2>明年的展望</h2>", []),
    (
        "a number at their rank",
        f"<p>{BODY}</p><h2>今年的回顾</h2><p>{BODY}</p><h2>一、明年的展望</h2><p>{BODY}</p>",
        [],
    ),
]


@pytest.mark.parametrize(("label", "parts", "found"), PARTS)
def test_headings_that_a_page_shows_as_such(label: str, parts: str, found: list[str]) -> None:
    blocks = speechkit.clean(PAGE.format(parts), name="a.html").blocks
    shown_ = [block for block in blocks if block.type == "heading" and block.marker is None]
    assert [block.text for block in shown_] == found, label
    assert all(block.why == ["typography"] and block.level == 1 for block in shown_)


ALARMS = [
    ("as many as announced", "我讲两点意见。\n一、甲事\nBODY\n二、乙事\nBODY", []),
    ("one too few", "我讲三点意见。\n一、甲事\nBODY\n二、乙事\nBODY", ["heading_gap"]),
    ("one too many", "主要有两个问题：\n一、甲事\nBODY\n二、乙事\nBODY\n三、丙事\nBODY", ["heading_gap"]),
    ("the last one has no number", "我讲三点意见。\n一、甲事\nBODY\n二、乙事\nBODY\n最后，BODY", []),
    ("the last one is counted in words", "我讲三点意见。\n一、甲事\nBODY\n二、乙事\nBODY\n第三，BODY", []),
    ("far more are another series", "我讲两点意见。\n" + "".join(f"{n}、甲事\nBODY\n" for n in "一二三四五六"), []),
    ("what is counted is not said", "全年办了九件大事。\n一、甲事\nBODY\n二、乙事\nBODY", []),
    ("进一步 announces nothing", "要进一步抓好工作：\n一、甲事\nBODY\n二、乙事\nBODY", []),
    ("a wrong number is no gap", "一、甲事\nBODY\n三、乙事\nBODY\n三、丙事\nBODY\n四、丁事\nBODY", []),
    ("a doubled number is no gap", "一、甲事\nBODY\n二、乙事\nBODY\n二、丙事\nBODY\n四、丁事\nBODY", []),
    ("items: as many as announced", "抓了三件事：一是修渠，二是打井，三是造林。", []),
    ("items: one too few", "抓了四项工作：一是修渠，二是打井，三是造林。", ["heading_gap"]),
    ("items: the last one in another form", "抓了四项工作：一是修渠，二是打井，三是造林。此外，还清了淤。", []),
    ("items: the number is of something else", "投入四个亿。主要考虑：一是修渠，二是打井，三是造林。", []),
]


@pytest.mark.parametrize(("label", "text", "codes"), ALARMS)
def test_counts_that_do_not_agree(label: str, text: str, codes: list[str]) -> None:
    draft = outlined("讲话\n" + lines(text))
    speechkit.pipeline.enumerations.PASS.read(draft)
    assert [note.code for note in draft.notes] == codes, label


WRAPPED = [
    ("the rest alone", "一、把渠道修好把责任落到实\n\n处\n", ["把渠道修好把责任落到实处"]),
    (
        "the rest is long",
        "一、认清形势，切实增强做好防汛抗\n旱工作的紧迫感\n",
        ["认清形势，切实增强做好防汛抗旱工作的紧迫感"],
    ),
    ("no word is cut", "一、认清形势\n做好防汛\n", ["认清形势"]),
    ("the next line is a sentence", "一、为什么要学\n习惯了懒散的人。" + BODY + "\n", ["为什么要学"]),
]


@pytest.mark.parametrize(("label", "head", "titles"), WRAPPED)
def test_a_heading_wrapped_inside_a_word_is_one(label: str, head: str, titles: list[str]) -> None:
    text = "在全县工作会议上的讲话\n" + head + f"{BODY}\n二、打井\n{BODY}\n"
    found = [block.text for block in speechkit.clean(text).blocks if block.type == "heading"]
    assert found == [*titles, "打井"], label
