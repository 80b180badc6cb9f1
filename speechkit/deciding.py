"""Heeding what a person decided: changes that were refused are taken back before the text is read."""

from __future__ import annotations

from typing import Final

from speechkit.document import Span
from speechkit.parting import COUNTED, recounted
from speechkit.passes import Draft, Note

_REPAIRED: Final = "garbled_repaired"


def decide(draft: Draft) -> None:
    """Take back the edits that were refused, and note which decisions were heeded.

    A decision whose change is not made any more (another version, other options) raises a warning and does nothing.
    """
    decisions = draft.options.decisions
    wanted = decisions.of(draft.source.sha256) if decisions else []
    if not wanted:
        return
    made = {(edit.rule, edit.span, edit.before, edit.after): n for n, edit in enumerate(draft.ledger.edits())}
    refused: list[int] = []
    for each in wanted:
        number = made.get((each.rule, each.span, each.before, each.after))
        if number is None:
            low, high = each.span
            message = f"the decision on {each.rule} at [{low}, {high}) is about a change that is not made any more"
            draft.warn("stale_decision", message)
            continue
        draft.decided.append(each)
        if each.decision == "undo":
            refused.append(number)
    spans = [draft.ledger.edits()[number].span for number in refused]
    draft.notes = [note for note in draft.notes if not _undone(draft, note, spans)]
    if draft.ledger.restore(refused):
        edits = draft.ledger.edits()
        counted = [
            recounted(note, edits) if note.code in COUNTED and note.message[:1].isdigit() else note
            for note in draft.notes
        ]
        draft.notes = [note for note in counted if note is not None]


def _undone(draft: Draft, note: Note, spans: list[Span]) -> bool:
    """Say whether a warning tells of a repair that was taken back."""
    if note.code != _REPAIRED or note.start is None or note.end is None:
        return False
    low, high = draft.ledger.raw_span(note.start, note.end, note.depth)
    return any(start <= low and high <= end for start, end in spans)
