"""Pages that lost their line breaks: where a break is put back, and where none is.

In `broken` a line feed stands where the pass must put one; taken out, it is the text that the pass is given. `whole`
texts must stay as they are.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

import speechkit
from speechkit import Options

ONLY = Options(only=("boilerplate.flattened",))


class Broken(NamedTuple):
    """A text with a line feed where one must be put back; ⏎ is a line break that the page has."""

    label: str
    text: str
    why: str


class Whole(NamedTuple):
    """A text that must stay as it is."""

    label: str
    text: str
    why: str


BODY = (
    "秋粮眼看要进仓了。今天把各乡镇的同志请来，就是要把收购的事一件一件说死。去年有个点把一等粮收成三等，查实以后站长撤了职。"
    "农民卖一车粮食不容易，不能在秤上让他们寒心。坚决不打白条，做到当天卖粮当天付款。哪个点拖欠三天以上，县里直接约谈。"
    "秋收不等人，散会以后马上去落实。"
)
ONE = (
    "今年的托市价已经贴在各个收购点的墙上，谁压级压价，群众可以当场打县长热线。去年有个点把一等粮收成三等，站长撤了职。"
)
TWO = "全县四十六台地磅月底前全部检定一遍，铅封不全的不准开秤。农民卖一车粮食不容易，不能在秤上让他们寒心。"
THREE = "坚决不打白条。农发行已经备足了资金，做到当天卖粮当天付款，哪个点拖欠三天以上，县里直接约谈。"

BROKEN = [
    Broken(
        "salutation right behind the title",
        f"在全县秋粮收购工作会议上的讲话\n同志们：\n{BODY}",
        "people are addressed, and the title is what stands before",
    ),
    Broken(
        "title twice, meta data, salutation",
        "社区志愿者表彰大会致辞\n社区志愿者表彰大会致辞\n来源：柳岸网 时间：2020-12-05 "
        f"\n尊敬的各位领导、志愿者朋友们：\n{BODY}",
        "the title is printed again, the meta data are read whole",
    ),
    Broken(
        "meta data without separators",
        f"项目经理在开工动员会上的讲话\n来源：筑梦网时间：2015-10-08编辑：小石\n各位同事：\n{BODY}",
        "the last value ends where the salutation begins",
    ),
    Broken(
        "date bracket and speaker",
        f"在全镇秋粮收购推进会上的讲话\n王建林\n（2020年4月8日）\n同志们：\n{BODY}",
        "the title's own words say where it ends; a name stands before the date",
    ),
    Broken(
        "crumb and lead-in",
        "当前位置：首页 > 讲话致辞 > 正文\n粮站开业庆典站长致辞\n"
        "下面是小编为大家整理的粮站开业庆典站长致辞，供大家参考。"
        f"\n各位来宾：\n{BODY}",
        "a rule for first lines takes what is cut off",
    ),
    Broken(
        "crumb with the title glued to it",
        "首页 >> 政务动态 >> 节日致辞\n在秋粮收购动员会上的讲话\n"
        f"发布日期：2020-06-19 浏览次数：6819 \n老师们、同志们：\n{BODY}",
        "在…上的讲话 begins a title",
    ),
    Broken(
        "traditional script",
        f"在全縣秋糧收購工作會議上的講話\n發布時間：2016-04-18 來源：南岸新聞網\n各位鄉親：\n{BODY}",
        "everything is looked for in the folded copy",
    ),
    Broken(
        "notice",
        f"关于做好秋粮收购工作的通知\n各乡镇人民政府，县直各单位：\n{BODY}",
        "offices are addressed like people",
    ),
    Broken(
        "headings",
        f"{BODY}\n一、价格要公道。{ONE}\n二、秤要准。{TWO}\n三、钱要快。{THREE}",
        "three numbers in order, each behind a sentence",
    ),
    Broken(
        "headings of two levels",
        f"{BODY}\n一、价格要公道\n（一）看牌价。{ONE}\n（二）看等级。{TWO}\n二、付款要及时\n（一）备足资金。{THREE}\n（二）当天付清。{ONE}",
        "a title without a stop is followed by its first child",
    ),
    Broken(
        "headings numbered on",
        f"{BODY}\n一、价格\n（一）看牌价。{ONE}\n（二）看等级。{TWO}\n二、付款\n（三）备足资金。{THREE}\n（四）当天付清。{ONE}",
        "the second level may count over the first",
    ),
    Broken(
        "headings behind a colon",
        f"{BODY}下面我讲三点意见：\n一、价格要公道。{ONE}\n二、秤要准。{TWO}\n三、钱要快。{THREE}",
        "whole sections follow, not the items of a sentence",
    ),
    Broken(
        "heading behind a note in brackets",
        f"{BODY}\n一、价格要公道。{ONE}（粮食局负责）\n二、秤要准。{TWO}（质监局负责）\n三、钱要快。{THREE}",
        "policy papers name who is in charge behind the stop",
    ),
    Broken(
        "digits",
        f"{BODY}\n1.价格要公道。{ONE}\n2.秤要准。{TWO}\n3.钱要快。{THREE}",
        "three of them at least",
    ),
    Broken(
        "one heading glued on a page with lines",
        f"同志们：⏎一、价格要公道⏎{ONE}\n二、秤要准⏎{TWO}⏎三、钱要快⏎{THREE}⏎{BODY}",
        "it fills the hole in a series of lines",
    ),
    Broken(
        "children glued on a page with lines",
        f"同志们：⏎一、价格要公道⏎{ONE}\n二、秤要准\n（一）检定地磅。{TWO}\n（二）检查铅封。{TWO}⏎三、钱要快⏎{THREE}⏎{BODY}",
        "the line is known to be flat by its heading",
    ),
    Broken(
        "several articles",
        "收购工作讲话稿两篇"
        f"\n篇一：在全县秋粮收购工作会议上的讲话\n同志们：\n{BODY}\n篇二：粮站开业庆典致辞\n各位来宾、朋友们：\n{BODY}",
        "the labels count on, and each article has its salutation",
    ),
    Broken(
        "regulation",
        "关于印发《县城停车办法》的通知\n各乡镇人民政府，县政府各部门：\n办法已经会议同意，现印发给你们，请认真执行。县城停车办法"
        "\n第一章　总则\n第一条　为了规范停车秩序，制定本办法。\n第二条　本办法适用于县城。"
        "\n第二章　停车位\n第三条　停车位分为三种：（一）公共车位；（二）专用车位；（三）临时车位。"
        "\n第四条　任何人不得擅自占用。"
        "\n第三章　附则\n第五条　本办法自公布之日起施行。",
        "chapters and articles count on; items behind a semicolon stay",
    ),
    Broken(
        "trail with the title glued to it, by another word",
        f"首页 > 培训 > 讲稿\n在村级广播员培训班上的讲课提纲\n发布日期：2020-06-19 浏览次数：68 \n同志们：\n{BODY}",
        "在…上的 tells where the title begins though the kind of document is not known",
    ),
    Broken(
        "closing and the site's lines",
        f"在全县秋粮收购工作会议上的讲话\n同志们：\n{BODY}\n我就讲这些，谢谢大家！\n（责任编辑：小秋）\n上一篇：秋季防火方案\n下一篇：自查报告",
        "each is taken by a rule for last lines",
    ),
    Broken(
        "site's line glued to the last line",
        f"在全县秋粮收购工作会议上的讲话⏎同志们：⏎{ONE}⏎{TWO}⏎{THREE}⏎{BODY}\n上一篇：秋季防火方案",
        "a label that no sentence begins with, behind the end of one",
    ),
    Broken(
        "blanks for line breaks",
        f"在全县秋粮收购工作会议上的讲话 \n同志们： \n{ONE} \n一、价格要公道 \n{TWO} \n二、秤要准 \n{THREE}",
        "some sentences have a blank behind them: those that ended a paragraph",
    ),
    Broken(
        "indents for line breaks",
        "在全县秋粮收购工作会议上的讲话　　\n同志们：　　\n"
        + "　　\n".join((ONE, "一、价格要公道", TWO, "二、秤要准", THREE)),
        "two wide blanks are the indent of a paragraph",
    ),
    Broken(
        "salutation glued to the meta data on a page with lines",
        f"在全县秋粮收购工作会议上的讲话⏎发布时间：2019-03-02 来源：田野网 \n同志们：⏎{ONE}⏎{TWO}⏎{THREE}⏎{BODY}",
        "the line would go with the meta data",
    ),
    Broken(
        "title twice on a page with lines",
        f"在秋粮收购会议上的讲话\n在秋粮收购会议上的讲话⏎同志们：⏎{ONE}⏎{TWO}⏎{THREE}⏎{BODY}",
        "the title is printed again",
    ),
    Broken(
        "title glued to its meta data on a page with lines",
        f"在全县秋粮收购工作会议上的讲话\n发布时间：2019-03-02 来源：田野网⏎同志们：⏎{ONE}⏎{TWO}⏎{THREE}⏎{BODY}",
        "the meta data are read whole",
    ),
]

WHOLE = [
    Whole("paragraphs", f"在大会上的讲话\n同志们：\n{ONE}\n{TWO}\n{THREE}\n谢谢大家！", "a page with line breaks"),
    Whole("one paragraph", f"在大会上的讲话\n同志们：\n{BODY}谢谢大家！", "long paragraphs may end in thanks"),
    Whole("essay", BODY + BODY, "one long line without any structure"),
    Whole(
        "items in a sentence",
        f"{BODY}要做好三件事：一、把账目公开；二、把电梯修好；三、把绿地还给居民。{BODY}",
        "semicolons",
    ),
    Whole(
        "short items",
        f"{BODY}要做到三个到位。一、责任到位。二、措施到位。三、督查到位。{BODY}",
        "single short sentences",
    ),
    Whole("一是", f"{BODY}一是价格要公道。{ONE}二是秤要准。{TWO}三是钱要快。{THREE}", "counted in the text"),
    Whole("第一，", f"{BODY}第一，价格要公道。{ONE}第二，秤要准。{TWO}第三，钱要快。{THREE}", "counted in the text"),
    Whole(
        "grades",
        f"{BODY}一、二级公路照常通行。{ONE}二、三级公路夜间封闭。{TWO}",
        "the number counts the word behind it",
    ),
    Whole("figures", f"{BODY}3.6亿元已经到位。{ONE}2.1万户受益。{TWO}1.5万户还在等。{THREE}", "decimal points"),
    Whole(
        "items of a law", f"{BODY}业主有下列权利：（一）参加大会；（二）提出建议；（三）监督服务。{BODY}", "semicolons"
    ),
    Whole(
        "articles quoted",
        f"{BODY}第九条规定了权利。{ONE}第十条规定了义务。{TWO}第十一条规定了罚则。{THREE}",
        "no series from one",
    ),
    Whole(
        "in quotes",
        f"{BODY}他写道：“要公道。一、价格要公道。{ONE}二、秤要准。{TWO}三、钱要快。”{BODY}",
        "a quoted list",
    ),
    Whole("series from two", f"{BODY}二、秤要准。{TWO}三、钱要快。{THREE}{BODY}", "the first number is missing"),
    Whole(
        "quoted at a meeting", f"本报讯 县长在全县秋粮收购工作会议上的讲话中指出，价格要公道。{BODY}", "讲话中 goes on"
    ),
    Whole(
        "addressed in mid-speech", f"{BODY}最后，我想对大家说：同志们，干吧！{BODY}", "no salutation without a colon"
    ),
    Whole(
        "enumerated in a paragraph",
        f"同志们：\n{ONE}一、价格要公道。{ONE}二、秤要准。{TWO}三、钱要快。{THREE}\n{BODY}\n{TWO}",
        "lines",
    ),
    Whole("blank behind each sentence", (BODY + BODY).replace("。", "。 ").strip(), "a way to write"),
    Whole(
        "site's words in the speech", f"{BODY}上一篇文章我读过，下一篇还没有读。责任编辑的名字要写清楚。", "no label"
    ),
]


def recovered(text: str) -> str:
    return speechkit.clean(text, ONLY).ledger.text


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.label)
def test_a_line_is_recovered(case: Broken) -> None:
    given = case.text.replace("\n", "").replace("⏎", "\n")
    lines = [line.strip() for line in recovered(given).split("\n")]
    assert lines == [line.strip() for line in case.text.replace("⏎", "\n").split("\n")], case.why


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.label)
def test_what_was_recovered_stays(case: Broken) -> None:
    text = recovered(case.text.replace("\n", "").replace("⏎", "\n"))
    assert recovered(text) == text


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case.label)
def test_a_line_is_left_whole(case: Whole) -> None:
    assert recovered(case.text) == case.text, case.why


def test_an_edit_adds_a_line_feed_and_nothing_else() -> None:
    document = speechkit.clean(f"在全县秋粮收购工作会议上的讲话同志们：{BODY}", ONLY)
    assert [(edit.rule, edit.before, edit.after) for edit in document.changes_made()] == [
        ("flat.title", "", "\n"),
        ("flat.salutation", "", "\n"),
    ]
    assert document.undo() == f"在全县秋粮收购工作会议上的讲话同志们：{BODY}"


@pytest.mark.parametrize("times", [2, 3, 20, 50, 60])
@pytest.mark.parametrize(
    "unit", ["在秋收动员会上的讲话", "(责任编辑:麦子)", "欢迎光临田畴公文网在植树节上的讲话在植树节上的讲话"]
)
def test_a_text_over_and_over_is_cleaned_at_once(unit: str, times: int) -> None:
    text = speechkit.clean(unit * times).to_text()
    assert speechkit.clean(text).to_text() == text
