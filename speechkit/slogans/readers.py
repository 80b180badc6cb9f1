"""The passes of this folder by name; what each does is imported when a document is read for the first time.

Who asks for Markdown or text alone never pays for the 20 modules behind them: 4 ms of a start.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from speechkit.passes import Draft, Reader


def _later(module: str) -> Callable[[Draft], None]:
    """Return the function `read` of a module of this folder, imported when it is called."""

    def read(draft: Draft) -> None:
        import_module(f"speechkit.slogans.{module}").read(draft)

    return read


NUMERALS: Final = Reader(
    name="slogans.numerals",
    title="Find numeral abbreviations and their items",
    title_zh="识别数字略语及其所指条目",
    why="四个意识 says nothing to a reader who does not know its four items; the text often spells them out.",
    read=_later("numerals"),
)

PARALLELS: Final = Reader(
    name="slogans.parallels",
    title="Find parallel clauses",
    title_zh="识别排比、对偶句式",
    why="Slogans are coined as clauses of equal build; no separate mark shows them.",
    read=_later("parallels"),
)

MAXIMS: Final = Reader(
    name="slogans.maxims",
    title="Find maxims: quoted sentences and clauses",
    title_zh="识别引号中的格言、口号",
    why="A slogan of a whole sentence is stated word by word, in quotes.",
    read=_later("maxims"),
)

FORMULATIONS: Final = Reader(
    name="slogans.formulations",
    title="Find set phrases by a lexicon",
    title_zh="按词表识别提法",
    why="A formulation is repeated word by word across documents and years; only a list with sources can tell it.",
    read=_later("formulations"),
)
