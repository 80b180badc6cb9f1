"""Files that hold many documents: what is taken of them, what is told of the rest, and where it goes."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import compressed, records
from speechkit.corpus.discover import kept, many_in, names_in

TEXT = "同志们:\n今天开会,讲三点意见。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, ["clean", *args], **rest)
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def lines_of(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def names(result: Result) -> list[str]:
    return [row["source"]["name"] for row in lines_of(result)]


def rows(number: int, **more: Any) -> list[bytes]:
    return [json.dumps({"id": f"d{index}", "text": f"第{index}份\n{TEXT}", **more}).encode() for index in range(number)]


# ---- lists of names


def test_a_list_names_files_with_their_folders() -> None:
    for name in ("a/1.txt", "b/1.txt", "c.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(TEXT, "utf-8")
    for data in ("a/1.txt\nb/1.txt\r\n\nc.txt", "a/1.txt\0b/1.txt\0c.txt\0", "\ufeffa/1.txt\nb/1.txt\nc.txt\n"):
        Path("list").write_text(data, "utf-8")
        result = run("--from-list", "list", "-f", "jsonl")
        assert names(result) == ["a/1.txt", "b/1.txt", "c.txt"]
        assert run("--from-list", "-", "-f", "jsonl", input=data).stdout == result.stdout
    assert run("--from-list", "list", "-o", "out").exit_code == 0
    assert Path("out/a/1.txt.md").exists()
    assert Path("out/b/1.txt.md").exists()


def test_a_list_may_hold_what_is_not_there() -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("folder").mkdir()
    Path("list").write_bytes(b"gone.txt\0a.txt\0folder\0*.txt\0")
    result = run("--from-list", "list", "-f", "text")
    assert result.exit_code == 3
    assert "gone.txt: no such file" in result.stderr
    assert "folder: this is a folder" in result.stderr
    assert "*.txt: no such file" in result.stderr
    assert run("--from-list", "missing").exit_code == 4
    assert run().exit_code == 2
    assert run("-", "--from-list", "-", input="a.txt").exit_code == 2


@pytest.mark.parametrize(
    ("path", "place"),
    [("a/b.txt", "a/b.txt"), ("/x/b.txt", "x/b.txt"), ("../../b.txt", "b.txt"), ("./a/../b.txt", "b.txt")],
)
def test_nothing_of_a_list_leads_out_of_the_output_folder(path: str, place: str) -> None:
    assert kept(path) == place


def test_names_with_line_ends_need_nul_bytes() -> None:
    assert names_in(b"a\nb\0c\0") == ["a\nb", "c"]
    assert names_in(b"\xff\n") == ["\udcff"]


# ---- JSON Lines


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jsonl", "jsonl"), ("A.NDJSON.GZ", "jsonl"), ("a.jsonl.zst", "jsonl"), ("a.parquet", "parquet"),
     ("a.warc.gz", "warc"), ("a.warc.wet.gz", "warc"), ("a.txt", None), ("a.gz", None), ("jsonl", None)],
)  # fmt: skip
def test_what_holds_many_documents_is_known_by_its_name(name: str, kind: str | None) -> None:
    assert many_in(name) == kind


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_lines_become_documents_in_their_order(suffix: str, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speechkit.corpus.batch._SMALL", 0)
    monkeypatch.setattr("speechkit.corpus.batch._MOST", 4000)
    monkeypatch.setattr("speechkit.corpus.batch._LEAST", 100)
    data = b"\n".join(rows(60))
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    with Path(f"in.jsonl{suffix}").open("wb") as file, compressed.packing(file, f"x{suffix}") as packed:
        packed.write(data)
    result = run(f"in.jsonl{suffix}", "-f", "jsonl", "-j", jobs)
    assert result.exit_code == 0
    assert names(result) == [f"d{index}" for index in range(60)]
    assert lines_of(result)[7]["source"]["sha256"]
    assert lines_of(result)[7]["blocks"][-1]["text"] == "今天开会，讲三点意见。"


def test_fields_have_names() -> None:
    Path("in.jsonl").write_bytes(b'{"content": "\xe4\xbd\xa0\xe5\xa5\xbd", "url": 7}\n')
    assert names(run("in.jsonl", "-f", "jsonl", "--text-field", "content")) == ["in.jsonl:1"]
    assert names(run("in.jsonl", "-f", "jsonl", "--text-field", "content", "--id-field", "url")) == ["7"]
    result = run("in.jsonl", "-f", "jsonl")
    assert result.exit_code == 4
    assert 'in.jsonl:1: it has no field "text" that is text; name the field with --text-field' in result.stderr
    assert "--id-field" in run("in.jsonl", "-f", "jsonl", "--text-field", "content", "--id-field", "no").stderr


BAD = [
    (b"{no json}", "the line is no JSON"),
    (b'{"text": "\xff"}', "the line is no JSON"),
    (b"[1]", "no JSON object"),
    (b'{"text": 1}', 'no field "text"'),
    (b'{"id": "x"}', 'no field "text"'),
    (b'{"id": "d0", "text": "a"}', "name of an earlier record"),
    (b'{"text": ""}', "the record is empty"),
    (b"[" * 100_000, "the line is no JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_costs_no_other(line: bytes, reason: str) -> None:
    Path("in.jsonl").write_bytes(b"\n".join([*rows(2), line, b"", b'{"id": "last", "text": "a"}']))
    result = run("in.jsonl", "-f", "jsonl")
    assert result.exit_code == 3
    assert names(result) == ["d0", "d1", "last"]
    (told,) = [each for each in result.stderr.splitlines() if "in.jsonl:3: " in each]
    assert reason in told


def test_records_are_mirrored_into_one_file_and_taken_up_again() -> None:
    Path("in.jsonl").write_bytes(b"\n".join(rows(5)))
    Path("a.txt").write_text(TEXT, "utf-8")
    everything = ("in.jsonl", "a.txt", "-f", "jsonl", "-o", "out/")
    assert run(*everything).stderr.startswith("speechkit: 6 documents, 6 changed, 0 failed\n")
    whole = Path("out/in.jsonl.jsonl").read_bytes()
    assert whole.count(b"\n") == 5
    assert run(*everything).stderr == "speechkit: 0 documents, 0 changed, 0 failed, 2 up to date\n"
    Path("out/in.jsonl.jsonl").unlink()
    assert "5 documents" in run(*everything).stderr
    assert Path("out/in.jsonl.jsonl").read_bytes() == whole
    Path("in.jsonl").write_bytes(b"\n".join([*rows(4), b"{"]))
    assert run(*everything).exit_code == 3
    assert Path("out/in.jsonl.jsonl").read_bytes().count(b"\n") == 4
    assert run(*everything, "--retry").exit_code == 3
    assert run("in.jsonl", "-f", "text", "-o", "out/").exit_code == 3
    assert Path("out/in.jsonl.txt").read_text("utf-8").count("同志们：") == 5 - 1


def test_one_json_file_cannot_hold_records() -> None:
    Path("in.jsonl").write_bytes(rows(1)[0])
    assert run("in.jsonl", "-f", "json").exit_code == 2
    assert "use -f jsonl" in run("in.jsonl", "-f", "json", "-o", "out/").stderr
    assert "--learn reads pages" in run("in.jsonl", "-f", "jsonl", "--learn").stderr


def test_nothing_in_a_file_is_told() -> None:
    Path("in.jsonl").write_bytes(b"\n\n")
    assert "the file holds no record" in run("in.jsonl", "-f", "jsonl").stderr
    assert "in.jsonl: the file holds no record" in run("in.jsonl", "-f", "jsonl", "-o", "out/").stderr


# ---- damage


@pytest.mark.parametrize("harm", ["cut", "flip", "none"])
def test_damaged_gzip_data_cost_what_comes_after(harm: str) -> None:
    chance = random.Random(5)  # noqa: S311  # noise that does not compress
    noisy = [json.dumps({"text": TEXT + chance.randbytes(2000).hex()}).encode() + b"\n" for _ in range(400)]
    data = bytearray(gzip.compress(b"".join(noisy)))
    if harm == "cut":
        del data[len(data) // 2 :]
    elif harm == "flip":
        data[len(data) // 2 :] = b"\xff" * 50
    else:
        data = bytearray(b"no gzip at all")
    Path("in.jsonl.gz").write_bytes(data)
    result = run("in.jsonl.gz", "-f", "jsonl")
    assert result.exit_code == (4 if harm == "none" else 3)
    assert "its compressed data are damaged" in result.stderr
    assert "fetch it again" in result.stderr
    assert (len(lines_of(result)) > 50) == (harm != "none")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_is_defused(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    monkeypatch.setattr(records, "LARGEST", 1 << 30)
    with Path(f"in.jsonl{suffix}").open("wb") as file, compressed.packing(file, suffix) as packed:
        for _ in range(40):
            packed.write(b" " * (1 << 20))
    result = run(f"in.jsonl{suffix}", "-f", "jsonl")
    assert result.exit_code == 4
    assert f"more than {compressed.MOST_RATIO} times its size" in result.stderr


def test_a_line_may_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST", 1000)
    Path("in.jsonl").write_bytes(rows(1)[0] + b"\n" + b'{"text": "' + b"a" * 2000 + b'"}')
    result = run("in.jsonl", "-f", "jsonl")
    assert result.exit_code == 3
    assert "has a line of more than" in result.stderr
    assert len(lines_of(result)) == 1


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.parquet", "pyarrow", "arrow"), ("a.warc.gz", "fastwarc.warc", "warc"), ("a.jsonl.zst", "backports", "zstd")],
)
def test_a_missing_package_is_told(name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    Path(name).write_bytes(b"data")
    result = run(name, "-f", "jsonl")
    assert result.exit_code == 4
    assert f"speechkit[{extra}]" in result.stderr


@pytest.mark.parametrize(("name", "module"), [("a.parquet", "pyarrow"), ("a.jsonl.zst", "backports")])
def test_a_missing_package_for_an_output_is_told(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    Path("a.txt").write_text(TEXT, "utf-8")
    result = run("a.txt", "-o", name)
    assert result.exit_code == 2
    assert "pip install" in result.stderr
    assert not Path(name).exists()


# ---- Parquet


def test_parquet_comes_in_and_goes_out() -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table(
        {"id": [f"p{i}" for i in range(700)] + ["p0", "none"], "body": [TEXT] * 701 + [None], "x": [1] * 702}
    )
    pq.write_table(table, "in.parquet")
    result = run("in.parquet", "--text-field", "body", "-o", "out.parquet")
    assert result.exit_code == 3
    assert 'in.parquet:701: "p0" is the name of an earlier record' in result.stderr
    assert "in.parquet:702: it has no field" in result.stderr
    found = pq.read_table("out.parquet").to_pylist()
    assert [row["id"] for row in found] == [f"p{i}" for i in range(700)]
    assert json.loads(found[9]["json"])["source"]["name"] == "p9"
    assert found[0]["version"]
    assert run("in.parquet", "-o", "x.parquet", "-f", "md").exit_code == 2
    Path("bad.parquet").write_bytes(Path("in.parquet").read_bytes()[:-100])
    assert "bad.parquet: it cannot be read: Parquet magic bytes not found" in run("bad.parquet", "-f", "jsonl").stderr


def test_a_parquet_bomb_is_defused(monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("speechkit.corpus.parquet.FREE", 1 << 16)
    monkeypatch.setattr("speechkit.corpus.parquet.MOST_RATIO", 3)
    noise = random.Random(5).randbytes(30_000).hex()  # noqa: S311  # noise that does not compress
    for name, value, number in (("letters", "a" * 3_000_000, 1), ("again", noise, 300)):
        column = pa.DictionaryArray.from_arrays(pa.array([0] * number, pa.int32()), pa.array([value]))
        pq.write_table(pa.table({"text": column}), f"{name}.parquet", compression="zstd")
        result = run(f"{name}.parquet", "-f", "text", "-o", "out.txt")
        assert "it unpacks to more than 3 times its size" in result.stderr


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_one_packed_file_for_all(suffix: str) -> None:
    if suffix == ".zst":
        pytest.importorskip("backports.zstd")
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT, "utf-8")
    plain = run("a.txt", "b.txt", "-f", "jsonl").stdout
    outputs = []
    for _ in range(2):
        assert run("a.txt", "b.txt", "-o", f"all.jsonl{suffix}").exit_code == 0
        outputs.append(Path(f"all.jsonl{suffix}").read_bytes())
    assert outputs[0] == outputs[1]
    with compressed.reading(f"all.jsonl{suffix}") as source:
        assert source.stream.read().decode() == plain
    assert run("a.txt", "b.txt", "-o", f"all.txt{suffix}").exit_code == 0
    assert Path(f"all.txt{suffix}").is_file()


# ---- files that are not left alone


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_file_of_records_that_grows_meanwhile_is_told_and_made_again(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"in.jsonl{suffix}"

    def packed(lines: list[bytes]) -> bytes:
        data = b"\n".join(lines)
        return gzip.compress(data) if suffix else data

    Path(name).write_bytes(packed(rows(3)))
    real = records.Taken.record

    def late(self: records.Taken, row: dict[str, Any], where: str, *rest: Any) -> records.Record:
        with Path(name).open("ab") as file:
            file.write(packed([b'\n{"id": "late", "text": "later"}']))
        monkeypatch.undo()
        monkeypatch.chdir(here)
        return real(self, row, where, *rest)

    here = Path.cwd()
    monkeypatch.setattr(records.Taken, "record", late)
    first = run(name, "-f", "jsonl", "-o", "out/")
    assert first.exit_code == 3
    assert "it changed while it was read after 4 records; run again when it is complete" in first.stderr
    second = run(name, "-f", "jsonl", "-o", "out/")
    assert second.exit_code == 0
    assert len(Path("out", f"{name}.jsonl").read_text("utf-8").splitlines()) == 4
    assert "1 up to date" in run(name, "-f", "jsonl", "-o", "out/").stderr
