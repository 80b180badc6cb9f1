"""The report aligns raw and clean text: nothing is left out, no change is torn, every place gets its anchor."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.document import Block
from speechkit.ledger import Edit
from speechkit.render.report import side
from speechkit.render.report.rows import Lines, rows
from speechkit.render.report.side import sides_of
from speechkit.render.report.spots import Painter, Spot
from speechkit.render.report.telling import Telling
from speechkit.render.report.view import view
from speechkit.render.report.visible import attribute, changed, short, text
from tests.report_pages import Page, blankless

LINES = st.sampled_from([
    "在全县春耕会上的讲话", "同志们:", "一、抓好春耕", "(一)早下田。大家要早插秧,早施肥。", "关注微信公众号",
    "  要落实“三个到位”,即责任到位、资金到位、人员到位。", "監(jiān)管局長&nbsp;講話", "", "<p>管好水库</p>",
    "来源:云溪网 2020-01-02", "责任编辑:小禾", "\u200b",
])  # fmt: skip
SPEECHES = st.lists(LINES, min_size=1, max_size=14).map("\n".join)


def seen(html: str) -> str:
    return "".join(Page(html).seen)


def block(low: int, high: int, words: str = "", **rest: object) -> Block:
    return Block(type="paragraph", text=words, span=(low, high), **rest)  # type: ignore[arg-type]  # a table of cases


@pytest.mark.parametrize(
    ("label", "raw", "blocks", "edits", "expected"),
    [
        ("no block", "abc", [], [], [("abc", 0)]),
        ("nothing at all", "", [], [], [("", 0)]),
        ("blanks go to the block above", "甲\n\n乙", [block(0, 1), block(3, 4)], [], [("甲\n\n", 0), ("乙", 0)]),
        ("blanks at the beginning", "\n 甲", [block(2, 3)], [], [("\n 甲", 0)]),
        (
            "a line that was taken out",
            "甲\n广告\n乙",
            [block(0, 1), block(5, 6)],
            [Edit("site.x", (2, 5), "广告\n", "")],
            [("甲", 0), ("\n广告\n", 1), ("乙", 0)],
        ),
        (
            "a change across the border of two blocks joins them",
            "甲乙丙丁",
            [block(0, 2), block(2, 4)],
            [Edit("byteshift.run", (1, 3), "乙丙", "己")],
            [("甲乙丙丁", 1)],
        ),
        (
            "what is put in before a block is its own",
            "甲乙",
            [block(0, 1, "甲"), block(1, 2, "“乙")],
            [Edit("quote.open", (1, 1), "", "“")],
            [("甲", 0), ("乙", 1)],
        ),
        (
            "what is put in behind a block is that block's",
            "甲乙",
            [block(0, 1, "甲”"), block(1, 2, "乙")],
            [Edit("quote.close", (1, 1), "", "”")],
            [("甲", 1), ("乙", 0)],
        ),
        ("what is put in at the end", "甲", [block(0, 1, "甲")], [Edit("quote.close", (1, 1), "", "”")], [("甲", 1)]),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_rows(
    label: str, raw: str, blocks: list[Block], edits: list[Edit], expected: list[tuple[str, int]]
) -> None:  # fmt: skip
    found = [(raw[row.low : row.high], row.last - row.first) for row in rows(raw, blocks, edits)]
    assert found == expected, label


@pytest.mark.parametrize("mark", ["。", "(tián)。", "。”"])
def test_the_final_mark_of_a_heading_has_no_row_of_its_own(mark: str) -> None:
    raw = f"(一)早下田{mark}大家要早插秧。"
    heading = Block(type="heading", text="早下田", marker="(一)", terminal="。", level=1, span=(0, 6))
    border = 6 + len(mark)
    found = rows(raw, [heading, block(border, len(raw))], [])
    assert [raw[row.low : row.high] for row in found] == [raw[:border], raw[border:]]


@given(SPEECHES)
@settings(max_examples=80)
def test_the_rows_cover_the_text_and_hold_every_change_once(raw: str) -> None:
    document = speechkit.clean(raw)
    edits = document.changes_made()
    found = rows(document.ledger.raw, document.blocks, edits)
    assert "".join(document.ledger.raw[row.low : row.high] for row in found) == document.ledger.raw
    assert [number for row in found for number in range(row.first, row.last)] == list(range(len(edits)))
    assert sorted(number for row in found for number in row.blocks) == list(range(len(document.blocks)))
    for row in found:
        for edit in edits[row.first : row.last]:
            assert row.low <= edit.span[0] <= edit.span[1] <= row.high


@given(SPEECHES | st.text())
@settings(max_examples=80)
def test_both_sides_show_their_text_whole(raw: str) -> None:
    document = speechkit.clean(raw)
    page = Page(view(document, sides_of(document, document.ledger, Telling())))
    assert page.text("raw") == blankless(seen(text(document.ledger.raw)))
    assert page.text("clean") == blankless(seen(text(document.ledger.text)))
    assert len(page.marks()) == len(document.changes_made())
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)


# ---- places


@given(
    st.text(alphabet="甲乙丙<&\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=8),
    st.lists(st.integers(0, 30), max_size=5),
)
@settings(max_examples=150)
def test_anchors_change_no_text(source: str, places: list[tuple[int, int]], cuts: list[int]) -> None:
    spots = [Spot(low, min(low + size, len(source)), f"p{n}", "ab"[n % 2]) for n, (low, size) in enumerate(places)]
    spots = [spot for spot in spots if spot.low <= spot.high]
    painter = Painter(spots)
    borders = sorted({0, len(source), *(cut for cut in cuts if cut < len(source))})
    shown = "".join(painter.paint(source[low:high], low, text) for low, high in pairwise(borders)) + painter.rest()
    page = Page(shown)
    assert "".join(page.seen) == source
    assert sorted(page.ids) == sorted(spot.anchor for spot in spots)
    for spot in spots:
        before = shown[: shown.index(f'id="{spot.anchor}"')]
        assert seen(re.sub(r"<span[^>]*>|</span>|<i[^>]*$", "", before)) == source[: spot.low]


# ---- text on a page


@pytest.mark.parametrize(
    ("source", "shown", "why"),
    [
        ("<b>&", "&lt;b&gt;&amp;", "markup"),
        ("a\u202eb", 'a<i class="u">&#92;u202e</i>b', "a mark that turns the direction"),
        ("\x1b[31m", '<i class="u">&#92;x1b</i>[31m', "what a terminal obeys"),
        ("\ud800", '<i class="u">&#92;ud800</i>', "half a pair cannot be written"),
        ("\ue7a2", '<i class="u">&#92;ue7a2</i>', "a box in every font"),
        ("\U000e0041", '<i class="u">&#92;U000e0041</i>', "tags that nobody sees"),
        ("a\r\nb\rc", "a\nb\nc", "line ends are line ends"),
        ("，“”　…", "，“”　…", "Chinese marks are not touched"),
    ],
)
def test_text_is_shown_as_it_is(source: str, shown: str, why: str) -> None:
    assert text(source) == shown, why


def test_an_attribute_holds_anything() -> None:
    assert attribute("\"'><\u202e&") == "&quot;&#x27;&gt;&lt;\\u202e&amp;"


def test_a_change_of_blanks_is_seen() -> None:
    assert changed(" \u3000") == '<i class="w">␣□</i>'
    assert changed("甲\n") == '甲<i class="w">↵</i>\n'
    assert "×5000" in changed(" " * 5000)


def test_a_long_value_is_cut_and_it_is_told() -> None:
    assert short("甲" * 100, 10) == "甲甲甲甲甲…90…甲甲甲甲甲"


def test_lines_are_counted_as_an_editor_does() -> None:
    lines = Lines("a\r\nb\rc\n\nd")
    assert [lines.place(offset) for offset in (0, 3, 5, 7, 8)] == ["1:1", "2:1", "3:1", "4:1", "5:1"]


def test_a_text_that_no_browser_could_draw_ends_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side, "MOST_CHARACTERS", 1000)
    monkeypatch.setattr(side, "MOST_MARKS", 30)
    document = speechkit.clean("同志们,今天开会,讲三点意见。" * 500)
    page = Page(view(document, sides_of(document, document.ledger, Telling())))
    assert len(page.marks()) == 30
    assert len([each for each in page.ids if re.fullmatch(r"c\d+", each)]) == 30
    assert set(page.links) <= set(page.ids)
    assert "The document goes on for" in "".join(page.seen)
    assert page.text("clean") in blankless(document.ledger.text)
