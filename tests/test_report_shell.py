"""The commands that a report prints are pasted into a shell: they name the very file, whatever its name is."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from speechkit.render.report.telling import Telling

TEXT = "在林场会议上的讲话\n同志们：\n把防火(huǒ)旗插到每个山口，把水泵修好。\n"
NAMES = [
    ("plain", b"a.txt"),
    ("blanks, quotes, what a shell fills in", "中 文 'a' \"b\" $(touch pwned) `touch pwned` $HOME !!.txt".encode()),
    ("a line feed", b"a\nb.txt"),
    ("bytes that are no UTF-8", b"\xff\xfe%d\\n.txt"),
    ("such bytes and a quote and what printf fills in", b"'\xe4\xb8%s\\101!.txt"),
    ("a tab and an escape sequence", b"a\t\x1b[2J.txt"),
    ("what is not seen", "a\N{ZERO WIDTH SPACE}b\N{RIGHT-TO-LEFT OVERRIDE}c.txt".encode()),
    ("what looks like an option", b"-v\n.txt"),
]
SHELLS = [path for path in map(shutil.which, ("sh", "dash", "bash", "zsh", "busybox")) if path]

pytestmark = pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="needs names of any bytes")


@pytest.mark.parametrize("name", [name for _, name in NAMES], ids=[why for why, _ in NAMES])
def test_a_command_names_the_very_file(name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    path = b"./" + name if name.startswith(b"-") else name
    Path(os.fsdecode(name)).write_text(TEXT, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "speechkit", "report", path, "-o", "r.html"], check=True, timeout=60, capture_output=True
    )
    page = Path("r.html").read_text("utf-8")
    codes = [html.unescape(re.sub("<[^>]+>", "", each)) for each in re.findall("<code[^>]*>(.*?)</code>", page, re.S)]
    (command,) = {each for each in codes if "--undo all" in each}
    for shell in SHELLS:
        call = [shell, *(["sh"] if shell.endswith("busybox") else []), "-c", command]
        done = subprocess.run(call, check=False, timeout=60, capture_output=True)
        assert done.stdout.decode() == TEXT, (shell, command, done.stderr)
    assert not Path("pwned").exists()


def test_a_name_that_no_shell_keeps_is_left_to_the_reader() -> None:
    assert Telling().command("a.txt\n", "--undo", "all") == "speechkit explain FILE --undo all"
