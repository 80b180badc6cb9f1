"""What the search for shifted bytes spares itself changes nothing of what it finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.passes import Draft, Options, Recasting
from speechkit.repair import beam, byteshift, realign, voice
from speechkit.repair.language import Reader, model
from speechkit.repair.tail import Tail
from speechkit.repair.voice import SILENT, Voice
from speechkit.source import read
from tests.damage import Site, damage, straddles
from tests.straddling import SIMPLIFIED, TRADITIONAL

SITES = [Site("?", "drop", folded=True), Site("", "drop", folded=False), Site("?", "?", folded=True)]
PAGE = "各村要把水渠修好，把梯田看好，水渠要有人管。\n"
CHINESE = st.text("水渠梯田要修好看的。，“”各村3a", max_size=12)


def readings(text: str) -> list[tuple[int, int, str, float | None]]:
    """Return what is read back where, and how surely."""
    reading = read(text)
    cuts = byteshift.repair_byteshift(Draft(reading.raw, reading.source, Options())) or []
    assert not isinstance(cuts, Recasting)
    return [(cut.start, cut.end, cut.after, cut.confidence) for cut in cuts]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([*TRADITIONAL, *SIMPLIFIED]), st.sampled_from(SITES), st.data())
def test_a_floor_that_rises_loses_no_reading(line: str, site: Site, data: st.DataObject) -> None:
    damaged = PAGE + damage(line, data.draw(st.sampled_from(straddles(line))), site).line + "\n"
    early = readings(damaged)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beam, "_ROOM", 1_000_000)  # nothing is thrown away before all of a token is read
        assert readings(damaged) == early


@given(st.text("水渠田", max_size=40), st.text("水渠田", max_size=2), st.sampled_from("水渠田"))
def test_a_triple_counted_by_itself_is_counted_with_overlaps(text: str, before: str, char: str) -> None:
    one_by_one, all_at_once = Voice(text), Voice(text)
    with pytest.MonkeyPatch.context() as patch:
        said = one_by_one.says(before, char)
        patch.setattr(voice, "_FEW", 0)
        assert all_at_once.says(before, char) == said
    assert (said == SILENT) == (not before or before[-1:] + char not in text)


@given(CHINESE, CHINESE, st.lists(st.sampled_from("水渠梯田要。“龘a"), min_size=1, max_size=6))
def test_what_follows_many_choices_is_weighed_as_behind_each(left: str, right: str, choices: list[str]) -> None:
    reader = Reader("simplified", PAGE * 2)
    entered, tail = reader.enter(left), Tail(reader, right)
    for choice in choices:
        alone = reader.score_behind(reader.go_on(entered, choice), right)
        assert tail.score(reader.put(entered, choice)) == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("first", "水梯各的龘，a")
def test_words_of_two_are_those_of_the_model(first: str) -> None:
    behind = model().behind(first)
    for second in {*behind, *"渠田村龘，"}:
        node = model().node(first + second)
        assert behind.get(second) == (node.mass if node else None)


@pytest.mark.parametrize("gloss", ["", "(qú)", "?qú)"])
def test_a_long_line_is_cut_as_far_as_a_run_may_go(gloss: str) -> None:
    line = f"水渠{gloss}要修" * 900
    whole = realign._TOKENS.findall(line)
    known = realign.tokens_of(line)
    assert len(known) >= realign._LONGEST + realign._AHEAD
    assert known[: realign._LONGEST + realign._AHEAD] == whole[: realign._LONGEST + realign._AHEAD]
    assert realign.tokens_of(line[:30]) == realign._TOKENS.findall(line[:30])
