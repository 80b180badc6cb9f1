"""Radicals, compatibility ideographs and private-use characters read as the character meant, where that is proved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options, clean
from speechkit.pipeline import repair
from speechkit.repair.lookalikes import _hkscs, _table

ONLY = Options(only=("repair.lookalikes",))
SIMPLE = "同志们，春耕已经开始，各村的干部要抓紧备好种子，为大家服务。"
OLD = "同誌們，春耕已經開始，各村的幹部要抓緊備好種子，為大家服務。"
HONG_KONG = "各位議員，香港的發展要靠大家，香港會繼續為市民改善居住環境。"

CHANGED = [
    ("Kangxi radicals", SIMPLE, "⽔利⼯程", "水利工程", "lookalike.radical"),
    ("radicals of the supplement", SIMPLE, "⺠主⽣活⻓期⻅效", "民主生活长期见效", "lookalike.radical"),
    ("traditional radicals", OLD, "⾺⾞與⾨⼾", "馬車與門戶", "lookalike.radical"),
    ("the door of simplified text", SIMPLE, "家家⼾⼾", "家家户户", "lookalike.radical"),
    ("the older form of a radical", SIMPLE, "⾭年", "青年", "lookalike.radical"),
    ("compatibility ideographs", OLD, "音\uf914會", "音樂會", "lookalike.compatibility"),
    ("doubled in Big5", OLD, "突\ufa0c", "突兀", "lookalike.compatibility"),
    ("the supplement of them", OLD, "\U0002f800子", "丽子", "lookalike.compatibility"),
    ("a bullet of Symbol", SIMPLE, "\uf0b7 修好塘坝", "修好塘坝", "lookalike.bullet"),
    ("a bullet of Wingdings behind an indent", SIMPLE, "\u3000\uf0d8\t修好塘坝", "\u3000修好塘坝", "lookalike.bullet"),
    ("a number of Wingdings", SIMPLE, "\uf082修好塘坝", "②修好塘坝", "lookalike.bullet"),
    ("an indent of GBK", SIMPLE, "\ue5e5\ue5e5修好塘坝", "修好塘坝", "lookalike.space"),
    ("a blank of GBK", SIMPLE, "修好\ue5e5塘坝", "修好\u3000塘坝", "lookalike.space"),
    ("a name encoded since", SIMPLE, "村民彭\ue863带头", "村民彭䶮带头", "lookalike.private-use"),
    ("a part that GB 18030-2022 moved", SIMPLE, "部件\ue864", "部件\u9fbb", "lookalike.private-use"),
    ("characters of Hong Kong", HONG_KONG, "深水\ue88c、彩虹\ue473好", "深水埗、彩虹邨好", "lookalike.private-use"),
]
KEPT = [
    ("a lesson on radicals", SIMPLE, "“⽵”作部首写成“⺮”，笔画不变"),
    ("Korean", SIMPLE, "회의에서 \uf914 \uf90a을 말했다"),
    ("a name in Japanese", SIMPLE, "\ufa19戸の人と会う"),
    ("unified ones of that block", OLD, "山\ufa11先生、\ufa0e、\ufa29"),
    ("an icon", SIMPLE, "地图\ue605打开"),
    ("a ticked box", SIMPLE, "\uf0fe 已办"),
    ("a run of shifted bytes", SIMPLE, "活动?;顒咏M\ue863织好"),
    ("bytes in a wrong encoding", SIMPLE, "鐨刓\ue5e5\ue863鐢ㄤ簬鍏宠仈鏄庣"),
    ("beside lost bytes", SIMPLE, "\ufffd\ufffd⽲\ufffd\ufffd"),
    ("two of Hong Kong elsewhere", OLD, "深水\ue88c、彩虹\ue473好"),
]


@pytest.mark.parametrize(("around", "before", "after", "rule"), [c[1:] for c in CHANGED], ids=[c[0] for c in CHANGED])
def test_what_is_proved_is_put_right(around: str, before: str, after: str, rule: str) -> None:
    text, edits = repair(f"{around}\n{before}\n{around}", ONLY)
    assert text == f"{around}\n{after}\n{around}"
    assert {edit.rule for edit in edits} == {rule}
    assert repair(text, ONLY) == (text, [])


@pytest.mark.parametrize(("around", "line"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_what_is_meant_or_not_known_stays(around: str, line: str) -> None:
    text = f"{around}\n{line}\n{around}"
    assert repair(text, ONLY) == (text, [])


def test_one_warning_tells_of_private_use_characters_that_nothing_explains() -> None:
    document = clean(f"{SIMPLE}\n地图\ue605打开，再看\ue606。\n{SIMPLE}")
    found = [warning for warning in document.warnings if warning.code == "private_use"]
    assert len(found) == 1
    assert found[0].span == (len(SIMPLE) + 3, len(SIMPLE) + 4)
    assert found[0].message.startswith("2 private-use characters")


def test_what_a_repair_explains_is_not_flagged() -> None:
    document = clean(f"{SIMPLE}\n\uf0b7 修好塘坝，管好水库。\n村民彭\ue863带头，大家跟上。\n")
    assert "private_use" not in {warning.code for warning in document.warnings}


def test_the_table_leads_out_of_the_blocks_it_starts_from() -> None:
    table = _table()
    assert len(table) > 350
    for old, new in table.items():
        assert old < "\u2fd6" or "\ue000" <= old <= "\uf8ff"
        assert not "\u2f00" <= new <= "\u2fdf"
        assert not "\ue000" <= new <= "\uf8ff"


def test_the_hong_kong_areas_are_those_of_the_big5_user_areas() -> None:
    ends = {0xE000: "fa40", 0xE310: "fefe", 0xE311: "8e40", 0xEEB8 + 157: "8240", 0xF848: "c8fe"}
    for code, data in ends.items():
        assert _hkscs(code) == bytes.fromhex(data).decode("big5hkscs", "ignore")


PIECES = st.sampled_from("⼯⺠⼾\uf914\ufa0e\uf0b7\uf082\ue5e5\ue863\ue605\ue473\ufffd \t\n。工作的香港한か")


@settings(max_examples=300, deadline=None)
@given(st.text(PIECES, max_size=40))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])
