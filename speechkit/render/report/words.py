"""Counts in words, in the language that is spoken."""

from __future__ import annotations

from speechkit.lang import tr


def changes(count: int) -> str:
    """Return so many changes."""
    return tr("{count} change", count=1) if count == 1 else tr("{count} changes", count=f"{count:,}")


def warnings(count: int) -> str:
    """Return so many warnings."""
    return tr("{count} warning", count=1) if count == 1 else tr("{count} warnings", count=f"{count:,}")


def documents(count: int) -> str:
    """Return so many documents."""
    return tr("{count} document", count=1) if count == 1 else tr("{count} documents", count=f"{count:,}")


def share(value: float) -> str:
    """Return a share as a percentage."""
    return f"{100 * value:.1f}%"
