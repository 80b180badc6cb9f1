"""What is said of a line that goes: which rule took it, and what stands in its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from speechkit.boilerplate import meta
from speechkit.ledger import Cut
from speechkit.passes import Line
from speechkit.rules.store import Rule


class Verdict(Struct, gc=False):
    """Why a line goes: the rule and its match on the folded line, or the slots of a meta line."""

    rule: str
    fields: Mapping[str, tuple[int, int]]
    slots: Sequence[meta.Slot]
    source: Rule | None = None
    waits: str = ""

    def cut(self, line: Line) -> Cut:
        """Return the cut of the whole line with its line end."""
        return Cut(line.low, line.high, "", self.rule)
