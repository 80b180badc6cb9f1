"""speechkit completion: what a shell must know to complete commands, options, passes and rules."""

from __future__ import annotations

import click

from speechkit.cli.messages import examples, put

_VARIABLE = "_SPEECHKIT_COMPLETE"


@click.command(
    "completion",
    epilog=examples(
        "speechkit completion bash > speechkit.bash",
        "speechkit completion zsh > _speechkit",
        "speechkit completion fish > speechkit.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that makes a shell complete speechkit's commands, options, passes and rules.

    bash: source the file from ~/.bashrc. zsh: put it into a folder of $fpath, as _speechkit. fish: put it into
    ~/.config/fish/completions/.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415  # with click's parsing of words

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click does not know the shell {shell}")
    words = kind(ctx.find_root().command, {}, "speechkit", _VARIABLE)
    script = kind.source_template % words.source_vars()
    # What fish shows beside a word may hold commas.
    put(script.replace('(string split ","', '(string split -m 1 ","'))
