"""An opening quote is put back only where the left edge of the term is certain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair
from speechkit.repair.quotes import lone_quotes

ONLY = Options(only=("repair.quotes",))

RESTORED = [
    ("a row of items", "争当“种粮能手”养殖能手”修路标兵”护林标兵”等", "争当“种粮能手”“养殖能手”“修路标兵”“护林标兵”等"),
    ("the like of its neighbour", "评选“种粮能手”养殖能手”活动", "评选“种粮能手”“养殖能手”活动"),
    ("quoted elsewhere, after a verb", "抓好“必选课”。做到必选课”不漏一人", "抓好“必选课”。做到“必选课”不漏一人"),
    ("quoted elsewhere, after a comma", "有“自选课”，自选课”要出彩", "有“自选课”，“自选课”要出彩"),
    ("numeral abbreviations in a row", "才能做到两不误”两促进”双丰收”大家", "才能做到“两不误”“两促进”“双丰收”大家"),
    ("numeral abbreviation after a verb", "坚持三同时”制度", "坚持“三同时”制度"),
    ("after 的", "正在开展的大走访”活动", "正在开展的“大走访”活动"),
    ("after a colon", "一句话：实干为先”是", "一句话：“实干为先”是"),
    (
        "after a line with its quote left open",
        "评选“种粮\r坚持三同时”制度。修”路",
        "评选“种粮\r坚持“三同时”制度。修”路",
    ),
    ("corner quotes", "爭當「種糧能手」養殖能手」修路標兵」等", "爭當「種糧能手」「養殖能手」「修路標兵」等"),
]
KEPT = [
    ("balanced", "“甲乙”、“丙丁”和“戊己”"),
    ("a question that was quoted", "想一想群众满意了没有”因此"),
    ("the term may hold the enumeration comma", "推行双随机、一公开”监管"),
    ("closing quotes on both sides", "要有”实干精神”才行"),
    ("edge unknown", "全镇上下把为民服务”当作头等大事"),
    ("a quotation over a line end", "他说：“第一条。\n第二条。”"),
    ("straight quotes", '他说"好"就走了"'),
    ("more opening ones", "“甲乙“丙丁”"),
    ("a neighbour unlike it", "按照“五同步”先进单位和个人”的标准"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in RESTORED], ids=[case[0] for case in RESTORED])
def test_a_certain_quote_is_put_back(before: str, after: str) -> None:
    text, edits = repair(before, ONLY)
    assert text == after
    assert {edit.rule for edit in edits} == {"quote.open"}
    assert repair(text, ONLY) == (text, [])


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_an_uncertain_one_is_not(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_lone_quotes_are_told() -> None:
    assert lone_quotes("想一想满意了没有”因此") == [8]
    assert lone_quotes("“甲”和“乙”") == []


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("两不误三同时的能手做到，。：“”「」\n"), max_size=40))
def test_only_opening_quotes_are_put_in(text: str) -> None:
    after, edits = repair(text, ONLY)
    assert all(edit.before == "" and edit.after in {"“", "「"} for edit in edits)
    assert repair(after, ONLY) == (after, [])
