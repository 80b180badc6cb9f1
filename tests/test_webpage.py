"""A page becomes rows and boxes: one line per block, what is unseen told apart, hostile pages in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.errors import InputError
from speechkit.source import read, refuse_binary
from speechkit.webpage import is_page, page_of

STREAMS = [
    ("inline tags join", "<p>今天<b>的</b>会<a href=x>很</a>短。</p>", ["今天的会很短。"]),
    ("a break of the source between Han vanishes", "<p>渡口的\n  灯亮了。</p>", ["渡口的灯亮了。"]),
    ("between Latin words it is a blank", "<p>old\nferry</p>", ["old ferry"]),
    ("br breaks", "<td>一行<br>二行<br/><br/>三行</td>", ["一行", "二行", "三行"]),
    ("pre keeps its lines", "<pre>\n一行\n二行</pre>", ["一行", "二行"]),
    ("so does a text area", "<textarea>一行\n二行</textarea>", ["一行", "二行"]),
    ("a player is a line of its own", "<p>甲<video>太旧</video>乙</p>", ["甲", "太旧", "乙"]),
    (
        "a table goes row by row",
        "<table><tr><td>渡口</td><td>船</td></tr><tr><td>东</td><td>3</td></tr></table>",
        ["渡口 船", "东 3"],
    ),
    (
        "cells with blocks inside are lines of their own",
        "<table><tr><td><p>渡口</p></td><td>船<br>桨</td></tr></table>",
        ["渡口", "船", "桨"],
    ),
    (
        "cells on lines of their own in the source stay apart",
        "<table><tr>\n  <td>渡口</td>\n  <td>\n船\n</td>\n <td></td><td>桨</td></tr></table>",
        ["渡口 船 桨"],
    ),
    ("so do parts of a byline", "<p><i class=a>江边\n</i>\n <i class=b>\n 渡口</i></p>", ["江边 渡口"]),
    ("but not those of a title", "<h1><i class=a>江边</i>\n <i class=b>渡口</i></h1>", ["江边渡口"]),
    ("nor a sentence over two lines", "<p>渡口的<b>灯</b>\n  <b>亮了</b>。</p>", ["渡口的灯亮了。"]),
    ("an ideographic indent stays", "<p>　　同志们：</p>", ["　　同志们："]),
    ("script, style, template and comments are no text", "甲<script>x</script><style>y</style><!--z-->乙", ["甲乙"]),
    ("an unclosed named anchor does not matter", "<a name=top><p>渡口</p><p>船</p>", ["渡口", "船"]),
    ("what is hidden is text: it goes by an edit", "<p>渡<span hidden>x1</span>口</p>", ["渡x1口"]),
]


@pytest.mark.parametrize(("label", "page", "lines"), STREAMS, ids=[each[0] for each in STREAMS])
def test_the_stream_has_a_line_for_each_block(label: str, page: str, lines: list[str]) -> None:
    assert page_of(page)[0].splitlines() == lines, label


def test_rows_tell_links_headings_and_what_is_unseen() -> None:
    text, page = page_of(
        "<h2>渡口</h2><p>去<a href=x>对岸</a></p><a name=n>船</a><p>一<i style='display: none'>q</i>二</p>"
    )
    assert [(row.size, row.linked, row.level) for row in page.rows] == [(2, 0, 2), (3, 2, 0), (1, 0, 0), (3, 0, 0)]
    assert [text[veil.start : veil.end] for veil in page.veils] == ["q"]


GOVERNMENT = """<meta name="ArticleTitle" content="渡口的话"><meta name="PubDate" content="2021-03-04 05:06">
<meta name="ContentSource" content="渡口镇">"""
GRAPH = """<meta property="og:title" content="渡口的话"><meta property="article:published_time" content="2021-03-04">
<link rel="canonical" href="https://a.example/1">"""
LINKED = """<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"站"},{"@type":"NewsArticle",
"headline":"渡口的话","datePublished":"2021-03-04","author":[{"name":"江一帆"}]}]}</script>"""
HEADS = [
    ("a government site", GOVERNMENT, {"titles": ("渡口的话",), "date": "2021-03-04 05:06", "source": "渡口镇"}),
    ("OpenGraph", GRAPH, {"titles": ("渡口的话",), "date": "2021-03-04", "url": "https://a.example/1"}),
    ("JSON-LD in a graph", LINKED, {"titles": ("渡口的话",), "date": "2021-03-04", "author": "江一帆"}),
    ("JSON-LD that is none", '<script type="application/ld+json">{"@type":</script>', {"titles": ()}),
    ("one <time>", "<time datetime=2021-01-01>a</time>", {"date": "2021-01-01"}),
    ("several", "<time datetime=2021-01-01>a</time><time datetime=2022-01-01>b</time>", {"date": ""}),
]


@pytest.mark.parametrize(("label", "head", "stated"), HEADS, ids=[each[0] for each in HEADS])
def test_the_head_is_read(label: str, head: str, stated: dict[str, object]) -> None:
    found = page_of(f"<html><head>{head}</head><body><p>同志们：</p></body></html>")[1].stated
    assert {name: getattr(found, name) for name in stated} == stated, label


HOSTILE = [
    ("deep", "<div>" * 30_000 + "渡口"),
    ("deep and shut", "<div>" * 20_000 + "渡口" + "</div>" * 20_000),
    ("deep, with stray ends between", "<div></b><a></i>" * 10_000 + "渡口"),
    ("angles", "<" * 1_000_000 + "渡口"),
    ("many attributes", "<div " + " ".join(f"a{at}=1" for at in range(60_000)) + ">渡口"),
    ("many unclosed paragraphs", "<p>渡口" * 30_000),
    ("many links", "<li><a href=x>渡口</a>" * 30_000),
    ("hidden in hidden", "<span hidden>" * 20_000 + "渡口"),
    ("entities", "&amp;" * 100_000 + "渡口"),
    ("NULs", "渡\0口" * 10_000 + "渡口"),
    ("brackets in JSON-LD", '<script type="application/ld+json">' + "[" * 90_000 + "</script>渡口"),
]


@pytest.mark.parametrize(("label", "page"), HOSTILE, ids=[each[0] for each in HOSTILE])
def test_a_hostile_page_is_read(label: str, page: str) -> None:
    """A parser that looks up all open elements at each new one took 18 s for the first of these."""
    document = speechkit.clean("<html>" + page)
    assert document.undo() == document.ledger.raw, label
    assert "渡口" in document.ledger.raw


PARTS = """<p> </p> <div> </div> <nav> </nav> <a_href=x> </a> <span_hidden> </span> <pre> </pre> <br> <table> <tr> <td>
</td> </table> <h1> </h1> <header> </header> <aside> <title> </title>
<ul><li> 今天开会，大家辛苦了。 同志们： 渡口 &nbsp; _"""


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PARTS.split()), max_size=30))
def test_whatever_a_page_is_made_of_its_record_is_whole(marked: list[str]) -> None:
    parts = [part.replace("_", " ") for part in marked]
    document = speechkit.clean("<html>" + "".join(parts))
    assert document.undo() == document.ledger.raw
    assert document.ledger.raw == read("<html>" + "".join(parts)).raw
    again = document.to_text()
    assert speechkit.clean(again).to_text() == again


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.shtml"])
def test_a_page_is_known_by_its_name(name: str) -> None:
    assert is_page("<p>渡口</p>", name)
    assert not is_page("渡口", name)


ARCHIVE = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
REFUSED = [
    ("a saved web archive", ARCHIVE, "a.mht", "munpack"),
    ("a Word document", b"PK\x03\x04....", "a.docx", "pandoc"),
    ("a ZIP archive", b"PK\x03\x04....", "a.zip", "unpack"),
    ("a PDF", b"%PDF-1.7", "a.pdf", "pdftotext"),
]


@pytest.mark.parametrize(("what", "data", "name", "tool"), REFUSED, ids=[each[0] for each in REFUSED])
def test_other_documents_are_refused_with_the_tool_that_reads_them(
    what: str, data: bytes, name: str, tool: str
) -> None:
    with pytest.raises(InputError) as caught:
        refuse_binary(data, name)
    assert what in str(caught.value).replace("this is ", "")
    assert tool in str(caught.value)


def test_a_letter_about_content_types_is_text() -> None:
    refuse_binary("同志们：\nContent-Type: multipart/related 是什么？".encode(), "a.txt")
