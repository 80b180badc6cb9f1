"""Pinyin glosses that were put in between the two bytes of a character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.ledger import Cut, replay
from speechkit.passes import Draft
from speechkit.pipeline import repair
from speechkit.repair import bench, straddle
from speechkit.rules.lexicon import readings
from speechkit.source import read
from tests.damage import Site, damage
from tests.straddling import SIMPLIFIED, TRADITIONAL

ONLY = Options(only=("repair.straddle",))
KEPT, DROPPED = Site(), Site(private="drop")


def glossed(line: str, at: int, site: Site = KEPT) -> list[str]:
    """Return the line with a gloss put in behind the first byte of line[at + 1], once for each reading it may have."""
    codes = [char.encode("gbk") for char in line[at : at + 2]]
    if len(codes[0]) < 2 or len(codes[1]) < 2:
        return []
    char = (codes[0][1:] + codes[1][:1]).decode("gbk", "ignore")
    shifted = damage(line, at + 1, site).line
    return [
        f"{line[: at + 1]}?{reading}){shifted[at + 2 :]}"
        for reading, chars in readings().items()
        if char and char in chars
    ]


def cuts_of(text: str) -> list[Cut]:
    reading = read(text)
    cuts = straddle.repair_straddle(Draft(reading.raw, reading.source, Options()))
    assert cuts is None or isinstance(cuts, list)
    return cuts or []


def test_the_model_makes_what_was_seen_on_pages() -> None:
    assert "開展?fàn)顩r好" in glossed("開展狀況好", 1)
    assert "能擔當?shù)闷?" in glossed("能擔當得起", 2)


READ_BACK = [
    ("ended by an ASCII trail byte", "各地開展狀況不一，還要加大力度。", "展狀", KEPT),
    ("to the end of the line", "这副担子能担当得起，就要挑起来。", "当得", KEPT),
    ("pairs dropped", "各地開展狀況不一，還要加大力度。", "展狀", DROPPED),
    ("traditional", "青年人要擔當得起歷史的責任。", "當得", KEPT),
]


@pytest.mark.parametrize(("sentence", "place", "site"), [case[1:] for case in READ_BACK], ids=[c[0] for c in READ_BACK])
def test_a_gloss_inside_a_character_is_taken_out(sentence: str, place: str, site: Site) -> None:
    lines = glossed(sentence, sentence.index(place), site)
    assert lines
    for line in lines:
        text, edits = repair(f"今天开会，讲三点意见。\n{line}\n大家要认真听。", ONLY)
        assert text == f"今天开会，讲三点意见。\n{sentence}\n大家要认真听。"
        assert {edit.rule for edit in edits} == {"gloss.straddled"}


def test_the_story_names_the_character_and_the_byte() -> None:
    cut = cuts_of("各地開展?fàn)顩r不一，還要加大力度。")[0]
    assert cut.after == "狀況"
    assert cut.confidence > 0.9
    assert cut.alternatives == ()
    assert "likelihood" not in cut.why
    assert "fàn of 範" in cut.why
    assert "B9|A0" in cut.why  # 展 D5B9, 狀 A0EE


def test_several_on_a_page_with_other_glosses_and_a_shifted_run() -> None:
    text = (
        "各地開展?fàn)顩r不一，要抓好創(chuàng)優(yōu)服務(wù)。\n"
        "能不能擔當?shù)闷?，要看會議的落實(shí)。\n"
        "各單位要統(tǒng)一思想?；顒咏M織好，任務(wù)分解好，發(fā)展機遇要抓住，產(chǎn)業關(guān)系群眾生計。\n"
    )
    gold = (
        "各地開展狀況不一，要抓好創優服務。\n"
        "能不能擔當得起，要看會議的落實。\n"
        "各單位要統一思想。活動組織好，任務分解好，發展機遇要抓住，產業關系群眾生計。\n"
    )
    after, edits = repair(text)
    assert after == gold
    assert {"gloss.straddled", "gloss.pinyin", "byteshift.run"} <= {edit.rule for edit in edits}
    assert repair(after)[0] == after


def test_nothing_is_doubtful_where_the_page_keeps_pairs_without_a_character() -> None:
    other = damage("要聽取群眾意見，向群眾作出承諾。", 6, KEPT).line
    text = f"同志们，今天开会。\n各地開展?fàn)顩r不一，還要加大力度。\n{other}\ue021\n"
    reading = read(text)
    draft = Draft(reading.raw, reading.source, Options())
    cuts = straddle.repair_straddle(draft)
    assert isinstance(cuts, list)
    assert [cut.confidence for cut in cuts] == [1.0]
    assert draft.notes == []


HEALTHY = [
    ("no reading", "他们说?abc)然后走了。"),
    ("an English aside", "大家问(what?ok)怎么办。"),
    ("code", "return (x?a)b:c; // 条件\nf(y?yi)er(z)"),
    ("a question and a bracket", "行吗?(shì)的。你去?a)去 b)不去"),
    ("a list of answers", "下列说法对吗?a)对 b)错 c)都不对"),
    ("at the beginning of a line", "?fàn)顩r"),
    ("behind a letter", "A?fàn)顩r"),
    ("at the end", "各地开展?fàn)"),
    ("a real gloss", "範(fàn)圍很廣，狀(zhuàng)況很好。"),
    ("healthy text behind it", "各地開展?fàn)工作的情況"),
]


@pytest.mark.parametrize("text", [case[1] for case in HEALTHY], ids=[case[0] for case in HEALTHY])
def test_healthy_text_stays(text: str) -> None:
    assert cuts_of(text) == []


SENTENCES = st.sampled_from([*SIMPLIFIED, *TRADITIONAL])


@settings(max_examples=60)
@given(SENTENCES, st.sampled_from([KEPT, DROPPED]), st.data())
def test_a_repair_has_its_gloss_again_when_damaged(sentence: str, site: Site, data: st.DataObject) -> None:
    lines = [line for at in range(len(sentence) - 2) for line in glossed(sentence, at, site)]
    if not lines:
        return
    text = data.draw(st.sampled_from(lines))
    for cut in cuts_of(text):
        gold = text[: cut.start] + cut.after.replace("\ufffd", "5") + text[cut.end :]
        again = [line for way in (KEPT, DROPPED, Site(private="?")) for line in glossed(gold, cut.start - 1, way)]
        assert any(line[: cut.end] == text[: cut.end] for line in again)
    after, edits = repair(text, ONLY)
    assert replay(text, edits) == after
    assert repair(after, ONLY)[0] == after


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([*"?()）展當顩r闷活\ue021 a\n", "?fàn)", "shù)", "開展", "擔當?shù)闷"]), max_size=30).map(
        "".join
    )
)
def test_it_is_total(text: str) -> None:
    repair(text, ONLY)


HOSTILE = [
    ("on one line", "開展?fàn)顩r" * 20_000),
    ("on ten thousand lines", "開展?fàn)顩r好\n" * 10_000),
    ("heads only", "?fàn)" * 200_000),
    ("garble behind it", ("開展?fàn)顩" + "顒龑" * 300 + "\n") * 60),
]


@pytest.mark.parametrize("text", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_work_is_bounded(text: str) -> None:
    reading = read(text)
    draft = Draft(reading.raw, reading.source, Options())
    cuts = straddle.repair_straddle(draft)
    assert cuts is None or isinstance(cuts, list)
    assert len(cuts or ()) <= straddle._MOST
    assert draft.work <= 2 * bench._MOST_WORK
