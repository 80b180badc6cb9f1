"""What a shell may put where a word of the command line stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from speechkit.lang import CHINESE, current, tr

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Leave it to the shell to complete the name of a file."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  # only when a shell asks

    return [CompletionItem(incomplete, type="file")]


def passes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the passes, and the families of passes, that begin so; behind a comma the next one."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  # as above

    from speechkit.pipeline import PASSES  # noqa: PLC0415  # --help is not to import the pipeline

    titles = {each.name: each.title_zh if current() == CHINESE else each.title for each in PASSES}
    families = {name.partition(".")[0]: "" for name in titles}
    known = {**families, **titles}
    done, comma, begun = incomplete.rpartition(",")
    named = ((f"{done}{comma}{name}", title) for name, title in known.items() if name.startswith(begun))
    return [CompletionItem(name, help=title or None) for name, title in named]


def rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the rules, and the families of rules, that begin so."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  # as above

    from speechkit.rules.titles import about, every  # noqa: PLC0415  # as in passes()

    ids = [each.id for each in every()]
    known = {**{name.partition(".")[0]: "" for name in ids}, **{name: about(name).title for name in ids}}
    return [CompletionItem(name, help=title or None) for name, title in known.items() if name.startswith(incomplete)]


def commands(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001  # click's signature
    """Return the commands that begin so."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  # as above

    from speechkit.cli.group import COMMANDS  # noqa: PLC0415  # which imports the options, which import this

    found = {name: tr(short) for name, (_, short) in COMMANDS.items() if name.startswith(incomplete)}
    return [CompletionItem(name, help=short) for name, short in found.items()]
