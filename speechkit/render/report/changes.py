"""The changes as lists: by rule with the way back, and those that are not certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from speechkit.lang import localised, tr
from speechkit.ledger import Edit, Swallowed
from speechkit.render.report.families import family_of
from speechkit.render.report.side import Sides
from speechkit.render.report.visible import attribute, changed, listed, short, text

_AROUND: Final = 12  # code points of the line on either side of a change
_WHY: Final = 200
_OTHERS: Final = 8  # other readings that are shown, of up to a hundred
MOST_DOUBTFUL: Final = 200
_TAKEN: Final = 6  # stretches of one rule that the list of what was taken out shows
_GONE: Final = 240  # code points of each


def by_rule(sides: Sides, name: str, shown: int) -> Iterator[str]:
    """Yield the rules, most changes first, width last, each with its changes; the first `shown` edits have marks."""
    found: dict[str, list[int]] = {}
    for number, edit in enumerate(sides.edits):
        found.setdefault(edit.rule, []).append(number)
    order = sorted(found.items(), key=lambda item: (item[0].startswith("width."), -len(item[1]), item[0]))
    for rule, numbers in order:
        yield _group(sides, name, rule, [number for number in numbers if number < shown], len(numbers))


def _group(sides: Sides, name: str, rule: str, numbers: list[int], count: int) -> str:
    family = family_of(rule).key
    title, why = sides.telling.title(rule), sides.telling.why(rule)
    rows = "".join(_entry(sides, number) for number in numbers)
    left = count - len(numbers)
    back = tr("Take them all back:") if count > 1 else tr("Take it back:")
    more = f'<p class="more">{text(more_of(left))}</p>' if left else ""
    return (
        f'<details class="rule {family}" id="r-{attribute(rule)}"><summary><span class="sw f-{family}"></span>'
        f'<code>{text(rule)}</code> <span class="what">{text(title)}</span> <span class="n">{count:,}</span></summary>'
        + (f'<p class="why">{text(why)}</p>' if why else "")
        + f'<p class="undo">{back} {code(sides.telling.command(name, "--undo", rule))}</p>'
        + f'<ol class="list">{rows}</ol>{more}</details>'
    )


def _entry(sides: Sides, number: int) -> str:
    edit = sides.edits[number]
    return (
        f'<li id="c{number + 1}">{_place(sides, number, number + 1)} {in_line(sides.raw, edit)}'
        f"{''.join(details(edit))}{''.join(_inside(each) for each in edit.over)}</li>"
    )


def _inside(inner: Swallowed) -> str:
    """Return a change that lies inside another one."""
    return f'<div class="over"><code>{text(inner.rule)}</code> {marked(inner)}{"".join(details(inner))}</div>'


def in_line(raw: str, edit: Edit) -> str:
    """Return a change with a few characters of its line on either side."""
    low, high = edit.span
    before = raw[max(0, low - _AROUND) : low].replace("\r", "\n").rpartition("\n")[2]
    after = raw[high : high + _AROUND].replace("\r", "\n").partition("\n")[0]
    return f'<span class="ctx">{text(before)}{marked(edit)}{text(after)}</span>'


def marked(edit: Edit | Swallowed) -> str:
    """Return what went and what came."""
    gone = f"<del>{changed(short(edit.before))}</del>" if edit.before else ""
    come = f"<ins>{changed(short(edit.after))}</ins>" if edit.after else ""
    return gone + come


def details(edit: Edit | Swallowed) -> Iterator[str]:
    """Yield what there is to say of a change beyond its rule."""
    if edit.why:
        yield f'<div class="why">{text(short(localised(edit.why), _WHY))}</div>'
    if edit.confidence < 1 or edit.alternatives:
        yield f'<div class="sure">{doubt(edit.confidence, edit.alternatives)}</div>'


def doubt(confidence: float | None, alternatives: Iterable[str]) -> str:
    """Return how sure it is, and the other readings."""
    parts = []
    if confidence is not None:
        parts.append(tr("confidence {value}", value=f"{confidence:.2f}"))
    some, left = listed(list(alternatives), _OTHERS)
    if some:
        others = " | ".join(f"<b>{text(short(each, 24))}</b>" for each in some)
        parts.append(tr("other readings: {text}", text=others))
    if left:
        parts.append(tr("and {count} more", count=left))
    return ", ".join(parts)


def taken(sides: Sides, name: str, shown: int) -> Iterator[str]:
    """Yield what was taken out and not replaced, by rule, in the order of the text: what it is, why, and the text."""
    found: dict[str, list[int]] = {}
    for number, edit in enumerate(sides.edits):
        if edit.before.strip() and not edit.after.strip():
            found.setdefault(edit.rule, []).append(number)
    for rule, numbers in found.items():
        some, left = listed(numbers, _TAKEN)
        rows = "".join(f"<li>{_place(sides, number, shown)} {_gone(sides.edits[number])}</li>" for number in some)
        more = (
            f'<li><a href="#r-{attribute(rule)}">{tr("and {count} more", count=f"{left:,}")}</a></li>' if left else ""
        )
        title, why = sides.telling.title(rule), sides.telling.why(rule)
        back = tr("Take them all back:") if len(numbers) > 1 else tr("Take it back:")
        yield (
            f'<li><span class="sw f-{family_of(rule).key}"></span> <b>{text(title)}</b> <code>{text(rule)}</code>'
            + (f'<div class="why">{text(why)}</div>' if why else "")
            + f'<ol class="gone">{rows}{more}</ol>'
            f'<div class="undo">{back} {code(sides.telling.command(name, "--undo", rule))}</div></li>'
        )


def _gone(edit: Edit) -> str:
    return f'<span class="ctx"><del>{changed(short(edit.before.strip(), _GONE))}</del></span>'


def _place(sides: Sides, number: int, shown: int) -> str:
    """Return the number of a change, a link where it is marked, and its line and column."""
    link = f'<a href="#m{number + 1}">#{number + 1}</a>' if number < shown else f"#{number + 1}"
    return f'{link} <span class="at-line">{sides.lines.place(sides.edits[number].span[0])}</span>'


def doubtful(sides: Sides, name: str, shown: int) -> Iterator[str]:
    """Yield the changes that are not certain, each with the command that takes it back."""
    numbers = sides.doubts()
    for number in numbers[:MOST_DOUBTFUL]:
        edit = sides.edits[number]
        inner = "".join(_inside(each) for each in edit.over if each.confidence < 1)
        yield (
            f"<li>{_place(sides, number, shown)} <code>{text(edit.rule)}</code> "
            f"{in_line(sides.raw, edit)}{''.join(details(edit))}{inner}"
            f'<div class="undo">{tr("Take it back:")} {code(sides.telling.command(name, "--undo", str(number + 1)))}'
            "</div></li>"
        )
    if len(numbers) > MOST_DOUBTFUL:
        yield f'<li class="more">{text(more_of(len(numbers) - MOST_DOUBTFUL))}</li>'


def code(command: str) -> str:
    """Return a command as HTML: one click selects it."""
    return f'<code class="cmd">{text(command)}</code>'


def more_of(count: int) -> str:
    """Return that some are left out of a list."""
    return tr("and {count} more; speechkit explain FILE --all -v lists them", count=f"{count:,}")
