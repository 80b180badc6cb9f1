"""What was found in a document, as sections of its page: metadata, warnings, slogans, redactions, outline, source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import UNSET

from speechkit.cautions import WARNINGS
from speechkit.document import Caution, Decided, Record, Slogan
from speechkit.lang import localised, tr
from speechkit.ledger import Edit
from speechkit.render.report import series
from speechkit.render.report.changes import doubt, in_line, more_of
from speechkit.render.report.side import Sides, heading_text
from speechkit.render.report.spots import Spot
from speechkit.render.report.visible import attribute, listed, short, text

MOST: Final = 300  # slogans, warnings, redactions that are listed
_MOST_PLACES: Final = 40  # of one slogan
_LONG: Final = 300  # code points of a value
# What may make a text wrong or short: looked at first.
SERIOUS: Final = frozenset(
    {
        "truncated_document",
        "paywall_gap",
        "garbled_unrepaired",
        "scrambled_text",
        "bad_bytes",
        "low_confidence_encoding",
    }
)


# ---- places


def raw_spots(document: Record) -> list[Spot]:
    """Return the places of the raw side: where metadata was read, warnings and redactions."""
    spots = [Spot(*span, f"v-{name}", "meta") for name, span in document.metadata_spans.items()]
    spots += [
        Spot(*each.span, f"w{number}", "warning")
        for number, each in enumerate(document.warnings[:MOST], 1)
        if each.span is not None
    ]
    spots += [Spot(*each.span, f"q{number}", "decided") for number, each in enumerate(decided(document), 1)]
    return spots


def clean_spots(document: Record) -> list[Spot]:
    """Return the places of the clean side: slogans, their items, what is counted up, and redactions."""
    spots = [Spot(*each.span, f"x{n}", "redaction") for n, each in enumerate(document.redactions[:MOST], 1)]
    spots += series.spots(document)
    for number, slogan in enumerate(document.slogans[:MOST], 1):
        spots += [
            Spot(*each.span, f"s{number}-{place}", "slogan")
            for place, each in enumerate(slogan.mentions[:_MOST_PLACES], 1)
        ]
        spots += [
            Spot(*each.span, f"s{number}-i{place}", "item") for place, each in enumerate(slogan.items[:_MOST_PLACES], 1)
        ]
    return spots


# ---- sections


def metadata(document: Record, sides: Sides) -> str:
    """Return the metadata that the page told, each with the place where it was read."""
    rows = []
    for name in document.metadata.__struct_fields__:
        value = getattr(document.metadata, name)
        if value is None:
            continue
        span = document.metadata_spans.get(name)
        where = (
            "" if span is None else f'<a href="#v-{name}">{tr("line {number}", number=sides.lines.line(span[0]))}</a>'
        )
        shown = text(short(_value(value), _LONG))
        rows.append(f"<div><dt>{field_label(name)} {where}</dt><dd>{shown}</dd></div>")
    if not rows:
        return f'<p class="hint">{tr("The page tells nothing about the speech.")}</p>'
    about = tr("Each value leads to the place in the raw text where it was read.")
    return f'<p class="hint">{about}</p><dl class="meta">{"".join(rows)}</dl>'


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(value)
    return str(value)


def field_label(name: str) -> str:
    """Return what a metadata field is called."""
    return {
        "title": tr("Title"),
        "headline": tr("Headline"),
        "subtitle": tr("Subtitle"),
        "date": tr("Date of the page"),
        "datetime": tr("Time of the page"),
        "publisher": tr("Publisher"),
        "author": tr("Author"),
        "editor": tr("Editor"),
        "url": tr("Address"),
        "views": tr("Views"),
        "comments": tr("Comments"),
        "summary": tr("Summary"),
        "keywords": tr("Keywords"),
        "contact": tr("Contact"),
        "previous": tr("Previous page"),
        "next": tr("Next page"),
        "salutation": tr("Salutation"),
        "closing": tr("Closing"),
        "speech_year": tr("Year of the speech"),
    }.get(name, text(name))


def warnings(document: Record, sides: Sides) -> Iterator[str]:
    """Yield the warnings, serious ones first, each with its place."""
    numbered = list(enumerate(document.warnings[:MOST], 1))
    numbered.sort(key=lambda item: item[1].code not in SERIOUS)
    for number, warning in numbered:
        where = found = ""
        if warning.span is not None:
            low, high = warning.span
            where = f'<a href="#w{number}">{sides.lines.place(low)}</a> '
            found = f" <q>{text(short(sides.raw[low:high], 60))}</q>" if high > low else ""
        code = f'<code title="{attribute(localised(WARNINGS[warning.code]))}">{warning.code}</code>'
        yield f"<li{_serious(warning)}>{where}{code} {_said(warning)}{found}{_sure(warning)}</li>"
    left = len(document.warnings) - MOST
    if left > 0:
        yield f'<li class="more">{text(more_of(left))}</li>'


def _serious(warning: Caution) -> str:
    return ' class="serious"' if warning.code in SERIOUS else ""


def _said(warning: Caution) -> str:
    return text(short(localised(warning.message), _LONG))


def _sure(warning: Caution) -> str:
    parts = []
    if warning.bytes:
        parts.append(f"{tr('Bytes')} <code>{text(warning.bytes)}</code>")
    if warning.confidence is not None or warning.alternatives:
        parts.append(doubt(warning.confidence, warning.alternatives or ()))
    return f'<div class="sure">{", ".join(parts)}</div>' if parts else ""


def decided(document: Record) -> Sequence[Decided]:
    """Return what a person decided of single changes, as far as the page lists it."""
    return [] if document.decisions is UNSET else document.decisions[:MOST]


def decisions(document: Record, sides: Sides) -> Iterator[str]:
    """Yield what a person decided, each with its place."""
    for number, each in enumerate(decided(document), 1):
        word = tr("Refused, and taken back") if each.decision == "undo" else tr("Accepted")
        note = f'<div class="why">{text(short(each.note, _LONG))}</div>' if each.note else ""
        change = Edit(each.rule, each.span, each.before, each.after)
        yield (
            f'<li><a href="#q{number}">{sides.lines.place(each.span[0])}</a> <b>{word}</b> '
            f"<code>{text(each.rule)}</code> {in_line(sides.raw, change)}{note}</li>"
        )


def slogans(document: Record) -> str:
    """Return the slogans: kind, places, and what each counts up."""
    if not document.slogans:
        return f'<p class="hint">{tr("None was recognised.")}</p>'
    some, left = listed(document.slogans, MOST)
    rows = "".join(_slogan(number, slogan) for number, slogan in enumerate(some, 1))
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in (tr("Slogan"), tr("Kind"), tr("Places"), tr("What it stands for"), tr("Score"))
    )
    more = f'<p class="more">{text(more_of(left))}</p>' if left else ""
    return f'<table class="grid wordy slogans"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


def _slogan(number: int, slogan: Slogan) -> str:
    some, left = listed(slogan.mentions, _MOST_PLACES)
    places = " ".join(f'<a href="#s{number}-{place}">{place}</a>' for place, _ in enumerate(some, 1))
    items = "".join(
        f'<li><a href="#s{number}-i{place}">{text(short(item.text))}</a></li>'
        for place, item in enumerate(slogan.items[:_MOST_PLACES], 1)
    )
    more = f" +{left}" if left else ""
    items = f"<ul>{items}</ul>" if items else ""
    score = f'<td data-label="{tr("Score")}">{slogan.score:.2f}</td>'
    return (
        f'<tr><th scope="row">{text(short(slogan.text))}</th><td>{_kind(slogan.kind)}</td>'
        f'<td class="places">{places}{more}</td><td>{items}</td>{score}</tr>'
    )


def _kind(kind: str) -> str:
    return {
        "numeral_abbreviation": tr("Numeral abbreviation"),
        "parallel": tr("Parallel clauses"),
        "maxim": tr("Maxim"),
        "formulation": tr("Formulation"),
    }.get(kind, text(kind))


def redactions(document: Record) -> str:
    """Return what stands for the masked words, each with its places."""
    some, left = listed(document.redactions, MOST)
    found: dict[str, list[int]] = {}
    for number, each in enumerate(some, 1):
        found.setdefault(each.text, []).append(number)
    rows = []
    for mask, numbers in sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0])):
        said = text(short(mask)) if mask else tr("a name left out without a trace")
        places = " ".join(f'<a href="#x{number}">{place}</a>' for place, number in enumerate(numbers, 1))
        rows.append(f'<tr><th scope="row">{said}</th><td class="places">{places}</td></tr>')
    heads = f'<th scope="col">{tr("As printed")}</th><th scope="col">{tr("Places")}</th>'
    more = f'<p class="more">{text(more_of(left))}</p>' if left else ""
    return f'<table class="grid wordy"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>{more}'


def outline(document: Record, end: int) -> str:
    """Return the headings as links; those behind `end`, a raw offset, have no place to lead to."""
    rows = []
    for number, block in enumerate(document.blocks):
        if block.type not in {"title", "heading"} or block.span[0] >= end:
            continue
        level = block.level if block.level is not UNSET and block.type == "heading" else 0
        rows.append(
            f'<li class="l{min(level, 4)}"><a href="#b{number}">{text(short(heading_text(block), 60))}</a></li>'
        )
    return f'<ol class="outline">{"".join(rows)}</ol>' if rows else f"<p>{tr('No headings.')}</p>"


def source(document: Record) -> str:
    """Return how the file was read and cleaned."""
    it = document.source
    rows = [
        (tr("File"), text(it.name)),
        (tr("Size"), tr("1 byte") if it.bytes == 1 else tr("{count} bytes", count=f"{it.bytes:,}")),
        (tr("Characters"), f"{it.characters:,}"),
        (tr("Encoding"), f"{text(it.encoding)}, {tr('confidence {value}', value=f'{it.confidence:.2f}')}"),
        (tr("Bad bytes"), f"{it.bad_bytes:,}"),
        (tr("Line ends"), text(it.newline)),
        (tr("Read by"), text(", ".join(it.steps))),
        (tr("Script"), script_label(document.script)),
        (tr("SHA-256 of the file"), f"<code>{text(it.sha256)}</code>"),
        (tr("Cleaned with"), text(f"speechkit {document.produced_by.version}")),
    ]
    given = document.produced_by.options
    if given:
        rows.append((tr("Options"), text(short(", ".join(f"{name}={value}" for name, value in given.items()), _LONG))))
    body = "".join(f'<tr><th scope="row">{label}</th><td>{value}</td></tr>' for label, value in rows)
    return f'<table class="grid"><tbody>{body}</tbody></table>'


def script_label(script: str) -> str:
    """Return what a script is called."""
    return {
        "simplified": tr("Simplified script"),
        "traditional": tr("Traditional script"),
        "mixed": tr("Both scripts"),
        "none": tr("No Chinese text"),
    }.get(script, text(script))
