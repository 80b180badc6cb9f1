"""speechkit slogans: numeral abbreviations, parallels, maxims, formulations."""

from __future__ import annotations

from typing import Any

import click

from speechkit.cli.choices import PATHS, batching, cleaning
from speechkit.cli.messages import examples
from speechkit.cli.outline import table


@click.command(
    "slogans", epilog=examples("speechkit slogans speech.txt", "speechkit slogans raw/ -f csv > slogans.csv")
)
@PATHS
@click.option("-o", "--output", metavar="FILE", help="Write to this file.  [default: standard output]")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "csv", "jsonl"]),
    default="text",
    help="What to print.  [default: text]",
)
@cleaning
@batching
def command(paths: tuple[str, ...], output: str | None, form: str, **rest: Any) -> int:  # fmt: skip
    """Print the slogans of files, folders, globs or standard input (-): line, count, kind, text, items."""
    return table("slogans", paths, output, form, rest)
