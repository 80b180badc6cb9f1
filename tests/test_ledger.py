"""The ledger's laws on arbitrary layers: replay, undo, coverage, offsets, counts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit import layers
from speechkit.ledger import Cut, Edit, Ledger, replay

WIDE = {",": "A", ";": "B"}
RULES = {",": "width.comma", ";": "width.semicolon"}


@st.composite
def ledgers(draw: st.DrawFn, most_recasts: int = 3) -> Ledger:
    """A raw text of few letters under up to six random layers of both kinds."""
    ledger = Ledger(draw(st.text("ab,;()", max_size=24)))
    recasts = 0
    for number in range(draw(st.integers(0, 6))):
        if recasts < most_recasts and draw(st.booleans()):
            recasts += 1
            wide = [WIDE[c] if c in WIDE and draw(st.booleans()) else c for c in ledger.text]
            ledger.recast("".join(wide), RULES)
            continue
        places = sorted(draw(st.lists(st.integers(0, len(ledger.text)), max_size=6)))
        cuts = [
            Cut(start, end, draw(st.text("ab,;", max_size=3)), f"layer{number}.{i}")
            for i, (start, end) in enumerate(zip(places[::2], places[1::2], strict=False))
        ]
        ledger.splice(cuts)
    return ledger


@given(ledgers())
def test_replay_and_undo(ledger: Ledger) -> None:
    edits = ledger.edits()
    assert replay(ledger.raw, edits) == ledger.text
    back = [Edit(e.rule, e.span, e.after, e.before) for e in edits]
    at, shifted = 0, []
    for edit in back:
        start = edit.span[0] + at
        shifted.append(Edit(edit.rule, (start, start + len(edit.before)), edit.before, edit.after))
        at += len(edit.before) - len(edit.after)
    assert replay(ledger.text, shifted) == ledger.undo() == ledger.raw


@given(ledgers())
def test_the_short_ways_lead_where_the_long_ones_do(ledger: Ledger) -> None:
    """Two places that meet alone need no group, and edits may begin at the pieces that spans are told by."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_met", lambda *_: None)
        grouped = Ledger(ledger.raw)
        grouped._layers, grouped.text = ledger._layers, ledger.text  # the same layers, stacked anew
        expected = grouped.edits()
    ledger.raw_span(0, len(ledger.text))
    assert ledger.edits() == expected


@given(ledgers())
def test_edits_are_sorted_disjoint_and_true(ledger: Ledger) -> None:
    last, empty_at = 0, -1
    for edit in ledger.edits():
        low, high = edit.span
        assert last <= low <= high <= len(ledger.raw)
        assert ledger.raw[low:high] == edit.before != edit.after
        assert edit.rule
        if low == high:
            assert low != empty_at, "two insertions at one place have no order"
            empty_at = low
        last = high


@given(ledgers())
def test_counts_are_those_of_the_edits(ledger: Ledger) -> None:
    assert ledger.counts() == Counter(edit.rule for edit in ledger.edits())


@given(ledgers(most_recasts=1))
def test_counts_without_making_edits(ledger: Ledger) -> None:
    fast = ledger.counts()
    assert fast == Counter(edit.rule for edit in ledger.edits())


@given(ledgers(), st.data())
def test_undo_of_one_edit_changes_only_its_span(ledger: Ledger, data: st.DataObject) -> None:
    edits = ledger.edits()
    if not edits:
        return
    index = data.draw(st.integers(0, len(edits) - 1))
    others = [edit for i, edit in enumerate(edits) if i != index]
    assert ledger.undo(edit=index) == replay(ledger.raw, others)


@given(ledgers(), st.data())
def test_raw_span_reads_as_the_clean_text(ledger: Ledger, data: st.DataObject) -> None:
    """A span's raw text, with the edits inside it, holds the clean span; outside of replaced runs it is exactly it."""
    start = data.draw(st.integers(0, len(ledger.text)))
    end = data.draw(st.integers(start, len(ledger.text)))
    low, high = ledger.raw_span(start, end)
    assert 0 <= low <= high <= len(ledger.raw)
    inside = [e for e in ledger.edits() if low <= e.span[0] and e.span[1] <= high]
    moved = [Edit(e.rule, (e.span[0] - low, e.span[1] - low), e.before, e.after) for e in inside]
    assert ledger.text[start:end] in replay(ledger.raw[low:high], moved)


@given(ledgers(), st.data())
def test_spans_of_earlier_depths(ledger: Ledger, data: st.DataObject) -> None:
    low, high = ledger.raw_span(0, len(ledger.raw), depth=0)
    assert (low, high) == (0, len(ledger.raw))
    depth = data.draw(st.integers(0, ledger.depth))
    low, high = ledger.raw_span(0, 0, depth=depth)
    assert 0 <= low <= high <= len(ledger.raw)


def test_a_gloss_inside_a_removed_line_keeps_its_reason() -> None:
    ledger = Ledger("x\n創(chuàng)優\ny")
    ledger.splice([Cut(3, 11, "", "gloss.pinyin")])
    ledger.splice([Cut(2, 5, "", "lead.title")])
    (edit,) = ledger.edits()
    assert (edit.rule, edit.span, edit.before) == ("lead.title", (2, 13), "創(chuàng)優\n")
    assert [(inner.rule, inner.before) for inner in edit.over] == [("gloss.pinyin", "(chuàng)")]
    assert ledger.undo(rule="lead.title") == ledger.raw


def test_a_comma_widened_inside_a_repaired_run() -> None:
    ledger = Ledger("ab?;cd")
    ledger.splice([Cut(2, 5, "x,yz", "byteshift.run", 0.8, ("q",), "lost lead")])
    ledger.recast("abxAyzd", RULES)
    (edit,) = ledger.edits()
    assert (edit.rule, edit.before, edit.after, edit.confidence) == ("byteshift.run", "?;c", "xAyz", 0.8)
    assert (edit.alternatives, edit.why) == (("q",), "lost lead")
    assert [(inner.rule, inner.before, inner.after) for inner in edit.over] == [("width.comma", ",", "A")]
    assert ledger.undo(rule="width.comma") == "abx,yzd"
    assert ledger.undo(rule="byteshift.run") == ledger.raw


def test_undo_of_a_rule_leaves_the_others() -> None:
    ledger = Ledger("a,b(x)c")
    ledger.splice([Cut(3, 6, "", "gloss.pinyin")])
    ledger.recast("aAbc", RULES)
    assert ledger.undo(rule="gloss.pinyin") == "aAb(x)c"
    assert ledger.undo(rule="width.comma") == "a,bc"
    assert ledger.undo(rule="no.such") == ledger.text


def test_what_was_cut_out_at_a_border_stays_outside_the_span() -> None:
    ledger = Ledger("AAxyzBB")
    ledger.splice([Cut(0, 2, "", "a"), Cut(5, 7, "", "b")])
    assert ledger.raw_span(0, 3) == (2, 5)


@pytest.mark.parametrize("cuts", [[Cut(1, 3, "", "a"), Cut(2, 4, "", "b")], [Cut(3, 9, "", "a")], [Cut(2, 1, "", "a")]])
def test_cuts_that_do_not_fit_are_a_defect(cuts: list[Cut]) -> None:
    with pytest.raises(ValueError, match="leaves the text"):
        Ledger("abcd").splice(cuts)


def test_a_recast_keeps_the_length_and_nothing_is_recorded_for_nothing() -> None:
    ledger = Ledger("abcd")
    with pytest.raises(ValueError, match="keeps the length"):
        ledger.recast("abc", RULES)
    assert not ledger.recast("abcd", RULES)
    assert not ledger.splice([Cut(0, 1, "a", "same")])
    assert ledger.depth == 0
    with pytest.raises(IndexError):
        ledger.undo(edit=0)
