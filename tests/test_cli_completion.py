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
    ],
)
def test_words_are_offered(tmp_path: Path, words: str, wanted: str, unwanted: str) -> None:
    found = offered(words, cwd=tmp_path)
    assert wanted in found
    assert unwanted not in found


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
