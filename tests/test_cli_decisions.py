"""Deciding from the command line: list what is uncertain, write it down, give it back."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

RAW = (
    "在全縣護林工作會議上的講話\n同志們:\n一、看住山口\n要把防火旗插到每個山口,把監(jiàn)督員選好,"
    "讓大家參(cān)加巡山,把重(chóng)點都記下來。\n"
)
# the first byte of a full stop was lost: what follows reads one byte late, and one of two characters is a guess
SHIFTED = "?" + "。活動組".encode("gbk")[1:].decode("gbk")
DOUBTFUL = f"同志們:\n入冬以來,各村都在開展活動{SHIFTED}織要精心,內容要豐富,大家要一起上山巡查。\n"
CERTAIN = "今天的会开得很好。\n"


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechkit", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(RAW, encoding="utf-8", newline="\n")
    (tmp_path / "b.txt").write_text(CERTAIN, encoding="utf-8", newline="\n")
    (tmp_path / "c.txt").write_text(DOUBTFUL, encoding="utf-8", newline="\n")
    return tmp_path


def test_what_is_refused_stays_as_printed(place: Path) -> None:
    listed = run("explain", "a.txt", "--rule", "gloss", "-f", "toml", cwd=place)
    assert listed.returncode == 0, listed.stderr
    rows = tomllib.loads(listed.stdout)["decision"]
    assert [row["before"] for row in rows] == ["(jiàn)", "(cān)", "(chóng)"]
    assert {row["decision"] for row in rows} == {"keep"}
    text = listed.stdout.replace('"keep"', '"undo"', 1).replace('note = ""', 'note = "printed so"', 1)
    (place / "decisions.toml").write_text(text, encoding="utf-8")
    for command in (["clean", "a.txt", "-f", "text"], ["clean", "b.txt", "a.txt", "-f", "text"]):
        done = run(*command, "--decisions", "decisions.toml", cwd=place)
        assert "把監（jiàn）督員" not in done.stdout
        assert "把監(jiàn)督員選好，讓大家參加巡山" in done.stdout, done.stderr
    told = run("explain", "a.txt", "--decisions", "decisions.toml", cwd=place).stdout
    assert "3 decisions heeded:" in told
    assert "taken back  gloss.pinyin  [-(jiàn)-]  printed so" in told
    data = json.loads(run("clean", "a.txt", "-f", "json", "--edits", "--decisions", "decisions.toml", cwd=place).stdout)
    assert [each["decision"] for each in data["decisions"]] == ["undo", "keep", "keep"]
    assert "(jiàn)" not in [edit["before"] for edit in data["edits"]]


def test_decisions_are_written_again_as_they_were(place: Path) -> None:
    first = run("explain", "a.txt", "--rule", "gloss", "-f", "toml", cwd=place).stdout.replace('"keep"', '"undo"', 1)
    (place / "d.toml").write_text(first, encoding="utf-8")
    again = run("explain", "a.txt", "--rule", "gloss", "-f", "toml", "--decisions", "d.toml", cwd=place).stdout
    words = [row["decision"] for row in tomllib.loads(again)["decision"]]
    assert sorted(words) == ["keep", "keep", "undo"]


def test_only_what_is_uncertain_is_listed(place: Path) -> None:
    assert tomllib.loads(run("explain", "a.txt", "--uncertain", "-f", "toml", cwd=place).stdout) == {}
    rows = [json.loads(line) for line in run("explain", "c.txt", "-f", "jsonl", cwd=place).stdout.splitlines()]
    doubtful = [
        json.loads(row) for row in run("explain", "c.txt", "--uncertain", "-f", "jsonl", cwd=place).stdout.splitlines()
    ]
    assert doubtful == [row for row in rows if row["confidence"] < 1]
    assert doubtful
    assert len(doubtful) < len(rows)


def test_a_file_that_an_editor_of_windows_saved_is_read(place: Path) -> None:
    listed = run("explain", "a.txt", "--rule", "gloss", "-f", "toml", cwd=place).stdout
    saved = listed.replace('"keep"', '"undo"').replace("\n", "\r\n")
    (place / "d.toml").write_bytes(saved.encode("utf-8-sig"))
    done = run("clean", "a.txt", "-f", "text", "--decisions", "d.toml", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "jiàn" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[decision]", "is no TOML"),
        ("[[decision]]\nrule = 'a.b'", "decision 1"),
        ("x = 1", "holds x"),
        ("x = " + "[" * 3000, "is no TOML"),
        ("# 决定", "byte 3 is no UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused(place: Path, text: str, told: str) -> None:
    (place / "d.toml").write_text(text, encoding="gbk")
    done = run("clean", "a.txt", "--decisions", "d.toml", cwd=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.startswith("speechkit: d.toml")
    assert done.stderr.count("\n") == 1


def test_a_folder_is_made_again_when_a_decision_changes(place: Path) -> None:
    (place / "d.toml").write_text("", encoding="utf-8")
    run("clean", "a.txt", "b.txt", "-o", "out/", "-f", "text", "--decisions", "d.toml", cwd=place)
    rows = run("explain", "a.txt", "--rule", "gloss", "-f", "toml", cwd=place).stdout.replace('"keep"', '"undo"')
    (place / "d.toml").write_text(rows, encoding="utf-8")
    run("clean", "a.txt", "b.txt", "-o", "out/", "-f", "text", "--decisions", "d.toml", cwd=place)
    assert "(jiàn)" in (place / "out/a.txt.txt").read_text(encoding="utf-8")
