"""speechkit report: raw and clean side by side, in one page that a browser opens without a network."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from typing import Any, Final

import click

from speechkit.cli.batch import Batch, make_folder
from speechkit.cli.choices import PATHS, cleaning, fields, options_of
from speechkit.cli.group import ALL_FAILED
from speechkit.cli.messages import examples, say, shown
from speechkit.cli.screen import stdout
from speechkit.cli.stopping import STOPPED
from speechkit.corpus.discover import Found
from speechkit.corpus.files import refused, replacing, sweep_dead
from speechkit.corpus.forms import Recipe
from speechkit.corpus.planning import Task, Tasks, refuse_input
from speechkit.corpus.reporting import Sheets
from speechkit.lang import current
from speechkit.render.report.telling import Telling

_LARGE: Final = 30 << 20  # bytes: above, a browser takes its time


@click.command(
    "report",
    epilog=examples(
        "speechkit report speech.txt -o report.html",
        "speechkit report raw/ -o report.html",
        "speechkit report raw/ --script simplified > report.html",
        "cat speech.txt | speechkit report - -o report.html",
        "speechkit report crawl.jsonl --text-field content -o report.html",
    ),
)
@PATHS
@click.option("-o", "--output", metavar="FILE", help="The page (HTML).  [default: standard output]")
@cleaning
@fields
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Work in N processes.  [default: one a core]"
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; failures only.")
def command(
    paths: tuple[str, ...],
    output: str | None,
    text_field: str | None,
    id_field: str | None,
    jobs: int | None,
    quiet: bool,
    **rest: Any,
) -> int:
    """Show what was changed, where and why, in one HTML page: raw and clean text side by side.

    PATH is raw text, as for clean. The page of one document shows every change with its rule and reason, what is
    uncertain and the command that takes it back, metadata and warnings with their places. Several documents get a table
    with charts, the worst first; each opens from it. The page needs no network and no other file; without JavaScript
    one document is whole, and a folder lists the changes of each.
    """
    options = options_of(**rest)
    batch = _Batch(
        Recipe(form="report", options=options), jobs=jobs, quiet=quiet, text_field=text_field, id_field=id_field
    )
    found = batch.find(paths)
    if output is not None:
        refuse_input(output, found.inputs)
    batch.recipe = Recipe(
        form="report",
        options=options,
        telling=Telling(language=current(), rules=options.rules, given=_given(rest), records=batch.many),
    )
    return batch.into_page(found, output)


class _Batch(Batch):
    """A batch whose documents go into one page."""

    def into_page(self, found: Found, output: str | None) -> int:
        """Clean every input, and write the page unless nothing came of it; return the exit code."""
        tasks = Tasks(found.inputs, as_typed=True)
        with Sheets() as sheets:
            code = self._run(tasks, self._feed(tasks), sheets, None)
            if sheets.figures and code not in {ALL_FAILED, *STOPPED}:
                size = _written(sheets.page(self.failed, folder=found.several), output)
                if output is not None and not self.quiet:
                    _tell(output, size)
        return code

    def _feed(self, tasks: Sequence[Task]) -> Iterable[Task]:
        if not self.many:
            return tasks
        from speechkit.corpus.feed import Feed  # noqa: PLC0415  # for files with records only
        from speechkit.corpus.records import Fields  # noqa: PLC0415  # the same

        return Feed(tasks, Fields(self.manner.text_field or "text", self.manner.id_field))


def _written(page: Iterable[bytes], output: str | None) -> int:
    """Write the page, entirely or not at all; return its size in bytes."""
    size = 0
    if output is None:
        stream = stdout()
        for piece in page:
            stream.write(piece)
        return size
    target = os.path.realpath(output)
    make_folder(os.path.dirname(target))
    try:
        sweep_dead(os.path.dirname(target))
        with replacing(target) as file:
            for piece in page:
                size += file.write(piece)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(output, error, "cannot be written: ") from None
    return size


def _tell(output: str, size: int) -> None:
    say(f"{shown(output)} is written, {max(size >> 10, 1):,} KB; open it in a browser")
    if size > _LARGE:
        say("the page is large, and slow to open; make one for each part of the folder")


def _given(rest: dict[str, Any]) -> str:
    """Return the options of cleaning as a shell takes them, those left out that are as they always are."""
    words: list[str] = []
    usual = {"script": "keep", "width": "full"}
    for name, value in rest.items():
        if value is True:
            words.append(f"--{name}")
        elif value and value != usual.get(name):
            for each in value if isinstance(value, tuple) else (value,):
                words += [f"--{name}", shlex.quote(str(each))]
    return " ".join(words)
