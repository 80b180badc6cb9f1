"""Masks and flags: marked, never changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.passes import Draft
from speechkit.repair import masks, wording
from speechkit.source import read


def drafted(text: str) -> Draft:
    reading = read(text)
    draft = Draft(reading.raw, reading.source, Options())
    masks.PASS.read(draft)
    wording.PASS.read(draft)
    return draft


def codes(text: str) -> list[str]:
    return [note.code for note in drafted(text).notes]


MASKS = [
    ("letters", "在全县xx会议上，x镇的xx同志", ["xx", "x", "xx"]),
    ("asterisks", "让***放心，**镇的干部", ["***", "**"]),
    ("year", "20xx年，我们修路", ["xx"]),
    ("capital letters", "XX镇XX村", ["XX", "XX"]),
    ("crosses", "××镇×月×日", ["××", "×", "×"]),
    ("low lines", "出席会议的有____同志", ["____"]),
    ("circles", "○○镇", ["○○"]),
    ("at the start of a line", "会议\nxx镇的经验", ["xx"]),
    ("within quotes", "号称“xx镇”", ["xx"]),
]
NO_MASKS = [
    ("ray", "做一次x光检查和X射线检查"),
    ("words", "xml与matrix、exx和Linux系统"),
    ("product", "长2x3米，宽3×4米，共5*6块"),
    ("a word for a person", "某某同志和某镇"),
    ("drawn line", "会议\n*****\n纪要"),
    ("bold line", "**一、修路**\n修路是大事"),
    ("bold lead", "**修路：**全镇动员\n**引水**：全镇动员"),
    ("close button", "分享\n×\n相关"),
    ("action name", "“数据要素×”行动"),
    ("footnote", "大会*闭幕"),
    ("measure", "长×宽×高"),
    ("name of a thing", "新款 Model X亮相"),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in MASKS], ids=[case[0] for case in MASKS])
def test_masks_are_marked(text: str, wanted: list[str]) -> None:
    draft = drafted(text)
    assert [draft.text[start:end] for start, end in draft.masks] == wanted
    assert [note.code for note in draft.notes] == ["masked_text"]


@pytest.mark.parametrize("text", [case[1] for case in NO_MASKS], ids=[case[0] for case in NO_MASKS])
def test_other_signs_are_none(text: str) -> None:
    draft = drafted(text)
    assert not [draft.text[start:end] for start, end in draft.masks]


CONVERTED = "會后，各村干部要對照規范，把關系理順，涌現出一批模范，這里的經驗要推廣，然后公布結果，共同奮斗。"
PROPER = "會後，各村幹部要對照規範，把關係理順，湧現出一批模範，這裡的經驗要推廣，然後公布結果，共同奮鬥。"


def test_a_converters_traces_are_flagged() -> None:
    assert codes(CONVERTED) == ["lossy_s2t"]
    assert codes(PROPER) == []
    assert codes("会后，各村干部要对照规范，把关系理顺。") == []


def test_a_missing_name_is_flagged_and_marked() -> None:
    draft = drafted("刚才，镇党委副书记、镇长同志代表镇党委作了部署。")
    assert [note.code for note in draft.notes] == ["elided_name"]
    [(start, end)] = draft.masks
    assert start == end
    assert draft.text[start:].startswith("同志代表")


@pytest.mark.parametrize(
    "text",
    ["镇长同志：您好", "请书记同志指示", "副书记、镇长王大山同志代表镇党委作了部署", "各位书记、局长同志要带头"],
)
def test_titles_with_a_name_or_in_address_are_none(text: str) -> None:
    assert codes(text) == []


SCRAMBLED = (
    "要把规定任务与创新做法结合起来，创先争优活动中。局深入开展走访。使我真正受到教育。做到不漏一户”因此，大家要努力。"
)


def test_a_rewriting_tool_is_told_by_several_signs() -> None:
    assert "scrambled_text" in codes(SCRAMBLED)


@pytest.mark.parametrize(
    "text",
    ["把要求贯穿到日常工作中。", "学习要求，体现在工作中。落实到实践活动中。", "要努力，春耕生产工作中。"],
    ids=["verb", "repeated", "one sign"],
)
def test_one_sign_is_not_enough(text: str) -> None:
    assert "scrambled_text" not in codes(text)


def test_a_lone_quote_is_flagged() -> None:
    draft = drafted("想一想群众满意了没有”因此")
    [note] = draft.notes
    assert (note.code, note.start) == ("missing_quotes", 10)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("x*×中的一年1a，。”“同志书记、代表\n_ "), max_size=40))
def test_readers_take_any_text(text: str) -> None:
    draft = drafted(text)
    assert draft.ledger.depth == 0
    assert all(0 <= start <= end <= len(draft.text) for start, end in draft.masks)
