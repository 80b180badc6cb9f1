"""speechkit clean: files, folders or standard input -> Markdown, JSON or text."""

from __future__ import annotations

import os
from typing import Any, Final

import click
from click.core import ParameterSource
from msgspec.structs import replace

from speechkit.cli.batch import Batch, Manner
from speechkit.cli.choices import batching, cleaning, corpora, is_flag, options_of
from speechkit.cli.messages import examples, say
from speechkit.cli.words import files
from speechkit.corpus.discover import Found, many_in, names_in
from speechkit.corpus.files import HANDED, STDIN, read
from speechkit.corpus.forms import FORMS, Recipe
from speechkit.corpus.packing import stem
from speechkit.render.chunks import MAX_CHARS

# One document a line, and documents that stand one below the other, may share a file; two JSON documents may not.
_ONE_EACH: Final = "json"
_SPELT: Final = {"markdown": "md"}
_BY_SUFFIX: Final = {".json": "json", ".jsonl": "jsonl", ".txt": "text"}
_TABLE: Final = ".parquet"


@click.command(
    "clean",
    epilog=examples(
        "speechkit clean speech.txt",
        "speechkit clean speech.txt -f json --edits",
        "speechkit clean speech.txt -o speech.md",
        "speechkit clean raw/ -o out/ -f json",
        "speechkit clean raw/ -f jsonl > corpus.jsonl",
        "cat speech.txt | speechkit clean - -f text",
        "speechkit clean speech.txt --skip slogans,repair.width",
        "speechkit clean raw/ -o out/ --learn",
        "speechkit clean raw/ -o out/ -f json --split",
        "speechkit clean raw/ -f chunks --max-chars 500 > sections.jsonl",
        'speechkit clean raw/ --check || echo "something to clean"',
        "speechkit clean crawl.jsonl --text-field content -o clean.jsonl.gz",
        "find raw/ -name '*.txt' -print0 | speechkit clean --from-list - -o out/",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=files)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A file; or a folder, when it is one, ends in /, or several documents are meant.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["md", "markdown", "json", "jsonl", "text", "chunks"]),
    help="What to print.  [default: md, or what the suffix of the output file says]",
)
@click.option(
    "--max-chars",
    type=click.IntRange(min=50),
    metavar="N",
    help=f"Characters that a chunk may have; a sentence is never cut.  [default: {MAX_CHARS}]",
)
@click.option("--edits", is_flag=True, help="Put every edit into the JSON.")
@click.option("--raw", is_flag=True, help="Put the raw decoded text into the JSON.")
@click.option(
    "--learn", is_flag=True, help="First learn what recurs on the pages of a site, then clean; twice the time."
)
@click.option(
    "--split", is_flag=True, help="Make a document of each article of a page that holds several (several_articles)."
)
@click.option("--check", is_flag=True, help="Write nothing; name the inputs that would change; exit 1 if any would.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    help="Where to work: this machine's cores, or Ray.  [default: local]",
)
@cleaning
@batching
@corpora
def command(
    paths: tuple[str, ...], output: str | None, form: str | None, learn: bool, from_list: str | None, **rest: Any
) -> int:
    """Clean files, folders, globs or standard input (-).

    A folder gives its .txt .text .md .html .htm files and, with -o, is mirrored: raw/a/001.txt becomes
    out/a/001.txt.json. Without -o everything goes to standard output, in the order given; several JSON documents
    need -f jsonl or -o. With jsonl, -o names one file for all unless it is a folder.

    A run into a folder can be broken off at any time and called again: what is up to date is skipped, what changed is
    made again (the folder holds a manifest in .speechkit/). .jsonl, .ndjson, .parquet, .warc and .wet files, also .gz
    and .zst, hold a document a record; of one that is as it was, what failed is told again and, with --retry, tried
    again. -o may end in .jsonl.gz, .jsonl.zst or .parquet.

    chunks are the sections of a document for a search index, one a line, each with the headings above it.

    A page with several articles, each with its own number, title and salutation, is one document and has the warning
    several_articles. With --split each article is a document: a line of jsonl; in a folder out/a.txt.1.json,
    out/a.txt.2.json and so on; otherwise one below the other. A page with one article gives what it always gives.

    --engine ray does the same on a Ray cluster, or on a Ray of its own on this machine: files and folders in, those
    with records too, also s3:// and gs:// URLs; out, below the folder that -o names, Parquet files of id, json, error,
    version, source. A run that was broken off goes on where it ended. It needs the extra [ray].

    A second run into the same folder is refused as long as the first one lasts, whatever the engine. An object store
    cannot be locked: there the run that began last goes on, and the other one ends with an error.
    """
    manner = {name: rest.pop(name) for name in Manner._fields}
    if rest.pop("engine") == "ray":
        return _on_ray(paths, output, form, manner, _listed(paths, from_list), learn=learn, **rest)
    recipe = _recipe(_form(form, output), **rest)
    batch = Batch(recipe, **manner)
    found = batch.find(paths, output, _listed(paths, from_list))
    if learn:
        _learn(batch, found)
    if output is not None and _is_folder(output, recipe.form, several=found.several) and not recipe.check:
        return batch.into_folder(found, output)
    if recipe.form == _ONE_EACH and not recipe.check:
        _refuse_several(split=recipe.split, several=found.several)
    return batch.into_stream(found, output)


def _on_ray(
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    manner: dict[str, Any],
    listed: list[str],
    *,
    learn: bool,
    **rest: Any,
) -> int:
    """Clean the inputs on Ray. Raises UsageError for options that do not go with it."""
    from speechkit.cli.cluster import clean  # noqa: PLC0415  # needed with --engine ray only

    source = click.get_current_context().get_parameter_source("form")
    if form not in {None, "json", "jsonl"} and source is ParameterSource.COMMANDLINE:
        raise click.UsageError(f"--engine ray writes documents as JSON into Parquet; leave out -f {form}")
    if learn:
        raise click.UsageError("--learn is for --engine local; use `speechkit learn` on some pages, then --profile")
    return clean(paths, output, _recipe("jsonl", **rest), manner, listed)


def _listed(paths: tuple[str, ...], name: str | None) -> list[str]:
    """Return the names in the list. Raises UsageError when nothing is named at all."""
    if name is None:
        if not paths:
            raise click.UsageError("Missing argument 'PATH...'; name files or folders, or a list with --from-list")
        return []
    if name == STDIN and STDIN in paths:
        raise click.UsageError("standard input can be read once only; name - once")
    return names_in(read(name))


def _recipe(
    form: str, *, edits: bool, raw: bool, split: bool, check: bool, max_chars: int | None, **rest: Any
) -> Recipe:  # fmt: skip
    """Return what is to be done with each input.

    Raises UsageError for flags that do not go together; what only a file or the environment asks for gives way.
    """
    if (edits or raw) and form not in {"json", "jsonl"}:
        if is_flag("edits", "raw"):
            raise click.UsageError("--edits and --raw need -f json or -f jsonl")
        edits = raw = False
    if max_chars is not None and form != "chunks" and is_flag("max_chars"):
        raise click.UsageError("--max-chars needs -f chunks")
    return Recipe(
        form=form,
        options=options_of(**rest),
        edits=edits,
        raw=raw,
        check=check,
        split=split,
        max_chars=max_chars or MAX_CHARS,
    )


def _refuse_several(*, split: bool, several: bool) -> None:
    """Raise UsageError where a file of JSON would hold more than one document."""
    if split:
        raise click.UsageError("--split may make several JSON documents of a file: use -f jsonl, or -o FOLDER/")
    if several:
        raise click.UsageError("several JSON documents need -f jsonl, or -o FOLDER")


def _learn(batch: Batch, found: Found) -> None:
    """Learn from the inputs what recurs on their pages, and clean with that."""
    from speechkit.cli.learn import learnt, told  # noqa: PLC0415  # 10 ms to import, needed with --learn only

    recipe = batch.recipe
    if recipe.options.profile is not None:
        raise click.UsageError("--learn makes a profile of its own; leave out --profile, or --learn")
    if not found.several or any(each.path == STDIN or each.path.startswith(HANDED) for each in found.inputs):
        raise click.UsageError("--learn needs several files of a site, which are read twice; name a folder")
    if any(many_in(each.path) for each in found.inputs):
        raise click.UsageError("--learn reads pages, not files with records; leave it out")
    profile, _ = learnt(found, recipe.options, batch.jobs)
    batch.recipe = replace(recipe, options=replace(recipe.options, profile=profile))
    if not batch.quiet:
        say(told(profile))


def _form(form: str | None, output: str | None) -> str:
    """Return the form that is asked for, by name or by the suffix of the output file."""
    suffix = os.path.splitext(stem(output))[1].lower() if output is not None else ""
    if suffix == _TABLE and not os.path.isdir(output or ""):
        if form not in {None, "json", "jsonl"}:
            raise click.UsageError(f"a Parquet file holds documents as JSON; leave out -f {form}")
        return "jsonl"
    if form is None:
        form = _BY_SUFFIX.get(suffix)
    return _SPELT.get(form or "md", form or "md")


def _is_folder(output: str, form: str, *, several: bool) -> bool:
    """Say whether -o names a folder. Several documents do not make one of it where one file may hold them all."""
    if os.path.isdir(output) or output.endswith(("/", os.sep)):
        return True
    if stem(output) != output:  # one packed file, whatever the form
        return False
    return several and not FORMS[form].lines
