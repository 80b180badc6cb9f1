"""What tells a parallel from a list of things, or from chance: traits of a run of clauses, and what each is worth.

A weight is a part of the log odds that the run is a slogan. The weights in data/parallels.tsv were fitted to slogans
that were marked by hand (scripts/fit_parallels.py); this module and `surroundings` name the traits.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from math import exp
from operator import eq, mul
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.rules.lexicon import data_text
from speechkit.slogans import surroundings
from speechkit.slogans.candidates import Run, says_also
from speechkit.slogans.clauses import ENDED, VERBS, View, is_thing, is_word
from speechkit.slogans.surroundings import MANY
from speechkit.slogans.tagging import cuts, known, likeness, predicate, tags
from speechkit.slogans.wordlists import FRAMES

# Single characters with which each clause of a series may begin: 不搞…、不收…、不体罚…; 把…、把…、把….
HEADS: Final = frozenset(
    "大新早快同真再共全双互不无有敢能想会以既一两重唯极最更把让在用从对向为靠越凡谁给既必应须勿莫严深实常勤多少慎当只零依"
)
# Ends of the names of bodies and of people: what ends in them is a list of those (审计处、督察处; 组织者、参与者).
_BODIES: Final = frozenset(
    "处局部科室馆所站队组院会办委厅司厂校区县市省乡镇村者员机费园庄楼车树果茶业田地路桥河山岛湖城户款品学系课证书表册卡网店堂观家"
)
_TAILS: Final = frozenset("力感化性型好强高新实优先多难准快严紧深广明比练")
_CONJUNCTIONS: Final = frozenset("和与及或等")
# Shared, these show that clauses are built alike.
_MARKERS: Final = frozenset(
    "的地得了着过是要不为以在和与就更都也又再最把让使用从对向靠到出上下中里外内前后有无没能敢会"
)
_OFFICES: Final = ("问题", "情况", "工作", "方面", "同志", "单位", "部门", "领导")
# Verbal nouns that say of what kind a thing is, when another word of two characters follows: 工作条件.
_ATTRIBUTES: Final = frozenset(("工作", "生活", "学习", "教育", "活动", "管理"))
_MARKS: Final = {"、": "listed", chars.COMMA: "comma", ",": "comma", chars.SEMICOLON: "semicolon", ";": "semicolon"}
# A run is not looked at further when its length, kinds and surroundings make it this unlikely (log odds).
_HOPELESS: Final = -2.0
# Two clauses of the same characters are told: too few to be weighed.
_TURNED: Final = 0.8
# Two clauses that are longer together are prose more often than not.
_LONG: Final = 16


class _Weights(dict[str, float]):
    """What each trait is worth; a trait without a weight is worth nothing, and the next time it is known."""

    def __missing__(self, name: str) -> float:
        self[name] = 0.0
        return 0.0


@cache
def weights() -> dict[str, float]:
    """Return what each trait is worth; a trait that is not here is worth nothing."""
    lines = (line.split("\t") for line in data_text("parallels.tsv").split("\n") if line and line[0] != "#")
    return _Weights({name: float(value) for name, value in lines})


def chance(run: Run, view: View) -> float:
    """Return the probability that a run is a parallel, 0 to 1; 0 for one that is hopeless at the first look.

    Things that only share a word are a list, whatever else they are: 工作条件、工作环境.
    """
    look = _look(run, view)
    if look.shared and not look.kinds[1:].strip("NBbS") and _lists_things(look):
        return 0.0
    if look.how == "u2" and _one_clause(*look.members):
        return 0.0
    if _turned(run.members):
        return _TURNED
    worth = weights().__getitem__
    odds = _base_worth(*look.base) + sum(map(worth, surroundings.names(run, view)))
    if odds < _HOPELESS:
        return 0.0
    odds += sum(map(worth, _build(look))) + sum(map(mul, _worths(look.how), _measures(look)))
    return 1 / (1 + exp(-odds))


def traits(run: Run, view: View) -> dict[str, float]:
    """Return the traits of a run by name: 1 for those it has, a number for those that are measured."""
    look = _look(run, view)
    names = [*_base(*look.base), *surroundings.names(run, view), *_build(look)]
    return {**dict.fromkeys(names, 1.0), **dict(zip(_measured(look.how), _measures(look), strict=True))}


class _Look(Struct, frozen=True, gc=False):
    """What a first look tells: the places all clauses share, what each says (see predicate()), how they are built.

    `how` is s (they share a place), u (they do not) or U (uneven), and their number; `base` names the base.
    """

    members: tuple[str, ...]
    shared: list[int]
    kinds: str
    how: str
    base: tuple[str, int, str, str]


def _look(run: Run, view: View) -> _Look:
    members = run.members
    count, size = len(members), len(members[0])
    kinds = "".join(map(predicate, members))
    shared: list[int] = []
    if run.even:
        shared = shared_places(members)
        how = ("s" if shared else "u") + MANY[count]
    else:
        how = "U" + MANY[count]
        size = min(map(len, members))
    marks = view.marks[run.first : run.first + count - 1]
    mark = marks[0] if marks == marks[0] * len(marks) else "mixed"
    kind = kinds[0] if kinds == kinds[0] * count else "".join(sorted({*kinds}))
    return _Look(members, shared, kinds, how, (how, min(size, 9), kind, mark))


def _one_clause(one: str, two: str) -> bool:
    """Say whether two clauses that share nothing are one: words around a list, or a condition and what follows.

    采用环保的|材料、技术|和工艺; 配备|吸尘、喷淋|等设施; 逾期不改正的，处以罚款.
    """
    return ("的" in one) != ("的" in two) or (not _conjoins(one) and _conjoins(two))


def _conjoins(clause: str) -> bool:
    """Say whether 和, 等 or the like stands behind the first word of a clause, and is no part of a word itself."""
    for at in range(1, len(clause)):
        if clause[at] in _CONJUNCTIONS and not is_word(clause[at - 1 : at + 1]) and not is_word(clause[at : at + 2]):
            return True
    return False


def _turned(members: tuple[str, ...]) -> bool:
    """Say whether a clause is another one the other way round: 群众选、选群众."""
    first, second = members[0], members[1]
    return len(members) == 2 and second[0] in first[1:] and sorted(first) == sorted(second)


def shared_places(members: tuple[str, ...]) -> list[int]:
    """Return the places at which clauses of one length have the same character."""
    first = members[0]
    if not any(map(eq, first, members[1])):
        return []
    shared = [at for at, (one, two) in enumerate(zip(first, members[1], strict=False)) if one == two]
    for each in members[2:]:
        shared = [at for at in shared if each[at] == first[at]]
    return shared


def _lists_things(look: _Look) -> bool:
    """Say whether clauses that are nouns by their build share the word that heads a list."""
    first, shared = look.members[0], look.shared
    count, size = len(shared), len(first)
    if count == 1:
        return shared[0] == size - 1 and first[-1] in _BODIES and "b" not in look.kinds
    if count == 2 == shared[-1] + 1 == size - 2 and first[:2] in _ATTRIBUTES:
        return not look.kinds.strip("NBb") and is_thing(first[2:])
    if look.kinds.strip("Nb"):
        return False
    if shared[-1] == count - 1:
        return is_thing(first[:2]) and not look.kinds.strip("N")
    return shared[0] == size - count and is_thing(first[-2:])


@lru_cache(maxsize=1 << 12)
def _base(how: str, size: int, kind: str, marks: str) -> tuple[str, ...]:
    """Return the names for number, length, kinds and marks."""
    many = how[1:]
    row = "U" if how[0] == "U" else "E"
    name = _MARKS.get(marks, marks)
    said = kind
    if len(kind) > 1:
        said = "VH" if not kind.strip("VBH") else "said" if not kind.strip("aSbAIm") else "N" if "N" in kind else "mix"
    return (
        "always", f"{row}{many}", f"{row}{size} {'2' if many == '2' else '3+'}", f"kind {said}", f"kind {said} {many}",
        f"{how} size {size} {said}", f"{how} {said}", f"{how} {'listed' if name == 'listed' else 'other'}",
        f"{name} {many}",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _base_worth(how: str, size: int, kind: str, marks: str) -> float:
    table = weights()
    return sum([table.get(name, 0.0) for name in _base(how, size, kind, marks)])


def _build(look: _Look) -> list[str]:
    """Return the names for how clauses are built."""
    found = _uneven(look) if look.how[0] == "U" else _even(look)
    members = look.members
    first, second, last = members[0], members[1], members[-1]
    if second[0] in FRAMES.get(first[0], "-"):
        found.append("answers")
    if says_also(first, second):
        found.append("also")
    if len({*first}) < len(first) and echoes(members):
        found.append("echo")
    if first[-1] == second[0] and all(one[-1] == two[0] for one, two in pairwise(members)):
        found.append("chain")
    if first[-1] == "的" == last[-1]:
        found.append("ends in de")
    if first[-1] in _BODIES and last[-1] in _BODIES:
        found.append("bodies")
    if len(members) == 2 and len(first) + len(second) > _LONG:
        found.append("long pair")
    if last.endswith(_OFFICES):
        found.append("offices")
    if "了" in first and "了" in last:
        found.append("done")
    return found


def _even(look: _Look) -> list[str]:
    members, shared, many = look.members, look.shared, look.how[1:]
    first = members[0]
    size, count = len(first), len(shared)
    found = [f"share {min(count, 3)} {many}"]
    if len({*map(cuts, members)}) == 1:
        found.append("cut alike")
    if not shared:
        found.append(f"share none {min(size, 8)} {many}")
        return found
    low, high = shared[0], shared[-1]
    if low == 0:
        found += ("share first", "share both") if high == size - 1 else ("share first",)
    if high == size - 1:
        found.append("share last")
    if any(0 < at < size - 1 for at in shared):
        found += ("share inner", f"share inner {many}") if count == 1 else ("share inner",)
    if count > 1 and high - low >= count:
        found.append(f"share apart {many}")
    if not _MARKERS.isdisjoint([first[at] for at in shared]):
        found.append("share marker")
    return found + _outer(look, size, count)


def _outer(look: _Look, size: int, count: int) -> list[str]:
    """Return the names for what the shared beginning and end are."""
    first, low, high, many = look.members[0], look.shared[0], look.shared[-1], look.how[1:]
    head = tail = ""
    if count > 1:
        if high == count - 1:
            head = "thing" if is_thing(first[:2]) else "word"
        if low == size - count:
            tail = "thing" if is_thing(first[-2:]) else "word"
    elif low == 0:
        head = "marker" if first[0] in HEADS else "verb" if first[0] in VERBS else "one"
    elif low == size - 1:
        tail = "body" if first[-1] in _BODIES else "quality" if first[-1] in _TAILS else "one"
    kinds = look.kinds
    acting = "acting" if not kinds.strip("VBH") else "things" if not kinds.strip("N") else ""
    found = [f"head {head} {many} {acting}"] if head else []
    if tail:
        found += (f"tail {tail} {many} {acting}", f"list of {tail}") if acting == "things" else (
            f"tail {tail} {many} {acting}",
        )  # fmt: skip
    return found


def _uneven(look: _Look) -> list[str]:
    members, many = look.members, look.how[1:]
    few = "2" if many == "2" else "3+"
    first, second = members[0], members[1]
    one, last = first[0], first[-1]
    sizes = [*map(len, members)]
    low = min(sizes)
    head = _common(members, low) if one == second[0] else 0
    tail = _common(tuple([each[::-1] for each in members]), low) if last == second[-1] else 0
    found = [
        f"uneven {min(max(sizes) - low, 4)} {many}",
        f"uneven head {min(head, 3)} {many}",
        f"uneven tail {min(tail, 3)} {many}",
    ]
    if head:
        found.append(f"uneven head {'marker' if one in HEADS else 'verb' if one in VERBS else 'one'} {few}")
        if head > 1 and is_thing(first[:2]):
            found.append("uneven head thing")
    if tail:
        kind = "verb" if last in VERBS else "said" if last in ENDED else "body" if last in _BODIES else "one"
        found.append(f"uneven tail {kind} {few}")
        if tail > 1 and is_thing(first[-2:]):
            found.append("uneven tail thing" if look.kinds.strip("VBH") else "uneven tail thing acting")
    if head and tail:
        found.append("uneven both")
    elif not head and not tail:
        found.append(f"uneven neither {few}")
    return found


def _common(members: tuple[str, ...], low: int) -> int:
    """Return how many characters all clauses begin with."""
    for at, ones in enumerate(zip(*members, strict=False)):
        if len({*ones}) > 1:
            return at
    return low


def echoes(members: tuple[str, ...]) -> bool:
    """Say whether every clause repeats a character of its own at the same two places: 人人讲安全、事事为安全."""
    first = members[0]
    for at, letter in enumerate(first):
        again = first.find(letter, at + 1)
        if (
            again > 0
            and all(len(each) > again and each[at] == each[again] for each in members[1:])
            and len({each[at] for each in members}) == len(members)
        ):
            return True
    return False


@cache
def _measured(how: str) -> tuple[str, ...]:
    """Return the names of what is measured."""
    if how[0] == "U":
        return f"known {how}", "uneven common"
    return f"known {how}", f"share of {how}", "share of pairs", f"like {how}"


@cache
def _worths(how: str) -> tuple[float, ...]:
    table = weights()
    return tuple([table.get(name, 0.0) for name in _measured(how)])


def _measures(look: _Look) -> tuple[float, ...]:
    members = look.members
    count = len(members)
    part = sum(map(known, members)) / count
    if look.how[0] == "U":
        common = {*members[0]}.intersection(*members[1:])
        return part, min(len(common), 6) / min(map(len, members))
    share = len(look.shared) / len(members[0])
    built = [*map(tags, members)]
    if count == 2:
        return part, share, share, likeness(built[0], built[1])
    pairs = min([sum(map(eq, one, two)) for one, two in pairwise(members)]) / len(members[0])
    return part, share, pairs, min([likeness(one, two) for one, two in pairwise(built)])
