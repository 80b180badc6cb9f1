"""speechkit clean -f chunks: one line a section, many files in one, the options that go with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command

SPEECH = "在清淤会上的讲话\n同志们：\n一、看清问题\n" + "这条河三年没有清过。" * 30 + "\n二、动手就干\n明天下河。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("raw/a.txt", "raw/b/c.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(SPEECH, "utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, args)
    assert "Traceback" not in result.stderr
    return result


def rows(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_one_line_a_section() -> None:
    found = rows(run("clean", "raw/a.txt", "-f", "chunks").stdout)
    assert [each["path"] for each in found] == [[], ["一、看清问题"], ["二、动手就干"]]
    assert all(SPEECH[slice(*each["span"])] == each["text"] for each in found)


def test_the_size_is_kept() -> None:
    found = rows(run("clean", "raw/a.txt", "-f", "chunks", "--max-chars", "100").stdout)
    assert [each["path"] for each in found].count(["一、看清问题"]) == 4
    assert max(each["characters"] for each in found) <= 100
    assert all(each["text"].endswith("。") for each in found[1:])


def test_many_files_in_one() -> None:
    assert run("clean", "raw", "-f", "chunks", "-o", "all.jsonl", "-q").exit_code == 0
    found = rows(Path("all.jsonl").read_text("utf-8"))
    assert [each["document"] for each in found] == ["a.txt"] * 3 + ["b/c.txt"] * 3


def test_a_folder_is_mirrored() -> None:
    assert run("clean", "raw", "-f", "chunks", "-o", "out/", "-q").exit_code == 0
    assert len(rows(Path("out/b/c.txt.chunks.jsonl").read_text("utf-8"))) == 3


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--max-chars", "100"), "--max-chars needs -f chunks"),
        (("-f", "chunks", "--max-chars", "5"), "not in the range"),
        (("-f", "chunks", "--edits"), "--edits and --raw need"),
    ],
)
def test_refused(args: tuple[str, ...], told: str) -> None:
    result = run("clean", "raw/a.txt", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr
