r"""speechkit: raw scraped Chinese speeches and official documents -> clean JSON or Markdown, every change on record.

    >>> import speechkit
    >>> print(speechkit.clean("在会上的讲话\n\n同志们:\n今天开会,部署工作。\n").to_text(), end="")
    在会上的讲话
    同志们：
    今天开会，部署工作。

Everything public is here: clean(), clean_articles(), repair(), learn(), Document, Options, Profile, Lexicon,
Edit, and the errors.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from speechkit.errors import InputError, OptionError, RuleError, SpeechkitError
from speechkit.version import VERSION as __version__  # noqa: N811  # the name that Python packages use

TYPE_CHECKING = False  # as type checkers read it; importing `typing` would double the time of --version
if TYPE_CHECKING:
    from typing import Any

    from speechkit.corpus.learn import learn
    from speechkit.ledger import Edit
    from speechkit.passes import Options
    from speechkit.pipeline import Document, clean, clean_articles, repair
    from speechkit.rules.phrases import Lexicon
    from speechkit.rules.profile import Profile

__all__ = [
    "Document", "Edit", "InputError", "Lexicon", "OptionError", "Options", "Profile", "RuleError",
    "SpeechkitError", "__version__", "clean", "clean_articles", "learn", "repair",
]  # fmt: skip

# Loaded on first use, so that `speechkit --version` imports nothing heavy (PEP 562).
_LATER = {
    "Document": "speechkit.pipeline",
    "clean": "speechkit.pipeline",
    "clean_articles": "speechkit.pipeline",
    "Options": "speechkit.passes",
    "Edit": "speechkit.ledger",
    "Lexicon": "speechkit.rules.phrases",
    "Profile": "speechkit.rules.profile",
    "learn": "speechkit.corpus.learn",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'speechkit' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


class _Folder(ModuleType):
    """The folder of the repair passes, which is called as the function that runs them."""

    def __call__(self, text: str, options: Options | None = None) -> tuple[str, list[Edit]]:
        """Return the text with machine damage undone, and the edits: see pipeline.repair()."""
        made: tuple[str, list[Edit]] = import_module("speechkit.pipeline").repair(text, options)
        return made


class _Package(ModuleType):
    """The package, where `speechkit.repair` is a function and a folder of passes at once.

    Importing speechkit.repair.width would put the bare folder there; a property comes before what a module holds.
    """

    @property
    def repair(self) -> ModuleType:
        folder = import_module("speechkit.repair")
        folder.__class__ = _Folder
        return folder

    @repair.setter
    def repair(self, folder: ModuleType) -> None:
        """Take no notice: the getter finds the same folder."""


sys.modules[__name__].__class__ = _Package
