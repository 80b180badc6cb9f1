"""What bad input and bad disks get: told, skipped, counted; never a hang, never half a file."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import files, manifest
from speechkit.errors import InputError

TEXT = "同志们:\n今天开会,讲三点意见。\n"
SPEECHKIT = [sys.executable, "-m", "speechkit"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    for name in ("a", "b", "c"):
        Path("raw", f"{name}.txt").write_text(f"{name}\n{TEXT}", "utf-8")


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, ["clean", *args], **rest)
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def written(folder: str = "out") -> list[str]:
    return sorted(path.name for path in Path(folder).rglob("*") if path.is_file() and ".speechkit" not in path.parts)


# ---- files that are not what they were


def test_a_file_that_vanishes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.read

    def late(path: str) -> bytes:
        if path.endswith("b.txt"):
            Path(path).unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(files, "read", late)
    result = run("raw", "-o", "out", "-j", "1")
    assert result.exit_code == 3
    assert "raw/b.txt: no such file; check the path" in result.stderr
    assert written() == ["a.txt.md", "c.txt.md"]


class Growing:
    """Stands for os.fstat: each time it is asked, the file has grown."""

    def __init__(self, real: Any, add: int, since: int = 1) -> None:
        self.real, self.add, self.asked, self.since = real, add, 0, since

    def __call__(self, number: int) -> Any:
        """Return what the real one does, and more each time."""
        info = self.real(number)
        self.asked += 1
        if self.asked > self.since:
            return os.stat_result((*info[:6], info.st_size + self.add, *info[7:10]), {"st_mtime_ns": info.st_mtime_ns})
        return info


@pytest.mark.parametrize("add", [1, -3, 1 << 40])
def test_a_file_that_changes_while_it_is_read_is_told(add: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fstat", Growing(os.fstat, add))
    with pytest.raises(InputError, match="changed while it was read; run again when it is complete"):
        files.read("raw/a.txt")


def test_a_file_that_grows_for_ever_does_not_hang() -> None:
    stop = threading.Event()

    def write() -> None:
        with Path("raw/grows.txt").open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(TEXT.encode() * 200)

    Path("raw/grows.txt").write_text(TEXT * 1000, "utf-8")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            try:
                files.read("raw/grows.txt")
            except InputError as error:
                assert "changed while it was read" in error.reason  # noqa: PT017  # it may also be read between two writes
    finally:
        stop.set()
        writer.join()


def test_a_file_that_is_too_large_is_told() -> None:
    with Path("raw/huge.txt").open("wb") as file:
        file.truncate(1 << 42)
    result = run("raw", "-o", "out", "-j", "1")
    assert result.exit_code == 3
    assert "huge.txt: it is larger than 1024 MB; split it" in result.stderr


def test_what_the_system_makes_up_is_read() -> None:
    if not Path("/proc/version").exists():
        pytest.skip("needs /proc")
    assert files.read("/proc/version")


# ---- what is no file, and odd names


def test_a_folder_of_oddities_costs_no_document() -> None:
    os.mkfifo("raw/pipe.txt")
    Path("raw/loop.txt").symlink_to("loop.txt")
    Path("raw/broken.txt").symlink_to("nowhere.txt")
    Path("outside.txt").write_text(TEXT, "utf-8")
    Path("raw/outside.txt").symlink_to(Path("outside.txt").absolute())
    Path("raw/null.txt").symlink_to("/dev/zero")
    Path("raw/x\ny.txt").write_text(TEXT, "utf-8")
    Path("raw", os.fsdecode(b"\xff.txt")).write_text(TEXT, "utf-8")
    for jobs in ("1", "2"):
        result = run("raw", "-o", f"out{jobs}", "-f", "json", "-j", jobs, "--log-json", "log")
        assert result.exit_code == 3
        assert result.stderr.startswith("speechkit: not followed: 2 symbolic links")
        assert "5 documents, 5 changed, 3 failed" in result.stderr
        assert len(written(f"out{jobs}")) == 5
        log = [json.loads(line) for line in Path("log").read_text("utf-8").splitlines()]
        assert sum(line["event"] == "failed" for line in log) == 3
        assert {line["path"] for line in log if line["event"] == "done"} >= {"raw/x\ny.txt", "raw/\\udcff.txt"}
    again = run("raw", "-o", "out1", "-f", "json")
    assert "5 up to date" in again.stderr


@pytest.mark.parametrize("name", ["pipe.jsonl", "pipe.warc.gz", "pipe.parquet"])
def test_a_pipe_by_the_name_of_records_does_not_hang(name: str) -> None:
    os.mkfifo(name)
    for output in ([], ["-o", "out/"]):
        result = run(name, "-f", "jsonl", *output)
        assert result.exit_code == 4
        assert "this is a named pipe, not a file" in result.stderr


@pytest.mark.parametrize("name", ["gone.jsonl", "folder.jsonl"])
def test_records_that_are_not_there_are_told(name: str) -> None:
    Path("folder.jsonl").mkdir()
    assert run(name, "-f", "jsonl").exit_code == 4


# ---- disks


def full(path: str, after: int) -> Any:
    """Return an opener whose files take `after` bytes below a folder, and then have no room."""
    real = open
    left = [after]

    class File:
        def __init__(self, file: Any) -> None:
            self.file = file

        def write(self, data: bytes) -> int:
            left[0] -= len(data)
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.file.write(data)  # type: ignore[no-any-return]  # a file's own answer

        def __enter__(self) -> File:
            return self

        def __exit__(self, *error: object) -> None:
            self.file.close()

    def opener(name: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        file = real(name, mode, *rest, **more)
        return File(file) if "x" in mode and str(name).startswith(path) else file

    return opener


def test_a_full_disk_costs_what_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "open", full("out", 100), raising=False)
    result = run("raw", "-o", "out", "-j", "1")
    assert result.exit_code == 3
    assert result.stderr.count("cannot be written: no space left on the device; make room and run again") == 2
    assert written() == ["a.txt.md"]
    monkeypatch.undo()
    monkeypatch.chdir(Path("raw").absolute().parent)


def test_a_full_disk_costs_a_file_of_records_and_not_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    long = b"\n".join(json.dumps({"text": TEXT * 20}).encode() for _ in range(20))
    Path("long.jsonl").write_bytes(long)
    Path("short.jsonl").write_bytes(b'{"text": "a"}')
    with monkeypatch.context() as patch:
        patch.setattr(files, "open", full("out", 9000), raising=False)
        result = run("long.jsonl", "short.jsonl", "-o", "out/", "-f", "text", "-j", "1")
    assert result.exit_code == 3
    assert "long.jsonl: out/long.jsonl.txt cannot be written: no space left" in result.stderr
    assert "long.jsonl.txt" not in written()
    assert run("long.jsonl", "short.jsonl", "-o", "out/", "-f", "text").exit_code == 0
    assert written() == ["long.jsonl.txt", "short.jsonl.txt"]


def test_one_output_on_a_full_disk_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.jsonl").write_text("old", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(files, "open", full("", 100), raising=False)
        result = run("raw", "-o", "out.jsonl")
    assert result.exit_code == 4
    assert "out.jsonl: cannot be written: no space left" in result.stderr
    assert Path("out.jsonl").read_text("utf-8") == "old"
    assert not list(Path().glob(".speechkit-*"))


def test_a_manifest_that_cannot_be_written_is_told_and_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_SCHEMA", "CREATE TABLE nonsense;")
    result = run("raw", "-o", "out")
    assert result.exit_code == 0
    assert "the manifest in out cannot be written" in result.stderr
    assert len(written()) == 3


def test_a_folder_that_cannot_be_made_is_refused() -> None:
    Path("file").write_text("", "utf-8")
    result = run("raw", "-o", "file/out/")
    assert result.exit_code == 2
    assert "cannot be made a folder" in result.stderr


def test_a_target_that_is_read_only_is_told() -> None:
    Path("out").mkdir()
    Path("out").chmod(0o500)
    if os.access("out", os.W_OK):
        pytest.skip("root writes everywhere")
    result = run("raw", "-o", "out")
    assert result.exit_code == 2
    assert "out cannot be written to: permission denied" in result.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KB, where one can be had."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, check=False, capture_output=True)
    except OSError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("no right to mount")
    yield disk
    subprocess.run([shutil.which("umount") or "umount", str(disk)], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_is_really_full(small_disk: Path, jobs: str) -> None:
    for number in range(200):
        Path("raw", f"{number:03}.txt").write_text(f"{number}\n" + TEXT * 130, "utf-8")
    call = [*SPEECHKIT, "clean", "raw", "-o", str(small_disk / "out"), "-f", "text", "-j", jobs]
    result = subprocess.run(call, capture_output=True, check=False, timeout=60)
    assert result.returncode == 3
    assert b"no space left on the device" in result.stderr
    assert b"Traceback" not in result.stderr
    for path in small_disk.rglob("*.txt"):
        assert path.stat().st_size > 40
    assert not list(small_disk.rglob("*.tmp"))


def test_a_disk_that_is_read_only(small_disk: Path) -> None:
    (small_disk / "out").mkdir()
    subprocess.run([shutil.which("mount") or "mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = run("raw", "-o", str(small_disk / "out"))
    assert result.exit_code == 2
    assert "read-only file system; choose another folder" in result.stderr
    result = run("raw", "-o", str(small_disk / "all.jsonl"))
    assert result.exit_code == 4
    assert "read-only" in result.stderr


# ---- signals


def test_a_second_ctrl_c_ends_at_once() -> None:
    for number in range(6):
        Path("raw", f"{number}.txt").write_text(TEXT * 60_000, "utf-8")
    call = [*SPEECHKIT, "clean", "raw", "-o", "out", "-f", "json", "-j", "2"]
    process = subprocess.Popen(call, stderr=subprocess.PIPE)
    until = time.monotonic() + 30
    while not Path("out/.speechkit").exists() and time.monotonic() < until:
        time.sleep(0.02)
    for _ in range(2):
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert b"interrupted" in said
    assert not list(Path("out").rglob("*.tmp"))
    assert b"Traceback" not in said


def test_standard_input_goes_into_a_folder_too() -> None:
    result = run("-", "raw", "-o", "out", "-f", "text", "-j", "2", input=TEXT)
    assert result.exit_code == 0
    assert written() == ["a.txt.txt", "b.txt.txt", "c.txt.txt", "stdin.txt"]
    assert run("-", "-o", "out/", "-f", "text", input=TEXT).exit_code == 0
