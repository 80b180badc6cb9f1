"""Runs of shifted bytes are read back; what looks like one stays as it is."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import speechkit
from speechkit import Options
from speechkit.ledger import Cut, replay
from speechkit.passes import Draft
from speechkit.pipeline import run
from speechkit.repair import bench, byteshift, realign
from speechkit.source import read
from tests.damage import NARROW, Site, damage, straddles
from tests.straddling import SIMPLIFIED, TRADITIONAL

KEPT, DROPPED, ASKED = Site(), Site(private="drop"), Site(private="?")
SILENT, REPLACED = Site(lone=""), Site(lone="\ufffd")
NARROWED, TAGGED = Site(folded=True), Site(eats=False)


def cuts_of(text: str) -> tuple[Draft, list[Cut]]:
    reading = read(text)
    draft = Draft(reading.raw, reading.source, Options())
    found = byteshift.repair_byteshift(draft)
    assert found is None or isinstance(found, list)
    return draft, found or []


def repaired(text: str) -> str:
    draft, cuts = cuts_of(text)
    draft.ledger.splice(cuts)
    return draft.text


def test_the_model_makes_what_was_seen_on_pages() -> None:
    assert damage("活動。活動組織好", 2, NARROWED).line == "活動?;顒咏M織好"
    assert damage("說教。科學的辦法", 2, NARROWED).line == "說教??茖W的辦法"
    assert damage("確保活動取得實效</p>", 1, NARROWED).line == "確?;顒尤〉脤嵭?/p>"
    assert damage("聽取群眾意見。活躍", 6, NARROWED).line == "聽取群眾意見?;钴S"
    assert damage("我市上海口岸", 3, SILENT).line == "我市上？诎"


# label, sentence, the character cut inside, how the site shows it
READ_BACK = [
    ("pairs kept", "要确保会议精神传达到每一个支部、每一名党员。", "保会", KEPT),
    ("pairs kept, traditional", "各單位要統一思想。活動組織得好不好，關鍵看領導。", "。活", KEPT),
    ("pairs dropped", "各單位要統一思想。活動組織得好不好，關鍵看領導。", "。活", DROPPED),
    ("pairs as question marks", "絕不能停留在口頭上。科學的決策離不開深入的調查。", "。科", ASKED),
    ("lone byte shown as nothing", "各單位要統一思想。活動組織得好不好，關鍵看領導。", "。活", SILENT),
    ("lone byte shown as U+FFFD", "我们不能只说不做。科学的办法要从实践中来，再回到实践中去。", "。科", REPLACED),
    ("half-width page", "要把任務落到人頭。基層建設是根本，基礎不牢，地動山搖。", "。基", NARROWED),
    ("half-width page, simplified", "有的同志遇到困难绕着走。会议开了一个又一个，问题还在原地。", "。会", NARROWED),
    ("a lost 保", "要確保活動取得實效，讓群眾得到實實在在的好處。", "保活", KEPT),
    ("a lost 常", "这项工作非常可贵，也非常不容易，要长期坚持下去。", "常可", KEPT),
    ("an ASCII trail byte ends it", "這項制度要長期堅持。看一個干部，既要看能力，也要看品行。", "。看", KEPT),
]


@pytest.mark.parametrize(("sentence", "place", "site"), [case[1:] for case in READ_BACK], ids=[c[0] for c in READ_BACK])
def test_a_damaged_sentence_is_read_back(sentence: str, place: str, site: Site) -> None:
    damaged = damage(sentence, sentence.index(place), site)
    assert damaged.line != site.prints(sentence)
    page = [site.prints(each) for each in ("今天开会，讲三点意见。", "大家要認真聽，抓好落實。")]
    after = repaired("\n".join([page[0], damaged.line, page[1]]))
    assert after.translate(NARROW) == "\n".join([page[0], sentence, page[1]]).translate(NARROW)


def test_the_marks_of_a_run_are_full_width_also_on_a_half_width_page() -> None:
    sentence = "要确保会议精神传达到每一个支部、每一名党员，落实到行动上。"
    damaged = damage(sentence, 2, NARROWED)
    assert repaired("同志们,今天开会.\n" + damaged.line) == "同志们,今天开会.\n" + sentence


AGAIN = [
    ("cut again before a comma", "要確保活動取得實效，讓群眾得到好處。", "保活", "，讓"),
    ("cut again, simplified", "有的同志遇到困难绕着走。会议开了不少，问题没有解决。群众在看。", "。会", "，问"),
]


@pytest.mark.parametrize(("sentence", "place", "again"), [case[1:] for case in AGAIN], ids=[c[0] for c in AGAIN])
def test_a_further_cut_loses_the_last_byte_too(sentence: str, place: str, again: str) -> None:
    damaged = damage(sentence, sentence.index(place), KEPT, sentence.index(again))
    assert damaged.line.endswith("?" + sentence[sentence.index(again) :])
    assert repaired("今天开会，讲三点意见。\n" + damaged.line).endswith("\n" + sentence)


def test_a_half_tag_is_whole_again() -> None:
    gold = "要确保活动取得实效</p>"
    damaged = damage(gold, 2, KEPT)
    assert damaged.line.endswith("/p>")
    assert "<" not in damaged.line
    assert repaired("今天开会，讲三点意见。\n" + damaged.line).endswith(gold)
    assert speechkit.clean("同志们，今天开会。\n" + damaged.line + "\n").to_text().endswith("要确保活动取得实效\n")


def test_a_character_that_was_swallowed_is_marked_and_never_guessed() -> None:
    gold = "各单位要统一思想。会议强调，全年新增就业5万人，完成任务。"
    damaged = damage(gold, gold.index("。会"), KEPT)
    assert "5" not in damaged.line
    _, cuts = cuts_of(damaged.line)
    assert cuts
    assert "\ufffd" in cuts[0].after
    assert cuts[0].confidence < 0.95
    assert "U+FFFD" in cuts[0].why


def test_two_runs_on_one_line_and_many_on_a_page() -> None:
    first, second = "各單位要統一思想。活動組織得好，", "絕不能停留在口頭上。科學的決策離不開調查。"
    one = damage(first, first.index("。活"), KEPT).line + damage(second, second.index("。科"), KEPT).line
    assert repaired(one) == first + second
    assert repaired("\n".join([one] * 20)) == "\n".join([first + second] * 20)


CHOICE = "要保基本、保运转、保工资，把有限的钱花在刀刃上。"


def test_what_was_chosen_is_told() -> None:
    damaged = damage(CHOICE, 1, KEPT)
    text = f"同志们，今天开会，讲三点意见。\n{damaged.line}\n大家要认真抓好落实。\n"
    document = speechkit.clean(text, Options(skip=("boilerplate",)))
    edit = next(edit for edit in document.changes_made() if edit.rule == "byteshift.run")
    assert 0 < edit.confidence < 0.95
    assert {edit.after, *edit.alternatives} >= {"保" + CHOICE[2:], "。" + CHOICE[2:]}
    warning = next(warning for warning in document.warnings if warning.code == "garbled_repaired")
    assert warning.span is not None
    low, high = warning.span
    assert text[low:high] == damaged.line[damaged.start :]
    assert (warning.confidence, warning.alternatives) == (edit.confidence, list(edit.alternatives))
    printed = json.loads(document.to_json(edits=True))
    told = next(each for each in printed["edits"] if each["rule"] == "byteshift.run")
    assert (told["why"], told["confidence"], told["alternatives"]) == (
        edit.why,
        edit.confidence,
        list(edit.alternatives),
    )


def test_the_story_names_the_bytes() -> None:
    _, cuts = cuts_of("各單位要抓緊?；顒咏M織好，會議就開到這里。")
    assert cuts[0].after == "。活動組"
    assert "lead byte A1" in cuts[0].why  # of 。 A1A3
    assert "A3BB EE84 D3BD" in cuts[0].why  # ；顒咏 as printed
    assert "A1A3 BBEE 84D3 BD4D" in cuts[0].why  # 。活動組


def test_a_skipped_pass_leaves_the_run_and_it_is_flagged() -> None:
    for mark in ";；":
        text = f"同志们，今天开会。\n各單位要抓緊?{mark}顒咏M織好，要抓好落实。\n"
        document = speechkit.clean(text, Options(skip=("repair.byteshift",)))
        assert f"抓緊?{mark}顒咏M織好" in document.to_text()
        assert [warning.code for warning in document.warnings] == ["garbled_unrepaired"]


HEALTHY = [
    ("question and exclamation", "这是真的吗？！大家要想一想。"),
    ("question and semicolon", "任务到了没有？；问题改了没有？；这要一件件看。"),
    ("two question marks", "大家想想，是不是？？会上再议。"),
    ("half-width marks in Chinese", "你做到了吗?;这一条要记住,真的吗??考虑一下"),
    ("half-width, then 活 and 科", "任务完成了没有?;活动开展了没有?;科室落实了没有?!"),
    ("an English question", "Really?! 他说不会。Why?？看一看就知道。"),
    ("a choice in code", "x = a ? b : c; 中文注释"),
    ("a choice without blanks", "return ok?1:0;//完成"),
    ("a table", "| 单位 | 完成? | 备注 |\n|---|---|---|\n| 甲 | ?; | 暂缺 |"),
    ("an address", "详见 http://example.cn/list?;id=3&a=?！中文 和 /so?q=中国"),
    ("lost for good", "????????，??????????。\n各级??要??工作。"),
    ("Japanese", "本当ですか?！活動を続けます。何ですか？；開始します。"),
    ("Korean", "정말입니까?! 활동을 계속합니다?;한국어"),
    ("verses", "问君能有几多愁？\n恰似一江春水向东流！\n春花秋月何时了？往事知多少！"),
    ("a rare name behind a question", "谁来讲？龚喆同志先讲？闫旻昱、禤逸同志后讲！邰赟鑫主持。"),
    ("a rare name behind half-width marks", "谁先讲?闫旻昱同志先讲!禤逸同志后讲;邰赟鑫主持。"),
    ("a rare name behind both", "谁讲?！龚喆同志讲。"),
    ("at the end of a line", "准备好了吗?！\n都来了吗?；\n是这样吗??\n到底行不行?。"),
    ("a letter", "方案怎么样?；A组同意，B组反对?！C组弃权。"),
    ("traditional", "為什麼？！開會就是要講清楚？；科學的態度是什麼？"),
    ("two marks in front of a character with an ASCII trail byte", "大家都在台上??誰也沒有開口，誰也沒有走開。"),
    ("blanks", "你来吗? ！看情况。 ？ ；会的。"),
    ("exclamations and names of herbs", "要种好黄芪！薏苡、蕺菜、莪术也要种；苍耳、茜草、薤白可以少种！"),
    ("place names", "先后到过盱眙！睢宁、邳州；郯城、莒县、亳州、歙县！黟县、婺源。"),
]


@pytest.mark.parametrize("text", [case[1] for case in HEALTHY], ids=[case[0] for case in HEALTHY])
@pytest.mark.parametrize("around", ["{}", "同志们，今天开会。\n{}\n大家要认真抓好落实。"])
def test_healthy_text_stays(text: str, around: str) -> None:
    draft, cuts = cuts_of(around.format(text))
    assert cuts == []
    assert draft.notes == []


@pytest.mark.parametrize("sentence", [*SIMPLIFIED, *TRADITIONAL])
def test_an_undamaged_sentence_stays(sentence: str) -> None:
    for text in (sentence, sentence.translate(NARROW), sentence.replace("。", "？；"), sentence.replace("，", "?!")):
        assert cuts_of(text)[1] == []


OWN_WORDS = [
    "真的???吗",
    "报告????吗",
    "好?!?吗",
    "拨款???万元",
    "姓名???年龄???",
    "可以吗??? 大家",
    "大家\ufffd？好\ufffd；坏",
    "陈堃?;赵頔?!王翀",
    "是不是；窈窕?!?",
    "祝大家身體健康?!多謝!??",
    "貔貅?;彳亍?!",
    "何ですか？；はい、すごい?!カメラ",
]


@pytest.mark.parametrize("text", OWN_WORDS)
def test_marks_in_a_row_rare_words_and_names_are_somebodys_own(text: str) -> None:
    _, cuts = cuts_of(f"同志们，今天开会。\n{text}\n大家要认真抓好落实。")
    assert cuts == []


BEYOND = "各单位要抓紧?；龘龖龘靐齉龗齾爩鱻，要抓好落实。"


def test_what_cannot_be_read_back_stays_and_is_flagged_once() -> None:
    document = speechkit.clean(f"同志们，今天开会。\n{BEYOND}\n")
    assert BEYOND in document.to_text()
    assert [warning.code for warning in document.warnings] == ["garbled_unrepaired"]


# ---- the laws

SITES = st.builds(
    Site,
    lone=st.sampled_from(["?", "\ufffd", ""]),
    private=st.sampled_from(["keep", "drop", "?"]),
    eats=st.just(value=True),
    folded=st.booleans(),
)
WORDS = [
    *re.findall("[^，。、]+[，。、]", "".join((*SIMPLIFIED, *TRADITIONAL))),
    "新增5项",
    "（一）",
    "“三个一”",
    "；",
    "！",
    "？",
]
LINES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map("".join).filter(straddles)


@settings(max_examples=30)
@given(LINES, SITES, st.data())
def test_a_repair_that_is_accepted_damages_to_the_same_again(line: str, site: Site, data: st.DataObject) -> None:
    """The law of proof, by a model that knows nothing of the repair; holes may be any swallowed character."""
    at = data.draw(st.sampled_from(straddles(line)))
    printed = damage(line, at, site).line
    draft, cuts = cuts_of(printed)
    for cut in cuts:
        assert explains(cut, draft.text), (cut, draft.text)
        assert 0 < cut.confidence <= 1
        assert cut.after not in cut.alternatives
    draft.ledger.splice(cuts)
    assert replay(printed, draft.ledger.edits()) == draft.text


def explains(cut: Cut, text: str) -> bool:
    """Say whether a repair, damaged, prints what stood there, shown in some way, cut again or not."""
    shown = text[cut.start :].translate(NARROW)
    gold = cut.after.replace("\ufffd", "5") + text[cut.end :].replace("\ufffd", "?")
    gold = re.sub("[^\u0000-\u007f\u00b7-\u9fff\uff00-\uffff]", "", gold)
    ways = [
        (Site(lone, private), again)
        for lone in ("?", "\ufffd", "")
        for private in ("keep", "drop", "?")
        for again in (None, len(cut.after))
    ]
    size = cut.end - cut.start
    for way, again in ways:
        damaged = damage(gold, 0, way, again)
        if damaged.line[: damaged.stop].translate(NARROW) == shown[:size] and damaged.end <= len(cut.after):
            return True
    return False


@settings(max_examples=60)
@given(LINES, SITES, st.data())
def test_the_pipeline_replays_and_finds_nothing_in_its_own_result(line: str, site: Site, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(straddles(line)))
    document = run(damage(line, at, site).line + "\n")
    assert replay(document.ledger.raw, document.changes_made()) == document.ledger.text
    assert document.undo() == document.ledger.raw
    once = document.to_text()
    assert run(once).to_text() == once


SCRAPS = st.sampled_from(
    [*"?;！；？!。，\ufffd顒咏M織茖W的活。保 <>/pa(1\n\ue021€", "?；", "??", "(xué)", "?fàn)", "/p>", "會議要求"]
)


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=40).map("".join)))
@example("?;??a)")
@example("?")
@example("；顒龑")
def test_it_is_total(text: str) -> None:
    draft, cuts = cuts_of(text)
    draft.ledger.splice(cuts)


# ---- bounds: never by the clock

MOST = bench._MOST_RUNS
HOSTILE = [
    ("a line of heads", "會議要求?；顒咏M織好" * 9_000, MOST),
    ("ten thousand lines with a head", "會議要求?；顒咏M織好\n" * 10_000, MOST),
    ("a megabyte of heads", "?；顒" * 110_000, MOST),
    ("five megabytes of question marks", "?" * 5_000_000, 0),
    ("marks only", "?；" * 500_000, MOST),
    ("garble without an end", ("會議要求?；" + "顒龑" * 300 + "\n") * 60, 0),
    ("garble on one line", "會議要求?；" + "顒龑" * 100_000, 0),
    ("quotes that stay open", ("“" * 1000 + "?；顒咏") * 40, MOST),
]


@pytest.mark.parametrize(("text", "most"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_work_is_bounded(text: str, most: int) -> None:
    draft, cuts = cuts_of(text)
    assert len(cuts) <= most
    styles = 2
    assert draft.work <= bench._MOST_WORK + styles * 2 * realign._MOST_WORK


def test_the_budget_is_the_document_s_in_all_rounds() -> None:
    reading = read(("會議要求?；" + "顒龑" * 300 + "\n") * 40)
    draft = Draft(reading.raw, reading.source, Options())
    for _ in range(4):
        byteshift.repair_byteshift(draft)
    assert draft.work <= bench._MOST_WORK + 4 * realign._MOST_WORK


def test_work_on_a_page_is_that_on_each_of_its_runs() -> None:
    lines = [f"{damage(text, straddles(text)[0], DROPPED).line}\n" for text in TRADITIONAL]
    alone = sum(cuts_of(line)[0].work for line in lines)
    assert 0.9 * alone <= cuts_of("".join(lines))[0].work <= 1.1 * alone


def test_a_run_that_comes_again_is_read_once() -> None:
    line = damage(TRADITIONAL[0], straddles(TRADITIONAL[0])[0], DROPPED).line + "\n"
    once, twice, ten = (cuts_of(line * count)[0].work for count in (1, 2, 10))
    assert once < twice < 2 * once
    assert ten - once == 9 * (twice - once)
