"""The command line among other programs: pipes, locales, signals, odd names; each case starts a real process."""

from __future__ import annotations

import errno
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SPEECHKIT = [sys.executable, "-m", "speechkit"]
TEXT = "同志们：\n今天开会，讲三点意见。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(TEXT, "utf-8")


def run(*args: str | bytes, **rest: Any) -> subprocess.CompletedProcess[bytes]:
    rest.setdefault("stdin", subprocess.DEVNULL)
    result = subprocess.run([*SPEECHKIT, *args], capture_output=True, check=False, timeout=60, **rest)
    assert b"Traceback" not in result.stderr
    return result


def shell(line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    line = line.replace("speechkit", " ".join(SPEECHKIT))
    result = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", line],
        capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL, env={**os.environ, **env},
    )  # fmt: skip
    assert b"Traceback" not in result.stderr
    return result


def names(folder: str) -> list[str]:
    return [path.name for path in Path(folder).iterdir() if path.name != ".speechkit"]


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=["C", "POSIX without coercion", "latin-1", "ascii"],
)
def test_output_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    for args in (["clean", "speech.txt", "-f", "text"], ["explain", "speech.txt", "--undo", "all"]):
        assert run(*args, env={**os.environ, **env}).stdout == TEXT.encode()
    assert run("rules", env={**os.environ, **env}).returncode == 0
    missing = run("clean", "没有.txt", env={**os.environ, **env})
    assert missing.returncode == 4
    assert b"no such file" in missing.stderr


def test_a_name_that_is_no_utf8() -> None:
    Path(os.fsdecode(b"\xe9\xff.txt")).write_text(TEXT, "utf-8")
    result = run("clean", b"\xe9\xff.txt", "-f", "jsonl")
    assert result.returncode == 0
    result = run("clean", ".", "-o", "out", "-f", "text")
    assert result.returncode == 0
    assert Path("out", os.fsdecode(b"\xe9\xff.txt.txt")).exists()
    assert b"\\udce9\\udcff" in run("clean", b"\xe9\xff").stderr


@pytest.mark.parametrize(
    "name", ["-dash.txt", "a b.txt", "会议.txt", "x\ny.txt", "[1].txt", "*.txt", "a" * 251 + ".txt"]
)
def test_odd_names(name: str) -> None:
    Path(name).write_text(TEXT, "utf-8")
    assert run("clean", "-f", "text", "--", name).stdout == TEXT.encode()
    result = run("clean", ".", "-o", "out", "-f", "text")
    if len(name) < 250:
        assert Path("out", name + ".txt").read_text("utf-8") == TEXT
    else:
        assert result.returncode == 3
        assert b"cannot be written: the name is too long" in result.stderr


@pytest.mark.parametrize(
    "what", ["clean speech.txt", "clean - < speech.txt", "clean raw -f jsonl", "--help", "schema", "explain speech.txt"]
)
def test_a_closed_pipe_is_quiet(what: str) -> None:
    Path("raw").mkdir()
    for number in range(20):
        Path("raw", f"{number}.txt").write_text(TEXT * 200, "utf-8")
    result = shell(f"speechkit {what} | true")
    assert (result.returncode, result.stderr) == (0, b"")


def test_the_head_of_a_long_stream() -> None:
    Path("raw").mkdir()
    for number in range(60):
        Path("raw", f"{number:02}.txt").write_text(TEXT * 100, "utf-8")
    result = shell("speechkit clean raw -f jsonl | head -n 1 | wc -l")
    assert (result.returncode, result.stderr, result.stdout.strip()) == (0, b"", b"1")


def test_streams_that_are_closed_or_full() -> None:
    assert shell("speechkit clean - <&-").returncode == 4
    assert shell("speechkit clean speech.txt >&-").returncode == 2
    assert shell("speechkit clean speech.txt 2>&-").stdout
    assert shell("speechkit clean missing.txt 2>&-").returncode == 4
    result = shell("speechkit clean speech.txt > /dev/full")
    assert result.returncode == 4
    assert result.stderr.count(b"\n") == 1


def test_output_into_an_input_is_refused() -> None:
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(TEXT, "utf-8")
    result = shell("speechkit clean raw -f text >> raw/a.txt")
    assert result.returncode == 2
    assert Path("raw/a.txt").read_text("utf-8") == TEXT


def test_a_pipe_handed_over_by_the_shell_is_read() -> None:
    assert shell("speechkit clean <(cat speech.txt) -f text").stdout == TEXT.encode()
    assert shell("speechkit clean /dev/stdin -f text < speech.txt").stdout == TEXT.encode()


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null", "/"])
def test_what_is_no_file_fails_at_once(name: str) -> None:
    os.mkfifo("pipe")
    if name != "/":
        assert run("clean", name).returncode == 4
    assert run("explain", name).returncode == 4


def test_an_unreadable_file_fails() -> None:
    Path("secret.txt").write_text(TEXT, "utf-8")
    Path("secret.txt").chmod(0)
    if os.access("secret.txt", os.R_OK):
        pytest.skip("root reads everything")
    assert b"permission denied" in run("clean", "secret.txt").stderr


def test_a_full_disk_is_told_and_leaves_nothing_half_written() -> None:
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(TEXT * 1000, "utf-8")
    Path("raw/b.txt").write_text(TEXT, "utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    result = run("clean", "raw", "-o", "out", "-f", "text", "-j", "1", preexec_fn=limit)
    assert result.returncode == 3
    assert os.strerror(errno.EFBIG).lower().encode() in result.stderr
    assert names("out") == ["b.txt.txt"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_with_a_summary_and_no_half_file(jobs: str) -> None:
    Path("raw").mkdir()
    for number in range(400):
        Path("raw", f"{number}.txt").write_text(TEXT * 400, "utf-8")
    process = subprocess.Popen(
        [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", "-j", jobs], stderr=subprocess.PIPE
    )
    until = time.monotonic() + 30
    while (not Path("out").exists() or not names("out")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.startswith(b"speechkit: interrupted: ")
    assert said.count(b"\n") == 1
    written = names("out")
    assert 0 < len(written) < 400
    assert not [name for name in written if not name.endswith(".json")]


def test_a_terminal_sees_colour_unless_it_says_no() -> None:
    Path("comma.txt").write_text("同志们：\n今天开会,讲三点意见。\n", "utf-8")

    def seen(**env: str) -> bytes:
        parent, child = pty.openpty()
        subprocess.run(
            [*SPEECHKIT, "explain", "comma.txt", "--all"], stdout=child, check=True, env={**os.environ, **env}
        )
        os.close(child)
        data = os.read(parent, 65536)
        os.close(parent)
        return data

    assert b"\x1b[31m" in seen(NO_COLOR="")
    assert b"\x1b" not in seen(NO_COLOR="1")


def test_progress_is_seen_at_a_terminal_only() -> None:
    Path("raw").mkdir()
    for number in range(8):
        Path("raw", f"{number}.txt").write_text(TEXT * 12_000, "utf-8")
    assert run("clean", "raw", "-o", "out").stderr.count(b"\n") == 1
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    subprocess.run([*SPEECHKIT, "clean", "raw", "-o", "out"], stderr=child, check=True, env=env)
    os.close(child)
    assert b"documents" in os.read(parent, 65536)
    os.close(parent)


@pytest.mark.parametrize("args", [["--version"], ["--help"], []])
def test_the_first_steps_import_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys\nfrom speechkit.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'rich', 'regex', 'msgspec', 'charset_normalizer', 'selectolax', 'opencc', 'importlib.metadata',"
        " 'speechkit.pipeline', 'speechkit.rules.lexicon', 'concurrent.futures', 'multiprocessing'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    assert result.stderr.splitlines()[-1] == "[]"


def test_cleaning_one_file_needs_no_processes_and_no_pictures() -> None:
    code = (
        "import sys\nfrom speechkit.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'rich', 'charset_normalizer', 'selectolax', 'importlib.metadata', 'concurrent.futures',"
        " 'multiprocessing', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "clean", "speech.txt"], capture_output=True, text=True, check=True
    )
    assert result.stderr.splitlines()[-1] == "[]"
