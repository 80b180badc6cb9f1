"""How likely a string of Chinese is: a small language model for choosing between repairs that the bytes allow.

Characters are put out one by one by a machine that walks along words: it goes on with the word it is in, or ends it
and begins another. Weights are the frequencies of jieba's dictionary (scripts/build_data.py, NOTICE). All of it runs
in simplified script; traditional text is mapped onto it, so both and a mixture of both are judged alike. What the
document itself prints elsewhere counts too: officials repeat themselves.

The model ranks; it never proves. Loaded on first use only, in about 10 ms; its words stay as they stand in the file,
one string for each first character, of 5 MB in all: a dictionary of them took 22.
"""

from __future__ import annotations

import math
import re
import sys
from functools import cache, lru_cache
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.repair.voice import SILENT, Voice
from speechkit.rules.lexicon import data_text
from speechkit.script import simplify, variants

Entered = tuple[dict[str, float], str]  # the states of the machine with ln P, and the two characters before
State = str  # the beginning of the word that the machine is in, in simplified script; "" before the first character

_STEP: Final = 0.2  # natural logarithm per step of a weight in model.txt
_UNKNOWN: Final = -18.0  # a Han character that no word has, per character
_STRANGE: Final = -15.0  # anything else that is not named below
_ONE_WORD: Final = -3.0  # a clause of one character between two marks
_NEVER: Final = -9.0  # a mark that does not stand behind the mark before it
_WRONG_SCRIPT: Final = -4.0  # a traditional character in simplified text, or the other way round

# ln P of what the dictionary does not hold, by its share of the characters of official text (five speeches and
# government reports; one figure of precision is enough).
_MARKS: Final = {
    chars.COMMA: -2.9,
    "。": -3.6,
    "、": -3.5,
    chars.LEFT_QUOTE: -5.0,
    chars.RIGHT_QUOTE: -5.0,
    chars.SEMICOLON: -4.8,
    chars.COLON: -5.6,
    chars.EXCLAMATION: -7.0,
    chars.QUESTION: -7.0,
    "《": -6.0,
    "》": -6.0,
    chars.LEFT_PARENTHESIS: -6.5,
    chars.RIGHT_PARENTHESIS: -6.5,
    chars.DASH: -6.0,
    chars.ELLIPSIS: -7.5,
    chars.MIDDLE_DOT: -8.0,
    "%": -6.0,
    ".": -6.5,
    " ": -7.0,
    chars.IDEOGRAPHIC_SPACE: -8.0,
}
_BEFORE_FIGURES: Final = frozenset("超达为至约近第共增减降到逾占每过从在于.")
_ASKING: Final = frozenset(chars.QUESTION + chars.EXCLAMATION)
_PARTICLES: Final = frozenset("啊吧吗呢呀啦嘛哪哇么")  # what ends a question or a call
_AFTER_PARTICLE: Final = -1.5
_OPEN: Final = frozenset(chars.LEFT_QUOTE + chars.LEFT_PARENTHESIS + "《〈「『" + chars.DASH + chars.ELLIPSIS)
_SHUT: Final = frozenset(chars.RIGHT_QUOTE + chars.RIGHT_PARENTHESIS + "》〉」』%" + chars.DASH + chars.ELLIPSIS)
_FINAL: Final = frozenset("。" + chars.QUESTION + chars.EXCLAMATION + chars.ELLIPSIS)
# ASCII that stands for a full-width mark on pages with narrow punctuation.
_WIDE: Final = {mark: chars.WIDE[mark] for mark in ",;:?!()"}


_MOST_WAYS: Final = 20_000  # steps of the machine that are kept
_MOST_CHARS: Final = 30_000
_BEGINNING: Final = lazy(" ([^ \t])\t(.)", re.DOTALL)  # of two characters, in a line of model.txt


_NO_ROW: Final[dict[str, float]] = {}


class Node:
    """A beginning of words: the weight of all words that begin so, and of ending the word here (None: it is none)."""

    __slots__ = ("leave", "mass")

    def __init__(self, mass: float, leave: float | None) -> None:
        self.mass = mass
        self.leave = leave


_VALUES: Final = {chr(33 + step): step * _STEP for step in range(94)}  # of the weights as model.txt has them
_WORDS: Final = -0.25  # ln of the share of words among the machine's choices: the rest are marks and figures


@cache
def _node(weights: str) -> Node:
    mass, end = weights[0], weights[1]
    return Node(_VALUES[mass], None if end == " " else min(0.0, _VALUES[end] - _VALUES[mass]))


class Model:
    """The words and their weights; shared by all documents.

    `words` maps a character that words begin with to its line of model.txt: for each beginning of a word a blank, the
    characters behind the first one, a tab, and two weights (see scripts/build_data.py).
    """

    def __init__(self) -> None:
        _, alone, weights, *lines = data_text("model.txt").rstrip("\n").split("\n")
        begun = {line[0]: line for line in lines}
        self.words: dict[str, str] = {char: begun[char] for char in alone if char in begun}
        masses = [_VALUES[line[3]] for line in self.words.values()]
        total = math.log(sum(map(math.exp, masses)))
        shares = {mass: mass - total + _WORDS for mass in set(masses)}  # one figure for all that have it
        self.start: dict[str, float] = dict(zip(self.words, map(shares.__getitem__, masses), strict=True))
        every = math.log(sum(math.exp(_VALUES[weight]) for weight in weights))
        parts = {weight: _VALUES[weight] - every for weight in set(weights)}
        self.alone: dict[str, float] = dict(zip(alone, map(parts.__getitem__, weights), strict=True))
        self.total = total
        self.ways = lru_cache(maxsize=_MOST_WAYS)(self._ways)
        self.node = lru_cache(maxsize=_MOST_WAYS)(self._node)
        self._rows: dict[str, dict[str, float]] = {}  # 5 MB when all are there
        self.start.update(_MARKS)

    def _node(self, beginning: str) -> Node | None:
        """Return what is known of a beginning of words (simplified); None when no word begins so."""
        line = self.words.get(beginning[:1])
        if line is None:
            return None
        rest = f" {beginning[1:]}\t"
        at = line.find(rest) + len(rest)
        return _node(line[at : at + 2]) if at >= len(rest) else None

    def _ways(self, state: State, char: str) -> list[tuple[float, State]]:
        """Return ln P and the next state of each way from a word's beginning to a character that words have."""
        node = self.node(state)
        assert node is not None
        found = []
        if len(state) == 1:
            mass = self.behind(state).get(char)
        else:
            longer = self._node(state + char)
            mass = longer.mass if longer is not None else None
        if mass is not None:
            found.append((mass - node.mass, state + char))
        if node.leave is not None:
            found.append((node.leave + self.start.get(char, _UNKNOWN), char))
        return found

    def behind(self, first: str) -> dict[str, float]:
        """Return the characters that words have behind a first one, each with the weight of these words."""
        row = self._rows.get(first)
        if row is None:
            line = self.words.get(first)
            if line is None:
                return _NO_ROW
            begun = _BEGINNING.findall(line)
            row = self._rows[first] = {sys.intern(second): _VALUES[mass] for second, mass in begun} or _NO_ROW
        return row

    def pair(self, first: str, second: str) -> float:
        """Return how much likelier two characters (simplified) are together than apart; 0 when no word begins so."""
        if first and second:
            mass = self.behind(first).get(second)
            return 0.0 if mass is None else self.gain(mass, first, second)
        node = self.node(first + second)
        return 0.0 if node is None else self.gain(node.mass, first, second)

    def gain(self, mass: float, first: str, second: str) -> float:
        """Return how much likelier two characters are together than apart, by the weight of the words they begin."""
        return max(0.0, mass - self.total - self.alone.get(first, -12.0) - self.alone.get(second, -12.0))


@cache
def model() -> Model:
    """Return the model, loaded once."""
    return Model()


class _Folded(dict[str, str]):
    """Character -> the same in simplified script, a narrow mark wide."""

    def __missing__(self, char: str) -> str:
        if len(self) >= _MOST_CHARS:
            self.clear()
        folded = self[char] = _WIDE.get(char) or simplify(char)
        return folded


_FOLDED: Final = _Folded()


class _Misfits(dict[str, float]):
    """Character -> what is taken off for one that a script would not use; kept for all documents of that script."""

    def __init__(self, script: str) -> None:
        self._script = script

    def __missing__(self, char: str) -> float:
        penalty = 0.0
        if self._script == "simplified":
            penalty = _WRONG_SCRIPT if simplify(char) != char else 0.0
        elif self._script == "traditional":
            lone = simplify(char) == char and variants(char) and char not in _BOTH
            penalty = _WRONG_SCRIPT / 2 if lone else 0.0
        self[char] = penalty
        return penalty


@cache
def _misfits(script: str) -> _Misfits:
    return _Misfits(script)


class Reader:
    """The model reading one document: its script, and what it says elsewhere.

    `script` is that of the document ("traditional", "simplified", else both are fine); `text` its healthy part.
    """

    def __init__(self, script: str, text: str = "") -> None:
        self.model = model()
        self.script = script
        self.fold = _FOLDED.__getitem__
        self.script_penalty = _misfits(script).__getitem__
        self._voice = Voice(simplify(text))
        self.heard = self._voice.pairs

    def steps(self, state: State, before: str, char: str) -> list[tuple[float, State]]:
        """Return ln P and the next state of each way to put out a folded character.

        `before` holds the two folded characters before it, as far as they are known.
        """
        model = self.model
        heard = before[-1:] + char in self.heard
        if state and not heard and char in model.words:
            return model.ways(state, char)
        said = self._voice.says(before, char) if heard else SILENT
        if char not in model.words:
            node = model.node(state)
            leave = node.leave if node is not None else 0.0
            if leave is None:
                return []
            other = self._other(before, char, model.start.get(char))
            return [(max(said, leave + other + ending(state, char)), "")]
        if not state:
            start = model.start.get(char)
            first = _SELDOM_FIRST.get(char, 0.0) if before[-1:] in CLAUSE_ENDS else 0.0
            return [(max(said, start + first if start is not None else _UNKNOWN), char)]
        return [(max(said, gain), after) for gain, after in model.ways(state, char)]

    @staticmethod
    def _other(before: str, char: str, start: float | None) -> float:
        """Return ln P of a character that no word has, behind the one before it."""
        if start is None:
            if "0" <= char <= "9":
                return -4.0 if before[-1:].isdigit() else -5.0 if before[-1:] in _BEFORE_FIGURES else -6.0
            if char.isascii() and char.isalpha():
                return -4.0 if before[-1:].isascii() else -8.0
            return _UNKNOWN if "\u3400" <= char <= "\u9fff" else _STRANGE
        previous = before[-1:]
        if char in _ASKING and previous in _PARTICLES:
            return _AFTER_PARTICLE
        if previous in _MARKS and previous not in " .%":
            return start + _mark_after(previous, char)
        if char in CLAUSE_ENDS and before[:-1] in CLAUSE_ENDS and before[:-1]:
            return start + _ONE_WORD
        return start

    def score(self, text: str, before: str = "") -> float:
        """Return ln P of a text behind another one, by the best way to cut it into words."""
        return self.score_behind(self.enter(before), text)

    def enter(self, before: str) -> Entered:
        """Return where the machine stands behind a text; its last eight characters are enough."""
        seen = "".join(map(self.fold, before[-8:]))
        best = {"": 0.0}
        for char in seen:
            best = self.advance(best, "", char)
        top = max(best.values())
        return {state: value - top for state, value in best.items()}, seen[-2:]

    def put(self, entered: Entered, char: str) -> Entered:
        """Return where the machine stands behind one more character."""
        best, last = entered
        folded = self.fold(char)
        return self.advance(best, last, folded), last[-1:] + folded

    def score_behind(self, entered: Entered, text: str) -> float:
        """Return ln P of a text where the machine stands."""
        return max(self.go_on(entered, text)[0].values())

    def go_on(self, entered: Entered, text: str) -> Entered:
        """Return where the machine stands behind a text, from where it stands."""
        best, last = entered
        for char in map(self.fold, text):
            best = self.advance(best, last, char)
            last = last[-1:] + char
        return best, last

    def advance(self, best: dict[State, float], before: str, char: str) -> dict[State, float]:
        """Return the machine's states, each with ln P, behind one more folded character."""
        after: dict[State, float] = {}
        model = self.model
        usual = char in model.words and before[-1:] + char not in self.heard
        for state, value in best.items():
            for gain, state_after in model.ways(state, char) if usual and state else self.steps(state, before, char):
                if value + gain > after.get(state_after, -1e9):
                    after[state_after] = value + gain
        return after or {"": max(best.values()) + _UNKNOWN}


# Words that seldom or hardly ever end a clause: pronouns, prepositions, adverbs, conjunctions, verbs that must have
# an object. ln of how much rarer a mark is behind them than behind other words: written down, not measured.
_CHARS_SELDOM_LAST: Final = (
    "他她它我你咱谁将把被从往与和跟及以因由按据凭给让使令比在当可且不没很最更太极越愈已曾正刚才就都也又再还"
    "只仅便即均皆必须应能要想并而或若如虽但所之其此该某每各诸这那哪向对于为自至同"
)
_WORDS_SELDOM_LAST: Final = (
    "实行 成为 作为 属于 等于 位于 处于 在于 用于 基于 关于 对于 由于 至于 鉴于 "
    "以及 或者 并且 而且 但是 因为 所以 如果 虽然 不仅 只有 只要 为了 按照 根据 "
    "依照 围绕 针对 随着 沿着 具有 含有 拥有 富有 包括 所谓 使得 十分 非常 特别 "
    "更加 必须 应该 应当 可以 能够 不断 逐步 继续 正在 已经 曾经 仍然 依然 始终 "
    "切实 认真 大力 一个 这个 那个 每个 各个 一些 有些 某些 这些 那些 各级 有关 "
    "相关 一切 所有 任何 其他 其它 另外 分别 甚至 尤其 例如 比如 即使 尽管 无论 "
    "不管 除了 经过 对此 为此 从而 进而 因而"
)
_SELDOM_LAST: Final = {
    **dict.fromkeys(_CHARS_SELDOM_LAST, -4.0),
    **dict.fromkeys("一两小老总副第约近超共全单双本首头左右等满整", -2.5),
    **dict.fromkeys("的地得着是有", -1.5),
    **dict.fromkeys(_WORDS_SELDOM_LAST.split(), -5.0),
}
# What hardly ever begins a clause.
_SELDOM_FIRST: Final = dict.fromkeys("的了着过得们者性化呢吗吧", -3.5)
_OFTEN_LAST: Final = {
    **dict.fromkeys("说吗呢吧啊", 1.5),
    **dict.fromkeys("了道", 0.5),
    **dict.fromkeys("年月日时后前中上下里外间", 0.5),
}
CLAUSE_ENDS: Final = frozenset(
    "。" + chars.COMMA + chars.SEMICOLON + chars.COLON + chars.QUESTION + chars.EXCLAMATION + chars.RIGHT_QUOTE
)


def ending(state: State, char: str = "。") -> float:
    """Return what is added or taken off for a clause that ends behind a word, with a mark or at a line's end."""
    if char in CLAUSE_ENDS:
        return _SELDOM_LAST.get(state) or _OFTEN_LAST.get(state, 0.0)
    return 0.0


# Characters that are simplified forms of others and traditional characters of their own (皇后, 公里, 子曰, 頭髮 ...).
_BOTH: Final = frozenset(
    "后里系面于云台几干斗升向回志松板表极制准札征余谷丑卜累只才丰了出占卷吁合吊同周咨咸夸家尸岳布幸弦当彩征御愿戚扎托折挂据"
    "摆旋旗曲朱朴杆杯杰栗欲正汇沈涂涌游漓烟熏片犹皂盒秋种秘筑签糊纤缆羡脏致舍苏范荡荐药蒙蔑虫蜡蝎证评谥豆赞跡辟郁酸采里"
    "重针闲韧项颜饥骂鬆麗不一人大小上下中公之主年工作要地方法力度同意到和以用生天心成老交名利本水火山石土金木日月行言足身"
)


def _mark_after(previous: str, mark: str) -> float:
    """Return what is taken off for one mark behind another; quotes and brackets may, a comma behind a comma may not."""
    if mark in _OPEN or previous in _SHUT or (mark in _SHUT and previous in _FINAL):
        return 0.0
    return _NEVER
