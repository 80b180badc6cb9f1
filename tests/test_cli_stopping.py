"""SIGTERM ends a run as Ctrl-C does: what is in hand is finished, the sum is told, nothing half-written stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SPEECHKIT = [sys.executable, "-m", "speechkit"]
TEXT = "同志们:\n把防火(huǒ)旗插到每个山口,把水泵修好。\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows ends a process at once")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    for number in range(150):
        Path(f"raw/{number:03}.txt").write_text(f"第{number}次会议\n" + TEXT * 150, "utf-8")


def waited(found: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until there is such a file."""
    until = time.monotonic() + 30
    while not list(Path().glob(found)) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)


def made() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("out").glob("*.json")}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_files_in_hand_are_finished(jobs: str) -> None:
    call = [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", "-j", jobs]
    process = subprocess.Popen(call, stderr=subprocess.PIPE)
    waited("out/*.json", process)
    process.terminate()
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 143
    count = len(made())
    assert said == f"speechkit: interrupted: {count} of 150 documents done; run again for the rest\n"
    assert not list(Path("out").rglob("*.tmp"))
    second = subprocess.run(call, stderr=subprocess.PIPE, check=True, timeout=60).stderr.decode()
    assert second.startswith(f"speechkit: {150 - count} documents, {150 - count} changed, 0 failed, {count} up to date")


def test_all_processes_may_be_told_at_once() -> None:
    """As systemd, timeout and batch systems do it; what a process had in hand is made again."""
    call = [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", "-j", "2"]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, start_new_session=True)
    waited("out/*.json", process)
    os.killpg(process.pid, signal.SIGTERM)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 143
    assert said.startswith("speechkit: interrupted: ")
    assert said.count("\n") == 1
    assert not list(Path("out").rglob("*.tmp"))
    subprocess.run(call, stderr=subprocess.PIPE, check=True, timeout=60)
    again = made()
    subprocess.run([*call, "--force"], stderr=subprocess.PIPE, check=True, timeout=60)
    assert made() == again
    assert len(again) == 150


@pytest.mark.parametrize(
    "args",
    [
        ["clean", "raw", "-o", "one.jsonl", "-j", "1"],
        ["clean", "raw", "-o", "one.jsonl", "-j", "2"],
        ["clean", "large.txt", "-o", "one.json"],
        ["explain", "large.txt"],
        ["learn", "raw", "-o", "one.json"],
        ["report", "raw", "-o", "one.html"],
    ],
    ids=" ".join,
)
def test_what_is_one_file_is_not_there_at_all(args: list[str]) -> None:
    Path("large.txt").write_text(TEXT * 100_000, "utf-8")
    for number in range(20):
        Path("raw", f"{number}.txt").write_text(f"第{number}次会议\n" + TEXT * 30_000, "utf-8")
    process = subprocess.Popen([*SPEECHKIT, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(0.7)
    process.terminate()
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 143, said
    assert said.startswith("speechkit: interrupted")
    assert said.count("\n") == 1
    assert sorted(path.name for path in Path().iterdir()) == ["large.txt", "raw"]


def test_the_second_time_ends_at_once() -> None:
    for number in range(6):
        Path("raw", f"{number}.txt").write_text(TEXT * 60_000, "utf-8")
    process = subprocess.Popen([*SPEECHKIT, "clean", "raw", "-o", "out", "-j", "2"], stderr=subprocess.PIPE)
    waited("out/.speechkit", process)
    for _ in range(2):
        time.sleep(0.3)
        process.terminate()
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 143
    assert b"interrupted" in said
    assert b"Traceback" not in said
    assert not list(Path("out").rglob("*.tmp"))
