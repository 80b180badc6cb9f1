"""Where a known slogan stands, and where the same letters are something else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.corpus.finding import Finder, Text, Wanted, canonical, finder_of, gaps_of, key_of, writings
from speechkit.document import Block

KNOWN = [
    Wanted("三农", "numeral_abbreviation"),
    Wanted("四个意识", "numeral_abbreviation"),
    Wanted("两个维护", "numeral_abbreviation"),
    Wanted("创先争优", "formulation"),
    Wanted("不忘初心", "formulation"),
    Wanted("不忘初心牢记使命", "formulation", gaps_of("不忘初心、牢记使命")),
    Wanted("支持三农发展关心三农干部", "parallel"),
    Wanted("真抓实干", "formulation", gaps_of("真抓、实干")),
]
FINDER = Finder(KNOWN)


def block(text: str) -> Block:
    return Block(type="paragraph", text=text, span=(0, len(text)))


def found(*texts: str) -> list[str]:
    return [KNOWN[place.slogan].key for place in FINDER.find(Text(list(map(block, texts))))]


@dataclass
class Case:
    """A text and the slogans that stand in it."""

    label: str
    text: str
    finds: list[str]


CASES = [
    Case("as it stands", "做好三农工作", ["三农"]),
    Case("in quotes", "重视“三农”", ["三农"]),
    Case("part of a number and a name", "第三农场", []),
    Case("part of a longer number", "十三农户", []),
    Case("its end begins another word", "三农业合作社", []),
    Case("its beginning ends another word", "全国第三农业大县", []),
    Case("a compound that holds it whole", "三农问题", ["三农"]),
    Case("letters on both sides of a comma", "一、二、三，农民", []),
    Case("letters on both sides of a stop", "一共有三。农民", []),
    Case("quotes inside", "四个“意识”", ["四个意识"]),
    Case("a number that counts what comes next", "下面，我再强调四个意识：一是", []),
    Case("a number that points back", "有了这三农", []),
    Case("the same words in quotes", "我再强调“四个意识”：一是", ["四个意识"]),
    Case("the same words in a sentence", "反复强调四个意识的意义", ["四个意识"]),
    Case("a figure for the number", "增强4个意识", ["四个意识"]),
    Case("a figure that is part of a longer one", "增强14个意识", []),
    Case("two is printed in another way", "做到2个维护", ["两个维护"]),
    Case("a longer word goes on", "四个意识形态", []),
    Case("traditional script", "爭先恐後，創先爭優", ["创先争优"]),
    Case("a short one parted by a comma", "创先，争优秀", []),
    Case("a short one printed with a comma elsewhere", "真抓，实干", ["真抓实干"]),
    Case("the longer variant counts", "不忘初心、牢记使命", ["不忘初心牢记使命"]),
    Case("with another mark", "不忘初心，牢记使命", ["不忘初心牢记使命"]),
    Case("with none", "不忘初心牢记使命", ["不忘初心牢记使命"]),
    Case("the shorter variant by itself", "不忘初心，方得始终", ["不忘初心"]),
    Case("one of another kind inside", "支持三农发展、关心三农干部", ["支持三农发展关心三农干部", "三农", "三农"]),
    Case("twice", "创先争优创先争优", ["创先争优", "创先争优"]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_what_is_found(case: Case) -> None:
    assert found(case.text) == case.finds


def test_nothing_is_found_across_blocks() -> None:
    assert found("创先", "争优") == []
    assert found("创先争优", "三农") == ["创先争优", "三农"]


def test_inside_another_word_is_nothing() -> None:
    text = Text([block("三农业")])
    assert FINDER.find(text) == []


def test_places_are_those_of_the_printed_text() -> None:
    text = "他说：“增強 四個‘意識’，不忘初心，牢记使命。”"
    places = FINDER.find(Text([block("前一段。"), block(text)]))
    assert [(place.block, text[place.start : place.end]) for place in places] == [
        (1, "四個‘意識"),
        (1, "不忘初心，牢记使命"),
    ]


def test_a_user_s_term_is_found_anywhere() -> None:
    text = Text([block("第三农场、三、农。三。农")])
    assert [place.start for place in finder_of(["三農"]).find(text)] == [1, 5]


@pytest.mark.parametrize(
    ("key", "one"),
    [("4个意识", "四个意识"), ("2个维护", "两个维护"), ("12个必须", "十二个必须"), ("20项", "二十项"),
     ("2020年", "2020年"), ("3个95", "三个95"), ("四个意识", "四个意识"), ("0个", "0个")],
)  # fmt: skip
def test_one_key_for_every_writing(key: str, one: str) -> None:
    assert canonical(key) == one
    assert key == one or key in writings(one)


@given(st.lists(st.text(alphabet="三农创先争优四个4意识、，。“”\n 第业", max_size=30), max_size=4))
def test_places_hold_what_they_name(texts: list[str]) -> None:
    for place in FINDER.find(Text(list(map(block, texts)))):
        printed = texts[place.block][place.start : place.end]
        assert canonical(key_of(printed)) == KNOWN[place.slogan].key


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_can_be_read(texts: list[str]) -> None:
    text = Text(list(map(block, texts)))
    assert text.key.replace("\n", "") == key_of("\n".join(texts))
    FINDER.find(text)
