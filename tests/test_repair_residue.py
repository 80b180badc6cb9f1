"""Left-over tags and lone bullets go; comparisons, book titles, code and talk about HTML stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.passes import Draft
from speechkit.pipeline import repair
from speechkit.repair.residue import PASS
from speechkit.source import read

ONLY = Options(only=("repair.residue",))

REMOVED = [
    ("tag at the end", "春耕已经开始。</p>", "春耕已经开始。"),
    ("tags around", '<p style="text-indent:2em">乡亲们：</p>', "乡亲们："),
    ("block tags between two texts", "春耕已经开始。</p><p>大家加油。", "春耕已经开始。\n大家加油。"),
    ("line break between two texts", "春耕已经开始。<br/>大家加油。", "春耕已经开始。\n大家加油。"),
    ("inline tags", "抓<strong>春耕</strong>，抓<font color=red>水利</font>", "抓春耕，抓水利"),
    ("cells", "<td>甲村</td><td>乙村</td>", "甲村 乙村"),
    ("namespace", '<?xml:namespace prefix = o ns = "urn:x" />春耕', "春耕"),
    ("namespace without its bracket", '?xml:namespace prefix = o ns = "urn:x" />春耕', "春耕"),
    ("office tag", "春耕<o:p></o:p>", "春耕"),
    ("half tag after a full stop", "春耕已经开始。/p>", "春耕已经开始。"),
    ("tag cut at the end", "春耕已经开始。</p", "春耕已经开始。"),
    ("tag before the mark of a heading", "一、春耕</span>;", "一、春耕;"),
    ("comment", "春耕<!-- end -->开始", "春耕开始"),
    ("a line of tags", "春耕\n</div>\n开始", "春耕\n\n开始"),
    ("lone bullet", "春耕\n\u2022\u00a0\n开始", "春耕\n\u00a0\n开始"),
    ("lone square", "春耕\n  ■\n开始", "春耕\n  \n开始"),
]
KEPT = [
    ("comparison", "甲<乙，丙>丁，误差<5%"),
    ("comparison of letters", "当a<b且c>d时"),
    ("letters that look like a tag", "若a<b>c则"),
    ("place in brackets", "《意见》与<中国>"),
    ("spoken about", "网页里用<br>标签换行"),
    ("quoted", "写上“<p>”就另起一段"),
    ("code", "for (i=0; i<n; i++) { a<b>c; }"),
    ("bullet with a text", "\u2022 春耕"),
    ("dot in a name", "卡尔·马克思"),
    ("question mark and half tag", "效果好?/p>"),
    ("blank line", "甲\n\u00a0\n乙"),
    ("nested on purpose", "<<p>p>春耕"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in REMOVED], ids=[case[0] for case in REMOVED])
def test_residue_goes(before: str, after: str) -> None:
    text, edits = repair(before, ONLY)
    assert text == after
    assert {edit.rule for edit in edits} <= {"residue.tag", "residue.bullet"}
    assert repair(text, ONLY) == (text, [])


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_text_stays(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_it_warns_once() -> None:
    reading = read("春耕。</p>\n<p>加油。</p>")
    draft = Draft(reading.raw, reading.source, Options())
    PASS.edit(draft)
    PASS.edit(draft)
    assert [note.code for note in draft.notes] == ["html_residue"]


PIECES = st.sampled_from(
    ["<", ">", "p", "/", "</p>", "<br>", "<b>", "春", "a", " ", "\n", "\u2022", "=", "?xml:namespace", "<td>"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])
