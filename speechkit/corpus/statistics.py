"""The measures that the tables print: pure functions of counts, each with its formula and its source."""

from __future__ import annotations

from math import log, log2
from typing import Final

# Chi-squared with one degree of freedom at p = 0.05: what G² must reach for a change to be more than chance.
SURE: Final = 3.84


def per_10k(count: int, characters: int) -> float:
    """Return occurrences per 10,000 characters; 0 for a text without any.

    >>> per_10k(3, 20_000)
    1.5
    """
    return round(count * 10_000 / characters, 4) if characters else 0.0


def pmi(both: int, one: int, other: int, units: int) -> float:
    """Return pointwise mutual information: log2(units * both / (one * other)) (Church and Hanks 1990).

    0 means that two slogans share as many units as chance would have it, 1 twice as many. Rare pairs come out high:
    read it together with G².

    >>> pmi(5, 5, 10, 40)
    2.0
    """
    return round(log2(units * both / (one * other)), 3) if both else 0.0


def g2(both: int, one: int, other: int, units: int) -> float:
    """Return the log-likelihood ratio of a 2 x 2 table: 2 * sum(O * ln(O / E)) (Dunning 1993).

    `both` units hold both slogans, `one` and `other` each of them, of `units` in all. Above 3.84 chance alone would do
    it in less than one case of twenty. It has the sign of the difference from chance.

    >>> g2(5, 5, 5, 10)
    13.863
    """
    rows, columns = (one, units - one), (other, units - other)
    observed = ((both, one - both), (other - both, units - one - other + both))
    total = sum(
        seen * log(seen * units / (rows[i] * columns[j]))
        for i, row in enumerate(observed)
        for j, seen in enumerate(row)
        if seen > 0
    )
    return round(2 * total if both * units >= one * other else -2 * total, 3) + 0.0


def trend(before: int, since: int, of_before: int, of_since: int) -> str:
    """Return what became of a slogan: new, rising, steady, fading, gone.

    It stands in `before` of the earlier documents and in `since` of the later ones. New and gone: in none of the one
    part and at least two of the other. Rising and fading: the share of documents changed, and G² is above 3.84.
    """
    if not before:
        return "new" if since > 1 else "steady"
    if not since:
        return "gone" if before > 1 else "steady"
    change = g2(since, before + since, of_since, of_before + of_since)
    return "steady" if abs(change) < SURE else "rising" if change > 0 else "fading"


def first_late_year(documents: dict[str, int]) -> str | None:
    """Return the year that begins the later half of the documents (year -> how many), None for a single year.

    >>> first_late_year({"2010": 3, "2011": 1, "2020": 4})
    '2020'
    """
    years = sorted(documents)
    half, seen = sum(documents.values()) / 2, 0
    for year in years[:-1]:
        seen += documents[year]
        if seen >= half:
            return years[years.index(year) + 1]
    return years[-1] if len(years) > 1 else None
