"""Gzip files of many members, packed well or badly, and read whatever is broken."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from speechkit.cli.group import command
from speechkit.corpus import members
from speechkit.corpus.members import Members

TEXT = "同志们:\n今天开会,讲三点意见。\n"


def unpacked(data: bytes) -> tuple[bytes, list[str]]:
    told: list[str] = []
    return io.BufferedReader(Members(io.BytesIO(data), told.append)).read(), told


@given(st.lists(st.tuples(st.binary(max_size=300), st.integers(0, 5)), max_size=6), st.integers(1, 99))
def test_sound_members_give_what_gzip_gives(parts: list[tuple[bytes, int]], block: int) -> None:
    data = b"".join(gzip.compress(each) + b"\0" * zeros for each, zeros in parts)
    before, members._BLOCK = members._BLOCK, block
    try:
        assert unpacked(data) == (b"".join(each for each, _ in parts), [])
    finally:
        members._BLOCK = before


@given(st.lists(st.binary(min_size=30, max_size=200), min_size=2, max_size=5), st.data())
def test_any_damage_ends(parts: list[bytes], data: st.DataObject) -> None:
    packed = bytearray(b"".join(map(gzip.compress, parts)))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    try:
        whole, told = unpacked(bytes(packed))
    except (zlib.error, EOFError):
        return
    assert told or parts[-1] in whole or len(packed) != len(b"".join(map(gzip.compress, parts)))


HARMS: list[tuple[str, Any, str]] = [
    ("a flipped stretch", lambda part: part[:40] + b"\xff" * 30 + part[70:], "its compressed data are damaged at byte"),
    ("cut off", lambda part: part[: len(part) // 2], "its compressed data are damaged at byte"),
    ("a wrong checksum", lambda part: part[:-8] + b"\0" * 8, "incorrect data check"),
    ("no header", lambda part: b"no gzip" + part[7:], "no gzip data behind a member"),
    ("rubbish in between", lambda part: part + b"rubbish", "no gzip data behind a member"),
]


@pytest.mark.parametrize(("label", "harm", "told"), HARMS, ids=[label for label, *_ in HARMS])
def test_a_damaged_member_costs_no_other(
    label: str, harm: Any, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = [
        gzip.compress(
            b"".join(json.dumps({"id": f"{part}.{row}", "text": TEXT * row}).encode() + b"\n" for row in range(1, 9))
        )
        for part in range(4)
    ]
    parts[1] = harm(parts[1])
    Path("in.jsonl.gz").write_bytes(b"".join(parts))
    result = CliRunner().invoke(command, ["clean", "in.jsonl.gz", "-f", "jsonl"])
    assert result.exit_code == 3, label
    assert told in result.stderr
    assert "fetch it again; the rest is read" in result.stderr
    names = [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]
    assert [name for name in names if name[0] != "1"] == [f"{part}.{row}" for part in (0, 2, 3) for row in range(1, 9)]
    assert len(names) == len(set(names))


def test_damage_without_end_has_an_end() -> None:
    told: list[str] = []
    with pytest.raises(zlib.error):
        Members(io.BytesIO(b"\x1f\x8b\x08\x00rubbish" * 5000), told.append).read()
    assert len(told) == members._MOST_DAMAGE
