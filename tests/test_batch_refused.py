"""What the system refuses to write is told with the step that helps there, not with that for reading."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus.files import refused

TEXT = "同志们:\n今天开会,讲三点意见。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw/s").mkdir(parents=True)
    for name in ("a.txt", "s/b.txt"):
        Path("raw", name).write_text(TEXT, "utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("number", "reading", "writing"),
    [
        (errno.EACCES, "check who may read it", "check who may write there"),
        (errno.EPERM, "check who may read it", "check who may write there"),
        (errno.ENOTDIR, "check the path", "choose another output"),
        (errno.ENOENT, "check the path", "choose another output"),
        (errno.EISDIR, "name its files", "choose another output"),
        (errno.ENOSPC, "make room and run again", "make room and run again"),
        (errno.ENOTSUP, "check the file", "choose another output"),
    ],
)
def test_the_step_is_one_that_helps(number: int, reading: str, writing: str) -> None:
    error = OSError(number, os.strerror(number))
    assert refused("a.txt", error).advice == reading
    assert refused("a.txt", error, "out/a.txt.md cannot be written: ").advice == writing


def test_a_file_where_a_folder_should_be_costs_what_belongs_there_only() -> None:
    Path("out").mkdir()
    Path("out/s").write_text("mine", "utf-8")
    result = run("clean", "raw", "-o", "out")
    told = f"raw/s/b.txt: {Path('out/s/b.txt.md')} cannot be written: a file is where its folder should be"
    assert result.exit_code == 3
    assert f"{told}; choose another output\n" in result.stderr
    assert Path("out/s").read_text("utf-8") == "mine"
    assert Path("out/a.txt.md").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("clean", "raw", "-f", "jsonl", "-o", "{}/out.jsonl"),
        ("clean", "raw/a.txt", "-o", "{}/out.md"),
        ("report", "raw", "-o", "{}/page.html"),
        ("clean", "raw", "-o", "{}/out/"),
        ("clean", "raw/a.txt", "--log-json", "{}/log"),
    ],
)
def test_what_cannot_be_written_is_told_with_a_next_step(args: tuple[str, ...]) -> None:
    Path("file").write_text("", "utf-8")
    result = run(*(each.format("file") for each in args))
    last = result.stderr.splitlines()[-1]
    assert result.exit_code in {2, 4}
    assert "file" in last.partition("cannot be ")[0]
    assert "; choose another" in last


@pytest.mark.parametrize("args", [("clean", "raw", "-o", "out"), ("corpus", "raw")])
def test_a_python_without_sqlite_is_told_in_one_line(args: tuple[str, ...]) -> None:
    program = "import sys; sys.modules['sqlite3'] = None; from speechkit.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, *args], capture_output=True, check=False)
    what = b"this Python has no SQLite, which output folders and `corpus` need; install its module sqlite3"
    assert (done.returncode, done.stderr) == (2, b"speechkit: " + what + b"\n")


def test_one_file_needs_no_sqlite() -> None:
    program = "import sys; sys.modules['sqlite3'] = None; from speechkit.cli import main; main()"
    args = ["clean", "raw", "-o", "all.jsonl"]
    assert subprocess.run([sys.executable, "-c", program, *args], capture_output=True, check=False).returncode == 0
    assert len(Path("all.jsonl").read_bytes().splitlines()) == 2
