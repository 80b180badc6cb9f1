"""The languages: everything that is said has its Chinese, with the same values; nothing else changes with them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from speechkit import lang
from speechkit.cli.tongue import columns, flag_in, wrapped
from tests import spoken

CATALOGUES = sorted((spoken.SOURCE / "lang/zh").glob("*.toml"))
HAN = re.compile("[\u4e00-\u9fff]")
# Said as it is in both languages: names, figures, marks.
SAME = frozenset({"text", "-"})
WORDS = re.compile("[A-Za-z]{2}")
VALUE = re.compile(r"\{(\w+)\}")
SPEECH = "在全县护林工作会议上的讲话\n同志们：\n要把防火旗插到每个山口,把水泵修好。\n"


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    lang.choose(lang.ENGLISH)


def entries() -> Iterator[tuple[str, str, str]]:
    for path in CATALOGUES:
        for english, chinese in tomllib.loads(path.read_text("utf-8")).items():
            yield path.name, english, chinese


def unsaid(found: Iterator[tuple[str, str]]) -> list[str]:
    lang.choose(lang.CHINESE)
    return [f"{where}: {text}" for where, text in found if text not in SAME and lang.localised(text) == text]


def test_every_help_has_its_chinese() -> None:
    assert not unsaid(iter(list(spoken.helps())))


def test_every_message_has_its_chinese() -> None:
    found = list(spoken.messages())
    assert len(found) > 200
    assert not unsaid(iter(found))


def test_every_reason_has_its_chinese() -> None:
    assert not unsaid(spoken.reasons())


def test_every_warning_has_its_chinese() -> None:
    assert not unsaid(spoken.meanings())


def test_an_entry_holds_the_values_of_its_key() -> None:
    for name, english, chinese in entries():
        assert set(VALUE.findall(chinese)) <= set(VALUE.findall(english)), f"{name}: {english}"
        assert HAN.search(chinese) or not WORDS.search(VALUE.sub("", chinese)), f"{name}: {english}"
        assert "\n" not in chinese


def test_no_key_stands_in_two_catalogues() -> None:
    seen: dict[str, str] = {}
    for name, english, chinese in entries():
        assert seen.setdefault(english, chinese) == chinese, f"{name}: {english}"


@pytest.mark.parametrize(
    ("english", "chinese", "why"),
    [
        ("3 changes", "3 处改动", "a figure"),
        ("a big change", "a big change", "no figure, so no template"),
        ("a.txt: no such file; check the path", "a.txt: no such file; check the path", "who says it joins its parts"),
        ("--since wants a year, not 'x'", "--since 要的是年份，不是 'x'", "a value is kept"),
        ("18 documents, 3 changed, 0 failed", "18 个文档，3 个有改动，0 个失败", "a value is translated in its turn"),
        ("nothing like this is ever said", "nothing like this is ever said", "unknown text stays"),
    ],
)  # fmt: skip
def test_a_finished_message_finds_its_template(english: str, chinese: str, why: str) -> None:
    assert lang.localised(english) == english
    lang.choose(lang.CHINESE)
    assert lang.localised(english) == chinese, why


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "zhx_CN"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "de_DE"}, "zh"),
        ({"SPEECHKIT_LANG": "zh", "LC_ALL": "C"}, "zh"),
        ({"SPEECHKIT_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_environment_says_which_language(environment: dict[str, str], language: str) -> None:
    assert lang.wished(environment) == language


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["clean", "--lang", "zh"], "zh"),
        (["--help", "--lang=zh"], "zh"),
        (["clean", "--", "--lang=zh"], None),
        (["clean", "--lang"], None),
        (["clean", "--language=zh"], None),
    ],
)
def test_the_flag_is_seen_before_the_help(args: list[str], found: str | None) -> None:
    assert flag_in(args) == found


def test_lines_are_as_wide_as_the_terminal_and_begin_with_no_closing_mark() -> None:
    text = "把网上抓取的中文讲话和公文整理成干净的 JSON 或 Markdown；每处改动都有记录，都能撤销。" * 3
    for width in range(20, 80):
        lines = wrapped(text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert max(map(columns, lines)) <= width + 4  # a closing mark or two may hang over
        assert not any(line.startswith(("，", "；", "。")) for line in lines)
        assert not any(line.endswith(("（", "“")) for line in wrapped("另外（加）查找“固定表述”" * 5, width))


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("SPEECHKIT_", "LC_", "LANG"))}
    command = [sys.executable, "-m", "speechkit", *args]
    return subprocess.run(
        command, cwd=cwd, env={**env, **environment}, capture_output=True, encoding="utf-8", check=False
    )


def test_the_program_speaks_chinese_and_its_data_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    helped = run("clean", "--help", cwd=tmp_path, LANG="zh_CN.UTF-8").stdout
    assert "用法" in helped
    assert "选项" in helped
    assert "默认" in helped
    assert "Options" not in helped
    failed = run("clean", "nix.txt", "--lang", "zh", cwd=tmp_path)
    assert (failed.returncode, failed.stderr) == (4, "speechkit: nix.txt：没有这个文件；请检查路径\n")
    for form in ("json", "md", "text", "chunks"):
        outputs = [run("clean", "a.txt", "-f", form, "--lang", each, cwd=tmp_path).stdout for each in lang.LANGUAGES]
        assert outputs[0] == outputs[1] != ""
    told = run("explain", "a.txt", "--lang", "zh", cwd=tmp_path).stdout
    assert "a.txt：1 处改动，1 条规则" in told
    assert run("explain", "a.txt", cwd=tmp_path, LC_ALL="C").stdout.startswith("a.txt: 1 change by 1 rule")


def test_a_wrong_language_is_refused(tmp_path: Path) -> None:
    done = run("passes", "--lang", "fr", cwd=tmp_path)
    assert done.returncode == 2
    assert "'fr' is not one of" in done.stderr
