"""The pipeline over Arrow record batches: a row for each row, whatever the rows hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.passes import Options
from speechkit.pipeline import run
from speechkit.version import VERSION

pa = pytest.importorskip("pyarrow")

from speechkit.corpus.arrow import COLUMNS, clean_batch  # noqa: E402  # after the package that it needs

SPEECH = "在会议上的讲话\n同志们:\n一是抓重(zhòng)点,二是补短板.\n"


def cleaned(*rows: dict[str, Any], **how: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = clean_batch(pa.RecordBatch.from_pylist(list(rows)), **how).to_pylist()
    return made


@pytest.mark.parametrize("raw", [SPEECH, SPEECH.encode(), SPEECH.encode("gb18030")], ids=["text", "utf-8", "gb18030"])
def test_a_row_becomes_the_document_that_the_pipeline_makes(raw: str | bytes) -> None:
    row = cleaned({"id": "a", "raw": raw})[0]
    assert tuple(row) == COLUMNS
    assert (row["id"], row["error"], row["version"]) == ("a", None, VERSION)
    assert row["json"] == run(raw, Options(), "a").to_json()


@pytest.mark.parametrize(
    ("label", "row", "name", "error"),
    [
        ("empty bytes", {"id": "a", "raw": b""}, "a", "the record is empty"),
        ("no raw text", {"id": "a", "raw": None}, "a", "the row has no raw text"),
        ("a number for a text", {"id": "a", "raw": 3}, "a", "the row has no raw text"),
        ("no column raw", {"id": "a"}, "a", "the row has no raw text"),
        ("no column id", {"raw": SPEECH}, None, "the row has no id"),
        ("no id", {"id": None, "raw": SPEECH}, None, "the row has no id"),
        ("a truth value for an id", {"id": True, "raw": SPEECH}, None, "the row has no id"),
        ("a picture", {"id": "a", "raw": b"\x89PNG\r\n\x1a\n\0\0\0"}, "a", "this is"),
        ("failed before", {"id": "a", "raw": SPEECH, "error": "lost; look"}, "a", "lost; look"),
    ],
)
def test_a_row_that_cannot_be_cleaned_has_an_error(
    label: str, row: dict[str, Any], name: str | None, error: str
) -> None:
    found = cleaned(row)[0]
    assert found["id"] == name, label
    assert found["json"] is None
    assert found["error"].startswith(error)
    assert "; " in found["error"], "it says what to do next"


def test_one_bad_row_costs_no_other() -> None:
    found = cleaned({"id": "a", "raw": SPEECH}, {"id": "b", "raw": ""}, {"id": "c", "raw": SPEECH})
    assert [row["id"] for row in found] == ["a", "b", "c"]
    assert [row["error"] is None for row in found] == [True, False, True]


def test_a_url_names_a_row_without_id_and_a_number_is_a_name() -> None:
    found = cleaned({"id": None, "url": "http://a.cn/1", "raw": SPEECH}, {"id": None, "url": None, "raw": SPEECH})
    assert [row["id"] for row in found] == ["http://a.cn/1", None]
    assert cleaned({"id": 17, "raw": SPEECH})[0]["id"] == "17"


def test_the_charset_of_the_server_is_believed_where_the_bytes_do_not_tell_theirs() -> None:
    short = "中国".encode("big5hkscs")
    told, plain = (
        json.loads(cleaned({"id": "a", "raw": short, "content_type": kind})[0]["json"])["source"]["encoding"]
        for kind in ("text/html; charset=Big5-HKSCS", "text/html; charset=no-such-codec")
    )
    assert told in {"big5", "big5hkscs"}
    assert plain


def test_options_and_edits_are_passed_on() -> None:
    row = cleaned({"id": "a", "raw": SPEECH}, options=Options(skip=("repair.gloss",)), edits=True, raw=True)[0]
    document = json.loads(row["json"])
    assert document["raw"] == SPEECH
    assert document["edits"]
    assert "zhòng" in row["json"]


def test_text_that_is_no_utf_8_is_read_as_bytes() -> None:
    raw = pa.array([SPEECH.encode("gb18030"), SPEECH.encode()]).view(pa.string())
    found = clean_batch(pa.RecordBatch.from_arrays([pa.array(["a", "b"]), raw], names=["id", "raw"])).to_pylist()
    assert [row["error"] for row in found] == [None, None]
    assert json.loads(found[0]["json"])["blocks"] == json.loads(found[1]["json"])["blocks"]


def test_a_batch_without_rows_or_with_two_columns_of_a_name_is_none_to_fail_on() -> None:
    empty = clean_batch(pa.RecordBatch.from_pydict({"id": pa.array([], pa.string())}))
    assert empty.num_rows == 0
    assert tuple(empty.schema.names) == COLUMNS
    twice = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["x"]), pa.array(["y"])], names=["id", "raw", "raw"])
    assert clean_batch(twice).to_pylist()[0]["error"].startswith("the row has no raw text")


ANY = st.one_of(st.none(), st.binary(max_size=60), st.binary(max_size=20).map(lambda data: data * 20))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=5)), ANY), max_size=6))
def test_it_never_raises_and_a_row_is_a_document_or_an_error(rows: list[tuple[str | None, bytes | None]]) -> None:
    ids, raws = [row[0] for row in rows], [row[1] for row in rows]
    batch = pa.RecordBatch.from_arrays([pa.array(ids, pa.string()), pa.array(raws, pa.binary())], names=["id", "raw"])
    found = clean_batch(batch).to_pylist()
    assert [row["id"] or "" for row in found] == [name or "" for name in ids]
    assert all((row["json"] is None) != (row["error"] is None) for row in found)


@pytest.mark.parametrize("name", ["id", "raw", "url", "content_type", "error"])
@pytest.mark.parametrize(
    "kind",
    [pa.timestamp("ns"), pa.timestamp("s"), pa.date64(), pa.duration("s"), pa.list_(pa.string()), pa.string()],
    ids=str,
)
def test_no_column_makes_it_raise(name: str, kind: Any) -> None:
    """Moments that Python has no name for, and text that is no UTF-8, alone or in a list."""
    if kind == pa.list_(pa.string()):
        odd = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), no_utf8())
    else:
        odd = no_utf8() if kind == pa.string() else pa.array([2**62 + 1], pa.int64()).view(kind)
    columns = {"id": pa.array(["a"]), "raw": pa.array([SPEECH]), name: odd}
    found = clean_batch(pa.RecordBatch.from_pydict(columns)).to_pylist()
    assert len(found) == 1
    assert (found[0]["json"] is None) == (found[0]["error"] is not None)


def no_utf8() -> Any:
    data = SPEECH.encode("gb18030")
    offsets = (0).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])
