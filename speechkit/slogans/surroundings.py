"""Traits of what stands around a run of clauses: the words it was cut from, the clauses beside it, its stretch."""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.slogans.candidates import Run, goes_on
from speechkit.slogans.clauses import BEHIND, OPENERS, VERBS, View, is_edge, is_thing, is_word, verb_first
from speechkit.slogans.wordlists import CUES

# How many clauses there are, in names of traits.
MANY: Final = ("", "", "2", "3", "4+", *["4+"] * 9)
_CLOSERS: Final = f'{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}"'


def names(run: Run, view: View) -> list[str]:
    """Return the names of the traits of a run that come from what stands around it."""
    parts, marks = view.parts, view.marks
    low, high = run.first, run.first + len(run.members)
    found = _cuts(run, parts[low], parts[high - 1])
    listed = marks[low] == "、"
    if not run.lead:
        if low:
            _beside(found, "left", parts[low - 1], run, listed=listed, same=(marks[low - 1] == "、") == listed)
        elif view.before:
            found += ("at start", "behind opener") if view.before in OPENERS else ("at start",)
    if not run.trail:
        if high < len(parts):
            same = (marks[high - 1] == "、") == (marks[high - 2] == "、")
            _beside(found, "right", parts[high], run, listed=listed, same=same)
        elif view.after:
            found.append("at end")
            if not low and not run.lead and view.before:
                quoted = view.before in OPENERS and view.after in _CLOSERS
                found += ("whole", "whole quote") if quoted else ("whole",)
    if view.bare:
        found.append("quotes inside")
    return found


def _cuts(run: Run, opening: str, closing: str) -> list[str]:
    """Return what the words tell that the first and the last clause were cut from."""
    found: list[str] = []
    many = MANY[len(run.members)]
    weak = False
    if run.lead:
        found += ("lead", f"lead {many}", _lead(opening[: run.lead]))
        weak = not is_edge(opening, run.lead)
    if run.trail:
        at = len(closing) - run.trail
        found += ("trail", f"trail {many}", _trail(closing[at:]))
        if run.trail == 2 and closing[at] not in BEHIND:
            found.append("trail two")
        weak = weak or not is_edge(closing, at)
        if run.lead:
            found.append("lead and trail")
    if weak:
        found.append("weak cut")
    return found


def _lead(words: str) -> str:
    last = words[-2:]
    if last in CUES or words[-1] in "要以是的了":
        return "lead cue one" if len(words) == 1 else "lead cue"
    if words[-1] in VERBS:
        return "lead verb one" if len(words) == 1 else "lead verb"
    if len(words) == 1:
        return "lead one"
    return "lead word" if is_word(last) else "lead other"


def _trail(words: str) -> str:
    if words[0] in "的地":
        return "trail de"
    if words[0] == "等":
        return "trail etc"
    if len(words) == 1:
        return "trail one"
    return "trail thing" if is_thing(words[:2]) else "trail verb" if verb_first(words) else "trail other"


def _beside(found: list[str], side: str, clause: str, run: Run, *, listed: bool, same: bool) -> None:
    """Add how a clause beside a run looks: built as its clauses, as long, alike at an end, or or long enough."""
    if not same:
        found.append(f"bound {side}")
    if not clause:
        return
    member = run.members[0] if side == "left" else run.members[-1]
    size = len(run.members[0])
    if run.even and len(clause) == size:
        how = "equal" if goes_on(run.members, clause) else "as long"
    elif clause[0] == member[0] or clause[-1] == member[-1]:
        how = "akin"
    elif len(clause) > size:
        how = "longer"
    else:
        return
    found.append(f"{side} {how} {'other' if not same else 'listed' if listed else 'comma'}")
