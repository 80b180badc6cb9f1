"""The chart of trends: sound XML whatever its words are, and readable without colours."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.render.chart import Chart, Trend, description, svg

NAME = "{http://www.w3.org/2000/svg}"


def chart(*trends: Trend, years: tuple[str, ...] = ("2008", "2009", "2010"), title: str = "标题") -> Chart:
    return Chart(years=years, trends=trends, title=title, unit="per 10,000", note="注")


def read(made: Chart) -> ET.Element:
    return ET.fromstring(svg(made))  # noqa: S314  # our own text


def test_title_and_description_tell_the_figures() -> None:
    root = read(chart(Trend("三农", (1.5, None, 0.0)), Trend("创先争优", (0.25, 12345.678, 3.0))))
    assert root.findtext(f"{NAME}title") == "标题"
    assert root.get("role") == "img"
    assert root.findtext(f"{NAME}desc") == (
        "标题, per 10,000. 三农: 2008 1.5, 2010 0. 创先争优: 2008 0.25, 2009 1.235e+04, 2010 3. 注"
    )


def test_a_line_breaks_where_nothing_is_known() -> None:
    years = tuple(map(str, range(2001, 2007)))
    text = svg(chart(Trend("三农", (1.0, 2.0, None, 1.0, None, 2.0)), years=years))
    paths = re.findall(r'<path d="(M[\d. L]+)" fill="none"', text)
    assert [path.count("L") for path in paths] == [1], "one stretch of two years, two years by themselves"
    assert text.count("<circle") == 4 + 1


def test_lines_differ_in_more_than_colour() -> None:
    text = svg(chart(*(Trend(f"口号{number}", (1.0, 2.0, 3.0)) for number in range(8))))
    pens = re.findall(r'stroke="(#\w+)" stroke-width', text)
    dashes = re.findall(r'h26" fill="none" stroke-dasharray="([^"]+)"', text)
    assert len(set(pens)) == len(set(dashes)) == 8


def test_names_do_not_lie_over_each_other() -> None:
    root = read(chart(*(Trend(f"口号{number}", (0.0, 0.0, 0.001 * number)) for number in range(20))))
    heights = sorted(float(each.get("y", 0)) for each in root.iter(f"{NAME}text") if (each.text or "").startswith("口"))
    assert len(heights) == 20
    assert all(high - low >= 16.9 for low, high in pairwise(heights))
    assert heights[-1] < 540


def test_hostile_names_stay_text() -> None:
    evil = "<script>alert(1)</script>\"'&]]>\x00\x1b\ufffe\ud800--><!--"
    text = svg(chart(Trend(evil, (1.0, 2.0, 3.0)), title=evil))
    root = ET.fromstring(text)  # noqa: S314  # our own text
    assert not list(root.iter(f"{NAME}script"))
    assert (root.findtext(f"{NAME}title") or "").startswith("<script>")
    assert "<script" not in text


def test_a_long_name_is_cut_and_kept_in_its_hint() -> None:
    name = "想干事能干事干成事不出事不怕事"
    text = svg(chart(Trend(name, (1.0, 2.0, 3.0))))
    assert f"<title>{name}</title>{name[:12]}\N{HORIZONTAL ELLIPSIS}</text>" in text


def test_nothing_to_draw() -> None:
    for made in (chart(years=()), chart(), chart(Trend("三农", (None,)), years=("2008",))):
        assert read(made).findtext(f"{NAME}title") == "标题"


VALUES = st.one_of(st.none(), st.floats(0, 1e6))


@settings(max_examples=50)
@given(st.text(), st.lists(st.tuples(st.text(), st.tuples(VALUES, VALUES, VALUES)), max_size=24))
def test_any_words_and_figures(
    title: str, lines: list[tuple[str, tuple[float | None, float | None, float | None]]]
) -> None:
    made = chart(*(Trend(name, values) for name, values in lines), title=title)
    root = read(made)
    assert description(made)
    for each in root.iter(f"{NAME}circle"):
        assert 60 <= float(each.get("cy", 0)) <= 460
