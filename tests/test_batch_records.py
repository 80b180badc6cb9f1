"""Files of records in which some failed, cleaned a second time: what would fail again is told and not tried."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import feed, records, work

TEXT = "在林场会议上的讲话\n同志们：\n把防火旗插到每个山口，把水泵修好。\n"
BAD = [b"no json\n", b'{"id": "none"}\n', b'{"id": "empty", "text": ""}\n', b'{"id": "d1", "text": "twice"}\n']


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"id": f"d{number}", "text": f"第{number}份\n{TEXT}"}).encode() + b"\n" for number in range(9)]
    Path("whole.jsonl").write_bytes(b"".join(rows))
    Path("some.jsonl").write_bytes(b"".join([*rows[:4], *BAD, *rows[4:]]))


def run(*args: str, into: str = "out/") -> Result:
    result = CliRunner().invoke(command, ["clean", *args, "-o", into, "-f", "jsonl", "-j", "1"])
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def failures(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if ".jsonl" in line]


def written(name: str = "some.jsonl.jsonl") -> tuple[int, bytes]:
    """Return which file it is, and its bytes: one that is made again is another file."""
    path = Path("out", name)
    return path.stat().st_ino, path.read_bytes()


def test_what_failed_is_told_again_without_being_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("some.jsonl", "whole.jsonl")
    assert (first.exit_code, len(failures(first))) == (3, 4)
    before = written()
    monkeypatch.setattr(feed, "records", None)  # nobody reads it
    second = run("some.jsonl", "whole.jsonl")
    assert (second.exit_code, failures(second)) == (3, failures(first))
    assert second.stderr.startswith("speechkit: 0 documents, 0 changed, 4 failed, 2 up to date\n")
    assert written() == before


def test_it_is_told_once_more_after_that() -> None:
    first = run("some.jsonl")
    for _ in range(2):
        assert failures(run("some.jsonl")) == failures(first)


@pytest.mark.parametrize("flag", ["--retry", "--force"])
def test_who_asks_for_it_gets_it_tried(flag: str) -> None:
    run("some.jsonl", "whole.jsonl")
    before = written()
    result = run("some.jsonl", "whole.jsonl", flag)
    assert (result.exit_code, len(failures(result))) == (3, 4)
    assert written()[0] != before[0]
    assert written()[1] == before[1]


def test_a_mended_file_is_made_anew_and_its_failures_are_forgotten() -> None:
    run("some.jsonl")
    Path("some.jsonl").write_bytes(Path("whole.jsonl").read_bytes())
    result = run("some.jsonl")
    assert (result.exit_code, failures(result)) == (0, [])
    again = run("some.jsonl")
    assert (again.exit_code, failures(again)) == (0, [])
    assert "1 up to date" in again.stderr


def test_other_fields_make_it_anew() -> None:
    row = {"id": "1", "name": "2", "text": "会议摘要已印发。", "content": "会议全文已印发。"}
    Path("two.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    for field, key in (("content", "id"), ("text", "id"), ("text", "name"), ("content", "name")):
        args = ("two.jsonl", "--text-field", field, "--id-field", key)
        assert "1 document," in run(*args).stderr, (field, key)
        made = json.loads(written("two.jsonl.jsonl")[1])
        assert (made["blocks"][0]["text"], made["source"]["name"]) == (row[field], row[key])
        assert "1 up to date" in run(*args).stderr


def test_other_options_and_a_changed_output_make_it_anew() -> None:
    run("some.jsonl")
    before = written()
    run("some.jsonl", "--width", "keep")
    assert written()[1] != before[1]
    run("some.jsonl")
    assert written()[1] == before[1]
    Path("out/some.jsonl.jsonl").write_bytes(b"somebody's")
    run("some.jsonl")
    assert written()[1] == before[1]


def test_what_may_do_better_next_time_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run("some.jsonl", into="calm/")
    real: Any = work.run

    def short(data: Any, options: Any, name: str, **rest: Any) -> Any:
        if name == "d6":
            raise MemoryError
        return real(data, options, name, **rest)

    with monkeypatch.context() as patched:
        patched.setattr(work, "run", short)
        first = run("some.jsonl")
    assert len(failures(first)) == 5
    assert b'"d6"' not in written()[1]
    second = run("some.jsonl")
    assert len(failures(second)) == 4
    assert written()[1] == Path("calm/some.jsonl.jsonl").read_bytes()


def test_a_file_that_is_cut_off_is_not_unpacked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cut.jsonl.gz").write_bytes(gzip.compress(Path("whole.jsonl").read_bytes())[:-20])
    first = run("cut.jsonl.gz")
    assert first.exit_code == 3
    assert "ends before its end mark" in first.stderr
    before = written("cut.jsonl.gz.jsonl")
    monkeypatch.setattr(feed, "records", None)
    second = run("cut.jsonl.gz")
    assert failures(second) == failures(first)
    assert written("cut.jsonl.gz.jsonl") == before


def test_a_file_that_vanishes_leaves_what_was_made_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    run("whole.jsonl")
    before = written("whole.jsonl.jsonl")
    with monkeypatch.context() as patched:
        patched.setattr(feed, "digest_of", lambda path: records.digest_of(f"{path}.gone"))
        result = run("whole.jsonl", "some.jsonl")
    assert (result.exit_code, len(failures(result))) == (4, 2)
    assert not Path("out/some.jsonl.jsonl").exists()
    assert written("whole.jsonl.jsonl") == before


def test_a_name_that_is_no_utf_8_is_told_again() -> None:
    name = os.fsdecode(b"a\xff.jsonl")
    Path(name).write_bytes(BAD[0] + b'{"id": "\\ud800", "text": "a"}\n{"id": "\\ud800", "text": "b"}\n')
    first = run(name)
    assert len(failures(first)) == 2
    assert failures(run(name)) == failures(first)
