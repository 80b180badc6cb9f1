"""Windows: whatever was changed, the windows of a ledger are the ledger, and each holds to the laws by itself."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.ledger import Cut, Ledger, replay
from speechkit.window import Window, borders

MARKS = {",": "，", ";": "；"}


@st.composite
def changed(draw: st.DrawFn) -> Ledger:
    """Make a ledger with some layers: cuts of lines, insertions, replacements, and widened marks."""
    ledger = Ledger(draw(st.text("ab,;\n", max_size=30)))
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            ledger.recast("".join(MARKS.get(char, char) for char in ledger.text), {",": "width.a", ";": "width.b"})
            continue
        places = sorted(draw(st.lists(st.integers(0, len(ledger.text)), max_size=6)))
        cuts = [
            Cut(
                start,
                end,
                draw(st.sampled_from(["", "", "x", "\n", "x\ny", ","])),
                draw(st.sampled_from(["r.a", "r.b"])),
            )
            for start, end in zip(places[::2], places[1::2], strict=False)
        ]
        ledger.splice(cuts)
    return ledger


@settings(max_examples=300, deadline=None)
@given(changed(), st.data())
def test_windows_are_the_whole(ledger: Ledger, data: st.DataObject) -> None:
    text, raw = ledger.text, ledger.raw
    begins = [at + 1 for at, char in enumerate(text[:-1]) if char == "\n"]
    places = sorted(data.draw(st.sets(st.sampled_from(begins)))) if begins else []
    edges = borders(ledger, places)
    if edges is None:
        return
    stretches, spans = pairwise([0, *places, len(text)]), pairwise([0, *edges, len(raw)])
    windows = [Window(ledger, clean, span) for clean, span in zip(stretches, spans, strict=True)]
    assert edges == sorted(edges)
    assert "".join(window.text for window in windows) == text
    assert "".join(window.undo() for window in windows) == raw
    assert [edit for window in windows for edit in window.edits()] == ledger.edits()
    assert sum((window.counts() for window in windows), Counter()) == ledger.counts()
    for rule in ("r.a", "r.b", "width.a", "width.b"):
        assert "".join(window.undo(rule) for window in windows) == ledger.undo(rule)
    for window in windows:
        (low, high), edits = window.span, window.edits()
        assert replay(raw, edits) == raw[:low] + window.text + raw[high:]
        for index in range(len(edits)):
            left = replay(raw, [*edits[:index], *edits[index + 1 :]])
            assert raw[:low] + window.undo(edit=index) + raw[high:] == left
        for at in range(len(window.text)):
            assert low <= window.raw_span(at, at + 1)[0] <= window.raw_span(at, at + 1)[1] <= high


def test_depths_of_the_whole_and_of_the_window() -> None:
    ledger = Ledger("ad\na,b\nc,d")
    ledger.splice([Cut(0, 3, "", "demo.line")])
    ledger.recast(ledger.text.replace(",", "，"), "demo.mark")
    window = Window(ledger, (4, 7), (7, 10))
    assert window.depth == 3
    assert window.raw_span(0, 1) == window.raw_span(0, 1, 3) == (7, 8)
    assert window.raw_span(0, 1, 2) == window.raw_span(0, 1, 1) == (3, 4)
    assert window.raw_span(0, 1, 0) == (0, 1)


def test_what_was_taken_out_between_two_lines_belongs_to_the_first_and_an_indent_to_its_line() -> None:
    ledger = Ledger("one\nad\n  two")
    ledger.splice([Cut(4, 7, "", "demo.line"), Cut(7, 9, "", "demo.blank")])
    assert borders(ledger, [4]) == [7]
    first, second = Window(ledger, (0, 4), (0, 7)), Window(ledger, (4, 7), (7, 12))
    assert [edit.rule for edit in first.edits()] == ["demo.line"]
    assert [edit.rule for edit in second.edits()] == ["demo.blank"]
    assert second.undo() == "  two"


def test_an_edit_that_reaches_over_an_edge_is_found() -> None:
    ledger = Ledger("one two")
    ledger.splice([Cut(2, 5, "x\ny", "demo.both")])
    assert borders(ledger, [4]) is None


def test_what_was_put_in_at_an_edge_goes_with_its_own_line() -> None:
    ledger = Ledger("one.two")
    ledger.splice([Cut(4, 4, "\n", "demo.break")])
    ledger.splice([Cut(8, 8, "!", "demo.mark")])
    (edge,) = borders(ledger, [5]) or []
    first, second = Window(ledger, (0, 5), (0, edge)), Window(ledger, (5, 9), (edge, 7))
    assert [edit.rule for edit in first.edits()] == ["demo.break"]
    assert [edit.rule for edit in second.edits()] == ["demo.mark"]


def test_a_window_is_not_changed() -> None:
    window = Window(Ledger("a,b"), (0, 3), (0, 3))
    with pytest.raises(TypeError, match="looked through"):
        window.splice([Cut(1, 2, ";", "demo.mark")])
    with pytest.raises(TypeError, match="looked through"):
        window.recast("a;b", "demo.mark")
    with pytest.raises(IndexError):
        window.undo(edit=0)
