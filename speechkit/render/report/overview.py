"""The front of a folder's page: totals, charts, failures, and a table of the documents, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from speechkit.lang import current, localised, tr
from speechkit.render.report import charts, words
from speechkit.render.report.families import WIDTH, family_of, label
from speechkit.render.report.sheet import Figures
from speechkit.render.report.visible import attribute, text
from speechkit.rules.titles import about

_BARS: Final = 8


class Failure(Struct, frozen=True):
    """An input that is not in the page, why, and what to do next."""

    path: str
    reason: str
    advice: str


def overview(documents: Sequence[Figures], failures: Sequence[Failure]) -> str:
    """Return the front of the page; documents are numbered from 1 in the order given."""
    order = sorted(range(len(documents)), key=lambda index: (*documents[index].rank, index))
    return (
        f'<header class="dochead"><h1>{text(_title(len(documents)))}</h1>{_tiles(documents, failures)}</header>'
        f"{_failed(failures)}{_charts(documents)}{_table(documents, order)}"
    )


def _title(count: int) -> str:
    return tr("Review of {text}", text=words.documents(count))


def _tiles(documents: Sequence[Figures], failures: Sequence[Failure]) -> str:
    changed = sum(each.changes > 0 for each in documents)
    serious = sum(each.serious > 0 for each in documents)
    tiles = (
        (len(documents), tr("Documents"), tr("{count} of them changed", count=f"{changed:,}")),
        (sum(each.characters for each in documents), tr("Characters"), tr("of raw text")),
        (sum(each.changes for each in documents), tr("Changes"), tr("each on record and undoable")),
        (sum(each.uncertain for each in documents), tr("Uncertain"), tr("each with the way back")),
        (serious, tr("Documents in doubt"), tr("text may be missing or wrong")),
        (len(failures), tr("Failed"), tr("not in this report")),
    )
    alarming = {tr("Documents in doubt"), tr("Failed")}
    items = "".join(
        f"<li{' class=' + chr(34) + 'look' + chr(34) if count and name in alarming else ''}>"
        f"<span>{name}</span><b>{count:,}</b><small>{about}</small></li>"
        for count, name, about in tiles
    )
    return f'<ul class="tiles">{items}</ul>'


def _failed(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    rows = "".join(
        f'<li class="serious"><code>{text(each.path)}</code> {text(localised(each.reason))}; '
        f"{text(localised(each.advice))}</li>"
        for each in failures
    )
    head = f'<h2 id="h-failed">{tr("Failed")}</h2>'
    return f'<section aria-labelledby="h-failed">{head}<ul class="list warn">{rows}</ul></section>'


def _charts(documents: Sequence[Figures]) -> str:
    encodings = Counter(each.encoding for each in documents)
    speech = Counter(each.speech_year for each in documents if each.speech_year)
    page = Counter(each.page_year for each in documents if each.page_year)
    drawn = (
        "<div>",
        _by_rule(documents),
        charts.bars(tr("Encodings"), [(name, count, "") for name, count in _commonest(encodings)], tr("Documents")),
        "</div>",
        charts.years(speech, page, current()),
    )
    return f'<section class="charts" aria-label="{tr("Charts")}">{"".join(drawn)}</section>'


def _by_rule(documents: Iterable[Figures]) -> str:
    """Return the chart of the rules that changed most; those of width are counted apart, they would dwarf the rest."""
    counts: Counter[str] = Counter()
    for each in documents:
        counts.update(each.rules)
    width = sum(count for rule, count in counts.items() if family_of(rule) is WIDTH)
    told = Counter({rule: count for rule, count in counts.items() if family_of(rule) is not WIDTH})
    rows = [(rule, count, family_of(rule).key) for rule, count in _commonest(told)]
    left = len(told) - len(rows)
    notes = [tr("1 more rule") if left == 1 else tr("{count} more rules", count=left)] if left else []
    notes += [f"{label(WIDTH)}: {words.changes(width)}"] if width else []
    note = f'<p class="hint">{"; ".join(notes)}</p>'
    return charts.bars(
        tr("Changes by rule"), rows, tr("Changes"), note, {rule: about(rule).title for rule, _, _ in rows}
    )


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_BARS]


def _table(documents: Sequence[Figures], order: Iterable[int]) -> str:
    heads = "".join(
        f'<th scope="col" data-kind="{kind}"{" aria-sort=" + chr(34) + "other" + chr(34) if key == "rank" else ""}>'
        f'<button type="button" class="sort" data-key="{key}">{name}</button></th>'
        for key, kind, name in _columns()
    )
    rows = "".join(_row(documents[index], index + 1, place) for place, index in enumerate(order, 1))
    said = tr("Worst first: serious warnings, then other warnings, uncertain changes, share taken out.")
    find = (
        f'<label class="js find">{tr("Find a document")} '
        f'<input type="search" id="find" autocomplete="off" spellcheck="false"></label>'
    )
    return (
        f'<section aria-labelledby="h-docs"><h2 id="h-docs">{tr("Documents")}</h2><p class="hint">{said}</p>{find}'
        f'<table class="docs" id="docs"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="js" id="none" hidden>{tr("No document fits.")}</p></section>'
    )


def _columns() -> tuple[tuple[str, str, str], ...]:
    return (
        ("rank", "n", tr("Rank")),
        ("name", "t", tr("Document")),
        ("warnings", "n", tr("Warnings")),
        ("uncertain", "n", tr("Uncertain")),
        ("changes", "n", tr("Changes")),
        ("rate", "n", tr("per 1,000")),
        ("removed", "n", tr("Taken out")),
        ("han", "n", tr("Chinese")),
        ("characters", "n", tr("Characters")),
        ("encoding", "t", tr("Encoding")),
        ("year", "t", tr("Year")),
    )


def _row(it: Figures, number: int, place: int) -> str:
    names = {key: name for key, _, name in _columns()}
    warned = sum(it.warnings.values())
    codes = " ".join(f"<span>{text(_code(code, count))}</span>" for code, count in it.warnings.items())
    said = f'{warned:,}<small class="codes">{codes}</small>' if codes else "0"
    cells = (
        ("warnings", warned, said),
        ("uncertain", it.uncertain, f"{it.uncertain:,}"),
        ("changes", it.changes, f"{it.changes:,}"),
        ("rate", it.rate, f"{it.rate:.1f}"),
        ("removed", it.removed, words.share(it.removed)),
        ("han", it.han, words.share(it.han)),
        ("characters", it.characters, f"{it.characters:,}"),
        ("encoding", it.encoding, text(it.encoding)),
        ("year", it.speech_year or it.page_year, text(it.speech_year or it.page_year)),
    )
    body = "".join(
        f'<td class="k-{key}" data-label="{attribute(names[key])}" data-v="{attribute(str(value))}">{shown}</td>'
        for key, value, shown in cells
    )
    sub = f"<small>{text(it.name)}</small>" if it.title != it.name else ""
    state = ' class="serious"' if it.serious else ""
    return (
        f'<tr{state} data-doc="{number}"><td class="k-rank" data-v="{place}">{place}</td>'
        f'<th scope="row" data-v="{attribute(it.name)}"><a href="#d{number}">{text(it.title)}</a>{sub}</th>{body}</tr>'
    )


def _code(code: str, count: int) -> str:
    return code if count == 1 else f"{code} \N{MULTIPLICATION SIGN}{count}"
