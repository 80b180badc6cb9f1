"""What the recipes clean, and the check that all of it has been cleaned."""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa

from speechkit.corpus.arrow import clean_batch

PAGE = "在第{}次会议上的讲话\n责任编辑:某某\n同志们:\n一是抓重(zhòng)点,二是补短板,三是强弱项.\n谢谢大家!\n"
BAD = "p13"
ROWS: list[dict[str, Any]] = [
    {"id": f"p{number}", "raw": b"" if f"p{number}" == BAD else PAGE.format(number).encode("gb18030")}
    for number in range(400)
]


def check(engine: str, rows: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """End the process with a message unless what was found is what clean_batch() makes of all rows, each id once."""
    wanted = {row["id"]: row for row in clean_batch(pa.RecordBatch.from_pylist(rows)).to_pylist()}
    if len(found) != len(rows) or {row["id"]: row for row in found} != wanted:
        sys.exit(f"{engine}: {len(found)} rows, not the {len(rows)} that were wanted")
    failed = [row["id"] for row in found if row["error"]]
    if failed != [row["id"] for row in rows if not row["raw"]]:
        sys.exit(f"{engine}: {failed} failed, not {BAD}")
    sys.stdout.write(f"{engine}: {len(found)} rows, every id once, {len(failed)} with an error, as it should be\n")
