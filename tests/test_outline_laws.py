"""The laws of the outline, on text composed of what outlines are made of: nothing lost, nothing new."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.outline import blocks, enumerations
from speechkit.passes import Draft, Options
from speechkit.source import decode

MARKERS = [
    "一、",
    "二、",
    "三、",
    "五、",
    "十一、",
    "一．",
    "二 、",
    "（一）",
    "（二）",
    "(三)",
    "( 四 )",
    "（一）、",
    "㈠",
    "1.",
    "2.",
    "3、",
    "1、",
    "（1）",
    "(2)",
    "1）",
    "①",
    "②",
    "第一章",
    "第二章 ",
    "第三节",
    "第一条 ",
    "第二条 ",
    "第三条 ",
    "壹、",
    "－、",
    "第一，",
    "一是",
    "二要",
    "首先，",
    "1. ",
    "一、二",
    "附件：",
    "名词解释",
    "目录",
    "12",
    "第",
    "（",
    "一",
]
WORDS = [
    "提高认识",
    "狠抓落实",
    "工作目标",
    "总则",
    "正文内容在这里，说明情况",
    "改建项目",
    "2.5亿元",
    "2023年工作回顾",
    "级客运站",
    "同志们",
    "各位代表",
    "谢谢大家",
    "在全市大会上的讲话",
    "——在会上的发言",
    "所谓基层",
    "就是要干",
    "三项工作",
    "“四个到位”",
    "《条例》",
    "（窗口）",
    "约翰.史密斯",
    "A",
    "x",
    "**",
    "季度",
    "……",
    "……3",
]
MARKS = [
    "。",
    "，",
    "；",
    "：",
    "！",
    "？",
    "、",
    ".",
    ";",
    ":",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    " ",
    "\u3000",
    ".这里是正文内容，讲的是眼下的进度和往后的安排",
    "",
]
LINE = st.lists(st.sampled_from(MARKERS) | st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=9).map("".join)
SERIES = st.lists(st.sampled_from(MARKERS[:20]), min_size=1, max_size=2).map("".join)
TEXT = st.lists(st.one_of(LINE, st.tuples(SERIES, LINE).map("".join)), max_size=14).map("\n".join)


def outlined(text: str) -> Draft:
    draft = Draft(*decode(text, None, "x"), Options())
    blocks.PASS.read(draft)  # type: ignore[union-attr]  # it is a Reader
    enumerations.PASS.read(draft)  # type: ignore[union-attr]  # it is a Reader
    return draft


def printed(draft: Draft) -> str:
    text = draft.text
    return "\n".join(
        (p.marker or "") + text[p.body : p.end] if p.type == "heading" else text[p.start : p.end]
        for p in draft.passages
    )


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_what_was_printed_is_printed_again(text: str) -> None:
    once = printed(outlined(text))
    assert printed(outlined(once)) == once


@settings(max_examples=300, deadline=None)
@given(TEXT | st.text(max_size=60))
def test_every_character_is_in_a_passage_but_dropped_marks(text: str) -> None:
    draft = outlined(text)
    at = 0
    for passage in draft.passages:
        between = draft.text[at : passage.start]
        assert passage.start >= at
        assert re.fullmatch(r"[\s。｡：；:;.．]*", between), between
        assert draft.text[passage.start : passage.end] == draft.text[passage.start : passage.end].strip()
        at = passage.end
    assert re.fullmatch(r"[\s。｡：；:;.．]*", draft.text[at:])


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_levels_are_depths_of_a_tree(text: str) -> None:
    passages = outlined(text).passages
    for index, passage in enumerate(passages):
        if passage.type == "heading":
            parent = passages[passage.parent] if passage.parent is not None else None
            depth = parent.level + 1 if parent else 1
            assert passage.level == depth or (passage.level > depth and "orphan" in passage.why)
            assert 0 < passage.confidence < 1
            assert passage.parent is None or passage.parent < index
            assert passage.end > passage.body >= passage.start
        elif passage.heading is not None:
            assert passages[passage.heading].type == "heading"


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_items_of_enumerations_are_in_order_and_inside_the_text(text: str) -> None:
    draft = outlined(text)
    for series in draft.series:
        assert len(series.items) > 1
        at = 0
        for item in series.items:
            assert at <= item.start < item.end <= len(draft.text)
            assert item.lead
            at = item.start + 1
