"""What the rows around the body of an HTML page say of the document, and which of them go."""

from __future__ import annotations

import pytest

import speechkit

TITLE = "在全镇春灌工作会议上的讲话"
SPEECH = [
    "各位村支书、同志们：",
    "今年开春以来一直没有下透雨，河里的水位比去年低了一米二，几个提水站的吸水管都露出来了。",
    "水要省着用，渠要连夜清。哪一段渠堵了，哪一段的段长就站到渠里去挖，不要等别人来催。",
    "抽水的柴油由镇里统一调，加油登记一天一张表，谁来加、加多少，都贴在供水站的墙上。",
    "庄稼不等人，散会以后大家就到渠上去。",
]


def page(before: str, after: str = "", *, head: str = TITLE, body: list[str] = SPEECH) -> str:
    """Return a page with its title, and text before and after the body."""
    told = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<html><head><title>{head}</title></head><body><div class=menu><a href=1>首页</a><a href=2>镇务</a></div>"
        f"{before}<div class=con>{told}</div>{after}<div class=foot>柳湾镇人民政府主办</div></body></html>"
    )


def cleaned(source: str) -> tuple[list[str], dict[str, object]]:
    """Return the lines that stay, and the metadata."""
    document = speechkit.clean(source, name="a.html")
    return document.to_text().splitlines(), fields_of(document)


def fields_of(document: speechkit.Document) -> dict[str, object]:
    """Return the metadata that the page gave."""
    fields = ("date", "datetime", "publisher", "author", "editor", "views", "comments", "url", "previous", "next")
    return {name: getattr(document.metadata, name) for name in fields}


H1 = f"<h1>{TITLE}</h1>"
# label, before the body, below it, what is learnt
TOLD: list[tuple[str, str, str, dict[str, object]]] = [
    (
        "an index whose cells have no colons",
        f"""<table><tr><td>索 引 号</td><td>00411/2022-03</td><td>主题分类</td><td>农业</td></tr><tr><td>发布机构</td>
        <td>柳湾镇水利站</td><td>发文日期</td><td>2022年03月14日</td></tr></table>{H1}""",
        "",
        {"publisher": "柳湾镇水利站", "date": "2022-03-14"},
    ),
    ("names behind labels, no colons", H1, "<p>责编 柳絮 校对 丁冬</p>", {"editor": "柳絮"}),
    ("two labels, one of them unknown", H1, "<p>文章录入：admin    责任编辑：柳絮</p>", {"editor": "柳絮"}),
    ("counters between bars", H1, "<p>阅读(512)┊ 评论 (6)┊ 收藏(1) ┊ 举报</p>", {"views": 512, "comments": 6}),
    (
        "the address of the page",
        H1,
        "<p>本文来源：https://www.liuwan-demo.cn/jh/331.html</p>",
        {"url": "https://www.liuwan-demo.cn/jh/331.html"},
    ),
    ("a site's front page is no address", H1, "<p>本文来源：https://www.liuwan-demo.cn/</p>", {"url": None}),
    ("a neighbour", H1, "<div>阅读下一篇：<a href=3>镇里清渠三十里</a></div>", {"next": "镇里清渠三十里"}),
    (
        "who wrote it, by the element",
        f"{H1}<p>发布于<a href=1>2022年3月15日</a> <span class=byline>由<a href=2>柳絮</a></span></p>",
        "",
        {"author": "柳絮"},
    ),
    (
        "year above day and clock",
        f"""<div class=head><div class=tm><span><em>2022</em></span><span>03/15</span> <span>07:45:18</span></div>
        <div>来源：柳湾日报</div>{H1}</div>""",
        "",
        {"datetime": "2022-03-15T07:45:18", "publisher": "柳湾日报"},
    ),
    (
        "the day of a newspaper's issue",
        f"""<table><tr><td>2022年3月15日 星期二</td><td><a href=1>返回主页</a></td></tr></table>
        <div>第02版：镇村</div><div class=bt>{TITLE}</div>""",
        "",
        {"date": "2022-03-15"},
    ),
    (
        "the day at the top of a site is the reader's",
        f"<table><tr><td>2022年3月15日 星期二</td><td><a href=1>设为首页</a></td></tr></table><div>{H1}</div>",
        "",
        {"date": None},
    ),
    (
        "a day of the Republic",
        f"<div class=box><div class=date>111年3月15日</div><h3>{TITLE}</h3></div>",
        "",
        {"date": "2022-03-15"},
    ),
    (
        "buttons behind a name",
        f"{H1}<p>2022-03-15 08:00 来源：柳湾日报 记者 柳絮</p>",
        "<p>责任编辑：丁冬 扫一扫在手机打开当前页</p>",
        {"publisher": "柳湾日报", "editor": "丁冬"},
    ),
    (
        "counters of other articles",
        H1,
        "<h3>大家还看</h3><div>一渠清水到田头</div><div>柳湾旧事 阅读 860</div>",
        {"views": None},
    ),
]


@pytest.mark.parametrize(("label", "before", "after", "wanted"), TOLD, ids=[each[0] for each in TOLD])
def test_rows_around_the_body_tell(label: str, before: str, after: str, wanted: dict[str, object]) -> None:
    lines, found = cleaned(page(before, after))
    assert {name: found[name] for name in wanted} == wanted, label
    assert lines == [TITLE, *SPEECH], label


# label, rows of the body, whether the row marked with * stays
AMID = [
    ("an advertisement with its button", "<div class=vip>开通会员，无限畅读<a href=1>立即开通</a></div>", False),
    ("a link in a sentence", "<div class=note>清渠的分工见<a href=1>全镇清渠分段表</a>，一段一段抓落实。</div>", True),
    ("a heading with a link in it", "<div class=bt>二、清渠要<a href=1>分段</a>到人</div>", True),
    ("an attachment", "<div class=fj>附件：<a href=1>全镇清渠分段表.xls</a></div>", True),
    ("a paragraph that ends in a link", "<p>清渠的分工，请看<a href=1>全镇清渠分段表</a></p>", True),
]


@pytest.mark.parametrize(("label", "row", "stays"), AMID, ids=[each[0] for each in AMID])
def test_rows_amid_the_body(label: str, row: str, stays: bool) -> None:
    told = "".join(f"<p>{line}</p>" for line in SPEECH[:3]) + row + "".join(f"<p>{line}</p>" for line in SPEECH[3:])
    source = f"<html><title>{TITLE}</title><body><div>{H1}<div class=con>{told}</div></div></body></html>"
    lines, _ = cleaned(source)
    assert [line for line in lines if line in SPEECH] == SPEECH
    assert (len(lines) > len(SPEECH) + 1) is stays, label


def test_the_title_that_a_portal_found_goes() -> None:
    lines, _ = cleaned(page(H1, body=[f"原标题：{TITLE}", *SPEECH]))
    assert lines == [TITLE, *SPEECH]


def test_who_speaks_stays_in_an_element_called_author() -> None:
    source = page("").replace("<div class=con>", f"<div class=con>{H1}<p class=author>镇长 江渠</p>")
    lines, _ = cleaned(source)
    assert "镇长 江渠" in lines


def test_a_description_that_begins_with_the_title_is_no_summary() -> None:
    source = page(H1).replace("</head>", f'<meta name="description" content="{TITLE}，春灌讲话稿"></head>')
    assert speechkit.clean(source, name="a.html").metadata.summary is None
