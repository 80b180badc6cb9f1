"""Misread text that lost bytes: what the rest decides is put in and told, what it does not stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair, run
from speechkit.repair import restoring
from speechkit.repair.candidates import allowed
from speechkit.repair.channel import CUT, END, LONE, Channel
from speechkit.repair.grammar import counted, last_of_line, misfit
from speechkit.repair.islands import islands
from speechkit.repair.neighbours import neighbours

ONLY = Options(only=("repair.mojibake",))
LINES = [
    "入冬以来，水务所把全镇四十二公里老管道挨家挨户摸了一遍，漏点减少七成。",
    "大家都说“路通了，心也就通了”，可是桥头那盏灯还要有人去点亮。",
    "会后三天之内，各股室把办理结果贴到公示栏上，请群众评一评、比一比。",
]
TRADITIONAL = [
    "入冬以來，水務所把全鎮四十二公里老管道挨家挨戶摸了一遍，漏點減少七成。",
    "去年糧價漲了一成，倉庫裡的陳列架也換了新的，賬目每月貼出來給大家看。",
]
EMPTY = "\x81\x8d\x8f\x90\x9d"


def gbk_cut(line: str) -> str:
    return line.encode("gbk")[:-1].decode("latin-1")


def utf8_cut(line: str) -> str:
    return line.encode()[:-1].decode("latin-1")


def as_gbk(line: str) -> str:
    return line.encode().decode("gbk", "replace")


def gaps(line: str) -> str:
    return "".join(char for char in line.encode("gbk").decode("latin-1") if char not in EMPTY)


CUT_OFF = [("GBK as Latin-1", gbk_cut, LINES + TRADITIONAL), ("UTF-8 as Latin-1", utf8_cut, LINES + TRADITIONAL)]


@pytest.mark.parametrize(("damage", "lines"), [case[1:] for case in CUT_OFF], ids=[case[0] for case in CUT_OFF])
def test_a_line_whose_last_byte_was_cut_off_reads_on_to_its_mark(
    damage: Callable[[str], str], lines: list[str]
) -> None:
    for line in lines:
        text, edits = repair(damage(line), ONLY)
        assert text == line
        assert edits[-1].confidence == 1.0 or edits[-1].alternatives


@pytest.mark.parametrize("line", LINES + TRADITIONAL)
@pytest.mark.parametrize("damage", [as_gbk, gaps])
def test_few_characters_are_wrong(damage: Callable[[str], str], line: str) -> None:
    text, edits = repair(damage(line), ONLY)
    wrong = [(got, gold) for got, gold in zip(text, line, strict=True) if got not in (gold, "\ufffd")]
    assert len(wrong) <= 1
    assert text.count("\ufffd") <= 0.1 * len(line)
    assert not any(edit.confidence >= 0.995 and "\ufffd" in edit.after for edit in edits)


def test_a_letter_inside_chinese_is_the_second_byte_of_a_character_whose_first_is_gone() -> None:
    line = "去年人數漲到了三百，今年糧價漲了一成，工錢也漲了。"
    printed = gaps(line)
    assert "q" in printed
    text, _ = repair(printed, ONLY)
    assert "q" not in text


def test_letters_of_words_stay() -> None:
    line = "證券所說，A股和B股的K線圖已經換新，GDP增長的數字會後公佈。"
    assert repair(line.encode("gbk").decode("latin-1"), ONLY)[0] == line


HEALTHY_AROUND = [
    (
        "系 has the bytes of a Greek letter",
        "双方关系很好，利害",
        "关系人也可以提出",
        "，系里不再另行通知，水电照常供应。",
    ),
    ("水 has those of a sign", "河堤加高以后，", "上游的村子都放心了", "水面宽了，要走的船也多了。"),
    ("at the beginning", "夜校开学那天，退休的", "钳工和木匠都来听讲", "，门口的自行车停了两排。"),
]


@pytest.mark.parametrize(("head", "part", "tail"), [c[1:] for c in HEALTHY_AROUND], ids=[c[0] for c in HEALTHY_AROUND])
@pytest.mark.parametrize("codec", ["gb18030", "gbk"])
def test_healthy_text_around_a_stretch_stays(head: str, part: str, tail: str, codec: str) -> None:
    printed = part.encode().decode(codec, "replace")
    text, _ = repair(head + printed + tail, ONLY)
    assert text.startswith(head)
    assert text.endswith(tail)


def test_a_short_stretch_of_a_long_healthy_line_is_restored() -> None:
    line = "他在会上说，只要把账目贴到墙上，把电话留在门口，{}，老百姓就愿意把心里话讲出来，也愿意跟着我们一起干下去。"
    part = "把话讲明白"
    assert repair(line.format(part.encode().decode("gb18030", "replace")), ONLY)[0].startswith(
        "他在会上说，只要把账目贴到"
    )
    part = "把每句话都讲明白了"
    printed = part.encode().decode("gb18030", "replace")
    if "\ufffd" not in printed:
        assert repair(line.format(printed), ONLY)[0] == line.format(part)


def test_quoted_examples_stay_in_long_lines() -> None:
    line = "老师在黑板上写下“鍏鍔″憳”四个字，告诉大家这是存错了格式的文件，要用原来的格式再打开一次，并且另存一份备用。"
    assert repair(line, ONLY) == (line, [])


def test_what_is_beyond_the_budget_stays_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "_BUDGET", 2_000)
    page = "\n".join(as_gbk(line) for line in LINES * 5)
    found = run(page.encode(), ONLY)
    assert found.ledger.text.endswith(as_gbk(LINES[-1]))
    told = [each for each in found.warnings if "more of them than are searched" in each.message]
    assert len(told) == 1
    assert told[0].span
    assert told[0].span[1] == len(page)


def test_candidates_fit_the_bytes() -> None:
    channel = Channel("utf-8", "gbk")
    data = (0xE7, 0x9A, LONE)
    for char in allowed(channel, "simplified", data, END, 10, (frozenset(), "")):
        assert char.encode()[:2] == b"\xe7\x9a"
    assert "的" in allowed(channel, "simplified", data, END, 10, (frozenset(), ""))
    assert allowed(channel, "none", (0xE3, 0x80, CUT), END, 10, (frozenset(), ""))[0] in "，。、"
    assert allowed(channel, "none", (0xF0, LONE, LONE, LONE), END, 10, (frozenset(), "")) == ()


def test_stretches_in_step_need_no_search() -> None:
    line = "群众满意不满意是我们工作做得好不好的标准a"
    data = line.encode("gbk")
    found = list(islands([*data, LONE, *data], Channel("gbk", "big5")))
    places = {place: char for place, _, char in found if char}
    assert all(data[place : place + 2].decode("gbk") == char for place, char in places.items() if place < len(data))
    assert len(places) > len(line)
    assert not list(islands([*data[:-1], LONE] * 2, Channel("big5", "gbk")))


def test_what_the_model_does_not_know() -> None:
    assert counted("三", "个") > 0 > counted("十五", "一")
    assert counted("看一", "看") > 0
    assert counted("降到", "7") == 0 or counted("到", "7") > 0
    assert counted("", "个") == 0
    assert last_of_line("。", "", listed=False) > last_of_line("、", "", listed=False)
    assert last_of_line("；", "", listed=True) > last_of_line("；", "", listed=False)
    assert misfit("髮", frozenset()) < misfit("發", frozenset()) == 0
    assert misfit("鎭", frozenset("鎭")) == 0
    assert neighbours().gain("要", "办") > 0 > neighbours().gain("的", "，")
    assert neighbours().gain("", "办") == neighbours().gain("办", "\u9fa5") == 0


@settings(max_examples=40)
@given(
    st.sampled_from(LINES),
    st.integers(0, 30),
    st.integers(1, 30),
    st.sampled_from([gbk_cut, utf8_cut, as_gbk, gaps]),
)
def test_no_part_that_was_damaged_hurts_the_rest(
    line: str, start: int, size: int, damage: Callable[[str], str]
) -> None:
    part = line[start : start + size]
    if not part:
        return
    page = line[:start] + damage(part).replace("\n", " ").replace("\r", " ") + line[start + size :]
    text, _ = repair(page, ONLY)
    assert len(text) <= len(page)
    assert text.startswith(line[: max(0, start - 1)])
    assert text.endswith(line[start + size + 1 :])
