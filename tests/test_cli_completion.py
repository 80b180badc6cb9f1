"""Completion: what a shell is offered for a word, and the scripts that ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def offered(words: str, *, cwd: Path) -> list[str]:
    """Return what bash is told for the last word of a command line."""
    count = len(words.split()) - (0 if words.endswith(" ") else 1)
    env = {**os.environ, "_SPEECHKIT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
    done = subprocess.run(
        [sys.executable, "-m", "speechkit"], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("speechkit cl", "clean", "learn"),
        ("speechkit clean --sk", "--skip", "--only"),
        ("speechkit clean --skip repair.g", "repair.gloss", "repair.width"),
        ("speechkit clean -f js", "jsonl", "text"),
        ("speechkit rules copyright.f", "copyright.footer", "credit.tail"),
        ("speechkit completion f", "fish", "bash"),
        ("speechkit config expl", "explain", "clean"),
        ("speechkit clean --skip slogans,repair.g", "slogans,repair.gloss", "slogans,repair.width"),
        ("speechkit explain --rule gloss.p", "gloss.pinyin", "width.comma"),
        ("speechkit explain --undo width.co", "width.comma", "gloss.pinyin"),
    ],
)
def test_words_are_offered(tmp_path: Path, words: str, wanted: str, unwanted: str) -> None:
    found = offered(words, cwd=tmp_path)
    assert wanted in found
    assert unwanted not in found


@pytest.mark.parametrize("words", ["clean -o sp", "clean --from-list sp", "learn -o sp", "clean sp", "audit -o sp"])
def test_names_of_files_are_left_to_the_shell(tmp_path: Path, words: str) -> None:
    env = {**os.environ, "_SPEECHKIT_COMPLETE": "bash_complete", "COMP_WORDS": f"speechkit {words}",
           "COMP_CWORD": str(len(words.split()))}  # fmt: skip
    command = [sys.executable, "-m", "speechkit"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "file,sp\n"


def test_what_stands_beside_a_word_is_in_the_users_language(tmp_path: Path) -> None:
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "_SPEECHKIT_COMPLETE": "fish_complete", "COMP_CWORD": "cl",
           "COMP_WORDS": "speechkit cl"}  # fmt: skip
    command = [sys.executable, "-m", "speechkit"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "plain,clean\t清洗文件、文件夹或标准输入。\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_a_word(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin/speechkit"
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m speechkit "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    script = (
        'eval "$(speechkit completion bash)"; COMP_WORDS=(speechkit clean --skip repair.gl); COMP_CWORD=3;'
        ' _speechkit_completion speechkit; echo "${COMPREPLY[@]}"'
    )
    env = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        [shutil.which("bash") or "", "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "repair.gloss\n", done.stderr


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish here")
def test_fish_shows_all_of_what_stands_beside_a_word(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin/speechkit"
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m speechkit "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    script = 'speechkit completion fish | source; complete -C "speechkit cl"'
    done = subprocess.run(
        [shutil.which("fish") or "", "--no-config", "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "clean\tClean files, folders or standard input.\n", done.stderr


def test_a_broken_file_with_settings_does_not_break_completion(tmp_path: Path) -> None:
    (tmp_path / "speechkit.toml").write_text("[clean", encoding="utf-8")
    assert "clean" in offered("speechkit cl", cwd=tmp_path)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_the_shell_can_read(tmp_path: Path, shell: str) -> None:
    command = [sys.executable, "-m", "speechkit", "completion", shell]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "_SPEECHKIT_COMPLETE" in done.stdout
    where = shutil.which(shell)
    if where is None:
        return  # the words above are what counts; a machine need not have every shell
    (tmp_path / "script").write_text(done.stdout, encoding="utf-8")
    subprocess.run([where, "-n", str(tmp_path / "script")], check=True)
