"""Slogans in their context, from raw texts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import speechkit
from speechkit.cli.group import command as main
from speechkit.corpus.kwic import COLUMNS, Line, Position, aligned, lines, mentions_of, width_of
from speechkit.document import Block

TEXT = """在2016年全县教育工作会议上的讲话
2016-03-01 来源：某某网
同志们：
学校要落实“三个到位”，即责任到位、资金到位、队伍到位。
一、抓“三个到位”不走样
（一）查食堂。“三个到位”先看食堂，再看“三个到位”的台账。
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(TEXT, "utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, ["slogans", *args])
    assert "Traceback" not in result.output
    return result


def test_every_place_of_a_slogan_in_order() -> None:
    result = run("speech.txt", "--kwic", "--context", "5", "-f", "csv")
    assert result.exit_code == 0
    table = [row for row in csv.DictReader(io.StringIO(result.stdout)) if row["normalized"] == "三个到位"]
    assert [(row["left"], row["node"], row["right"]) for row in table] == [
        ("校要落实“", "三个到位", "”，即责任"),
        ("一、抓“", "三个到位", "”不走样"),
        ("“", "三个到位", "”先看食堂"),
        ("堂，再看“", "三个到位", "”的台账。"),
    ]
    assert {row["date"] for row in table} == {"2016-03-01"}
    assert {row["document"] for row in table} == {"speech.txt"}
    assert table[3]["section"] == "一、抓“三个到位”不走样 > （一）查食堂"


def test_the_forms() -> None:
    rows = [json.loads(line) for line in run("speech.txt", "--kwic", "-f", "jsonl").stdout.splitlines()]
    assert all(tuple(row) == COLUMNS for row in rows)
    assert run("speech.txt", "--kwic", "-f", "csv").stdout.splitlines()[0] == ",".join(COLUMNS)
    assert len(run("speech.txt", "--kwic").stdout.splitlines()) == len(rows) >= 4


def test_the_slogans_stand_one_below_the_other() -> None:
    text = run("speech.txt", "--kwic", "--context", "8").stdout.splitlines()
    places = {width_of(line[: line.index("  三个到位  ")]) for line in text if "  三个到位  " in line}
    assert places == {16}


def test_context_needs_kwic() -> None:
    result = run("speech.txt", "--context", "5")
    assert result.exit_code == 2
    assert "--kwic" in result.stderr


def test_without_kwic_nothing_has_changed() -> None:
    assert run("speech.txt", "-f", "csv").stdout.startswith("file,line,kind,normalized")


def test_slogans_can_be_chosen_by_kind_and_score() -> None:
    rows = [json.loads(line) for line in run("speech.txt", "-f", "jsonl").stdout.splitlines()]
    kinds = {row["kind"] for row in rows}
    assert len(kinds) > 1
    for form in ((), ("--kwic",)):
        for kind in kinds:
            lines = run("speech.txt", "--kind", kind, "-f", "jsonl", *form).stdout.splitlines()
            wanted = {row["normalized"] for row in rows if row["kind"] == kind}
            assert {json.loads(line)["normalized"] for line in lines} == wanted
    top = max(row["score"] for row in rows)
    lines = run("speech.txt", "--min-score", str(top), "-f", "jsonl").stdout.splitlines()
    assert 0 < len(lines) < len(rows)
    assert run("speech.txt", "--kind", "verse").exit_code == 2


def test_a_slogan_has_the_section_of_its_first_place() -> None:
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(run("speech.txt", "-f", "csv").stdout))
        if row["normalized"] == "三个到位"
    ]
    assert (row["line"], row["section"]) == ("4", "")
    text = "同志们：\n一、抓作风\n（一）查食堂。“三个到位”，即责任到位、资金到位、队伍到位。\n（二）查账本。账要清。\n"
    Path("other.txt").write_text(text, "utf-8")
    rows = [json.loads(line) for line in run("other.txt", "-f", "jsonl").stdout.splitlines()]
    assert rows[0]["section"] == ["一、抓作风", "（一）查食堂"]
    assert rows[0]["mentions"][0]["text"] == "三个到位"


def test_the_very_place_is_taken_when_a_text_comes_twice() -> None:
    document = speechkit.clean("说“三个到位”，三个到位不是口号。\n三个到位，即责任到位、资金到位、队伍到位。\n")
    for place, mention in zip(
        mentions_of(document, document.slogans),
        sorted((m for s in document.slogans for m in s.mentions), key=lambda m: m.span),
        strict=True,
    ):
        text = document.blocks[place.block].text
        assert text[place.start : place.end] == mention.text


def test_a_line_for_the_screen() -> None:
    line = Line("abc“", "三农", "工作\x1b[0m", "a.txt", None, "一、总则", 0, "三农")
    assert aligned(line, 4) == "    abc“  三农  工作 [0m  a.txt  一、总则\n"


def test_context_ends_where_the_block_ends() -> None:
    blocks = [Block(type="paragraph", text="三农", span=(0, 2)), Block(type="paragraph", text="别的话", span=(3, 6))]
    (line,) = lines(blocks, [Position(0, 0, 2, "三农")], "a.txt", None, 10)
    assert (line.left, line.right, line.section) == ("", "", "")


def test_headings_that_lead_in_a_circle_end() -> None:
    blocks = [Block(type="heading", text="甲", marker="一、", parent=1, span=(0, 1)),
              Block(type="heading", text="乙", marker="二、", parent=0, span=(0, 1))]  # fmt: skip
    (line,) = lines(blocks, [Position(0, 0, 1, "甲")], "a.txt", None, 10)
    assert line.section == "二、乙 > 一、甲"


@given(st.text(max_size=40), st.integers(0, 20))
def test_left_node_right_are_the_block(text: str, context: int) -> None:
    block = Block(type="paragraph", text=text, span=(0, len(text)))
    start, end = len(text) // 3, len(text) // 2
    (line,) = lines([block], [Position(0, start, end, "")], "", None, context)
    assert line.left + line.node + line.right in text
    assert line.node == text[start:end]
    assert aligned(line, context).count("\n") == 1


def test_a_slogan_two_thousand_times_in_one_block() -> None:
    document = speechkit.clean("“三个到位”，即责任到位、资金到位、队伍到位，" * 2_000 + "完。\n")
    assert (
        len(mentions_of(document, document.slogans))
        == sum(len(slogan.mentions) for slogan in document.slogans)
        >= 2_000
    )
