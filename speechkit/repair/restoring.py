"""Restoring misread lines: those that lost no byte by proof, the others by likelihood; what is not certain is told.

Which documents have such lines says mojibake.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.document import WarningCode
from speechkit.ledger import Cut
from speechkit.passes import Draft
from speechkit.patterns import lazy
from speechkit.repair.bestpath import Budget, Page
from speechkit.repair.gapped import Part, gapped, gapped_western, gist
from speechkit.repair.language import Reader
from speechkit.repair.misreadings import (
    Stretch,
    chinese,
    commonness,
    spared,
    utf8_within,
    western,
)
from speechkit.script import script_of

_ENDS: Final = chars.LINE_ENDS.replace("\x85", "")  # U+0085 is a misread ellipsis as well
_LINE: Final = lazy(f"[^{_ENDS}]+")
_LATIN: Final = lazy("[\xa1-\xff]")
_OTHER: Final = lazy("[\u2e80-\uffff]")
_HEALTHY: Final = 0.9  # share of everyday characters
_SAMPLE: Final = 60_000  # characters of a document that the model reads
_GIST, _GISTS = 300, 60  # characters of a line, and lines, whose gist it is given
_BUDGET: Final = 600_000  # moves, for a document: about two seconds, 50,000 characters
_BEYOND: Final = "characters were read in a wrong encoding; the file holds more of them than are searched"
_LOOK: Final = 4  # moves that looking at one more character is worth
_LONGEST: Final = 20_000  # characters of a line that is searched
_SHORTEST: Final = 3  # characters of a line; two Chinese ones make as many of GBK
_WARNINGS: Final = 50
_TOLD: Final = 4  # characters whose bytes a reason tells


class Waiting(NamedTuple):
    """A line that lost bytes; text[at:] begins with it."""

    at: int
    line: str


def restored(draft: Draft, *, western_: bool, chinese_: bool) -> list[Cut]:
    """Return a cut for every misread stretch; the two say which signs of one the document has."""
    text = draft.text
    cuts: list[Cut] = []
    waiting: list[Waiting] = []
    healthy: list[str] = []
    for found in _LINE.finditer(text):
        line, at = found[0], found.start()
        if len(line) < _SHORTEST or line.isascii():
            continue
        stretches = [each for each in _stretches(line, western_, chinese_) if not spared(line, each.start, each.end)]
        if stretches:
            cuts += [_cut(at, each) for each in stretches]
            healthy += [each.after for each in stretches]
        elif commonness(line) < _HEALTHY:
            waiting.append(Waiting(at, line))
        else:
            healthy.append(line)
    if waiting:
        cuts += _with_gaps(draft, waiting, "\n".join(healthy)[:_SAMPLE])
        cuts.sort(key=lambda cut: cut.start)
    if cuts:
        draft.script = script_of("\n".join([*healthy, *(cut.after for cut in cuts)])[:_SAMPLE])
        _tell(draft, cuts)
    return cuts


def _stretches(line: str, western_: bool, chinese_: bool) -> Iterator[Stretch]:  # two kinds of lines
    if western_ and _LATIN.search(line):
        found = list(western(line))
        yield from found
        if found:
            return
    if not chinese_ or chars.REPLACEMENT in line:
        return
    share = commonness(line)
    if share < _HEALTHY:
        yield from chinese(line)
    elif share < 1:
        yield from utf8_within(line, "gb18030")


def _with_gaps(draft: Draft, waiting: list[Waiting], healthy: str) -> Iterator[Cut]:
    """Yield the cuts of lines that lost bytes, as far as the document's budget goes."""
    context = "\n".join([healthy, *(gist(each.line[:_GIST]) for each in waiting[:_GISTS])])
    script = script_of(context)
    page = Page(Reader(script, context), script, frozenset(context), Budget(_BUDGET - draft.searched))
    for at, line in waiting:
        if page.budget.left <= 0:
            if all(note.message != _BEYOND for note in draft.notes):
                draft.warn("garbled_unrepaired", _BEYOND, at, waiting[-1].at + len(waiting[-1].line))
            break
        yield from _searched(at, line, page)
    draft.searched = _BUDGET - page.budget.left


def _searched(at: int, line: str, page: Page) -> Iterator[Cut]:
    """Yield the cuts of one line that lost bytes."""
    page.budget.left -= _LOOK * len(line)
    if len(line) <= _LONGEST:
        search = gapped_western if 2 * len(_LATIN.findall(line)) > len(_OTHER.findall(line)) else gapped
        found = [parts for parts in search(line, page) if not spared(line, parts[0].start, parts[-1].end)]
        if found:
            yield from (_gapped_cut(at, part) for parts in found for part in parts)
            return
    some = list(western(line, partly=True)) or list(chinese(line, partly=True))
    yield from (_cut(at, each) for each in some if not spared(line, each.start, each.end))


def _rule(actual: str, read_as: str) -> str:
    name = f"{actual}-as-{read_as}".replace("utf-8", "utf8").replace("latin-1", "latin1").replace("gb18030", "gbk")
    return f"mojibake.{name}"


def _story(after: str, actual: str, read_as: str, more: str = "") -> str:
    """Return what happened to the bytes, in one line."""
    known = "".join(char for char in after if char != chars.REPLACEMENT)
    data = known[:_TOLD].encode(actual, "ignore").hex(" ").upper()
    dots = f" {chars.ELLIPSIS}" if len(known) > _TOLD else ""
    return f"{actual} bytes {data}{dots} had been read as {read_as}{more}"


def _cut(at: int, each: Stretch) -> Cut:
    more = ", and that again" * (each.times - 1)
    why = _story(each.after, each.actual, each.read_as, more)
    return Cut(at + each.start, at + each.end, each.after, _rule(each.actual, each.read_as), why=why)


def _gapped_cut(at: int, part: Part) -> Cut:
    channel, start, end = part.channel, at + part.start, at + part.end
    lost = "" if part.confidence == 1.0 else "; some were lost, the text around them decides"
    why = _story(part.after, channel.actual, channel.read_as, lost)
    rule = _rule(channel.actual, channel.read_as)
    return Cut(start, end, part.after, rule, part.confidence, part.others, why)


def _tell(draft: Draft, cuts: list[Cut]) -> None:
    """Warn of each place that is not certain, and once of all that is."""
    doubtful = [cut for cut in cuts if cut.confidence < 1.0]
    for cut in doubtful[:_WARNINGS]:
        code: WarningCode = "garbled_repaired"
        message = "bytes of a character were lost; the text around it decides"
        if chars.REPLACEMENT in cut.after:
            code, message = "garbled_unrepaired", "bytes of a character were lost, and what it was is not clear"
        draft.warn(code, message, cut.start, cut.end, confidence=cut.confidence, alternatives=cut.alternatives)
    kinds = Counter(cut.rule.partition(".")[2].replace("-as-", " read as ") for cut in cuts)
    told = ", ".join(kind for kind, _ in kinds.most_common())
    draft.warn("garbled_repaired", f"{len(cuts)} stretches of misread text were restored ({told})")
