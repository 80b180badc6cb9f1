"""The command line as it was promised: a test for each promise that no other file of tests holds; real processes."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

SPEECHKIT = [sys.executable, "-m", "speechkit"]
RAW = (
    "在全縣護林工作會議上的講話\n同志們:\n一、看住山口\n要把防火旗插到每個山口,把監(jiàn)督員選好,"
    "讓大家參(cān)加巡山,把重(chóng)點都記下來,做到“三個到位”,即思想到位、組織到位、措施到位。\n"
)
PAGE = "<html><body><nav>首页 > 讲话</nav><p>同志们:</p><p>今天开会,讲三点意见。</p></body></html>"
CLEAN = "同志们：\n今天开会，讲三点意见。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    Path("raw").mkdir()
    Path("speech.txt").write_text(RAW, "utf-8")
    Path("clean.txt").write_text(CLEAN, "utf-8")
    for name in ("raw/a.txt", "raw/b.text", "raw/c.md", "raw/d.csv"):
        Path(name).write_text(RAW, "utf-8")
    for name in ("raw/e.html", "raw/f.htm"):
        Path(name).write_text(PAGE, "utf-8")


def run(*args: str, **rest: Any) -> subprocess.CompletedProcess[str]:
    rest.setdefault("stdin", subprocess.DEVNULL)
    result = subprocess.run([*SPEECHKIT, *args], capture_output=True, encoding="utf-8", check=False, timeout=60, **rest)
    assert "Traceback" not in result.stderr
    return result


def shell(line: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("speechkit ", " ".join(SPEECHKIT) + " ")
    result = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", line],
        capture_output=True, encoding="utf-8", check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in result.stderr
    return result


def at_a_terminal(*args: str, **env: str) -> bytes:
    """Return what a terminal gets as standard output and standard error."""
    parent, child = pty.openpty()
    seen: list[bytes] = []

    def look() -> None:
        while True:
            try:
                data = os.read(parent, 65536)
            except OSError:  # the last one that held the other end has gone
                return
            if not data:
                return
            seen.append(data)

    reader = threading.Thread(target=look)
    reader.start()
    where = {**os.environ, "TERM": "xterm", **env}
    subprocess.run([*SPEECHKIT, *args], stdin=child, stdout=child, stderr=child, check=False, timeout=60, env=where)
    os.close(child)
    reader.join(10)
    os.close(parent)
    return b"".join(seen).replace(b"\r\n", b"\n")


# ---- what goes where


@pytest.mark.parametrize("form", ["md", "text", "json", "jsonl", "chunks"])
def test_a_terminal_gets_what_a_pipe_gets(form: str) -> None:
    assert at_a_terminal("clean", "speech.txt", "-f", form).decode() == run("clean", "speech.txt", "-f", form).stdout


@pytest.mark.parametrize(
    "args", [["clean", "speech.txt"], ["outline", "speech.txt"], ["learn", "raw"], ["report", "speech.txt"]]
)
def test_a_dash_as_output_is_standard_output(args: list[str]) -> None:
    there, dash = run(*args), run(*args, "-o", "-")
    assert dash.stdout == there.stdout != ""
    assert not Path("-").exists()


def test_markdown_is_the_default_and_has_two_names() -> None:
    plain = run("clean", "speech.txt").stdout
    assert plain.startswith("---\n")
    for name in ("md", "markdown"):
        assert run("clean", "speech.txt", "-f", name).stdout == plain


@pytest.mark.parametrize(
    "args",
    [
        ["clean", "raw", "-f", "jsonl"],
        ["outline", "raw", "-f", "csv"],
        ["slogans", "raw", "-f", "jsonl"],
        ["learn", "raw"],
    ],
)
def test_standard_output_carries_data_only(args: list[str]) -> None:
    loud, quiet = run(*args, "-v"), run(*args, "-q")
    assert loud.returncode == quiet.returncode == 0
    assert loud.stdout == quiet.stdout != ""
    assert "speechkit: " not in loud.stdout
    assert "speechkit: " in loud.stderr
    assert quiet.stderr == ""
    assert "\r" not in loud.stdout


def test_quiet_still_tells_failures() -> None:
    done = run("clean", "raw", "missing.txt", "-o", "out", "-q")
    assert done.returncode == 3
    assert done.stderr == "speechkit: missing.txt: no such file; check the path\n"


def test_a_progress_bar_never_meets_data_and_knows_no_colour() -> None:
    for number in range(6):
        Path("raw", f"{number}.txt").write_text(RAW * 4000, "utf-8")
    seen = at_a_terminal("clean", "raw", "-o", "out", "-j", "1", NO_COLOR="1")
    assert b"documents" in seen
    assert b"\x1b[3" not in seen
    assert b"\x1b" not in at_a_terminal("clean", "raw", "-f", "jsonl", "-j", "1")


@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]
)
def test_colour(env: dict[str, str], coloured: bool) -> None:
    assert (b"\x1b[31m" in at_a_terminal("explain", "speech.txt", "--all", **env)) is coloured
    assert "\x1b" not in run("explain", "speech.txt", "--all").stdout


@pytest.mark.parametrize("command", ["outline", "slogans"])
@pytest.mark.parametrize("form", ["text", "csv", "jsonl"])
def test_parts_come_in_three_forms(command: str, form: str) -> None:
    done = run(command, "speech.txt", "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    wanted = "看住山口" if command == "outline" else "三個到位"
    assert wanted in done.stdout
    if form == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in done.stdout.splitlines())


# ---- exit codes


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        ("speechkit clean speech.txt", 0, "done"),
        ("speechkit clean raw -o out/", 0, "done"),
        ("speechkit clean clean.txt --check", 0, "nothing would change"),
        ("speechkit clean speech.txt --check", 1, "something would change"),
        ("speechkit clean clean.txt missing.txt --check", 3, "a failure weighs more than no change"),
        ("speechkit clean speech.txt --nope", 2, "usage"),
        ("speechkit nope", 2, "usage"),
        ("speechkit clean", 2, "usage: nothing is named"),
        ("speechkit clean speech.txt -o speech.txt", 2, "an output that is an input"),
        ("speechkit clean raw -o raw", 2, "an output folder that is the input"),
        ("speechkit clean speech.txt missing.txt -f jsonl", 3, "some inputs failed"),
        ("speechkit clean missing.txt gone/", 4, "all inputs failed"),
        ("speechkit explain missing.txt", 4, "all inputs failed"),
        ("speechkit outline missing.txt", 4, "all inputs failed"),
        ("speechkit slogans speech.txt missing.txt", 3, "some inputs failed"),
        ("speechkit report missing.txt", 4, "all inputs failed"),
        ("speechkit learn missing.txt", 4, "all inputs failed"),
        ("speechkit corpus missing.json", 4, "all inputs failed"),
        ("speechkit audit missing.json", 4, "all inputs failed"),
        ("speechkit rules gloss missing.txt", 4, "all inputs failed"),
        ("speechkit clean raw -f jsonl | true", 0, "a closed pipe is quiet"),
        ("speechkit rules | true", 0, "a closed pipe is quiet"),
        ("speechkit config | true", 0, "a closed pipe is quiet"),
        ("speechkit --version | true", 0, "a closed pipe is quiet"),
    ],
)
def test_exit_codes(line: str, code: int, why: str) -> None:
    done = shell(line)
    assert done.returncode == code, why
    assert done.stderr if code else not done.stderr or "changed" in done.stderr


@pytest.mark.parametrize("args", [["clean", "-"], ["explain", "-"], ["report", "-"], ["outline", "-"]])
def test_ctrl_c_while_waiting_for_a_pipe_ends_with_130(args: list[str]) -> None:
    process = subprocess.Popen(
        [*SPEECHKIT, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + 20
    while "pipe" not in Path(f"/proc/{process.pid}/wchan").read_text("ascii") and time.monotonic() < until:
        time.sleep(0.02)  # until it reads
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.startswith(b"speechkit: interrupted")
    assert said.count(b"\n") == 1


@pytest.mark.parametrize(
    "line",
    ["schema", "passes", "rules", "config", "completion bash", "explain speech.txt", "outline speech.txt", "learn raw"],
)
def test_a_closed_standard_output_is_told(line: str) -> None:
    done = shell(f"speechkit {line} >&-")
    assert done.returncode == 2
    assert done.stderr.startswith("speechkit: standard output is closed; ")


def test_help_and_version_without_standard_output_are_quiet() -> None:
    for line in ("--help", "--version", "clean --help"):
        done = shell(f"speechkit {line} >&-")
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("line", ["clean . -f jsonl", "clean {}/speech.txt -o x.md", "report {}/speech.txt -o r.html"])
def test_a_working_directory_that_is_gone_is_told(line: str, tmp_path: Path) -> None:
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; speechkit {line.format(tmp_path)}")
    assert done.returncode == 4
    assert done.stderr == "speechkit: the working directory is gone; change to another one\n"
    reading = shell(f"mkdir gone; cd gone; rmdir ../gone; speechkit clean {tmp_path}/clean.txt -f text")
    assert (reading.returncode, reading.stdout) == (0, CLEAN)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["claen"], "No such command 'claen'. Did you mean 'clean'? See `speechkit --help`"),
        (["raw"], "No such command 'raw'. Did you mean 'speechkit clean raw'? See `speechkit --help`"),
        (["zzz"], "No such command 'zzz'; see `speechkit --help`"),
        (["clean", "-o"], "Option '-o' requires an argument; see `speechkit clean --help`"),
        (["clean", ""], "'': no such file; check the path"),
        (["config", "claen"], "no command is called 'claen'; `speechkit --help` lists them"),
    ],
)  # fmt: skip
def test_a_slip_gets_one_line_with_the_next_step(args: list[str], told: str) -> None:
    assert run(*args).stderr == f"speechkit: {told}\n"


# ---- inputs and outputs


def test_no_command_touches_its_inputs() -> None:
    def state() -> dict[str, tuple[str, int]]:
        return {
            str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in [Path("speech.txt"), *Path("raw").rglob("*")]
            if path.is_file()
        }

    before = state()
    for args in (
        ["clean", "raw", "-o", "out", "-f", "json", "--edits"], ["clean", "raw", "--check"],
        ["clean", "raw", "-o", "learnt", "--learn"], ["explain", "speech.txt", "--undo", "all"],
        ["report", "raw", "-o", "r.html"], ["learn", "raw", "-o", "p.json"], ["outline", "raw"], ["slogans", "raw"],
        ["rules", "width", "raw"],
    ):  # fmt: skip
        assert run(*args).returncode in {0, 1}
    assert state() == before


def test_a_folder_takes_five_suffixes_and_a_glob_the_others() -> None:
    assert run("clean", "raw", "-o", "out", "-q").returncode == 0
    assert sorted(path.name for path in Path("out").glob("*.md")) == [
        "a.txt.md", "b.text.md", "c.md.md", "e.html.md", "f.htm.md"
    ]  # fmt: skip
    assert run("clean", "raw/*.csv", "-o", "out", "-q").returncode == 0
    assert Path("out/d.csv.md").exists()


def test_nothing_is_written_where_names_collide() -> None:
    Path("other").mkdir()
    Path("other/a.txt").write_text(RAW, "utf-8")
    done = run("clean", "raw/a.txt", "other/a.txt", "-o", "out/", "-f", "json")
    assert done.returncode == 2
    assert "would both become" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["x...txt", "-", "..", "a\nb.txt", "\x1b[31m.txt", "\u202etxt.a.txt"])
def test_a_name_never_leads_out_of_the_output_folder(name: str) -> None:
    place = Path("deep", "er")
    place.mkdir(parents=True)
    inside = place / name if name not in {"..", "-"} else place / f"x{name}.txt"
    inside.write_text(RAW, "utf-8")
    done = run("clean", "../er" if name == ".." else ".", "-o", "out", "-f", "text", cwd=place)
    assert done.returncode == 0
    assert "\x1b" not in done.stderr
    made = set(Path().rglob("*.txt.txt"))
    assert len(made) == 1
    assert all(path.resolve().is_relative_to((place / "out").resolve()) for path in made)


# ---- options of clean


@pytest.mark.parametrize(
    ("args", "shows", "hides"),
    [
        (["-f", "json", "--edits"], '"edits":[{', '"raw":'),
        (["-f", "json", "--raw"], '"raw":', '"edits":['),
        (["--script", "simplified"], "监督员", "監督員"),
        (["--script", "traditional"], "監督員", "监督员"),
        (["--script", "keep"], "監督員", "监督员"),
        (["--width", "keep"], "山口,把", "山口，把"),
        (["--width", "full"], "山口，把", "山口,把"),
        (["-f", "json", "--encoding", "latin-1"], '"encoding":"iso8859-1"', '"encoding":"utf-8"'),
        (["--only", "repair.gloss"], "山口,把監督員", "(jiàn)"),
        (["--only", "repair"], "山口，把監督員", "(jiàn)"),
        (["--skip", "repair.gloss"], "（jiàn）", "山口,把"),
        (["--skip", "outline"], "看住山口", "## "),
        (["--bold"], "監督員", "(jiàn)"),
        (["-f", "chunks"], '"text":', "(jiàn)"),
        (["-f", "json", "--lexicon", "mine.txt"], '"text":"防火旗"', "(jiàn)"),
        (["--rules", "own"], "看住山口", "防火旗"),
        (["--split"], "監督員", "(jiàn)"),
        (["--lang", "zh"], "監督員", "(jiàn)"),
    ],
)
def test_every_option_of_clean_does_what_it_says(args: list[str], shows: str, hides: str) -> None:
    Path("mine.txt").write_text("防火旗\n", "utf-8")
    Path("own").mkdir()
    Path("own/rule.toml").write_text(
        """[[rule]]
id = "own.flags"
title = "Lines about flags"
title_zh = "旗帜行"
why = "A test."
why_zh = "测试。"
where = "anywhere"
pattern = "^要把防火旗.*$"
literals = ["防火旗"]
since = "0.1"
removes = ["要把防火旗插好。"]
spares = ["要把水泵修好。"]
""",
        "utf-8",
    )
    done = run("clean", "speech.txt", *args)
    assert done.returncode == 0, done.stderr
    assert shows in done.stdout
    assert hides not in done.stdout


def test_what_one_pass_leaves_is_all_the_text() -> None:
    """A text whose blocks nobody told apart is a paragraph a line, and nothing of it is lost."""
    passes = [json.loads(line)["name"] for line in run("passes", "-f", "jsonl").stdout.splitlines()]
    for name in (*passes, "repair", "boilerplate", "slogans"):
        text = run("clean", "clean.txt", "-f", "text", "--only", name).stdout
        assert text == CLEAN, name


def test_control_characters_are_not_sent_to_a_terminal() -> None:
    hostile = "同志们：\n一、看\x1b]0;x\x07住\x9b31m山口\u202e了,\x08要\u2066学\x00会。\n"
    Path("hostile.txt").write_text(hostile, "utf-8")
    obeyed = {chr(number) for number in (*range(9), *range(11, 32), *range(0x7F, 0xA0))} | set("\u202e\u2066")
    for args in (
        ["clean"], ["explain", "--all"], ["explain", "--undo", "all"], ["explain", "--diff"],
        ["explain", "-f", "jsonl"], ["outline"], ["slogans"],
    ):  # fmt: skip
        seen = at_a_terminal(args[0], "hostile.txt", *args[1:], NO_COLOR="1").decode()
        assert not obeyed & set(seen), args
    assert run("explain", "hostile.txt", "--undo", "all").stdout == hostile


# ---- the help


@pytest.mark.parametrize("name", ["", "clean", "explain", "outline", "slogans", "learn", "corpus", "report", "audit",
                                  "schema", "passes", "rules", "config", "completion"])  # fmt: skip
def test_help_opens_with_examples_and_fits(name: str) -> None:
    for language, examples, options in (("en", "Examples:", "Options:"), ("zh", "示例：", "选项：")):
        words = [*([name] if name else []), "--help", "--lang", language]
        told = run(*words, env={**os.environ, "COLUMNS": "80"}).stdout
        assert told.index(examples) < 700
        assert told.index(examples) < told.index(options)
        long = [line for line in told.splitlines() if len(line) > 80 and "|" not in line]
        assert [line for line in long if not line.startswith("    ")] == []


def test_help_fits_a_narrow_terminal() -> None:
    for language in ("en", "zh"):
        told = run("config", "--help", "--lang", language, env={**os.environ, "COLUMNS": "40"}).stdout
        widths = [sum(2 if char > "\u2e7f" else 1 for char in line) for line in told.splitlines()]
        assert max(widths) <= 44  # closing marks may hang over
