"""Enumerations: what counts, defines or lists inside the text, and the words that only look like it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from speechkit.outline import blocks, enumerations
from speechkit.passes import Draft, Options, Reader, Series
from speechkit.source import decode


class Case(NamedTuple):
    """A text and the one series in it: its kind, the leads of its items, the number announced."""

    label: str
    text: str
    kind: str
    leads: list[str]
    announced: int | None = None


def found_in(text: str) -> tuple[Draft, list[Series]]:
    draft = Draft(*decode("讲话\n同志们：\n" + text, None, "x"), Options())
    for reader in (blocks.PASS, enumerations.PASS):
        assert isinstance(reader, Reader)
        reader.read(draft)
    return draft, draft.series


CASES = [
    Case(
        "inline, announced",
        "今年重点办了三件事：一是修通环湖路，二是建好三座桥，三是疏浚两条河。群众是满意的。",
        "shi",
        ["一是修通环湖路", "二是建好三座桥", "三是疏浚两条河"],
        3,
    ),
    Case(
        "paragraphs",
        "成绩体现在两个方面：\n一是路修得快。全年修了八十公里。\n二是桥建得稳。三座桥都通了车。\n下面讲打算。",
        "shi",
        ["一是路修得快", "二是桥建得稳"],
        2,
    ),
    Case(
        "the first item ends the line above",
        "工作上要抓两头。一要抓源头。不让泥沙下河。\n二要抓龙头。让清水进城。",
        "yao",
        ["一要抓源头", "二要抓龙头"],
    ),
    Case(
        "ordinals",
        "第一，路要修通。第二，桥要建好。第三，河要疏浚。",
        "ordinal",
        ["第一，路要修通", "第二，桥要建好", "第三，河要疏浚"],
    ),
    Case(
        "in words", "首先，路要修通。其次，桥要建好。最后，河要疏浚。", "ordinal", ["首先，路要修通", "其次，桥要建好"]
    ),
    Case(
        "a quote in the lead",
        "一是抓“三清”，不留死角，不留盲区，不留隐患，一抓到底；二是抓“三建”，建路建桥建渠，建到村头，建到地头，建到户头。",
        "shi",
        ["一是抓“三清”", "二是抓“三建”"],
    ),
    Case("half width", "办了两件事:一是修路,二是建桥.", "shi", ["一是修路", "二是建桥"], 2),
    Case(
        "traditional",
        "所謂清淤，就是把泥挖走；所謂疏浚，就是把水引來。",
        "suowei",
        ["所謂清淤，就是把泥挖走", "所謂疏浚，就是把水引來"],
    ),
    Case(
        "so-called, with an introduction",
        "所谓“两清”就是清淤、清障。所谓清淤，就是挖走河底的泥。所谓清障，就是搬走河里的坝。两样都要抓。",
        "suowei",
        ["所谓清淤，就是挖走河底的泥", "所谓清障，就是搬走河里的坝"],
    ),
    Case(
        "definitions",
        "清淤泥，就是还河床一个深度；清障碍，就是还河水一条通道；清污染，就是还河岸一片绿色。",
        "definition",
        ["清淤泥，就是还河床一个深度", "清障碍，就是还河水一条通道", "清污染，就是还河岸一片绿色"],
    ),
    Case(
        "quoted terms",
        "“上游”就是管住源头。“下游”就是守住出口。",
        "definition",
        ["“上游”就是管住源头", "“下游”就是守住出口"],
    ),
    Case(
        "quoted and counted",
        "评出“护河员”“护路员”、“护林员”等三个岗位能手。",
        "quoted_list",
        ["护河员", "护路员", "护林员"],
        3,
    ),
    Case("in brackets", "巡河做到“三看”（看水色、看岸线、看闸口）。", "paren_list", ["看水色", "看岸线", "看闸口"], 3),
    Case(
        "after a colon",
        "主要任务是：打通“一条主路”，建好“两座大桥”，疏浚“三条支流”，年底见效。",
        "colon_list",
        ["打通“一条主路”", "建好“两座大桥”", "疏浚“三条支流”"],
    ),
    Case(
        "sub-headings",
        "增强护河责任感。要天天巡河，不留死角。增强护河紧迫感。要赶在汛期之前把堤加固。",
        "subhead",
        ["增强护河责任感", "增强护河紧迫感"],
    ),
]

NOTHING = [
    ("统一是前提，唯一要紧的是落实。", "no edge before the number"),
    ("办事要一是一、二是二，不打折扣。", "an idiom"),
    ("一是要修路。这件事拖了三年。", "one item is no series"),
    ("二是建桥，三是疏浚。", "no first item"),
    ("第一产业稳，第二产业强，第三产业活。", "sectors"),
    ("全省第一，全国第二。", "ranks"),
    ("首先要修路，这是大家的心愿。", "nothing follows"),
    ("这就是差距。那就是问题。", "nothing is defined"),
    ("树牢“四个意识”、坚定“四个自信”，做到“两个维护”。", "quoted, not listed"),
    ("传承“老黄牛”“孺子牛”“拓荒牛”精神。", "quoted, not counted"),
    ("各级机关（党委、政府、人大）都要参加。", "a bracket that counts nothing"),
    ("做到“三看”（看水色、看岸线）。", "the number is wrong"),
    ("要求是：一条心，一股劲。", "a colon"),
    ("修路。要快。", "too short for a sub-heading"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_series_is_found(case: Case) -> None:
    draft, series = found_in(case.text)
    assert [each.kind for each in series] == [case.kind]
    leads = [item.lead for item in series[0].items]
    assert leads[: len(case.leads)] == case.leads
    assert series[0].announced == case.announced
    for item in series[0].items:
        assert draft.text[item.start : item.end].startswith(item.lead)


@pytest.mark.parametrize(("text", "why"), NOTHING)
def test_nothing_is_made_up(text: str, why: str) -> None:
    assert not found_in(text)[1], why


def test_items_run_to_the_next_one_or_to_their_end() -> None:
    draft, (series,) = found_in("办了两件事：一是修通环湖路，二是建好三座桥。群众是满意的。")
    assert [draft.text[item.start : item.end] for item in series.items] == ["一是修通环湖路，", "二是建好三座桥。"]


def test_a_series_knows_its_heading_and_does_not_cross_one() -> None:
    draft, (series,) = found_in(
        "一、修路\n一要修快。这条路等了三年。\n二要修好。路基要实。\n二、建桥\n三要建稳。桥墩要深。"
    )
    assert series.heading is not None
    heading = draft.passages[series.heading]
    assert draft.text[heading.start : heading.end] == "一、修路"
    assert len(series.items) == 2


def test_series_come_in_the_order_of_the_text() -> None:
    _, series = found_in("先抓两条：一要快，二要稳。\n再看两点：一是路通了，二是桥稳了。")
    assert [each.kind for each in series] == ["yao", "shi"]
