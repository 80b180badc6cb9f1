"""What a batch changed, in one line: the rules that changed most."""

from __future__ import annotations

from typing import Final

_MOST: Final = 6
_FOLDED: Final = "width."  # normalisation rather than repair: counted apart


def by_rule(rules: dict[str, int]) -> str:
    """Return the number of changes and the rules that made most of them."""
    width = sum(count for rule, count in rules.items() if rule.startswith(_FOLDED))
    told = sorted(((count, rule) for rule, count in rules.items() if not rule.startswith(_FOLDED)), key=_order)
    parts = [f"{rule} {count:,}" for count, rule in told[:_MOST]]
    rest = told[_MOST:]
    if rest:
        parts.append(f"{len(rest)} other rules {sum(count for count, _ in rest):,}")
    if width:
        parts.append(f"width of punctuation {width:,}")
    total = sum(rules.values())
    return f"{total:,} change{'s' * (total != 1)}: " + ", ".join(parts)


def _order(row: tuple[int, str]) -> tuple[int, str]:
    return -row[0], row[1]
