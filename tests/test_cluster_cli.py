"""speechkit clean --engine ray up to the door of Ray: options, messages, exit codes, reports; its tasks run here."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import cluster, files
from speechkit.corpus.forms import Recipe
from speechkit.corpus.locking import Lock
from speechkit.corpus.manifest import Manifest
from speechkit.corpus.parts import Job, Told, make_part, read_parts
from speechkit.corpus.shards import Shard
from speechkit.corpus.storage import store_of
from speechkit.corpus.twice import Asked, answer
from speechkit.errors import OptionError

pytest.importorskip("pyarrow")

SPEECH = "在第{}次会议上的讲话\n同志们:\n一是抓重(zhòng)点,二是补短板.\n"


def shard(path: str, first: int, *more: str, count: int = 3) -> None:
    told = [json.dumps({"id": f"p{n}", "text": SPEECH.format(n)}) for n in range(first, first + count)]
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("\n".join([*told, *more]), "utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, ["clean", *args, "--engine", "ray"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result


class Here:
    """In the place of Ray: its tasks run in this process, one after the other."""

    def __init__(self) -> None:
        self.starts = 0
        self.interrupts = 0  # after so many parts comes a Ctrl-C
        self.loses: set[str] = set()  # parts of which Ray tells nothing

    @contextmanager
    def started(self, *, loud: bool) -> Iterator[None]:
        """Count how often Ray would be started."""
        del loud
        self.starts += 1
        yield

    def told_of(self, ray: None, shards: list[Shard], job: Job, jobs: int | None) -> Iterator[Told]:
        """Do what the tasks of Ray do."""
        del ray, jobs
        for each in shards:
            for message in read_parts(each, job):
                if f"{each.place} {message.told.part}" not in self.loses:
                    yield make_part(message, job)
                self.interrupts -= 1
                if not self.interrupts:
                    os.kill(os.getpid(), signal.SIGINT)

    def answers(self, ray: None, asked: list[Asked], output: str) -> Iterator[bytes]:
        """Answer what the tasks of Ray are asked."""
        del ray
        for each in asked:
            yield answer(each, store_of(output))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.chdir(tmp_path)
    made = Here()
    for name in ("started", "told_of", "answers"):
        monkeypatch.setattr(cluster, name, getattr(made, name))
    return made


def report(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(f"out/_speechkit/{name}.json").read_text("utf-8"))
    return found


# ---- what does not go together


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("a.jsonl",), "--engine ray writes Parquet into a folder; name it with -o"),
        (("a.jsonl", "-o", "out.parquet"), "--engine ray writes a folder, and out.parquet names a file"),
        (("-", "-o", "out"), "--engine ray reads files, not standard input"),
        (("a.jsonl", "-o", "out", "-f", "md"), "leave out -f md"),
        (("a.jsonl", "-o", "out", "-f", "chunks"), "leave out -f chunks"),
        (("a.jsonl", "-o", "out", "--max-chars", "80"), "--max-chars needs -f chunks"),
        (("a.jsonl", "-o", "out", "--learn"), "--learn is for --engine local"),
        (("a.jsonl", "-o", "out", "--check"), "--check is for --engine local"),
        (("a.jsonl", "-o", "out", "--split"), "--split is for --engine local"),
        (("a.jsonl", "-o", "out", "--retry"), "--retry is for --engine local"),
        (("-o", "out"), "Missing argument"),
        (("x/a.jsonl", "y/a.jsonl", "-o", "out"), "x/a.jsonl and y/a.jsonl would both become a.jsonl"),
        (("x", "-o", "x"), "the output folder is the input folder"),
    ],
)
def test_options_that_do_not_go_together_are_refused_in_one_line(args: tuple[str, ...], message: str) -> None:
    for path in ("a.jsonl", "x/a.jsonl", "y/a.jsonl"):
        shard(path, 0)
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("out").exists()


def test_without_ray_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real start of Ray, not ours
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    shard("a.jsonl", 0)
    result = run(str(Path("a.jsonl").absolute()), "-o", str(Path("out").absolute()))
    assert result.exit_code == 2
    assert result.stderr == "speechkit: --engine ray needs Ray; install it with: pip install 'speechkit[ray]'\n"


def test_the_local_engine_knows_nothing_of_it() -> None:
    shard("a.jsonl", 0)
    result = CliRunner().invoke(command, ["clean", "a.jsonl", "--engine", "local", "-f", "jsonl"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3


# ---- what is told


def test_a_run_is_told_as_the_local_engine_tells_it(here: Here) -> None:
    shard("in/a.jsonl", 0)
    shard("in/deep/b.jsonl", 3)
    first = run("in", "-o", "out")
    assert first.exit_code == 0, first.stderr
    assert "6 documents, 6 changed, 0 failed\n" in first.stderr
    assert "changes: width of punctuation 24\n" in first.stderr
    again = run("in", "-o", "out")
    assert (again.exit_code, again.stderr) == (0, "speechkit: 0 documents, 0 changed, 0 failed, 6 up to date\n")
    assert here.starts == 1, "Ray is not started for nothing"
    assert run("in", "-o", "out", "-q").stderr == ""
    assert (report("a.jsonl")["rows"], report("deep/b.jsonl")["changed"]) == (3, 3)


def test_what_fails_is_told_by_shard_and_kept_in_its_report() -> None:
    shard("in/a.jsonl", 0, "{no json", *(f'{{"id": "e{n}", "text": ""}}' for n in range(14)))
    shard("in/b.jsonl", 3)
    Path("in/c.jsonl").write_text("")
    result = run("in", "gone.jsonl", "-o", "out")
    assert result.exit_code == 3
    assert "6 documents, 6 changed, 17 failed" in result.stderr
    assert "in/a.jsonl:4: the line is no JSON" in result.stderr
    assert result.stderr.count("the record is empty") == 9
    assert "in/a.jsonl: 15 records failed; see the column error of out/a.jsonl.*.parquet" in result.stderr
    assert "in/c.jsonl: the file holds no record" in result.stderr
    assert "gone.jsonl: no such file; check the path" in result.stderr
    assert (report("a.jsonl")["failed"], len(report("a.jsonl")["failures"])) == (15, 15)
    again = run("in", "gone.jsonl", "-o", "out")
    assert again.exit_code == 3
    assert "0 documents, 0 changed, 17 failed, 6 up to date" in again.stderr


def test_the_exit_code_is_4_when_all_fails() -> None:
    Path("a.jsonl").write_text("{no json\n")
    assert run("a.jsonl", "-o", "out").exit_code == 4
    assert run("gone.jsonl", "-o", "out").exit_code == 4


def test_texts_are_cleaned_too() -> None:
    shard("in/a.jsonl", 0)
    for name in ("b.txt", "deep/c.html"):
        Path("in", name).parent.mkdir(exist_ok=True)
        Path("in", name).write_text(SPEECH, "utf-8")
    assert "5 documents, 5 changed, 0 failed" in run("in", "-o", "out").stderr
    assert "0 documents, 0 changed, 0 failed, 5 up to date" in run("in", "-o", "out").stderr
    Path("in/c.txt").write_text(SPEECH, "utf-8")
    assert "2 documents, 2 changed, 0 failed, 4 up to date" in run("in", "-o", "out").stderr
    assert "2 documents" in run("in/b.txt", "in/deep/c.html", "-o", "new").stderr
    shard("other/in/b.txt", 0)
    refused = run("in/deep", "in/deep/c.html", "other/in", "in", "-o", "new")
    assert refused.exit_code == 2
    assert "other/in/b.txt and in/b.txt would both become b.txt; clean them into two folders" in refused.stderr


def test_ids_that_two_shards_have_are_told_and_both_kept() -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 2)
    for _ in range(2):
        result = run("in", "-o", "out")
        assert result.exit_code == 3
        assert 'in/b.jsonl:1: "p2" is the name of in/a.jsonl:3 too; both are kept; make the names' in result.stderr
    assert report("b.jsonl")["rows"] == 3


def test_an_option_or_a_shard_that_changed_is_made_again_and_nothing_else(here: Here) -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 3)
    run("in", "-o", "out")
    shard("in/b.jsonl", 3, count=4)
    assert "4 documents, 4 changed, 0 failed, 3 up to date" in run("in", "-o", "out").stderr
    assert here.starts == 2
    assert "7 documents" in run("in", "-o", "out", "--script", "traditional").stderr
    Path("out/a.jsonl.00000.parquet").unlink()
    assert "3 documents, 3 changed, 0 failed, 4 up to date" in run("in", "-o", "out", "--script", "traditional").stderr
    assert "7 documents" in run("in", "-o", "out", "--script", "traditional", "--force").stderr


def test_what_ray_loses_is_told_and_made_by_the_next_run(here: Here) -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 3)
    here.loses = {"a.jsonl 0"}
    result = run("in", "-o", "out")
    assert result.exit_code == 3
    assert "in/a.jsonl: not all of it is made: Ray lost a task; run again for the rest" in result.stderr
    here.loses = set()
    assert "3 documents, 3 changed, 0 failed, 3 up to date" in run("in", "-o", "out").stderr


def test_ctrl_c_ends_with_a_summary_and_130(here: Here) -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 3)
    here.interrupts = 1
    result = run("in", "-o", "out")
    assert result.exit_code == 130
    assert result.stderr == "speechkit: interrupted: 3 documents done; run again for the rest\n"
    assert "3 documents, 3 changed, 0 failed, 3 up to date" in run("in", "-o", "out").stderr


def test_fail_fast_stops_at_the_first_failure() -> None:
    shard("in/a.jsonl", 0, "{no json")
    shard("in/b.jsonl", 4)
    result = run("in", "-o", "out", "--fail-fast")
    assert result.exit_code == 3
    assert "stopped at the first failure" in result.stderr
    assert not Path("out/b.jsonl.00000.parquet").exists()


def test_an_output_that_cannot_be_written_ends_the_run_before_it_begins(here: Here) -> None:
    shard("a.jsonl", 0)
    Path("out").write_text("a file")
    result = run("a.jsonl", "-o", "out/deep")
    assert result.exit_code == 2
    assert "out/deep cannot be written to" in result.stderr
    assert here.starts == 0


def test_the_log_for_machines_has_a_line_for_each_shard() -> None:
    shard("in/a.jsonl", 0, "{no json")
    run("in", "-o", "out", "--log-json", "log.jsonl")
    events = [json.loads(line) for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert [each["event"] for each in events] == ["begin", "shard", "end"]
    assert (events[1]["documents"], events[1]["failed"], events[1]["whole"]) == (3, 1, True)
    assert (events[2]["done"], events[2]["failed"], events[2]["exit"]) == (3, 1, 3)


def test_files_of_earlier_inputs_stay_and_are_told() -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 3)
    run("in", "-o", "out")
    Path("in/b.jsonl").rename("in/c.jsonl")
    told = run("in", "-o", "out").stderr
    assert "left in the output: 1 file of no input of this run, the first is out/b.jsonl.00000.parquet; remove" in told


def test_a_format_of_the_settings_is_no_reason_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHKIT_FORMAT", "md")
    shard("a.jsonl", 0)
    assert run("a.jsonl", "-o", "out").exit_code == 0


def test_verbose_names_every_shard() -> None:
    shard("in/a.jsonl", 0)
    assert "in/a.jsonl: 3 documents, 0 failed\n" in run("in", "-o", "out", "-v").stderr


def test_no_report_outlives_the_parts_that_it_tells_of(here: Here) -> None:
    """A run with other options that was killed may have left parts of the same sizes."""
    shard("in/a.jsonl", 0)
    assert run("in", "-o", "out").exit_code == 0
    (report,) = Path("out/_speechkit").rglob("a.jsonl.json")
    here.loses = {"a.jsonl -1"}
    assert run("in", "-o", "out", "--script", "traditional").exit_code == 3
    assert not report.exists()
    here.loses.clear()
    assert run("in", "-o", "out").exit_code == 0
    assert report.exists()


def test_half_files_of_killed_workers_are_swept_up_by_a_run_that_makes_something() -> None:
    shard("in/a.jsonl", 0)
    half = Path("out/sub/.speechkit-1-2-3.tmp")
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    assert run("in", "-o", "out").exit_code == 0
    assert not half.exists()


@pytest.mark.parametrize(
    ("name", "told"), [("a.jsonl.json", "out/_speechkit/a.jsonl.json"), ("twice.json", "out/_speechkit/twice.json")]
)
def test_a_report_that_cannot_be_written_is_told_and_stops_nothing(
    name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 5)
    write = files.write

    def full(target: str, data: bytes) -> None:
        if target.endswith(name):
            raise OSError(errno.ENOSPC, "No space left on device")
        write(target, data)

    monkeypatch.setattr(files, "write", full)
    result = run("in", "-o", "out")
    assert result.exit_code == 3
    assert result.stderr.startswith("speechkit: 6 documents, ")
    assert f"{told}: it cannot be written: no space left on device; run again" in result.stderr


def test_ids_that_a_killed_run_had_no_time_to_compare_are_told_by_the_next(here: Here) -> None:
    shard("in/a.jsonl", 0)
    shard("in/b.jsonl", 0)
    assert run("in", "-o", "out").exit_code == 3
    Path("out/_speechkit/twice.json").unlink()
    result = run("in", "-o", "out")
    assert result.exit_code == 3
    assert "is the name of" in result.stderr
    assert here.starts == 2
    assert run("in", "-o", "out").exit_code == 3
    assert here.starts == 2


# ---- two runs at once


def test_a_second_run_into_the_folder_is_refused_in_one_line_whatever_its_engine() -> None:
    shard("a.jsonl", 0)
    with Manifest("out", Recipe(form="jsonl")):
        refused = [run("a.jsonl", "-o", "out")]
    with Lock("out"):
        refused += [run("a.jsonl", "-o", "out", "--bold")]
        refused += [CliRunner().invoke(command, ["clean", "a.jsonl", "-f", "jsonl", "-o", "out/"])]
    for result in refused:
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "another speechkit works in" in result.stderr
    assert not list(Path("out").rglob("*.parquet"))
    assert run("a.jsonl", "-o", "out").exit_code == 0
    assert CliRunner().invoke(command, ["clean", "a.jsonl", "-f", "jsonl", "-o", "out/"]).exit_code == 0


def test_a_lock_writes_nothing_where_one_was() -> None:
    with Lock("out"):
        pass
    before = [(path, path.stat().st_mtime_ns) for path in sorted(Path().rglob("*"))]
    with Lock("out"):
        assert [(path, path.stat().st_mtime_ns) for path in sorted(Path().rglob("*"))] == before
    assert [(path, path.stat().st_mtime_ns) for path in sorted(Path().rglob("*"))] == before
    with Manifest("out", Recipe(form="jsonl")):
        pass
    with Lock("out"), pytest.raises(OptionError), Lock("out"):
        pass
    with Manifest("out", Recipe(form="jsonl")) as manifest:
        assert not manifest.lost


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_killed_run_leaves_no_lock_behind() -> None:
    shard("a.jsonl", 0)
    code = "import os\nfrom speechkit.corpus.locking import Lock\nwith Lock('out'): print(1, flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"
    assert run("a.jsonl", "-o", "out").exit_code == 2
    process.kill()
    process.communicate(timeout=30)
    assert run("a.jsonl", "-o", "out").exit_code == 0


@pytest.mark.parametrize("more", [["--bold"], ["b.jsonl"]], ids=["other options", "other inputs"])
def test_where_nothing_can_be_locked_the_run_that_began_last_goes_on(
    more: list[str], here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "Lock", nullcontext)  # as it is in an object store
    shard("a.jsonl", 0)
    shard("b.jsonl", 10)
    real, runs = here.told_of, []

    def overtaken(*args: Any) -> Iterator[Told]:
        """Begin and end another run when this one has read its shards and not yet written a part."""
        monkeypatch.setattr(cluster, "told_of", real)
        runs.append(run("a.jsonl", *more, "-o", "out"))
        yield from real(*args)

    monkeypatch.setattr(cluster, "told_of", overtaken)
    first = run("a.jsonl", "-o", "out")
    assert runs[0].exit_code == 0
    assert first.exit_code == 4
    assert "another run with other inputs or options has begun in this folder" in first.stderr
    made = {path: path.read_bytes() for path in Path("out").rglob("*.parquet")}
    assert run("a.jsonl", *more, "-o", "out").exit_code == 0  # all is there, and as the second run made it
    assert made == {path: path.read_bytes() for path in Path("out").rglob("*.parquet")}


def test_the_same_run_twice_does_no_harm(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that was killed may leave tasks behind that still write: the same bytes."""
    monkeypatch.setattr(cluster, "Lock", nullcontext)
    shard("a.jsonl", 0)
    real = here.told_of

    def again(*args: Any) -> Iterator[Told]:
        monkeypatch.setattr(cluster, "told_of", real)
        assert run("a.jsonl", "-o", "out").exit_code == 0
        yield from real(*args)

    monkeypatch.setattr(cluster, "told_of", again)
    assert run("a.jsonl", "-o", "out").exit_code == 0
