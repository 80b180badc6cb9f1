"""One of a thing is said in the singular, in every message that counts; and every one of these has its Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit import clean, lang
from speechkit.cautions import agreeing
from speechkit.cli.group import command
from speechkit.cli.messages import counted
from speechkit.cli.summary import by_kind, by_rule
from speechkit.corpus import cleaned as cleaned_files

TEXT = "在林场会议上的讲话\n同志们：\n把防火旗插到每个山口，把水泵修好。\n"
# A one before a plural, the two ways English makes one here.
WRONG = re.compile(
    r"(?<![\d,.])1 (?!as\b|this\b|has\b|is\b|was\b)(?:(?:more|other|near|symbolic|masked|opening|pinyin) )*[a-z]+s\b"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    lang.choose(lang.ENGLISH)


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [(1, "file", "1 file"), (2, "file", "2 files"), (0, "copy", "0 copies"), (1, "near copy", "1 near copy")],
)
def test_a_noun_agrees_with_its_number(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        ("a tag", "把水泵<br/>修好，把防火旗插到每个山口。", "1 tag of HTML was left in the text"),
        ("two tags", "把水泵<br/>修好，把防火旗<br/>插到每个山口。", "2 tags of HTML were left in the text"),
        ("a mask", "同志们：\n让**同志把水泵修好，让xx同志把防火旗插到每个山口。", None),
        ("a quotation mark", "同志们：\n做到四个到位”，把水泵修好。", None),
        ("a gloss", "同志们：\n把防(fáng)火旗插到每个山口。", None),
        ("a byte", "", None),
    ],
)
def test_a_warning_agrees_with_its_number(label: str, text: str, said: str | None) -> None:
    document = clean(text.encode() if text else b"\xe5\x9c\xa8\xff\xe6\x9e\x97" * 3 + "在林场的讲话\n".encode())
    told = [each.message for each in document.warnings]
    assert told or said is None, label
    assert said is None or said in told, told
    assert not any(WRONG.search(each) for each in told), told
    lang.choose(lang.CHINESE)
    assert all(lang.localised(each) != each for each in told), told


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("1 pinyin glosses were taken out", "1 pinyin gloss was taken out"),
        ("1 masked places, kept as printed", "1 masked place, kept as printed"),
        ("1 opening quotes were missing and put back", "1 opening quote was missing and put back"),
        ("1 stretches of misread text were restored (a)", "1 stretch of misread text was restored (a)"),
        ("11 pinyin glosses were taken out", "11 pinyin glosses were taken out"),
        ("1 private-use character stands", "1 private-use character stands"),
    ],
)
def test_a_count_that_was_made_anew_agrees_too(message: str, said: str) -> None:
    assert agreeing(message) == said
    lang.choose(lang.CHINESE)
    assert lang.localised(said) != said or "private" in said


def test_a_summary_agrees_with_its_numbers() -> None:
    rules = {f"rule.{letter}": 9 for letter in "abcdefg"}
    assert "1 other rule 9" in by_rule(rules)
    assert "2 other rules 18" in by_rule({**rules, "rule.h": 9})
    assert "1 other kind 9" in by_kind(rules)
    assert by_kind({"request": 1}).startswith("1 record passed over")
    lang.choose(lang.CHINESE)
    assert "其他 1 条规则 9" in by_rule(rules)
    assert "其他 1 类 9" in by_kind(rules)


def one_of_each() -> None:
    """Write one file of each kind, each with one failure."""
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(TEXT + "让x同志把水泵<br/>修好。\n", "utf-8")
    Path("raw/link.txt").symlink_to("/etc/hostname")
    Path("a.jsonl").write_text(json.dumps({"text": TEXT}) + "\nno json\n", "utf-8")
    Path("out").mkdir()
    run("clean", "raw", "-f", "json", "--edits", "-o", "out")


@pytest.mark.parametrize(
    "args",
    [
        ["clean", "raw", "-o", "new", "-v"],
        ["clean", "raw", "--check", "-v"],
        ["clean", "a.jsonl", "-f", "jsonl"],
        ["explain", "raw/a.txt"],
        ["corpus", "out"],
        ["audit", "out"],
        ["learn", "raw"],
        ["report", "raw", "-o", "r.html"],
        ["report", "raw/a.txt"],
    ],
    ids=" ".join,
)
def test_what_is_said_of_one_file_agrees(args: list[str]) -> None:
    one_of_each()
    result = run(*args)
    said = re.sub("<style.*?</style>|<script.*?</script>|<[^>]+>", " ", result.stdout, flags=re.S) + result.stderr
    assert not WRONG.findall(said), [said[max(0, each.start() - 20) : each.end() + 20] for each in WRONG.finditer(said)]
    assert "1 " in said


def test_one_bad_line_more_than_are_told_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaned_files, "_TOLD", 2)
    Path("a.jsonl").write_text("x\n" * 3, "utf-8")
    assert "1 more line is no speechkit document" in run("corpus", "a.jsonl").stderr
    Path("a.jsonl").write_text("x\n" * 4, "utf-8")
    assert "2 more lines are no speechkit documents" in run("corpus", "a.jsonl").stderr


def test_a_file_that_breaks_off_after_one_record_says_so() -> None:
    row: dict[str, Any] = {"text": TEXT}
    Path("a.jsonl").write_bytes(json.dumps(row).encode() + b"\n" + b"x" * ((1 << 26) + 2))
    assert "after 1 record;" in run("clean", "a.jsonl", "-f", "jsonl").stderr
