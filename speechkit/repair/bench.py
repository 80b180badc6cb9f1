"""Reading runs of shifted bytes back: where a search begins, and when its reading is believed.

byteshift.py and straddle.py say where a run may begin, realign.py searches, proof.py proves, doubt.py says how sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy
from speechkit.repair import gbk
from speechkit.repair.byteshift import LONE, NARROW, WIDE, rare
from speechkit.repair.doubt import Doubt, doubt_of
from speechkit.repair.language import Reader
from speechkit.repair.proof import proved, story
from speechkit.repair.realign import REACH, Search, tokens_of
from speechkit.repair.shiftedrun import Decoded, Site
from speechkit.script import script_of

_PRIVATE: Final = lazy("[\ue000-\ue864]")  # where GB18030 puts the cells without a character
_GLOSS: Final = lazy("\\([a-z\u00e0-\u01dc]{1,7}\\)")
_SPENT: Final = (
    "this document has more places that look like shifted bytes than are searched; the rest stays as printed"
)
_RUN_IN: Final = lazy(
    f"[({chars.LEFT_PARENTHESIS}]?(?:[{chars.CHINESE_DIGITS}]{{1,3}}|[0-9]{{1,3}})"
    f"[){chars.RIGHT_PARENTHESIS}、.\uff0e][^。]+。\\Z"
)
_OTHER_SCRIPTS: Final = lazy("[\u3041-\u30ff\u3105-\u3129\uac00-\ud7a3]")

# First bytes of the marks that are cut at; all others are A3xx.
_FIRST: Final = {"。": 0xA1}
# ln of how often a character loses its lead byte beyond its share of the text: 29 runs of real pages lost
# 。14 海 7 保 4 and 常 怠 校 啊 once each.
_PRIOR: Final = {"。": 1.8, "海": 1.0, "保": 1.0, "常": 0.5, "啊": 0.5, "校": 0.5, "怠": 0.5}

_LEAST_GAIN: Final = 6.0  # nats over leaving the run, and for each character of it
_LEAST_GAIN_EACH: Final = 1.5
_BODY: Final = lazy("[^\x00-\x7f\ufffd\uff00-\uffef\u2010-\u2026\u3000-\u3002]")  # a printed character that is no mark
_TRAILING: Final = lazy("[^\x00-\x7f][@-~]")  # an ASCII trail byte that printed as itself
_FEW: Final = 3
_LEAST_SURE: Final = 0.3  # for a run of so few characters: rare words behind a mark come out lower
_TELLING: Final = 6.0  # a quote that was open is shut, a half tag whole again
_LEAST_SCORE: Final = -9.0  # nats for each character: worse is no Chinese
_BEFORE: Final = 6  # characters in front of a run that must make sense, at this many nats each
_LEAST_BEFORE: Final = -9.0
_MOST_RUNS: Final = 1_000  # in a round
_EACH: Final = 200  # characters that the way to a run and what is noted of it cost as much as
_MOST_WORK: Final = 500_000  # characters tried for one document, in all rounds: one to two seconds
_CONTEXT: Final = 1_000  # characters in front of a run that are looked at: the longest lines of reports
_JUDGED: Final = 10  # printed characters that tell garble, at less than this many nats each
_GARBLE: Final = -10.5


@cache
def _starts(trail: int) -> tuple[tuple[tuple[int, float], ...], tuple[tuple[str, float], ...]]:
    """Return the lead bytes that may have been lost in front of a byte, and the characters, each with its prior."""
    every = [(lead, char, _PRIOR.get(char, 0.0)) for lead, char in gbk.by_trail()[trail]]
    return tuple((lead, prior) for lead, _, prior in every), tuple((char, prior) for _, char, prior in every)


class Repair(Struct, frozen=True):
    """A run that was read back: text[start:end] should read `after`; `doubt` says how sure that is."""

    start: int
    end: int
    after: str
    doubt: Doubt
    why: str


class Bench:
    """What repairs the runs of one document."""

    def __init__(self, draft: Draft, heads: list[int]) -> None:
        self.draft = draft
        self.text = draft.text
        self.heads = heads
        healthy = self._healthy()
        self.reader = Reader(script_of(healthy), healthy)
        self._read: dict[tuple[str, str, str], tuple[Decoded, Doubt] | None] = {}  # pages print paragraphs twice
        self.private = _PRIVATE.search(self.text) is not None
        self.folded = sum(map(healthy.count, NARROW)) > sum(map(healthy.count, WIDE))

    @property
    def spent(self) -> bool:
        """Say whether the document has had its share of work."""
        return self.draft.work >= _MOST_WORK

    def _healthy(self) -> str:
        """Return the lines without a candidate, glosses left out: what the document says elsewhere."""
        marked = set()
        lines = self.draft.lines
        number = 0
        for head in self.heads:
            while number < len(lines) and lines[number].high <= head:
                number += 1
            marked.add(number)
        return _GLOSS.sub("", "\n".join([line.body for number, line in enumerate(lines) if number not in marked]))

    def repairs(self) -> Iterator[Repair]:
        """Yield the repairs of shifted runs in order."""
        return self.walk(self._repair)

    def walk(self, repair_at: Callable[[int, Line, str], Repair | None]) -> Iterator[Repair]:
        """Yield in order what `repair_at` makes of each head, its line, and the text in front, runs read back."""
        lines = iter(self.draft.lines)
        line = next(lines, None)
        done = 0
        read = ""  # what the line says up to `done`, runs read back
        for head in self.heads[:_MOST_RUNS]:
            if self.spent:
                self.draft.warn("garbled_unrepaired", _SPENT)
                return
            while line is not None and line.high <= head:
                line = next(lines, None)
            if line is None:
                return
            if done < line.start:
                done, read = line.start, ""
            if head < done:
                continue
            self.draft.work += _EACH
            before = self.behind(read, done, head)
            if before[-1:] == "。" and _RUN_IN.match(before):
                before = ""  # what stands behind the title of a heading is printed on a line of its own
            repair = repair_at(head, line, before)
            if repair:
                done, read = repair.end, before + repair.after
                yield repair

    def behind(self, read: str, done: int, head: int) -> str:
        """Return what stands in front of `head`: what was read back up to `done`, and what is printed from there."""
        return (read + _GLOSS.sub("", self.text[max(done, head - _CONTEXT) : head]))[-_CONTEXT:]

    def printed(self, start: int, line: Line) -> str:
        """Return what is printed from `start` to the end of the line, or as far as a run may go."""
        return self.text[start : min(line.end, start + REACH)]

    def _repair(self, head: int, line: Line, before: str) -> Repair | None:
        text = self.text
        lone = text[head] if text[head] in LONE and head + 1 < line.end and _is_mark(text[head + 1]) else ""
        mark = text[head + len(lone)]
        if (not lone and mark in NARROW and not self.folded) or not self._in_step(before):
            return None
        printed = self.printed(head + len(lone), line)
        tokens = tokens_of(printed)
        run = (lone, printed, before)
        if run not in self._read:
            self._read[run] = self._likeliest(printed, before, lone)
        read = self._read[run]
        if read is None:
            self._refuse(head, tokens, before)
            return None
        found, doubt = read
        end = head + len(lone) + sum(map(len, tokens[: found.used]))
        if doubt.confidence < _LEAST_SURE and len(_BODY.findall(text[head:end])) <= _FEW:
            self._refuse(head, tokens, before)
            return None
        return Repair(head, end, found.text, doubt, story(found, text[head:end]))

    def _likeliest(self, printed: str, before: str, lone: str) -> tuple[Decoded, Doubt] | None:
        """Return the likeliest reading if it is likely at all, and how sure it is."""
        leads, firsts = _starts(_FIRST.get(printed[0], 0xA3))
        best = self.read_back(printed, before, lone, leads)
        if best is None or not self._likely(best[0], tokens_of(printed), before):
            return None
        found, search = best
        self.draft.work += len(firsts)
        return found, doubt_of(found, search, firsts)

    def read_back(
        self, printed: str, before: str, lone: str, starts: Sequence[tuple[int, float]], *, marked: bool = True
    ) -> tuple[Decoded, Search] | None:
        """Return the likeliest reading that damages to what is printed again, of all ways a site may show it."""
        best: tuple[Decoded, Search] | None = None
        if self.spent:
            return None
        tokens = tokens_of(printed)
        for private in self._styles(printed[len(tokens[0]) :]):
            search = Search(self.reader, Site(lone, private, self.folded), tokens, before, marked=marked)
            found = search.run(starts)
            self.draft.work += search.work
            if (
                found
                and proved(found, tokens)
                and (best is None or found.score - found.left > best[0].score - best[0].left)
            ):
                best = (found, search)
        return best

    def _refuse(self, head: int, tokens: list[str], before: str) -> None:
        """Flag a candidate that stays as printed, if what follows it is no Chinese."""
        if self.spent:
            self.draft.warn("garbled_unrepaired", _SPENT)
            return
        shown = "".join(tokens[:_JUDGED])
        if len(_OTHER_SCRIPTS.findall(shown)) > 1 or any(gbk.pair_of(char) is None for char in shown if char > "\x7f"):
            return  # kana and bopomofo in a row are read in step, and what GBK does not have was never GBK
        if self.reader.score(shown[1:], before + shown[:1]) < _GARBLE * len(shown):
            message = "a run of shifted bytes seems to begin here; it cannot be read back and is left as printed"
            self.draft.warn("garbled_unrepaired", message, head, min(head + 3, len(self.text)))

    def _styles(self, rest: str) -> tuple[str, ...]:
        """Return how the site may have shown pairs that print no character: kept them, dropped them, or as `?`."""
        if self.private:
            return ("keep",)
        return ("drop", "?") if "?" in rest.rstrip("?") else ("drop",)

    def _in_step(self, before: str) -> bool:
        """Say whether the text in front of a candidate is read in step: a mark inside a garbled run is no beginning."""
        tail = before[-_BEFORE:]
        return not tail or self.reader.score(tail, before[:-_BEFORE]) >= _LEAST_BEFORE * len(tail)

    def _likely(self, found: Decoded, tokens: list[str], before: str) -> bool:
        """Say whether a reading is far likelier than what is printed, and Chinese at all."""
        size = len(found.text)
        gain = found.score - found.left
        if any(piece.text == "<" for piece in found.pieces):
            gain += _TELLING
        shuts = self._shuts(found, before)
        if shuts:
            gain += _TELLING
        likely = gain >= _LEAST_GAIN + _LEAST_GAIN_EACH * size and found.score >= _LEAST_SCORE * (
            size + len(found.tail)
        )
        return likely and self._garbled("".join(tokens[: found.used]), shuts=shuts)

    @staticmethod
    def _shuts(found: Decoded, before: str) -> bool:
        """Say whether a reading shuts a quotation that nothing else on the line shuts."""
        open_before = before.count(chars.LEFT_QUOTE) - before.count(chars.RIGHT_QUOTE)
        rest = found.tail.partition(chars.LEFT_QUOTE)[0]
        return open_before > 0 and found.text[:2].endswith(chars.RIGHT_QUOTE) and chars.RIGHT_QUOTE not in rest

    def _garbled(self, printed: str, *, shuts: bool) -> bool:
        """Say whether what is printed is garble: the bytes of a run that holds nothing but marks prove nothing.

        ???, ?!? and a rare word or a name behind a mark are somebody's own.
        """
        if _TRAILING.search(printed) or _PRIVATE.search(printed):
            return True
        body = _BODY.findall(printed)
        if not body:
            return shuts and len(printed) <= _FEW
        folded = [self.reader.fold(char) for char in body]
        words = sum(self.reader.model.pair(one, two) > 0 for one, two in pairwise(folded))
        if len(body) <= _FEW and (words or not rare("".join(body))):
            return False
        return words * _FEW <= len(body)


def _is_mark(char: str) -> bool:
    return char in NARROW or char in WIDE or char == "。"
