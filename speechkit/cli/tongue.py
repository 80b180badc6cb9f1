"""The help in the language of the user, and the option --lang that every command has.

Chinese text has no blanks to break a line at and its characters are two columns wide: click's formatter counts
characters, so that its lines would be twice as long as the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Final, TypeVar

import click

from speechkit.lang import CHINESE, LANGUAGES, choose, current, tr
from speechkit.patterns import lazy

# A word that stays whole (with the mark behind it, which may not begin a line), or a single wide character.
_CLOSING: Final = "[\u3001\u3002\uff0c\uff1b\uff1a\uff09\u201d\\]]*"
_WORD: Final = lazy(rf"\s+|[\x21-\x7e]+{_CLOSING}|.{_CLOSING}")

C = TypeVar("C", bound=click.Command)


def flag_in(args: Sequence[str]) -> str | None:
    """Return the value of --lang on the command line: the help, which comes before any option, obeys it too."""
    found = None
    for at, word in enumerate(args):
        if word == "--":
            break
        if word.startswith("--lang="):
            found = word.partition("=")[2]
        elif word == "--lang" and at + 1 < len(args):
            found = args[at + 1]
    return found


def speak(language: str) -> None:
    """Speak this language, in the help too."""
    choose(language)
    click.Context.formatter_class = _Formatter if current() == CHINESE else click.HelpFormatter


def speaking(command: C) -> C:
    """Return a copy of a command that has the option --lang and, where Chinese is spoken, its help in Chinese."""
    command = copy(command)
    lang = click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False,
                        help="Speak this language to people.  [default: that of the locale]")  # fmt: skip
    command.params = [option for option in command.params if "--lang" not in option.opts] + [lang]
    if current() == CHINESE:
        command.help = _paragraphs(command.help)
        command.epilog = _paragraphs(command.epilog)
        command.params = [_in_chinese(option) for option in command.params]
    return command


def _in_chinese(option: click.Parameter) -> click.Parameter:
    if not isinstance(option, click.Option) or not option.help:
        return option
    option = copy(option)
    option.help = _help(option.help or "")
    return option


def _paragraphs(text: str | None) -> str | None:
    """Return the paragraphs translated one by one; of one that is not to be wrapped, line by line."""
    if text is None:
        return None
    out = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b"):
            out.append("\n".join(tr(line) for line in paragraph.split("\n")))
        else:
            out.append(tr(" ".join(paragraph.split())))
    return "\n\n".join(out)


def _help(text: str) -> str:
    """Return the help of an option translated; its default is apart, because it may be a figure of ours."""
    said, mark, default = text.partition("  [default: ")
    if not mark:
        return tr(said)
    return f"{tr(said)}  [{tr('default')}: {tr(default.removesuffix(']'))}]"


class _Formatter(click.HelpFormatter):
    """Writes help whose lines may hold characters of two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line behind its Chinese label."""
        super().write_usage(prog, args, prefix or f"{tr('Usage:')} ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a section under its Chinese name."""
        with super().section(tr(name)):
            yield

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped by columns."""
        indent = " " * self.current_indent
        blocks = []
        for paragraph in text.split("\n\n"):
            if paragraph.startswith("\b"):
                lines = paragraph.split("\n")[1:]
            else:
                lines = wrapped(" ".join(paragraph.split()), self.width - self.current_indent)
            blocks.append("\n".join(indent + line for line in lines))
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        rows = list(rows)
        first = min(max((columns(term) for term, _ in rows), default=0), col_max) + col_spacing
        for term, meaning in rows:
            self.write(f"{'':>{self.current_indent}}{term}")
            gap = first - columns(term)
            lines = wrapped(" ".join(meaning.split()), max(self.width - first - self.current_indent, 20))
            margin = " " * (first + self.current_indent)
            self.write((" " * gap if gap >= col_spacing else "\n" + margin) + ("\n" + margin).join(lines) + "\n")


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> columns("a"), columns("清洗")
    (1, 4)
    """
    from unicodedata import east_asian_width  # noqa: PLC0415  # help in Chinese only

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most so many columns; no line begins with a closing mark."""
    lines, line, used = [], "", 0
    for word in _WORD.findall(text):
        size = columns(word)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not word.isspace():
            line += word
            used += size
    return [*lines, line.rstrip()] if line or not lines else lines
