"""Records that are damaged: what can be read is cleaned, what cannot is told, and nothing around it is lost."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus.parts import _whole

TEXT = "在林场会议上的讲话\n同志们：\n把防火旗插到每个山口，把水泵修好。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, ["clean", *args])
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def documents(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# ---- halves of surrogate pairs

HALVES = [
    ("a first half", rb"\ud800", "ed a0 80"),
    ("a second half", rb"\uDFFF", "ed bf bf"),
    ("as three bytes", b"\xed\xa0\x80", "ed a0 80"),
    ("the wrong way round", rb"\ude00\ud83d", "ed b8 80 ed a0 bd"),
]


@pytest.mark.parametrize(("written", "told"), [row[1:] for row in HALVES], ids=[row[0] for row in HALVES])
def test_half_a_pair_is_flagged_and_its_text_is_cleaned(written: bytes, told: str) -> None:
    text = json.dumps(TEXT, ensure_ascii=False).encode()
    hurt = text.replace("山口".encode(), "山".encode() + written + "口".encode())
    rows = [b'{"id": "a", "text": %s}\n' % each for each in (text, hurt, text)]
    Path("x.jsonl").write_bytes(b"".join(rows).replace(b'"a"', b'"1"', 1).replace(b'"a"', b'"2"', 1))
    result = run("x.jsonl", "-f", "jsonl")
    assert result.exit_code == 0, result.stderr
    before, found, after = documents(result)
    assert before["blocks"] == after["blocks"]
    body = "".join(block["text"] for block in found["blocks"])
    assert body.replace("\ufffd", "") == "".join(block["text"] for block in before["blocks"])
    assert "山\ufffd" in body
    assert [each["bytes"] for each in found["warnings"] if each["code"] == "bad_bytes"] == [told]


def test_a_whole_pair_is_no_damage() -> None:
    Path("x.jsonl").write_bytes(rb'{"text": "\ud83d\ude00\ud800", "id": "\ud800"}')
    (found,) = documents(run("x.jsonl", "-f", "jsonl"))
    assert found["blocks"][0]["text"].startswith("\U0001f600\ufffd")
    assert found["source"]["name"] == r"\ud800"


@pytest.mark.parametrize(
    "line", [rb'{"text": "\ud800"', b'{"text": "\xed\xa0"}', rb'{"text": "\ud8zz"}', b'{"text": "\xff"}']
)
def test_what_is_no_json_stays_none(line: bytes) -> None:
    Path("x.jsonl").write_bytes(line + b'\n{"text": "x"}\n')
    result = run("x.jsonl", "-f", "jsonl")
    assert result.exit_code == 3
    assert "x.jsonl:1: the line is no JSON" in result.stderr


def test_a_cluster_gets_a_mark_for_each_half() -> None:
    assert _whole("山\ud800口\udfff") == "山\ufffd口\ufffd"
    assert _whole("山\U0001f600口") == "山\U0001f600口"


# ---- packed files


def packed(members: list[list[dict[str, str]]]) -> list[bytes]:
    return [gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0) for rows in members]


def rows_of(first: int, number: int) -> list[dict[str, str]]:
    chance = random.Random(first)  # noqa: S311  # texts of a test
    return [
        {"id": f"r{row}", "text": f"第{row}份{chance.random()}\n{TEXT * chance.randint(1, 9)}"}
        for row in range(first, first + number)
    ]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_keeps_what_stands_before(share: float) -> None:
    rows = rows_of(0, 400)
    (data,) = packed([rows])
    Path("x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    whole = documents(run("x.jsonl", "-f", "jsonl"))
    Path("y.jsonl.gz").write_bytes(data[: int(len(data) * share)])
    result = run("y.jsonl.gz", "-f", "jsonl")
    found = documents(result)
    assert result.exit_code == 3
    assert "y.jsonl.gz: its compressed data are damaged: the file ends before its end mark" in result.stderr
    assert found == whole[: len(found)]
    # A line that is cut in two may be lost, and no more than that.

    readable = zlib.decompressobj(31).decompress(data[: int(len(data) * share)])
    assert len(found) == readable.count(b"\n")


@pytest.mark.parametrize("seed", range(25))
def test_a_bit_that_flips_in_one_member_costs_that_member_at_most(seed: int) -> None:
    members = [rows_of(10 * part, 10) for part in range(5)]
    parts = packed(members)
    chance = random.Random(seed)  # noqa: S311  # places of a test
    place, bit = chance.randrange(len(parts[2])), 1 << chance.randrange(8)
    hurt = bytearray(parts[2])
    hurt[place] ^= bit
    Path("x.jsonl.gz").write_bytes(b"".join([*parts[:2], bytes(hurt), *parts[3:]]))
    result = run("x.jsonl.gz", "-f", "jsonl")
    found = [each["source"]["name"] for each in documents(result)]
    around = [row["id"] for part in (0, 1, 3, 4) for row in members[part]]
    assert [name for name in found if name in around] == around
    assert len(found) == len(set(found))
    harmless = gzip_reads_as_much(bytes(hurt), members[2])
    assert result.exit_code == (0 if harmless else 3), result.stderr
    assert harmless or "damaged" in result.stderr


def gzip_reads_as_much(data: bytes, rows: list[dict[str, str]]) -> bool:
    """Say whether the flip hit what nobody reads: the time or the system in the header."""
    try:
        return gzip.decompress(data) == "".join(json.dumps(row) + "\n" for row in rows).encode()
    except Exception:
        return False
