"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from speechkit.cli.words import files, passes
from speechkit.errors import OptionError
from speechkit.passes import Options
from speechkit.pipeline import selected
from speechkit.rules import decisions as decided
from speechkit.rules import phrases
from speechkit.rules.decisions import Decisions
from speechkit.rules.phrases import Lexicon
from speechkit.rules.profile import LARGEST, Profile
from speechkit.rules.store import rule_set
from speechkit.source import decode

F = TypeVar("F", bound=Callable[..., Any])

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=files)


_FIELDS = (
    click.option("--text-field", metavar="NAME",
                 help="Field of a JSON Lines or Parquet file that holds the text.  [default: text]"),
    click.option("--id-field", metavar="NAME",
                 help="Field that names each document.  [default: id, where there is one]"),
)  # fmt: skip


def fields(command: F) -> F:
    """Add the options that say which fields of a record are read."""
    for option in reversed(_FIELDS):
        command = option(command)
    return command


def cleaning(command: F) -> F:
    """Add the options that say how to clean: read them with options_of()."""
    for option in reversed(
        (
            click.option("--script", type=click.Choice(["keep", "simplified", "traditional"]), default="keep",
                         help="Convert the script.  [default: keep]"),
            click.option("--width", type=click.Choice(["full", "keep"]), default="full",
                         help="Full-width punctuation, or as printed.  [default: full]"),
            click.option("--encoding", metavar="NAME", help="Decode with this codec, do not detect it."),
            click.option("--only", multiple=True, metavar="PASS", shell_complete=passes,
                         help="Run these passes or families only (repair.gloss, repair); repeat, or use commas."),
            click.option("--skip", multiple=True, metavar="PASS", shell_complete=passes,
                         help="Leave out these passes or families."),
            click.option("--rules", "rules", multiple=True, metavar="DIR",
                         type=click.Path(exists=True, file_okay=False),
                         help="Also use the rules (*.toml) of this folder; repeat."),
            click.option("--profile", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
                         help="Also take out what `speechkit learn` has learnt of a site."),
            click.option("--lexicon", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
                         help="Also find these set phrases: one a line, or phrase TAB kind of slogan."),
            click.option("--decisions", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
                         help="Take back the changes that this file refuses (explain --uncertain -f toml)."),
            click.option("--bold", is_flag=True, help="Also run the passes that guess (none does so far)."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def batching(command: F) -> F:
    """Add the options of commands that take many files."""
    for option in reversed(
        (
            click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N",
                         help="Work in N processes.  [default: one a core]"),
            click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; failures only."),
            click.option("-v", "--verbose", is_flag=True, help="Name every document with its number of changes."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def corpora(command: F) -> F:
    """Add the options of work on many files that is resumed, told to machines, or read out of larger files."""
    for option in reversed(
        (
            click.option("--from-list", metavar="FILE", shell_complete=files,
                         help="Also clean the files named in FILE, one a line, or ended by NUL bytes; - for stdin."),
            *_FIELDS,
            click.option("--force", is_flag=True, help="Make everything again, what is up to date too."),
            click.option("--retry", is_flag=True, help="Only what failed in an earlier run into the same folder."),
            click.option("--fail-fast", is_flag=True, help="Stop at the first failure."),
            click.option("--log-json", metavar="FILE", type=click.Path(dir_okay=False),
                         help="Write a log for machines, one JSON object a line."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def options_of(  # noqa: PLR0913, PLR0917  # an argument for each option of cleaning()
    script: str,
    width: str,
    encoding: str | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    rules: tuple[str, ...],
    profile: str | None,
    lexicon: str | None,
    decisions: str | None,
    bold: bool,
) -> Options:
    """Return the options, checked before the first file is opened.

    Raises OptionError for a name that is none and for an output that one of these options reads, RuleError for a rule
    that does not hold to its own examples, and for a profile that is none.
    """
    _refuse_read((profile, lexicon, decisions), rules)
    options = Options(
        script=script,  # type: ignore[arg-type]  # click.Choice has seen to it
        width=width,  # type: ignore[arg-type]  # click.Choice has seen to it
        encoding=encoding,
        only=_names(only),
        skip=_names(skip),
        bold=bold,
        rules=rule_set(rules),
        profile=profile_of(profile) if profile else None,
        lexicon=lexicon_of(lexicon) if lexicon else None,
        decisions=decisions_of(decisions) if decisions else None,
    )
    selected(options)
    decode(b"", encoding, "")
    return options


def is_flag(*names: str) -> bool:
    """Say whether one of the parameters was given on the command line, not by a file, the environment or default."""
    ctx = click.get_current_context()
    return any(ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE for name in names)


def _refuse_read(read: tuple[str | None, ...], folders: tuple[str, ...]) -> None:
    """Raise OptionError when the command writes to a file that it reads: a profile, a lexicon, decisions, a rule."""
    ctx = click.get_current_context(silent=True)
    for name in ("output", "log_json"):
        output = ctx.params.get(name) if ctx is not None else None
        if not output:
            continue
        real = os.path.realpath(output)
        rule = real.endswith(".toml") and os.path.dirname(real) in map(os.path.realpath, folders)
        listed = ctx.params.get("from_list") if ctx is not None else None
        if rule or real in {os.path.realpath(each) for each in (*read, listed) if each}:
            raise OptionError(f"{output} is an input and would be written over; choose another output file")


def profile_of(path: str) -> Profile:
    """Return the profile in a file. Raises RuleError when it is none."""
    with open(path, "rb") as file:
        return Profile.from_json(file.read(LARGEST + 1), path)


def lexicon_of(path: str) -> Lexicon:
    """Return the set phrases in a file. Raises RuleError, which names the line, when one is none."""
    with open(path, "rb") as file:
        return Lexicon.from_text(file.read(phrases.LARGEST + 1), path)


def decisions_of(path: str) -> Decisions:
    """Return the decisions in a file. Raises RuleError, which names the decision, when one is none."""
    with open(path, "rb") as file:
        return Decisions.from_toml(file.read(decided.LARGEST + 1), path)


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
