"""Heads and tails of pages: meta lines in odd shapes, mastheads, credits, footers, page titles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.boilerplate import meta
from speechkit.rules.fold import fold

TITLE = "在全乡水渠清淤动员会上的讲话"
BODY = (
    "同志们：\n渠道淤了三年，下游的田去年有一半没浇上水。今天把各村主任请来，只谈清淤这一件事。\n"
    "一是分段到村，一村一段，界桩明天就打。\n二是工钱当天结清，不许打白条，谁打白条谁自己垫。\n谢谢大家！"
)

META = [  # label, line, what it says
    (
        "a thousands separator",
        "2018-07-09　作者：田小满　分类：动员　浏览 2,306　字数 980",
        {"author": "田小满", "views": 2306},
    ),
    (
        "brackets round a count",
        "发布人:管理员 日期:2016年8月2日 点击率:【 58 】次",
        {"date": "2016-08-02", "views": 58},
    ),
    ("square brackets", "2022年05月05日 08:00 党群办 点击：[3071]", {"date": "2022-05-05", "views": 3071}),
    (
        "empty values",
        "时间：2021-03-04　作者：　新闻来源：　【字号：大 | 中 | 小】",
        {"date": "2021-03-04", "author": None},
    ),
    ("spaced figures", "2 0 1 6 - 0 5 - 0 4　来源：田畴公文网", {"date": "2016-05-04", "publisher": "田畴公文网"}),
    (
        "a year of the Republic",
        "發布單位：石橋鄉公所　發布日期：112-06-07　點閱數：77",
        {"date": "2023-06-07", "views": 77},
    ),
    ("Chinese figures", "发表时间：二〇二一年十二月二十一日", {"date": "2021-12-21"}),
    (
        "signs before values",
        "⏰ 2021-06-02 09:10  👤 党群办  👁 620  💬 5",
        {"date": "2021-06-02", "views": 620, "comments": 5},
    ),
    (
        "counts glued on",
        "2023年04月07日 10:15来源：石桥报评论(2)阅读(340)收藏",
        {"publisher": "石桥报", "comments": 2, "views": 340},
    ),
    (
        "a button behind",
        "2021-11-09 16:40:05　来源：石桥日报　编辑：方瑜　我要评论(0)",
        {"editor": "方瑜", "comments": 0},
    ),
    (
        "a label nobody knows",
        "来源：石桥报　时间：2020-12-30　经办科室：水利站",
        {"publisher": "石桥报", "date": "2020-12-30"},
    ),
    ("a bar for a colon", "编辑 | 小穗", {"editor": "小穗"}),
    ("a blank in the label", "编 辑：水利站　　【关 闭】", {"editor": "水利站"}),
    ("several credits", "■ 供稿：水利站　■ 编辑：方瑜　■ 终审：田大海", {"editor": "方瑜"}),
    ("a forum post", "发表于 2018-11-06 21:40:13 | 显示全部楼层 |阅读模式", {"date": "2018-11-06", "author": None}),
]


@pytest.mark.parametrize(("label", "line", "says"), META, ids=[case[0] for case in META])
def test_a_meta_line_goes_and_is_learnt(label: str, line: str, says: dict[str, object]) -> None:
    document = speechkit.clean(f"{TITLE}\n{line}\n{BODY}")
    assert document.blocks[1].text == "同志们：", label
    assert {field: getattr(document.metadata, field) for field in says} == says


SPOKEN = [
    "文字：要简练",
    "联系人：田小满　电话：0000-0000",
    "姓名：田小满　单位：水利站　日期：2020-01-02",
    "主讲人：田小满　时间：2016-09-05",
    "时间：今天下午三点　地点：乡礼堂",
    "112-06-07",
    "石桥乡农业服务中心",
    "来源：一靠拨款，二靠自筹，三靠捐助",
    "浏览不等于阅读",
    "（二）",
    "编辑|作者|读者",
    "图/文/视频",
    "责任单位：水利站",
]


@pytest.mark.parametrize("line", SPOKEN)
def test_these_are_no_meta_lines(line: str) -> None:
    assert meta.read(fold(line)) is None


@given(st.text(alphabet="来源:作者编辑浏览2017-0,4 【】[]|/发布于阅读()点击率👁■", max_size=120))
@settings(max_examples=150, deadline=None)
def test_slots_lie_within_the_line(line: str) -> None:
    for slot in meta.read(fold(line)) or ():
        assert 0 <= slot.start <= slot.end <= len(line)


def test_the_day_of_issue_gives_way_to_the_day_of_upload() -> None:
    page = f"发布机构：石桥乡政府　　成文日期：2023-03-01\n{TITLE}\n发布时间：2023-03-09 09:20\n{BODY}"
    metadata = speechkit.clean(page).metadata
    assert metadata.date == "2023-03-09"
    assert speechkit.clean(page.replace("发布时间：2023-03-09 09:20\n", "")).metadata.date == "2023-03-01"


MASTHEADS = [  # label, lines above the title
    ("an office above the trail", "中共石桥县委党校\n首页 > 领导讲话 > 正文"),
    ("a site in traditional script", "石橋鄉農會全球資訊網\n首頁 / 最新消息 / 致詞"),
    ("a blog with its section", "石桥教育博客 - 领导讲话"),
    ("a foundation above its bar", "石橋慈善基金會\n繁 | 简 | ENG"),
]


@pytest.mark.parametrize(("label", "lines"), MASTHEADS, ids=[case[0] for case in MASTHEADS])
def test_the_name_of_the_site_is_not_the_title(label: str, lines: str) -> None:
    document = speechkit.clean(f"{lines}\n{TITLE}\n{BODY}")
    assert document.blocks[0].text == TITLE, label
    assert document.metadata.publisher == lines.partition("\n")[0].partition(" ")[0]


HEADLINES = [
    "织密民生保障网\n——在全县民政工作会议上的讲话\n",
    "把水送到田头\n2020-05-06　来源：石桥网\n——在全乡水利会议上的讲话\n",
    "石桥县人民政府\n关于做好春灌工作的通知\n",
    "在石桥县委党校开学典礼上的讲话\n首页 > 讲话\n石桥县委书记　田小满\n",
]


@pytest.mark.parametrize("head", HEADLINES)
def test_a_headline_is_not_the_name_of_a_site(head: str) -> None:
    assert head.partition("\n")[0] in speechkit.clean(head + BODY).to_text()


TAILS = [  # label, lines below the speech
    ("an address below a credit", "责任编辑：方瑜\n地址：石桥市槐树街5号　　邮编：400000　　举报电话：12309"),
    ("an article's neighbours with arrows", "▲ 上一条　乡里召开月度碰头会\n▼ 下一条　没有更多了"),
    ("headlines with marks inside", "24小时热文\n寒潮来袭！后天降温十度\n石桥三号桥通车"),
    ("headlines between the site's lines", "上一篇：护林会议\n石桥乡水渠清淤现场图集\n网友评论\n发表评论"),
    ("a list with numbers", "您可能还感兴趣的:\n1.水利工作总结\n2.在护林会议上的讲话"),
    ("end mark and counters", "END\n阅读原文　阅读 203　赞 11\n精选留言"),
    ("a release of Hong Kong", "完\n2024年3月2日（星期六）\n香港時間10時45分"),
]


@pytest.mark.parametrize(("label", "tail"), TAILS, ids=[case[0] for case in TAILS])
def test_a_tail_goes(label: str, tail: str) -> None:
    assert speechkit.clean(f"{TITLE}\n{BODY}\n{tail}").to_text().endswith("谢谢大家！\n"), label


KEPT_TAILS = [
    "石桥乡水利站\n2020年3月1日",
    "联系人：田小满　联系电话：0000-0000\n石桥乡水利站\n2020年3月1日\n【打印】【关闭】",
    "地址：石桥乡文化站　电话：0000-0001\n责任编辑：方瑜",
    "附件：清淤任务分解表",
    "上篇：回头看这三年",
    "石桥乡人民政府水利站\n上一篇：无\n分享到：微信",
    "上一篇：无\n石桥乡人民政府水利站\n2020年3月1日\n分享到：微信",
    "责任编辑：方瑜\n清清渠水润良田\n分享到：微信",
]


@pytest.mark.parametrize("tail", KEPT_TAILS)
def test_a_signature_and_contacts_of_the_document_stay(tail: str) -> None:
    text = speechkit.clean(f"{TITLE}\n{BODY}\n{tail}").to_text()
    kept = next(line for line in tail.split("\n") if not line.startswith(("上一篇", "责任")))
    assert fold(kept) in fold(text)


TITLES = [
    ("several suffixes", f"{TITLE}_领导讲话_石桥公文网\n{TITLE}\n"),
    ("a number of a sample", f"范文一:{TITLE}\n{TITLE}\n"),
    ("a forum button", f"{TITLE} [复制链接]\n"),
]


@pytest.mark.parametrize(("label", "head"), TITLES, ids=[case[0] for case in TITLES])
def test_the_title_is_the_clean_copy(label: str, head: str) -> None:
    document = speechkit.clean(head + BODY)
    assert document.metadata.title == TITLE, label
    assert document.blocks[1].text == "同志们："


def test_a_headline_with_its_occasion_is_no_page_title() -> None:
    head = f"把水送到田头——{TITLE}\n把水送到田头\n"
    assert "——" in speechkit.clean(head + BODY).to_text().split("\n")[0]


STAYS = [
    "转载请注明出处，这是行规。",
    "更多精彩，请看秋后。",
    "更多资料请到会务组取。",
    "更多内容请关注乡广播站今晚的节目。",
    "希望以上内容对大家有所帮助。",
    "暂无评论不等于没有想法。",
    "主办：乡政府；承办：水利站；协办：三个村。",
    "文明上网、理性发言，是每个人的本分。",
    "感谢您的支持！",
    "关注",
    "（2）",
    "下载农技APP，看看自家的田缺不缺肥。",
    "北京时间八点",
]


@pytest.mark.parametrize("line", STAYS)
@pytest.mark.parametrize("place", ["head", "middle", "tail"])
def test_a_line_of_the_speech_stays(line: str, place: str) -> None:
    parts = (TITLE + "\n" + BODY).split("\n")
    parts.insert({"head": 2, "middle": 4, "tail": len(parts)}[place], line)
    core = fold(line).strip("。!:()")
    assert core in fold(speechkit.clean("\n".join(parts)).to_text())
