"""Lines that no word of a rule takes: their place and shape do, above the title, below the speech, on every page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.rules.fold import fold

TITLE = "在全乡护林防火动员会上的讲话"
BODY = (
    "同志们：\n清明快到了，上坟的人多，山上的草干。今天把护林员都叫来，只讲防火这一件事。\n"
    "每个路口要有人，每个人要有一本登记簿。\n登记簿不许补，不许抄，来源、去向写清楚。\n谢谢大家！"
)


def cleaned(text: str) -> str:
    return fold(speechkit.clean(text).to_text()).rstrip("\n")


PLAIN = fold(f"{TITLE}\n{BODY}")

HEADS = [  # label, lines above the title
    ("a page title with sections", "芦苇驿站_领导讲话_总结_原创分享平台"),
    ("a bar of tools", "登录/注册　|　手机版　|　每日签到"),
    ("a page title round the title", f"【精品】{TITLE}_林业材料_芦苇论坛"),
    ("the title once more with its file", f"下载得到文件列表\n{TITLE}.docx"),
    ("a trail over lines", "首页\n>\n讲话致辞\n>\n林业讲话"),
    ("a trail with a label over lines", "当前位置：\n首页\n>>\n林业讲话"),
    ("a trail with slashes", "芦苇吧 / 讲话稿 / 林业讲话 / 详情"),
    ("a trail with dashes", "芦苇网-讲话发言-林业讲话-防火讲话"),
    ("figures of a print", "Page 1 of 3"),
    ("an address", "www.luwei-demo.gov.cn"),
    ("marks round a slogan", "——笔杆子的加油站——"),
    ("today", "今天是2017年3月9日 星期四"),
    ("a menu", "首页 讲话稿 演讲稿 总结 计划 心得 合同"),
    ("buttons, one a line", "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】"),
    ("a paper's page", "凤栖日报数字报 第A02版：要闻"),
]


@pytest.mark.parametrize(("label", "lines"), HEADS)
def test_the_frame_above_the_title_goes(label: str, lines: str) -> None:
    assert cleaned(f"{lines}\n{TITLE}\n{BODY}") == PLAIN, label


OWN = [  # label, lines above or below the title that belong to the document
    ("a headline", "织密防火网 守住万重山"),
    ("the number of an annex", "附件2"),
    ("a kind of paper", "会议材料之三"),
    ("a paper of the county", "石桥县人民政府文件"),
    ("a number of the paper", "石政发〔2020〕9号"),
]


@pytest.mark.parametrize(("label", "line"), OWN)
def test_a_line_of_the_document_above_the_title_stays(label: str, line: str) -> None:
    assert fold(line) in cleaned(f"芦苇网 > 讲话\n{line}\n{TITLE}\n{BODY}"), label


def test_a_title_in_two_lines_stays_whole() -> None:
    assert cleaned(f"在全乡网站建设工作\n会议上的讲话\n{BODY}").startswith("在全乡网站建设工作\n会议上的讲话\n")


def test_the_office_that_begins_a_title_stays() -> None:
    page = "首页 > 文件\n石桥县人民政府办公室转发县林业局\n关于做好护林防火工作意见的通知\n各乡镇：\n现转发给你们。\n"
    assert "石桥县人民政府办公室转发县林业局" in cleaned(page)


def test_a_meta_line_in_pieces_is_read() -> None:
    page = f"{TITLE}\n发布时间：\n2022-09-09 11:20\n文章来源：\n乡林业站\n浏览次数：\n字体：\n大\n中\n小\n{BODY}"
    document = speechkit.clean(page)
    assert fold(document.to_text()).rstrip("\n") == PLAIN
    assert (document.metadata.date, document.metadata.publisher) == ("2022-09-09", "乡林业站")


def test_keywords_one_a_line_are_kept() -> None:
    document = speechkit.clean(f"{TITLE}\n关键词\n护林\n防火\n动员会\n{BODY}")
    assert fold(document.to_text()).rstrip("\n") == PLAIN
    assert document.metadata.keywords == ["护林", "防火", "动员会"]


TAILS = [  # label, lines below the speech
    ("headlines amid a footer", "上一篇：春灌总结\n一图看懂春灌\n扶贫路上的一盏灯\n版权所有：芦苇网 湘ICP备00000000号"),
    (
        "a bar below a footer",
        "版权所有：石桥乡政府　ICP备案编号：湘ICP备00000000号\n联系方式：0555-5550000　邮箱：a@example.cn",
    ),
    ("a sentence of the site", "亲，该文档总共4页，到这儿已超出免费预览范围，如果喜欢就下载吧！\n下载须知 | 常见问题"),
    (
        "what readers wrote",
        "作者: 小桥流水 时间: 2011-6-27 10:02\n好文，收藏学习！\n作者: 老周 时间: 2011-6-27 15:40\n顶一个，感谢楼主",
    ),
    ("a neighbour behind an arrow", "‹ 春灌物资募集\n早稻收购办法 ›"),
    ("buttons of a post", "发送给朋友 收藏 在浏览器打开\n如果你喜欢，欢迎分享到朋友圈"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "lines"), TAILS)
def test_the_frame_below_the_speech_goes(label: str, lines: str) -> None:
    assert cleaned(f"{TITLE}\n{BODY}\n{lines}") == PLAIN, label


KEPT = [  # label, last lines of a speech
    ("an appeal to scan", "会后请大家扫码关注公众号，下载电子版材料，转发给没来的同志。"),
    ("who signs", "石桥乡林业站\n2020年3月1日"),
    ("an annex", "附件：1.卡口一览表\n2.登记簿样张"),
    ("who spoke", "县委书记　田小满"),
    ("verses", "山青一寸\n水绿一分"),
]


@pytest.mark.parametrize(("label", "lines"), KEPT)
@pytest.mark.parametrize("tail", ["上一篇：无\n分享到：微信", "打印本页　关闭窗口", "责任编辑：方瑜"])
def test_the_last_lines_of_a_speech_stay(label: str, lines: str, tail: str) -> None:
    kept = cleaned(f"{TITLE}\n{BODY}\n{lines}\n{tail}")
    assert all(fold(line) in kept for line in lines.splitlines()), label


@pytest.mark.parametrize("shape", ["- {} -", "第 {} 页", "{} / 3", "Page {} of 3", "内部文稿 {}"])
def test_page_numbers_that_count_on_go(shape: str) -> None:
    lines = BODY.splitlines()
    page = [lines[0], lines[1], shape.format(1), lines[2], shape.format(2), *lines[3:], shape.format(3)]
    assert cleaned("\n".join([TITLE, *page])) == PLAIN


def test_a_running_head_goes_and_a_refrain_stays() -> None:
    lines = BODY.splitlines()
    head = "防火材料汇编"
    printed = [lines[0], lines[1], head, "- 1 -", lines[2], head, "- 2 -", *lines[3:], head, "- 3 -"]
    assert cleaned("\n".join([TITLE, *printed])) == PLAIN
    song = "渡口\n船靠岸的时候\n天还没有亮\n等船的人说\n再等一等\n船靠岸的时候\n灯还没有灭\n"
    assert cleaned(song).count("船靠岸的时候") == 2


def test_numbers_of_sections_stay() -> None:
    story = "夜车\n1\n他把稿子翻过来。\n天亮了。\n2\n没有人下车。\n3\n车开走了。\n"
    assert cleaned(story).splitlines() == fold(story).splitlines()


GAPS = [  # label, line, count
    ("a sum of characters to pay for", "以下内容需付费阅读，剩余1980字", 1980),
    ("in brackets", "[ 本文未完，以下约有1350字仅对会员开放 ]", 1350),
    ("a share", "您还没有登录，请登录后查看剩余68%的内容", None),
    ("pages", "剩余3页未读，扫码支付即可阅读", None),
]


@pytest.mark.parametrize(("label", "line", "count"), GAPS)
def test_a_line_that_says_what_is_withheld_becomes_a_gap(label: str, line: str, count: int | None) -> None:
    document = speechkit.clean(f"{TITLE}\n{BODY}\n{line}\n")
    gaps = [block.count for block in document.blocks if block.type == "gap"]
    assert gaps == [count], label
    assert "paywall_gap" in [warning.code for warning in document.warnings]
    assert speechkit.clean(document.to_text()).to_text() == document.to_text()


def test_work_that_is_left_is_no_gap() -> None:
    page = f"{TITLE}\n{BODY}\n工程款剩余70%未付，月底付清。\n"
    assert not [block for block in speechkit.clean(page).blocks if block.type == "gap"]


LINES = [lines for group in (HEADS, TAILS, KEPT) for _, lines in group]
MARKS = ["- 1 -", "- 2 -", "来源：", "大", ">", "短句子。"]


@given(st.lists(st.sampled_from([*LINES, *MARKS, TITLE, *BODY.splitlines()]), max_size=14))
@settings(max_examples=60, deadline=None)
def test_nothing_is_found_in_the_result(parts: list[str]) -> None:
    once = speechkit.clean("\n".join(parts)).to_text()
    assert speechkit.clean(once).to_text() == once
