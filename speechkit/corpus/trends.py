"""The chart of a corpus: its commonest slogans, or named ones, by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.corpus.finding import canonical, key_of
from speechkit.corpus.statistics import per_10k
from speechkit.corpus.tables import View
from speechkit.render.chart import Chart, Trend

TOP: Final = 6  # lines that can be told apart at a glance; the chart has marks for eight
MOST: Final = 24
_WIDEST: Final = 200  # years between the first and the last: more are a misread year


def chart_of(view: View, named: Sequence[str] = (), top: int = TOP) -> Chart:
    """Return the chart of the named slogans, or of those in most documents, in occurrences per 10,000 characters.

    Every year between the first and the last has its place; a line breaks where a year has no document.
    """
    characters = {year: size for year, _, size, _ in view.years() if year}
    years = _span(sorted(characters))
    keys = [canonical(key_of(name)) for name in named] or _commonest(view, top)
    trends = tuple(Trend(key, _values(view, key, years, characters)) for key in dict.fromkeys(keys[:MOST]))
    undated = sum(documents for year, documents, *_ in view.years() if year is None)
    source = "year of the speech" if view.source == "speech" else "year of the page"
    note = f"{undated} document{'' if undated == 1 else 's'} without a year not shown" if undated else ""
    return Chart(
        years=years,
        trends=trends if years else (),
        title="Slogans by year",
        unit=f"occurrences per 10,000 characters, by the {source}",
        note=note or ("" if years else "no document"),
    )


def _span(years: list[str]) -> tuple[str, ...]:
    if not years:
        return ()
    first, last = int(years[0]), int(years[-1])
    return tuple(map(str, range(first, last + 1))) if last - first < _WIDEST else tuple(years)


def _commonest(view: View, top: int) -> list[str]:
    found = view.rows(
        """SELECT normalized FROM hit JOIN total USING (slogan) JOIN slogan USING (slogan) JOIN document USING (number)
        WHERE year IS NOT NULL GROUP BY slogan
        ORDER BY count(DISTINCT number) DESC, sum(hit.count) DESC, normalized LIMIT ?""",
        (top,),
    )
    return [normalized for (normalized,) in found]


def _values(view: View, key: str, years: Sequence[str], characters: dict[str, int]) -> tuple[float | None, ...]:
    counts: dict[str, int] = dict(
        view.rows(
            """SELECT year, sum(hit.count) FROM slogan JOIN hit USING (slogan) JOIN document USING (number)
            WHERE normalized = ? AND year IS NOT NULL GROUP BY year""",
            (key,),
        )
    )
    return tuple(per_10k(counts.get(year, 0), characters[year]) if year in characters else None for year in years)
