"""Blocks: whole small documents, and the tree that they must give. Every kind of trap has a case of its own."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from speechkit.outline import blocks
from speechkit.passes import Draft, Options, Passage, Reader
from speechkit.source import decode

BODY = "这是一段普通的话，讲的是今年抓了什么、明年打算怎么抓，句子不短，也没有什么特别的地方。"


class Case(NamedTuple):
    """A document; of each heading its level, marker and title, `>` before it when text follows on its line."""

    label: str
    text: str
    tree: list[str]


def outlined(text: str) -> Draft:
    draft = Draft(*decode(text, None, "x"), Options())
    assert isinstance(blocks.PASS, Reader)
    blocks.PASS.read(draft)
    return draft


def shown(draft: Draft, passage: Passage) -> str:
    run_in = ">" if passage.run_in else ""
    return f"{run_in}{passage.level} {passage.marker or '-'} {draft.text[passage.body : passage.end]}"


def lines(*parts: str) -> str:
    return "\n".join(part.replace("BODY", BODY) for part in parts)


CASES = [
    Case(
        "two levels, run-in and not",
        lines("一、回顾", "（一）渔港。BODY", "（二）渔船", "BODY", "二、打算", "（一）船员。BODY"),
        ["1 一、 回顾", ">2 （一） 渔港", "2 （二） 渔船", "1 二、 打算", ">2 （一） 船员"],
    ),
    Case(
        "half width all over",
        lines("一.回顾", "(一)渔港.BODY", "(二)渔船.BODY", "二.打算", "BODY"),
        ["1 一. 回顾", ">2 (一) 渔港", ">2 (二) 渔船", "1 二. 打算"],
    ),
    Case(
        "a whole sentence, explained below",
        lines(
            "一、认识",
            "（一）必须懂得：种树不是一天的事，是几代人的事。",
            "BODY",
            "（二）必须懂得：护林比种树难。",
            "BODY",
        ),
        ["1 一、 认识", "2 （一） 必须懂得：种树不是一天的事，是几代人的事", "2 （二） 必须懂得：护林比种树难"],
    ),
    Case(
        "length does not decide",
        lines(
            "一、" + "把防汛的责任落到每一段堤、每一座闸、每一个人，" * 4 + "做到汛期不过人不撤",
            "BODY",
            "二、物资",
            "BODY",
        ),
        ["1 一、 " + "把防汛的责任落到每一段堤、每一座闸、每一个人，" * 4 + "做到汛期不过人不撤", "1 二、 物资"],
    ),
    Case(
        "the second level counts on",
        lines("一、总的要求", "（一）方向。BODY", "二、任务", "（二）茶园。BODY", "（三）茶市。BODY"),
        ["1 一、 总的要求", ">2 （一） 方向", "1 二、 任务", ">2 （二） 茶园", ">2 （三） 茶市"],
    ),
    Case(
        "a layer is skipped",
        lines("一、目标", "1.产量。BODY", "2.品质。BODY", "二、措施", "BODY"),
        ["1 一、 目标", ">2 1. 产量", ">2 2. 品质", "1 二、 措施"],
    ),
    Case(
        "four layers",
        lines(
            "一、甲事",
            "（一）乙事",
            "1.丙事",
            "（1）丁事",
            "BODY",
            "（2）戊事",
            "BODY",
            "2.己事",
            "BODY",
            "（二）庚事",
            "BODY",
            "二、辛事",
            "BODY",
        ),
        [
            "1 一、 甲事",
            "2 （一） 乙事",
            "3 1. 丙事",
            "4 （1） 丁事",
            "4 （2） 戊事",
            "3 2. 己事",
            "2 （二） 庚事",
            "1 二、 辛事",
        ],
    ),
    Case(
        "digits on top",
        lines("1.提神。BODY", "（1）早读", "BODY", "（2）晚读", "BODY", "2.聚气。BODY"),
        [">1 1. 提神", "2 （1） 早读", "2 （2） 晚读", ">1 2. 聚气"],
    ),
    Case(
        "han below digits",
        lines("1.提神", "BODY", "一、早读", "BODY", "二、晚读", "BODY", "2.聚气", "BODY"),
        ["1 1. 提神", "2 一、 早读", "2 二、 晚读", "1 2. 聚气"],
    ),
    Case(
        "a number is left out",
        lines("一、甲事", "BODY", "二、乙事", "BODY", "四、丁事", "BODY"),
        ["1 一、 甲事", "1 二、 乙事", "1 四、 丁事"],
    ),
    Case(
        "a heading opens the text of a heading",
        lines("一、甲事。（一）乙事。BODY", "（二）丙事。BODY", "二、丁事", "BODY"),
        [">1 一、 甲事", ">2 （一） 乙事", ">2 （二） 丙事", "1 二、 丁事"],
    ),
    Case(
        "circled numbers as paragraphs",
        lines("一、甲事", "①乙事。BODY", "②丙事。BODY", "二、丁事", "BODY"),
        ["1 一、 甲事", ">2 ① 乙事", ">2 ② 丙事", "1 二、 丁事"],
    ),
    # ---- traps
    Case(
        "grades one and two",
        lines("一、路况", "BODY", "一、二级公路应当每月巡查一次，雨后加巡。", "二、养护", "BODY"),
        ["1 一、 路况", "1 二、 养护"],
    ),
    Case(
        "the third quarter is a title in its place",
        lines("一、上半年小结", "BODY", "二、三季度打算", "BODY", "三、纪律", "BODY"),
        ["1 一、 上半年小结", "1 二、 三季度打算", "1 三、 纪律"],
    ),
    Case(
        "decimals and dates",
        lines("一、收成", "2023.09至今无雨，水库见底。", "3.6万亩稻田绝收。", "11.5%的农户返贫。", "二、救灾", "BODY"),
        ["1 一、 收成", "1 二、 救灾"],
    ),
    Case(
        "counted inside a sentence",
        lines("一、做法", "抓了三件事：一是修渠，二是打井，三是换种。", "二、效果", "BODY"),
        ["1 一、 做法", "1 二、 效果"],
    ),
    Case(
        "一要 fills paragraphs",
        lines("一、做法", "一要修渠。BODY", "二要打井。BODY", "二、效果", "（一）稳产。BODY"),
        ["1 一、 做法", "1 二、 效果", ">2 （一） 稳产"],
    ),
    Case(
        "ordinals fill paragraphs",
        lines("一、做法", "第一，修渠。BODY", "首先，打井。BODY", "二、效果", "BODY"),
        ["1 一、 做法", "1 二、 效果"],
    ),
    Case(
        "items end in semicolons",
        lines(
            "一、补助范围",
            "下列农户可以申请：",
            "（一）绝收的；",
            "（二）返贫的；",
            "（三）无劳力的。",
            "二、补助标准",
            "BODY",
        ),
        ["1 一、 补助范围", "1 二、 补助标准"],
    ),
    Case(
        "items without marks after a colon",
        lines("一、补助范围", "下列农户可以申请：", "（一）绝收农户", "（二）返贫农户", "二、补助标准", "BODY"),
        ["1 一、 补助范围", "1 二、 补助标准"],
    ),
    Case(
        "one heading of many ends in a semicolon",
        lines("一、甲事；", "BODY", "二、乙事", "BODY", "三、丙事", "BODY", "四、丁事", "BODY"),
        ["1 一、 甲事", "1 二、 乙事", "1 三、 丙事", "1 四、 丁事"],
    ),
    Case(
        "a list inside quotes",
        lines("一、来信", "信里写道：“1.路难走；2.水难吃；3.学难上。”", "二、答复", "BODY"),
        ["1 一、 来信", "1 二、 答复"],
    ),
    Case(
        "a law",
        lines(
            "湖区保护条例",
            "第一章 总 则",
            "第一条 为了保护湖区，制定本条例。",
            "第二条 下列行为应当禁止：",
            "（一）围湖造田",
            "（二）投毒捕鱼",
            "第二章 监督",
            "第三条 监督由水务部门负责。",
            "第四条 违反本条例第二章规定的，予以处罚。",
        ),
        ["1 第一章 总 则", "1 第二章 监督"],
    ),
    Case(
        "part, chapter, section",
        lines(
            "第一编 总则",
            "第一章 任务",
            "第一节 原则",
            "BODY",
            "第二节 效力",
            "BODY",
            "第二章 管辖",
            "BODY",
            "第二编 程序",
            "第三章 起诉",
            "BODY",
        ),
        [
            "1 第一编 总则",
            "2 第一章 任务",
            "3 第一节 原则",
            "3 第二节 效力",
            "2 第二章 管辖",
            "1 第二编 程序",
            "2 第三章 起诉",
        ],
    ),
    Case(
        "a chapter is quoted",
        lines("一、学法", "第三章规定了罚则，大家要逐条对照。", "二、用法", "BODY"),
        ["1 一、 学法", "1 二、 用法"],
    ),
    Case(
        "contents above the text",
        lines(
            "汛期手册",
            "目录",
            "一、值守",
            "二、撤离",
            "三、救护",
            "一、值守",
            "BODY",
            "二、撤离",
            "BODY",
            "三、救护",
            "BODY",
        ),
        ["1 一、 值守", "1 二、 撤离", "1 三、 救护"],
    ),
    Case(
        "contents with leaders",
        lines("汛期手册", "一、值守……………2", "二、撤离……………5", "一、值守", "BODY", "二、撤离", "BODY"),
        ["1 一、 值守", "1 二、 撤离"],
    ),
    Case(
        "headings side by side are no contents",
        lines("一、工作", "（一）渔港", "（二）渔船", "（三）渔民", "二、打算", "BODY"),
        ["1 一、 工作", "2 （一） 渔港", "2 （二） 渔船", "2 （三） 渔民", "1 二、 打算"],
    ),
    Case(
        "a glossary",
        lines(
            "一、工作",
            BODY * 3,
            "二、打算",
            BODY * 3,
            "名词解释",
            "1.“两湖”：指东湖和西湖。",
            "2.“一线”：指环湖公路沿线。",
            "3.“三员”：指河长等人员。",
        ),
        ["1 一、 工作", "1 二、 打算"],
    ),
    Case(
        "an annex has a tree of its own",
        lines(
            "一、工作",
            BODY * 2,
            "（一）渔港。BODY",
            "二、打算",
            BODY * 2,
            "附件：禁渔方案",
            "一、时间",
            "BODY",
            "二、水域",
            "BODY",
        ),
        ["1 一、 工作", ">2 （一） 渔港", "1 二、 打算", "1 一、 时间", "1 二、 水域"],
    ),
    Case(
        "enclosures",
        lines("一、工作", BODY * 2, "二、打算", BODY * 2, "附件：1.禁渔区示意图", "2.禁渔期一览表"),
        ["1 一、 工作", "1 二、 打算"],
    ),
    Case(
        "a lone digit is no series",
        lines("一、工作", "BODY", "1.这是会上唯一的一条意见，写在这里备查。", "二、打算", "BODY"),
        ["1 一、 工作", "1 二、 打算"],
    ),
    Case(
        "a lone digit among series is one whose sibling is lost",
        lines("一、工作", "1.渔港", "BODY", "2.渔船", "BODY", "二、打算", "2.渔民", "BODY", "三、要求", "BODY"),
        ["1 一、 工作", "2 1. 渔港", "2 2. 渔船", "1 二、 打算", "2 2. 渔民", "1 三、 要求"],
    ),
    Case(
        "words that look like markers",
        lines("第一书记要住村。BODY", "第三产业要补课。BODY", "一、打算", "BODY", "二、要求", "BODY"),
        ["1 一、 打算", "1 二、 要求"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_tree(case: Case) -> None:
    draft = outlined("在全县工作会议上的讲话\n" + case.text)
    assert [shown(draft, p) for p in draft.passages if p.type == "heading"] == case.tree


def test_parents_and_headings_are_indices_of_passages() -> None:
    passages = outlined(lines("一、甲事", "（一）乙事。BODY", "二、丙事", "BODY")).passages
    assert [(p.type, p.parent, p.heading) for p in passages] == [
        ("heading", None, None),
        ("heading", 0, None),
        ("paragraph", None, 1),
        ("heading", None, None),
        ("paragraph", None, 3),
    ]


def test_marker_title_and_terminal_are_the_line() -> None:
    draft = outlined(lines("（ 一 ）甲事；", "BODY", "（二）乙事。", "BODY", "（三）丙事", "BODY"))
    first, second, third = [p for p in draft.passages if p.type == "heading"]
    assert (first.marker, first.number, first.terminal) == ("（ 一 ）", 1, "；")
    assert (second.terminal, third.terminal) == ("。", None)
    assert not second.run_in


FRONTS = [
    ("title and salutation", "在造林现场会上的讲话\n同志们：\n" + BODY, ["title", "salutation", "paragraph"]),
    (
        "a date below the title",
        "在造林现场会上的讲话\n（2015年3月12日）\n各位林长，同志们：\n" + BODY,
        ["title", "paragraph", "salutation", "paragraph"],
    ),
    (
        "headline and subtitle",
        "在造林现场会上的讲话\n十年树木\n百年树人\n——在造林现场会上的讲话\n" + BODY,
        ["title", "headline", "headline", "subtitle", "paragraph"],
    ),
    ("subtitle alone", "让荒山绿起来\n——在造林现场会上的讲话\n" + BODY, ["title", "subtitle", "paragraph"]),
    ("no title", BODY + "\n" + BODY, ["paragraph", "paragraph"]),
    ("an address inside a sentence", "讲话\n同志们，" + BODY, ["title", "paragraph"]),
    (
        "a colon that addresses nobody",
        "讲话\n同志们：\n主要做了下面几件事：\n" + BODY,
        ["title", "salutation", "paragraph", "paragraph"],
    ),
    ("greetings", "讲话\n尊敬的各位领导、各位来宾，女士们、先生们：\n" + BODY, ["title", "salutation", "paragraph"]),
    ("closing", "讲话\n" + BODY + "\n我就讲这些，谢谢大家！", ["title", "paragraph", "closing"]),
    (
        "closing and wishes",
        "讲话\n" + BODY + "\n最后，祝各位林长身体健康、工作顺利！",
        ["title", "paragraph", "closing"],
    ),
    (
        "thanks in a sentence",
        "讲话\n" + BODY + "\n谢谢大家对造林的支持，我们会把树一棵棵种活。",
        ["title", "paragraph", "paragraph"],
    ),
    (
        "two speeches on a page",
        "讲话两篇\n同志们：\n" + BODY + "\n谢谢大家！\n各位老师、同学们：\n" + BODY + "\n我的发言完了，谢谢！",
        ["title", "salutation", "paragraph", "closing", "salutation", "paragraph", "closing"],
    ),
    ("a heading comes first", "一、甲事\n" + BODY, ["heading", "paragraph"]),
    (
        "dash lines of a list",
        "讲话\n同志们：\n要做到：\n——看得见\n——管得住\n" + BODY,
        ["title", "salutation", "paragraph", "paragraph", "paragraph", "paragraph"],
    ),
]


@pytest.mark.parametrize(("label", "text", "types"), FRONTS)
def test_front_and_end(label: str, text: str, types: list[str]) -> None:
    assert [p.type for p in outlined(text).passages] == types, label


def test_metadata_is_read_from_the_text_and_beats_a_lead_in() -> None:
    draft = Draft(
        *decode(
            "在造林现场会上的讲话\n十年树木\n百年树人\n——在造林现场会上的讲话\n同志们：\n" + BODY + "\n谢谢大家！",
            None,
            "x",
        ),
        Options(),
    )
    draft.learn("title", "造林讲话稿")
    assert isinstance(blocks.PASS, Reader)
    blocks.PASS.read(draft)
    values = {name: found.value for name, found in draft.metadata.items()}
    assert values == {
        "title": "在造林现场会上的讲话",
        "headline": "十年树木\u3000百年树人",
        "subtitle": "——在造林现场会上的讲话",
        "salutation": "同志们：",
        "closing": "谢谢大家！",
    }
    found = draft.metadata["salutation"]
    assert draft.text[found.start : found.end] == "同志们："


ALARMS = [
    ("a bare last heading", lines("一、甲事", "BODY", "二、乙事", "BODY", "三、丙事"), ["truncated_document"]),
    ("a last heading that is a sentence", lines("一、甲事", "BODY", "二、乙事", "BODY", "三、一句话说完的事。"), []),
    ("headings without text throughout", lines("BODY", "一、甲事", "二、乙事", "三、丙事"), []),
    ("a last line that stops at a comma", lines("一、甲事", "BODY", BODY[:-1] + "，"), ["truncated_document"]),
    ("a short last line", lines("一、甲事", "BODY", "特此报告，"), []),
    ("a missing number", lines("一、甲事", "BODY", "三、丙事", "BODY"), ["heading_gap"]),
    (
        "a number inside a paragraph is not missing",
        lines("一、甲事", BODY + "二、乙事也要抓。", "三、丙事", "BODY"),
        [],
    ),
    (
        "the second level counts on",
        lines("一、甲事", "（一）乙事。BODY", "二、丙事", "（二）丁事。BODY", "（三）戊事。BODY"),
        [],
    ),
    ("numbers begin late", lines("三、丙事", "BODY", "四、丁事", "BODY"), []),
    ("a far jump is another series", lines("一、甲事", "BODY", "九、壬事", "BODY"), []),
]


@pytest.mark.parametrize(("label", "text", "codes"), ALARMS)
def test_alarms(label: str, text: str, codes: list[str]) -> None:
    assert [note.code for note in outlined("讲话\n" + text).notes] == codes, label
