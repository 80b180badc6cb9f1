"""Parallels of many builds, and lists and prose that are none; what runs of clauses are judged by."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.slogans.candidates import candidates
from speechkit.slogans.clauses import View, windows
from speechkit.slogans.tagging import known, likeness, predicate, tags
from speechkit.slogans.traits import chance, traits, weights

FOUND = [
    (
        "people who are told of",
        "他要求做到领导带头、干部带头、党员带头。",
        ["领导带头干部带头党员带头"],
        "no salutation",
    ),
    ("one by means of the other", "坚持以看促学、以学促干，全面推开。", ["以看促学以学促干"], "share two places"),
    ("verb and thing, first cut", "水库管理要做到查隐患、堵漏洞、保平安。", ["查隐患堵漏洞保平安"], "share nothing"),
    ("words on both sides", "形成了人人护渠、户户节水的好风气。", ["人人护渠户户节水"], "behind: 的"),
    ("unequal, begin alike", "做到有信念、有思路、有好办法。", ["有信念有思路有好办法"], "end alike"),
    (
        "behind a comma",
        "全站上下，不等汛期催，不靠上级推，不要资金堆。",
        ["不等汛期催不靠上级推不要资金堆"],
        "a marker",
    ),
    ("quotes inside", "敢啃“硬骨头”，敢蹚“深水区”，才能打开局面。", ["敢啃硬骨头敢蹚深水区"], "quotes part nothing"),
    (
        "quoted whole",
        "落实“渠道有人管、闸门有人守、水情有人报”的办法。",
        ["渠道有人管闸门有人守水情有人报"],
        "in quotes",
    ),
    ("part by part", "比巡查，创一流工效；比养护，创一流渠貌。", ["比巡查创一流工效比养护创一流渠貌"], "semicolons"),
    (
        "a list goes on",
        "推动清淤常态化、养护规范化、调度智能化。",
        ["清淤常态化养护规范化调度智能化"],
        "three of a kind",
    ),
    ("的 in both", "该修的修，该换的换，渠道才通得了水。", ["该修的修该换的换"], "no condition"),
    ("nothing shared", "依法治水、科学用水。", ["依法治水科学用水"], "and no 的 in one only"),
    (
        "a row behind a verb",
        "开展同步规划、同步建设、同步验收、同步运行。",
        ["同步规划同步建设同步验收同步运行"],
        "not every second",
    ),
    ("run together", "开展大走访大排查大整治，渠貌一新。", ["大走访大排查大整治"], "no mark"),
]


@pytest.mark.parametrize(("label", "text", "wanted", "why"), FOUND, ids=[case[0] for case in FOUND])
def test_parallels_are_found(label: str, text: str, wanted: list[str], why: str) -> None:
    assert parallels(text) == wanted, (label, why)


SPARED = [
    ("a salutation", "女士们、先生们、朋友们："),
    ("a salutation that goes on", "老师们、同学们、家长们，大家上午好！"),
    ("a salutation with respect", "尊敬的各位领导，亲爱的各位同学，大家好！"),
    ("a salutation later on", "谢谢！女士们、先生们、朋友们，开放的大门越开越大。"),
    ("bodies", "参加的有水利站、农技站、文化站。"),
    ("people", "邀请了企业家、科学家、艺术家。"),
    ("things of one head", "检修了闸门设备、泵房设备。"),
    ("figures", "清淤12公里、补堤13公里、植树14公里。"),
    ("numbered", "第一季度、第二季度都已完工。"),
    ("counted", "一是经费不足，二是人手不够。"),
    ("names", "赵某、钱某、孙某到场。"),
    ("things of one kind", "所有的渠道、水渠和林带，由水管站管护。"),
    ("things in a clause", "相关的水泵、闸门等设备。"),
    ("acts in a clause", "有其他阻挠放水、破坏闸门行为的。"),
    ("whose it is", "灌区收购的水草，由收购单位处理。"),
    ("condition", "逾期拒不清淤的，由镇里代为清淤。"),
    ("penalties", "对个人处一百元以上五百元以下罚款，对单位处一千元以上五千元以下罚款。"),
    (
        "penalties part by part",
        "挖沟取土的，处一百元以上五百元以下罚款；毁坏闸门的，处五百元以上二千元以下罚款。",
    ),
    ("articles", "适用本办法第三条、第四条、第五条、第六条。"),
    ("prose", "会后大家去了大坝，看了新修的渠道，晚上才回到站里。"),
    ("address", "同志们，汛期将至，大家务必警惕。"),
    ("twice the same", "抓落实、抓落实。"),
]


@pytest.mark.parametrize(("label", "text"), SPARED, ids=[case[0] for case in SPARED])
def test_lists_and_prose_are_spared(label: str, text: str) -> None:
    assert parallels(text) == [], label


SIBLINGS = [
    (
        "sentences that begin with 一要",
        "一要责任再压实。抓早。二要措施再细化。抓小。三要督查再加力。抓严。",
        ["责任再压实", "措施再细化", "督查再加力"],
    ),
    ("one word only is shared", "一是坚持规划先行。抓早。二是坚持项目带动。抓小。三是坚持群众参与。抓严。", []),
    (
        "behind a label",
        "（一）渠道养护：看好一条渠\n巡查。\n（二）水库管理：守牢一座坝\n值班。\n（三）抗旱服务：备足一池水\n蓄水。\n",
        ["看好一条渠", "守牢一座坝", "备足一池水"],
    ),
    (
        "one verb",
        "第一，做强灌溉设施。修渠。\n第二，做优供水服务。保水。\n第三，做美河道环境。清淤。\n",
        ["做强灌溉设施", "做优供水服务", "做美河道环境"],
    ),
    ("titles of things", "（一）组织领导\n成立小组。\n（二）宣传引导\n多讲。\n（三）督促检查\n常查。\n", []),
]


@pytest.mark.parametrize(("label", "text", "wanted"), SIBLINGS, ids=[case[0] for case in SIBLINGS])
def test_clauses_of_a_series_are_slogans_when_they_share_a_place(label: str, text: str, wanted: list[str]) -> None:
    assert parallels(text) == wanted, label


MAXIMS = [
    ("seven characters", "“各家自看门前渠”的想法要不得。", ["各家自看门前渠"]),
    ("what a thing is to another", "质量是工程的生命。", ["质量是工程的生命"]),
    ("the key", "治水成败，关键在人。", ["治水成败关键在人"]),
    ("somebody talks", "老张说：“以前浇一次地要等上大半天，现在一拧开关水就来了。”", []),
    ("a name of seven", "启动“清河行动专项组”。", []),
]


@pytest.mark.parametrize(("label", "text", "wanted"), MAXIMS, ids=[case[0] for case in MAXIMS])
def test_maxims_are_told_by_their_form(label: str, text: str, wanted: list[str]) -> None:
    assert [each.normalized for each in speechkit.clean(text).slogans if each.kind == "maxim"] == wanted, label


def test_a_run_ends_where_its_clauses_do() -> None:
    text = "会议要求，各站要做到查隐患、堵漏洞、保平安的同时，写好日志。"
    (found,) = [each for each in speechkit.clean(text).slogans if each.kind == "parallel"]
    assert text[slice(*found.mentions[0].span)] == "查隐患、堵漏洞、保平安"
    assert found.why[:1] == ["parallel k=3"]


def test_words_have_tags() -> None:
    assert tags("抓生产") == "vB_"
    assert predicate("因地制宜") == "I"
    assert predicate("不搞摊派") == "H"
    assert predicate("家庭环境") == "N"
    assert likeness(tags("查隐患"), tags("查漏洞")) == 1.0
    assert likeness(tags("查隐患"), tags("很漂亮")) < 1.0
    assert known("家庭环境") == 1.0


def test_every_run_has_traits_with_weights() -> None:
    (window,) = windows("查隐患、堵漏洞、保平安。")
    run = max(candidates(window.view), key=lambda each: len(each.members))
    found = traits(run, window.view)
    assert {"always", "whole", "E3"} <= found.keys() & weights().keys()
    assert chance(run, window.view) > 0.5


HANS = st.text(alphabet="抓好查堵保平安隐患漏洞的以促不、，；“”。1a", max_size=60)


@settings(max_examples=120, deadline=None)
@given(HANS)
def test_runs_stand_where_they_say(text: str) -> None:
    for window in windows(text):
        whole = "、".join(window.view.parts)
        for run in candidates(window.view):
            assert "".join(run.members).isalnum()
            assert whole[run.start : run.end].split("、") == [*run.members]
            assert 0 <= chance(run, window.view) <= 1
            span = window.span(text, run.start, run.end)
            if span is not None:
                assert "".join(filter(str.isalnum, text[slice(*span)])) == "".join(run.members)


@settings(max_examples=60, deadline=None)
@given(HANS)
def test_parallels_do_not_overlap(text: str) -> None:
    spans = sorted(m.span for each in speechkit.clean(text).slogans if each.kind == "parallel" for m in each.mentions)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["抓落实、", "抓好落实，", "比学习，创一流；", "“甘坐”、“敢闯”、", "抓、落实、抓落实、"]
)
def test_a_list_without_end_is_no_trouble(piece: str) -> None:
    text = piece * 4000
    assert all(isinstance(window.view, View) for window in windows(text))
    assert all(len(each.text) < 400 for each in speechkit.clean(text).slogans)


def parallels(text: str) -> list[str]:
    return [each.normalized for each in speechkit.clean(text).slogans if each.kind == "parallel"]


def test_words_behind_the_last_clause_are_cut() -> None:
    assert parallels("着力打造群众信得过、看得起、用得上的好水站。") == ["信得过看得起用得上"]
