"""speechkit learn on few pages and odd sites: what two pages tell, what stays however few or many they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.cli.group import command as main
from speechkit.corpus.learn import learn
from speechkit.corpus.learn_lines import lines_of
from speechkit.corpus.learn_pages import read
from speechkit.corpus.learn_phrases import phrases_of
from speechkit.passes import Options
from speechkit.rules.profile import Profile

SPEECHES = (
    "在北桥修路开工会上的讲话\n同志们：\n这条路盼了三十年，今天终于动工，乡亲们天不亮就来了。\n路修好以后，先通校车，再通货车。\n谢谢大家！",
    "在南山茶农培训班上的发言\n同志们：\n炒茶是手上的功夫，温度差五度，香气差一半。\n老师傅愿意教，年轻人要肯站在锅边。\n谢谢大家！",
    "在东街消防演练总结会上的讲话\n同志们：\n警报响了四分钟，三楼还有人在找鞋。\n下个月再练一次，不提前打招呼。\n谢谢大家！",
    "在西湾养老院揭牌仪式上的致辞\n同志们：\n院子里种了二十棵石榴，等它们结果，请大家来摘。\n食堂的饭要软，走廊的灯要亮。\n谢谢大家！",
    "在中洲晒场安全会上的讲话\n同志们：\n谷子晒在公路上，车要绕，人要躲，去年出了两起事故。\n今年各村都要留出自己的晒场。\n谢谢大家！",
)
MARKS, SITE = re.compile("[«»]"), re.compile("«.*?»", re.S)
WHO = ("李秋生", "赵青禾", "方晓棠", "宋知秋", "田春和")
OTHER = ("在村史馆开馆式上的讲话", "新年献词", "在老干部座谈会上的发言", "毕业典礼上的寄语", "在植树节上的致辞")


def pages_of(page: str, count: int) -> list[str]:
    return [
        page.format(
            speech=speech,
            title=speech.split("\n")[0],
            said="\n".join(speech.split("\n")[1:-1]),
            rest=speech.partition("\n")[2],
            n=37 * number + 1200,
            day=f"20{12 + number}-0{number + 1}-1{number}",
            who=WHO[number],
            other=OTHER[number],
            odd="甲乙丙丁戊"[number] + "x7",
        )
        for number, speech in enumerate(SPEECHES[:count])
    ]


def folder(path: Path, pages: list[str]) -> str:
    path.mkdir(exist_ok=True)
    for number, page in enumerate(pages):
        (path / f"{number:02}.txt").write_text(page, "utf-8")
    return str(path)


def shapes(profile: Profile) -> set[str]:
    return {each.shape for site in profile.sites for each in (*site.lines, *site.phrases)}


def speech_of(text: str) -> str:
    return speechkit.clean(text).to_text()


# label, pages that teach, page with what the site put in between « and », shapes that are learnt
SITES = [
    ("two pages that share two lines", 2, "«灯笼巷夜话\n»{speech}\n«灯灭了，慢走\n»", {"灯笼巷夜话", "灯灭了,慢走"}),
    ("two pages with a line that dates and counts", 2, "{speech}\n«第{n}盏于{day}点亮\n»", {"第{n}盏于{date}点亮"}),
    ("two pages with a label", 2, "«灯笼巷夜话\n»{speech}\n«隔壁那盏：{other}\n»", {"灯笼巷夜话", "隔壁那盏:{text}"}),
    (
        "two pages with a phrase in brackets",
        2,
        "«灯笼巷\n»{title}\n同志们：\n路要修好，先通校车。«〖灯下抄〗»\n{who}说得对。«〖灯下抄〗»\n谢谢大家！\n«灯灭了慢走\n»",
        {"灯笼巷", "〖灯下抄〗", "灯灭了慢走"},
    ),
    ("titles that begin and end alike", 3, "{speech}\n«再点一盏：在第{n}次夜校上的讲话\n»", {"再点一盏:{text}"}),
    ("a word before titles", 3, "{speech}\n«前灯 {other}\n»", {"前灯 {text}"}),
    ("a book's marks around titles", 3, "{speech}\n«灯下还压着：《{other}》\n»", {"灯下还压着:《{text}》"}),
    ("keywords that repeat", 3, "{speech}\n«灯罩上写着：{odd} 总结 {who}\n»", {"灯罩上写着:{text}"}),
    (
        "marks of leaves in dashes",
        3,
        "{title}\n同志们：\n话要说短。\n«— 第{n}盏灯 —\n»{who}说得对。\n«— 第{n}盏灯 —\n»事要做实。\n谢谢大家！\n",
        {"— 第{n}盏灯 —"},
    ),
    ("English around a name and a day", 3, "{title}\n«lit by {who} on {day}\n»{rest}\n", {"lit by {author} on {date}"}),
    (
        "a numbered list of titles between two lines",
        3,
        "{speech}\n«今夜还亮着的\n1. {other}\n2. 在第{n}次夜校上的讲话\n都吹灭了\n»",
        {"今夜还亮着的", "都吹灭了"},
    ),
    ("a verse beyond the thanks", 3, "{speech}\n«灯芯剪短些，夜路走慢些。\n»", {"灯芯剪短些,夜路走慢些。"}),
    ("a day with its weekday", 3, "{title}\n«点灯：{day} 星期三 下午3:20\n»{rest}\n", {"点灯:{date}"}),
    ("speeches, said above the title", 3, "«今日灯谜：谁的讲话最长\n»{title}\n{rest}\n", {"今日灯谜:谁的讲话最长"}),
]


@pytest.mark.parametrize(("label", "count", "page", "wanted"), SITES, ids=[case[0] for case in SITES])
def test_few_pages_teach_a_site(label: str, count: int, page: str, wanted: set[str], tmp_path: Path) -> None:
    pages = pages_of(page, 5)
    profile = learn(folder(tmp_path, [MARKS.sub("", each) for each in pages[:count]]))
    assert shapes(profile) == wanted, label
    for text in pages:
        cleaned = speechkit.clean(MARKS.sub("", text), Options(profile=profile)).to_text()
        assert cleaned == speech_of(SITE.sub("", text)), label


# label, page: nothing of it is learnt, from two pages or from five
SPARED = [
    ("where and when it was said", "{title}\n会议时间：{day}\n地点：区会议中心二楼\n{rest}\n"),
    ("who led the meeting", "{title}\n主持人：李老师\n{rest}\n"),
    ("a league's committee signs", "{speech}\n石桥一中团委\n"),
    ("a students' union signs", "{speech}\n石桥一中学生会\n"),
    ("a party school below the title", "{title}\n石桥县委党校\n{rest}\n"),
    ("a centre signs", "{speech}\n石桥县融媒体中心\n"),
    ("how it was written down", "{speech}\n（根据录音整理，未经本人审阅）\n"),
    ("whether it may be published", "{speech}\n（此件公开发布）\n"),
    ("a part of a meeting", "{title}\n{said}\n【会议要求】\n谢谢大家！\n"),
    ("a verse above the thanks", "{title}\n{said}\n长风破浪会有时，直挂云帆济沧海。\n谢谢大家！\n"),
    ("a verse above who signs", "{speech}\n长风破浪会有时，直挂云帆济沧海。\n石桥县融媒体中心\n"),
    ("a set phrase at the end", "{title}\n{said}\n功成不必在我，功成必定有我。\n"),
    ("a motto without a stop above the thanks", "{title}\n{said}\n少年强则国强\n谢谢大家！\n"),
    ("two stock lines", "{title}\n县委书记 李向东\n{rest}\n中共石桥县委办公室\n{day}\n"),
    ("one line of two pages", "{title}\n石桥夜校读本\n{rest}\n"),
]


@pytest.mark.parametrize(("label", "page"), SPARED, ids=[case[0] for case in SPARED])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_few_speeches_teach_nothing(label: str, page: str, count: int, tmp_path: Path) -> None:
    if label.startswith("one line") and count > 2:
        pytest.skip("three pages that share a line are of one site")
    pages = pages_of(page, count)
    profile = learn(folder(tmp_path, pages))
    for text in pages:
        assert speechkit.clean(text, Options(profile=profile)).to_text() == speech_of(text), label


def test_a_phrase_before_the_speech_feeds_the_metadata() -> None:
    site = {"name": "灯", "phrases": [{"shape": "点灯{date}"}]}
    profile = Profile.from_json(json.dumps({"schema": "speechkit.profile/1", "sites": [site]}))
    page = SPEECHES[0].replace("\n同志们", " 点灯2021-03-04\n同志们")
    document = speechkit.clean(page, Options(profile=profile))
    assert document.metadata.date == "2021-03-04"
    assert document.to_text() == speech_of(SPEECHES[0])


def test_a_profile_may_be_edited_by_hand() -> None:
    site = {
        "name": "灯笼巷",
        "lines": [{"shape": "再点一盏：{next}", "where": "tail"}, {"shape": "灯笼巷  夜话", "where": "head"}],
        "phrases": [{"shape": "（灯下抄）"}],
        "regions": [{"above": "不在了", "below": "也不在了"}],
    }
    profile = Profile.from_json(json.dumps({"schema": "speechkit.profile/1", "sites": [site]}))
    page = f"灯笼巷 夜话\n{SPEECHES[0]}（灯下抄）\n再点一盏：新年献词\n"
    document = speechkit.clean(page, Options(profile=profile))
    assert document.to_text() == speech_of(SPEECHES[0])
    assert document.metadata.next == "新年献词"
    assert {edit.why for edit in document.changes_made() if edit.rule.startswith("learnt.")} == {
        "added to the profile by hand"
    }
    assert Profile.from_json(profile.to_json()) == profile


def test_a_slip_in_a_profile_is_told_with_its_line() -> None:
    text = Profile(files=3).to_json().replace('"files": 3,', '"files": 3')
    with pytest.raises(speechkit.SpeechkitError, match=r"site\.json: .*line 4, column 3"):
        Profile.from_json(text, "site.json")


def test_learning_at_once_is_learning_and_then_cleaning(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", pages_of("灯笼巷夜话\n{speech}\n灯灭了，慢走\n", 5))
    site, one, two = (str(tmp_path / name) for name in ("site.json", "one", "two"))
    runs = [
        ["learn", raw, "-o", site, "-q"],
        ["clean", raw, "-o", one, "--profile", site, "-f", "json", "--edits", "-q"],
        ["clean", raw, "-o", two, "--learn", "-f", "json", "--edits", "-q"],
    ]
    assert [CliRunner().invoke(main, run).exit_code for run in runs] == [0, 0, 0]
    contents = [[path.read_bytes() for path in sorted(Path(each).glob("*.json"))] for each in (one, two)]
    assert len(contents[0]) == 5
    assert contents[0] == contents[1]


def test_an_empty_folder_teaches_nothing_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = CliRunner().invoke(main, ["learn", str(tmp_path / "none")])
    assert result.exit_code != 0
    assert len(result.stderr.strip().splitlines()) == 1


@given(st.lists(st.text(alphabet="灯笼巷12 :|—(〖〗)。在讲话上的\n谢谢!", max_size=120), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_few_pages_can_be_learnt_from(pages: list[str]) -> None:
    read_pages = [read(page, "", Options()) for page in pages]
    learnt = lines_of(read_pages)
    for entry in (*learnt.lines, *phrases_of(read_pages, learnt.gone, learnt.names)):
        assert 1 < entry.files[0] <= entry.files[1]
