"""One document as HTML: what was found and changed, raw and clean side by side, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit.chars import MIDDLE_DOT
from speechkit.document import Record
from speechkit.lang import tr
from speechkit.render.report import changes, found, words
from speechkit.render.report.charts import strip
from speechkit.render.report.families import FAMILIES, WIDTH, family_of, label
from speechkit.render.report.series import enumerations
from speechkit.render.report.side import Sides, Table, table
from speechkit.render.report.visible import attribute, short, text

_DECISIONS: Final = "decisions.toml"
_LONGEST: Final = 120  # code points of a title


def view(document: Record, sides: Sides) -> str:
    """Return a document as one article element, its anchors unique in a page that shows one document at a time."""
    body = table(document, sides, found.raw_spots(document), found.clean_spots(document))
    decided = "".join(found.decisions(document, sides))
    sections = [
        _section("doubts", tr("What to look at first"), _doubts(document, sides, body.marked)),
        _section("decided", tr("Decisions"), f'<ul class="list">{decided}</ul>') if decided else "",
        _section("out", tr("What was taken out, and why"), _taken(document, sides, body.marked)),
        _section("meta", tr("Metadata"), found.metadata(document, sides)),
        _section("text", tr("Raw and clean side by side"), _text(document, sides, body)),
        _section("slogans", tr("Slogans"), found.slogans(document)),
        _section("series", tr("Enumerations"), enumerations(document)) if document.enumerations else "",
        _section("masks", tr("Redactions"), found.redactions(document)) if document.redactions else "",
        _section("changes", tr("Changes by rule, and how to take them back"), _changes(document, sides, body.marked)),
        _section("source", tr("How it was read"), found.source(document)),
    ]
    return (
        f'<article class="doc" data-name="{attribute(document.source.name)}" data-changes="{len(sides.edits)}">'
        f'{_head(document, sides)}<div class="cols">{_aside(document, sides, body)}'
        f'<div class="body">{"".join(sections)}</div></div></article>'
    )


def title_of(document: Record) -> str:
    """Return what a document is called: its title, or the name of its file."""
    return short(document.metadata.title or document.metadata.headline or document.source.name, _LONGEST)


def _section(key: str, title: str, body: str) -> str:
    return f'<section id="s-{key}" aria-labelledby="h-{key}"><h2 id="h-{key}">{title}</h2>{body}</section>'


def _head(document: Record, sides: Sides) -> str:
    it = document.metadata
    facts = [text(short(document.source.name, _LONGEST)), *(text(short(x, 60)) for x in (it.date, it.publisher) if x)]
    doubtful = len(sides.doubts())
    width = sum(family_of(edit.rule) is WIDTH for edit in sides.edits)
    serious = any(warning.code in found.SERIOUS for warning in document.warnings)
    about = tr("{count} of them width of punctuation", count=f"{width:,}")
    tiles = (
        _tile(tr("Changes"), f"{len(sides.edits):,}", about, "changes"),
        _tile(tr("Uncertain"), f"{doubtful:,}", tr("each with the way back"), "doubts", look=doubtful > 0),
        _tile(tr("Warnings"), f"{len(document.warnings):,}", tr("what a reader should know"), "doubts", look=serious),
        _tile(tr("Taken out"), words.share(document.quality.removed_share), tr("of the characters"), "out"),
        _tile(tr("Chinese"), words.share(document.quality.han_share), tr("of the clean characters"), "text"),
        _tile(tr("Slogans"), f"{len(document.slogans):,}", tr("with items and places"), "slogans"),
    )
    told = f" <span>{MIDDLE_DOT}</span> ".join(facts)
    return (
        f'<header class="dochead"><h1>{text(title_of(document))}</h1>'
        f'<p class="sub">{told}</p><ul class="tiles">{"".join(tiles)}</ul>'
        f"{strip(_by_family(sides))}</header>"
    )


def _tile(name: str, figure: str, about: str, section: str, *, look: bool = False) -> str:
    state = ' class="look"' if look else ""
    return f'<li{state}><a href="#s-{section}">{name}</a><b>{figure}</b><small>{about}</small></li>'


def _by_family(sides: Sides) -> list[tuple[str, str, int]]:
    """Return key, label and count of the families that changed something."""
    counts = dict.fromkeys((family.key for family in FAMILIES), 0)
    for edit in sides.edits:
        counts[family_of(edit.rule).key] += 1
    return [(family.key, label(family), counts[family.key]) for family in FAMILIES if counts[family.key]]


def _aside(document: Record, sides: Sides, body: Table) -> str:
    return (
        f'<aside class="aside" aria-label="{tr("Filter and outline")}">'
        f'<details class="fold" open><summary>{tr("Filter changes")}</summary>{_filter(sides)}</details>'
        f'<nav aria-label="{tr("Outline")}"><details class="fold" open><summary>{tr("Outline")}</summary>'
        f"{found.outline(document, body.end)}</details></nav></aside>"
    )


def _filter(sides: Sides) -> str:
    """Return the legend, which is a filter too: a box for each family, and a list of the rules."""
    boxes = "".join(
        f'<li><label><input type="checkbox" id="F-{key}" data-family="{key}"{"" if key == WIDTH.key else " checked"}> '
        f'<span class="sw f-{key}"></span><span>{name}</span> <span class="n">{count:,}</span></label></li>'
        for key, name, count in _by_family(sides)
    )
    counts: dict[str, int] = {}
    for edit in sides.edits:
        counts[edit.rule] = counts.get(edit.rule, 0) + 1
    options = "".join(
        f'<option value="{attribute(rule)}">{text(rule)} ({count:,})</option>' for rule, count in sorted(counts.items())
    )
    if not boxes:
        return f"<p>{tr('Nothing was changed.')}</p>"
    return (
        f'<ul class="legend">{boxes}</ul><label class="js pick">{tr("Only this rule")} '
        f'<select id="rule"><option value="">{tr("all rules")}</option>{options}</select></label>'
        f'<p class="js key"><b id="seen">{len(sides.edits):,}</b> {tr("marked")}; '
        f"<kbd>j</kbd> <kbd>k</kbd> {tr('next and previous change')}</p>"
    )


def _doubts(document: Record, sides: Sides, shown: int) -> str:
    out = []
    if document.warnings:
        rows = "".join(found.warnings(document, sides))
        out.append(f'<h3>{words.warnings(len(document.warnings))}</h3><ul class="list warn">{rows}</ul>')
    rows = "".join(changes.doubtful(sides, document.source.name, shown))
    if rows:
        about = tr("Another reader could have decided otherwise; look at each in its place.")
        out.append(f'<h3>{tr("Uncertain changes")}</h3><p>{about}</p><ol class="list">{rows}</ol>')
    if not out:
        return f'<p class="fine">{tr("Nothing: no warning, and no change that is not certain.")}</p>'
    return "".join(out)


def _taken(document: Record, sides: Sides, shown: int) -> str:
    rows = "".join(changes.taken(sides, document.source.name, shown))
    if not rows:
        return f'<p class="fine">{tr("No text was taken out.")}</p>'
    return f'<ul class="list">{rows}</ul>'


def _text(document: Record, sides: Sides, body: Table) -> str:
    help_ = tr("Every change is marked on both sides; point at a mark or move to it to read its rule and reason.")
    width = tr("Changes of width are marked when their box is ticked.")
    cut = ""
    if body.end < len(sides.raw):
        left, rest = f"{len(sides.raw) - body.end:,}", len(sides.edits) - body.marked
        said = tr("The document goes on for {count} characters, too many to be shown here.", count=left)
        command = changes.code(sides.telling.command(document.source.name, "--diff"))
        cut = f'<p class="cut">{said} {words.changes(rest)}: {command}</p>'
    return f'<p class="hint">{help_} {width}</p>{body.html}{cut}'


def _ways(sides: Sides, name: str) -> Iterator[tuple[str, str]]:
    """Yield what can be taken back, and the command for it; where it can be, the example is no change of width."""
    command = sides.telling.command
    number = next((n for n, edit in enumerate(sides.edits, 1) if family_of(edit.rule) is not WIDTH), 1)
    rule = sides.edits[number - 1].rule
    yield tr("one change, by its number"), command(name, "--undo", str(number))
    yield tr("all changes of a rule"), command(name, "--undo", rule)
    yield tr("everything: the raw text"), command(name, "--undo", "all")
    written = tr("for good: write the changes of a rule down, set decision to undo,")
    yield written, command(name, "--rule", rule, "-f", "toml", into=_DECISIONS)
    if sides.doubts():
        uncertain = command(name, "--uncertain", "-f", "toml", into=_DECISIONS)
        yield tr("or write the uncertain ones down, set decision to undo,"), uncertain
    yield tr("and clean with these decisions"), command(name, "--decisions", _DECISIONS, call="clean")


def _changes(document: Record, sides: Sides, shown: int) -> str:
    if not sides.edits:
        return f'<p class="fine">{tr("Nothing was changed: the clean text is the raw text.")}</p>'
    name = document.source.name
    rows = "".join(
        f"<tr><th scope='row'>{said}</th><td>{changes.code(command)}</td></tr>" for said, command in _ways(sides, name)
    )
    rules = "".join(changes.by_rule(sides, name, shown))
    about = tr(
        "Nothing is lost. These commands print the text with a change taken back; the file itself is never touched."
    )
    return f'<p>{about}</p><table class="grid way"><tbody>{rows}</tbody></table>{rules}'
