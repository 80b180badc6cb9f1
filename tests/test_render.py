"""Markdown gives back exactly the blocks' text; front matter is YAML; JSON follows its schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import speechkit
from speechkit.document import Block, Metadata
from speechkit.render import jsontext, markdown

PARSER = MarkdownIt("commonmark")

HOSTILE = [
    "让党***放心", "**xx**局", "# 井号", "#不是标题", "- 横线", "-横线", "---", "+ 加",
    "1. 项", "1.5倍", "12) 项", "> 引", "a_b_c", "20__年", "_强调_", "__粗__",
    "`代码`", "```", "~~~", "[文](http://a.b/c)", "![图](x)", "[注]: http://a.b", "[注]:无", "<b>粗</b>",
    "a<b", "5<6", "<http://a.b>", "&amp;", "&#20013;", "AT&T", "\\*", "\\",
    "路径C:\\目录\\*.*", "结尾 #", "###", "=====", "* 星", "1986年", "(一)", "|表|格|",
    "结尾\\", "http://a.b/c_d_e", "~~删~~", "!", "[x]", "[]()", "](", "<!-- 注 -->",
]  # fmt: skip


def spoken(source: str) -> list[str]:
    """Return the text of each block as a CommonMark parser reads it."""
    found = []
    for token in PARSER.parse(source):
        if token.type == "inline":
            assert {child.type for child in token.children or []} <= {"text", "text_special"}
            found.append("".join(child.content for child in token.children or []))
        else:
            assert token.type in {"paragraph_open", "paragraph_close", "heading_open", "heading_close"}, token.type
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_parser_gives_back_the_text(text: str) -> None:
    assert spoken(markdown.escape(text)) == [text]
    assert spoken(f"上文\n\n{markdown.escape(text)}\n\n下文") == ["上文", text, "下文"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_parser_gives_back_a_heading(text: str) -> None:
    block = Block(type="heading", text=text, level=2, marker="（一）", span=(0, 0))
    assert spoken(markdown._block(block, abs)) == ["（一）" + text]
    assert spoken(markdown._block(Block(type="title", text=text, span=(0, 0)), abs)) == [text]


@pytest.mark.parametrize(
    "text",
    ["1.5倍", "-横线", "a_b", "20__年", "AT&T", "5<6", "(一)政治性。", "xx局,2019年", "#不是标题", "[注]无", "~~删~~"],
)
def test_nothing_is_escaped_without_need(text: str) -> None:
    assert markdown.escape(text) == text


@given(st.text(st.sampled_from("*_`[]()<>!#&;\\-+.1) aA中~=|:/"), min_size=1, max_size=14).map(str.strip).filter(bool))
def test_any_line_comes_back(text: str) -> None:
    assert spoken(markdown.escape(text)) == [text]


@given(st.text(max_size=30), st.integers(), st.lists(st.text(max_size=8), max_size=3))
def test_front_matter_is_yaml(title: str, views: int, keywords: list[str]) -> None:
    metadata = Metadata(title=title, views=views, keywords=keywords)
    printed = markdown.front_matter(metadata)
    assert printed.startswith("---\n")
    assert printed.endswith("\n---")
    assert yaml.safe_load(printed[4:-4]) == {"title": title, "views": views, "keywords": keywords}


def test_no_front_matter_when_the_page_says_nothing() -> None:
    assert markdown.front_matter(Metadata()) == ""
    assert speechkit.clean(b"").to_markdown() == ""


def schema() -> dict[str, Any]:
    return jsontext.schema()


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80)))
def test_json_follows_the_schema(data: bytes | str) -> None:
    document = speechkit.clean(data)
    for options in ({}, {"edits": True, "raw": True}):
        jsonschema.validate(json.loads(document.to_json(**options)), schema())


def test_json_has_edits_and_raw_only_when_asked() -> None:
    document = speechkit.clean("同志们:\n")
    assert not {"edits", "raw"} & set(json.loads(document.to_json()))
    assert json.loads(document.to_json(raw=True))["raw"] == "同志们:\n"
    assert "edits" in json.loads(document.to_json(edits=True))
    assert not {"edits", "raw"} & set(json.loads(document.to_json()))


@pytest.mark.parametrize(
    ("levels", "printed"),
    [
        ([1, 2, 2, 1, 2, 3], [2, 3, 3, 2, 3, 4]),
        ([2, 2, 1, 2], [2, 2, 2, 3]),  # （一） whose 一、 is lost
        ([1, 3, 2, 1], [2, 3, 3, 2]),
        ([3, 2, 1, 2, 3], [2, 2, 2, 3, 4]),
        ([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_never_skip_a_depth(levels: list[int], printed: list[int]) -> None:
    document = speechkit.clean("在会上的讲话\n")
    document.blocks = [Block(type="heading", text="修路", level=level, marker="一、", span=(0, 0)) for level in levels]
    lines = [line for line in document.to_markdown().splitlines() if line.startswith("#")]
    assert [line.index(" ") for line in lines] == printed
