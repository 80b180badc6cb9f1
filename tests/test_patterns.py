"""Patterns that the build compiled: each must be what `re` makes of it, and none may be needed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from speechkit import patterns
from speechkit.rules.packing import every_pattern, packed


@pytest.fixture
def packed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder whose packed file is read instead of the package's."""
    monkeypatch.setattr(patterns, "_HERE", str(tmp_path))
    patterns._packed.cache_clear()
    yield tmp_path
    patterns._packed.cache_clear()


CASES = [
    ("plain", "要求", 0),
    ("groups", "(?P<year>[0-9]{4})年((?P<month>[0-9]{1,2})月)?", 0),
    ("a large class", "[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+", 0),
    ("flags", "(?x) a  b | c", re.I),
    ("bytes", b"[\x80-\xff]{2}", 0),
]


@pytest.mark.parametrize(("label", "source", "flags"), CASES)
def test_a_packed_pattern_equals_the_compiled_one(label: str, source: str, flags: int, packed_in: Path) -> None:
    (packed_in / patterns.PACKED).write_bytes(patterns.pack([("first", 0), (source, int(flags))]))
    made, wanted = patterns.compiled(source, int(flags)), re.compile(source, flags)
    assert made == wanted, label
    assert (made.groups, dict(made.groupindex)) == (wanted.groups, dict(wanted.groupindex))


def test_every_pattern_of_the_package_survives_packing(packed_in: Path) -> None:
    known = every_pattern()
    assert len(known) > 500
    (packed_in / patterns.PACKED).write_bytes(patterns.pack(known))
    assert [source for source, flags in known if patterns.compiled(source, flags) != re.compile(source, flags)] == []


@pytest.mark.parametrize("content", [None, b"", b"cpython-200 1 little\n5\nabc", b"\n"])
def test_without_a_packed_file_of_this_python_patterns_are_compiled(content: bytes | None, packed_in: Path) -> None:
    if content is not None:
        (packed_in / patterns.PACKED).write_bytes(content)
    assert patterns.compiled("a(b)").fullmatch("ab")


def test_a_damaged_file_costs_time_only(packed_in: Path) -> None:
    """Cut off, or with a part that is something else: patterns are compiled."""
    sources = ["a(b)", "[0-9]+", "要求"]
    whole = patterns.pack([(source, 0) for source in sources])
    begin = whole.index(b"\n") + 1
    damaged = [whole[:end] for end in range(begin, len(whole))]
    damaged += [whole[:at] + b"\xff" * 9 + whole[at + 9 :] for at in range(begin, len(whole) - 9, 5)]
    for data in damaged:
        (packed_in / patterns.PACKED).write_bytes(data)
        patterns._packed.cache_clear()
        for source in sources:
            assert isinstance(patterns.compiled(source), re.Pattern)


def test_a_file_that_was_closed_behind_its_back_is_done_without(packed_in: Path) -> None:
    """A daemon closes all files that are open."""
    (packed_in / patterns.PACKED).write_bytes(patterns.pack([("a(b)", 0)]))
    assert patterns._packed().index
    os.close(patterns._packed()._file)
    assert patterns.compiled("a(b)").fullmatch("ab")


def test_what_the_build_packs_comes_out_the_same_twice() -> None:
    assert list(packed()) == list(packed())
