"""From a draft to a document: marks of the clean text become blocks, slogans and warnings with raw spans."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar

from msgspec import UNSET
from msgspec.structs import asdict

from speechkit import chars
from speechkit.document import (
    Block,
    Caution,
    Changes,
    Enumeration,
    EnumerationItem,
    Mention,
    Metadata,
    ProducedBy,
    Quality,
    Record,
    Redaction,
    Slogan,
    SloganItem,
    Span,
)  # fmt: skip
from speechkit.passes import Draft, Note, Options, Passage, Series
from speechkit.patterns import lazy
from speechkit.rules.store import digest
from speechkit.version import VERSION

R = TypeVar("R", bound=Record)
Placing = Callable[[int, int], Span]

_HAN: Final = lazy(f"[{chars.HAN}]+")
_IS_HAN: Final = bytes(0x34 <= high <= 0x9F or high in {0xF9, 0xFA} for high in range(256))


def assemble(kind: type[R], draft: Draft) -> R:
    """Return the finished document; `draft` has been through all its passes."""
    text = draft.text
    metadata, spans = _metadata(draft)
    place = draft.ledger.spanner(draft.ledger.depth)
    counts = draft.ledger.counts()
    return kind(
        source=draft.source,
        produced_by=ProducedBy(VERSION, _options(draft.options), digest(draft.options.rules), _profile(draft.options)),
        script=draft.script,
        metadata=metadata,
        metadata_spans=spans,
        blocks=[_block(text, passage, place) for passage in draft.passages],
        enumerations=_enumerations(draft.series, place),
        slogans=_slogans(draft, place),
        redactions=[Redaction(text[a:b], place(a, b)) for a, b in draft.masks],
        warnings=[_warning(draft, note) for note in _once(draft.notes)],
        changes=Changes(counts.total(), dict(sorted(counts.items()))),
        quality=_quality(draft, counts.total()),
        decisions=list(draft.decided) if draft.decided else UNSET,
    )


def _options(options: Options) -> dict[str, Any]:
    """Return the options that differ from the default: what it takes to make the document again."""
    usual = _usual()
    given = asdict(options)
    if options.rules:
        given["rules"] = [rule.id for rule in options.rules.rules]
    if options.lexicon:
        given["lexicon"] = options.lexicon.sha256
    if options.decisions:
        given["decisions"] = options.decisions.sha256
    del given["profile"]  # the digest beside the options tells which one it was
    return {name: value for name, value in given.items() if value != usual[name]}


@cache
def _usual() -> dict[str, Any]:
    return asdict(Options())


def _profile(options: Options) -> str | None:
    return options.profile.sha256 if options.profile else None


def _metadata(draft: Draft) -> tuple[Metadata, dict[str, Span]]:
    values = {name: found.value for name, found in draft.metadata.items()}
    spans = {
        name: draft.ledger.raw_span(found.start, found.end, found.depth)
        for name, found in draft.metadata.items()
        if found.start >= 0
    }
    return Metadata(**values), spans  # type: ignore[arg-type]  # learn() takes the names and types of Metadata


def _block(clean: str, passage: Passage, place: Placing) -> Block:
    start, end, kind = passage.start, passage.end, passage.type
    span = place(start, end)
    if kind != "heading":
        count = passage.count if kind == "gap" else UNSET
        return Block(type=kind, text=clean[start:end], heading=passage.heading, span=span, count=count)
    return Block(
        type="heading",
        text=clean[passage.body : end],
        level=passage.level,
        marker=passage.marker,
        number=passage.number,
        run_in=passage.run_in,
        terminal=passage.terminal,
        parent=passage.parent,
        confidence=passage.confidence,
        why=list(passage.why),
        span=span,
    )


def _enumerations(found: list[Series], place: Placing) -> list[Enumeration]:
    return [
        Enumeration(
            series.kind,
            series.heading,
            [EnumerationItem(i.number or n, i.lead, place(i.start, i.end)) for n, i in enumerate(series.items, 1)],
            series.announced,
        )
        for series in found
    ]


def _slogans(draft: Draft, place: Placing) -> list[Slogan]:
    text = draft.text
    slogans: list[Slogan] = []
    for term in draft.terms:
        mentions: list[Mention] = []
        for each in term.places:
            start, end = each.start, each.end
            mentions.append(Mention(each.passage, text[start:end], place(start, end)))
        items = [SloganItem(text[i.start : i.end], place(i.start, i.end)) for i in term.items] if term.items else []
        score, count = round(term.score, 2), len(mentions)
        slogans.append(
            Slogan(term.text, term.normalized, term.kind, count, score, term.why, items, term.items_mode, mentions)
        )
    return slogans


def _once(notes: list[Note]) -> list[Note]:
    """Return the notes in order, each place of a code once: a later round may see it again."""
    seen: set[tuple[str, int | None, int | None, int]] = set()
    out: list[Note] = []
    for note in notes:
        key = (note.code, note.start, note.end, note.depth)
        if key not in seen:
            seen.add(key)
            out.append(note)
    return out


def _warning(draft: Draft, note: Note) -> Caution:
    span = None
    if note.start is not None and note.end is not None:
        span = draft.ledger.raw_span(note.start, note.end, note.depth)
    return Caution(
        code=note.code,
        message=note.message,
        span=span,
        confidence=note.confidence,
        alternatives=list(note.alternatives) if note.alternatives else None,
        bytes=note.bytes,
    )


def _quality(draft: Draft, edits: int) -> Quality:
    """Return shares of characters that are no blanks; of an empty document all are 0."""
    raw, clean = _seen(draft.ledger.undo()), _seen(draft.text)
    han = _han(draft.text)
    return Quality(
        han_share=round(han / clean, 4) if clean else 0.0,
        removed_share=round(max(0, raw - clean) / raw, 4) if raw else 0.0,
        edits_per_1000=round(1000 * edits / raw, 2) if raw else 0.0,
        masks_per_1000=round(1000 * len(draft.masks) / clean, 2) if clean else 0.0,
    )


def _han(text: str) -> int:
    """Return the number of Han characters: by the high bytes of UTF-16, five times faster than by a pattern."""
    highs = text.encode("utf-16-le")[1::2]
    if b"\xd8" in highs:  # beyond the basic plane: rare ideographs, but emoji too
        return sum(map(len, _HAN.findall(text)))
    return highs.translate(_IS_HAN).count(1)


def _seen(text: str) -> int:
    return sum(map(len, text.split()))
