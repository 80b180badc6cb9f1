"""Parallels told by their build, items that no cue announces, and a lexicon of the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import speechkit
from speechkit.cli.group import command
from speechkit.errors import RuleError
from speechkit.passes import Options
from speechkit.rules.phrases import LARGEST, Lexicon
from speechkit.slogans.numberwords import spelled

PARALLELS = [
    ("said of things", "建设一支思想过硬、技术精通、纪律严明的队伍。", ["思想过硬技术精通纪律严明"]),
    ("noun and adjective", "做到家底清、措施准、作风实。", ["家底清措施准作风实"]),
    ("one character each", "如今山青、水绿、路畅、家富。", ["山青水绿路畅家富"]),
    ("an echo of its own", "做到户户有账本、人人会算账。", ["户户有账本人人会算账"]),
    ("a marker begins both", "不让种粮人吃亏，不让守信人受气。", ["不让种粮人吃亏不让守信人受气"]),
    ("numbers begin both", "一分耕作，九分管护。", ["一分耕作九分管护"]),
    ("taken up again", "有的村重建设轻管护、重数量轻质量。", ["重建设轻管护重数量轻质量"]),
    ("the other way round", "做到群众选、选群众。", ["群众选选群众"]),
    ("unequal, a marker begins all", "坚持不摊派任务，不收取费用，不搞花架子。", ["不摊派任务不收取费用不搞花架子"]),
    ("run together", "掀起大学习大调研大改进的热潮。", ["大学习大调研大改进"]),
    ("quotes inside", "敢啃“硬骨头”，敢蹚“深水区”。", ["敢啃硬骨头敢蹚深水区"]),
    (
        "every second clause",
        "渠道依然不畅，最需要打通；渠尾依然缺水，最需要补水。",
        ["渠道依然不畅最需要打通渠尾依然缺水最需要补水"],
    ),
]


def keys(text: str, kind: str, options: Options | None = None) -> list[str]:
    return [slogan.normalized for slogan in speechkit.clean(text, options).slogans if slogan.kind == kind]


@pytest.mark.parametrize(("label", "text", "wanted"), PARALLELS, ids=[case[0] for case in PARALLELS])
def test_parallels_are_told_by_their_build(label: str, text: str, wanted: list[str]) -> None:
    assert keys(text, "parallel") == wanted, label


@pytest.mark.parametrize(
    "text",
    ["村里有粮站、农机站、水管站。", "资金、资产都要登记，设备、房屋也要登记。", "一是经费不足，二是人手不够。",
     "大家认为，会议开得及时，开得很有必要。", "实施“青苗培育”、推进“金秋归巢”等计划。"],
)  # fmt: skip
def test_what_only_stands_side_by_side_is_spared(text: str) -> None:
    assert keys(text, "parallel") == []


ITEMS = [
    ("behind a comma", "推进“四大平台”建设，仓储平台、物流平台、结算平台、展示平台全部投用。",
     "四大平台", ["仓储平台", "物流平台", "结算平台", "展示平台"]),
    ("each begins a sentence part", "突出“三个紧盯”。紧盯田间，查墒情；紧盯渠道，查淤堵；紧盯库房，查储备。",
     "三个紧盯", ["紧盯田间", "紧盯渠道", "紧盯库房"]),
    ("numbered by the morpheme", "对照“三看三比”整改，一看田头，比长势；二看账本，比收入；三看村貌，比整洁。",
     "三看三比", ["一看田头，比长势", "二看账本，比收入", "三看村貌，比整洁"]),
    ("bracket behind the head word", "开展“三送”活动（送技术、送种子、送信息）。", "三送",
     ["送技术", "送种子", "送信息"]),
    ("a number behind the measure", "严格执行“三个一批”：培育一批，引进一批，淘汰一批。", "三个一批",
     ["培育一批", "引进一批", "淘汰一批"]),
    ("counting up", "落实“一二三”思路，即守住一条底线、用好两支队伍、办成三件实事。", "一二三",
     ["守住一条底线", "用好两支队伍", "办成三件实事"]),
    ("figures", "落实“123”思路，即守住一条底线、用好两支队伍、办成三件实事。", "123",
     ["守住一条底线", "用好两支队伍", "办成三件实事"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "key", "wanted"), ITEMS, ids=[case[0] for case in ITEMS])
def test_items_that_follow_without_a_cue(label: str, text: str, key: str, wanted: list[str]) -> None:
    found = {slogan.normalized: [item.text for item in slogan.items] for slogan in speechkit.clean(text).slogans}
    assert found.get(key) == wanted, label


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("带着责任、带着感情、带着问题抓“三农”工作。", "三农"),
        ("推进“三大平台”建设，仓储平台、物流平台都已投用。", "三大平台"),
    ],
)
def test_no_items_are_made_up(text: str, key: str) -> None:
    found = {slogan.normalized: slogan.items for slogan in speechkit.clean(text).slogans}
    assert not found[key]


def test_a_hotline_is_no_abbreviation() -> None:
    assert keys("欢迎拨打“12345”热线。", "numeral_abbreviation") == []


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("4个意识", "四个意识"),
        ("2个维护", "两个维护"),
        ("12个到位", "十二个到位"),
        ("3060工程", "3060工程"),
        ("四个意识", "四个意识"),
    ],
)
def test_a_number_in_figures_is_the_same_term(key: str, wanted: str) -> None:
    assert spelled(key) == wanted


def test_two_spellings_of_a_term_are_one_slogan() -> None:
    found = speechkit.clean("要做到“3个到户”。今年三个到户见了成效。").slogans
    assert [(each.normalized, each.count) for each in found] == [("三个到户", 2)]


def test_two_clauses_of_a_set_phrase_may_change_places() -> None:
    found = speechkit.clean("要有抓铁有痕、踏石留印的劲头。").slogans
    assert [each.normalized for each in found] == ["抓铁有痕踏石留印"]
    assert "set phrase" in found[0].why


# ---- a lexicon of the user's own

OWN = "\ufeff# ours\n一把尺子量到底\n山塘清淤月\tformulation\n\n書香柳河\n田长制\tnumeral_abbreviation\tnote\n"


def test_the_users_own_phrases_are_found_and_named() -> None:
    lexicon = Lexicon.from_text(OWN)
    assert lexicon.phrases[2] == ("书香柳河", "formulation")
    made = speechkit.clean("坚持一把尺子量到底，办好山塘清淤月。", Options(lexicon=lexicon))
    assert [(each.normalized, each.why) for each in made.slogans] == [
        ("一把尺子量到底", ["set phrase", "user lexicon"]),
        ("山塘清淤月", ["set phrase", "user lexicon"]),
    ]
    assert made.produced_by.options == {"lexicon": lexicon.sha256}
    assert keys("办好山塘清淤月。", "formulation") == []


def test_they_are_found_in_either_script() -> None:
    text = "建設書香柳河，我們要把這項工作抓實，讓羣眾滿意，為發展聚力。"
    assert "书香柳河" in keys(text, "formulation", Options(lexicon=Lexicon.from_text(OWN)))


@pytest.mark.parametrize(
    ("data", "message"),
    [("好办法\tverse\n", "line 1: 'verse' is no kind of slogan"), ("好办法\n、\n", "line 2: '、' is no phrase"),
     ("好" * 61, "line 1"), (b"\xff\xfe", "byte 0 is no UTF-8"), ("好" * LARGEST, "at most 4 MB")],
)  # fmt: skip
def test_what_is_no_lexicon_is_told_in_one_line(data: str | bytes, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        Lexicon.from_text(data, "mine.tsv")
    assert str(raised.value).startswith("mine.tsv: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_command_takes_a_lexicon(tmp_path: Path) -> None:
    own, speech = tmp_path / "own.tsv", tmp_path / "speech.txt"
    own.write_text(OWN, "utf-8")
    speech.write_text("坚持一把尺子量到底。", "utf-8")
    found = CliRunner().invoke(command, ["slogans", str(speech), "--lexicon", str(own)])
    assert "一把尺子量到底" in found.output
