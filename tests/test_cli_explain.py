"""speechkit explain, outline, slogans, schema, passes, rules."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from speechkit.cli.difftext import unified
from speechkit.cli.group import COMMANDS, command
from speechkit.corpus.forms import FORMS, _csv
from speechkit.ledger import Cut, Ledger

RAW = (
    "同志们:\r\n今天开会,讲三点意见。\r\n一、抓好春耕\r\n大家要早下田,早插秧。\r\n二、管好水库\r\n天天有人看水位。\r\n"
)
PATCH = shutil.which("patch") or ""
CLEAN = RAW.replace(",", "，").replace(":", "：")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_bytes(RAW.encode())
    Path("raw").mkdir()
    Path("raw/a.txt").write_bytes(RAW.encode())
    Path("raw/b.txt").write_bytes(RAW.encode())


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, args, **rest)
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# ---- explain


def test_explain_counts_by_rule_and_folds_width() -> None:
    text = run("explain", "speech.txt").stdout
    assert text.startswith("speech.txt: 3 changes by 2 rules\n")
    assert re.search(r"^ +2  width\.comma", text, re.M)
    assert "not listed: 3 changes of width (width.*)" in text
    assert "[-" not in text


def test_explain_shows_a_change_in_its_line() -> None:
    for args in (["--all"], ["--rule", "width.comma"], ["--rule", "width"]):
        assert "2:5  #2  width.comma  今天开会[-,-]{+，+}讲三点意见。" in run("explain", "speech.txt", *args).stdout
    assert "width.colon  " not in run("explain", "speech.txt", "--rule", "width.comma").stdout.partition("\n\n")[2]


def test_undo_takes_back_a_rule_a_change_or_all() -> None:
    undone = {what: run("explain", "speech.txt", "--undo", what).stdout_bytes for what in ("width.comma", "1", "all")}
    assert undone["width.comma"] == RAW.replace(":", "：").encode()
    assert undone["1"] == RAW.replace(",", "，").encode()
    assert undone["all"] == RAW.encode()


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("gloss.pinyin", "width.colon, width.comma"),
        ("4", "no change number 4"),
        ("0", "no change"),
        ("9" * 5000, "no change"),
    ],
)
def test_undo_of_what_was_not_done_is_a_usage_error(what: str, says: str) -> None:
    result = run("explain", "speech.txt", "--undo", what)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_rule_that_did_nothing_is_told_and_one_that_is_none_refused() -> None:
    done = run("explain", "speech.txt", "--rule", "residue")
    assert (done.exit_code, done.stderr) == (0, "speechkit: residue changed nothing here\n")
    done = run("explain", "speech.txt", "--rule", "nope")
    assert done.exit_code == 2
    assert "no rule is called 'nope'" in done.stderr


def test_explain_as_json_lines() -> None:
    rows = [json.loads(line) for line in run("explain", "speech.txt", "-f", "jsonl").stdout.splitlines()]
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert rows[1]["rule"] == "width.comma"
    assert (rows[1]["line"], rows[1]["column"], rows[1]["before"], rows[1]["after"]) == (2, 5, ",", "，")
    assert RAW[slice(*rows[1]["span"])] == ","


def test_explain_escapes_what_a_terminal_would_obey() -> None:
    Path("evil.txt").write_text("今天开\x1b[2J会,讲\u202e三点。\n", "utf-8")
    text = run("explain", "evil.txt", "--all", "-v").stdout
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_explain_of_what_cannot_be_read() -> None:
    result = run("explain", "missing.txt")
    assert result.exit_code == 4
    assert result.stderr == "speechkit: missing.txt: no such file; check the path\n"
    assert run("explain", "speech.txt", "--diff", "--undo", "1").exit_code == 2


# ---- diff


@pytest.mark.skipif(not PATCH, reason="patch is not installed")
def test_patch_applies_the_diff() -> None:
    Path("changes.patch").write_bytes(run("explain", "speech.txt", "--diff").stdout_bytes)
    subprocess.run([PATCH, "--binary", "-s", "speech.txt", "changes.patch"], check=True)
    assert Path("speech.txt").read_bytes() == CLEAN.encode()


@st.composite
def changed(draw: st.DrawFn) -> Ledger:
    ledger = Ledger(draw(st.text("ab\n", max_size=40)))
    places = sorted(draw(st.lists(st.integers(0, len(ledger.raw)), max_size=10)))
    pairs = zip(places[::2], places[1::2], strict=False)
    ledger.splice([Cut(a, b, draw(st.text("ax\n", max_size=3)), "demo.rule") for a, b in pairs])
    return ledger


@given(changed())
def test_every_diff_holds_both_texts(ledger: Ledger) -> None:
    before, after, at, moved = ledger.raw.split("\n"), ledger.text.split("\n"), 0, 0
    diff = unified(ledger.raw, ledger.edits(), "x")
    assert bool(diff) == (ledger.raw != ledger.text)
    out: list[str] = []
    lines = diff.removeprefix("--- x\n+++ x\n").split("\n")
    for line in lines:
        if head := re.fullmatch(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line):
            low, number, new, count = map(int, head.groups())
            low -= number > 0
            out += before[at:low]
            assert len(out) == new - (count > 0)
            at, moved = low, count
        elif line[:1] in {" ", "-"}:
            assert before[at] == line[1:]
            at += 1
        if line[:1] in {" ", "+"}:
            out.append(line[1:])
            moved -= 1
            assert moved >= 0
    # A last line without its feed is marked, and so is told from one with it.
    rest = before[at:] if diff else before
    ends = "\\ No newline at end of file" in lines
    assert [*out, *rest][: len(after) - 1] == after[:-1]
    assert ends or not diff or ledger.raw.endswith("\n") or not ledger.raw or len(rest) > 1 or rest == [before[-1]]


@pytest.mark.skipif(not PATCH, reason="patch is not installed")
@pytest.mark.parametrize(
    ("raw", "cuts"),
    [
        ("a\nb\nc", [Cut(4, 5, "x", "r.r")]),
        ("a\nb\nc", [Cut(5, 5, "\n", "r.r")]),
        ("a\nb\nc\n", [Cut(5, 6, "", "r.r")]),
        ("a\nb\nc\n", [Cut(1, 4, "", "r.r")]),
        ("a\nb\nc\n", [Cut(0, 6, "", "r.r")]),
        ("a\nb\nc\n", [Cut(0, 0, "x\n", "r.r"), Cut(6, 6, "y", "r.r")]),
        ("a\n" * 30, [Cut(2, 4, "", "r.r"), Cut(6, 7, "b", "r.r"), Cut(50, 50, "z\n", "r.r")]),
        ("", [Cut(0, 0, "x", "r.r")]),
        ("a\r\nb\rc\x0cd\r\n", [Cut(3, 4, "x", "r.r")]),
    ],
)
def test_patch_understands_every_kind_of_end(raw: str, cuts: list[Cut]) -> None:
    ledger = Ledger(raw)
    ledger.splice(cuts)
    Path("a").write_bytes(raw.encode())
    Path("d").write_bytes(unified(raw, ledger.edits(), "a").encode())
    subprocess.run([PATCH, "--binary", "-s", "a", "d"], check=True)
    assert (Path("a").read_bytes() if Path("a").exists() else b"") == ledger.text.encode()


# ---- outline, slogans


def test_outline_prints_the_tree_with_lines() -> None:
    rows = [json.loads(line) for line in run("outline", "speech.txt", "-f", "jsonl").stdout.splitlines()]
    for row in rows:
        assert row["text"] in RAW.splitlines()[row["line"] - 1]
    text = run("outline", "raw", "speech.txt").stdout
    assert [line for line in text.splitlines() if not line.startswith(" ")] == ["a.txt", "b.txt", "speech.txt"]


@pytest.mark.parametrize("what", ["outline", "slogans"])
def test_tables_have_one_head(what: str) -> None:
    result = run(what, "raw", "missing.txt", "-f", "csv")
    assert result.exit_code == 3
    table = list(csv.reader(io.StringIO(result.stdout)))
    assert table[0] == FORMS[f"{what}.csv"].head.strip().split(",")
    assert all(len(row) == len(table[0]) for row in table)
    assert sum(row == table[0] for row in table) == 1
    run(what, "raw", "-f", "jsonl", "-o", "out.jsonl")
    assert Path("out.jsonl").exists()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert next(csv.reader(io.StringIO(_csv(["text"], [{"text": cell}])))) == ["'" + cell]


# ---- schema, passes, rules


def test_every_document_keeps_the_schema() -> None:
    schema = json.loads(run("schema").stdout)
    document = json.loads(run("clean", "speech.txt", "-f", "json", "--edits", "--raw").stdout)
    jsonschema.validate(document, schema)


def test_passes_are_listed_in_order() -> None:
    rows = [json.loads(line) for line in run("passes", "-f", "jsonl").stdout.splitlines()]
    names = [line.split()[0] for line in run("passes").stdout.splitlines()]
    assert names == [row["name"] for row in rows]
    assert names.index("repair.width") < names.index("outline.blocks") < names.index("slogans.numerals")


def test_rules_are_listed_and_explained() -> None:
    listed = [line.split()[0] for line in run("rules").stdout.splitlines()]
    assert len(listed) == len(set(listed)) > 10
    assert {"copyright.footer", "gloss.pinyin", "element.nav"} < set(listed)
    text = run("rules", "copyright.footer").stdout
    assert text.startswith("copyright.footer: ")
    assert "takes out:" in text
    assert "spares:" in text
    assert run("rules", listed[0].partition(".")[0]).stdout.startswith(listed[0])
    assert [json.loads(line)["id"] for line in run("rules", "-f", "jsonl").stdout.splitlines()] == listed


@pytest.mark.parametrize("rule", ["width.comma", "gloss.pinyin", "quote.open", "meta.line", "title.repeated"])
def test_rules_of_code_name_their_pass(rule: str) -> None:
    assert "code of the pass" in run("rules", rule).stdout


def test_an_unknown_rule_is_a_usage_error() -> None:
    result = run("rules", "no.such")
    assert result.exit_code == 2
    assert "no rule is called 'no.such'" in result.stderr


# ---- help


@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_the_examples_of_the_help_run(name: str) -> None:
    text = run(*name.split(), "--help").stdout
    examples = re.findall(r"^ +((?:\w.* \| )?speechkit .*)$", text, re.M)
    assert examples
    Path("raw/c.html").write_bytes(b"<p>" + RAW.encode())
    Path("crawl.jsonl").write_text(json.dumps({"content": RAW}), "utf-8")
    assert run("clean", "raw", "-o", "out", "-f", "json", "-q").exit_code == 0
    for example in examples:
        line = example.replace("speechkit ", f"{sys.executable} -m speechkit ")
        result = subprocess.run(["/bin/bash", "-c", line], capture_output=True, check=False, timeout=60)
        assert (result.returncode, result.stdout and b"Traceback" in result.stderr) in {(0, False), (0, b"")}, example


def test_help_without_a_command_is_a_usage_error() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr
    assert run("-h").stdout == result.stderr
