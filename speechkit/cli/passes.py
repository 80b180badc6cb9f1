"""speechkit passes: what is done to a text, in order."""

from __future__ import annotations

import json

import click

from speechkit.cli.messages import examples, put
from speechkit.lang import CHINESE, current
from speechkit.passes import Editor
from speechkit.pipeline import PASSES


@click.command("passes", epilog=examples("speechkit passes", "speechkit passes -f jsonl"))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    help="What to print.  [default: text]",
)
def command(form: str) -> None:  # fmt: skip
    """List the passes in the order they run; "bold" marks those that guess and run with --bold only."""
    for each in PASSES:
        title = each.title_zh if current() == CHINESE else each.title
        kind = "editor" if isinstance(each, Editor) else "reader"
        if form == "jsonl":
            row = {"name": each.name, "kind": kind, "safe": each.safe, "title": each.title, "title_zh": each.title_zh,
                   "why": each.why}  # fmt: skip
            put(json.dumps(row, ensure_ascii=False))
        else:
            put(f"{each.name:<24} {kind}  {'safe' if each.safe else 'bold'}  {title}")
