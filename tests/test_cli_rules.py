"""speechkit rules: the list, a family, one rule of either kind, and how often it fires in files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.cli.words import rule_ids
from speechkit.lang import choose
from speechkit.rules.store import rules
from speechkit.rules.titles import coded, every

SPEECH = "同志们:\n今天开会,讲三点意见。\n第一,抓好春耕;第二,管好水库!\n"
STAMP = """
[[rule]]
id = "house.stamp"
title = "A scanner's stamp"
title_zh = "扫描戳"
why = "The scanner prints it."
why_zh = "扫描仪加的。"
where = "anywhere"
since = "1"
literals = ["水车扫描"]
pattern = '水车扫描.{0,9}'
removes = ["水车扫描第3页"]
spares = ["村口有水车"]
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(SPEECH, "utf-8")
    Path("raw/b.txt").write_text("水车扫描第3页\n" + SPEECH, "utf-8")
    Path("house").mkdir()
    Path("house/stamp.toml").write_text(STAMP, "utf-8")
    yield
    choose("en")


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, ["rules", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(*args: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*args, "-f", "jsonl").stdout.splitlines()]


# ---- list and families


def test_all_rules_are_listed_with_their_titles_data_and_code_alike() -> None:
    listed = run().stdout.splitlines()
    assert [line.split()[0] for line in listed] == [each.id for each in every()]
    assert len(listed) == len(rules()) + len(coded())
    for each in every():
        assert any(line == f"{each.id:<28} {each.title}" for line in listed), each.id


def test_a_family_lists_its_rules_of_either_kind() -> None:
    assert [line.split()[0] for line in run("gloss").stdout.splitlines()] == ["gloss.pinyin", "gloss.straddled"]
    assert {"site.masthead", "site.board"} <= {line.split()[0] for line in run("site").stdout.splitlines()}


def test_lines_of_the_list_are_chinese_where_chinese_is_spoken() -> None:
    listed = run("--lang", "zh").stdout.splitlines()
    assert [line[29:] for line in listed] == [each.title_zh for each in every()]


def test_rules_of_ones_own_are_listed_too() -> None:
    assert run("house", "--rules", "house").stdout == f"{'house.stamp':<28} A scanner's stamp\n"


def test_machines_get_every_rule_in_both_languages() -> None:
    found = rows()
    assert [row["id"] for row in found] == [each.id for each in every()]
    for row in found:
        assert all(row[name] for name in ("title", "title_zh", "why", "why_zh", "since", "spares")), row["id"]
        assert all(isinstance(text, str) for text in row["spares"]), row["id"]
    [row] = rows("quote.open")
    assert row == {**row, "pass": "repair.quotes"}
    assert {"before", "after", "text"} <= set(row["examples"][0])


# ---- one rule


def test_a_rule_that_is_code_is_explained() -> None:
    text = run("quote.open").stdout
    assert text.startswith("quote.open: Missing opening quote\n  缺失的左引号\n\nwhy     A closing quote")
    assert "\npattern code of the pass repair.quotes: " in text
    assert "\nsince   0.1\n" in text
    assert "\nexamples:\n  “清淤能手”修路模范” \N{RIGHTWARDS ARROW} “清淤能手”“修路模范”\n" in text
    assert "\nspares:\n  会上说，这件事一定要办好”。\n" in text


def test_chinese_comes_first_where_chinese_is_spoken() -> None:
    text = run("quote.open", "--lang", "zh").stdout
    assert text.startswith("quote.open: 缺失的左引号\n  Missing opening quote\n")
    assert "步骤 repair.quotes 的程序" in text
    assert "\n示例：\n" in text
    assert "\n不动：\n" in text


def test_what_is_taken_out_is_told() -> None:
    assert "  首页 要闻 专题 \N{RIGHTWARDS ARROW} (taken out)  [in <nav>]\n" in run("element.nav").stdout


@pytest.mark.parametrize("rule", [each.id for each in every()])
def test_each_rule_prints_on_a_terminal(rule: str) -> None:
    text = run(rule).stdout
    assert text.startswith(f"{rule}: ")
    assert all(char.isprintable() for char in text.replace("\n", "").replace("\u3000", "")), rule
    assert not any("\ue000" <= char <= "\uf8ff" for char in text), rule


def test_what_looks_alike_is_told_apart() -> None:
    assert "  \\u2f2f作 \N{RIGHTWARDS ARROW} 工作\n" in run("lookalike.radical").stdout
    assert "抓落实\\xa0见成效\n" in run("entity.named").stdout


def test_a_rule_that_is_none_is_a_usage_error() -> None:
    for args in (["no.such"], ["no.such", "raw"], ["gloss.", "raw"]):
        done = run(*args)
        assert done.exit_code == 2
        assert f"no rule is called {args[0]!r}" in done.stderr


# ---- how often


def test_files_tell_how_often_a_rule_fired() -> None:
    assert run("width.comma", "raw/a.txt").stdout == "      3  raw/a.txt\n"
    assert run("width", "raw").stdout == "      6  raw/a.txt\n      6  raw/b.txt\n     12  total\n"


def test_machines_get_a_row_for_each_file() -> None:
    assert rows("width.comma", "raw") == [
        {"path": "raw/a.txt", "rule": "width.comma", "count": 3},
        {"path": "raw/b.txt", "rule": "width.comma", "count": 3},
    ]


def test_the_options_of_cleaning_hold() -> None:
    assert run("house.stamp", "raw", "--rules", "house").stdout.splitlines()[-1] == "      1  total"
    assert run("width.comma", "raw/a.txt", "--width", "keep").stdout == "      0  raw/a.txt\n"
    assert run("script.traditional", "raw/a.txt").stdout == "      0  raw/a.txt\n"
    assert int(run("script.traditional", "raw/a.txt", "--script", "traditional").stdout.split()[0]) > 0


def test_changes_that_others_took_in_are_counted() -> None:
    page = "当前位置：首页 > 讲话稿 > 正文在全乡沟渠清淤动员会上的讲话同志们：" + "沟渠堵了三年，雨一大就淹地。" * 12
    Path("flat.txt").write_text(page, "utf-8")
    assert run("flat.crumb", "flat.txt").stdout == "      1  flat.txt\n"


def test_what_cannot_be_read_comes_last_and_costs_nothing_else() -> None:
    Path("raw/c.txt").write_bytes(b"")
    Path("many.jsonl").write_text('{"text": "a"}\n', "utf-8")
    done = run("width.comma", "raw", "many.jsonl", "missing.txt")
    assert done.exit_code == 3
    assert done.stdout.splitlines()[-1] == "      6  total"
    assert "raw/c.txt: the file is empty" in done.stderr
    assert "many.jsonl: it holds many documents; name files that hold one document each" in done.stderr
    assert "missing.txt" in done.stderr
    assert run("width.comma", "missing.txt").exit_code == 4


# ---- completion


def test_ids_and_families_of_either_kind_are_offered() -> None:
    found = {each.value: each.help for each in rule_ids(None, None, "gl")}  # type: ignore[arg-type]  # not looked at
    assert found == {
        "gloss": None,
        "gloss.pinyin": "Pinyin gloss inserted by a machine",
        "gloss.straddled": "Pinyin gloss inserted inside a character",
    }
    assert "copyright.footer" in {each.value for each in rule_ids(None, None, "copy")}  # type: ignore[arg-type]  # same


# ---- explain


def test_explain_gives_titles_to_rules_that_are_code() -> None:
    told = CliRunner().invoke(command, ["explain", "raw/a.txt"]).stdout
    assert "width.comma                  Half-width comma in Chinese text\n" in told
    told = CliRunner().invoke(command, ["explain", "raw/a.txt", "--lang", "zh"]).stdout
    assert "width.comma                  中文里的半角逗号\n" in told
    lines = CliRunner().invoke(command, ["explain", "raw/a.txt", "-f", "jsonl"]).stdout.splitlines()
    row = json.loads(lines[0])
    assert (row["rule"], row["title"], row["title_zh"]) == (
        "width.colon",
        "Half-width colon in Chinese text",
        "中文里的半角冒号",
    )
