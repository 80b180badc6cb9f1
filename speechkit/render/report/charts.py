"""Charts as inline SVG inside of tables: read by screen readers as figures, by everybody else as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from speechkit.lang import tr
from speechkit.render.chart import Chart, Trend, svg
from speechkit.render.report.visible import plain, text

_WIDEST: Final = 200  # years between the first and the last: more are a misread year


def bars(
    title: str, rows: Sequence[tuple[str, int, str]], unit: str, note: str = "", about: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    """Return a chart of horizontal bars: name, count, and the key of a family or empty for each.

    `about` says of a name what it means, where that is known.
    """
    most = max((count for _, count, _ in rows), default=0) or 1
    told = {name: f"<small>{text(said)}</small>" for name, said in (about or {}).items() if said}
    body = "".join(
        f'<tr><th scope="row">{text(name)}{told.get(name, "")}</th>'
        f'<td class="gauge">{_bar(100 * count / most, family)}</td>'
        f'<td class="n">{count:,}</td></tr>'
        for name, count, family in rows
    )
    heads = f'<th scope="col">{tr("Name")}</th><td></td><th scope="col">{unit}</th>'
    return (
        f'<figure class="chart"><figcaption>{title}</figcaption>'
        f'<table class="bars"><thead class="vh"><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{note}</figure>'
    )


def _bar(share: float, family: str) -> str:
    look = f"f-{family}" if family else "plain"
    return (
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="{look}" width="{max(share, 0.8):.1f}" height="8"/></svg>'
    )


def strip(parts: Sequence[tuple[str, str, int]]) -> str:
    """Return one bar divided into families: key, label and count of each."""
    whole = sum(count for _, _, count in parts)
    if not whole:
        return ""
    out, at = [], 0.0
    for key, name, count in parts:
        size = 1000 * count / whole
        out.append(
            f'<rect class="f-{key}" x="{at:.1f}" width="{max(size - 1.5, 1):.1f}" height="10">'
            f"<title>{text(name)}: {count:,}</title></rect>"
        )
        at += size
    told = ", ".join(f"{name} {count:,}" for _, name, count in parts)
    return (
        f'<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{tr("Changes by kind")}: {told}">{"".join(out)}</svg>'
    )


def years(speech: dict[str, int], page: dict[str, int], language: str) -> str:
    """Return the chart of documents by year, of the speech and of the page, which are never mixed."""
    known = sorted(year for year in {*speech, *page} if year.isdecimal() and len(year) == 4)
    if not known:
        return ""
    first, last = int(known[0]), int(known[-1])
    span = tuple(map(str, range(first, last + 1))) if last - first < _WIDEST else tuple(known)
    lines = ((tr("of the speech"), speech), (tr("of the page"), page))
    title = tr("Documents by year")
    drawn = Chart(
        years=span,
        trends=tuple(Trend(plain(name), tuple(map(float, (of.get(y, 0) for y in span)))) for name, of in lines if of),
        title=title,
        unit=tr("documents; year of the speech, and of the page"),
        language=language,
    )
    rows = "".join(
        f'<tr><th scope="row">{year}</th><td>{speech.get(year, 0):,}</td><td>{page.get(year, 0):,}</td></tr>'
        for year in span
        if year in speech or year in page
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in (tr("Year"), tr("Year of the speech"), tr("Year of the page"))
    )
    return (
        f'<figure class="chart years"><figcaption>{title}</figcaption><div class="wide">{svg(drawn)}</div>'
        f'<table class="grid narrow"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></figure>'
    )
