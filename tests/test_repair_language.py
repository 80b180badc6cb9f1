"""The language model: it ranks, and it must rank Chinese above garble in either script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.repair.language import Reader, model
from tests.damage import Site, damage, straddles
from tests.straddling import SIMPLIFIED, TRADITIONAL

READER = Reader("")


def test_every_beginning_of_a_word_is_known_and_weighs_no_less_than_what_goes_on() -> None:
    lines = model().words.items()
    known = [char + entry.partition("\t")[0] for char, line in lines for entry in line[2:].split(" ") if entry]
    assert len(known) > 50_000
    for prefix in known[::3]:
        node = model().node(prefix)
        assert node is not None, prefix
        if len(prefix) > 1:
            shorter = model().node(prefix[:-1])
            assert shorter is not None, prefix
            assert shorter.mass >= node.mass - 0.21, prefix  # weights are steps of 0.2
        assert node.leave is None or node.leave <= 0


def test_shares_are_shares() -> None:
    """The machine's first characters and single characters are logarithms of shares below one."""
    assert all(value < 0 for value in model().start.values())
    assert all(value <= 0 for value in model().alone.values())
    assert model().pair("工", "作") > 3 > model().pair("工", "猫") == 0


@pytest.mark.parametrize("sentence", [*SIMPLIFIED, *TRADITIONAL])
def test_a_sentence_is_likelier_than_its_garble(sentence: str) -> None:
    at = straddles(sentence)[0]
    damaged = damage(sentence, at, Site())
    gold, garble = sentence[at : damaged.end], damaged.line[at : damaged.stop]
    assert READER.score(gold, sentence[:at]) > READER.score(garble, sentence[:at])


SCRIPTS = [
    ("我们要认真学习贯彻会议精神", "我們要認真學習貫徹會議精神"),
    ("确保各项工作落到实处", "確保各項工作落到實處"),
]


@pytest.mark.parametrize(("simplified", "traditional"), SCRIPTS)
def test_both_scripts_are_judged_alike(simplified: str, traditional: str) -> None:
    assert READER.score(simplified) == READER.score(traditional)
    assert READER.score(simplified) / len(simplified) > -7


ORDERS = [
    ("a word above its characters turned round", "认真学习", "真认习学"),
    ("a full stop at the end of a clause above one behind a preposition", "改进工作。大家", "改进对于。大家"),
    ("one mark above two", "工作很好，大家", "工作很好，、大家"),
    ("a clause of several characters above one of one", "开发，远海。", "开发，远。海"),
    ("a question behind a particle", "行不行呢？", "行不行进？"),
]


@pytest.mark.parametrize(("likelier", "other"), [case[1:] for case in ORDERS], ids=[case[0] for case in ORDERS])
def test_the_order_of_readings(likelier: str, other: str) -> None:
    assert READER.score(likelier) / len(likelier) > READER.score(other) / len(other)


def test_narrow_marks_are_read_as_wide_ones() -> None:
    assert READER.score("很好,大家都看;") == READER.score("很好，大家都看；")


def test_what_the_document_says_elsewhere_counts() -> None:
    said = Reader("", "邰赟乡的工作做得好，邰赟乡的经验要推广。" * 3)
    assert said.score("邰赟乡") > READER.score("邰赟乡")


def test_a_character_of_the_other_script_costs() -> None:
    assert Reader("simplified").script_penalty("國") < 0 == Reader("simplified").script_penalty("国")
    assert Reader("traditional").script_penalty("国") < 0 == Reader("traditional").script_penalty("國")
    assert Reader("traditional").script_penalty("人") == 0
    assert Reader("mixed").script_penalty("國") == 0


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_a_score(text: str, before: str) -> None:
    value = READER.score(text, before)
    assert value <= 0
    assert READER.score(text, before) == value
    assert READER.score_behind(READER.enter(before), text) == value
