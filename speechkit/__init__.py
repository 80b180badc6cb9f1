r"""speechkit: raw scraped Chinese speeches and official documents -> clean JSON or Markdown, every change on record.

    >>> import speechkit
    >>> print(speechkit.clean("在会上的讲话\n\n同志们:\n今天开会,部署工作。\n").to_text(), end="")
    在会上的讲话
    同志们：
    今天开会，部署工作。

Everything public is here: clean(), repair(), Document, Options, Edit, and the errors.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
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
    "Document": "speechkit.pipeline",
    "clean": "speechkit.pipeline",
    "Options": "speechkit.passes",
    "Edit": "speechkit.ledger",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'speechkit' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


class _Package(ModuleType):
    """The package, where `speechkit.repair` is the function although a folder of passes has the same name.

    Importing speechkit.repair.width would put the folder there; a property comes before what a module holds.
    """

    @property
    def repair(self) -> Any:
        return import_module("speechkit.pipeline").repair

    @repair.setter
    def repair(self, folder: ModuleType) -> None:
        """Take no notice: `from speechkit.repair import width` finds the folder without this."""


sys.modules[__name__].__class__ = _Package
