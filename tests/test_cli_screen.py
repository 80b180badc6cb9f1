"""A terminal obeys nothing that a document or a file name holds; files and pipes get it byte for byte."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs a terminal of our own")

SPEECHKIT = [sys.executable, "-m", "speechkit"]
# Renames the window, writes to the clipboard, hides what follows, the same in C1, turns the direction, rings.
EVIL = "\x1b]0;got you\x07\x1b]52;c;ZXZpbA==\x07\x1b[8m\x9b2J\u202e\x08\x0e"
TEXT = (
    f"在林场工作会议上{EVIL}的讲话\n同志们：\n一、抓好“三防{EVIL}”\n"
    f"做到“四个到位”，即认识{EVIL}到位、责任到位、措施到位、督查到位。\n把防火旗插到每个山口{EVIL}，把水泵修好。\n"
)
COLOURS = re.compile(r"\x1b\[(?:31|32|0)m")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
NAME = "a\x1b[2Jb\nc.txt"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(TEXT, "utf-8")
    Path("raw", NAME).write_text(TEXT, "utf-8")
    Path("rules").mkdir()
    Path("rules/own.toml").write_text(
        '[[rule]]\nid = "own.line"\nwhy = "evil \\u001b[8m why"\ntitle = "evil \\u009b2J title"\nwhere = "any-line"\n'
        'pattern = \'^野猪来了$\'\nsince = "0.1"\nremoves = ["野猪来了"]\nspares = ["野猪没来"]\n',
        "utf-8",
    )
    subprocess.run(
        [*SPEECHKIT, "clean", "raw/a.txt", "--only", "outline", "-f", "json", "--edits", "-o", "out/a.json"],
        check=False,
        timeout=60,
    )


def on_a_terminal(args: list[str]) -> str:
    """Return all that a command shows on a terminal, messages too."""
    master, slave = pty.openpty()
    process = subprocess.Popen([*SPEECHKIT, *args], stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    parts = []
    while True:
        try:
            data = os.read(master, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        parts.append(data)
    os.close(master)
    process.wait(timeout=60)
    return b"".join(parts).decode("utf-8", "backslashreplace").replace("\r\n", "\n")


RAW = ["--only", "outline,slogans"]  # the passes that would take control characters away are left out


@pytest.mark.parametrize(
    "args",
    [
        *(["clean", "raw/a.txt", *RAW, "-f", form] for form in ("md", "json", "jsonl", "text", "chunks")),
        ["clean", "raw/a.txt", "--skip", "repair.invisible", "-f", "text"],
        ["clean", "raw/a.txt", *RAW, "-f", "json", "--edits", "--raw"],
        ["clean", "raw", *RAW, "-f", "text", "-v"],
        ["clean", "raw", *RAW, "-o", "made/", "-v"],
        ["clean", "raw/a.txt", "missing\x1b[2J.txt"],
        ["clean", "raw", "--check", "-v"],
        *(["outline", "raw", *RAW, "-f", form] for form in ("text", "csv", "jsonl")),
        *(["slogans", "raw", *RAW, "-f", form] for form in ("text", "csv", "jsonl")),
        ["slogans", "raw/a.txt", *RAW, "--kwic"],
        ["explain", "raw/a.txt"],
        ["explain", "raw/a.txt", "-v", "--all"],
        ["explain", f"raw/{NAME}"],
        ["explain", "raw/a.txt", "--undo", "all"],
        ["explain", "raw/a.txt", "--diff"],
        ["explain", f"raw/{NAME}", "--diff"],
        ["explain", "raw/a.txt", "-f", "jsonl"],
        ["explain", "raw/a.txt", "-f", "toml"],
        *(["corpus", "out", "-f", form] for form in ("csv", "jsonl", "text")),
        ["corpus", "out", "--kwic", "三防"],
        ["corpus", "out", "--kwic", "防火旗", "-f", "csv"],
        ["audit", "out"],
        ["learn", "raw"],
        ["rules", "--rules", "rules", "own.line"],
        ["rules", "--rules", "rules", "own.line", "-f", "json"],
        ["rules", "own.line"],
        ["rules\x1b[2J"],
        ["rules", "invisible", "--count", "raw"],
        ["report", "raw/a.txt", *RAW],
        ["config"],
    ],
    ids=" ".join,
)
def test_a_terminal_obeys_nothing_of_it(args: list[str]) -> None:
    shown = on_a_terminal(args)
    assert shown
    own = COLOURS.sub("", shown) if args[0] == "explain" else shown
    assert not OBEYED.findall(own), shown


def test_a_terminal_shows_what_was_there() -> None:
    assert "在林场工作会议上\\u001b]0;got you\\u0007" in on_a_terminal(["clean", "raw/a.txt", *RAW, "-f", "text"])


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_files_and_pipes_get_it_byte_for_byte(form: str) -> None:
    call = [*SPEECHKIT, "clean", "raw/a.txt", *RAW, "-f", form]
    piped = subprocess.run(call, check=True, timeout=60, capture_output=True).stdout
    subprocess.run([*call, "-o", "one"], check=True, timeout=60)
    assert Path("one").read_bytes() == piped
    if form == "text":
        assert EVIL.encode() in piped
