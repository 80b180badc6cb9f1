"""Slogans, case by case: what is found, with its items, and what is spared."""

from __future__ import annotations

import pytest

from speechkit.passes import Draft, Options, Passage, Term
from speechkit.slogans import formulations, maxims, numerals, parallels
from speechkit.source import decode

READERS = (numerals.PASS, parallels.PASS, maxims.PASS, formulations.PASS)


def draft_of(text: str, kind: str = "paragraph") -> Draft:
    draft = Draft(*decode(text, None, "case"), Options())
    at = 0
    for line in text.split("\n"):
        if line.strip():
            draft.passages.append(Passage(type=kind, start=at, end=at + len(line), body=at))  # type: ignore[arg-type]  # a literal type
        at += len(line) + 1
    return draft


def read(text: str, kind: str = "paragraph") -> Draft:
    draft = draft_of(text, kind)
    for reader in READERS:
        reader.read(draft)
    return draft


def keys(text: str, kind: str) -> list[str]:
    return [term.normalized for term in read(text).terms if term.kind == kind]


def term_of(draft: Draft, key: str) -> Term:
    return next(term for term in draft.terms if term.normalized == key)


NUMERALS = [
    ("quoted", "全村上下要把“三个到户”记在心里。", ["三个到户"], "a quoted number with a morpheme"),
    ("two-part", "推行“三查三改”工作法。", ["三查三改"], "number and morpheme twice"),
    ("lead", "着力提升“党建四力”。", ["党建四力"], "two characters may stand before the number"),
    ("quoted list", "兑现“三个一律、三个零投诉”承诺。", ["三个一律", "三个零投诉"], "members of one quoted list"),
    ("shape", "全面推行四查四看制度。", ["四查四看"], "two-part shape without quotes"),
    ("elsewhere", "抓好“三个到户”。今年三个到户见了成效。", ["三个到户"], "unquoted, quoted elsewhere"),
    ("known", "增强四个意识，坚定信心。", ["四个意识"], "known from the lexicon"),
    ("traditional", "要把“三個到戶”記在心裡。", ["三个到户"], "the key is simplified"),
    ("list in front", "建成大采购、大配送、大结算三大体系，方便了群众。", ["三大体系"], "its own items run into it"),
]


@pytest.mark.parametrize(("label", "text", "wanted", "why"), NUMERALS, ids=[case[0] for case in NUMERALS])
def test_numeral_abbreviations_are_found(label: str, text: str, wanted: list[str], why: str) -> None:
    assert keys(text, "numeral_abbreviation") == wanted, f"{label}: {why}"


SPARED = [
    ("counting", "我讲三点意见，主要是三个方面、两个问题。"),
    ("counting in quotes", "一共列了“三个问题”。"),
    ("saying", "大家要一心一意谋发展，不能三心二意。"),
    ("saying in quotes", "防止“三天打鱼”“一刀切”。"),
    ("prize", "荣获“一等奖”，被评为“十佳社员”。"),
    ("figures", "出台“33条”，又出台“21条”。"),
    ("date", "九月八日至十月九日，共三十天。"),
    ("place", "“四川云仓”已经开通。"),
    ("ordinal", "第三十次会议在第一会议室召开。"),
    ("names in front", "新增了警务、文书等三项岗位的名额。"),
    ("time", "经过两年三个月的努力，三年一次的评比结束了。"),
]


@pytest.mark.parametrize(("label", "text"), SPARED, ids=[case[0] for case in SPARED])
def test_what_only_counts_is_spared(label: str, text: str) -> None:
    assert keys(text, "numeral_abbreviation") == [], label


ITEMS = [
    ("cue", "做到“三个好”，即队伍好、制度好、口碑好。", "三个好", "after", ["队伍好", "制度好", "口碑好"]),
    ("cue with a long way", "所谓“三勤”，就是在做好本职的同时，引导大家手勤、脚勤、口勤。", "三勤", "after",
     ["手勤", "脚勤", "口勤"]),
    ("bracket", "摸清“四知”（知姓名、知住址、知困难、知心愿）情况。", "四知", "bracket",
     ["知姓名", "知住址", "知困难", "知心愿"]),
    ("list before", "努力建设勤劳型、和睦型、书香型“三型”家庭。", "三型", "before", ["勤劳型", "和睦型", "书香型"]),
    ("conjunction", "围绕迎接建社十周年和迎接全国大会“两个节点”开展工作。", "两个节点", "before",
     ["迎接建社十周年", "迎接全国大会"]),
    ("no common morpheme", "构筑学校、社区、家庭“三位一体”的网络。", "三位一体", "before", ["学校", "社区", "家庭"]),
    ("quoted list", "开展“比手艺，创一流产品；比团结，创一流班组”的“两比两创”竞赛。", "两比两创", "before",
     ["比手艺，创一流产品", "比团结，创一流班组"]),
    ("row of quotes", "唱好“门前净”“屋内净”“院中净”的“三净”歌。", "三净", "before", ["门前净", "屋内净", "院中净"]),
    ("counted", "必须做到“三个落实”：一是人员落实。要选好人。二是场地落实。要找好地方。三是经费落实。要算好账。",
     "三个落实", "after_enum", ["人员落实", "场地落实", "经费落实"]),
    ("elsewhere", "朝着“三个过得硬”走。\n活更多。\n要培养技术过得硬、作风过得硬、纪律过得硬的队伍。",
     "三个过得硬", "distant",
     ["技术过得硬", "作风过得硬", "纪律过得硬"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "key", "mode", "wanted"), ITEMS, ids=[case[0] for case in ITEMS])
def test_items_are_those_the_text_spells_out(label: str, text: str, key: str, mode: str, wanted: list[str]) -> None:
    draft = read(text)
    term = term_of(draft, key)
    assert [item.lead for item in term.items] == wanted, label
    assert term.items_mode == mode
    assert [draft.text[item.start : item.end] for item in term.items] == wanted
    assert [series.items for series in draft.series if series.kind == "numeral_abbreviation"] == [term.items]


NO_ITEMS = [
    ("wrong count", "做到“四个好”，即队伍好、制度好、口碑好。", "四个好"),
    ("only described", "扶持种子有着落、水源有保障、销路有门道的“三农”小社。", "三农"),
    ("siblings", "“双优生”“双特色”“双高计划”都要落实。", "双高计划"),
    ("another list", "本着简便快捷、不偏不倚、看得明白的想法推行“双随机、一公开”。", "双随机一公开"),
    ("chance", "牢记“三个务必”，学技术、练本领、强素质。", "三个务必"),
]


@pytest.mark.parametrize(("label", "text", "key"), NO_ITEMS, ids=[case[0] for case in NO_ITEMS])
def test_no_items_are_given_without_exactly_as_many(label: str, text: str, key: str) -> None:
    assert term_of(read(text), key).items == (), label


MAXIMS = [
    (
        "sentence",
        "牢固树立“干得好是本分、干不好是失职、不肯干是耻辱”的想法。",
        ["干得好是本分干不好是失职不肯干是耻辱"],
    ),
    ("one clause", "始终记住“服务工作就是要做到心坎上”。", ["服务工作就是要做到心坎上"]),
    ("no shared build", "响应“打得开门、迎进群众来”的号召。", ["打得开门迎进群众来"]),
]


@pytest.mark.parametrize(("label", "text", "wanted"), MAXIMS, ids=[case[0] for case in MAXIMS])
def test_quoted_sentences_are_slogans(label: str, text: str, wanted: list[str]) -> None:
    assert [term.normalized for term in read(text).terms] == wanted, label


@pytest.mark.parametrize(
    "text",
    ["评选“服务标兵”“岗位能手”和“党员先锋岗”。", "不能唱“独角戏”，不吃“大锅饭”。", "成立“全县农村电商综合服务中心”。",
     "“花架子要不得"],
)  # fmt: skip
def test_quoted_names_are_no_slogans(text: str) -> None:
    assert read(text).terms == []


PARALLELS = [
    ("pair", "坚持以学促干，以干促学。", ["以学促干以干促学"]),
    ("first clause cut", "大家都要想做事、敢做事、会做事。", ["想做事敢做事会做事"]),
    ("last clause cut", "把这件事组织好、推动好、落实好这项任务。", ["组织好推动好落实好"]),
    ("nothing shared", "希望你们讲党性、重品行、作表率。", ["讲党性重品行作表率"]),
    ("words on both sides", "形成我县勤学善思、勤学善用的浓厚风气。", ["勤学善思勤学善用"]),
    ("every second clause", "真正做到“民有所呼，我有应；民有所求，我有为”。", ["民有所呼我有应民有所求我有为"]),
    ("a verb in the middle", "实行老人带新人、强村帮弱村、大户带小户，共同富裕。", ["老人带新人强村帮弱村大户带小户"]),
    ("traditional", "堅持以學促幹，以幹促學。", ["以学促干以干促学"]),
]


@pytest.mark.parametrize(("label", "text", "wanted"), PARALLELS, ids=[case[0] for case in PARALLELS])
def test_parallel_clauses_are_found(label: str, text: str, wanted: list[str]) -> None:
    assert keys(text, "parallel") == wanted, label


@pytest.mark.parametrize(
    "text",
    ["改善了工作条件、工作环境。", "审计处、督察处都来了。", "市委、市政府高度重视。", "增长了10.4%、12.1%。",
     "参与者、组织者都要负责。", "今天天气很好，我们在这里开会，主要任务是研究工作。", "生活待遇、优抚待遇都提高了。"],
)  # fmt: skip
def test_lists_of_things_are_no_parallels(text: str) -> None:
    assert keys(text, "parallel") == []


def test_clauses_of_a_counted_series_are_slogans_of_their_own() -> None:
    text = "一是以党建带队伍，作风更实。\n二是以项目带产业，后劲更足。\n三是以典型带群众，干劲更大。"
    found = [term for term in read(text).terms if term.kind == "parallel"]
    assert [term.normalized for term in found] == ["以党建带队伍", "以项目带产业", "以典型带群众"]
    assert all("sibling-headings" in term.why for term in found)


def test_variants_of_a_set_phrase_are_one_slogan() -> None:
    draft = read("要不忘初心、牢记使命。还要不忘初心，牢记使命。再说一遍：不忘初心牢记使命。")
    assert len(term_of(draft, "不忘初心牢记使命").places) == 3


def test_a_set_phrase_inside_a_longer_slogan_is_not_told_twice() -> None:
    assert "零容忍" not in {term.normalized for term in read("落实“三个零容忍”要求。").terms}


def test_a_lost_quote_joins_nothing() -> None:
    text = "要做到“三勤\n另外还要抓好收尾工作，请大家按照既定安排继续往前推进”，会议到此结束。"
    assert read(text).terms == []


def test_every_mention_counts_once() -> None:
    draft = read("抓好“三个到户”。\n三个到户是大事，“三个到户”要常抓。")
    places = term_of(draft, "三个到户").places
    assert [draft.text[place.start : place.end] for place in places] == ["三个到户"] * 3
    assert [place.passage for place in places] == [0, 1, 1]


def test_a_number_before_makes_another_number() -> None:
    assert len(term_of(read("抓好“五个好”。全县有十五个好项目。"), "五个好").places) == 1
