r"""speechkit: raw scraped Chinese speeches and official documents -> clean JSON or Markdown, every change on record.

    >>> import speechkit
    >>> print(speechkit.clean("在会上的讲话\n\n同志们:\n今天开会,部署工作。\n").to_text(), end="")
    在会上的讲话
    同志们：
    今天开会，部署工作。

Everything public is here: clean(), repair(), Document, Options, Edit, and the errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speechkit.errors import InputError, OptionError, RuleError, SpeechkitError
from speechkit.version import VERSION as __version__  # noqa: N811  # the name that Python packages use

if TYPE_CHECKING:
    from speechkit.ledger import Edit
    from speechkit.passes import Options
    from speechkit.pipeline import Document, clean, repair

__all__ = [
    "Document", "Edit", "InputError", "OptionError", "Options", "RuleError", "SpeechkitError", "__version__", "clean",
    "repair",
]  # fmt: skip

# Loaded on first use, so that `speechkit --version` imports nothing heavy (PEP 562).
_LATER = {
    "Document": "speechkit.pipeline", "clean": "speechkit.pipeline", "repair": "speechkit.pipeline",
    "Options": "speechkit.passes", "Edit": "speechkit.ledger",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'speechkit' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  # not needed by --version

    return getattr(import_module(_LATER[name]), name)
