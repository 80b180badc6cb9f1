"""What a batch did, a line each: the rules that changed most, the records that were passed over."""

from __future__ import annotations

from typing import Final

from speechkit.cli.messages import counted, shown
from speechkit.lang import tr

_MOST: Final = 6
_FOLDED: Final = "width."  # normalisation rather than repair: counted apart


def by_rule(rules: dict[str, int]) -> str:
    """Return the number of changes and the rules that made most of them."""
    width = sum(count for rule, count in rules.items() if rule.startswith(_FOLDED))
    told = sorted(((count, rule) for rule, count in rules.items() if not rule.startswith(_FOLDED)), key=_order)
    parts = [f"{rule} {count:,}" for count, rule in told[:_MOST]]
    rest = told[_MOST:]
    if rest:
        count, number = len(rest), f"{sum(count for count, _ in rest):,}"
        others = tr("1 other rule {number}", number=number)
        parts.append(others if count == 1 else tr("{count} other rules {number}", count=count, number=number))
    if width:
        parts.append(tr("width of punctuation {number}", number=f"{width:,}"))
    total, told_rules = sum(rules.values()), tr(", ").join(parts)
    if total == 1:
        return tr("{count} change: {rules}", count=total, rules=told_rules)
    return tr("{count} changes: {rules}", count=f"{total:,}", rules=told_rules)


def by_kind(passed: dict[str, int]) -> str:
    """Return the number of records that are no pages, and what most of them are."""
    told = sorted(((count, kind) for kind, count in passed.items()), key=_order)
    parts = [f"{shown(kind)} {count:,}" for count, kind in told[:_MOST]]
    if len(told) > _MOST:
        rest = sum(count for count, _ in told[_MOST:])
        count, number = len(told) - _MOST, f"{rest:,}"
        others = tr("1 other kind {number}", number=number)
        parts.append(others if count == 1 else tr("{count} other kinds {number}", count=count, number=number))
    records = counted(sum(passed.values()), "record")
    return tr("{records} passed over, no pages: {kinds}", records=records, kinds=tr(", ").join(parts))


def _order(row: tuple[int, str]) -> tuple[int, str]:
    return -row[0], row[1]
