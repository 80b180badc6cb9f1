"""What a second run into the same folder does, and what is left when a run is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import manifest
from speechkit.corpus.forms import Recipe
from speechkit.corpus.manifest import Manifest, recipe_digest
from speechkit.passes import Options

TEXT = "同志们:\n今天开会,讲三点意见。\n"
SPEECHKIT = [sys.executable, "-m", "speechkit"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("raw/a.txt", "raw/b/c.txt", "raw/d.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name + "\n" + TEXT, "utf-8")


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, ["clean", *args], **rest)
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def again(*args: str) -> str:
    """Return the first line that a run of the folder says."""
    return run("raw", "-o", "out", *args).stderr.splitlines()[0].removeprefix("speechkit: ")


def contents(folder: str) -> dict[str, bytes]:
    """Return the outputs of a folder by name."""
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and ".speechkit" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


DONE = "3 documents, 3 changed, 0 failed"
NOTHING = "0 documents, 0 changed, 0 failed, 3 up to date"
ONE = "1 document, 1 changed, 0 failed, 2 up to date"


# ---- a second run


def test_a_second_run_does_nothing() -> None:
    assert again() == DONE
    before = {name: Path("out", name).stat().st_mtime_ns for name in contents("out")}
    assert again() == NOTHING
    assert {name: Path("out", name).stat().st_mtime_ns for name in contents("out")} == before
    assert run("raw", "-o", "out").exit_code == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_only_what_changed_is_made_again(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speechkit.corpus.batch._SMALL", 0)
    again("-j", jobs)
    Path("raw/d.txt").write_text(TEXT * 2, "utf-8")
    assert again("-j", jobs) == ONE
    assert again("-j", jobs) == NOTHING


@pytest.mark.parametrize("mishap", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_an_output_that_was_lost_is_made_again(mishap: Any) -> None:
    again()
    whole = contents("out")
    mishap(Path("out/a.txt.md"))
    assert again() == ONE
    assert contents("out") == whole


@pytest.mark.parametrize(
    "options",
    [["--width", "keep"], ["--skip", "slogans"], ["--script", "traditional"], ["--encoding", "utf-8"], ["--split"]],
)
def test_other_options_make_everything_again(options: list[str]) -> None:
    again()
    assert "up to date" not in again(*options)


def test_another_form_is_other_outputs_and_the_first_stay_up_to_date() -> None:
    again()
    assert again("-f", "json") == DONE
    assert again() == NOTHING
    assert again("-f", "json") == NOTHING
    assert again("-f", "json", "--edits") == DONE


def test_another_version_makes_everything_again(monkeypatch: pytest.MonkeyPatch) -> None:
    again()
    monkeypatch.setattr(manifest, "VERSION", "99")
    assert again() == DONE


def test_own_rules_and_a_profile_are_part_of_it() -> None:
    again()
    Path("rules").mkdir()
    lines = (
        "[[rule]]", 'id = "own.bell"', 'title = "A bell"', 'title_zh = "铃"', 'why = "A test."', 'why_zh = "试验。"',
        'where = "first-lines"', 'pattern = "^铃声响了$"', 'literals = ["铃声响了"]', 'since = "0.1"',
        'removes = ["铃声响了"]', 'spares = ["铃声"]',
    )  # fmt: skip
    Path("rules/own.toml").write_text("\n".join(lines), "utf-8")
    told = again("--rules", "rules")
    assert told == DONE
    assert again("--rules", "rules") == NOTHING


def test_force_makes_everything_again() -> None:
    again()
    assert again("--force") == DONE


def test_the_same_folder_elsewhere_is_up_to_date_and_another_name_is_not() -> None:
    again()
    Path("raw").rename("moved")
    assert run("moved", "-o", "out").stderr == "speechkit: " + NOTHING + "\n"
    assert run("moved/a.txt", "-o", "out/").stderr == ""  # its document is called moved/a.txt now
    assert run("moved/a.txt", "-o", "out/").stderr == "speechkit: 0 documents, 0 changed, 0 failed, 1 up to date\n"


def test_retry_takes_earlier_failures_only() -> None:
    Path("raw/bad.txt").write_bytes(b"%PDF-1.4")
    assert again() == "3 documents, 3 changed, 1 failed"
    Path("raw/new.txt").write_text(TEXT, "utf-8")
    Path("raw/bad.txt").write_text(TEXT, "utf-8")
    assert again("--retry") == "1 document, 1 changed, 0 failed, 4 not tried again"
    assert "new.txt.md" not in contents("out")
    assert again() == "1 document, 1 changed, 0 failed, 4 up to date"
    assert run("raw", "-f", "text", "--retry").exit_code == 2


def test_retry_tells_what_it_leaves_out_that_nobody_has_tried() -> None:
    assert run("raw/a.txt", "raw/b", "-o", "out").exit_code == 0  # as when a folder could not be read
    few = run("raw", "-o", "out", "--retry")
    assert few.stderr.splitlines() == [
        "speechkit: 0 documents, 0 changed, 0 failed, 3 not tried again",
        "speechkit: left out: 2 files that no earlier run has come to; run again without --retry",
    ]
    again()
    assert run("raw", "-o", "out", "--retry").stderr.count("\n") == 1
    assert "left out" not in run("raw", "-o", "out").stderr


def test_retry_speaks_chinese_too() -> None:
    again()
    Path("raw/new.txt").write_text(TEXT, "utf-8")
    told = run("raw", "-o", "out", "--retry", env={"SPEECHKIT_LANG": "zh"}).stderr.splitlines()
    assert told == [
        "speechkit: 0 个文档，0 个有改动，0 个失败，4 个不再重试",
        "speechkit: 未处理：以前没有处理过的 1 个文件；请去掉 --retry 再次运行",
    ]


def test_a_failure_is_tried_and_told_in_each_run() -> None:
    Path("raw/bad.txt").write_bytes(b"%PDF-1.4")
    again()
    result = run("raw", "-o", "out")
    assert result.exit_code == 3
    assert "bad.txt: this is a PDF" in result.stderr


def test_fail_fast_stops_at_the_first() -> None:
    Path("raw/b/bad.txt").write_bytes(b"%PDF-1.4")
    result = run("raw", "-o", "out", "--fail-fast", "-j", "1")
    assert result.exit_code == 3
    assert "stopped at the first failure" in result.stderr
    assert sorted(contents("out")) == ["a.txt.md", "d.txt.md"]
    assert run("missing", "raw", "-o", "new", "--fail-fast").exit_code == 4
    assert not contents("new")
    assert run("raw", "-o", "all.jsonl", "--fail-fast").exit_code == 3
    assert not Path("all.jsonl").exists()


# ---- the manifest itself


def test_the_manifest_is_no_input_and_no_output() -> None:
    again()
    assert run("out", "-f", "text").exit_code == 0
    result = run("out/.speechkit/manifest.sqlite", "-f", "text")
    assert result.exit_code == 4
    assert "speechkit's own record" in result.stderr
    assert run("out/.speechkit/*", "-f", "text").exit_code == 4


@pytest.mark.parametrize("data", [b"no database at all" * 100, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_manifest_is_made_anew(data: bytes) -> None:
    again()
    Path("out/.speechkit/manifest.sqlite").write_bytes(data)
    assert again() == DONE
    assert again() == NOTHING


def test_two_runs_at_once_are_refused() -> None:
    with Manifest("out", Recipe(form="md")):
        result = run("raw", "-o", "out")
        # The lock is one between processes; within one process SQLite tells it too.
        assert result.exit_code == 2
        assert "another speechkit works in out" in result.stderr
    assert again() == DONE


def test_the_digest_knows_every_option() -> None:
    base = recipe_digest(Recipe(form="md"))
    assert base == recipe_digest(Recipe(form="md"))
    others = [Recipe(form="text"), Recipe(form="md", split=True), Recipe(form="md", max_chars=77)]
    others += [Recipe(form="md", options=Options(**change)) for change in ({"bold": True}, {"skip": ("slogans",)})]
    assert len({base, *map(recipe_digest, others)}) == 6


def test_names_that_are_no_utf8_are_remembered() -> None:
    Path("raw", os.fsdecode(b"\xff\xfe.txt")).write_text(TEXT, "utf-8")
    Path("raw", "x\ny.txt").write_text(TEXT, "utf-8")
    again()
    assert again() == NOTHING.replace("3", "5")


# ---- killed


def many(number: int) -> None:
    for index in range(number):
        path = Path("raw", f"{index % 7}", f"{index:03}.txt")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"第{index}份\n" + TEXT * (90 + index % 50), "utf-8")


def start(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", *args],
        stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def undisturbed() -> dict[str, bytes]:
    result = run("raw", "-o", "calm", "-f", "json", "-j", "1")
    assert result.exit_code == 0
    return contents("calm")


def children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in listing.read_text().split()] if listing.exists() else []


def gone(pid: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the processes")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_is_taken_up_where_it_ended(jobs: str) -> None:
    many(200)
    calm = undisturbed()
    chance = random.Random(7)  # noqa: S311  # moments of a test, no secrets
    for _ in range(3):
        process = start("-j", jobs)
        time.sleep(0.25 + chance.random() * 0.5)
        workers = children(process.pid)
        process.kill()
        process.communicate(timeout=30)
        assert all(gone(worker) for worker in workers)
        for name, data in contents("out").items():
            assert name not in calm or data == calm[name]  # whole, or not there
    result = run("raw", "-o", "out", "-f", "json", "-j", jobs)
    assert result.exit_code == 0
    assert contents("out") == calm
    with sqlite3.connect("out/.speechkit/manifest.sqlite") as db:
        assert db.execute("SELECT count(*), count(failed) FROM inputs").fetchone() == (203, 0)
    db.close()
    assert again("-f", "json") == "0 documents, 0 changed, 0 failed, 203 up to date"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_amid_records_leaves_no_half_file(jobs: str) -> None:
    lines = [json.dumps({"id": str(number), "text": TEXT * (60 + number % 9)}) for number in range(900)]
    Path("raw.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("raw.jsonl", "-f", "jsonl", "-o", "calm/").exit_code == 0
    call = [*SPEECHKIT, "clean", "raw.jsonl", "-o", "out/", "-f", "jsonl", "-j", jobs]
    process = subprocess.Popen(call, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not list(Path().glob("out/.speechkit-*.tmp")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    workers = children(process.pid)
    process.kill()
    process.wait(timeout=30)
    assert all(gone(worker) for worker in workers)
    assert not Path("out/raw.jsonl.jsonl").exists()
    assert list(Path().glob("out/.speechkit-*.tmp"))
    assert run("raw.jsonl", "-f", "jsonl", "-o", "out/", "-j", jobs).exit_code == 0
    assert contents("out") == contents("calm")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the processes")
def test_a_killed_worker_costs_nothing() -> None:
    many(200)
    calm = undisturbed()
    process = start("-j", "2", "--log-json", "log")
    killed = 0
    until = time.monotonic() + 30
    while process.poll() is None and killed < 3 and time.monotonic() < until:
        workers = children(process.pid)
        if workers and Path("out").exists() and contents("out"):
            os.kill(workers[-1], signal.SIGKILL)
            killed += 1
        time.sleep(0.15)
    _, said = process.communicate(timeout=60)
    assert killed
    assert process.returncode == 0, said
    assert contents("out") == calm
    log = [json.loads(line) for line in Path("log").read_text("utf-8").splitlines()]
    done = [line["path"] for line in log if line["event"] == "done"]
    assert len(done) == len(set(done)) == 203
    assert (log[-1]["event"], log[-1]["done"], log[-1]["failed"]) == ("end", 203, 0)


@pytest.mark.skipif(not hasattr(os, "uname"), reason="needs numbers of processes that can be asked for")
def test_what_a_killed_run_left_beside_one_output_is_swept_up() -> None:
    script = (
        "import os, signal\nfrom speechkit.corpus.files import replacing\n"
        "with replacing('new.jsonl') as file: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    (half,) = Path().glob(".speechkit-*.tmp")
    alive = Path(half.name.replace(half.name.split("-")[2], str(os.getpid())))
    alive.write_bytes(b"")
    assert run("raw", "-o", "new.jsonl").exit_code == 0
    assert list(Path().glob(".speechkit-*.tmp")) == [alive]


def test_the_name_that_a_killed_process_of_the_same_number_left_is_not_taken() -> None:
    """In a container every run has the same numbers."""
    script = (
        "import os, sys\nfrom speechkit.corpus import files\nfiles.os.getpid = lambda: 1\n"
        "with files.replacing('new.md') as file:\n    file.write(b'whole')\n    if sys.argv[1:]: os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, "dies"], check=False).returncode == 9
    subprocess.run([sys.executable, "-c", script], check=True)
    assert Path("new.md").read_bytes() == b"whole"
    assert len(list(Path().glob(".speechkit-*.tmp"))) == 1


def test_what_a_killed_run_had_not_finished_is_swept_up() -> None:
    again()
    db = sqlite3.connect("out/.speechkit/manifest.sqlite")
    db.execute("INSERT INTO state VALUES (1)")
    db.commit()
    db.close()
    Path("out/b/.speechkit-77-1.tmp").write_bytes(b"half")
    assert again() == NOTHING
    assert not Path("out/b/.speechkit-77-1.tmp").exists()


@pytest.mark.parametrize("death", ["os._exit(9)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_what_a_killed_run_with_other_options_had_not_recorded_is_made_again(death: str) -> None:
    """The outputs of both have the same size, so the size does not tell them from each other."""
    Path("raw/a.txt").write_text("在经济发展大会上的讲话\n同志们:\n我们要认真总结经验。\n", "utf-8")
    again("-f", "text", "--script", "simplified")
    calm = contents("out")
    script = (
        "import os, signal, sys\nfrom speechkit.cli import main\nfrom speechkit.corpus.manifest import Manifest\n"
        f"def dies(self, rows): {death}\n"
        "Manifest.record = dies\nsys.argv = ['speechkit', *sys.argv[1:]]\nmain()\n"
    )
    args = ["clean", "raw", "-o", "out", "-f", "text", "--script", "traditional", "-j", "1"]
    assert subprocess.run([sys.executable, "-c", script, *args], check=False).returncode not in {0, 1}
    other = contents("out")
    assert other != calm
    assert list(map(len, other.values())) == list(map(len, calm.values()))
    again("-f", "text", "--script", "simplified")
    assert contents("out") == calm
    assert again("-f", "text", "--script", "simplified") == NOTHING
