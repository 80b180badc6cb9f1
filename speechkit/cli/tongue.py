"""The help in the language of the user, examples first, and what every command has: --lang, names of files to complete.

Chinese text has no blanks to break a line at and its characters are two columns wide: click's formatter counts
characters, so that its lines would be twice as long as the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from inspect import cleandoc
from typing import Final, TypeVar

import click

from speechkit.lang import CHINESE, LANGUAGES, choose, current, tr
from speechkit.patterns import lazy

# A word that stays whole, or a single wide character, with the marks around it: none opens at the end of a line, none
# closes at the beginning of one.
_OPENING: Final = "[\uff08\u201c\u300a]*"
_CLOSING: Final = "[\u3001\u3002\uff0c\uff1b\uff1a\uff09\u201d\u300b\\]]*"
_WORD: Final = lazy(rf"\s+|{_OPENING}(?:[\x21-\x7e]+|.){_CLOSING}|.")
_COLON: Final = "\uff1a"
_NAMES: Final = frozenset({"FILE", "PATH"})  # what the value of an option is called where it names a file
_NARROW: Final = 20  # columns; click takes a terminal of 40 for one of 50

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
    click.Context.formatter_class = _Chinese if current() == CHINESE else _Formatter


def speaking(command: C) -> C:
    """Return a copy of a command with --lang, examples at the top of its help, and in Chinese if that is spoken.

    An option that takes a file or a number says so: to a shell that completes it, and in its help.
    """
    command = copy(command)
    lang = click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False,
                        help="Speak this language to people.  [default: that of the locale]")  # fmt: skip
    command.params = [_typed(option) for option in command.params if "--lang" not in option.opts] + [lang]
    command.help, command.epilog = _examples_first(command.help, command.epilog)
    if current() == CHINESE:
        command.help = _paragraphs(command.help)
        command.epilog = _paragraphs(command.epilog)
        command.options_metavar = tr(command.options_metavar or "") or None
        if isinstance(command, click.Group):
            command.subcommand_metavar = tr(command.subcommand_metavar or "")
        command.params = [_in_chinese(option) for option in command.params]
        command.add_help_option = False  # click's own speaks English
        click.help_option("-h", "--help", help=tr("Show this message and exit."))(command)
    return command


def _examples_first(text: str | None, epilog: str | None) -> tuple[str, str | None]:
    """Return help and epilog with the examples behind the first paragraph of the help."""
    first, *more = cleandoc(text or "").split("\n\n")
    rest = (epilog or "").split("\n\n")
    examples = [each for each in rest if each.startswith("\b\nExamples:")]
    rest = [each for each in rest if each not in examples]
    return "\n\n".join([first, *examples, *more]), "\n\n".join(rest) or None


def _typed(option: click.Parameter) -> click.Parameter:
    """Return an option whose value is known to be a file, or called N, where that is so."""
    if not isinstance(option, click.Option) or option.is_flag:
        return option
    option = copy(option)
    if option.metavar in _NAMES and option.type is click.STRING:
        option.type = click.Path()  # click takes the same values; a shell completes them
    if "--output" in option.opts:
        option.callback = _nowhere_else
    if option.metavar is None and isinstance(option.type, (type(click.INT), type(click.FLOAT))):
        option.metavar = "N"
    return option


def _nowhere_else(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001  # click's signature
    """Return the name of an output; a dash is standard output, as it is for other tools."""
    return None if value == "-" else value


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
    return f"{tr(said)}  [{tr('default')}{_COLON}{tr(default.removesuffix(']'))}]"


class _Formatter(click.HelpFormatter):
    """Writes help that fits a narrow terminal too."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width, max_width)
        if width is None:
            from shutil import get_terminal_size  # noqa: PLC0415  # 2 ms, needed for help only

            self.width = min(self.width, max(get_terminal_size().columns - 2, _NARROW))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        super().write_dl(list(rows), min(col_max, self.width // 2), col_spacing)


class _Chinese(_Formatter):
    """Writes help whose lines may hold characters of two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line behind its Chinese label."""
        super().write_usage(prog, args, prefix or tr("Usage:"))

    def write_heading(self, heading: str) -> None:
        """Write a heading with a Chinese colon."""
        self.write(f"{'':>{self.current_indent}}{heading}{_COLON}\n")

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
        rows, col_max = list(rows), min(col_max, self.width // 2)
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
