"""Which lines of a page are the site's: rules and meta lines, from the edges of the page inwards.

A rule for the first lines speaks of the first lines that are left: when a line goes, the next one comes into reach. So
the page is peeled from both ends until nothing more goes, and the result is the same when it is cleaned again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Final

from speechkit import chars
from speechkit.boilerplate import meta, region
from speechkit.boilerplate.above import DAY, above, is_poster
from speechkit.boilerplate.boxes import machine_box
from speechkit.boilerplate.folio import folios
from speechkit.boilerplate.masthead import masthead
from speechkit.boilerplate.quoted import quoting
from speechkit.boilerplate.split import split_meta
from speechkit.boilerplate.verdict import Verdict
from speechkit.passes import Line
from speechkit.patterns import lazy
from speechkit.rules.store import Rule

_ROUNDS: Final = 40  # times that a page is peeled; one with a frame on either side takes four
_HEAD: Final = (
    8  # lines; title, two-line headline, subtitle, date, name and salutation may stand between a site's lines
)
_TAIL: Final = 8
_FROM_HEAD, _FROM_TAIL = 1, 2
_HEADS: Final = ("anywhere", "first-lines", "edges")
_TAILS: Final = ("anywhere", "last-lines", "edges")
_PARAGRAPH: Final = 60  # code points; of 158 lines of real speeches, none of the 26 with a cue word is shorter
_SALUTATION: Final = lazy(
    "[^。;!?]{1,40}(?:同志|同誌|们|們|朋友|领导|領導|来宾|來賓|代表|委员|委員|嘉宾|嘉賓"
    "|乡亲|鄉親|同学|同學|各位[^:]{0,8})[^。;!?]{0,12}"
    f"[:{chars.COLON}]$"
)
_PRESENT: Final = frozenset("会地主参出记列")
_MINUTES: Final = lazy(r"(?:会议)?(?:地 ?点|主持人?|参加(?:人员)?|出席(?:人员)?|记录人?|列席) ?:")
_ABOVE: Final = 60  # lines in which the last sentence of the speech stands above a list
_LISTED: Final = 30  # lines of a list of related articles; the longest of 128 pages has 20
_SHORT: Final = 45  # code points of an article's title
# The outline needs these lines: no cue word takes one away.
_SHUT: Final = f"[){chars.RIGHT_PARENTHESIS}、.]"
_BUTTONS: Final = ("widget.tools", "forum.hint", "source.document-facts")
_EMPTY: Final = "credit.empty"
_FILE: Final = "source.document"
_TITLE_FILE: Final = lazy(
    r"(?P<name>[^.]{6,80}(?:讲话|发言|致辞|讲稿|演讲|话稿|言稿|党课))(?: ?\(\d{1,3}\))?\.[A-Za-z]{3,4}"
)
_SIGNED: Final = lazy(  # what closes a document, and is no title of another one
    r"[^\s,。;:!?]{2,20}(?:政府|委员会|办公室|办公厅|局|党委|支部|村委会|学校|中学|小学|学院|大学|公司|协会|社区|研究会|委)$"
    r"|[\d〇零○一二三四五六七八九十]{2,4} ?年.{1,5}月.{1,4}日$|附件|附[:\uff1a]|抄送|主送"
)
_CODING: Final = lazy("代码|代碼|编程|程式|程序员|函数|函數|脚本|Python|JavaScript|HTML|CSS|SQL|Linux")
_RULES: Final = "\u2506\u2502\u2503\u250a\u258f"
_RULED: Final = frozenset(_RULES)
_DRAWN: Final = _RULES + (
    " \u2593\u2592\u2591\u25ce\u203b\u2606\u2605\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb"
    "\u25b2\u25b3\u25bc\u25bd\u2191\u2193\u2190\u2192\u25ba\u25c4"
    "\u266a\u2666\u2661\u2665\u2764\u2713\u2714\u25b6\u25c0*#~=+|"
)
_DRAWING: Final = lazy(f"[{re.escape(_DRAWN)}]")
_AROUND: Final = _DRAWN + "-_\u2014\u2500\u2501"
_WORDS: Final = 12  # keywords of a list
_WORD: Final = 8  # code points of a keyword
_PLAIN: Final = lazy(r"[\u4e00-\u9fffA-Za-z0-9]{2,8}")
_BULLETS: Final = "\u25cf\u2022\u25b6\u25b7\u25cb\u25c6\u25ba\u261e\u25a0\u25aa\u00b7"
_MARKER: Final = lazy(
    f"[({chars.LEFT_PARENTHESIS}]?(?:[一二三四五六七八九十百]{{1,3}}{_SHUT}|\\d{{1,3}}{_SHUT}(?!\\d))"
    r"|第[一二三四五六七八九十百零\d]{1,4}[章节節条條编編款项項]|[一二三四五六七八九十]{1,2}[是要](?!\S{0,2}[:])"
)
_NUMBERED: Final = lazy(f"[({chars.LEFT_PARENTHESIS}]?[一二三四五六七八九十百]{{1,3}}{_SHUT}")
_NOTICE: Final = "\N{LEFT TORTOISE SHELL BRACKET}"
_SENTENCE: Final = lazy(r"[。;]|!$|,.*,")
_BARE: Final = lazy(r"[0-9:/. -]+|[0-9年月日:. -]+")
_STOPS: Final = "。!?" + chars.EXCLAMATION + chars.QUESTION + chars.RIGHT_QUOTE
_SENTENCE_LONG: Final = 20  # code points; a headline that ends in a question mark is shorter


Tried = Mapping[int, list[Rule]]
Inline = Mapping[int, list[tuple[Rule, int]]]
_MARKS: Final = " 。!?;,"


class Page:
    """The lines of a draft, folded when looked at, and what is known of each."""

    def __init__(self, lines: list[Line], tried: Tried, inline: Inline, fold: Callable[[str], str]) -> None:
        self.inline = inline
        self._fold = fold
        self._folded: dict[int, str] = {}
        self.lines = lines
        self.tried = tried
        self.gone: dict[int, Verdict] = {}
        self._known: dict[int, tuple[Verdict | None, Verdict | None, Verdict | None]] = {}

    def folded(self, at: int) -> str:
        """Return the folded copy of a line."""
        known = self._folded.get(at)
        if known is None:
            known = self._folded[at] = self._fold(self.lines[at].body)
        return known

    def verdicts(self, at: int) -> tuple[Verdict | None, Verdict | None, Verdict | None]:
        """Return the verdict on a line wherever it stands, among the first lines, and among the last ones."""
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = self._judged(at)
        return known

    def _judged(self, at: int) -> tuple[Verdict | None, Verdict | None, Verdict | None]:
        rules = self.tried.get(at, ())
        anywhere = head = tail = None
        line = self.lines[at]
        maybe = meta.may_be(line.body) and not _MARKER.match(line.body)
        if not rules and not maybe:
            return None, None, None
        folded = self.folded(at)
        if folded.startswith(_NOTICE):
            return None, None, None  # what a page says of withheld text stays: see boilerplate.gaps
        if rules and not _MARKER.match(folded) and not self._interrupted(at):
            bare, lead = _undecorated(folded)
            for rule in rules:
                if anywhere and head and tail:
                    break
                whole = rule.matches(folded)
                found = whole or (rule.matches(bare) if bare else None)
                if not found or (rule.id.startswith("code.") and self.on_code):
                    continue
                verdict = Verdict(rule.id, _slots(rule, found, 0 if whole else lead), (), rule, rule.takes)
                anywhere = anywhere or (verdict if rule.where == "anywhere" else None)
                head = head or (verdict if rule.where in _HEADS else None)
                tail = tail or (verdict if rule.where in _TAILS else None)
        counted = head is not None and head.rule in _BUTTONS  # 查看: 3127 | 回复: 12 are buttons that count
        summed = head is not None and head.rule.startswith("summary.")
        open_ = not summed and (anywhere or counted or not (head and tail))
        slots = meta.read(folded) if maybe and open_ else None
        if slots is not None and not self._minutes(at) and not self._amid_speech(at):
            verdict = Verdict("meta.line", {}, slots)
            head, tail = (verdict, verdict) if counted and slots else (head or verdict, tail or verdict)
            if anywhere:
                anywhere.slots = slots  # 本文来自:… 作者:… 转载请保留…: the rule keeps only what its own slots hold
        return anywhere, head, tail

    @cached_property
    def on_code(self) -> bool:
        """Whether the page is about code: then what looks like a leaked script is its subject."""
        return len({word for line in self.lines for word in _CODING.findall(line.body)}) > 1

    def _interrupted(self, at: int) -> bool:
        """Say whether a phrase stands in the line with text on both sides: then the phrase goes, not the line."""
        hits = self.inline.get(at, ())
        folded = self.folded(at) if hits else ""
        amid = _stands_amid if len(folded) <= _PARAGRAPH else _stands_amid.__wrapped__
        return any(amid(rule, folded) for rule in {rule.id: rule for rule, _ in hits}.values())

    def _phrase(self, at: int) -> Verdict | None:
        """Return the verdict on a line that is nothing but a phrase, with marks drawn around it."""
        if self.lines[at].end - self.lines[at].start > _PARAGRAPH:
            return None
        folded = self.folded(at)
        for rule, _ in self.inline[at]:
            if rule.takes == "gap":
                return None
            for found in rule.phrases(folded):
                if found.start() and not (folded[: found.start()] + folded[found.end() :]).strip(_AROUND):
                    return Verdict(rule.id, _slots(rule, found), [], rule, rule.takes)
        return None

    def peel(self) -> None:
        """Take lines away from both ends, and those that no page may hold anywhere, until nothing more goes."""
        for at in sorted(self.tried):
            if verdict := self.verdicts(at)[0]:
                self.gone[at] = verdict
                self._followers(at, verdict)
        for at in self.inline:
            if at not in self.gone and (whole := self._phrase(at)):
                self.gone[at] = whole
        for _ in range(_ROUNDS):
            before = len(self.gone)
            self._edge(range(len(self.lines)), _FROM_HEAD, _HEAD)
            self._edge(range(len(self.lines) - 1, -1, -1), _FROM_TAIL, _TAIL)
            self._beside()
            if len(self.gone) == before:
                self._placed()
            if len(self.gone) == before:
                break

    def _placed(self) -> None:
        """Take the lines that their place gives away: the masthead, the frame above the title, the end of the page."""
        for at, slots in split_meta(self.lines, self.gone, self.folded).items():
            self.gone[at] = Verdict("meta.split", {}, slots)
        box = machine_box(self.lines, self._ruled(), self.folded)
        for at in box:
            told = {"summary": (0, len(self.lines[at].body))} if at == box.start + 1 else {}
            self.gone.setdefault(at, Verdict("region.box", told, []))
        for at in region.hours(self.lines, self._ruled(), self.folded):
            self.gone[at].slots = []
        for at in region.amid(self.lines, self._ruled(), self.folded):
            self.gone[at] = Verdict("region.tail", {}, [])
        if named := masthead(self.lines, self._ruled(), self.folded):
            slot = meta.Slot("publisher", 0, named.name, late=True)
            self.gone[named.line] = Verdict("site.masthead", {}, [slot])
        for at in quoting(self.lines, self.gone, self.folded):
            self.gone[at] = Verdict("region.quoted", {}, [])
        for at in above(self.lines, self._ruled(), self.folded):
            field = "date" if DAY.fullmatch(self.folded(at)) else ""
            field = field or ("author" if is_poster(at, self.gone, self.folded) else "")
            told = {field: (0, len(self.lines[at].body))} if field else {}
            self.gone[at] = Verdict("region.head", told, [])
        if len(self.gone) >= len(self.lines):
            return
        for at in folios(self.lines, self.gone, self.folded):
            self.gone[at] = Verdict("region.folio", {}, [])

    def _ruled(self) -> dict[int, str]:
        """Return the rule of each line that goes."""
        return {at: each.rule for at, each in self.gone.items()}

    def _beside(self) -> None:
        """Take the lines that a rule takes only right below a line that goes."""
        for at, rules in self.tried.items():
            below = self.gone.get(at + 1)
            footed = below is not None and (
                below.rule.startswith("copyright.")
                or (below.rule == "region.tail" and "版权所有" in self.folded(at + 1))
            )
            if at in self.gone or len(self.gone) + 1 >= len(self.lines) or not (at - 1 in self.gone or footed):
                continue
            for rule in rules:
                if rule.where == "beside" and (found := rule.matches(self.folded(at))):
                    self.gone[at] = Verdict(rule.id, _slots(rule, found), [], rule, rule.takes)
                    break

    def _edge(self, numbers: range, side: int, window: int) -> None:
        alive = 0
        for at in numbers:
            if at in self.gone:
                continue
            verdict = self.verdicts(at)[side]
            if verdict and verdict.rule in (_EMPTY, _FILE) and not self._may_go(at, verdict.rule):
                verdict = None
            if verdict and len(self.gone) + 1 < len(self.lines):
                self.gone[at] = verdict
                self._followers(at, verdict)
                continue
            alive += self._depth(at, side)
            if alive >= window:
                return

    def _may_go(self, at: int, rule: str) -> bool:
        """Say whether an empty label is a slot of the site, and whether a file's name is not the only title."""
        if rule == _EMPTY:
            return self._is_slot(at)
        named = _TITLE_FILE.fullmatch(self.folded(at))
        near = range(max(0, at - _HEAD), min(len(self.lines), at + 2 * _HEAD))
        return named is None or any(each != at and named["name"] in self.folded(each) for each in near)

    def _is_slot(self, at: int) -> bool:
        """Say whether an empty label is the site's: between its lines; 责任编辑 beside one. Forms have such labels."""
        above, below = at - 1 in self.gone, at + 1 in self.gone
        return (above or below) if "责" in self.lines[at].body else (above and below)

    def _depth(self, at: int, side: int) -> int:
        """Return how far a line that stays leads into the speech: a salutation or a heading all the way."""
        body = self.lines[at].body
        marked = _MARKER.match(body)
        if side == _FROM_HEAD and (marked or (len(body) <= _PARAGRAPH and _SALUTATION.match(body))):
            return _HEAD
        title = body.find("。") + 1 if marked else 0
        if 0 < title < len(body):  # a run-in title, which is printed on a line of its own
            return _weight(title - 1) + _weight(len(body) - title)
        return _weight(len(body))

    def _minutes(self, at: int) -> bool:
        """Say whether a line such as 地点:… stands beside this one: the head of minutes is part of the document."""
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(self.lines) and len(self.lines[beside].body) <= _PARAGRAPH:
                folded = self.folded(beside)
                if folded[0] in _PRESENT and _MINUTES.match(folded):
                    return True
        return False

    def _amid_speech(self, at: int) -> bool:
        """Say whether a line is nothing but a date and a clock, and sentences stand above and below it."""
        if not 0 < at < len(self.lines) - 1 or not _BARE.fullmatch(self.lines[at].body):
            return False
        beside = (self.lines[at - 1].body, self.lines[at + 1].body)
        return all(len(body) >= _SENTENCE_LONG and body[-1] in _STOPS for body in beside)

    def _followers(self, at: int, verdict: Verdict) -> None:
        """Take what belongs to a label: the title below 下一篇:, the list below 相关文章."""
        if verdict.waits == "next" and not any(a < b for a, b in verdict.fields.values()):
            below = self._alive_below(at)
            if below is not None and self._titled(below) and not any(self.verdicts(below)):
                field = next(iter(verdict.fields), "")
                place = {field: (0, len(self.lines[below].body))} if field else {}
                self.gone[below] = Verdict(verdict.rule, place, [], None)
        elif verdict.waits == "words":
            self._words(at, verdict)
        elif verdict.waits == "list":
            self._list(at, verdict)
            below = self._alive_below(at)
            if below is not None and not any(self.verdicts(below)):
                del self.gone[at]  # 推荐阅读 above what a speaker recommends

    def _below_speech(self, at: int) -> bool:
        """Say whether a sentence stands above a line; a list in the head would take the title for one of its own."""
        above = range(at - 1, max(-1, at - _ABOVE), -1)
        return any(self.lines[each].body[-1] in _STOPS for each in above if each not in self.gone)

    def _list(self, at: int, verdict: Verdict) -> None:
        """Take the titles below a label if they run to the end of the page or to another line of the site."""
        if not self._below_speech(at):
            return
        taken = []
        for below in range(at + 1, min(len(self.lines), at + 1 + _LISTED)):
            if below in self.gone or self.verdicts(below)[2]:
                break
            if not self._titled(below) or _SIGNED.match(self.folded(below)):
                return
            taken.append(below)
        else:
            if at + 1 + _LISTED < len(self.lines):
                return
        if taken and all(self.lines[each].body.startswith("《") for each in taken):
            return  # books that a speaker recommends
        for below in taken:
            self.gone[below] = Verdict(verdict.rule, {}, [], None)

    def _words(self, at: int, verdict: Verdict) -> None:
        """Take the keywords below their label, one a line, as far as they are words; each is kept."""
        below = range(at + 1, min(len(self.lines), at + 1 + _WORDS))
        words = list(takewhile(self._is_word, below))
        if len(words) > 1 and words[-1] + 1 < len(self.lines):
            for each in words:
                self.gone[each] = Verdict(verdict.rule, {"keywords": (0, len(self.lines[each].body))}, [], None)
        else:
            del self.gone[at]

    def _is_word(self, at: int) -> bool:
        line = self.lines[at]
        return at not in self.gone and line.end - line.start <= _WORD and _PLAIN.fullmatch(self.folded(at)) is not None

    def _alive_below(self, at: int) -> int | None:
        below = at + 1
        return below if below < len(self.lines) and below not in self.gone else None

    def _titled(self, at: int) -> bool:
        line = self.lines[at]
        if line.end - line.start > _SHORT:
            return False
        if _NUMBERED.match(line.body):
            return False  # a heading, which has lost its full stop when it is printed
        return line.body[0] in _BULLETS or not _SENTENCE.search(self.folded(at))


@lru_cache(1024)  # the lines of a site come again on a page, and on each of its pages
def _stands_amid(rule: Rule, folded: str) -> bool:
    """Say whether a phrase of a rule stands in a line with text on both sides."""
    found = rule.phrases(folded)
    return any(folded[: each.start()].strip() and folded[each.end() :].strip(_MARKS) for each in found)


def _weight(length: int) -> int:
    """Return how far a line of that length leads into the speech."""
    return 3 if length > _PARAGRAPH else 1


def _undecorated(folded: str) -> tuple[str, int]:
    """Return a line without the marks that sites draw around their words, and how many were before it; or nothing."""
    if folded[0] not in _DRAWN and folded[-1] not in _DRAWN and _RULED.isdisjoint(folded):
        return "", 0
    bare = folded.lstrip(_DRAWN)
    lead = len(folded) - len(bare)
    return _DRAWING.sub(" ", bare.rstrip(_DRAWN)), lead


_NO_FIELDS: Final[Mapping[str, tuple[int, int]]] = {}


def _slots(rule: Rule, found: re.Match[str], shift: int = 0) -> Mapping[str, tuple[int, int]]:
    if not rule.keep:
        return _NO_FIELDS
    spans = {field: found.span(group) for group, field in rule.keep.items() if found[group] is not None}
    return {field: (start + shift, end + shift) for field, (start, end) in spans.items()}


def judge(lines: list[Line], tried: Tried, inline: Inline, fold: Callable[[str], str]) -> dict[int, Verdict]:
    """Return line number -> verdict for the lines that are the site's; `tried` comes from the scanner."""
    page = Page(lines, tried, inline, fold)
    page.peel()
    return page.gone
