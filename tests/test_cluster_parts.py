"""Shards into parts, without Ray: who makes a part, and however often, writes the same bytes under the same name."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from speechkit.corpus.forms import Recipe
from speechkit.corpus.records import Fields
from speechkit.corpus.shards import ENDINGS, Shard, find_shards
from speechkit.corpus.storage import store_of
from speechkit.passes import Options

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from speechkit.corpus.cluster import job_of  # noqa: E402  # after the package that it needs
from speechkit.corpus.parts import Job, Told, make_part, read_parts  # noqa: E402  # the same

SPEECH = "在第{}次会议上的讲话\n同志们:\n一是抓重(zhòng)点,二是补短板.\n"


PART = 200  # bytes: three speeches


def lines(count: int, start: int = 0) -> list[str]:
    return [
        json.dumps({"id": f"p{n}", "text": SPEECH.format(n)}, ensure_ascii=False) for n in range(start, start + count)
    ]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def job(out: str = "out", **options: Any) -> Job:
    return job_of(Recipe(form="jsonl", options=Options(**options)), out, Fields(), part_bytes=PART)


def shards(path: str, how: Job) -> list[Shard]:
    """Return the shards with the numbers of those parts that are there, as a run finds them."""
    found = find_shards((path,), how.output, [])
    assert found.failed == []
    there = [name.split(".")[-2] for name in store_of(how.output).sizes() if name.endswith(".parquet")]
    return [replace(each, there=tuple(map(int, there))) for each in found.shards]


def make(path: str, how: Job) -> list[Told]:
    """Make the parts of all shards; return what is told."""
    return [make_part(message, how) for shard in shards(path, how) for message in read_parts(shard, how)]


def rows(out: str = "out") -> list[dict[str, Any]]:
    store = store_of(out)
    names = sorted(name for name in store.sizes() if name.endswith(".parquet"))
    return [row for name in names for row in pq.read_table(pa.BufferReader(store.read(name))).to_pylist()]


def bytes_of(out: str = "out") -> dict[str, bytes]:
    store = store_of(out)
    return {name: store.read(name) for name in store.sizes()}


def test_a_shard_becomes_parts_that_hold_every_record_once() -> None:
    Path("a.jsonl").write_text("\n".join(lines(7)), "utf-8")
    told = make("a.jsonl", job())
    assert [each.part for each in told] == [0, 1, 2, -1]
    assert told[-1].parts == 3
    assert sum(each.rows for each in told) == 7
    assert [row["id"] for row in rows()] == [f"p{n}" for n in range(7)]
    assert [row["source"] for row in rows()] == [f"a.jsonl:{n}" for n in range(1, 8)]
    assert set(bytes_of()) == {f"a.jsonl.0000{n}.parquet" for n in range(3)}


def test_a_second_run_keeps_what_is_there_and_makes_what_is_missing_byte_for_byte() -> None:
    Path("a.jsonl").write_text("\n".join(lines(7)), "utf-8")
    make("a.jsonl", job())
    before = bytes_of()
    Path("out/a.jsonl.00001.parquet").unlink()
    told = make("a.jsonl", job())
    assert [each.kept for each in told] == [True, False, True, False]
    assert bytes_of() == before
    assert [each.rules for each in told[:2]] == [told[0].rules] * 2


@pytest.mark.parametrize(
    ("label", "kept"),
    [("half a file", [True, False, True]), ("another option", [False] * 3), ("another record", [True, False, True])],
)
def test_a_part_that_was_made_of_anything_else_is_made_again(label: str, kept: list[bool]) -> None:
    told = lines(7)
    Path("a.jsonl").write_text("\n".join(told), "utf-8")
    make("a.jsonl", job())
    part, how = Path("out/a.jsonl.00001.parquet"), job()
    if label == "half a file":
        part.write_bytes(part.read_bytes()[:-50])
    elif label == "another option":
        how = job(script="traditional")
    else:
        told[3] = told[3].replace("p3", "q3")
        Path("a.jsonl").write_text("\n".join(told), "utf-8")
    assert [each.kept for each in make("a.jsonl", how)[:-1]] == kept
    assert len({row["id"] for row in rows()}) == 7


def test_force_makes_all_again() -> None:
    Path("a.jsonl").write_text("\n".join(lines(3)), "utf-8")
    make("a.jsonl", job())
    how = job_of(Recipe(form="jsonl"), "out", Fields(), force=True, part_bytes=PART)
    assert not any(each.kept for each in make("a.jsonl", how))


def test_a_shard_that_became_shorter_leaves_no_part_behind() -> None:
    Path("a.jsonl").write_text("\n".join(lines(7)), "utf-8")
    make("a.jsonl", job())
    Path("a.jsonl").write_text("\n".join(lines(2)), "utf-8")
    make("a.jsonl", job())
    assert [row["id"] for row in rows()] == ["p0", "p1"]


def test_records_that_fail_are_rows_with_an_error_and_a_name_of_their_own() -> None:
    bad = ["{no json", '{"id": "x"}', *lines(1), *lines(1), '{"id": "e", "text": ""}']
    Path("a.jsonl").write_text("\n".join(bad), "utf-8")
    told = make("a.jsonl", job())
    found = rows()
    assert [row["id"] for row in found] == ["a.jsonl:1", "a.jsonl:2", "p0", "a.jsonl:4", "e"]
    assert [row["error"] is None for row in found] == [False, False, True, False, False]
    assert sum(each.failed for each in told) == 4
    failures = [failure for each in told for failure in each.failures]
    assert [failure.path for failure in failures] == [f"a.jsonl:{line}" for line in (1, 2, 4, 5)]
    assert all(failure.reason and failure.advice for failure in failures)


def test_of_a_damaged_archive_what_came_before_stands_and_the_shard_is_told() -> None:
    packed = gzip.compress("\n".join(lines(400)).encode())
    Path("a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    end = make("a.jsonl.gz", job())[-1]
    assert end.broken is not None
    assert (end.broken.path, end.parts > 0) == ("a.jsonl.gz", True)
    kept = make("a.jsonl.gz", job())
    assert all(each.kept for each in kept[:-1])
    Path("a.jsonl.gz").write_bytes(packed)  # fetched again
    assert make("a.jsonl.gz", job())[-1].broken is None
    assert [row["id"] for row in rows()] == [f"p{n}" for n in range(400)]


def test_a_shard_that_grows_or_vanishes_is_told() -> None:
    Path("a.jsonl").write_text("\n".join(lines(3)), "utf-8")
    shard = find_shards(("a.jsonl",), "out", []).shards[0]
    with Path("a.jsonl").open("a") as file:
        file.write("\n" + lines(1, 9)[0])
    end = list(read_parts(shard, job()))[-1].told
    assert end.broken is not None
    assert end.broken.reason == "it changed while it was read"
    Path("a.jsonl").unlink()
    end = list(read_parts(shard, job()))[-1].told
    assert end.broken is not None
    assert end.broken.reason == "no such file"


def test_an_output_that_cannot_be_written_is_told() -> None:
    Path("a.jsonl").write_text("\n".join(lines(3)), "utf-8")
    Path("out").write_text("a file")
    told = make("a.jsonl", job())
    assert [each.broken is not None for each in told]
    assert "it cannot be" in told[0].broken.reason  # type: ignore[union-attr]  # it is there


def test_parquet_and_warc_are_shards_too() -> None:
    pytest.importorskip("fastwarc")
    page = "<html><body><h1>在会议上的讲话</h1><p>同志们:</p><p>今天开会.</p></body></html>".encode("gb18030")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
    fields = f"WARC-Type: response\r\nWARC-Target-URI: http://a.cn/1\r\nContent-Length: {len(head + page)}\r\n"
    kind = "Content-Type: application/http; msgtype=response\r\n\r\n"
    Path("in/deep").mkdir(parents=True)
    Path("in/deep/a.warc").write_bytes(f"WARC/1.0\r\n{fields}{kind}".encode() + head + page + b"\r\n\r\n")
    pq.write_table(pa.table({"id": ["t"], "text": [SPEECH.encode("gb18030")]}), "in/t.parquet")
    make("in", job())
    assert {row["id"]: row["source"] for row in rows()} == {"http://a.cn/1": "deep/a.warc:0", "t": "t.parquet:1"}
    assert all(row["error"] is None for row in rows())


# ---- texts


def test_the_texts_of_a_folder_are_a_shard() -> None:
    Path("in/deep").mkdir(parents=True)
    for place in ("b.txt", "a.txt", "deep/c.html", "deep/d.md"):
        Path("in", place).write_bytes(SPEECH.format(place).encode("gb18030"))
    found = shards("in", job())
    assert [(each.place, each.path) for each in found] == [("texts", "in/texts"), ("deep/texts", "in/deep/texts")]
    told = make("in", job())
    assert sum(each.rows for each in told) == 4
    assert sorted((row["id"], row["source"]) for row in rows()) == [
        (place, place) for place in ("a.txt", "b.txt", "deep/c.html", "deep/d.md")
    ]
    assert all(row["error"] is None for row in rows())
    assert all(each.kept for each in make("in", job()) if each.part >= 0)
    assert shards("in", job())[0].stamp == found[0].stamp
    Path("in/a.txt").write_text(SPEECH, "utf-8")
    assert shards("in", job())[0].stamp != found[0].stamp


def test_a_text_that_cannot_be_read_is_a_row_with_an_error_until_it_can() -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(SPEECH, "utf-8")
    Path("in/b.txt").write_bytes(b"%PDF-1.4\n\0\0")
    shard = find_shards(("in",), "out", []).shards[0]
    Path("in/a.txt").unlink()
    part = make_part(next(read_parts(shard, job())), job())
    assert [failure.path for failure in part.failures] == ["in/a.txt", "in/b.txt"]
    assert [failure.reason for failure in part.failures] == ["no such file", "this is a PDF, not text"]
    assert part.again
    Path("in/a.txt").write_text(SPEECH, "utf-8")
    again = make("in", job())[0]
    assert (again.kept, again.again, again.failed) == (False, False, 1)
    assert make("in", job())[0].kept, "what is no text stays none"


# ---- what kills its process

KILLER = """
import os
from speechkit.corpus import work
run = work.run
def deadly(data, *rest, **more):
    if "DEADLY" in str(data):
        os._exit(9)
    return run(data, *rest, **more)
work.run = deadly
"""


def test_after_a_death_a_part_is_cleaned_with_care_and_the_row_that_kills_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(KILLER)
    monkeypatch.syspath_prepend(tmp_path / "site")
    told = lines(3)
    told[1] = told[1].replace("同志们", "DEADLY")
    Path("a.jsonl").write_text("\n".join(told), "utf-8")
    how = job_of(Recipe(form="jsonl"), "out", Fields())
    store_of("out").write("_speechkit/tries/a.jsonl.00000.parquet.tries", b"1")
    part = make("a.jsonl", how)[0]
    assert (part.failed, part.again) == (1, True)
    assert [row["error"] is None for row in rows()] == [True, False, True]
    assert rows()[1]["error"].startswith("the process died on it")
    assert "_speechkit/tries/a.jsonl.00000.parquet.tries" not in store_of("out").sizes()
    again = make("a.jsonl", how)[0]  # in this process it does not die
    assert (again.kept, again.failed) == (False, 0)


def test_with_care_the_same_bytes_are_written() -> None:
    Path("a.jsonl").write_text("\n".join(lines(3)), "utf-8")
    make("a.jsonl", job())
    before = bytes_of()
    how = job_of(Recipe(form="jsonl"), "out", Fields(), force=True, part_bytes=PART)
    store_of("out").write("_speechkit/tries/a.jsonl.00000.parquet.tries", b"1")
    make("a.jsonl", how)
    assert bytes_of() == before


@pytest.mark.parametrize("name", ["a.jsonl.read", "a.jsonl.00000.parquet"])
def test_what_kills_again_and_again_is_given_up(name: str) -> None:
    Path("a.jsonl").write_text("\n".join(lines(1)), "utf-8")
    note = f"_speechkit/tries/{name}.tries"
    store_of("out").write(note, b"4")
    broken = [each.broken for each in make("a.jsonl", job()) if each.broken is not None]
    assert [each.reason for each in broken] == ["the process died on it 4 times"]
    assert note not in store_of("out").sizes()
    assert not [each for each in make("a.jsonl", job()) if each.broken is not None], "the next run tries again"


# ---- elsewhere


def test_shards_are_read_from_and_parts_written_to_what_fsspec_reaches() -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe("/in/deep/a.jsonl", "\n".join(lines(7)).encode())
    memory.pipe("/in/.hidden/b.jsonl", b"{}")
    memory.pipe("/in/c.pdf", b"none")
    for number in range(20):
        memory.pipe(f"/in/{number:02d}.txt", SPEECH.format(number).encode("gb18030"))
    how = job("memory://out")
    told = make("memory://in", how)
    assert not [each.broken for each in told if each.broken is not None]
    assert sum(each.rows for each in told) == 27
    names = {f"p{n}" for n in range(7)} | {f"{n:02d}.txt" for n in range(20)}
    assert {row["id"] for row in rows("memory://out")} == names
    assert all(each.kept for each in make("memory://in", how) if each.part >= 0)
    assert [each.name for each in shards("memory://in/deep/*.jsonl", how)] == ["a.jsonl"]
    missing = find_shards(("memory://nowhere",), "out", [])
    assert [each.reason for each in missing.failed] == [f"it holds no {' '.join(ENDINGS)} file"]
    memory.rm("/in", recursive=True)
    memory.rm("/out", recursive=True)


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    Path("a b.jsonl").write_text("\n".join(lines(1)), "utf-8")
    made = make(f"file://{tmp_path}/a%20b.jsonl", job(f"file://{tmp_path}/out"))
    assert made[0].rows == 1
    assert Path("out/a b.jsonl.00000.parquet").is_file()


def test_it_does_not_matter_where_a_worker_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    Path("in/a.jsonl").write_text("\n".join(lines(2)), "utf-8")
    Path("in/b.txt").write_text(SPEECH, "utf-8")
    how, found = job(), find_shards(("in", "in/a.jsonl"), "out", []).shards
    Path("else").mkdir()
    monkeypatch.chdir("else")
    told = [make_part(message, how) for shard in found for message in read_parts(shard, how)]
    assert [each.broken for each in told] == [None] * len(told)
    assert [row["error"] for row in rows(str(tmp_path / "out"))] == [None] * 3
    assert list(Path().iterdir()) == []
