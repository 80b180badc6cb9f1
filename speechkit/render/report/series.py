"""What a text counts up, as a section of its page: each series with its items, and the places they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit.document import Enumeration, Record
from speechkit.lang import tr
from speechkit.render.report.changes import more_of
from speechkit.render.report.side import heading_text
from speechkit.render.report.spots import Spot
from speechkit.render.report.visible import listed, short, text

_MOST: Final = 300
_MOST_ITEMS: Final = 40  # of one series
_LEAD: Final = 40  # code points of an item


def spots(document: Record) -> Iterator[Spot]:
    """Yield the places of the items: the lead of each, which is what the list shows."""
    for number, series in enumerate(document.enumerations[:_MOST], 1):
        for place, item in enumerate(series.items[:_MOST_ITEMS], 1):
            low, high = item.span
            yield Spot(low, min(high, low + max(len(item.lead), 1)), f"e{number}-{place}", "series")


def enumerations(document: Record) -> str:
    """Return the series: what they begin with, their heading, their items, and how many the text promised."""
    some, left = listed(document.enumerations, _MOST)
    rows = "".join(_row(number, series, document) for number, series in enumerate(some, 1))
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in (tr("Items"), tr("Kind"), tr("Under the heading"), tr("Count"))
    )
    more = f'<p class="more">{text(more_of(left))}</p>' if left else ""
    return f'<table class="grid wordy"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


def _row(number: int, series: Enumeration, document: Record) -> str:
    some, left = listed(series.items, _MOST_ITEMS)
    items = "".join(
        f'<li><a href="#e{number}-{place}">{text(short(item.lead, _LEAD) or str(item.number))}</a></li>'
        for place, item in enumerate(some, 1)
    )
    more = f" +{left}" if left else ""
    heading = "" if series.heading is None else text(short(heading_text(document.blocks[series.heading]), _LEAD))
    return (
        f'<tr><th scope="row"><ul>{items}</ul>{more}</th><td>{_kind(series.kind)}</td><td>{heading}</td>'
        f'<td data-label="{tr("Count")}">{_count(series)}</td></tr>'
    )


def _count(series: Enumeration) -> str:
    """Return how many items were found; where the text promised another number, that too."""
    count = len(series.items)
    if series.announced in {None, count}:
        return f"{count:,}"
    return tr("{count}, announced {number}", count=f"{count:,}", number=f"{series.announced:,}")


def _kind(kind: str) -> str:
    """Return what a series is called: by the words that its items begin with, or by its form."""
    return {
        "shi": "一是, 二是",
        "yao": "一要, 二要",
        "ordinal": "第一, 首先",
        "suowei": "所谓",
        "definition": "就是",
        "subhead": tr("Parallel lead sentences"),
        "quoted_list": tr("List of quoted terms"),
        "paren_list": tr("List in brackets"),
        "colon_list": tr("List behind a colon"),
        "numeral_abbreviation": tr("Numeral abbreviation"),
    }.get(kind, text(kind))
