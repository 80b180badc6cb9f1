"""The pipeline as a function over Arrow record batches: what Ray, Spark, datatrove and other engines call.

Columns in: `id` (text or a number), `raw` (text, or bytes of any encoding), and if there are: `url` (names a row that
has no id), `content_type` (its charset is believed where the bytes alone do not tell theirs), `error` (what failed
before is passed on, the row is not cleaned). Other columns are left out.

Columns out, a row for each row, in the same order: `id`, `json` (speechkit.document/1, null where the row failed),
`error` (null, or what happened and what to do next), `version` (of speechkit). Needs pyarrow: the extra [arrow].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speechkit.corpus.forms import Recipe
from speechkit.corpus.planning import Task
from speechkit.corpus.records import LARGEST
from speechkit.corpus.work import clean_files, defect
from speechkit.passes import Options
from speechkit.patterns import lazy
from speechkit.version import VERSION

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS: Final = ("id", "json", "error", "version")
# The error of a row that killed the process which cleaned it.
BLAMED: Final = "the process died on it, for want of memory perhaps; split it, or report it"
_CHARSET: Final = lazy(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)


def clean_batch(
    batch: pa.RecordBatch, *, options: Options | None = None, edits: bool = False, raw: bool = False
) -> pa.RecordBatch:
    """Return the documents of a batch, a row for each row.

    It never raises for what the rows hold: a row that cannot be cleaned has an `error`. It keeps nothing but the rules,
    which each process loads with its first row; the same rows give the same bytes in any engine. `edits` and `raw`
    put every edit and the raw decoded text into the JSON.
    """
    import pyarrow as pa  # noqa: PLC0415  # 72 ms and 69 MB, needed for batches only

    recipe = Recipe(form="jsonl", options=options or Options(), edits=edits, raw=raw)
    columns = [_values(batch, name) for name in ("id", "raw", "url", "content_type", "error")]
    rows = [_cleaned(row, recipe) for row in zip(*columns, strict=True)]
    data = [[row[place] for row in rows] for place in range(3)]
    return pa.RecordBatch.from_arrays(
        [pa.array(data[0], pa.string()), pa.array(data[1], pa.large_string()), pa.array(data[2], pa.string()),
         pa.array([VERSION] * len(rows), pa.string())],
        names=list(COLUMNS),
    )  # fmt: skip


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    """Return the values of a column; nulls where there is none, or two of this name, or Python has no such value."""
    place = batch.schema.get_field_index(name)
    if place < 0:
        return [None] * batch.num_rows
    column = batch.column(place)
    for kind in (None, "binary", "large_binary"):  # text that is no UTF-8: its bytes are as good
        try:
            return list((column if kind is None else column.cast(kind)).to_pylist())
        except Exception:  # noqa: S112  # of Arrow, or of a date that is none: whatever a column of its type raises
            continue
    return [None] * batch.num_rows


def _cleaned(row: tuple[Any, ...], recipe: Recipe) -> tuple[str | None, str | None, str | None]:
    """Return (id, json, error) of a row (id, raw, url, content_type, error)."""
    key, raw, url, content_type, error = row
    name = _name(key) or _name(url)
    if error is not None:
        return name, None, str(error)
    if name is None:
        return None, None, "the row has no id; give every row an id that is text or a number"
    if not isinstance(raw, str | bytes):
        return name, None, "the row has no raw text; give it a column raw of text or bytes"
    if len(raw) > LARGEST:
        return name, None, f"it is larger than {LARGEST >> 20} MB; split it"
    found = _CHARSET.search(content_type) if isinstance(content_type, str) else None
    task = Task(name, None, len(raw), name, data=raw, charset=found[1] if found else None)
    try:
        outcome = clean_files([task], recipe)
    except BaseException as problem:
        # Packages written in Rust raise panics that are no Exceptions.
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        failed = defect(name, problem if isinstance(problem, Exception) else RuntimeError(str(problem)))
    else:
        if outcome.data:
            return name, outcome.data[0].decode().rstrip("\n"), None
        failed = outcome.failed[0]
    return name, None, f"{failed.reason}; {failed.advice}"


def _name(value: Any) -> str | None:
    """Return the value as a name, as far as a file of UTF-8 can hold it; None for what names nothing."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        return None
    return str(value).encode("utf-8", "replace").decode()
