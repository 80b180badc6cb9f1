"""What stands around the body of an HTML page goes by edits that name the element; the speech stays, wherever it is."""

from __future__ import annotations

import pytest

import speechkit

TITLE = "在全乡渡口安全会上的讲话"
SPEECH = (
    "同志们：",
    "渡口二百年了，船换了九条，规矩只有一条：人不满不开，风太大不开。今天把大家请来，就讲这条规矩。",
    "一、把船看好",
    "船底三个月一查，缆绳一个月一换。查了就签字，签字就负责，网站上要登出来，让坐船的人看得见。",
    "二、把人管好",
    "赶集那天人最多，船工一个也不能少。谁来晚了，点击一下打卡机也补不回来。",
    "河水不等人，安全不能等。请大家回去就做。",
    "谢谢大家！",
)
HEAD = f"<meta charset=utf-8><title>{TITLE}-河湾在线</title>"


def paragraphs(lines: tuple[str, ...] = SPEECH, dress: str = "<p>") -> str:
    return "\n".join(f"{dress}{line}</p>" for line in lines)


GOVERNMENT = f"""<div><a href=1>首页</a><a href=2>公开</a></div>
<table><tr><td>索引号</td><td>A-1</td></tr></table>
<div class=tit>{TITLE}</div><div>发布时间：2021-03-04　来源：河湾乡</div>
<div class=TRS_Editor>{paragraphs()}</div>
<div><h4>相关信息</h4><a href=3>清淤开工</a><a href=4>船检公告</a></div>
<div>主办：河湾乡政府　网站标识码：12345</div>"""
NEWS = f"""<h1>{TITLE}</h1><div><span>2021年3月4日 05:06</span> <a class=source href=x>河湾日报</a></div>
<div id=artibody>{paragraphs()}<p>责任编辑：江一帆</p></div>
<div class=comment><p>讲得真好，我坐过那条船，很稳。</p></div>
<div class=right><h2>热文</h2><a href=1>大风到货</a><a href=2>老街新生</a></div>"""
FORUM = f"""<table><tr><td>查看: 12 | 回复: 1</td><td><h1>{TITLE}</h1></td></tr></table>
<table><tr><td><div>河边柳</div><div>35帖子<br>208积分</div></td><td><em>发表于 2021-3-4 05:06:07</em>
<table><tr><td id=postmessage_1><font size=3>{"<br>".join(SPEECH)}</font></td></tr></table></td></tr></table>
<table><tr><td>过路人</td><td><em>发表于 2021-3-5 08:00:00</em><div>写得实在，学习了。</div></td></tr></table>"""
MESSENGER = f"""<h1 class=rich_media_title>{TITLE}</h1>
<div><span>原创</span> <a id=js_name href=x>河湾之声</a> <em>2021-03-04 05:06</em></div>
<div id=js_content style='visibility: hidden'>{paragraphs(dress="<section></section><p>")}</div>
<div>微信扫一扫<br>关注该公众号</div><div>轻触阅读原文</div>"""
LINKED = """<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-03-04T05:06:00+08:00",
"author":{"name":"江一帆"}}</script>"""
APP = f"""{LINKED}<div class=_a>打开应用</div><div><div class=_b>{TITLE}</div><div class=_c>03-04 05:06</div>
<button>+关注</button><div class=_d>{"".join(f"<div class=_p>{line}</div>" for line in SPEECH)}</div></div>
<div class=_e>展开全文</div><div class=_f>为您推荐</div><a href=1><div>鱼为什么好吃</div><div>52评论</div></a>"""
SEMANTIC = f"<nav>首页</nav><main><h1>{TITLE}</h1>{paragraphs()}</main><footer>版权</footer>"
DAY = "2021-03-04"
CLOCK = "2021-03-04T05:06:00"
FRAMES = [
    ("a government site: menus, index, links", GOVERNMENT, {"date": DAY, "publisher": "河湾乡"}),
    (
        "a news site: sidebar and comments in plain <div>",
        NEWS,
        {"date": DAY, "datetime": CLOCK, "publisher": "河湾日报", "editor": "江一帆"},
    ),
    ("a forum of tables and fonts: author panel, replies", FORUM, {"date": DAY, "author": None}),
    ("a post of a messenger: not visible until a script ran", MESSENGER, {"date": DAY, "publisher": "河湾之声"}),
    ("an app: names tell nothing", APP, {"date": DAY, "datetime": CLOCK, "author": "江一帆"}),
    ("only HTML's own elements", SEMANTIC, {"date": None}),
]


@pytest.mark.parametrize(("label", "body", "metadata"), FRAMES, ids=[each[0] for each in FRAMES])
def test_the_frame_goes_and_the_speech_stays(label: str, body: str, metadata: dict[str, object]) -> None:
    document = speechkit.clean(f"<html><head>{HEAD}</head><body>{body}</body></html>", name="a.html")
    assert document.to_text().splitlines() == [TITLE, *SPEECH], label
    assert {name: getattr(document.metadata, name) for name in metadata} == metadata
    assert document.metadata.title == TITLE
    assert document.undo() == document.ledger.raw


ENDING = f"""<div class=a><p class=x>{"</p><p class=x>".join(SPEECH[:6])}</p></div>
<div class=b>{SPEECH[6]}</div><div class=b>{SPEECH[7]}</div><div><a href=x>返回</a></div>"""
LINKS = paragraphs().replace("船", "<a href=x>船</a>").replace("人", "<a href=y>人</a>")
THIRDS = "".join(f"<div>{paragraphs(SPEECH[low:high])}</div>" for low, high in ((0, 3), (3, 6), (6, 8)))
COMMENTS = "<div class=comment-item>我也坐过那条船，真的很稳，船工待人也好。</div>" * 12
HEADLINE = f"<h1>{TITLE}</h1>"
KEPT = [
    ("a speech inside <aside>", f"<aside>{HEADLINE}{paragraphs()}</aside><footer>河湾在线</footer>"),
    ("a speech inside <header>", f"<header>{HEADLINE}{paragraphs()}</header>"),
    ("a speech in an element called sidebar", f"{HEADLINE}<div class=sidebar>{paragraphs()}</div>"),
    ("each paragraph called an advert", f"{HEADLINE}<div>{paragraphs(dress='<p class=ads>')}</div>"),
    (
        "a second half behind a button",
        f"{HEADLINE}<div>{paragraphs(SPEECH[:4])}</div><div style='display:none'>{paragraphs(SPEECH[4:])}</div>",
    ),
    (
        "a body element that is shut too early",
        f"<div>{HEADLINE}<div class=txt>{paragraphs(SPEECH[:4])}</div></div>{paragraphs(SPEECH[4:])}",
    ),
    ("the last sentences in elements of their own", HEADLINE + ENDING),
    ("links in every sentence", f"{HEADLINE}<div>{LINKS}</div>"),
    ("three parts side by side", HEADLINE + THIRDS),
    ("comments that are longer than the speech", f"{HEADLINE}<div>{paragraphs()}</div>{COMMENTS}"),
]


@pytest.mark.parametrize(("label", "body"), KEPT, ids=[each[0] for each in KEPT])
def test_the_speech_stays_wherever_it_stands(label: str, body: str) -> None:
    document = speechkit.clean(f"<html><head>{HEAD}</head><body>{body}</body></html>", name="a.html")
    assert document.to_text().splitlines() == [TITLE, *SPEECH], label


def test_a_list_beside_the_prose_stays() -> None:
    names = "<table><tr><td>一号船</td><td>江一帆</td></tr><tr><td>二号船</td><td>江二帆</td></tr></table>"
    body = (
        f"<nav><a href=x>首页</a></nav>{HEADLINE}<div id=Zoom><div>{paragraphs()}</div>{names}</div><div>河湾在线</div>"
    )
    document = speechkit.clean(f"<html><head>{HEAD}</head><body>{body}</body></html>", name="a.html")
    assert document.to_text().splitlines() == [TITLE, *SPEECH, "一号船 江一帆", "二号船 江二帆"]
    parts = f"<div><div>{paragraphs(SPEECH[:5])}</div>{names}<div>{paragraphs(SPEECH[5:])}</div></div>"
    page = f"<html><head>{HEAD}</head><body><nav><a href=x>首页</a></nav>{HEADLINE}{parts}<p>河湾在线</p></body></html>"
    assert "二号船 江二帆" in speechkit.clean(page, name="a.html").to_text()


def test_a_title_that_stands_in_the_head_only_stays() -> None:
    page = f"<html><head>{HEAD}</head><body><div>河湾在线 文稿</div><pre>{chr(10).join(SPEECH)}</pre></body></html>"
    document = speechkit.clean(page, name="a.html")
    assert document.to_text().splitlines() == [TITLE, *SPEECH]
    assert document.metadata.title == TITLE


def test_a_date_and_a_subtitle_in_the_header_of_the_article_stay() -> None:
    body = f"<article><header><h1>{TITLE}</h1><p>（2021年3月1日）</p></header>{paragraphs()}</article>"
    document = speechkit.clean(f"<html><head>{HEAD}</head><body>{body}</body></html>", name="a.html")
    assert document.to_text().splitlines() == [TITLE, "（2021年3月1日）", *SPEECH]
    assert document.metadata.date is None


def test_a_page_of_links_is_left_alone() -> None:
    page = "<html><body><ul>" + "<li><a href=x>渡口</a></li>" * 9 + "</ul></body></html>"
    assert speechkit.clean(page).to_text().count("渡口") == 9


def test_hidden_text_inside_a_sentence_goes_by_an_edit_of_its_own() -> None:
    body = f"<h1>{TITLE}</h1>{paragraphs().replace('规矩只有', '规矩<i style=display:none>q7x</i>只有')}"
    document = speechkit.clean(f"<html><head>{HEAD}</head><body>{body}</body></html>", name="a.html")
    assert document.to_text().splitlines() == [TITLE, *SPEECH]
    assert "q7x" in [edit.before for edit in document.changes_made() if edit.rule == "element.hidden"]


OWN = "渡口二百年了，船换了九条，规矩只有一条"
STATED = [
    ("a description that is the text's", f"name=description content={OWN}", "summary", OWN),
    ("a slogan of the site", "name=description content=河湾在线为您提供最新范文，欢迎收藏。", "summary", None),
    ("keywords that the text holds", "name=keywords content=渡口,船工", "keywords", ["渡口", "船工"]),
    ("keywords of the site", "name=keywords content=范文,公文,渡口", "keywords", None),
    ("a maker of programs is no author", 'name=author content="Discuz! Team"', "author", None),
    ("nor is an office", "name=author content=河湾乡政府网", "author", None),
    ("a person is", "name=author content=江一帆", "author", "江一帆"),
    ("an address", "property=og:url content=https://hewan.example/1.html", "url", "https://hewan.example/1.html"),
    ("half an address is none", "property=og:url content=/1.html", "url", None),
    ("a date", 'name=PubDate content="2021-03-04 05:06"', "datetime", CLOCK),
    ("no date", "name=PubDate content=昨天", "date", None),
]


@pytest.mark.parametrize(("label", "meta", "field", "value"), STATED, ids=[each[0] for each in STATED])
def test_what_the_head_states_is_kept_if_it_reads_as_such(label: str, meta: str, field: str, value: object) -> None:
    page = f"<html><head>{HEAD}<meta {meta}></head><body><h1>{TITLE}</h1><div>{paragraphs()}</div></body></html>"
    document = speechkit.clean(page, name="a.html")
    assert getattr(document.metadata, field) == value, label
    assert field not in document.metadata_spans


def test_the_date_that_the_page_shows_goes_before_the_stated_one() -> None:
    head = f"{HEAD}<meta name=PubDate content=2021-03-09>"
    body = f"<h1>{TITLE}</h1><div>发布时间：2021-03-04 来源：河湾乡</div><div id=zoom>{paragraphs()}</div>"
    document = speechkit.clean(f"<html><head>{head}</head><body>{body}</body></html>", name="a.html")
    assert document.metadata.date == "2021-03-04"
    assert document.ledger.raw[slice(*document.metadata_spans["date"])] == "2021-03-04"
    assert [warning.code for warning in document.warnings] == ["date_conflict"]
