"""Rows of CSV that every reader takes as they are meant."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full-width signs too.
_FORMULA: Final = (
    "=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}",
)  # fmt: skip


def cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; a list is joined by |.

    >>> cell(["a", {"text": "b"}]), cell("=1+1"), cell(-1)
    ('a|b', "'=1+1", -1)
    """
    if isinstance(value, list):
        value = "|".join(each["text"] if isinstance(each, dict) else str(each) for each in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def csv_line(row: Iterable[Any]) -> str:
    r"""Return a row of CSV (RFC 4180, but line feeds).

    >>> csv_line(["a,b", "c\rd", None, 1])
    '"a,b","c\rd",,1\n'
    """
    import csv  # noqa: PLC0415  # 1 ms that a start without CSV never pays

    out = io.StringIO()
    csv.writer(out).writerow(map(cell, row))  # with "\n" for line ends a carriage return would stand unquoted
    return out.getvalue()[:-2] + "\n"
