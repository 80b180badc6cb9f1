"""Lines and phrases that a site put in go, and what they hold is kept; the speech stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.boilerplate.phrases import remove_phrases
from speechkit.passes import Draft, Options
from speechkit.source import decode

TITLE = "在全乡堤防加固动员会上的讲话"
SPEECH = (
    "同志们：",
    "汛期还有四十天。去年那场水，淹了三个村，冲走两座桥，大家都记得。今天把大家叫来，只讲堤防这一件事。",
    "一、把险段摸清",
    "十七处险段要一处一处走到，脚上沾了泥，心里才有底。谁包的段，谁的名字写在牌子上。",
    "二、把石料备足",
    "石料要堆在堤上，不要堆在账上。缺一方，补一方，月底我来数。",
    "大家回去就动手。",
    "谢谢大家！",
)


def cleaned(text: str) -> Draft:
    draft = Draft(*decode(text.encode(), None, "")[:2], Options())
    for _ in range(6):
        if not (cuts := remove_phrases(draft)):
            break
        draft.ledger.splice(cuts)  # type: ignore[arg-type]  # this editor makes cuts only
    return draft


def page(head: tuple[str, ...] = (), tail: tuple[str, ...] = ()) -> str:
    return "\n".join([*head[:1], TITLE, *head[1:], *SPEECH, *tail]) + "\n"


def values(draft: Draft) -> dict[str, object]:
    return {name: found.value for name, found in draft.metadata.items()}


PAGES = [
    ("a welcome", ("欢迎来到芦苇荡文库",), (), {}),
    ("a breadcrumb", ("当前位置：首页 > 讲话 > 水利",), (), {}),
    (
        "a glued meta line",
        ("首页 > 讲话", "2021-03-04 05:06:07浏览:77评论:2 来源:芦苇荡 \xa0"),
        (),
        {"date": "2021-03-04", "datetime": "2021-03-04T05:06:07", "views": 77, "comments": 2, "publisher": "芦苇荡"},
    ),
    (
        "author, views and date without separators",
        ("首页 > 讲话", "柳河生3122021-03-04 05:06"),
        (),
        {"author": "柳河生", "views": 312, "date": "2021-03-04", "datetime": "2021-03-04T05:06:00"},
    ),
    (
        "a summary that was cut",
        ("首页 > 讲话", "核心摘要：一、把险段摸清 十七处险段要一处一处走到，脚上沾了"),
        (),
        {"summary": "一、把险段摸清 十七处险段要一处一处走到，脚上沾了"},
    ),
    ("an aggregator's lead-in", (f"下面是小编为大家整理的{TITLE}(全文完整),供大家参考。",), (), {}),
    (
        "neighbours, each title below its label",
        (),
        ("上一篇：", "", "水库巡查记录", "", "下一篇:", "防汛值班表"),
        {"previous": "水库巡查记录", "next": "防汛值班表"},
    ),
    ("neighbours that are not there", (), ("上一篇：没有了", "下一篇：防汛值班表"), {"next": "防汛值班表"}),
    ("an editor's credit", (), ("（责任编辑：柳河生）",), {"editor": "柳河生"}),
    ("a list of other articles", (), ("相关文章", "水库巡查记录", "防汛值班表", "堤防养护办法"), {}),
    (
        "a disclaimer and a request to name the source",
        (),
        (
            "免责声明",
            "本文由网友上传，仅代表作者观点，如有侵权请联系 abc@example.com 删除。",
            "转载请注明出处：https://www.example.com/a/1.html",
        ),
        {"contact": "abc@example.com", "url": "https://www.example.com/a/1.html", "publisher": "example.com"},
    ),
    ("share buttons and a comment box", (), ("分享到：微博 微信 QQ空间", "打赏", "0相关评论"), {}),
    ("a footer", (), ("版权所有 © 芦苇荡网 湘ICP备00000000号",), {}),
    (
        "keywords",
        ("首页 > 讲话", "更新:2021-03-04 关键词:堤防 防汛 动员"),
        (),
        {"date": "2021-03-04", "keywords": ["堤防", "防汛", "动员"]},
    ),
    ("a seller's line", (), ("试读结束，登录后可阅读全文",), {}),
    (
        "the head of a post",
        ("原创 柳河生 芦苇荡 2021-03-04",),
        ("扫码关注芦苇荡公众号", "128人点赞"),
        {"author": "柳河生", "date": "2021-03-04"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("label", "head", "tail", "kept"), PAGES)
def test_the_site_goes_and_its_metadata_stay(
    label: str, head: tuple[str, ...], tail: tuple[str, ...], kept: dict[str, object]
) -> None:
    draft = cleaned(page(head, tail))
    assert draft.text.split() == page().split(), label
    assert values(draft) == kept


def test_traditional_lines_go_by_the_same_rules() -> None:
    head = "您現在的位置：首頁 > 講話稿\n在全鄉堤防會議上的講話\n時間：2021-03-04 05:06:07\n"
    text = f"{head}同志們：\n各位辛苦了，開會。\n（責任編輯：柳河生）\n"
    draft = cleaned(text)
    assert draft.text == "在全鄉堤防會議上的講話\n同志們：\n各位辛苦了，開會。\n"
    assert values(draft) == {"date": "2021-03-04", "datetime": "2021-03-04T05:06:07", "editor": "柳河生"}


SPOKEN = [
    "（2021年3月4日）",
    "2021年3月4日",
    "主持人：柳河生",
    "县委书记 柳河生",
    "（根据录音整理）",
    "各位来宾：",
    "以上意见，供大家参考。",
    "别处的稿件要写明来源，没有版权的图片不能用。",
    "请各位打开手机，扫一扫桌上的二维码，填好问卷。",
    "村里的微信公众号早晚各报一次水位，请大家关注、转发。",
    "本站建于一九六一年，从来没有漏报过一次水情。",
    "（一）登录后查看办事指南",
    "一、下载安装",
    "下一步，要把责任压到人头。",
    "欢迎来到我们村！",
    "违者必究！",
    "打击侵权假冒，请社会各界监督举报。",
    "附件：1.险段一览表",
    "联系人：柳河生，电话：0000-0000000",
    "举报电话：12345",
    "上篇：回顾",
    "主办单位：乡水利站",
    "评论",
    "讲话稿",
    "喜欢读书",
    "〔此处省略300字〕",
]


@pytest.mark.parametrize("line", SPOKEN)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_a_line_of_the_speech_stays_wherever_it_stands(line: str, place: str) -> None:
    text = page(("", line) if place == "head" else (), (line,) if place == "tail" else ())
    assert cleaned(text).text == text


def test_a_time_beside_a_place_belongs_to_the_minutes() -> None:
    text = page(("", "时间：2021年3月4日", "地点：乡礼堂"))
    assert cleaned(text).text == text


def test_cue_words_in_the_middle_of_a_speech_are_speech() -> None:
    text = page().replace("大家回去就动手。", "版权归村民，分享要自愿，下载要登记，责任编辑要署名。")
    assert cleaned(text).text == text


def test_the_page_is_peeled_from_both_ends() -> None:
    head = ("", *(f"首页 > 讲话 > {number}" for number in range(12)))
    tail = tuple(f"分享到：微博 {'微信 ' * number}" for number in range(1, 13))
    assert cleaned(page(head, tail)).text.split() == page().split()


def test_a_heading_is_never_taken_by_a_cue() -> None:
    text = page((), ("三、版权归本站所有，如有侵权请联系删除",))
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [
        ("a seller's words with their blank", "把责任扛 当前隐藏内容免费查看在肩上。", "把责任扛在肩上。"),
        ("in brackets", "把责任扛(登录后查看全文)在肩上。", "把责任扛在肩上。"),
        ("another seller", "把责任扛 开通会员查看完整版在肩上。", "把责任扛在肩上。"),
        ("a credit behind the last word", "大家回去就动手。（责任编辑：柳河生）", "大家回去就动手。"),
    ],
)
def test_a_phrase_goes_and_the_two_sides_join(label: str, before: str, after: str) -> None:
    text = page().replace("大家回去就动手。", before)
    assert cleaned(text).text == page().replace("大家回去就动手。", after), label


def test_a_phrase_of_a_seller_is_told() -> None:
    draft = cleaned(page().replace("大家回去就动手。", "大家回去 付费阅读全文就动手。"))
    assert [note.code for note in draft.notes] == ["paywall_gap"]


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [
        (
            "dots and brackets",
            "石料……(此处省略2412字,登录后查看)……要堆好。",
            "石料\n〔此处省略2412字,登录后查看〕\n要堆好。",
        ),
        ("dots alone", "石料……省略80字……要堆好。", "石料\n〔省略80字〕\n要堆好。"),
        ("blanks", "石料 以下隐藏350字 要堆好。", "石料\n〔以下隐藏350字〕\n要堆好。"),
        ("traditional", "石料【此處隱藏99個字】要堆好。", "石料\n〔此處隱藏99個字〕\n要堆好。"),
    ],
)
def test_a_notice_of_missing_text_is_kept_on_its_own_line(label: str, before: str, after: str) -> None:
    draft = cleaned(page().replace("大家回去就动手。", before))
    assert draft.text == page().replace("大家回去就动手。", after), label
    assert "paywall_gap" in [note.code for note in draft.notes]


def test_what_the_speaker_left_out_is_no_gap() -> None:
    text = page().replace("大家回去就动手。", "稿子里我省略了500字没有念。")
    assert cleaned(text).text == text


def test_two_dates_that_disagree_are_told() -> None:
    draft = cleaned(page(("", "时间：2021-03-04 05:06"), ("发布日期：2021-03-09 来源：芦苇荡",)))
    assert values(draft)["date"] == "2021-03-04"
    assert "date_conflict" in [note.code for note in draft.notes]


def test_the_day_of_a_change_is_no_conflict() -> None:
    draft = cleaned(page(("", "发布时间：2021-03-04 更新时间：2021-03-09")))
    assert values(draft)["date"] == "2021-03-04"
    assert not draft.notes


def test_random_runs_in_every_line_go() -> None:
    runs = ("aX7kQ2m", "Pq9Zr4T", "mK3vB8w", "Zt5Lw9c", "dR6yN1s", "Hb2Xe7u", "qW8fJ4g", "Vn5Ck3z")
    text = page()
    jammed = "\n".join([TITLE, *(line + run for line, run in zip(SPEECH, runs, strict=True))]) + "\n"
    assert cleaned(jammed).text == text


def test_one_odd_name_is_no_jamming() -> None:
    text = page().replace("石料要堆", "用aX7kQ2m型水泵，石料要堆")
    assert cleaned(text).text == text


def test_emoji_before_marks_go_where_a_page_is_full_of_them() -> None:
    text = page()
    jammed = text.replace("，", "🔥，").replace("。", "✨。")
    assert cleaned(jammed).text == text


PIECES = [
    *(line for _, head, tail, _ in PAGES for line in (*head, *tail)),
    *SPOKEN,
    *SPEECH,
    TITLE,
    "……(此处省略12字)……",
    " 当前隐藏内容免费查看",
    "\n",
    "\n",
    " ",
    "\r\n",
    "。",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=14), st.sampled_from(["", "\n"]))
@settings(max_examples=150, deadline=None)
def test_nothing_is_found_in_the_result_and_nothing_fails(pieces: list[str], joint: str) -> None:
    draft = Draft(*decode(joint.join(pieces).encode("utf-8", "replace"), None, "")[:2], Options())
    for _ in range(40):
        cuts = remove_phrases(draft)
        if not cuts:
            break
        assert draft.ledger.splice(cuts)  # type: ignore[arg-type]  # this editor makes cuts only
    else:
        pytest.fail("the pass goes on finding something")
    assert not remove_phrases(Draft(*decode(draft.text.encode(), None, "")[:2], Options()))
