"""Write docs/reference.md: every command, option, pass, rule and warning, as the program itself tells them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from speechkit.cautions import WARNINGS
from speechkit.cli.group import COMMANDS, loaded
from speechkit.passes import Editor
from speechkit.pipeline import PASSES
from speechkit.rules.titles import every

PAGE = Path(__file__).parent.parent / "docs/reference.md"
HEAD = """# Reference

Made by `scripts/build_reference.py` from the program itself; a test keeps it true. See also the
[recipes](recipes.md).
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *commands(), *passes(), *rule_list(), *warnings()])


def commands() -> Iterator[str]:
    yield "## Commands\n"
    for name in COMMANDS:
        command = loaded(name)
        ctx = click.Context(command, info_name=f"speechkit {name}")
        usage = " ".join(part for part in command.collect_usage_pieces(ctx) if part != "[OPTIONS]")
        yield f"### speechkit {name}\n\n`speechkit {name} [OPTIONS] {usage}`".replace(" `", "`") + "\n"
        for paragraph in (command.help or "").split("\n\n"):
            if paragraph.startswith("\b\nExamples:"):
                yield "\n".join(("```", *(line.strip() for line in paragraph.split("\n")[2:]), "```", ""))
            else:
                yield cell(" ".join(paragraph.split())) + "\n"
        yield "| option | what |\n|---|---|"
        for option in command.params:
            if isinstance(option, click.Option):
                spelt, told = option.get_help_record(ctx) or ("", "")
                yield f"| `{cell(spelt)}` | {cell(' '.join(told.split()))} |"
        yield ""


def passes() -> Iterator[str]:
    yield "## Passes\n\nIn the order they run; `--only` and `--skip` take a name or its family.\n"
    yield "| pass | kind | what | why |\n|---|---|---|---|"
    for each in PASSES:
        kind = "editor" if isinstance(each, Editor) else "reader"
        yield f"| `{each.name}` | {kind} | {cell(each.title)} | {cell(each.why)} |"
    yield ""


def rule_list() -> Iterator[str]:
    yield "## Rules\n\n`speechkit rules ID` shows what a rule takes and spares, with examples.\n"
    yield "| rule | what | why |\n|---|---|---|"
    for rule in sorted(every(), key=lambda rule: rule.id):
        yield f"| `{rule.id}` | {cell(rule.title)} | {cell(rule.why)} |"
    yield ""


def warnings() -> Iterator[str]:
    yield "## Warnings\n"
    yield "| code | what it means |\n|---|---|"
    for code, meaning in WARNINGS.items():
        yield f"| `{code}` | {cell(meaning)} |"
    yield ""


def cell(text: str) -> str:
    """Return a text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").replace("_", "_")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
