"""Whether clauses of one build are a parallel, or only a list of things, or chance."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from speechkit.patterns import lazy
from speechkit.slogans.alignment import HEADS, Run, fits
from speechkit.slogans.clauses import is_noun, is_thing, is_verb, is_word, praised, said, verb_first
from speechkit.slogans.wordlists import LINKS

_FIGURE: Final = lazy("[0-9%]")
_LETTERS: Final = lazy("[A-Za-z*]")
# Numbers with which both clauses of a pair may begin: 一分部署，九分落实.
_NUMBERS: Final = frozenset("一二两三四五六七八九十")
# With which slogans name a means: 以…促…，靠…管….
_MEANS: Final = frozenset("以靠用凭依按")
# Single characters that hold the two halves of a clause together: 变压力为动力, 一级抓一级.
_PIVOTS: Final = frozenset("为上中里而于成到得促带变靠看就更必先没已")
_TAILS: Final = frozenset("力感化性型好强高新实优先多难准快严紧深广明比练")
# Ends of the names of bodies and of people: what ends in them is a list of those (审计处、督察处; 组织者、参与者).
_BODIES: Final = frozenset(
    "处局部科室馆所站队组院会办委厅司厂校区县市省乡镇村者员机费园庄楼车树果茶业田地路桥河山岛湖城户款品学系课证书表册卡网店堂观"
)


@lru_cache(maxsize=1 << 12)  # stock phrases come again
def judged(run: Run) -> tuple[str, ...]:
    """Return the reasons why a run is a parallel, none when it is not."""
    k, share = len(run.members), len(run.shared)
    first = run.members[0]
    if first[:2] in {"一是", "一要", "二是", "二要"} or first[0] in "的了着和与及":
        return ()
    if first == run.members[1] or (k > 2 and len(set(run.members)) < k):
        return ()
    if run.stride > 1:
        good = True
    elif not run.even:
        good = _uneven(run)
    elif not share:
        good = _unshared(run)
    elif run.length == 2:
        good = k > 2 and run.shared == (0,) and (first[0] in HEADS or not all(map(is_noun, run.members)))
    else:
        good = echoes(run.members) or _even(run)
    return (f"parallel k={k}", f"share={share}/{run.length}") if good and not _FIGURE.search(first) else ()


def _even(run: Run) -> bool:
    """Judge clauses of equal length that share a place: any, of three clauses or more; half of it, of two."""
    pair = len(run.members) < 3
    if pair and _anchored(run):
        return True
    verbs = _verbs(run.members)
    coined = run.shared[0] == 0 and run.members[0][0] in HEADS
    if (
        not coined
        and run.members[0][-1] in _BODIES
        and run.shared[-1] == run.length - 1
        and (len(run.shared) < 3 or not verbs)
    ):
        return _of_places(run)
    if not verbs and _things(run):
        return False
    return not pair or _even_pair(run, verbs=verbs)


def _of_places(run: Run) -> bool:
    """Say whether clauses end like the names of bodies and are none: 生态立镇、产业强镇."""
    if len(run.shared) > 3:
        return True
    acting = sum(is_verb(each[2:3]) for each in run.members)
    return run.length == 4 and len(run.shared) == 1 and len(run.members) > 2 and acting > 1


def _even_pair(run: Run, *, verbs: bool) -> bool:
    length, share = run.length, len(run.shared)
    ends = (run.shared[0] == 0) + (run.shared[-1] == length - 1)
    if share * 3 < length and ends < 2:
        return False  # whatever the words are
    if length == 4 and run.shared == (2, 3) and not (all(map(verb_first, run.members)) or all(map(said, run.members))):
        return False
    if run.trimmed and not ends and run.shared[-1] - run.shared[0] < share:
        twice = run.members[0][run.shared[0] : run.shared[0] + 2]
        return share * 2 >= length and not is_word(twice)  # else a word said twice: 保障设施用地，完善设施布局
    # 历经风浪而不改初心，久经考验而不失本色; 在平凡之中洞察先进，在普通之中发现典型
    spread = share >= 2 and (run.shared[0] > 0 or run.shared[-1] - run.shared[0] >= share > 2)
    return share * 2 >= length or ends == 2 or (share * 3 >= length and (spread or (verbs and not run.trimmed)))


def _uneven(run: Run) -> bool:
    """Judge clauses of nearly equal length with common ends."""
    first, rest = run.members[0], run.members[1:]
    if len(rest) > 1 and len({each.find("的") for each in run.members}) == 1 and "的" in first:
        return True
    if len(rest) > 1 and first[0] in HEADS and all(each[0] == first[0] for each in rest):
        return not {each[:2] for each in run.members} & LINKS
    tail = all(each[-2:] == first[-2:] for each in rest)
    head = all(each[:2] == first[:2] for each in rest)
    if not rest[1:] and not all(
        (each[0] == first[0] and each[-1] == first[-1]) or each[-3:] == first[-3:] for each in rest
    ):
        return False
    if _verbs(run.members):
        return True
    return not (tail and is_thing(first[-2:])) and not (head and is_thing(first[:2]))


def _anchored(run: Run) -> bool:
    """Judge a pair by one shared character that slogans are built on: 不让…，不让…; 一分…，九分…."""
    one, two = run.members
    inner = [one[at] for at in run.shared if 0 < at < run.length - 1]
    if run.length == 3:  # 有理想、有担当; 舍小家、顾大家
        return all(is_verb(each[0]) and (is_noun(each[1:]) or not is_word(each[:2])) for each in run.members)
    if _by_means(one, two) or _governed(run, inner) or _paired(run):
        return True
    if run.trimmed or run.length < 3:
        return False
    if "是" in inner and len(run.shared) > 1:
        return True  # 法律是治国之重器，良法是善治之前提
    if run.shared[0] == 0:
        return one[0] in HEADS and len(run.shared) < run.length and not {one[:2], two[:2]} & LINKS
    if one[0] in _NUMBERS and two[0] in _NUMBERS and one[1] not in _NUMBERS:
        return run.shared[-1] > 1 or run.shared[0] == 1
    return _pivoted(run, inner)


def _paired(run: Run) -> bool:
    """Say whether both begin alike and take it up again: 重生产轻安全、重效益轻投入; 只挂帅不出征，只吆喝不动手."""
    one, two = run.members
    if run.length > 7 or run.shared[0] or one[0] not in HEADS or {one[:2], two[:2]} & LINKS:
        return False
    return run.shared[-1] >= 2 and 1 not in run.shared and run.shared[-1] < run.length - 1


def _by_means(one: str, two: str) -> bool:
    """Say whether both name a means and a verb in the same place: 以制度促规范，靠制度管长远."""
    if one[0] not in _MEANS or two[0] not in _MEANS:
        return False
    return any(is_verb(a) and is_verb(b) for a, b in zip(one[2:-1], two[2:-1], strict=True))


def _governed(run: Run, inner: list[str]) -> bool:
    """Say whether both begin with a verb that the same word follows: 坐得住冷板凳，下得了苦功夫."""
    if not all(is_verb(each[0]) for each in run.members):
        return False
    return "得" in inner or ("一" in inner and run.shared[0] == 1)


def _pivoted(run: Run, inner: list[str]) -> bool:
    """Say whether one character holds the two halves of both clauses together: 变压力为动力; 教学相长，师生相亲."""
    if inner == ["相"] and run.length == 4:
        return True
    if run.length > 7 or not any(each in _PIVOTS for each in inner):
        return False
    return all(verb_first(each) or is_verb(each[0]) for each in run.members)


def echoes(members: tuple[str, ...]) -> bool:
    """Say whether every clause repeats a character of its own at the same two places: 人人讲安全、事事为安全."""
    first = members[0]
    for at, letter in enumerate(first):
        again = first.find(letter, at + 1)
        if (
            again > 0
            and len({each[at] for each in members}) == len(members)
            and all(each[at] == each[again] for each in members[1:])
        ):
            return True
    return False


def _unshared(run: Run) -> bool:
    """Judge clauses of one length that share nothing by their build."""
    members, first, length = run.members, run.members[0], run.length
    if _LETTERS.search(first):
        return False  # masked
    if len(members) < 3:
        return _unshared_pair(first, members[1])
    if length in {2, 5, 7} or all(map(praised, members)):
        return all(fits(first, each) for each in members[1:])
    if length not in {3, 4}:
        return False
    if len(members) > 3 and _mostly_acting(members):
        return True
    return _verbs(members) or _pivot(members) or _said(members)


def _unshared_pair(one: str, two: str) -> bool:
    if sorted(one) == sorted(two):
        return True  # 书记抓、抓书记
    if len(one) == 3:  # 抛头颅、洒热血
        return all(is_verb(each[0]) and is_noun(each[1:]) and not is_noun(each[:2]) for each in (one, two))
    if one[0] == one[1]:
        return len(one) > 4 and fits(one, two)  # 人人肩上扛指标，个个心中有本账
    nouns = all(is_thing(each[:2]) and each[0] not in HEADS for each in (one, two))
    return len(one) == 5 and nouns and fits(one, two)  # 检查走形式、整改打折扣


def _mostly_acting(members: tuple[str, ...]) -> bool:
    """Judge four clauses or more: 全覆盖、零容忍、严执法、重实效; 爱岗敬业、争创一流、勇于创新、淡泊名利."""
    if len(members[0]) == 3:
        return all((each[0] in HEADS or is_verb(each[0])) and is_word(each[1:]) for each in members)
    return sum(said(each) or verb_first(each) for each in members) * 4 >= 3 * len(members)


def _said(members: tuple[str, ...]) -> bool:
    """Say whether all are nouns and what is said of them, one perhaps only by its place: 政治过硬、业务精通."""
    return len(members[0]) == 4 and sum(map(said, members)) >= len(members) - (len(members) > 3)


def _pivot(members: tuple[str, ...]) -> bool:
    """Say whether a verb stands in the middle of all clauses: 先进帮后进，典型带一般; 誓破大案、力保平安."""
    if len(members[0]) == 4:
        return all(is_verb(each[1]) and not is_word(each[:2]) and is_thing(each[2:]) for each in members)
    return len(members[0]) == 5 and all(is_verb(each[2]) for each in members)


def _verbs(members: tuple[str, ...]) -> bool:
    """Say whether the clauses begin with verbs: at least half of them do, and none begins with a noun."""
    first = list(map(_acts, members))
    return sum(first) * 2 >= len(members) and not any(
        is_noun(each[:2]) and not verb for each, verb in zip(members, first, strict=True)
    )


def _acts(clause: str) -> bool:
    """Say whether a clause begins with a verb, also where its second character belongs to the object: 能|干事."""
    return verb_first(clause) or (len(clause) == 3 and is_verb(clause[0]) and is_word(clause[1:]))


def _things(run: Run) -> bool:
    """Say whether a run only lists things that share a word: 工作条件、工作环境; 先进集体、先进个人."""
    member, share = run.members[0], len(run.shared)
    head = run.shared == tuple(range(share))
    tail = run.shared == tuple(range(run.length - share, run.length))
    if share == 1:
        return _things_of_one(run, head=head, tail=tail)
    if head:
        if share > 3 and run.length < 8 and verb_first(member[2:]) and not is_noun(member[2:4]):
            return False  # 劳动创造世界，劳动创造未来
        return is_thing(member[:2]) and member[share - 1] != "是" and member[0] not in _MEANS
    if tail:
        return is_thing(member[-2:]) and member[-2] not in _NUMBERS and not verb_first(member[-share:])
    return False


def _things_of_one(run: Run, *, head: bool, tail: bool) -> bool:
    """Judge clauses that share one character only."""
    member, pair = run.members[0], len(run.members) < 3
    if not pair and _said(run.members):
        return False
    if head:
        return member[0] not in HEADS
    if tail and run.length == 3 and (not pair or all(is_verb(each[0]) for each in run.members)):
        return member[-1] in _BODIES  # 生活圈、社交圈、娱乐圈; 舍小家、顾大家
    return pair or (tail and member[-1] not in _TAILS)
