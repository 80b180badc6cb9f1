"""Articles: which pages hold several, and which only look as if they did. All texts are made up."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.outline.articles import articles_of
from speechkit.passes import lines_of

BODIES = {
    "DAM": (
        "入汛以来，库区已经下了四场大雨。昨天夜里，值班的老吕打着手电走完了整条坝，回来鞋里能倒出水。"
        "他说坝脚有两处渗水，不大，但是是新的。今天把大家叫来，就为这两处渗水。水不等人，我们也不能等。"
        "从今天起，每两个小时查一遍，查完签字，签了字就要负责，谁漏查一遍，谁自己到坝上守一夜。"
    ),
    "TEA": (
        "三年前这片山坡还是一片乱石，连羊都不愿意上来。如今采茶的季节一到，山上山下都是人，家家户户灯亮到半夜。"
        "有人问秘诀是什么，其实没有秘诀，就是一锄头一锄头挖出来的。茶叶不会骗人，功夫下到哪里，香气就到哪里。"
        "今年我们还要再开两百亩，把水渠修到半山腰，让老人们也能就近打一份短工。"
    ),
    "BUS": (
        "镇上到县城的班车，从前一天只有一趟，误了就要等到第二天。去年冬天，有位大娘背着孙子在路口等了三个钟头。"
        "这件事登在简报上，我看了很难受。班车多开一趟，账面上是亏的，可是群众心里是赚的。"
        "从下个月起，早中晚各一趟，逢集再加一趟，票价不涨一分钱，司机的补贴由镇里出。"
    ),
    "LIB": (
        "图书室不大，只有两间屋子、六个书架，可是每天放学以后都坐满了孩子。管理员小韦把坏了的桌腿一条一条修好，"
        "又从家里搬来一盏台灯。孩子们说，这里的灯比家里亮。一本书传到第五十个孩子手里，封面没有了，故事还在。"
        "我们要做的，就是让这盏灯一直亮下去，让书架再高一点，让凳子再多几条。"
    ),
}
WORDS = {
    **BODIES,
    "FLOOD": "在防汛工作会议上的讲话",
    "HILLS": "在茶叶节开幕式上的致辞",
    "ROADS": "在农村客运现场会上的发言",
    "THANKS": "我就讲这些，谢谢大家！",
    "TEA[:60]": BODIES["TEA"][:60],
}


class Case(NamedTuple):
    """A page, its lines parted by bars, those with which an article begins marked; what the articles are called."""

    label: str
    page: str
    titles: list[str]


def spelt(page: str) -> str:
    for word in sorted(WORDS, key=len, reverse=True):
        page = page.replace(word, WORDS[word])
    return page.replace("|", "\n")


SEVERAL = [
    Case(
        "篇一：with title and salutation",
        "领导讲话稿三篇|>篇一：FLOOD|同志们：|DAM|>篇二：HILLS|各位来宾、朋友们：|TEA|>篇三：ROADS|同志们：|BUS",
        ["FLOOD", "HILLS", "ROADS"],
    ),
    Case("第一篇: in half width", ">第一篇:FLOOD|同志们:|DAM|>第二篇:HILLS|各位来宾:|TEA", ["FLOOD", "HILLS"]),
    Case("【篇1】 in brackets", ">【篇1】FLOOD|同志们：|DAM|>【篇2】HILLS|各位来宾：|TEA", ["FLOOD", "HILLS"]),
    Case(
        "【篇1】 alone, the title on the next line",
        ">【篇1】|FLOOD|同志们：|DAM|>【篇2】|HILLS|各位来宾：|TEA",
        [""] * 2,
    ),
    Case(
        "范文一 with nothing but a salutation",
        "主持词怎么写|DAM|TEA|>范文一：|尊敬的各位领导：|BUS|>范文二：|尊敬的各位领导：|LIB",
        [""] * 2,
    ),
    Case("讲话稿1：", ">讲话稿1：|同志们：|DAM|>讲话稿2：|同志们：|TEA|>讲话稿3：|同志们：|BUS", [""] * 3),
    Case("讲话稿一、 with titles", ">讲话稿一、FLOOD|同志们：|DAM|>讲话稿二、HILLS|同志们：|TEA", ["FLOOD", "HILLS"]),
    Case(
        "the genre, then 篇1",
        ">运动会领导致辞范文 篇1|老师们、同学们：|LIB|>运动会领导致辞范文 篇2|各位来宾：|TEA",
        ["运动会领导致辞范文"] * 2,
    ),
    Case(
        "the genre glued to 篇一, no salutation, two paragraphs each",
        ">驻村工作心得体会篇一|TEA|BUS|>驻村工作心得体会篇二|LIB|DAM|>驻村工作心得体会篇三|BUS|TEA",
        ["驻村工作心得体会"] * 3,
    ),
    Case(
        "the collection's name before the label, the article's behind",
        ">讲话稿大全篇一：FLOOD|同志们：|DAM|>讲话稿大全篇二：HILLS|各位来宾：|TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "a title with (一) behind it, a salutation under each",
        ">FLOOD（一）|同志们：|DAM|THANKS|>FLOOD（二）|同志们：|BUS",
        ["FLOOD"] * 2,
    ),
    Case("a title with 之一", ">张县长讲话之一|同志们：|DAM|THANKS|>张县长讲话之二|同志们：|BUS", ["张县长讲话"] * 2),
    Case(
        "(一) and a title, the same marks inside",
        ">（一）FLOOD|同志们：|DAM|（一）查坝|BUS|（二）签字|LIB|>（二）HILLS|各位来宾：|TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "1、 and a title",
        ">1、FLOOD|同志们：|DAM|>2、HILLS|各位来宾：|TEA|>3、ROADS|同志们：|BUS",
        ["FLOOD", "HILLS", "ROADS"],
    ),
    Case(
        "一、 and a title, 一、 inside too",
        ">一、FLOOD|同志们：|一、查坝|DAM|二、签字|BUS|>二、HILLS|各位来宾：|一、种茶|TEA|二、卖茶|LIB",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "一： alone, each a whole speech",
        "演讲比赛领导讲话|>一：|同志们：|DAM|THANKS|>二：|各位来宾：|TEA|谢谢大家！",
        [""] * 2,
    ),
    Case("Part 1", ">Part 1 FLOOD|同志们：|DAM|>Part 2 HILLS|各位来宾：|TEA", ["FLOOD", "HILLS"]),
    Case("traditional", ">【範例一】|同志們：|DAM|>【範例二】|各位來賓：|TEA", [""] * 2),
    Case(
        "a table of contents first",
        "第一篇：FLOOD|第二篇：HILLS|>第一篇：FLOOD|同志们：|DAM|>第二篇：HILLS|各位来宾：|TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "date and speaker between title and salutation",
        ">篇一：FLOOD|（2016年6月3日）|吕工|同志们：|DAM|>篇二：HILLS|（2016年4月8日）|韦青|各位来宾：|TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "the salutation on the line of the first sentence",
        ">篇一：FLOOD|同志们：DAM|>篇二：HILLS|各位来宾：TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "the last one is cut off by the site",
        ">篇一：FLOOD|同志们：|DAM|>篇二：HILLS|各位来宾：|TEA[:60]",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "a blank for a mark, ten and more",
        "|".join(f">第{n}篇 ROADS|同志们：|BUS" for n in range(1, 12)),
        ["ROADS"] * 11,
    ),
    Case("signs before the label", ">◆篇一：FLOOD|同志们：|DAM|>◆篇二：HILLS|各位来宾：|TEA", ["FLOOD", "HILLS"]),
    Case(
        "the label twice",
        ">篇一：FLOOD|篇一：FLOOD|同志们：|DAM|>篇二：HILLS|篇二：HILLS|各位来宾：|TEA",
        ["FLOOD", "HILLS"],
    ),
    Case(
        "the genre with a label, the article's title below",
        ">领导讲话范文 篇1|FLOOD|同志们：|DAM|>领导讲话范文 篇2|HILLS|各位来宾：|TEA",
        ["", ""],
    ),
    Case(
        "the same title with (一), each ends with a wish",
        ">运动会致辞（一）|老师们、同学们：|LIB|祝大会圆满成功！|>运动会致辞（二）|老师们、同学们：|TEA|谢谢大家！",
        ["运动会致辞"] * 2,
    ),
    Case(
        "a salutation that calls out",
        ">篇一：防汛不能等|尊敬的各位领导，同志们！|DAM|>篇二：茶叶会说话|各位来宾，大家好！|TEA",
        ["防汛不能等", "茶叶会说话"],
    ),
    Case("in round brackets", ">（篇一）FLOOD|同志们：|DAM|>（篇二）HILLS|各位来宾：|TEA", ["FLOOD", "HILLS"]),
    Case(
        "titles in title marks, a year behind",
        ">第一篇：《FLOOD》（2016年）|同志们：|DAM|>第二篇：《HILLS》（2017年）|各位来宾：|TEA",
        ["《FLOOD》（2016年）", "《HILLS》（2017年）"],
    ),
    Case(
        "no salutation, titles that name the event", ">第一篇 FLOOD|DAM|TEA|>第二篇 HILLS|TEA|BUS", ["FLOOD", "HILLS"]
    ),
]


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.label)
def test_pages_with_several_articles(case: Case) -> None:
    marked = lines_of(spelt(case.page))
    text = spelt(case.page.replace(">", ""))
    lines = lines_of(text)
    found = articles_of(text, lines)
    assert [start.line for start in found] == [index for index, line in enumerate(marked) if line.body[0] == ">"]
    assert [text[start.body : start.end] for start in found] == [spelt(title) for title in case.titles]
    assert [start.number for start in found] == list(range(1, len(found) + 1))


ONE = {
    "第一篇章": "在人才大会上的讲话|同志们：|第一篇章：引才|DAM|TEA|第二篇章：用才|BUS|LIB",
    "第一篇 as a part of a speech": "同志们：|DAM|第一篇：做好水的文章|TEA|BUS|第二篇：做好山的文章|LIB|DAM",
    "第一篇 as a part of a plan": "五年规划纲要|第一篇 发展基础|DAM|TEA|第二篇 发展目标|BUS|LIB",
    "第一篇文章": "同志们：|第一篇文章：补短板|DAM|TEA|第二篇文章：扬优势|BUS|LIB",
    "上篇 and 下篇": "谈谈茶|上篇：种茶|DAM|TEA|下篇：卖茶|BUS|LIB",
    "千篇一律": "同志们：|最怕的就是千篇一律|DAM|篇二律还是一律|TEA",
    "a table of contents": "讲话稿三篇|第一篇：FLOOD|第二篇：HILLS|第三篇：ROADS|请在本站下载全文。",
    "a table of contents above one speech": "篇一：FLOOD|篇二：HILLS|同志们：|DAM|TEA",
    "a law": "渡口管理条例|第一编 总则|第一章 一般规定|第一条 为了管好渡口，制定本条例。|DAM|第二编 分则",
    "annexes": "关于修渠的通知|各村委会：|DAM|附件1：修渠方案|TEA|BUS|附件2：在修渠会上的讲话|同志们：|LIB",
    "第一部分": "工作报告|第一部分 去年的工作|DAM|TEA|第二部分 今年的打算|BUS|LIB",
    "headings 一、 that end in 讲话": "同志们：|DAM|一、学习省长在大会上的讲话|TEA|二、落实市长在大会上的讲话|BUS",
    "headings （一）": "在总结会上的讲话|同志们：|（一）查坝|DAM|TEA|（二）修渠|BUS|LIB",
    "an audience addressed again": "在动员会上的讲话|一、认清形势|同志们：|DAM|TEA|二、明确任务|同志们：|BUS|LIB",
    "minutes": "座谈会纪要|第一阶段：介绍情况|同志们：|DAM|TEA|第二阶段：自由发言|各位代表：|BUS|LIB",
    "an order of events": "庆典流程|第一项：领导致辞|DAM|TEA|第二项：来宾致辞|BUS|LIB",
    "a host's script": "庆典主持词|一、主持人开场|各位来宾：|DAM|TEA|二、来宾致辞|各位来宾：|BUS|LIB",
    "one speech on two pages": "FLOOD|同志们：|DAM|TEA|FLOOD（2）|BUS|LIB",
    "one speech with numbered pages": "FLOOD（1）|同志们：|DAM|TEA|FLOOD（2）|BUS|LIB",
    "sample texts quoted in a speech": "同志们：|DAM|请听两篇，|篇一：孩子写的发言|TEA|BUS|篇二：老人写的发言|LIB|DAM",
    "parts of a speech with the names of genres": (
        "FLOOD|同志们：|我从两个方面汇报。|篇一：学习体会|DAM|TEA|篇二：工作汇报|LIB|BUS"
    ),
    "one label only": "篇一：FLOOD|同志们：|DAM|TEA",
    "the second part alone": "篇二：FLOOD|同志们：|DAM|TEA",
    "the second label below a text that is no speech": "写作提示|DAM|TEA|篇二：HILLS|各位来宾：|TEA|BUS",
    "a second page": "FLOOD|同志们：|DAM|TEA|THANKS|FLOOD（二）|同志们：|BUS|LIB",
    "numbers out of order": "篇二：FLOOD|同志们：|DAM|篇一：HILLS|各位来宾：|TEA",
    "a number left out": "篇一：FLOOD|同志们：|DAM|篇三：HILLS|各位来宾：|TEA",
    "labels of two shapes": "篇一：FLOOD|同志们：|DAM|范文二：HILLS|各位来宾：|TEA",
    "next to no text": "篇一：FLOOD|同志们：|今天开会。|篇二：HILLS|各位来宾：|欢迎大家。",
    "links to other articles": "FLOOD|同志们：|DAM|TEA|相关文章|讲话稿范文 篇1|讲话稿范文 篇2|版权归原作者所有。",
    "Part 1 of one article": "读懂一杯茶|Part 1 种茶|DAM|TEA|Part 2 卖茶|BUS|LIB",
    "chapters of a novel": "第一章 渡口|DAM|TEA|第二章 对岸|BUS|LIB",
    "examples in a short speech": (
        "在培训班上的讲话|同志们：|今天讲怎样写材料，先看两篇例文，再请大家动笔。|范文一|各位来宾：|DAM|TEA|范文二|各位来宾：|LIB|BUS"
    ),
    "the record of a meeting": (
        "座谈会记录|主持人：李明|1、张三在座谈会上的发言|各位领导：|DAM|TEA|2、王五在座谈会上的发言|各位领导：|LIB|BUS"
    ),
    "stories": "小镇故事|篇一：班车|BUS|TEA|篇二：图书室|LIB|DAM",
    "cases in a report": "同志们：|DAM|案例一：渗水|TEA|BUS|案例二：班车|LIB|DAM",
    "materials of an examination": "阅读材料|材料一：|DAM|TEA|材料二：|BUS|LIB",
    "第一，第二": "同志们：|第一，要查坝。|DAM|TEA|第二，要修渠。|BUS|LIB",
    "a sentence about articles": "同志们：|DAM|他写了第一篇|TEA|BUS|他又写了第二篇|LIB|DAM",
    "numbered pages that address the audience": "FLOOD（1）|同志们：|DAM|TEA|FLOOD（2）|同志们：|BUS|LIB",
    "parts of a report with the names of genres": "第一篇 去年工作总结|DAM|TEA|BUS|第二篇 今年重点工作汇报|LIB|DAM|TEA",
    "a year behind a label": "述职报告范文2021|DAM|TEA|述职报告范文2022|BUS|LIB",
    "speeches only announced": "同志们：|DAM|一、请县长作在防汛会上的讲话|TEA|二、请书记作在茶叶会上的讲话|BUS",
    "titles without text at the end": "FLOOD|同志们：|DAM|TEA|篇一：HILLS|篇二：ROADS",
    "一 and 二 between sections": "HILLS|一|各位来宾：|DAM|TEA|二|各位来宾：|BUS|LIB",
}


def test_a_first_article_whose_label_is_gone() -> None:
    text = spelt("FLOOD|同志们：|DAM|THANKS|篇二：HILLS|各位来宾：|TEA|篇三：ROADS|同志们：|BUS")
    lines = lines_of(text)
    found = articles_of(text, lines)
    assert [(start.line, start.number) for start in found] == [(-1, 1), (4, 2), (7, 3)]


@pytest.mark.parametrize("page", ONE.values(), ids=ONE.keys())
def test_pages_with_one_article(page: str) -> None:
    text = spelt(page)
    assert articles_of(text, lines_of(text)) == []


def test_no_page_counts_beyond_three_hundred() -> None:
    text = spelt("|".join(f"篇{n}：ROADS|同志们：|BUS" for n in range(1, 303)))
    assert articles_of(text, lines_of(text)) == []


PIECES = st.sampled_from([
    "篇一：", "篇二：", "第一篇", "第二篇", "范文1", "(一)", "（二）", "1、", "2、", "Part 1", "同志们：",
    "各位来宾:", WORDS["FLOOD"], WORDS["HILLS"], "\n", "\n", "\n", "谢谢大家！", "【", "】", " ", "讲话稿2", "。",
    *BODIES.values(),
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_without_complaint(text: str) -> None:
    lines = lines_of(text)
    found = articles_of(text, lines)
    assert len(found) != 1
    assert [start.number for start in found] == list(range(1, len(found) + 1))
    assert all(before.line < after.line for before, after in pairwise(found))
    assert all(lines[s.line].start <= s.body <= s.end <= lines[s.line].end for s in found if s.line >= 0)
