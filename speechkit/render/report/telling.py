"""What a report knows beside the document: the language, what each rule does, and how the tool was called."""

from __future__ import annotations

import shlex
from typing import Final

from msgspec import Struct

from speechkit.patterns import lazy
from speechkit.render.report.visible import is_plain
from speechkit.rules.store import RuleSet
from speechkit.rules.titles import about

_BYTE: Final = lazy(r"\\u(dc[89a-f][0-9a-f])")  # how a name holds a byte that is no UTF-8
_UNTYPED: Final = lazy("[\x00-\x1f\x7f-\x9f\udc80-\udcff]")


class Telling(Struct, frozen=True, kw_only=True):
    """What is told in every document of a report, made once and given to each process.

    `rules` are the user's own; `given` holds the options of cleaning as a shell takes them, which a command that
    undoes something needs too; `records`: the documents are records of larger files, which cannot be named one by one.
    """

    language: str = "en"
    rules: RuleSet | None = None
    given: str = ""
    records: bool = False

    def title(self, rule: str) -> str:
        """Return what a rule does, in a line; empty if nobody knows."""
        return about(rule, self.rules).title

    def why(self, rule: str) -> str:
        """Return why a rule does it."""
        return about(rule, self.rules).why

    def command(self, name: str, *rest: str, call: str = "explain", into: str = "") -> str:
        """Return the command for a document: what to type in a shell; `into` is the file that it writes.

        >>> Telling(given="--script simplified").command("a b.txt", "--undo", "3")
        "speechkit explain 'a b.txt' --undo 3 --script simplified"
        """
        piped = (" < FILE" if name == "-" else "") + (f" > {into}" if into else "")
        words = ["speechkit", call, self._file(name), *map(shlex.quote, rest)]
        return " ".join([*words, *([self.given] if self.given else [])]) + piped

    def _file(self, name: str) -> str:
        name = _BYTE.sub(lambda found: chr(int(found[1], 16)), name)
        if self.records or not name or name.endswith("\n"):  # $(…) takes line feeds off the end
            return "FILE"
        if name == "-":
            return name
        name = f"./{name}" if name.startswith("-") else name
        if not _UNTYPED.search(name) and is_plain(name):
            return shlex.quote(name)
        return f"\"$(printf '{''.join(map(_typed, name))}')\""


def _typed(char: str) -> str:
    """Return a character as printf takes it between single quotes, in octal what cannot be typed or would be obeyed.

    POSIX, printf: not every shell knows $'…'. An interactive one looks for ! between double quotes.
    """
    if is_plain(char) and not _UNTYPED.match(char) and char not in "!%'\\":
        return char
    return "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogateescape"))
