"""JSON: speechkit.document/1, by msgspec; the schema is generated from the same Structs."""

from __future__ import annotations

from typing import Any

import msgspec

from speechkit.document import Record
from speechkit.ledger import Ledger


def render(record: Record, ledger: Ledger, *, edits: bool = False, raw: bool = False, indent: int = 0) -> str:
    """Return the document as JSON; with `edits` and `raw` the two optional parts are put in."""
    record.edits = ledger.edits() if edits else msgspec.UNSET
    record.raw = ledger.raw if raw else msgspec.UNSET
    data = msgspec.json.encode(record)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode("utf-8")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of speechkit.document/1."""
    return msgspec.json.schema(Record)
