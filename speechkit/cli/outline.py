"""speechkit outline: the tree of headings."""

from __future__ import annotations

from typing import Any

import click

from speechkit.cli.batch import Batch
from speechkit.cli.choices import PATHS, batching, cleaning, options_of
from speechkit.cli.messages import examples
from speechkit.corpus.forms import Recipe


@click.command(
    "outline", epilog=examples("speechkit outline speech.txt", "speechkit outline raw/ -f csv > outline.csv")
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
    """Print the headings of files, folders, globs or standard input (-), each with its line in the raw text."""
    return table("outline", paths, output, form, rest)


def table(what: str, paths: tuple[str, ...], output: str | None, form: str, rest: dict[str, Any]) -> int:
    """Print one part of many documents as a table; return the exit code."""
    run = {name: rest.pop(name) for name in ("jobs", "quiet", "verbose")}
    options = options_of(**rest)
    batch = Batch(Recipe(form=f"{what}.{form}", options=options), **run)
    found = batch.find(paths)
    if found.several:
        batch.recipe = Recipe(form=f"{what}.{form}", options=options, named=True)
    return batch.into_stream(found, output)
