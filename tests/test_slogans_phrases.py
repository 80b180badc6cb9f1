"""The lexicon of set phrases: which are found in running text, in which prints, and what an ordinary sentence holds."""

from __future__ import annotations

import pytest

from speechkit.rules.phrases import Lexicon
from speechkit.script import simplify
from speechkit.slogans import setphrases
from speechkit.slogans.setphrases import Hit
from tests.test_slogans_cases import keys


def hits(text: str, lexicon: Lexicon | None = None) -> list[Hit]:
    return setphrases.hits([(0, text)], lexicon)


FOUND = [
    ("1950s", "那时候讲鼓足干劲、力争上游、多快好省，村里也修水库。", ["鼓足干劲力争上游多快好省"]),
    ("1960s", "县里号召工业学大庆、农业学大寨，又办五七干校。", ["工业学大庆", "农业学大寨", "五七干校"]),
    ("1980s", "包产到户、包干到户以后，家家有余粮。", ["包产到户包干到户"]),
    ("1990s", "厂里那几年抓大放小，又赶上下岗分流。", ["抓大放小", "下岗分流"]),
    ("2000s", "村里落实多予、少取、放活，统筹城乡发展。", ["多予少取放活", "统筹城乡发展"]),
    ("diplomacy", "走亲诚惠容的路子，奉行互利共赢的开放战略。", ["亲诚惠容", "互利共赢的开放战略"]),
    ("law", "判案要以事实为根据、以法律为准绳，罪刑法定。", ["以事实为根据以法律为准绳", "罪刑法定"]),
    ("army", "连队练的是召之即来、来之能战、战之必胜的本事。", ["召之即来来之能战战之必胜"]),
    ("congress", "我们组织学习党的二十大精神。", ["党的二十大精神"]),
    ("numeral", "全镇推行林长制，再抓一抓三清一改。", ["林长制", "三清一改"]),
    ("traditional", "香港走上由亂到治、由治及興的路。", ["由乱到治由治及兴"]),
    ("run together", "整党就是统一思想整顿作风加强纪律纯洁组织。", ["统一思想整顿作风加强纪律纯洁组织"]),
    ("mixed marks", "库房墙上写着深挖洞、广积粮，不称霸。", ["深挖洞广积粮不称霸"]),
    ("turned round", "干部要踏石留印、抓铁有痕地干。", ["踏石留印抓铁有痕"]),
    ("semicolon", "老话讲国之交在于民相亲；民相亲在于心相通。", ["国之交在于民相亲民相亲在于心相通"]),
    ("verse", "送别时他念道：度尽劫波兄弟在，相逢一笑泯恩仇。", ["度尽劫波兄弟在相逢一笑泯恩仇"]),
    ("half a saying", "公家的账要记得：一粥一饭，当思来处不易。", ["一粥一饭当思来处不易"]),
]


@pytest.mark.parametrize(("label", "text", "wanted"), FOUND, ids=[case[0] for case in FOUND])
def test_set_phrases_are_found(label: str, text: str, wanted: list[str]) -> None:
    assert [hit.key for hit in hits(simplify(text))] == wanted, label


SPARED = [
    ("corruption itself", "领导干部不能腐败，不敢腐化，不想腐蚀别人。"),
    ("strictly", "要从严打击电信诈骗犯罪。"),
    ("stable growth, guarantees", "实现六稳定增长的目标，六保证的要求没有变。"),
    ("clear in four ways", "做到情况四清楚。"),
    ("moved", "这次活动让我们获得感动。"),
    ("a range", "评分从0到10分不等，温度从0到15度，系数从0到1.5之间。"),
    ("a farm", "那年他调到县里，三农场的老人都认识他。"),
    ("the conference", "他担任过中国人民政治协商会议委员。"),
    ("output", "他家的产值翻两番，收入也翻两番。"),
    ("kitchen", "食堂的大锅饭很香，领头羊跑在羊群前面。"),
    ("adverb", "请大家实事求是地登记，调查研究以后再填表。"),
    ("plain work", "执法人员严格执法检查，公开透明地处理。"),
    ("third time", "第三次分配来的学生住二楼，三同学合住一间。"),
    ("nouns", "会议讨论了实体经济、粮食安全和基本农田。"),
    ("idioms", "他勇往直前，未雨绸缪，按部就班地收尾。"),
    ("metaphors", "老板请来店小二，温水煮青蛙似的慢慢涨价。"),
]


@pytest.mark.parametrize(("label", "text"), SPARED, ids=[case[0] for case in SPARED])
def test_what_an_ordinary_sentence_holds_is_spared(label: str, text: str) -> None:
    assert [hit.key for hit in hits(text)] == [], label


KEPT = [
    (
        "before other words",
        "三农工作、四风问题、双拥工作、双减政策、六保任务、三秋生产。",
        "三农 四风 双拥 双减 六保 三秋",
    ),
    ("before particles", "不敢腐的震慑、不能腐的机制、不想腐的自觉。", "不敢腐 不能腐 不想腐"),
    ("campaigns", "保持严打高压态势，深化放管服工作，实现从0到1的突破。", "严打 放管服 从0到1"),
]


@pytest.mark.parametrize(("label", "text", "wanted"), KEPT, ids=[case[0] for case in KEPT])
def test_a_short_phrase_before_other_words_is_kept(label: str, text: str, wanted: str) -> None:
    assert [hit.phrase.text for hit in hits(text)] == wanted.split(), label


LONGEST = [
    ("longer", "坚持全面从严治党永远在路上。", ["全面从严治党永远在路上"]),
    ("shorter", "坚持全面从严治党。", ["全面从严治党"]),
    ("goes on otherwise", "工业学大庆、农业学先进。", ["工业学大庆"]),
    ("head of a longer one", "贯彻党的二十届三中全会的要求，学习党的二十大精神。", ["党的二十大精神"]),
    ("side by side", "久久为功驰而不息", ["久久为功", "驰而不息"]),
]


@pytest.mark.parametrize(("label", "text", "wanted"), LONGEST, ids=[case[0] for case in LONGEST])
def test_the_longest_phrase_wins(label: str, text: str, wanted: list[str]) -> None:
    assert [hit.key for hit in hits(text)] == wanted, label


def test_an_ordinal_is_no_numeral_abbreviation() -> None:
    assert keys("第四清单另发，第三步走访农户。", "numeral_abbreviation") == []
    assert keys("那年搞四清，他才三岁。", "numeral_abbreviation") == ["四清"]


def test_two_clauses_alike_that_are_a_saying_are_a_maxim_and_no_parallel() -> None:
    text = "他常说：“人不犯我，我不犯人；人若犯我，我必犯人”。"
    assert keys(text, "maxim") == ["人不犯我我不犯人人若犯我我必犯人"]
    assert keys(text, "parallel") == []


def test_a_finder_of_some_phrases_finds_what_the_one_of_all_finds() -> None:
    text = "。".join(simplify(case[1]) for case in FOUND)
    rows = setphrases._rows()
    some, whole = setphrases._Finders(rows).finder(text), setphrases._Finder(rows)
    assert len(some._heads) < len(whole._heads) / 4
    assert sorted((start, way.form) for start, _, way in some.met(text)) == sorted(
        (start, way.form) for start, _, way in whole.met(text)
    )


@pytest.mark.parametrize("text", ["三查三看，一村一讲", "三查三看、一村一讲", "三查三看;一村一讲", "三查三看一村一讲"])
def test_a_phrase_of_the_user_is_found_with_any_mark(text: str) -> None:
    lexicon = Lexicon.from_text("三查三看，一村一讲\n")
    assert [(hit.key, hit.phrase.source) for hit in hits(text, lexicon)] == [("三查三看一村一讲", setphrases.USER)]
