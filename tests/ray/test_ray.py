"""speechkit clean --engine ray on a real Ray: what is killed, and run again, ends as if nothing had happened."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed; `make ray` runs these"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc"),
]
COMMAND = [sys.executable, "-m", "speechkit", "clean"]
# A cluster that somebody else runs on this machine is none of these tests' business.
ENVIRONMENT = {**os.environ, "RAY_ADDRESS": "local", "RAY_USAGE_STATS_ENABLED": "0"}
MARK = "SPEECHKIT_TEST_RUN"
SHARDS, ROWS = 14, 40
ALL = (SHARDS + 2) * ROWS + 1 + 2  # documents: those of the shards, one among the bad rows, two texts
BAD = 4  # rows that are no documents
SAID = [
    "要坚持问题导向,把群众的呼声作为第一信号,把群众的满意作为第一标准.",
    "一是抓重(zhòng)点,二是补短板,三是强弱项,切实把各项工作落到实处.",
    "我们开展了“三清三美”行动,做到庭院清,道路清,沟渠清.",
    "各级干部要俯下身子,迈开步子,到田间地头去,到工厂车间去.",
    "同志们,任务已经明确,关键在于落实.",
]


def speech(number: int) -> str:
    """Return a speech as it stands on a page: junk above, half-width marks, a reading in brackets."""
    chance = random.Random(number)  # noqa: S311  # the same text each time, nothing secret
    body = "\n".join("".join(chance.choices(SAID, k=6)) for _ in range(12))
    return f"在第{number}次会议上的讲话\n责任编辑:某某\n同志们:\n一、总结成绩\n{body}\n谢谢大家!\n"


def rows(shard: int) -> list[dict[str, str]]:
    return [{"id": f"{shard}-{row}", "text": speech(shard * ROWS + row)} for row in range(ROWS)]


def lines(shard: int) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(shard)).encode()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of shards of all kinds, a few rows of which are bad."""
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "more").mkdir()
    for shard in range(SHARDS):
        (folder / f"{'more/' if shard % 2 else ''}{shard:02d}.jsonl").write_bytes(lines(shard))
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(lines(SHARDS)))
    pq.write_table(pa.Table.from_pylist(rows(SHARDS + 1)), folder / "table.parquet")
    for place in ("text.txt", "more/text.html"):
        (folder / place).write_bytes(speech(len(place)).encode("gb18030"))
    bad = ["{no json", '{"id": "bad-1"}', '{"id": "good", "text": "今天开会."}', '{"id": "good", "text": "又开会."}',
           '{"id": "bad-2", "text": ""}']  # fmt: skip
    (folder / "zz-bad.jsonl").write_text("\n".join(bad), "utf-8")
    return folder


def start(corpus: Path, out: Path, **more: str) -> subprocess.Popen[str]:
    command = [*COMMAND, str(corpus), "-o", str(out), "--engine", "ray"]
    environment = {**ENVIRONMENT, MARK: str(out), **more}
    return subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True)


def clean(corpus: Path, out: Path, **more: str) -> tuple[int, str]:
    """Run to the end; return the exit code and what is told."""
    process = start(corpus, out, **more)
    said, told = process.communicate(timeout=170)
    assert said == ""
    return process.returncode, told


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def read(out: Path) -> list[dict[str, str | None]]:
    pq = import_module("pyarrow.parquet")
    return [row for path in sorted(out.rglob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    out = tmp_path_factory.mktemp("undisturbed")
    return (out, *clean(corpus, out))


# ---- processes


def started_for(out: Path) -> list[int]:
    """Return the processes that a run has started, and those that they have: each inherits the mark of start()."""
    mark = f"{MARK}={out}\0".encode()
    return [int(path.parent.name) for path in Path("/proc").glob("[1-9]*/environ") if mark in content(path) + b"\0"]


def content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process has ended
        return b""


def cleaners(out: Path) -> list[int]:
    """Return the processes of Ray that are cleaning at this moment."""
    titles = {process: content(Path(f"/proc/{process}/cmdline")) for process in started_for(out)}
    return [process for process, title in titles.items() if re.match(rb"ray::.*clean", title)]


def wait(what: Callable[[], object], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 120
    while not what():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.01)


@contextmanager
def ended(process: subprocess.Popen[str], out: Path) -> Iterator[None]:
    """End a run and all processes that it has started, and no others."""
    with process:
        try:
            yield
        finally:
            end(out)


def end(out: Path) -> None:
    while processes := started_for(out):
        for each in processes:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        time.sleep(0.05)


# ---- tests


def test_every_id_is_there_once_and_bad_rows_are_told(corpus: Path, undisturbed: tuple[Path, int, str]) -> None:
    out, code, told = undisturbed
    assert code == 3, told
    assert f"{ALL} documents, " in told
    assert f"{BAD} failed" in told
    found = read(out)
    names = [row["id"] for row in found]
    assert len(set(names)) == len(names) == ALL + BAD
    bad = {row["source"]: row["error"] for row in found if row["error"] is not None}
    assert sorted(bad) == [f"zz-bad.jsonl:{line}" for line in (1, 2, 4, 5)]
    assert all(row["json"] is None for row in found if row["error"] is not None)
    reasons = {
        1: "the line is no JSON",
        2: 'it has no field "text"',
        4: '"good" is the name of an earlier',
        5: "the rec",
    }
    for line, why in reasons.items():
        assert f"{corpus}/zz-bad.jsonl:{line}: {why}" in told
        assert bad[f"zz-bad.jsonl:{line}"].startswith(why)  # type: ignore[union-attr]  # it is there
    assert not [path for path in out.rglob("tries/**/*") if path.is_file()]


def test_it_makes_the_documents_that_the_local_engine_makes(
    corpus: Path, undisturbed: tuple[Path, int, str], tmp_path: Path
) -> None:
    local = tmp_path / "local.jsonl"
    records = [str(path) for path in corpus.rglob("*") if path.suffix in {".jsonl", ".gz", ".parquet"}]
    subprocess.run([*COMMAND, str(corpus), *records, "-o", str(local), "-q"], check=False, capture_output=True)
    documents = {json.loads(line)["source"]["name"]: line for line in local.read_text("utf-8").splitlines()}
    assert {row["id"]: row["json"] for row in read(undisturbed[0]) if row["json"]} == documents


def test_a_run_again_writes_nothing(corpus: Path, undisturbed: tuple[Path, int, str]) -> None:
    out = undisturbed[0]
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    code, told = clean(corpus, out)
    assert code == 3
    assert f"0 documents, 0 changed, {BAD} failed, {ALL} up to date" in told
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_a_killed_worker_costs_nothing(corpus: Path, undisturbed: tuple[Path, int, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(corpus, out)
    with ended(process, out):
        wait(lambda: list(out.glob("*.parquet")) and cleaners(out), process)
        for worker in cleaners(out):
            os.kill(worker, signal.SIGKILL)
        said, told = process.communicate(timeout=170)
    assert (process.returncode, said) == (3, ""), told
    assert told == undisturbed[2]
    assert digests(out) == digests(undisturbed[0])


def test_a_killed_driver_leaves_what_the_next_run_goes_on_with(
    corpus: Path, undisturbed: tuple[Path, int, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = start(corpus, out)
    with ended(process, out):
        wait(lambda: len(list(out.rglob("*.parquet"))) > 2, process)
        process.kill()
        process.wait()
        time.sleep(1)  # what Ray's processes do when the driver has gone
        end(out)
    left = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert 0 < len(left) < SHARDS
    code, told = clean(corpus, out)
    assert code == 3, told
    assert " up to date" in told
    assert digests(out) == digests(undisturbed[0])
    assert {path: path.stat().st_mtime_ns for path in left} == left


def test_sigterm_ends_as_ctrl_c_does_and_meanwhile_a_second_run_is_refused(
    corpus: Path, undisturbed: tuple[Path, int, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = start(corpus, out)
    with ended(process, out):
        wait(lambda: list(out.glob("*.parquet")), process)
        for engine in ("ray", "local"):
            args = [str(corpus), "-o", str(out), "-f", "jsonl", "--engine", engine]
            second = subprocess.run([*COMMAND, *args], check=False, capture_output=True, text=True)
            assert (second.returncode, second.stderr.count("\n")) == (2, 1), second.stderr
            assert "another speechkit works in" in second.stderr
        process.terminate()
        said, told = process.communicate(timeout=170)
    assert (process.returncode, said) == (143, ""), told
    assert told.startswith("speechkit: interrupted: ")
    code, told = clean(corpus, out)
    assert code == 3, told
    assert digests(out) == digests(undisturbed[0])


# What each process of Ray, and those that it starts, run first: a text with this word in it ends the process.
KILLER = """
import os, sys
told = " ".join(sys.orig_argv)
if "default_worker" in told or "serve()" in told:
    from speechkit.corpus import work
    run = work.run
    def deadly(data, *rest, **more):
        if "DEADLY" in (data if isinstance(data, str) else data.decode("utf-8", "replace")):
            os.kill(os.getpid(), 9)
        return run(data, *rest, **more)
    work.run = deadly
"""


def test_a_row_that_kills_its_process_and_an_id_that_is_there_twice_are_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(KILLER)
    found = rows(0)[:8]
    deadly = [{**row, "text": "DEADLY"} if row["id"] == "0-5" else row for row in found]
    corpus = tmp_path / "in"
    corpus.mkdir()
    for name, shard in (("a.jsonl", deadly), ("b.jsonl", found[3:4])):
        (corpus / name).write_text("".join(json.dumps(row) + "\n" for row in shard))
    twice = f'{corpus}/b.jsonl:1: "0-3" is the name of {corpus}/a.jsonl:4 too; both are kept'
    path = os.pathsep.join([str(tmp_path / "site"), str(Path.cwd())])
    code, told = clean(corpus, tmp_path / "out", PYTHONPATH=path)
    assert code == 3, told
    assert "8 documents, 8 changed, 1 failed" in told
    assert f"{corpus}/a.jsonl:6: the process died on it" in told
    assert twice in told
    made = read(tmp_path / "out")
    assert [row["id"] for row in made] == [*(row["id"] for row in found), "0-3"]
    assert [row["id"] for row in made if row["json"] is None] == ["0-5"]
    code, told = clean(corpus, tmp_path / "out")  # in a process that lives, it is made
    assert (code, read(tmp_path / "out")[5]["error"]) == (3, None), told
    assert twice in told
