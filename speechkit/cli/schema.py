"""speechkit schema: the JSON Schema of what comes out."""

from __future__ import annotations

import json

import click

from speechkit.cli.messages import examples, put
from speechkit.render import jsontext


@click.command("schema", epilog=examples("speechkit schema > document.schema.json"))
def command() -> None:
    """Print the JSON Schema of speechkit.document/1."""
    put(json.dumps(jsontext.schema(), ensure_ascii=False, indent=2))
