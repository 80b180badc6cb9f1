"""speechkit config: the value of every option, and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from speechkit.cli.group import COMMANDS, loaded
from speechkit.cli.messages import examples, put, shown
from speechkit.cli.settings import FLAG_ONLY, Settings, options_of
from speechkit.cli.words import commands
from speechkit.errors import OptionError


@click.command("config", epilog=examples("speechkit config", "speechkit config clean", "speechkit config -f json"))
@click.argument("name", required=False, metavar="[COMMAND]", shell_complete=commands)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="What to print.  [default: text]",
)
@click.pass_context
def command(ctx: click.Context, name: str | None, form: str) -> None:
    """Print the value of every option and where it came from: the environment, a file, or the default.

    The file is speechkit.toml, or pyproject.toml with a table [tool.speechkit], the nearest from the working directory
    upwards. Keys are the long names of options, at the top for every command that has them, under [clean] for one.
    A flag beats the environment (SPEECHKIT_FORMAT, SPEECHKIT_CLEAN_FORMAT), which beats the file.
    """
    settings = ctx.find_root().obj
    if name is not None and name not in COMMANDS:
        raise OptionError(f"no command is called {name!r}; `speechkit --help` lists them")
    rows = [row for each in COMMANDS if name in {None, each} for row in _rows(each, settings)]
    if form == "json":
        put(json.dumps({"file": settings.path, "options": rows}, ensure_ascii=False, indent=2))
        return
    put(f"# {shown(settings.path) if settings.path else 'no speechkit.toml from here upwards'}")
    for row in rows:
        option = f"{row['command']}.{row['option']}"
        put(f"{option:<24} {shown(_told(row['value'])):<16} {shown(row['source'])}")


def _rows(name: str, settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield a row for each option of a command that may be set from outside."""
    command = loaded(name)
    found = settings.of(name, command)
    for key, option in options_of(command).items():
        if key in FLAG_ONLY or option.name is None:
            continue
        setting = found.get(option.name)
        value = setting.value if setting else _default(option)
        yield {"command": name, "option": key, "value": value, "source": setting.where if setting else "default"}


def _default(option: click.Option) -> Any:
    value = option.get_default(click.Context(click.Command("config")))
    return value if isinstance(value, (str, int, float, bool)) else [] if option.multiple else None


def _told(value: Any) -> str:
    if value is None or value in ((), []):
        return "-"
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else json.dumps(value, ensure_ascii=False)
