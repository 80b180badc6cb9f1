"""Whole pages that lost their line breaks: what the other passes make of the lines that were recovered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit import Document
from tests.test_laws import obeys, stays_clean

TITLE = "在全乡堤防加固动员会上的讲话"
SITE = ["当前位置：首页 > 讲话稿 > 正文"]
META = ["来源：芦苇荡日报 时间：2021-03-04 浏览：412次"]
LEAD = [f"下面是小编为大家整理的{TITLE}，供大家参考。"]
SALUTATION = "各位乡亲、同志们："
OPENING = "汛期还有四十天。去年那场水，淹了三个村，冲走两座桥，大家都记得。今天把大家叫来，只讲堤防这一件事。"
HEADINGS = ["一、把险段摸清。", "二、把石料备足。", "三、把人手排定。"]
BODIES = [
    "十七处险段要一处一处走到，脚上沾了泥，心里才有底。谁包的段，谁的名字写在牌子上，百姓路过都看得见。",
    "石料要堆在堤上，不要堆在账上。缺一方，补一方，月底我来数。上一篇报道里说够了，我看还差得远。",
    "每个组出十二个人，白天巡两趟，夜里巡三趟。来源不清的消息不要传，看见管涌先报告。",
]
CLOSING = "我就讲这些，谢谢大家！"
CREDIT = ["（责任编辑：小芦）"]
RELATED = ["上一篇：乡春耕生产动员会讲话", "下一篇：乡秋粮收购工作总结"]
SPEECH = [
    SALUTATION,
    OPENING,
    *(piece for pair in zip(HEADINGS, BODIES, strict=True) for piece in pair),
    CLOSING,
]
SEPARATORS = ["", " ", "　　", "\xa0\xa0"]


def page(separator: str) -> str:
    return separator.join([*SITE, TITLE, *META, *LEAD, *SPEECH, *CREDIT, *RELATED])


def kinds(document: Document, kind: str) -> list[str]:
    return [f"{block.marker or ''}{block.text}" for block in document.blocks if block.type == kind]


def seen(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("separator", SEPARATORS, ids=["nothing", "blank", "indent", "no-break"])
def test_the_parts_of_a_flat_page_are_found(separator: str) -> None:
    document = speechkit.clean(page(separator))
    assert kinds(document, "title") == [TITLE]
    assert kinds(document, "salutation") == [SALUTATION]
    assert kinds(document, "heading") == [heading.rstrip("。") for heading in HEADINGS]
    assert kinds(document, "closing") == [CLOSING]
    assert seen("".join(block.text for block in document.blocks if block.type == "paragraph")) == seen(
        OPENING + "".join(BODIES)
    )


@pytest.mark.parametrize("separator", SEPARATORS, ids=["nothing", "blank", "indent", "no-break"])
def test_the_metadata_of_a_flat_page_are_learnt(separator: str) -> None:
    metadata = speechkit.clean(page(separator)).metadata
    assert (metadata.title, metadata.salutation) == (TITLE, SALUTATION)
    assert (metadata.publisher, metadata.date, metadata.views) == ("芦苇荡日报", "2021-03-04", 412)
    assert metadata.editor == "小芦"
    assert (metadata.previous, metadata.next) == (RELATED[0][4:], RELATED[1][4:])


def test_a_removed_line_comes_back_with_one_undo() -> None:
    document = speechkit.clean(page(""))
    index = next(index for index, edit in enumerate(document.changes_made()) if edit.rule == "meta.line")
    assert META[0] in document.undo(edit=index)


@given(
    st.lists(st.sampled_from(["", "", " ", "　　", "\n"]), min_size=16, max_size=16),
    st.lists(st.sampled_from([*SITE, *META, *LEAD, *CREDIT, *RELATED, TITLE]), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_no_sentence_is_lost_however_a_page_is_joined(joints: list[str], strangers: list[str]) -> None:
    parts = [*SITE, TITLE, *META, *LEAD, *SPEECH, *CREDIT, *strangers]
    text = "".join(part + joint for part, joint in zip(parts, joints, strict=False)) + "\n"
    document = speechkit.clean(text)
    obeys(document, text)
    stays_clean(document)
    printed = seen(document.to_text())
    for sentence in (TITLE, SALUTATION, OPENING, *BODIES, *(heading.rstrip("。") for heading in HEADINGS)):
        assert seen(sentence).rstrip("。") in printed
