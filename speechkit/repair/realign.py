"""Undo a shift by one byte: what a line said before its GBK bytes were read out of step.

The characters c0 c1 c2 ... are the bytes h0 l0 h1 l1 h2 l2 ...; cut before l0 they print as (l0 h1) (l1 h2) ... So a
printed run is read back pair by pair: a pending lead byte takes the first byte of the next pair, whose second byte is
pending then. The body of a run follows from its bytes; what the damage took away is searched for, and the language
model ranks what the bytes allow: the lead byte of the first character, the trail byte of the last one where an ASCII
byte or a further cut swallowed it, and pairs that print nothing. The search is a beam over (pending byte, word state);
every hypothesis has read the same printed characters, so their scores compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.repair import gbk
from speechkit.repair.allowed import DROPPED, allowed_in
from speechkit.repair.beam import Beam
from speechkit.repair.language import Reader, ending
from speechkit.repair.shiftedrun import Decoded, Emitted, Hypothesis, Site
from speechkit.rules.lexicon import readings

_HORIZON: Final = 6  # characters read in step behind the run, for the model to judge its end
_LONGEST: Final = 600  # printed characters of one run: the longest lines of speeches have 400
REACH: Final = 10 * _LONGEST  # no token is longer than 9: so many characters are more than the longest run
_AHEAD: Final = 20
_ENOUGH: Final = 700  # characters that mostly hold so many tokens
# Token -> nats: a run that reads so much worse than what is printed is given up there: healthy text behind real marks.
_HOPELESS: Final = {4: -6.0, 9: 0.0}
_NEAR: Final = 8  # characters in front of the run that the model minds
_LETTER: Final = -6.0  # a Latin letter alone between Han characters
_MOST_WORK: Final = 200_000  # characters tried for one run, a second; whole lines of real text took 42,000
_TIGHT: Final = 3.0  # nats: characters that belong together so much leave no room for two others in their place
_LOST: Final = -3.0  # a swallowed trail byte: one character in forty has an ASCII neighbour
_SWALLOWED: Final = -7.0  # ... and with it an ASCII character that nothing tells of
_ANOTHER: Final = -4.0  # another run on the same line
_ANOTHER_DOUBTFUL: Final = -14.0  # ... where every `?` may be a pair of this one
_ALIGNED: Final = -1
_DONE: Final = -1000  # in step again, and another run begins
_EXPECTED: Final = -4.2  # nats for each character behind that
_IN_STEP: Final = (_ALIGNED, _DONE)
_FREE: Final = -2  # and below: the lead byte is not known; -2 - pending is the trail byte before it

_GLOSS_TAIL: Final = "[a-z\u00e0-\u01dc]{1,7}\\)"
_TOKENS: Final = lazy(f"\\([a-z\u00e0-\u01dc]{{1,7}}\\)|[?\ufffd]{_GLOSS_TAIL}|.", re.DOTALL)
_HALF_TAG: Final = lazy(r"/?(?:p|br|div|span|td|tr|li|a|b|strong|font|table|h[1-6])[ />]")
_NARROW: Final = frozenset(chars.WIDE)
_STOPS: Final = frozenset("。、" + "".join(chars.WIDE[m] for m in ",;?!") + ",;?!")
# ln P that a paragraph ends behind a character; a Han character opens or closes one line in three hundred.
_CLOSERS: Final = {
    "。": -1.0,
    chars.EXCLAMATION: -0.7,
    chars.QUESTION: -1.2,
    chars.RIGHT_QUOTE: -2.0,
    chars.SEMICOLON: -2.3,
    chars.COLON: -1.9,
    chars.COMMA: -9.0,
    "、": -9.0,
}
_OPEN_END: Final = -5.5
_LONE: Final = frozenset("?" + chars.REPLACEMENT)


@lru_cache(maxsize=4)
def tokens_of(printed: str) -> list[str]:
    """Return the printed characters one by one; a pinyin gloss, and one whose bracket was swallowed, in one piece.

    More than the longest run and what is looked at behind it is not returned.
    """
    tokens: list[str] = _TOKENS.findall(printed[:_ENOUGH])
    return tokens if len(tokens) > _LONGEST + _AHEAD or len(printed) <= _ENOUGH else _TOKENS.findall(printed)


class Search:
    """The search over one line, from the first printed character behind the lost byte."""

    def __init__(self, reader: Reader, site: Site, tokens: Sequence[str], before: str, *, marked: bool = True) -> None:
        self.reader = reader
        self.allowed = allowed_in(reader.script)
        self.site = site
        self.tokens = tokens
        self._bytes: list[tuple[int, int]] = []  # of the token that is read
        self._next = ""  # what follows it if the next one is read straight on
        self._marked = marked  # the first token is the mark that was cut at: no pair is missing in front of it
        self.before = "".join(map(reader.fold, before[-_NEAR:]))
        self._entered = self._stands = reader.enter(self.before)
        self._stands_at = 0
        self._beam = Beam(reader, before)
        self._printed = gbk.table()
        self._drops = site.private == "drop"

    @property
    def work(self) -> int:
        """Return how many characters were tried: what the search costs."""
        return self._beam.work

    def run(self, starts: Iterable[tuple[int, float]]) -> Decoded | None:
        """Return the best reading; `starts` are lead bytes that may be pending, each with the ln of its prior."""
        states, last = self._entered
        state = max(states, key=states.__getitem__)
        start = Hypothesis(0.0, 0, state, last, None, 0)
        beam = [] if self._marked else [Hypothesis(prior, lead, state, last, None, 0) for lead, prior in starts]
        at = 0
        ended = False
        for at, token in enumerate(self.tokens[:_LONGEST]):
            if self.work > _MOST_WORK:
                return None
            beam = self._behind(beam, token, at) if at or not self._marked else self._first(start, starts)
            if not beam or (at in _HOPELESS and beam[0].score < self._left(at) + _HOPELESS[at]):
                return None
            if all(h.pending in _IN_STEP and at - h.aligned_at >= _HORIZON for h in beam):
                break
        else:
            ended = len(self.tokens) <= _LONGEST
        beam = [h for h in self._ended(beam, at, ended) if h.pending in _IN_STEP]
        if not beam:
            return None
        return self._decoded(max(beam, key=lambda h: h.score), at)

    def _ended(self, beam: list[Hypothesis], at: int, ended: bool) -> Iterator[Hypothesis]:
        for hypothesis in beam:
            if hypothesis.pending in _IN_STEP:
                yield hypothesis
            elif ended and not self.site.lone:
                yield from self._lost(hypothesis, at + 1)

    def _decoded(self, best: Hypothesis, at: int) -> Decoded:
        pieces: list[Emitted] = []
        chain = best.chain
        while chain:
            chain, text, kind = chain
            pieces.append(Emitted(text, kind))
        pieces.reverse()
        used = best.aligned_at
        copied = [piece for piece in pieces if piece.kind == "copy"]
        kept = [piece for piece in pieces if piece.kind != "copy"]
        text = "".join(piece.text for piece in kept)
        return Decoded(text, used, best.score, self._left(at), tuple(kept), "".join(piece.text for piece in copied))

    def _left(self, at: int) -> float:
        """Return ln P of leaving what is printed, up to and with a token; asked for from left to right."""
        printed = "".join(self.tokens[self._stands_at : at + 1])
        self._stands, self._stands_at = self.reader.go_on(self._stands, printed), at + 1
        return max(self._stands[0].values())

    # ---- one printed token

    def _first(self, start: Hypothesis, starts: Iterable[tuple[int, float]]) -> list[Hypothesis]:
        """Return the best hypotheses behind the mark that was cut at."""
        self._beam.clear()
        for first, second in self._bytes_of(0):
            found = ((self._printed.get((lead, first)), prior) for lead, prior in starts)
            self._beam.put_first(start, [(char, prior) for char, prior in found if char], second)
        return self._beam.taken()

    def _behind(self, beam: list[Hypothesis], token: str, at: int) -> list[Hypothesis]:
        """Return the best hypotheses behind one more token."""
        self._beam.clear()
        simple = len(token) == 1 and token not in _LONE and (self.site.lone != "" or token not in _STOPS)
        in_step = True
        for hypothesis in beam:
            if hypothesis.pending in _IN_STEP:
                self._copied(hypothesis, token, at)
                continue
            if in_step:
                in_step = False
                self._look(token, at)
            if simple:
                self._paired(hypothesis, at)
            else:
                self._read(hypothesis, token, at)
        return self._beam.taken()

    def _look(self, token: str, at: int) -> None:
        """Note the bytes of a token, and what follows it if it is read straight on."""
        self._bytes = self._bytes_of(at) if len(token) == 1 else []
        self._next = self._next_char(self._bytes[0][1], at) if self._drops and self._bytes else ""

    def _read(self, h: Hypothesis, token: str, at: int) -> None:
        """Read a token that is out of step."""
        if len(token) > 1:
            if token[0] != "(":
                self._beam.keep(self._glossed(h, token, at + 1))
            return
        if not self.site.lone and token in _STOPS:
            for each in self._lost(h, at):
                self._copied(each, token, at)
        if token in _LONE:
            self._beam.keep(self._lost(h, at + 1, token))
            if self.site.private == "?":
                self._silent_shown(h)
        self._paired(h, at)

    def _copied(self, h: Hypothesis, token: str, at: int) -> None:
        """Read a token that is in step."""
        if len(token) == 1 and h.pending != _DONE and token not in _LONE:
            self._beam.put(h, token, "copy", _ALIGNED, h.aligned_at, 0.0)
            return
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
        chain = (h.chain, token, "copy")
        if h.pending == _DONE or (token in _LONE and following in _STOPS):
            another = _ANOTHER_DOUBTFUL if self.site.private == "?" else _ANOTHER
            cost = _EXPECTED if h.pending == _DONE else another
            self._beam.keep([Hypothesis(h.score + cost, _DONE, h.state, h.before, chain, h.aligned_at)])
        elif len(token) > 1:
            self._beam.keep([Hypothesis(h.score, _ALIGNED, h.state, h.before, chain, h.aligned_at)])
        else:
            self._beam.put(h, token, "copy", _ALIGNED, h.aligned_at, 0.0)

    def _paired(self, h: Hypothesis, at: int) -> None:
        """Read a token as two bytes: the trail byte of the pending character and the lead byte of the next."""
        pending = h.pending
        for first, second in self._bytes:
            if pending <= _FREE:
                self._freed(h, first, second, at)
                continue
            char = self._printed.get((pending, first))
            if char is not None:
                if second > 0x80:
                    self._beam.put(h, char, "", second, 0, 0.0)
                else:
                    self._follow(h, char, "", second, at)
            if self._drops and not self._tight(h.before[-1:], char):
                self._silent(h, first, second, at)

    def _bytes_of(self, at: int) -> list[tuple[int, int]]:
        """Return the first and second byte of a printed character; ALIGNED for a trail byte that printed as itself."""
        token = self.tokens[at]
        if token in _NARROW:
            return [(0xA3, 0x80 | ord(token))] if self.site.folded or (at == 0 and self._marked) else []
        if "\x40" <= token < "\x7f":
            return [(ord(token), _ALIGNED)]
        if token == "\N{EURO SIGN}":  # noqa: S105  # a token of text
            return [(0x80, _ALIGNED)]
        pair = gbk.pair_of(token)
        return [pair] if pair else []

    def _follow(self, h: Hypothesis, char: str, kind: str, second: int, at: int) -> None:
        """Put a character out; behind it, a second byte that is a lead byte is pending, an ASCII one is a character."""
        if second > 0x80:
            self._beam.put(h, char, kind, second, 0, 0.0)
        elif second == _ALIGNED:
            self._beam.put(h, char, kind, _ALIGNED, at + 1, 0.0)
        elif 0x40 <= second < 0x7F:
            alone = not "".join(self.tokens[at + 1 : at + 2]).isascii()
            for each in self._beam.ways(h, char, kind, 0, 0, 0.0):
                self._beam.put(each, chr(second), "", _ALIGNED, at + 1, _LETTER if alone else 0.0)

    # ---- what the damage took away

    def _lost(self, h: Hypothesis, aligned_at: int, shown: str = "") -> Iterator[Hypothesis]:
        """Yield the readings of a pending lead byte whose trail byte is gone; `shown` is what stands in its place.

        Where the text was cut once more that is what a lone byte shows at the beginning of the run.
        """
        if h.pending <= _FREE:
            return
        following = self.tokens[aligned_at] if aligned_at < len(self.tokens) else ""
        closing = aligned_at >= len(self.tokens) or following == "/"
        eaten = self._eaten(aligned_at, following) if shown else ""
        if shown and not eaten and shown != self.site.lone:
            return
        for char in self.allowed.trails(h.pending, h.before[-1:], self.reader.fold(following[0]) if following else ""):
            gone = eaten == chars.REPLACEMENT and not following.isascii()
            cost = (_SWALLOWED if gone else _LOST) + (_closing(char) if closing else 0.0)
            for each in self._beam.ways(h, char, "trail", _ALIGNED, aligned_at, cost):
                if each.score < self._beam.floor:
                    continue
                if closing:
                    each.score += ending(each.state)
                if eaten:
                    each.chain = (each.chain, eaten, "eaten")
                yield each

    def _eaten(self, aligned_at: int, following: str) -> str:
        """Return what a shown `?` swallowed besides the trail byte: the < of a half tag, or a character that is gone.

        Before a mark and at a line's end nothing was: there the text was cut once more.
        """
        if not following or following in _STOPS:
            return ""
        tag = "".join(self.tokens[aligned_at : aligned_at + 8])
        return "<" if _HALF_TAG.match(tag) else chars.REPLACEMENT

    def closing(self, char: str, aligned_at: int) -> float:
        """Return what the end of a line says about a character whose trail byte is gone; nothing elsewhere."""
        following = self.tokens[aligned_at] if 0 <= aligned_at < len(self.tokens) else ""
        ends = aligned_at >= len(self.tokens) or following == "/"
        return self.misfit(char) + (_closing(char) if ends else 0.0)

    def misfit(self, char: str) -> float:
        """Return what is taken off for a character that the document's script would not use."""
        return self.reader.script_penalty(char)

    def _glossed(self, h: Hypothesis, token: str, aligned_at: int) -> Iterator[Hypothesis]:
        """Read `?lián)`: the bracket of a gloss swallowed the trail byte; the gloss tells which character it was."""
        sounded = readings().get(token[1:-1], "")
        for _, char in gbk.by_lead().get(h.pending, ()):  # of a lead byte that is not known either, nothing
            if char in sounded:
                for each in self._beam.ways(h, char, "trail", _ALIGNED, aligned_at, 0.0):
                    each.chain = (each.chain, "(" + token[1:], "")
                    yield each

    def _silent_shown(self, h: Hypothesis) -> None:
        """Read a `?` as a pair that prints no character: trail byte and next lead byte are those of such a pair."""
        allowed = self.allowed
        worth = allowed.inner(_FREE - h.pending) if h.pending <= _FREE else allowed.outer(h.pending)
        for char, trail in worth:
            self._beam.put(h, char, "pair", _FREE - trail, 0, 0.0)

    def _freed(self, h: Hypothesis, first: int, second: int, at: int) -> None:
        """Read on behind a pair that printed no character: the lead byte is any that such a pair can have."""
        for char in self.allowed.behind(_FREE - h.pending, first, h.before[-1:]):
            self._follow(h, char, "pair", second, at)

    def _silent(self, h: Hypothesis, first: int, second: int, at: int) -> None:
        """Read a pair that printed nothing between two printed ones: two characters, half of each is known."""
        if h.score + DROPPED < self._beam.floor:
            return
        pairs = self.allowed.pairs(h.pending, h.before[-1:], first, self._next)
        if second > 0x80 or second == _ALIGNED:
            self._beam.put_pairs(h, pairs, second, at + 1 if second == _ALIGNED else 0)
            return
        for each in pairs:
            for way in self._beam.ways(h, each.one, "pair", h.pending, 0, DROPPED):
                self._follow(way, each.two, "pair", second, at)

    def _tight(self, left: str, char: str | None) -> bool:
        """Say whether a character that was read straight on makes a word with its neighbours."""
        if char is None:
            return False
        folded = self.reader.fold(char)
        pair = self.reader.model.pair
        return pair(left, folded) > _TIGHT or (self._next != "" and pair(folded, self._next) > _TIGHT)

    def _next_char(self, second: int, at: int) -> str:
        """Return the character that follows if the next printed one is read straight on."""
        if at + 1 < len(self.tokens) and len(self.tokens[at + 1]) == 1:
            for first, _ in self._bytes_of(at + 1):
                return self.reader.fold(gbk.table().get((second, first), ""))
        return ""


def _closing(char: str) -> float:
    """Return ln P of a line's end behind a character."""
    return _CLOSERS.get(char, _OPEN_END)
