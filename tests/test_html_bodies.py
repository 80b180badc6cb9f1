"""The body of an HTML page among teasers, replies, players and other text: what is no speech goes, all speech stays."""

from __future__ import annotations

import pytest

import speechkit

TITLE = "在全镇果园灌溉动员会上的讲话"
SPEECH = (
    "同志们：",
    "今年入夏以来，全镇四十天没有下过一场透雨，六千亩果园的叶子都卷了边。今天开会，只说一件事：抢水保果。",
    "一、渠要通",
    "东干渠淤了三里，青壮劳力明天一早上堤，三天清完，谁的地段谁负责。",
    "二、水要匀",
    "上游先浇半天，下游接着浇半天，放水员按时开闸，水费张榜公布，上一户浇完再轮下一户。",
    "果子挂在枝头，也挂在乡亲们的心头。请大家分头去干！",
)
SHORT = SPEECH[:2]
TAIL = "<div>主办：梨树镇政府　网站标识码：54321</div>"


def page(body: str, head: str = "") -> str:
    titled = head or f"<title>{TITLE}_梨树在线</title>"
    return f"<html><head><meta charset=utf-8>{titled}</head><body>{body}{TAIL}</body></html>"


def paragraphs(lines: tuple[str, ...] = SPEECH, dress: str = "<p>") -> str:
    return "\n".join(f"{dress}{line}</p>" for line in lines)


def teasers(element: str) -> str:
    shown = [
        ("梨花节本周末开幕", "镇里昨天发布消息，今年的梨花节设了三个会场，游客可以免费赏花。"),
        ("老果农开起网店", "六十岁的刘师傅学会了打包发货，一个夏天卖出去两千箱，忙得脚不沾地。"),
        ("水库加固工程完工", "历时两年的加固工程昨天通过验收，水库的容量比从前多了三成。"),
    ]
    return "".join(f"<{element}><a href={n}>{a}</a><p>{b}</p></{element}>" for n, (a, b) in enumerate(shown))


BODIES = [
    ("a short speech beside teasers", f"<h2>{TITLE}</h2><div>{paragraphs(SHORT)}</div><ul>{teasers('li')}</ul>", SHORT),
    (
        "teasers in the element around the body",
        f"<div class=left><h1>{TITLE}</h1><div id=article>{paragraphs(SHORT)}</div>{teasers('div')}</div>",
        SHORT,
    ),
    (
        "a post and a reply of nearly its size",
        f"""<div><a href=1>门户</a><a href=2>导读</a></div><h1>{TITLE}</h1><table><tr><td><p>32<p>主题</td>
        <td id=postmessage_1 class=t_f>{"<br>".join(SHORT)}</td></tr></table>
        <table><tr><td><a href=3>渠边柳</a></td>
        <td><div>说得好，我们村昨天已经动起来了，清了半里多。</div></td></tr></table>
        <div>您需要登录后才可以回帖 <a href=4>登录</a></div>""",
        SHORT,
    ),
    (
        "a player between title and body, with what old browsers show",
        f"<h1>{TITLE}</h1><div class=video-player><video src=a>您的浏览器太旧</video>播放<br>00:00</div>{paragraphs()}",
        SPEECH,
    ),
    (
        "a copy of the title for telephones, hidden on the screen",
        f"<h1>{TITLE}</h1><div class=m><h1><span style='display:none'>{TITLE}</span></h1></div>{paragraphs()}",
        SPEECH,
    ),
    (
        "a link to another article between two paragraphs",
        f"<h1>{TITLE}</h1>{paragraphs(SPEECH[:4])}<p><a href=1>►快讯：梨花节本周末开幕</a></p>{paragraphs(SPEECH[4:])}",
        SPEECH,
    ),
    (
        "captions of pictures",
        (
            f"<h1>{TITLE}</h1>{paragraphs(SPEECH[:2])}<figure><img><figcaption>动员会现场。</figcaption></figure>"
            f"{paragraphs(SPEECH[2:])}<div class=img-desc>果农在东干渠上清淤，太阳很大。</div>"
        ),
        SPEECH,
    ),
    (
        "an abstract that repeats the text",
        f"<h1>{TITLE}</h1><div class=content><div class=intro>{SPEECH[0]} {SPEECH[1][:30]}</div>{paragraphs()}</div>",
        SPEECH,
    ),
    (
        "numbers set beside headings",
        "<h1>"
        + TITLE
        + "</h1>"
        + paragraphs().replace("<p>一、", "<p>01</p><p>一、").replace("<p>二、", "<p>02</p><p>二、"),
        SPEECH,
    ),
    (
        "an index with the title inside",
        f"""<table><tr><th colspan=2>{TITLE}</th></tr><tr><td>发布人</td><td>镇办公室</td></tr>
        <tr><td colspan=2><div>{paragraphs()}</div></td></tr></table>""",
        SPEECH,
    ),
    ("a title with a label", f"<table><tr><td>标题：</td><td>{TITLE}</td></tr></table>{paragraphs()}", SPEECH),
    ("a title and what the page has of it", f"<h1>{TITLE}｜全文</h1>{paragraphs()}", SPEECH),
    ("a text area, line by line", "<h1>" + TITLE + "</h1><textarea>" + "\n".join(SPEECH) + "</textarea>", SPEECH),
]


@pytest.mark.parametrize(("label", "body", "speech"), BODIES, ids=[each[0] for each in BODIES])
def test_the_body_is_found(label: str, body: str, speech: tuple[str, ...]) -> None:
    document = speechkit.clean(page(body), name="a.html")
    assert document.to_text().splitlines() == [TITLE, *speech], label
    assert document.undo() == document.ledger.raw


HALVES = f"<div class=TRS_Editor>{paragraphs(SPEECH[:4])}</div>{{}}<div class=TRS_Editor>{paragraphs(SPEECH[4:])}</div>"
ASKED = (("记者", "渠里的水什么时候到？"), ("镇长", "清完淤就放水，最迟大后天早上，到得了每一块地头。"))
DAY = "（2022年7月1日）"
KEPT = [
    ("two elements of the same name, links between", HALVES.format("<div><a href=1>梨花节</a></div>"), SPEECH),
    (
        "questions with a linked speaker are no teasers",
        paragraphs() + "".join(f"<div class=qa><a href=x>{who}</a><p>{told}</p></div>" for who, told in ASKED),
        (*SPEECH, *(part for pair in ASKED for part in pair)),
    ),
    (
        "an <a> that is never shut holds all paragraphs",
        "".join(f"<a href=y><p>{line}</p></a>" for line in SPEECH),
        SPEECH,
    ),
    (
        "another dress after a list of links",
        (
            f"<div class=a>{paragraphs(SPEECH[:4])}</div>"
            "<ul><li><a href=1>一图看懂抗旱</a><li><a href=2>会议侧记</a></ul>"
            f"<div class=b>{'<br>'.join(SPEECH[4:])}</div>"
        ),
        SPEECH,
    ),
    (
        "a first paragraph that is called an abstract",
        f"<p class=abstract>{SPEECH[1]}</p>{paragraphs(SPEECH[2:])}",
        SPEECH[1:],
    ),
    ("a name of a byline around all of it", f"<div class=info>{paragraphs(dress='<p class=source>')}</div>", SPEECH),
    (
        "the day of the speech under a name of dates",
        f"<p class=date>（2022年7月1日）</p>{paragraphs()}",
        (DAY, *SPEECH),
    ),
    ("the day of the speech in figures", f"<div>（2022.7.1）</div>{paragraphs()}", ("（2022.7.1）", *SPEECH)),
]


@pytest.mark.parametrize(("label", "body", "speech"), KEPT, ids=[each[0] for each in KEPT])
def test_no_sentence_is_lost(label: str, body: str, speech: tuple[str, ...]) -> None:
    text = speechkit.clean(page(f"<div class=main><h1>{TITLE}</h1>{body}</div>"), name="a.html").to_text().splitlines()
    assert text == [TITLE, *speech], label


def test_a_line_above_the_headline_is_a_part_of_it_and_the_name_of_a_section_is_none() -> None:
    line = "镇党委书记江小渠在动员会上强调"
    body = f"<div class=main><h3>{line}</h3><h1>{TITLE}</h1>{paragraphs()}</div>"
    assert line in speechkit.clean(page(body), name="a.html").to_text()
    body = body.replace(line, "农业生产工作")
    assert "农业生产工作" not in speechkit.clean(page(body), name="a.html").to_text()


INDEX = """<table><tr><td>索引号：</td><td>J-2022-7</td><td>信息分类：</td><td>讲话</td></tr>
<tr><td>发布机构：</td><td>梨树镇人民政府</td><td>生成日期：</td><td>2022-07-02</td></tr></table>"""
POST = f"""<table><tr><td><em>发表于 2022-7-2 05:06:07</em>
<div id=postmessage_1>{"<br>".join(SHORT)}</div></td></tr></table>"""
REPLY = """<table><tr><td><em>发表于 2022-7-9 05:06:07</em>
<div>好，我们村昨天也动起来了，清了半里多渠。</div></td></tr></table>"""
SAID = [
    (
        "the index of an official document, above its title",
        f"{INDEX}<div>{TITLE}</div>{paragraphs()}",
        {"publisher": "梨树镇人民政府", "date": "2022-07-02"},
    ),
    (
        "a date that its element names",
        f"<div class=m><h3>{TITLE}</h3><p class=date>日期：2022年7月2日</p>{paragraphs()}</div>",
        {"date": "2022-07-02"},
    ),
    (
        "a byline without labels",
        f"<article><h1>{TITLE}</h1><p class=by>江小渠 · 2022-07-02</p>{paragraphs()}</article>",
        {"date": "2022-07-02"},
    ),
    (
        "pairs of a list of definitions",
        f"""<main><h1>{TITLE}</h1>
        <dl class=meta><dt>发布时间</dt><dd>2022-07-02</dd><dt>来源</dt><dd>梨树镇人民政府</dd></dl>
        <div class=article-body>{paragraphs()}</div></main>""",
        {"publisher": "梨树镇人民政府", "date": "2022-07-02"},
    ),
    ("the first post of a forum is dated, not a reply", f"{POST}{REPLY}", {"date": "2022-07-02"}),
]


@pytest.mark.parametrize(("label", "body", "metadata"), SAID, ids=[each[0] for each in SAID])
def test_what_stands_around_the_body_tells(label: str, body: str, metadata: dict[str, str]) -> None:
    document = speechkit.clean(page(body), name="a.html")
    assert {name: getattr(document.metadata, name) for name in metadata} == metadata, label
    assert document.metadata.title == TITLE
    assert "2022" not in document.to_text()


NAMED = [
    (
        "one <title> for the whole site",
        "梨树农讯",
        f"<b>梨树农讯</b><p>第12期<p>本期目录<center>{TITLE}</center>",
        TITLE,
    ),
    ("the name of the site is a newspaper", "梨乡周报 第12期", f"<b>梨乡周报</b><center>{TITLE}</center>", TITLE),
    ("a site that never names its documents", "梨树内网", f"<table><tr><th>{TITLE}</th></tr></table>", TITLE),
    ("the name of a section", "领导讲话", f"<b>领导讲话</b><p>{TITLE}", TITLE),
    ("a headline and its subtitle", "全力抢水保果", f"<b>全力抢水保果</b><p>{TITLE}", "全力抢水保果"),
]


@pytest.mark.parametrize(("label", "head", "body", "title"), NAMED, ids=[each[0] for each in NAMED])
def test_the_title_is_that_of_the_document(label: str, head: str, body: str, title: str) -> None:
    document = speechkit.clean(page(f"{body}<div>{paragraphs()}</div>", f"<title>{head}</title>"), name="a.html")
    assert document.metadata.title == title, label


HEADED = [
    (
        "headline and subtitle, together in <title>",
        f"全力抢水保果 ——{TITLE}_讲话_梨树在线",
        ("全力抢水保果", f"——{TITLE}"),
    ),
    ("a title of two lines", f"{TITLE}-梨树在线", (TITLE[:8], TITLE[8:])),
    ("a headline that <title> does not name", "梨树内网", ("<h1>全力抢水保果</h1>", TITLE)),
    ("who speaks, below the title", f"{TITLE}-梨树在线", (TITLE, "镇党委书记　江　渠")),
]


@pytest.mark.parametrize(("label", "head", "lines"), HEADED, ids=[each[0] for each in HEADED])
def test_the_lines_of_the_headline_stay(label: str, head: str, lines: tuple[str, ...]) -> None:
    shown = "".join(f"<p class=t>{line}</p>" for line in lines)
    body = f"<div><a href=1>首页</a></div><div>{shown}<p class=i>点击：300次</p></div><div>{paragraphs()}</div>"
    text = speechkit.clean(page(body, f"<title>{head}</title>"), name="a.html").to_text().splitlines()
    assert text == [*(line.removeprefix("<h1>").removesuffix("</h1>") for line in lines), *SPEECH], label
