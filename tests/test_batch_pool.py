"""Processes that die, are interrupted, or are started anew: no input is lost, none is done twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import pty
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from speechkit.corpus import pool, work
from speechkit.corpus.batch import clean_all
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import Recipe
from speechkit.corpus.learn import learn_from
from speechkit.corpus.planning import Known, Task, runs
from speechkit.corpus.work import Outcome
from speechkit.passes import Options
from speechkit.rules.store import rule_set

TEXT = "同志们:\n今天开会,讲三点意见。\n"
RAW = Recipe(form="jsonl")
SPEECHKIT = [sys.executable, "-m", "speechkit"]


def inputs(number: int, size: int = 1 << 14) -> list[Task]:
    """Records, which need no files; `size` of them is made up."""
    return [Task(f"r:{i}", None, size, f"r:{i}", data=f"第{i}份\n{TEXT}", group=0) for i in range(number)]


def deadly(monkeypatch: pytest.MonkeyPatch, dies: Any) -> None:
    real = work.run

    def broken(data: str, options: object, name: str, *, text_only: bool = False) -> object:
        if dies(name):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(data, options, name, text_only=text_only)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(work, "run", broken)  # the processes are forked and so inherit it


def forked() -> bool:
    return multiprocessing.get_start_method() == "fork"


needs_fork = pytest.mark.skipif(not forked(), reason="the processes must inherit what the test has changed")


def names(outcomes: list[Outcome]) -> list[str]:
    return [json.loads(data)["source"]["name"] for each in outcomes for data in each.data]


# ---- poison


@needs_fork
@pytest.mark.parametrize("poison", [{0}, {63}, {17, 18}, {3, 31, 40}])
def test_the_poison_is_found_by_halving(poison: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    deadly(monkeypatch, lambda name: int(name[2:]) in poison)
    started = []
    real = pool.ProcessPoolExecutor
    monkeypatch.setattr(pool, "ProcessPoolExecutor", lambda *args, **rest: started.append(1) or real(*args, **rest))
    outcomes = list(pool.clean_on_cores([inputs(64)], RAW, 2))
    assert names(outcomes) == [f"r:{i}" for i in range(64) if i not in poison]
    failed = [failure for each in outcomes for failure in each.failed]
    assert [failure.path for failure in failed] == [f"r:{i}" for i in sorted(poison)]
    assert all("died" in failure.reason and "report it" in failure.advice for failure in failed)
    assert len(started) <= 2 + 16 * len(poison)
    assert sum(each.size for each in outcomes) == 64 << 14


@needs_fork
def test_one_kill_by_somebody_else_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def once(name: str) -> bool:
        if name != "r:5" or (tmp_path / "killed").exists():
            return False
        (tmp_path / "killed").touch()
        return True

    deadly(monkeypatch, once)
    outcomes = list(pool.clean_on_cores(runs(inputs(40), 200), RAW, 2))
    assert names(outcomes) == [f"r:{i}" for i in range(40)]
    assert not any(each.failed for each in outcomes)


@needs_fork
def test_where_every_process_dies_the_end_comes_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    deadly(monkeypatch, lambda _: True)
    outcomes = list(pool.clean_on_cores(runs(inputs(300), 4000), RAW, 2))
    failed = [failure.path for each in outcomes for failure in each.failed]
    assert failed == [f"r:{i}" for i in range(300)]


# ---- order


def test_any_number_of_processes_gives_the_same(tmp_path: Path) -> None:
    tasks = inputs(50)
    tasks[20] = Task("bad", None, 7, failure=Failure("bad", "is bad", "leave it out"), group=0)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(TEXT * number, "utf-8")
        tasks.append(Task(str(tmp_path / f"{number}.txt"), None, 1 << 16))
    found = []
    for jobs in (1, 2, 3):
        whole = Outcome()
        for outcome in clean_all(iter(tasks), RAW, jobs, small=0, size=1 << 20):
            whole.add(outcome)
        found.append((whole.counts, whole.failed, whole.data, whole.rules, whole.size))
    assert found[0] == found[1] == found[2]
    assert [failure.path for failure in found[0][1]] == ["bad", str(tmp_path / "0.txt")]


def test_runs_hold_one_group_each() -> None:
    tasks = [*inputs(3), *(task._replace(group=1) for task in inputs(2)), Task("a", None, 1), *inputs(1)]
    assert [len(run) for run in runs(tasks, 1 << 30)] == [3, 2, 1, 1]


def test_records_are_asked_for_as_they_are_needed() -> None:
    asked = []

    def endless() -> Iterator[Task]:
        for number in range(100_000):
            asked.append(number)
            yield Task(f"r:{number}", None, 100, f"r:{number}", data=TEXT * 20, group=0)

    outcomes = clean_all(endless(), RAW, 2, small=0, size=1 << 20)
    next(outcomes)
    outcomes.close()
    assert len(asked) < 20_000


def test_processes_may_be_spawned(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing\n"
        "from speechkit.corpus.batch import clean_all\n"
        "from speechkit.corpus.forms import Recipe\n"
        "from speechkit.corpus.planning import Task\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    tasks = [Task(f'r:{i}', None, 1 << 16, f'r:{i}', data='今天开会,', group=0) for i in range(20)]\n"
        "    done = [path for each in clean_all(tasks, Recipe(form='text'), 2, small=0) for path, _ in each.counts]\n"
        "    assert done == [f'r:{i}' for i in range(20)], done\n",
        "utf-8",
    )
    subprocess.run([sys.executable, str(script)], check=True, timeout=60)


def test_everything_that_is_asked_for_can_be_sent_to_a_process(tmp_path: Path) -> None:
    profile, _ = learn_from([], Options())
    lines = (
        "[[rule]]", 'id = "own.bell"', 'title = "A bell"', 'title_zh = "铃"', 'why = "A test."', 'why_zh = "试验。"',
        'where = "first-lines"', 'pattern = "^铃声响了$"', 'literals = ["铃声响了"]', 'since = "0.1"',
        'removes = ["铃声响了"]', 'spares = ["铃声"]',
    )  # fmt: skip
    (tmp_path / "own.toml").write_text("\n".join(lines), "utf-8")
    recipe = Recipe(form="md", options=Options(rules=rule_set([tmp_path]), profile=profile, skip=("slogans",)))
    assert pickle.loads(pickle.dumps(recipe)) == recipe  # noqa: S301  # our own
    task = Task("a", "b", 1, "c", Known("d", (1,)), "text", "gbk", 0, Failure("a", "b", "c"))
    assert pickle.loads(pickle.dumps(task)) == task  # noqa: S301  # our own


# ---- Ctrl-C


def test_when_asked_to_stop_what_is_in_hand_is_finished() -> None:
    stop = threading.Event()
    outcomes = []
    for outcome in pool.clean_on_cores(runs(inputs(400), 500), RAW, 2, stop.is_set):
        outcomes.append(outcome)
        stop.set()
    done = names(outcomes)
    assert 0 < len(done) < 400
    assert len(set(done)) == len(done)
    assert names(list(clean_all(inputs(9), RAW, 1, stopped=lambda: True))) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_an_interrupted_run_says_is_what_it_did(jobs: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(150):
        (tmp_path / "raw" / f"{number}.txt").write_text(TEXT * 300, "utf-8")
    call = [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", "-j", jobs]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, cwd=tmp_path)
    until = time.monotonic() + 30
    while not list(tmp_path.glob("out/*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    count = len(list(tmp_path.glob("out/*.json")))
    assert said == f"speechkit: interrupted: {count} of 150 documents done; run again for the rest\n"
    second = subprocess.run(call, stderr=subprocess.PIPE, cwd=tmp_path, check=True, timeout=60).stderr.decode()
    assert second.startswith(
        f"speechkit: {150 - count} documents, {150 - count} changed, 0 failed, {count} up to date\n"
    )


Waiting = tuple[list[Task], Future[Outcome]]


def pending(group: int) -> Waiting:
    return [Task("a", None, 1, group=group)], Future()


def finished(group: int, *, cut: bool = False) -> Waiting:
    chunk, future = pending(group)
    future.set_result(Outcome(group=group, cut=cut))
    return chunk, future


@pytest.mark.parametrize(
    ("label", "waiting", "told"),
    [
        ("all whole", [finished(0), finished(0), finished(1)], [0, 0, 1]),
        ("broken off, then another file", [finished(0, cut=True), finished(1)], [0]),
        ("called off, then the rest of it", [finished(0), pending(0), finished(0)], [0]),
        ("called off at once, then a file of its own", [pending(0), finished(-1)], []),
        ("broken off, then a file of its own", [finished(0, cut=True), finished(-1)], [0]),
        ("called off, then a file of its own", [finished(0), pending(0), finished(-1)], [0]),
        ("files of their own do not follow one another", [finished(-1, cut=True), pending(-1), finished(-1)], [-1, -1]),
    ],
)
def test_behind_a_gap_no_records_are_told(label: str, waiting: list[Waiting], told: list[int]) -> None:
    found = pool._in_hand(deque(waiting))
    assert [outcome.group for outcome in found] == told, label


def test_a_file_of_records_that_was_broken_off_is_made_again_as_a_whole(tmp_path: Path) -> None:
    rows = [json.dumps({"id": number, "text": TEXT * 200}) + "\n" for number in range(40)]
    files = [f"{number}.jsonl" for number in range(6)]
    for name in files:
        (tmp_path / name).write_text("".join(rows), "utf-8")
    call = [*SPEECHKIT, "clean", *files, "-o", "out/", "-f", "jsonl", "-j", "2"]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, cwd=tmp_path)
    until = time.monotonic() + 30
    while not list(tmp_path.glob("out/.speechkit-*.tmp")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130

    def lines() -> list[int]:
        return [path.read_bytes().count(b"\n") for path in tmp_path.glob("out/*.jsonl")]

    assert set(lines()) <= {40}
    subprocess.run(call, stderr=subprocess.DEVNULL, cwd=tmp_path, check=True, timeout=60)
    assert lines() == [40] * 6


def at_a_terminal(call: list[str], folder: Path, pause: float = 0, keys: bytes = b"") -> tuple[int, bytes]:
    """Run a command that a terminal controls and return its exit code and what it said.

    The keys are typed some time after it has shown its progress for the first time.
    """
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(folder)
        os.execve(call[0], call, {**os.environ, "TERM": "xterm", "COLUMNS": "150"})  # noqa: S606  # a command of ours
    said = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        said += data
        if keys and b"cleaning" in said:
            time.sleep(pause)
            os.write(terminal, keys)
            keys = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


SPAWNING = """
import multiprocessing, sys
from speechkit.cli import main
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
"""


@pytest.mark.parametrize("pause", [0.0, 0.1, 0.7])
@pytest.mark.parametrize("start", ["usual", "spawn"])
def test_ctrl_c_typed_at_a_terminal_reaches_all_processes_and_ends_well(
    start: str, pause: float, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(600):
        (tmp_path / "raw" / f"{number}.txt").write_text(TEXT * 600, "utf-8")
    (tmp_path / "spawning.py").write_text(SPAWNING, "utf-8")
    how = [sys.executable, "spawning.py"] if start == "spawn" else SPEECHKIT
    call = [*how, "clean", "raw", "-o", "out", "-f", "json", "-j", "2"]
    code, said = at_a_terminal(call, tmp_path, pause, b"\x03")
    assert code == 130, said
    assert b"interrupted: " in said
    assert b"Traceback" not in said
    assert f"{len(list(tmp_path.glob('out/*.json')))} of 600 documents done".encode() in said
    assert not list(tmp_path.rglob("*.tmp"))


def test_progress_tells_rate_and_time_left(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(8):
        (tmp_path / "raw" / f"{number}.txt").write_text(TEXT * 16_000, "utf-8")
    code, said = at_a_terminal([*SPEECHKIT, "clean", "raw", "-o", "out", "-j", "1"], tmp_path)
    assert code == 0
    assert b"MB/s" in said
    assert b"0:00:0" in said
    assert b"8 documents, 8 changed, 0 failed" in said
