"""Finding the rule files and telling which ones were used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


@cache
def rules_sha256() -> str:
    """Return the sha256 over all rule files, in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(files("speechkit.rules").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
