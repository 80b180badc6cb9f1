"""kill -9 of a process or of all of them at any moment, then once more: every input once, as if nothing happened."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SPEECHKIT = [sys.executable, "-m", "speechkit", "clean"]
TEXT = "同志们:\n今天开会,讲三点意见。\n"

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the processes")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(1)  # noqa: S311  # texts of a test
    Path("raw/sub").mkdir(parents=True)
    for number in range(150):
        text = f"第{number}份\n" + TEXT * chance.randint(5, 200)
        Path("raw", "sub" if number % 3 else "", f"{number:03}.txt").write_text(text, "utf-8")
    for part in range(3):
        rows = [{"id": f"{part}-{row}", "text": f"第{row}份\n" + TEXT * chance.randint(5, 200)} for row in range(60)]
        Path("raw", f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def call(out: str, *args: str) -> list[str]:
    return [*SPEECHKIT, "raw", "raw/0.jsonl", "raw/1.jsonl", "raw/2.jsonl", "-o", f"{out}/", "-f", "jsonl", *args]


def contents(folder: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and ".speechkit" not in path.parts and not path.name.endswith(".tmp")
    }


def children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def kill_some(process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Kill a process of the run, or the one that began it, at some moment."""
    time.sleep(chance.uniform(0.1, 1.2))
    found = children(process.pid)
    victim = chance.choice([*found, process.pid])
    if process.poll() is None:
        os.kill(victim, signal.SIGKILL)


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_and_run_again_is_as_if_nothing_had_happened(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # moments of a test, no secrets
    subprocess.run(call("calm", "-j", "1"), check=True, timeout=60, stderr=subprocess.DEVNULL)
    calm = contents("calm")
    for _ in range(4):
        process = subprocess.Popen(call("out", "-j", str(chance.choice((1, 2, 3)))), stderr=subprocess.DEVNULL)
        kill_some(process, chance)
        process.wait(timeout=60)
        assert all(data == calm[name] for name, data in contents("out").items())  # whole, or not there
        time.sleep(0.1)  # whoever lives beyond its parent is told of its death by then
    done = subprocess.run(call("out", "-j", "2"), check=False, timeout=60, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr
    assert contents("out") == calm
    assert not list(Path("out").rglob("*.tmp"))
    names = [
        json.loads(line)["source"]["name"] for data in contents("out").values() for line in data.decode().splitlines()
    ]
    assert len(names) == len(set(names)) == 330


def test_a_limit_of_the_system_costs_only_what_is_beyond_it() -> None:
    """A file may have 40,000 bytes: what is longer fails, is told, and leaves no half of it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    subprocess.run(call("calm", "-j", "1"), check=True, timeout=60, stderr=subprocess.DEVNULL)
    calm = contents("calm")
    done = subprocess.run(call("out"), check=False, timeout=60, stderr=subprocess.PIPE, preexec_fn=limit)
    assert done.returncode == 3
    assert b"file too large; raise the limit" in done.stderr
    assert b"Traceback" not in done.stderr
    assert contents("out") == {name: data for name, data in calm.items() if len(data) <= 40_000}
    assert 0 < len(contents("out")) < len(calm)
    again = subprocess.run(call("out"), check=False, timeout=60, stderr=subprocess.PIPE)
    assert again.returncode == 0, again.stderr
    assert contents("out") == calm
