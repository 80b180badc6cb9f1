"""Chunks and the sentences they are made of: nothing lost, no sentence cut, sizes kept, paths right."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.render.chunks import MAX_CHARS, Chunk, chunks
from speechkit.render.sentences import sentences

RAW = sorted((Path(__file__).parent / "fixtures" / "raw").iterdir())
SPEECH = """在全镇河道清淤现场会上的讲话
同志们：
今天把会开在河边，是想让大家看看淤泥有多深。
一、看清问题
（一）淤得太久。三年没有清过。两年没有人看过。
（二）管得太松。有人倒渣土，没有人拦。
二、动手就干
明天各村的机械都要到位。后天开始下河。
谢谢大家！
"""


def cut(text: str, most: int = MAX_CHARS) -> list[Chunk]:
    """Return the chunks of a raw text."""
    document = speechkit.clean(text, name="speech.txt")
    return chunks(document, document.ledger, most)


def joined(found: list[Chunk]) -> str:
    """Return what `-f text` prints, made of chunks."""
    text = "".join(each.text if each.continues else f"\n{each.text}" for each in found)
    return f"{text[1:]}\n" if found else ""


SENTENCES = [
    ("two", "会开得好。路要走好。", ["会开得好。", "路要走好。"], ""),
    ("no mark at the end", "会开得好。下一步", ["会开得好。", "下一步"], ""),
    ("a run of marks", "真的吗？！是的……好。", ["真的吗？！", "是的……", "好。"], "marks in a row end one sentence"),
    (
        "inside a quotation",
        "要“想干。会干。敢干。”三样都有。",
        ["要“想干。会干。敢干。”三样都有。"],
        "the marks end nothing",
    ),
    ("quoted speech", "他说：“干就是了。”大家都笑了。", ["他说：“干就是了。”", "大家都笑了。"], "it is whole"),
    ("a quotation at the start", "“好。”他说。", ["“好。”", "他说。"], ""),
    ("brackets", "村里（共三个。）都通了路。", ["村里（共三个。）都通了路。"], ""),
    ("never closed", "要“想干。会干。", ["要“想干。", "会干。"], "an open mark holds nothing together"),
    ("closing bracket behind the mark", "（大家鼓掌。）下面开会。", ["（大家鼓掌。）", "下面开会。"], ""),
    ("a blank behind", "好。 再来。", ["好。 ", "再来。"], "the blank stays with the sentence before"),
    ("nothing", "", [], ""),
]


@pytest.mark.parametrize(
    ("text", "wanted", "why"), [each[1:] for each in SENTENCES], ids=[each[0] for each in SENTENCES]
)
def test_sentences(text: str, wanted: list[str], why: str) -> None:
    assert [text[a:b] for a, b in sentences(text, 1000)] == wanted, why


def test_a_long_quotation_is_cut_between_its_sentences() -> None:
    text = "他讲了一段话：“" + "修路要快。" * 40 + "”大家都记住了。"
    parts = [text[a:b] for a, b in sentences(text, 100)]
    assert "".join(parts) == text
    assert parts[0] == "他讲了一段话：“修路要快。"
    assert all(part.endswith(("。", "。”")) for part in parts)


@given(st.text("好。！？…“”‘’（）()：，《》 a", max_size=40), st.integers(1, 30))
def test_sentences_are_the_line(text: str, most: int) -> None:
    parts = sentences(text, most)
    assert "".join(text[a:b] for a, b in parts) == text
    assert all(a < b for a, b in parts)
    assert all(before[1] == after[0] for before, after in pairwise(parts))


def test_sections_know_the_headings_above_them() -> None:
    found = cut(SPEECH)
    assert [each.path for each in found] == [
        [],
        ["一、看清问题", "（一）淤得太久"],
        ["一、看清问题", "（二）管得太松"],
        ["二、动手就干"],
    ]
    assert found[1].text == "一、看清问题\n（一）淤得太久\n三年没有清过。两年没有人看过。"
    assert [(each.chunk, each.chunks) for each in found] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {each.title for each in found} == {"在全镇河道清淤现场会上的讲话"}


def test_long_sections_are_cut_into_even_parts() -> None:
    text = "在会上的讲话\n同志们：\n一、修路\n" + "\n".join("这条路要修好。" * 8 for _ in range(20)) + "\n"
    found = [each for each in cut(text, 300) if each.path]
    assert len(found) > 3
    assert max(each.characters for each in found) <= 300
    assert min(each.characters for each in found) >= 150


def test_a_sentence_above_the_limit_stays_whole() -> None:
    text = "在会上的讲话\n同志们：\n" + "这条路，" * 100 + "要修好。\n再讲一句。\n"
    found = cut(text, 50)
    assert any(each.characters > 50 for each in found)
    assert all(each.text.count("。") == 1 for each in found if each.characters > 50)


def test_a_gap_and_a_bare_heading_are_printed() -> None:
    found = cut("在会上的讲话\n同志们：\n今天讲三件事。\n……此处隐藏1200个字……\n一、修路\n")
    assert "".join(each.text for each in found).count("此处隐藏1200个字") == 1
    assert found[-1].text.endswith("一、修路")


@pytest.mark.parametrize("path", RAW, ids=[path.name for path in RAW])
@pytest.mark.parametrize("most", [100, MAX_CHARS])
def test_chunks_are_the_text(path: Path, most: int) -> None:
    document = speechkit.clean(path.read_bytes(), name=path.name)
    found = chunks(document, document.ledger, most)
    assert joined(found) == document.to_text()
    assert len({each.id for each in found}) == len(found)
    raw = document.ledger.raw
    assert all(0 <= each.span[0] < each.span[1] <= len(raw) for each in found)
    assert all(before.span[1] <= after.span[0] for before, after in pairwise(found))
    assert all(each.characters == len(each.text) for each in found)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SPEECH.splitlines()), max_size=12), st.integers(5, 60))
def test_chunks_of_any_text_are_the_text(lines: list[str], most: int) -> None:
    document = speechkit.clean("\n".join(lines))
    found = chunks(document, document.ledger, most)
    assert joined(found) == document.to_text()


def test_json_lines() -> None:
    document = speechkit.clean(SPEECH, name="speech.txt")
    rows = [json.loads(line) for line in document.to_chunks(60).splitlines()]
    assert rows[0]["document"] == "speech.txt"
    assert set(rows[0]) == set(Chunk.__struct_fields__)
    assert speechkit.clean("").to_chunks() == ""
