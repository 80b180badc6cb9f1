"""What a shell may put where a word of the command line stands."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Leave it to the shell to complete the name of a file."""
    return [CompletionItem(incomplete, type="file")]


def passes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the passes, and the families of passes, that begin so."""
    from speechkit.pipeline import PASSES  # noqa: PLC0415  # --help is not to import the pipeline

    titles = {each.name: each.title for each in PASSES}
    families = {name.partition(".")[0]: "" for name in titles}
    known = {**families, **titles}
    return [CompletionItem(name, help=title or None) for name, title in known.items() if name.startswith(incomplete)]


def rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the rules that begin so."""
    from speechkit.rules.store import rules  # noqa: PLC0415  # the same

    return [CompletionItem(each.id, help=each.title) for each in rules() if each.id.startswith(incomplete)]


def commands(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the commands that begin so."""
    from speechkit.cli.group import COMMANDS  # noqa: PLC0415  # which imports the options, which import this

    return [CompletionItem(name, help=short) for name, (_, short) in COMMANDS.items() if name.startswith(incomplete)]
