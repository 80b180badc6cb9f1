"""The version, typed once: pyproject.toml reads it from here, and so --version imports nothing heavy."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it; importing `typing` would double the time of --version
if TYPE_CHECKING:
    from typing import Final

VERSION: Final = "0.1.0"
