"""speechkit learn: pages of a site -> a profile of its own lines and phrases."""

from __future__ import annotations

import os
from pathlib import Path

import click

from speechkit.cli.batch import Batch
from speechkit.cli.choices import PATHS, batching
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.messages import counted, examples, list_failures, say, shown
from speechkit.cli.screen import stdout
from speechkit.corpus.discover import Failure, Found
from speechkit.corpus.files import HANDED, STDIN, refused, write
from speechkit.corpus.forms import Recipe
from speechkit.corpus.learn import learn_from
from speechkit.corpus.planning import Tasks, refuse_input
from speechkit.passes import Options
from speechkit.rules.profile import Profile
from speechkit.rules.store import rule_set
from speechkit.source import decode


@click.command(
    "learn",
    epilog=examples(
        "speechkit learn raw/ -o site.json",
        "speechkit learn --verbose raw/*.html -o site.json",
        "speechkit clean raw/ -o out/ --profile site.json",
        "speechkit clean raw/ -o out/ --learn",
    ),
)
@PATHS
@click.option("-o", "--output", metavar="FILE", help="Write the profile to this file.  [default: standard output]")
@click.option("--encoding", metavar="NAME", help="Decode with this codec, do not detect it.")
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Also use the rules (*.toml) of this folder; repeat.",
)
@batching
def command(
    paths: tuple[str, ...],
    output: str | None,
    encoding: str | None,
    rules: tuple[Path, ...],
    jobs: int | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Learn what recurs on the pages of a site, from two files up, better three or more: folders, files, globs.

    Near copies are left out, files are grouped by their host or by the lines they share, and what speeches have in
    common is spared. The profile is JSON that you can read and edit: each entry says in how many files it was seen, and
    one that you add needs no more than its shape (and where it stands).
    Use it with `speechkit clean --profile FILE`.
    """
    options = Options(encoding=encoding, rules=rule_set(rules))
    decode(b"", encoding, "")
    batch = Batch(Recipe(form="text", options=options), jobs=jobs, quiet=quiet, verbose=verbose)
    found = batch.find(paths)
    if any(each.path == STDIN or each.path.startswith(HANDED) for each in found.inputs):
        raise click.UsageError("files are read twice, which a pipe cannot be; name files or a folder")
    if output is not None:
        refuse_input(output, found.inputs)
    profile, failed = learnt(found, options, batch.jobs)
    failed = [*found.failed, *failed]
    if profile.files:
        _write(profile, output)
    if profile.files and not quiet:
        say(told(profile))
    if verbose:
        _list(profile)
    list_failures(failed)
    return (SOME_FAILED if profile.files else ALL_FAILED) if failed else OK


def learnt(found: Found, options: Options, jobs: int) -> tuple[Profile, list[Failure]]:
    """Return what was learnt from the inputs, and those that could not be read."""
    return learn_from(Tasks(found.inputs), options, jobs)


def told(profile: Profile) -> str:
    """Return a line that tells what was learnt."""
    lines, phrases = (sum(len(each) for each in kind) for kind in _kinds(profile))
    seen = counted(profile.files, "file")
    if profile.copies:
        seen += f" ({counted(profile.copies, 'near copy')} left out)"
    if not lines + phrases:
        shared = "three different pages of a site must share a line that no speech has, or two of them several"
        return f"nothing learnt from {seen}: {shared}"
    where = "" if len(profile.sites) == 1 else f" of {len(profile.sites)} sites"
    return f"learnt {counted(lines, 'line')} and {counted(phrases, 'phrase')}{where} from {seen}"


def _kinds(profile: Profile) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    return [site.lines for site in profile.sites], [site.phrases for site in profile.sites]


def _list(profile: Profile) -> None:
    for site in profile.sites:
        for line in site.lines:
            say(f"{shown(site.name)}: {line.where}: {shown(line.shape)} ({line.files[0]} of {line.files[1]} files)")
        for phrase in site.phrases:
            say(f"{shown(site.name)}: phrase: {shown(phrase.shape)} ({phrase.files[0]} of {phrase.files[1]} files)")


def _write(profile: Profile, output: str | None) -> None:
    data = profile.to_json().encode()
    if output is None:
        stdout().write(data)
        return
    try:
        write(os.path.abspath(output), data)
    except OSError as error:
        raise refused(output, error, "cannot be written: ") from None
