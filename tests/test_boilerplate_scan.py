"""What is found in the lines of a text is kept from round to round: it is what a fresh scan would find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.boilerplate.flattened import recover_lines
from speechkit.boilerplate.scan import found_in, scanner
from speechkit.ledger import Cut
from speechkit.passes import Draft, Options, lines_of
from speechkit.source import read

LINES = (
    "在全镇春耕工作会议上的讲话",
    "同志们：",
    "一、抓好水利。免责声明：本文来源于网友上传，不代表本站观点。",
    "\u3000\u3000今年要修三条渠，来源是县里的专款，编辑好台账。",
    "责任编辑：田禾",
    "  责任编辑：田禾  ",
    "上一篇：没有了",
    "更多范文请关注本站",
    "請點擊下載，轉載請註明出處",
    "",
)


def draft_of(text: str) -> Draft:
    reading = read(text)
    return Draft(reading.raw, reading.source, Options())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40), st.data())
def test_lines_that_stay_are_found_as_in_a_fresh_scan(lines: list[str], data: st.DataObject) -> None:
    draft = draft_of("\n".join(lines))
    found_in(draft)
    gone = data.draw(st.sets(st.integers(0, max(0, len(draft.lines) - 1)), max_size=12))
    cuts = []
    for at, line in enumerate(draft.lines):
        if at in gone:
            whole = data.draw(st.booleans())
            cuts.append(Cut(line.low if whole else line.start, line.high if whole else line.start + 1, "", "demo.cut"))
    draft.ledger.splice(cuts)
    fresh = scanner().scan(draft.text, lines_of(draft.text))
    assert found_in(draft).sorted_out() == fresh


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12), st.data())
def test_hits_of_a_part_are_those_of_its_text(lines: list[str], data: st.DataObject) -> None:
    draft = draft_of("\n".join(lines))
    for at, line in enumerate(draft.lines):
        start = data.draw(st.integers(line.start, line.end))
        end = data.draw(st.integers(start, line.end))
        assert found_in(draft).hits(at, start, end) == scanner().hits(draft.text[start:end])


def test_equal_lines_get_equal_breaks_in_one_round() -> None:
    """Two lines of the same words are each looked at, though a line is looked at in one round only."""
    draft = draft_of("\n".join([LINES[0], LINES[1], LINES[2], LINES[3], LINES[2], LINES[3]]))
    cuts = recover_lines(draft)
    assert isinstance(cuts, list)
    behind = len("一、抓好水利。")
    starts = {cut.start for cut in cuts}
    assert {line.start + behind for line in draft.lines if line.body == LINES[2]} <= starts
