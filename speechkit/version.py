"""The version, typed once: pyproject.toml reads it from here, and so --version imports nothing heavy."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
