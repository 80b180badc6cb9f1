"""Documents that nobody would write: each is read or refused, and nothing else happens."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.corpus.cleaned import Cleaned, cleaned
from speechkit.corpus.discover import Failure, input_of
from speechkit.corpus.gathering import Choice, Gathered
from speechkit.corpus.kwic import concordance
from speechkit.corpus.tables import TABLES, View, printed
from speechkit.corpus.trends import chart_of
from speechkit.render.chart import svg
from tests.speeches import corpus, document, write

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)


def read(path: Path) -> tuple[list[Cleaned], list[Failure]]:
    found = list(cleaned([input_of(str(path), path.name, 0)]))
    return [each for each in found if isinstance(each, Cleaned)], [each for each in found if isinstance(each, Failure)]


def everything(documents: list[Cleaned], **choice: Any) -> dict[str, str]:
    gathered = Gathered(Choice(**choice))
    for each in documents:
        gathered.add(each)
    gathered.close()
    view = View(gathered)
    out = {name: b"".join(printed(TABLES[name], view, form)).decode() for name in TABLES for form in ("jsonl", "csv")}
    out["chart"] = svg(chart_of(view))
    out["kwic"] = "".join(line.node for line in concordance(gathered, ["三农"]))
    return out


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for key in keys for found in ((*at, key), *paths(value[key], (*at, key)))]


BASE = corpus()[:4]
PLACES = [paths(each) for each in BASE]


@settings(max_examples=120)
@given(st.data())
def test_any_change_of_any_value(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(BASE) - 1))
    made = json.loads(json.dumps(BASE[number]))
    for place in data.draw(st.lists(st.sampled_from(PLACES[number]), min_size=1, max_size=3)):
        holder = made
        try:
            for key in place[:-1]:
                holder = holder[key]
            holder[place[-1]] = data.draw(JSON)
        except (TypeError, KeyError, IndexError):  # an earlier change has taken the place away
            continue
    path = tmp_path_factory.mktemp("hostile") / "a.jsonl"
    path.write_text(json.dumps(made) + "\n" + json.dumps(BASE[0]) + "\n", "utf-8")
    good, bad = read(path)
    assert len(good) + len(bad) == 2
    tables = everything(good)
    for name, table in TABLES.items():
        rows = list(csv.reader(io.StringIO(tables[name], newline="")))
        assert {len(row) for row in rows} == {len(table.columns)}


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("a.json", "a.jsonl", "a.jsonl.gz"):
        path = tmp_path_factory.mktemp("bytes") / name
        path.write_bytes(data)
        good, bad = read(path)
        assert not good
        assert bad


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speechkit.corpus.cleaned._LONGEST", 5_000)
    write(tmp_path / "a.jsonl", document("a.txt", ["字" * 9_000]))
    good, bad = read(tmp_path / "a.jsonl")
    assert not good
    assert "it is longer than" in bad[0].reason


def test_headings_that_lead_nowhere(tmp_path: Path) -> None:
    made = document("a.txt", ["#标题", "重视三农工作。", "再说三农。"], slogans=[("三农", "formulation")])
    made["blocks"][0]["parent"] = 0
    made["blocks"][1]["heading"] = 10**9
    made["blocks"][2]["heading"] = -7
    made["slogans"][0]["mentions"].append({"block": 10**12, "text": "三农", "span": [0, 1]})
    write(tmp_path / "a.jsonl", made)
    good, _ = read(tmp_path / "a.jsonl")
    assert everything(good)["kwic"] == "三农三农"


def test_a_long_text_is_read_in_one_go() -> None:
    lines = ["三农工作，" * 20_000, "、" * 100_000, "“" * 100_000, "三" * 100_000]
    slogans: Any = [("三农", "numeral_abbreviation"), ("三三", "formulation"), ("工作三农工作", "parallel")]
    made = document("a.txt", lines, slogans=slogans)

    tables = everything([msgspec.convert(made, Cleaned)])
    assert "三农,,none,20000,1," in tables["years"]
