"""Articles as documents of their own: what each is told, and that together they are the page. All texts are made up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.document import Block, Part
from speechkit.ledger import replay
from speechkit.render.jsontext import schema
from speechkit.render.plain import line_of

DAM = (
    "入汛以来,库区已经下了四场大雨。昨天夜里,值班的老吕打着手电走完了整条坝,回来鞋里能倒出水。"
    "他说坝脚有两处渗水,不大,但是是新的。今天把大家叫来,就为这两处渗水。水不等人,我们也不能等。"
)
TEA = (
    "三年前这片山坡还是一片乱石,连羊都不愿意上来。如今采茶的季节一到,山上山下都是人。"
    "有人问秘诀是什么,其实没有秘诀,就是一锄头一锄头挖出来的,挖出了“三个一”,即一条路、一道渠、一片园。"
)
BUS = (
    "镇上到县城的班车,从前一天只有一趟,误了就要等到第二天。去年冬天,有位大娘背着孙子在路口等了三个钟头。"
    "从下个月起,早中晚各一趟,逢集再加一趟,票价不涨一分钱,司机的补贴由镇里出。"
)
PAGE = f"""乡镇讲话稿三篇

2021-03-09 08:15:40浏览:412评论:3 来源:江畔公文网
篇一:在2019年防汛工作会议上的讲话
同志们:
{DAM}
一、查坝
{BUS}
二、签字
{TEA}
我就讲这些,谢谢大家!
篇二:在茶叶节开幕式上的致辞
各位来宾、各位朋友:
一、种茶
{TEA}
二、卖茶
{BUS}
  登录后查看全文
篇三:
在农村客运现场会上的发言
——把班车开到家门口
同志们:
{BUS}
一是多开一趟,二是不涨一分,三是逢集加车。
(责任编辑:小江)
免责声明:本文来源于网友上传,不代表本站观点。
"""


def parts_of(data: str | bytes, **options: object) -> list[speechkit.Document]:
    documents = speechkit.clean_articles(data, speechkit.Options(**options), name="a.txt")  # type: ignore[arg-type]  # of many kinds
    assert together_they_are_the_page(documents, data, **options)
    return documents


def together_they_are_the_page(documents: list[speechkit.Document], data: str | bytes, **options: object) -> bool:
    """Hold the parts against the same page cleaned whole: texts, edits and the raw text, without a rest."""
    whole = speechkit.clean(data, speechkit.Options(**options), name="a.txt")  # type: ignore[arg-type]  # of many kinds
    raw = whole.ledger.raw
    assert "".join(each.undo() for each in documents) == raw
    assert "".join(each.ledger.text for each in documents) == whole.ledger.text
    assert [edit for each in documents for edit in each.changes_made()] == whole.changes_made()
    assert sum(each.changes.total for each in documents) == whole.changes.total
    if len(documents) == 1:
        assert documents[0].to_json(edits=True) == whole.to_json(edits=True)
        return True
    spans = [part_of(each).span for each in documents]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(raw)
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    for document, (low, high) in zip(documents, spans, strict=True):
        own_laws(document, raw, low, high)
    return True


def own_laws(document: speechkit.Document, raw: str, low: int, high: int) -> None:
    """Check replay and undo on one part, and that all its places lie in its stretch of the file's raw text."""
    edits = document.changes_made()
    assert document.ledger.raw == raw
    assert document.undo() == raw[low:high]
    assert replay(raw, edits) == raw[:low] + document.ledger.text + raw[high:]
    for index in {0, len(edits) // 2, len(edits) - 1} & set(range(len(edits))):
        left = replay(raw, [*edits[:index], *edits[index + 1 :]])
        assert raw[:low] + document.undo(edit=index) + raw[high:] == left
    for rule in {edit.rule for edit in edits} - {inner.rule for edit in edits for inner in edit.over}:
        left = replay(raw, [edit for edit in edits if edit.rule != rule])
        assert raw[:low] + document.undo(rule) + raw[high:] == left
    assert document.changes.by_rule == {r: sum(e.rule == r for e in edits) for r in sorted({e.rule for e in edits})}
    for span in [*(block.span for block in document.blocks), *(edit.span for edit in edits)]:
        assert low <= span[0] <= span[1] <= high
    if not document.produced_by.options:
        assert seen("".join(map(printed_of, document.blocks))) == seen(document.ledger.text)
    with pytest.raises(IndexError):
        document.undo(edit=len(edits))


def printed_of(block: Block) -> str:
    return line_of(block) + (block.terminal or "" if block.type == "heading" else "")


def seen(text: str) -> str:
    return "".join(text.split())


def part_of(document: speechkit.Document) -> Part:
    assert isinstance(document.source.part, Part)
    return document.source.part


def test_a_document_of_each_article() -> None:
    documents = parts_of(PAGE)
    assert [(part_of(each).number, part_of(each).of) for each in documents] == [(1, 3), (2, 3), (3, 3)]
    assert [each.metadata.title for each in documents] == [
        "在2019年防汛工作会议上的讲话",
        "在茶叶节开幕式上的致辞",
        "在农村客运现场会上的发言",
    ]
    assert [each.metadata.salutation for each in documents] == ["同志们：", "各位来宾、各位朋友：", "同志们："]
    assert [each.metadata.closing for each in documents] == ["我就讲这些，谢谢大家！", None, None]
    assert [each.metadata.subtitle for each in documents] == [None, None, "——把班车开到家门口"]
    assert [each.metadata.speech_year for each in documents] == ["2019", None, None]


def test_what_the_page_says_is_said_of_each_article_with_its_place_in_the_file() -> None:
    documents = parts_of(PAGE)
    for document in documents:
        assert (document.metadata.date, document.metadata.views) == ("2021-03-09", 412)
        assert (document.metadata.publisher, document.metadata.editor) == ("江畔公文网", "小江")
        low, high = document.metadata_spans["publisher"]
        assert PAGE[low:high] == "江畔公文网"
        assert PAGE[slice(*document.metadata_spans["title"])] == document.metadata.title


def test_blocks_and_headings_of_each_article_begin_anew() -> None:
    first, second, third = parts_of(PAGE)
    assert [(b.type, b.text) for b in first.blocks[:3]] == [
        ("title", "乡镇讲话稿三篇"),
        ("title", "篇一：在2019年防汛工作会议上的讲话"),
        ("salutation", "同志们："),
    ]
    assert [(b.type, b.text) for b in third.blocks[:4]] == [
        ("title", "篇三："),
        ("title", "在农村客运现场会上的发言"),
        ("subtitle", "——把班车开到家门口"),
        ("salutation", "同志们："),
    ]
    for document in (first, second):
        assert [(b.level, b.marker, b.parent) for b in document.blocks if b.type == "heading"] == [
            (1, "一、", None),
            (1, "二、", None),
        ]
    assert [each.kind for each in third.enumerations] == ["shi"]
    assert [each.text for each in second.slogans if each.kind == "numeral_abbreviation"] == ["三个一"]
    assert PAGE[slice(*second.blocks[0].span)] == "篇二:在茶叶节开幕式上的致辞"


def test_a_warning_is_told_of_the_article_where_its_place_is() -> None:
    documents = parts_of(
        PAGE.replace("有人问秘诀是什么,其实没有秘诀,就是", "有人……省略2412字……", 1).replace("老吕", "老x")
    )
    codes = [{warning.code for warning in each.warnings} for each in documents]
    assert "several_articles" not in codes[0] | codes[1] | codes[2]
    assert ["paywall_gap" in each for each in codes] == [True, False, False]
    assert [block.count for block in documents[0].blocks if block.type == "gap"] == [2412]


def test_a_warning_that_counts_is_counted_for_each_article() -> None:
    glossed = (
        "監(jiān)管(guǎn)局(jú)的(de)同志都(dōu)来(lái)了(le),行(xíng)长(zhǎng)在(zài),还(hái)有(yǒu)乐(yuè)队(duì)。"
    )
    text = "\n".join([
        "第一篇:在防汛工作会议上的讲话", "同志们:", DAM + glossed * 3,
        "第二篇:在茶叶节开幕式上的致辞", "各位来宾:", TEA + BUS,
        "第三篇:在农村客运现场会上的发言", "同志们:", BUS + glossed,
    ])  # fmt: skip
    documents = parts_of(text)
    told = [[w.message for w in each.warnings if w.code == "pinyin_glosses"] for each in documents]
    numbers = [
        sum(rule == "gloss.pinyin" for e in each.changes_made() for rule in (e.rule, *(i.rule for i in e.over)))
        for each in documents
    ]
    assert numbers[1] == 0 < numbers[2] < numbers[0]
    assert told == [[f"{number} pinyin glosses were taken out"] if number else [] for number in numbers]


def test_the_page_as_one_document_has_a_heading_for_each_article_and_a_warning() -> None:
    document = speechkit.clean(PAGE)
    (warning,) = [each for each in document.warnings if each.code == "several_articles"]
    assert warning.message == "3 articles stand on this page, the second begins here; --split makes a document of each"
    assert warning.span is not None
    assert PAGE[slice(*warning.span)] == "篇二:在茶叶节开幕式上的致辞"
    assert document.metadata.title == "乡镇讲话稿三篇"
    headings = [(b.level, b.marker, b.number, b.text) for b in document.blocks if b.type == "heading"]
    assert headings == [
        (1, "篇一：", 1, "在2019年防汛工作会议上的讲话"),
        (2, "一、", 1, "查坝"),
        (2, "二、", 2, "签字"),
        (1, "篇二：", 2, "在茶叶节开幕式上的致辞"),
        (2, "一、", 1, "种茶"),
        (2, "二、", 2, "卖茶"),
        (1, None, 3, "篇三"),
    ]
    assert [b.terminal for b in document.blocks if b.text == "篇三"] == ["："]
    assert [b.type for b in document.blocks].count("salutation") == 3


def test_a_page_with_one_article_is_one_document_as_ever() -> None:
    text = f"在防汛工作会议上的讲话\n同志们:\n{DAM}\n"
    (document,) = parts_of(text)
    assert document.source.part is msgspec.UNSET
    assert '"part"' not in document.to_json()
    assert all(each.code != "several_articles" for each in document.warnings)


@pytest.mark.parametrize(
    "raw", [PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("\n", "\r"), PAGE.replace("篇", "\xa0\u3000篇")]
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_line_ends_indents_and_encodings(raw: str, codec: str) -> None:
    documents = parts_of(raw.encode(codec))
    assert len(documents) == 3
    assert [each.metadata.speech_year for each in documents] == ["2019", None, None]


@pytest.mark.parametrize("options", [
    {"width": "keep"}, {"script": "traditional"}, {"only": ("outline",)}, {"skip": ("outline",)},
    {"skip": ("boilerplate", "slogans")},
])  # fmt: skip
def test_with_other_options(options: dict[str, object]) -> None:
    assert len(parts_of(PAGE, **options)) == 3


def test_a_first_article_whose_label_is_gone() -> None:
    text = f"在2019年防汛工作会议上的讲话\n同志们:\n{DAM}\n一、查坝\n{BUS}\n"
    text += f"第二篇:在茶叶节开幕式上的致辞\n各位来宾:\n{TEA}\n"
    first, second = parts_of(text)
    assert (first.metadata.title, first.metadata.speech_year) == ("在2019年防汛工作会议上的讲话", "2019")
    assert (second.metadata.title, second.metadata.speech_year) == ("在茶叶节开幕式上的致辞", None)
    whole = speechkit.clean(text)
    assert [(b.level, b.marker) for b in whole.blocks if b.type == "heading"] == [(1, "一、"), (1, "第二篇：")]
    assert [text[slice(*w.span)] for w in whole.warnings if w.code == "several_articles" and w.span] == [
        "第二篇:在茶叶节开幕式上的致辞"
    ]


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("在县里的收粮会上的讲话", "在县里的收粮会上的讲话"),
        ("把班车开到家门口\n——在客运现场会上的发言", "把班车开到家门口"),
        ("韦青", None),
        ("【致辞人】某县粮食局", None),
        ("(2016年6月3日)", None),
    ],
)
def test_what_may_be_the_title_below_a_label_alone(below: str, title: str | None) -> None:
    text = f"范文一:\n{below}\n同志们:\n{DAM}{BUS}\n范文二:\n{below}\n同志们:\n{TEA}{BUS}\n"
    documents = speechkit.clean_articles(text, speechkit.Options(only=("outline", "repair")))
    assert [each.metadata.title for each in documents] == [title] * 2


def test_what_stands_between_two_articles_belongs_to_the_first() -> None:
    first, second, _ = parts_of(PAGE)
    assert PAGE[part_of(second).span[0] :].startswith("篇二:")
    assert first.undo().endswith("谢谢大家!\n")


@pytest.mark.parametrize("text", [PAGE, PAGE.replace("篇二:", "  篇二:")])
def test_what_was_printed_is_printed_again(text: str) -> None:
    whole = speechkit.clean(text).to_text()
    assert speechkit.clean(whole).to_text() == whole
    parts = [each.to_text() for each in speechkit.clean_articles(text)]
    assert [each.to_text() for each in speechkit.clean_articles("".join(parts))] == parts
    assert [speechkit.clean(each).to_text() for each in parts] == parts


def test_the_json_holds_to_the_schema() -> None:
    for document in parts_of(PAGE):
        printed = msgspec.json.decode(document.to_json(edits=True, raw=True))
        jsonschema.validate(printed, schema())
        assert printed["raw"] == PAGE
        low, high = printed["source"]["part"]["span"]
        assert "".join(PAGE[low:high]) == document.undo()


def test_other_forms_of_a_part() -> None:
    _, second, _ = parts_of(PAGE)
    assert second.to_markdown().startswith("---\ntitle: ")
    assert "# 篇二：在茶叶节开幕式上的致辞\n" in second.to_markdown()
    assert second.to_text().startswith("篇二：在茶叶节开幕式上的致辞\n各位来宾、各位朋友：\n")


def test_a_window_is_not_changed() -> None:
    first, *_ = parts_of(PAGE)
    with pytest.raises(TypeError):
        first.ledger.recast(first.ledger.text.replace("。", "."), "demo.stop")
    with pytest.raises(ValueError, match="leaves the text"):
        first.ledger.splice([speechkit.ledger.Cut(0, 10**6, "", "demo.all")])


def test_fixtures_hold_to_it_too() -> None:
    for path in sorted((Path(__file__).parent / "fixtures" / "raw").iterdir())[:20]:
        if path.stat().st_size < 20_000:
            parts_of(path.read_bytes())


WHOLE = [
    f"篇一:在防汛会议上的讲话\n同志们:\n{DAM}{BUS}\n",
    f"篇二:在茶叶节上的致辞\n各位来宾:\n{TEA}{DAM}\n",
    f"篇三:在现场会上的发言\n同志们:\n{BUS}{TEA}\n",
]
LOOSE = [
    "篇一:", "篇二:", "篇三:", "在防汛工作会议上的讲话", "在茶叶节上的致辞", "\n", "\n", "\r\n", "同志们:\n",
    "各位来宾:", "谢谢大家!", "(jiān)", "登录后查看全文", "</p>", "\u3000", "\xa0", "上一页 1 2 3 下一页",
    "责任编辑:小江", "”", "&ldquo;", "一、查坝\n", f"{DAM}\n", f"{TEA}\n", f"{BUS}\n",
]  # fmt: skip
PIECES = st.sampled_from([*WHOLE, *WHOLE, *LOOSE])
FRAMED = st.tuples(*(st.lists(st.sampled_from(LOOSE), max_size=3).map("".join).map(each.__add__) for each in WHOLE))


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | FRAMED.map("".join) | st.text(max_size=40))
@example(f"篇一:在防汛会议上的讲话\n同志们:\n{DAM}\n”“篇二:在茶叶节上的致辞\n各位来宾:\n{TEA}")
def test_whatever_the_page_its_parts_are_the_page(text: str) -> None:
    parts_of(text)


def test_a_part_with_a_numbered_title_is_printed_as_it_is_printed_alone() -> None:
    page = PAGE.replace("篇一:", "第一篇 ").replace("篇二:", "第二篇 ").replace("篇三:\n", "第三篇 ")
    documents = parts_of(page)
    assert len(documents) == 3
    for text in [document.to_text() for document in documents]:
        assert speechkit.clean(text).to_text() == text
