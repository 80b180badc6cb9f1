"""Every sentence that speechkit can say to a person, found in its source: what a catalogue must hold.

A sentence with values is given with 7 in their place, which stands for a name as well as for a figure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click

from speechkit import source
from speechkit.cautions import WARNINGS
from speechkit.cli.group import COMMANDS, command, loaded
from speechkit.corpus import files

SOURCE = Path(__file__).parent.parent / "speechkit"
# Call -> which of its arguments are said: positions, or names of keywords.
CALLS: dict[str, tuple[int | str, ...]] = {
    "say": (0,),
    "tr": (0,),
    "UsageError": (0,),
    "OptionError": (0,),
    "RuleError": (0,),
    "InputError": (1, 2),
    "Failure": (1, 2),
    "warn": (1,),
}
# Functions that return what is said.
SAYING = frozenset({"kind_of", "told", "_damage", "_reason"})


def messages() -> Iterator[tuple[str, str]]:
    """Yield (where, sentence) of messages and labels: literals that are handed to a call that says them."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for argument in CALLS.get(_name(node.func), ()):
                    if isinstance(argument, int) and argument < len(node.args):
                        for text in _texts(node.args[argument]):
                            if any(map(str.isalpha, text)):
                                yield f"{path.relative_to(SOURCE)}:{node.lineno}", text


def reasons() -> Iterator[tuple[str, str]]:
    """Yield (where, sentence) of what is given a name before it is said, or returned by a function named in SAYING."""
    for path in sorted((SOURCE / "corpus").rglob("*.py")) + sorted((SOURCE / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and _name(node.targets[0]) in {"reason", "advice", "why"}:
                found = [node.value]
            elif isinstance(node, ast.FunctionDef) and node.name in SAYING:
                found = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]
            else:
                continue
            for text in (text for each in found for text in _texts(each)):
                if any(map(str.isalpha, text)):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", text
    yield from (("files", text) for each in files._REASONS.values() for text in each)
    yield from (("source", text) for _, what, advice in source._BINARY for text in (what, advice))
    yield from (("source", text) for each in source._OFFICE.values() for text in each)


def meanings() -> Iterator[tuple[str, str]]:
    """Yield (code, what it means) of the warnings."""
    yield from WARNINGS.items()


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield what an expression may say: a literal, either side of a choice, both ends of a sum."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        text = ""
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            elif not text[-1:].isalpha():  # what follows a letter at once is a tail that may be empty
                text += "7"
        yield text
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def helps() -> Iterator[tuple[str, str]]:
    """Yield (where, sentence) of the help: paragraphs, options, what commands do."""
    yield from (("group", short) for _, short in COMMANDS.values())
    for name, each in (("group", command), *((name, loaded(name)) for name in COMMANDS)):
        for paragraph in f"{each.help}\n\n{each.epilog or ''}".split("\n\n"):
            lines = paragraph.split("\n")[1:] if paragraph.startswith("\b") else [" ".join(paragraph.split())]
            yield from ((name, line) for line in lines if line and "speechkit " not in line)
        for option in each.params:
            if isinstance(option, click.Option) and option.help:
                yield f"{name} --{option.name}", option.help.partition("  [default: ")[0]
