"""Pinyin glosses: what a machine put in goes, what a person wrote stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.passes import Draft
from speechkit.pipeline import repair
from speechkit.repair.gloss import PASS
from speechkit.source import read

ONLY = Options(only=("repair.gloss",))
PLAIN = (
    "全县干部要把服务群众当作本分，把发展产业当作正事。过去一年，各乡镇统一部署，任务层层分解，"
    "机关干部下到村里，与群众一同劳动。产业有了起色，群众有了笑容，机关作风有了转变。"
    "今年的任务更重，机关更要带头，服务更要到位，发展更要提速，统一思想才能统一行动。"
)
TONED = {"务": "wù", "发": "fā", "关": "guān", "统": "tǒng", "产": "chǎn"}
TONELESS = {
    "务": "wu",
    "发": "fa",
    "关": "guan",
    "统": "tong",
    "产": "chan",
    "行": "xing",
    "分": "fen",
    "的": "de",
    "当": "dang",
}


def glossed(text: str, table: dict[str, str], form: str = "({})") -> str:
    return "".join(char + form.format(table[char]) if char in table else char for char in text)


REMOVED = [
    ("toned", glossed(PLAIN, TONED)),
    ("full-width brackets", glossed(PLAIN, TONED, "（{}）")),
    ("doubled", glossed(PLAIN, TONED, "({0})({0})")),
    ("tripled and toneless", glossed(PLAIN, TONELESS, "({0})({0})({0})")),
    ("a blank inside", glossed(PLAIN, TONED, "({} )")),
    ("toneless throughout", glossed(PLAIN, TONELESS)),
    (
        "letters of another alphabet",
        glossed(PLAIN, {"产": "chǎn", "当": "dɑng", "关": "guān", "务": "wù", "统": "tǒng"}),
    ),
]


@pytest.mark.parametrize("text", [case[1] for case in REMOVED], ids=[case[0] for case in REMOVED])
def test_glosses_of_a_machine_go(text: str) -> None:
    after, edits = repair(text, ONLY)
    assert after == PLAIN
    assert {edit.rule for edit in edits} == {"gloss.pinyin"}
    assert repair(after, ONLY)[1] == []


def test_a_short_text_with_three_glosses_is_enough() -> None:
    assert repair("總務(wù)處發(fā)展產(chǎn)業", ONLY)[0] == "總務處發展產業"


RARE = "旧时匠人叮(dīng)嘱学徒：凿(záo)石要稳，刨(bào)木要匀，淬(cuì)火要快，砌(qì)墙要直，榫(sǔn)卯要严。"
NAMED = "参观了六(lù)安、台(tāi)州、丽(lí)水、乐(yuè)清、蚌(bèng)埠、铅(yán)山、大埔(bù)等地。"
FACES = "主持人李(li)某、王(wang)某、张(zhang)某、陈(chen)某、赵(zhao)某、孙(sun)某、周(zhou)某、吴(wu)某到会。"
PROVERBS = "“心广体胖(pán)”“暴虎冯(píng)河”“一曝(pù)十寒”“自怨自艾(yì)”“博闻强识(zhì)”“否(pǐ)极泰来”容易读错。"
KEPT = [
    ("rare characters in a short text", "防止龃(jǔ)龉(yǔ)、龌(wò)龊(chuò)和饕(tāo)餮(tiè)之风。"),
    ("names of places", NAMED),
    ("names of people", FACES),
    ("sayings that are misread", PROVERBS),
    ("an editor's help with rare characters", RARE + PLAIN * 2),
    ("one gloss", "他在银行(háng)工作，每天走路上班。" + PLAIN),
    (
        "two readings told apart",
        "“重(chóng)新”与“重(zhòng)量”不同，“长(zhǎng)大”与“长(cháng)远”也不同，“朝(zhāo)阳”与“朝(cháo)向”更要分清。",
    ),
    ("list of new characters", "生字：栋(dòng)、梁(liáng)、旗(qí)、帜(zhì)、堡(bǎo)、垒(lěi)。"),
    ("words, not characters", "汉语拼音(pīnyīn)和普通话(pǔtōnghuà)、文字(wénzì)、声调(shēngdiào)、音节(yīnjié)"),
    ("abbreviations", "总值GDP(gdp)、软件(app)、铁路(km)、物质(pm)、臭氧(ozone)、英文(ok)"),
    ("heading markers", "(一)(二)(a)(b)(c)(d)"),
    ("after Latin letters", "A(ā) B(bē) C(cē) D(dē) E(è)"),
    ("upper case", "艾(AI)、李(LI)、王(WANG)、张(ZHANG)、刘(LIU)"),
    ("a few toneless ones", "乙(yi)烷与丙(bing)烷、丁(ding)烷"),
    ("Han in the bracket", "各区(县)、各科(室)、各队(所)、各站(点)"),
]


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_people_wrote_stays(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_other_brackets_stay_in_a_glossed_document() -> None:
    extra = "全县总值GDP(gdp)稳步增长，软件(app)已经上线，里程(km)重新核定。"
    assert repair(glossed(PLAIN, TONED) + extra, ONLY)[0] == PLAIN + extra


def test_one_character_glossed_again_and_again_is_enough() -> None:
    text = ("众人的事要商量着办，山上的树要一棵一棵种，河里的水要清。" + PLAIN) * 3
    for table in ({"的": "dì", "水": "shuǐ"}, {"务": "wù", "的": "de"}, {"产": "chǎn"}):
        assert repair(glossed(text, table), ONLY)[0] == (text if len(table) > 1 else glossed(text, table))


def test_a_real_gloss_in_a_glossed_document_stays() -> None:
    real = "他在银行(háng)排队，银行里人多，行人也多，各行各业都有，有人步行来。"
    assert repair(glossed(PLAIN, TONED) + real, ONLY)[0] == PLAIN + real


def test_it_warns_once_with_the_number() -> None:
    text = glossed(PLAIN, TONED)
    reading = read(text)
    draft = Draft(reading.raw, reading.source, Options())
    cuts = PASS.edit(draft)
    assert isinstance(cuts, list)
    PASS.edit(draft)
    assert [note.code for note in draft.notes] == ["pinyin_glosses"]
    assert str(len(cuts)) in draft.notes[0].message


def test_blank_lines_do_not_decide() -> None:
    text = "务(wù)农的人关(guān)心收成，也统(tǒng)筹家用。" + "\n" * 200
    assert repair(text, ONLY)[0].rstrip() == repair(text.rstrip(), ONLY)[0] == "务农的人关心收成，也统筹家用。"


PIECES = st.sampled_from(
    [
        "务(wù)",
        "发(fā)",
        "关(guān)",
        "统(tǒng)",
        "行(xíng)",
        "行(háng)",
        "(wù)",
        "中",
        "。",
        "(",
        ")",
        "（a）",
        " ",
        "的(de)",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])


THIN = (
    "春分一过，渠里的水要先放满，再看各村的秧田。去年有两个村抢着放水，闹到派出所，今年要立下规矩。"
    "谁先谁后，抓阄定，写在纸上，贴在村口，谁也不许改。管水的人由大家推，推出来的人要负责，夜里也要在渠上走一趟。"
    "田里的事，早一天是一天。种子要晒，犁头要磨，牛要喂饱，拖拉机要修好，莫等到下雨才想起来补。"
    "村里的年轻人出去打工的多，留下来的都是老人，插秧的时候请人要趁早，价钱说清楚，莫欠人家的。"
    "山塘水库要有人守，堤上的草要割，蚂蚁洞要填。下大雨那几天，干部都住到村里去，手机开着，随叫随到。"
    "插完秧还要看苗，黄的补肥，倒的扶正，虫口多的先打药。粮站的秤要校准，收粮的时候莫让人排队排到天黑。"
    "晒场要扫净，口袋要补好，谷子干了才入仓，湿的摊开再晒一天，莫图快。"
    "修渠的钱从水费里出，收多少、用多少，月底写在黑板上，老人看得见，孩子也看得见。谁家有难处，先放水，后交钱。"
)
RARELY = {
    "种": "zhǒng",
    "负": "fù",
    "责": "zé",
    "规": "guī",
    "拖": "tuō",
    "库": "kù",
    "年": "nián",
    "随": "suí",
    "价": "jià",
}


def test_a_text_with_few_of_the_characters_that_a_machine_glosses_is_enough() -> None:
    text = glossed(THIN, RARELY)
    assert 10 <= text.count("(") <= len(THIN) // 20
    assert repair(text, ONLY)[0] == THIN


def test_as_few_glosses_stay_where_the_same_characters_come_without_one() -> None:
    text = glossed(THIN, RARELY).replace("今年(nián)", "今年").replace("随(suí)叫", "随叫")
    text = text + "年年如此，规矩不改，责任不推，价钱不涨，库里有水。"
    assert repair(text, ONLY)[0] == text
