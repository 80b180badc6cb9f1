"""Jamming: a random run such as R6kYgtKQkS in every line, or emoji before the marks, put in against copying.

One such run proves nothing (a product has such a name); that every other line ends in a different one does.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy

_SAMPLE: Final = 2000  # code points: a page with emoji put in has them from its first lines on
_FEWEST: Final = 4  # different runs; pages with jamming have one per line
_ENDING: Final = 2  # lines that end in one; where these are missing no search is worth its time
_ALPHANUMERIC: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_TOKEN: Final = lazy(r"(?<![A-Za-z0-9@./_-])[A-Za-z0-9]{5,16}(?![A-Za-z0-9@./_-])")
_SWITCH: Final = lazy(r"[0-9]+|[a-z]+|[A-Z]+")
_EMOJI: Final = lazy("[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]?")
_MARKS: Final = (
    f"。、,.;:!?{chars.COMMA}{chars.SEMICOLON}{chars.COLON}{chars.QUESTION}{chars.EXCLAMATION}{chars.RIGHT_QUOTE}"
)
_BEFORE_MARK: Final = lazy(
    "(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]{0,2}){1,3}"
    f"(?=[{_MARKS}]|[ ]*(?:[{chars.LINE_ENDS}]|\\Z))"
)


def jam_cuts(draft: Draft, lines: list[Line]) -> list[Cut]:
    """Return the cuts of random runs and of emoji before marks, if the page is full of them.

    `lines` are those that stay: what a page is full of must be told alike once the others have gone.
    """
    return [*_tokens(draft, lines), *_emoji(draft)]


def _tokens(draft: Draft, lines: list[Line]) -> list[Cut]:
    ends = sum([line.body[-1] in _ALPHANUMERIC for line in lines])
    if ends < _ENDING or 8 * ends < len(lines):
        return []
    tokens = chain.from_iterable(_TOKEN.finditer(draft.text, line.start, line.end) for line in lines)
    found = [match for match in tokens if _random(match[0])]
    if len({match[0] for match in found}) < _FEWEST or 4 * len(found) < len(lines):
        return []
    seen: dict[str, int] = {}
    for match in found:
        seen[match[0]] = seen.get(match[0], 0) + 1
    return [Cut(*match.span(), "", "jam.run") for match in found if seen[match[0]] == 1]


def _random(token: str) -> bool:
    """Say whether a run mixes digits, small and capital letters as no word, code or model number does."""
    parts = _SWITCH.findall(token)
    return len(parts) > 2 or (len(parts) == 2 and parts[0].isdigit() and parts[1].isupper() and len(token) > 7)


def _emoji(draft: Draft) -> list[Cut]:
    if not _EMOJI.search(draft.text, 0, _SAMPLE):
        return []
    found = list(_BEFORE_MARK.finditer(draft.text))
    return [Cut(*match.span(), "", "jam.emoji") for match in found] if len(found) >= _FEWEST else []
