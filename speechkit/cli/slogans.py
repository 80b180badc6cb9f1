"""speechkit slogans: numeral abbreviations, parallels, maxims, formulations; as a list, or each in its context."""

from __future__ import annotations

from typing import Any, get_args

import click
from msgspec.structs import replace

from speechkit.cli.batch import Batch
from speechkit.cli.choices import PATHS, batching, cleaning, options_of
from speechkit.cli.messages import examples
from speechkit.corpus.forms import Recipe
from speechkit.corpus.kwic import CONTEXT
from speechkit.document import SloganKind


@click.command(
    "slogans",
    epilog=examples(
        "speechkit slogans speech.txt",
        "speechkit slogans raw/ -f csv > slogans.csv",
        "speechkit slogans speech.txt --kwic",
        "speechkit slogans raw/ --kwic --context 40 -f csv > kwic.csv",
    ),
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
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(get_args(SloganKind)), help="Slogans of this kind only; repeat."
)
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="At least this score.  [default: 0]")
@click.option("--kwic", is_flag=True, help="Print every place in its context: left, slogan, right, where it is.")
@click.option(
    "--context", type=click.IntRange(0, 1000), metavar="N",
    help=f"With --kwic: code points on either side.  [default: {CONTEXT}]",
)  # fmt: skip
@cleaning
@batching
def command(
    paths: tuple[str, ...],
    output: str | None,
    form: str,
    kinds: tuple[str, ...],
    min_score: float,
    kwic: bool,
    context: int | None,
    **rest: Any,
) -> int:
    """Print the slogans of files, folders, globs or standard input (-): line, count, kind, text, items.

    With --kwic every place of every slogan in its context, the slogans one below the other: left context, slogan, right
    context, document, date of the page, the headings above it. `speechkit corpus --kwic TERM` does it for any term.
    """
    if context is not None and not kwic:
        raise click.UsageError("--context belongs to --kwic")
    run = {name: rest.pop(name) for name in ("jobs", "quiet", "verbose")}
    recipe = Recipe(
        form=f"kwic.{form}" if kwic else f"slogans.{form}",
        options=options_of(**rest),
        context=CONTEXT if context is None else context,
        kinds=frozenset(kinds),
        min_score=min_score,
    )
    batch = Batch(recipe, **run)
    found = batch.find(paths)
    if found.several:
        batch.recipe = replace(recipe, named=True)
    return batch.into_stream(found, output)
