"""What the slots of removed lines say about the page, kept before the lines go."""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.boilerplate import values
from speechkit.boilerplate.meta import Slot
from speechkit.boilerplate.verdict import Verdict
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold, narrow

# In the lines of these families an address is the site's own; elsewhere it may be anybody's.
_SOURCED: Final = lazy(
    "出处|出處|链接|鏈接|連結|地址|网址|網址|来自|來自|来源|來源"
)  # what stands before a page's own address
_NAMED: Final = lazy(
    r"(?:本|该|此)文(?:章)?(?:来自|来源于|来源:|转自|出自|转载自) ?"
    r"([^\s,。;:!?()《》本]{2,16}(?:网|站|文库|论坛|之家|频道|博客))(?=[\s,。;!?(]|$)"
)
_SELLERS: Final = ("paywall.", "forum.hint", "platform.shop", "platform.offer", "promo.download")
_PARAGRAPH: Final = 12  # code points of a line that does not end as it should; a signature is shorter
_REST: Final = lazy("全文|完整|剩余|预览|部分内容|试读|全部内容|余下")
_UNFINISHED: Final = lazy(f"[{chars.HAN}、,{chars.COMMA}](?<![日年])$")
_INSIDE: Final = lazy(f"[。,;!?{chars.COMMA}{chars.SEMICOLON}]")
_LISTED: Final = "summary.keywords"  # one keyword a line
_ADDRESSED: Final = (
    "region.tail",
    "disclaimer.",
    "contact.",
    "copyright.",
    "promo.",
    "paywall.",
    "widget.",
    "lead.",
    "source.",
)


def learn(draft: Draft, lines: list[Line], gone: dict[int, Verdict]) -> None:
    """Keep the metadata of the lines that go, in the order of the page; what is `late` is asked last."""
    order = sorted(gone)
    words = [at for at in order if gone[at].rule == _LISTED and gone[at].fields]
    if words:
        draft.learn("keywords", [lines[at].body.strip() for at in words], lines[words[0]].start, lines[words[-1]].end)
    above = -1  # the last line that stays
    for at in order:
        line, verdict = lines[at], gone[at]
        above = at - 1 if at - 1 not in gone else above
        addressed = verdict.rule.startswith(_ADDRESSED)
        if addressed:
            _named(draft, line)
        _slots(draft, line, verdict, late=False)
        for field, (start, end) in verdict.fields.items():
            learn_field(draft, field, line.start + start, line.start + end)
        if addressed:
            _contact(draft, line)
        if verdict.rule.startswith("disclaimer.") and _SOURCED.search(line.body):
            _url(draft, line.body, line.start)
        if verdict.source and verdict.source.warns:
            draft.warn(verdict.source.warns, verdict.source.title, line.start, line.end)
        if verdict.rule.startswith(_SELLERS):
            _withheld(draft, lines, above, at)
    for at in [at for at in order if gone[at].slots]:
        _slots(draft, lines[at], gone[at], late=True)


def _withheld(draft: Draft, lines: list[Line], above: int, at: int) -> None:
    """Warn where a seller's line stands below a paragraph, the last line that stays, that stops in mid-sentence."""
    if above < 0 or len(lines[above].body) < _PARAGRAPH or not _REST.search(fold(lines[at].body)):
        return
    body = lines[above].body
    if (
        _UNFINISHED.search(body)
        and _INSIDE.search(body)
        and not any(note.code == "paywall_gap" for note in draft.notes)
    ):
        draft.warn("paywall_gap", "the page withheld the rest here", lines[above].start, lines[above].end)


def _named(draft: Draft, line: Line) -> None:
    """Keep the site that a line names as the source of its text: 本文来自田埂网; its address says less."""
    found = _NAMED.search(fold(line.body)) if _SOURCED.search(line.body) else None
    if found:
        learn_field(draft, "publisher", line.start + found.start(1), line.start + found.end(1))


def _slots(draft: Draft, line: Line, verdict: Verdict, *, late: bool) -> None:
    for slot in sorted(verdict.slots, key=_last) if verdict.slots else ():
        if slot.late == late:
            _slot(draft, line, slot)


def _last(slot: Slot) -> bool:
    return slot.field == "url"  # its host is the publisher only where none is named


def _slot(draft: Draft, line: Line, slot: Slot) -> None:
    start, end = line.start + slot.start, line.start + slot.end
    end = start + len(draft.text[start:end].rstrip())  # the pattern of a date takes the blank before a clock
    if slot.moment is None:
        learn_field(draft, slot.field, start, end)
        return
    _date(draft, slot.moment, start, end, late=slot.late)


def _date(draft: Draft, moment: values.Moment, start: int, end: int, *, late: bool = False) -> None:
    known = draft.metadata.get("date")
    if known is None:
        draft.learn("date", moment.date, start, end)
    elif known.value != moment.date and not late:
        draft.warn("date_conflict", f"the page says {known.value} and {moment.date}", start, end)
        return
    if moment.datetime and (known is None or known.value == moment.date):
        draft.learn("datetime", moment.datetime, start, end)


def learn_field(draft: Draft, field: str, start: int, end: int) -> None:
    """Keep the value printed at text[start:end] if it reads as one of its field."""
    text = draft.text[start:end]
    value: str | int | list[str] | None
    if field in ("views", "comments"):
        value = values.number_of(text)
    elif field == "summary":
        _summary(draft, text, start, end)
        return
    elif field == "keywords":
        value = values.keywords_of(text)
    elif field == "url":
        _url(draft, text, start)
        return
    elif field in ("date", "datetime"):
        day = values.date_pattern().search(fold(text))
        moment = values.moment_of(day) if day else None
        if moment:
            _date(draft, moment, start, end)
        return
    elif field in ("previous", "next"):
        value = values.heading_of(text)
    else:
        value = values.name_of(text)
    if value is not None:
        shown = value if isinstance(value, str) else ""
        low = text.find(shown) if shown else 0
        draft.learn(field, value, start + max(0, low), start + max(0, low) + len(shown) if shown else end)


def _summary(draft: Draft, text: str, start: int, end: int) -> None:
    found = values.summary_of(text)
    if not found:
        return
    summary, cut = found
    low = start + text.index(summary)
    if draft.learn("summary", summary, low, low + len(summary)) and cut:
        draft.warn("summary_truncated", "the summary stops in the middle of a sentence", start, end)


def _url(draft: Draft, text: str, start: int) -> None:
    """Keep the page's own address, and its host as the publisher where the page names none."""
    url = values.url_of(text)
    if not url:
        return
    at = max(0, narrow(text).find(url)) + start
    draft.learn("url", url, at, at + len(url))
    host = values.host_of(url)
    if host:
        draft.learn("publisher", host, at, at + len(url))


def _contact(draft: Draft, line: Line) -> None:
    found = values.contact_of(fold(line.body))
    if found:
        contact, low, high = found
        draft.learn("contact", contact, line.start + low, line.start + high)
