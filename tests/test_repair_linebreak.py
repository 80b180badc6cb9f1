"""Lines are joined where a word was cut, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit import Options
from speechkit.passes import Draft
from speechkit.pipeline import repair
from speechkit.repair.linebreak import PASS
from speechkit.source import read

ONLY = Options(only=("repair.linebreak",))
LONG = (
    "今年以来，全镇上下齐心协力，道路修到了村口，清水引到了院里，学校盖起了新楼。"
    "大家都说，日子一天比一天好，这是全体干部群众共同努力的结"
)

JOINED = [
    (
        "a scrap of one character",
        "(二)必须在工作中理清思\n\n路。今年任务很重。",
        "(二)必须在工作中理清思路。今年任务很重。",
    ),
    ("traditional", "(二)必須在工作中理清思\n\n路。今年任務很重。", "(二)必須在工作中理清思路。今年任務很重。"),
    (
        "far apart: blank lines are not printed, and say nothing",
        "进一步加强基层组织建\n\n\n\n\n\n\n\n\n\n设。各村要抓紧。",
        "进一步加强基层组织建设。各村要抓紧。",
    ),
    ("carriage returns", "进一步加强基层组织建\r\n\r\n设。各村要抓紧。", "进一步加强基层组织建设。各村要抓紧。"),
    (
        "a scrap before an enumeration comma",
        "要学习先进单位的好经\n验、好做法，少走弯路。",
        "要学习先进单位的好经验、好做法，少走弯路。",
    ),
    ("a paragraph that stops", LONG + "\n\n果，也是上级关心支持的回报。", LONG + "果，也是上级关心支持的回报。"),
    ("an indented line", "进一步加强基层组织建\n    设。各村要抓紧。", "进一步加强基层组织建设。各村要抓紧。"),
]
KEPT = [
    ("title and text", "在全镇春耕工作会议上的讲话\n今天，我们召开春耕工作会议。"),
    ("title and salutation", "在全镇春耕工作会议上的讲话\n乡亲们：\n今天开会。"),
    ("two lines of a headline", "凝心聚力促发展\n实干担当谱新篇"),
    ("heading and text", "一、加强组织领导\n各村要成立专班，主要负责人亲自抓。"),
    ("heading and a short word", "一、加强组织领导\n首先，各村要成立专班。"),
    ("heading and an answer", "干群同心共建\n好。我们就这么办。"),
    ("verse", "山更绿\n水更清。\n路更宽\n心更齐。"),
    ("list", "小麦\n玉米\n水稻"),
    ("a heading after a line without a mark", "深入开展春耕生\n一、产量目标。"),
    ("finished sentence", "各村要抓紧。\n实干为先。"),
    ("number", "今年完成产值2\n亿元。"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED])
def test_a_cut_word_is_joined(before: str, after: str) -> None:
    text, edits = repair(before, ONLY)
    assert text == after
    assert {edit.rule for edit in edits} == {"linebreak.word"}


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_lines_stay_lines(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_a_document_cut_at_one_width_joins_its_words() -> None:
    source = (
        "全镇干部群众团结一心克服困难保证了农业生产顺利进行也保证了道路水利学校等重点工程按期完成赢得了上级充分肯定"
    )
    lines = [(source * 3)[i : i + 20] for i in range(0, 140, 20)]
    text, _ = repair("\n".join(lines), ONLY)
    assert text.replace("\n", "") == "".join(lines)
    assert text.count("\n") < len(lines) - 1


def test_it_warns_with_the_place() -> None:
    reading = read("进一步加强基层组织建\n设。各村要抓紧。")
    draft = Draft(reading.raw, reading.source, Options())
    PASS.edit(draft)
    [note] = draft.notes
    assert note.code == "broken_line_join"
    assert reading.raw[note.start : note.end] == "建\n设"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*"思路建设工作的一是。，、\n\n ", "明确思\n路。"]), max_size=40).map("".join))
def test_only_breaks_go_and_nothing_is_left(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert "".join(after.split()) == "".join(text.split())
    assert repair(after, ONLY) == (after, [])


# ---- a number alone on its line

PARTED = [
    (
        "the next number stands below",
        "一、\n备足沙袋\n沙袋堆在闸口。\n二、\n看住涵洞\n涵洞有人守。\n",
        "一、备足沙袋\n",
    ),
    ("the one before stands above", "一、备足沙袋\n沙袋堆在闸口。\n二、\n看住涵洞\n涵洞有人守。\n", "二、看住涵洞\n"),
    ("chapters", "第一章\n总则\n本办法适用全乡。\n第二章\n附则\n自今天起施行。\n", "第一章"),
]


@pytest.mark.parametrize(("label", "text", "joined"), PARTED)
def test_a_number_is_joined_to_what_it_numbers(label: str, text: str, joined: str) -> None:
    out = speechkit.clean(f"在防汛会上的讲话\n同志们：\n{text}").to_text()
    assert joined in out, label
    assert speechkit.clean(out).to_text() == out


ALONE = [
    ("a number of the site above the title", "1、\n在全乡防汛会议上的讲话\n同志们：\n沙袋堆在闸口，涵洞有人守。\n"),
    ("no series", "在防汛会上的讲话\n同志们：\n一、\n沙袋堆在闸口，涵洞有人守。\n"),
    ("a salutation below", "（一）\n同志们：\n沙袋堆在闸口。\n（二）\n乡亲们：\n涵洞有人守。\n"),
    ("facts below", "1、\n时间：2024年3月1日\n2、\n地点：镇文化站\n请大家准时到会。\n"),
]


@pytest.mark.parametrize(("label", "text"), ALONE)
def test_a_number_that_proves_nothing_is_joined_to_nothing(label: str, text: str) -> None:
    assert not [edit for edit in speechkit.clean(text).ledger.edits() if edit.rule == "linebreak.marker"], label
