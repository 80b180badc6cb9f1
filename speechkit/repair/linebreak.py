"""A line broken inside a word: 明確思⏎⏎路 should read 明確思路.

Lines are joined only where a word proves the cut and the lines themselves show that something is missing. The word:
segmented together, the last characters of the left line and the first of the right one make fewer words than apart,
with a word across the break. The lines: the left one has no final mark, and the right one goes on with a scrap of one
to three characters before its first mark, or the left one is a paragraph that stops in mid-sentence, or the right one
alone lacks the indent of the page's paragraphs, or a numbered heading goes on in a short line, or the whole document
is cut at one width. Titles, headings, verse, lists and salutations therefore stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Line
from speechkit.patterns import lazy
from speechkit.repair.parted import parted
from speechkit.rules.lexicon import words
from speechkit.script import simplify

_HAN: Final = lazy(f"[{chars.HAN}]")
_TWO_HAN: Final = lazy(f"[{chars.HAN}](?=[{chars.HAN}])")
_TAIL: Final = lazy(f"[{chars.HAN}]{{1,8}}\\Z")
_HEAD: Final = lazy(f"[{chars.HAN}]{{1,8}}")
_COMMA: Final = "," + chars.COMMA
_FINAL: Final = "。!?;" + chars.EXCLAMATION + chars.QUESTION + chars.SEMICOLON
_MARKS: Final = frozenset(_FINAL + _COMMA + ":" + chars.COLON + chars.RIGHT_QUOTE)  # what nearly all lines end with
# A scrap of a sentence up to its first mark; with a comma only a single character: 首先, and 今天, begin paragraphs.
_SCRAP: Final = lazy(f"[{chars.HAN}]{{1,3}}(?=[{_FINAL}、])|[{chars.HAN}](?=[{_COMMA}])")
_SCRAP_ENDS: Final = frozenset(_FINAL + "、" + _COMMA)
_STARTS: Final = lazy(
    "第?[一二三四五六七八九十百]{1,4}[、是要则則章节節条條编編届屆.\uff0e]|首先|其次|同志|各位|同学|同學|朋友|附件?[:"
    + chars.COLON
    + "1-9]"
    "|上一|下一|来源|來源|时间|時間|作者|责任|責任|编辑|編輯|标签|標籤|导语|導語|核心|摘要"
)
# Exclamations and answers are whole sentences of one character.
_WHOLE: Final = frozenset(
    "好是对對不行可啊唉哎嗯哦喂有没沒难難能会會干幹冲衝上走来來去看听聽想要杀殺火水山风風雨雪春夏秋冬"
)
_REST: Final = 24  # characters of the rest of a heading that was wrapped
_PARTICLES: Final = frozenset("了的着们等")
_SHORTEST: Final = 6  # characters of a line before a scrap: shorter ones are lists and verse
_NUMBERED: Final = lazy(
    f"[({chars.LEFT_PARENTHESIS}]?[{chars.CHINESE_DIGITS}0-9]{{1,3}}[){chars.RIGHT_PARENTHESIS}、.]"
)
_INDENTED: Final = 0.6  # share of lines with an indent that makes a line without one stand out
_SENTENCE: Final = lazy(f"[。{chars.SEMICOLON}{chars.QUESTION}{chars.EXCLAMATION};?!]")
_PARAGRAPH: Final = 30  # characters from which a line with a sentence mark in it is a paragraph that cannot just stop
_NARROWEST: Final = 16  # characters of such a line
_WRAPPED_LINES: Final = 6  # lines of one width that end in mid-sentence make a document hard-wrapped
_LONGEST_WORD: Final = 4
_KEPT: Final = 2_000  # answers about breaks: the same ones are asked for in each round


def join_lines(draft: Draft) -> Change:
    """Return a cut for every break between two lines that a word proves to be damage."""
    lines = draft.lines
    cuts: list[Cut] = []
    layout = _Layout(lines)
    alone = set(parted(lines))
    for at in sorted(alone.union(_between_words(lines))):
        left, right = lines[at], lines[at + 1]
        if at in alone:
            cuts.append(Cut(left.end, right.start, "", "linebreak.marker"))
            draft.warn("broken_line_join", "a number was parted from its title", left.end - 1, right.start + 1)
            continue
        if _STARTS.match(right.body):  # blank lines between the two say nothing: none is printed
            continue
        if _goes_on(left, right, layout):
            cuts.append(Cut(left.end, right.start, "", "linebreak.word"))
            draft.warn("broken_line_join", "a line was broken inside a word", left.end - 1, right.start + 1)
    return cuts


def _between_words(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines, as indices, that end with a Chinese character and are followed by one that begins with one."""
    edges = "".join([line.body[0] + line.body[-1] for line in lines])
    for found in _TWO_HAN.finditer(edges, 1):
        if found.start() % 2:  # the last character of a line, not the first of one
            yield found.start() // 2


class _Layout:
    """What the lines of a document have in common, told once somebody asks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def indented(self) -> bool:
        """Say whether the page indents its paragraphs: a line at the margin is then no paragraph of its own."""
        lines = self._lines
        return sum(line.start > line.low for line in lines) >= max(3, _INDENTED * len(lines))

    @cached_property
    def width(self) -> int:
        """Return the width at which the document is cut into lines, 0 if it is not."""
        return _wrapped_at(self._lines)


def _goes_on(left: Line, right: Line, layout: _Layout) -> bool:
    """Say whether the lines show that the left one is not finished, and a word lies across the break."""
    scrap = None if _SCRAP_ENDS.isdisjoint(right.body[1:4]) else _SCRAP.match(right.body)
    long_enough = len(left.body) >= _SHORTEST or _NUMBERED.match(left.body)
    if scrap and scrap[0] not in _WHOLE and long_enough and _word_across(left.body, scrap[0]):
        return _used_up(left.body, scrap[0])
    if _is_wrapped(left.body, right.body):
        return _word_across(left.body, right.body)
    if len(left.body) >= _PARAGRAPH and _SENTENCE.search(left.body) and _SENTENCE.search(right.body):
        return _word_across(left.body, right.body)
    if left.start > left.low and right.start == right.low and layout.indented:
        return _word_across(left.body, right.body)
    if len(left.body) < _NARROWEST - 1:
        return False
    width = layout.width
    return width > 0 and abs(len(left.body) - width) <= 1 and _word_across(left.body, right.body)


def _is_wrapped(left: str, right: str) -> bool:
    """Say whether two lines may be a numbered heading and the rest of it: neither ends, and neither is a sentence."""
    if not _NUMBERED.match(left) or len(left) < _SHORTEST or len(right) > _REST or right[-1] in _MARKS:
        return False
    return not (_SENTENCE.search(left) or _SENTENCE.search(right))


def _wrapped_at(lines: Sequence[Line]) -> int:
    """Return the width at which a document is cut into lines, 0 if it is not."""
    ends = [line.body for line in lines if line.body[-1] not in _MARKS]
    if len(ends) < _WRAPPED_LINES or 3 * len(ends) < len(lines):
        return 0
    sizes = Counter(len(body) for body in ends if _HAN.match(body, len(body) - 1))
    if not sizes:
        return 0
    size, _ = max(sizes.items(), key=lambda each: each[1] + sizes[each[0] - 1] + sizes[each[0] + 1])
    near = sizes[size] + sizes[size - 1] + sizes[size + 1]
    if size < _NARROWEST or near < _WRAPPED_LINES or near * 3 < len(lines):
        return 0
    return size if 10 * sum(len(line.body) > size + 2 for line in lines) <= len(lines) else 0


def _word_across(left: str, right: str) -> bool:
    """Say whether a known word lies across the break, and the characters make fewer words with it than without."""
    tail, head = _TAIL.search(left[-8:]), _HEAD.match(right)
    return _joins(tail[0], head[0]) if tail and head else False


@lru_cache(maxsize=_KEPT)
def _joins(tail: str, head: str) -> bool:
    before, after = simplify(tail), simplify(head)
    known = words()
    if not _crosses(before, after, known):
        return False
    apart = _fewest(before, known.__contains__) + _fewest(after, known.__contains__)
    return _fewest(before + after, known.__contains__) < apart


def _used_up(left: str, scrap: str) -> bool:
    """Say whether the word across the break takes the whole scrap, or leaves a word: 绿|水更清 is verse."""
    known, before, after = words(), simplify(left[-8:]), simplify(scrap)
    return after not in known and any(
        before[-i:] + after[:k] in known and (not after[k:] or after[k:] in known or after[k:] in _PARTICLES)
        for k in range(1, len(after) + 1)
        for i in range(1, _LONGEST_WORD)
    )


def _crosses(before: str, after: str, known: frozenset[str]) -> bool:
    return any(
        before[-i:] + after[: size - i] in known
        for size in range(2, _LONGEST_WORD + 1)
        for i in range(1, size)
        if i <= len(before) and size - i <= len(after)
    )


def _fewest(text: str, known: Callable[[str], bool]) -> int:
    """Return the number of words in the shortest segmentation; an unknown character is a word."""
    best = [0]
    for end in range(1, len(text) + 1):
        sizes = (size for size in range(2, min(_LONGEST_WORD, end) + 1) if known(text[end - size : end]))
        best.append(1 + min([best[end - 1], *(best[end - size] for size in sizes)]))
    return best[-1]


PASS = Editor(
    name="repair.linebreak",
    title="Join a line broken inside a word",
    title_zh="接回断在词中间的行",
    why="A break inside a word is never the author's; it hides headings and cuts sentences.",
    edit=join_lines,
)
