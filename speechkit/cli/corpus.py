"""speechkit corpus: cleaned documents -> tables, a chart of trends, a concordance."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, get_args

import click
from msgspec import Struct

from speechkit.cli.batch import make_folder, stdout_file
from speechkit.cli.choices import PATHS
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.messages import counted, examples, list_failures, say, shown
from speechkit.cli.progress import Progress
from speechkit.cli.screen import stdout
from speechkit.corpus.cells import csv_line
from speechkit.corpus.cleaned import SUFFIXES, Cleaned, cleaned
from speechkit.corpus.discover import Failure, Found, Input, discover
from speechkit.corpus.files import refused, replacing
from speechkit.corpus.finding import canonical, key_of
from speechkit.corpus.gathering import Choice, Gathered
from speechkit.corpus.kwic import COLUMNS, CONTEXT, aligned, concordance
from speechkit.corpus.planning import refuse_input
from speechkit.corpus.tables import TABLES, View, json_line, printed
from speechkit.corpus.trends import MOST, TOP, chart_of
from speechkit.corpus.work import defect
from speechkit.document import SloganKind
from speechkit.errors import InputError, OptionError
from speechkit.render.chart import svg

_FORMS: Final = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "text"}
_FIRST: Final = "clean them first: speechkit clean RAW -o out/ -f json, then speechkit corpus out/"


_EXAMPLES: Final = examples(
    "speechkit corpus out/ > years.csv",
    "speechkit corpus out/ -o tables/",
    "speechkit corpus out/ --table trends --year page",
    "speechkit corpus out/ --slogan 三个到位 --chart trend.svg",
    "speechkit corpus out/ --kwic 到位",
)
_LISTED: Final = "\n".join(("\b", "Tables:", *(f"  {name:<13} {table.about}" for name, table in TABLES.items())))


class Wish(Struct, frozen=True, kw_only=True):
    """What is to be printed: the options that do not change what is counted."""

    table: str | None
    form: str | None
    output: str | None
    within: str
    since: str | None
    min_docs: int
    chart: str | None
    top: int
    kwic: tuple[str, ...]
    context: int

    @property
    def folder(self) -> bool:
        """Say whether -o names a folder for all tables."""
        if self.output is None or self.table:
            return False
        if os.path.isdir(self.output) or self.output.endswith(("/", os.sep)):
            return True
        return not (self.suffix or self.kwic)

    def form_of(self, usual: str) -> str:
        """Return the form: as asked for, as the suffix of the output says, or the usual one."""
        return self.form or (None if self.folder else _FORMS.get(self.suffix)) or usual

    @property
    def suffix(self) -> str:
        """Return the suffix of the output."""
        return os.path.splitext(self.output or "")[1].lower()


@click.command(
    "corpus",
    epilog="\n\n".join((_EXAMPLES, _LISTED)),
)
@PATHS
@click.option("-t", "--table", type=click.Choice(list(TABLES)), help="Which table.  [default: years]")
@click.option(
    "-f", "--format", "form", type=click.Choice(["csv", "jsonl", "text"]),
    help="How to print it; text is for --kwic only.  [default: csv; of --kwic text]",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="PATH",
    help="A folder for all tables and the chart; a file if it has a suffix (.csv .jsonl).",
)  # fmt: skip
@click.option(
    "--year", type=click.Choice(["speech", "page"]), default="speech",
    help="The year that title or body prove, or that of the page; never one for the other.  [default: speech]",
)  # fmt: skip
@click.option("--reposts", is_flag=True, help="Count every copy of a speech, not one of each cluster.")
@click.option("--fuzzy", is_flag=True, help="Find copies in which many characters differ too (extra: reposts).")
@click.option(
    "--slogan", "named", multiple=True, metavar="TEXT",
    help="Count these only, even where none was recognised; repeat.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(get_args(SloganKind)), help="Slogans of this kind only; repeat."
)
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="At least this score.  [default: 0]")
@click.option("--min-docs", type=click.IntRange(1), default=1, help="In at least so many documents.  [default: 1]")
@click.option(
    "--since", metavar="YEAR",
    help="Of --table trends: what is new from this year on.  [default: the later half of the documents]",
)  # fmt: skip
@click.option(
    "--within", type=click.Choice(["section", "document"]), default="section",
    help="Of --table cooccurrence: what two slogans share.  [default: section]",
)  # fmt: skip
@click.option("--chart", metavar="FILE", help="Also draw the slogans by year (SVG): the commonest, or each --slogan.")
@click.option("--top", type=click.IntRange(1, MOST), default=TOP, help=f"Lines of the chart.  [default: {TOP}]")
@click.option("--kwic", multiple=True, metavar="TERM", help="Print every place of this term in its context; repeat.")
@click.option(
    "--context", type=click.IntRange(0, 1000), default=CONTEXT,
    help=f"Code points on either side of it.  [default: {CONTEXT}]",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No summary; failures only.")
def command(
    paths: tuple[str, ...],
    year: Literal["speech", "page"],
    reposts: bool,
    fuzzy: bool,
    named: tuple[str, ...],
    kinds: tuple[str, ...],
    min_score: float,
    quiet: bool,
    **rest: Any,
) -> int:
    """Count the slogans of cleaned documents: by year, by document, together; with a chart and a concordance.

    PATH is what `speechkit clean -f json` or jsonl has written: folders, files (.json .jsonl, also .gz), globs, or -
    for a pipe. Raw texts are refused, so that what is counted can be looked at: clean them first.

    A slogan recognised anywhere is counted in every document, in whatever script and punctuation. A year that is not
    known is empty. Of a speech that several sites have, one copy counts.
    """
    wish = Wish(**rest)
    _check(wish, named)
    found = _find(paths, wish)
    choice = Choice(year=year, reposts=reposts, fuzzy=fuzzy, kinds=frozenset(kinds), min_score=min_score, named=named)
    failed = list(found.failed)
    try:
        gathered = Gathered(choice)
        visible = not quiet and sys.stderr is not None and sys.stderr.isatty()
        with Progress(sum(each.size for each in found.inputs), len(found.inputs), shown=visible) as progress:
            for document in _told(cleaned(_advancing(found.inputs, progress)), failed):
                _add(gathered, document, failed)
        if gathered.documents:
            gathered.close()
            view = View(gathered, within=wish.within, since=wish.since, min_docs=wish.min_docs)
            _print(gathered, view, wish)
            if not quiet:
                _summary(gathered, view, len(failed))
    except sqlite3.Error as error:
        raise InputError("the temporary folder", str(error), "set TMPDIR to a folder with more room") from None
    list_failures(failed)
    return (SOME_FAILED if gathered.documents else ALL_FAILED) if failed else OK


def _check(wish: Wish, named: tuple[str, ...]) -> None:
    """Refuse options that contradict each other, before anything is read."""
    if wish.kwic and wish.table:
        raise click.UsageError("--kwic prints no table; leave out --table, or --kwic")
    if wish.form_of("csv") == "text" and (wish.folder or not wish.kwic):
        raise click.UsageError("tables are csv or jsonl; text is for --kwic")
    if wish.output and not wish.folder and wish.suffix not in _FORMS and wish.form is None:
        raise click.UsageError(f"-o {wish.output}: give a file a suffix .csv or .jsonl, or use -f; end a folder in /")
    if wish.since is not None and not (wish.since.isascii() and wish.since.isdigit() and len(wish.since) == 4):
        raise click.UsageError(f"--since wants a year, not {wish.since!r}")
    for term in (*wish.kwic, *named):
        if not key_of(term):
            raise click.UsageError(f"{term!r} holds no letter to look for")


def _find(paths: tuple[str, ...], wish: Wish) -> Found:
    """Return the inputs; no output must be among them."""
    if paths.count("-") > 1:
        raise OptionError("standard input can be read once only; name - once")
    try:
        found = discover(paths, wish.output if wish.folder else None, stdout_file(), SUFFIXES)
    except InputError as error:
        raise OptionError(str(error)) from None
    for output in (wish.chart, None if wish.folder else wish.output):
        if output is not None:
            refuse_input(output, found.inputs)
    once = list({os.path.realpath(each.path): each for each in reversed(found.inputs)}.values())[::-1]
    failed = [_advised(each) for each in found.failed]
    return found._replace(inputs=once, failed=failed)


def _advised(failure: Failure) -> Failure:
    """Return the failure of a folder without documents with what to do: it may hold raw texts."""
    return failure._replace(advice=_FIRST) if failure.reason.startswith("the folder holds no") else failure


def _advancing(inputs: Iterable[Input], progress: Progress) -> Iterator[Input]:
    """Yield the inputs, and show how far the work is when the next one is asked for."""
    for each in inputs:
        yield each
        progress.advance(each.size, 1)


def _told(documents: Iterable[Cleaned | Failure], failed: list[Failure]) -> Iterator[Cleaned]:
    """Yield the documents, and keep the failures."""
    for each in documents:
        if isinstance(each, Failure):
            failed.append(each)
        else:
            yield each


def _add(gathered: Gathered, document: Cleaned, failed: list[Failure]) -> None:
    try:
        gathered.add(document)
    except sqlite3.Error:
        raise
    except Exception as error:  # a defect of ours: it must not cost the other documents
        failed.append(defect(document.source.name, error))


def _print(gathered: Gathered, view: View, wish: Wish) -> None:
    """Print what is wished for, to its files or to standard output."""
    if wish.chart is not None:
        _write(wish.chart, _chart(gathered, view, wish))
    if not wish.folder:
        _write(wish.output, _concordance(gathered, wish) if wish.kwic else _table(view, wish.table or "years", wish))
        return
    folder, form = str(wish.output), wish.form_of("csv")
    make_folder(folder)
    for name in TABLES:
        _write(os.path.join(folder, f"{name}.{form}"), _table(view, name, wish))
    _write(os.path.join(folder, "trend.svg"), _chart(gathered, view, wish))
    if wish.kwic:
        _write(os.path.join(folder, f"kwic.{form}"), _concordance(gathered, wish))


def _table(view: View, name: str, wish: Wish) -> Iterator[bytes]:
    return printed(TABLES[name], view, wish.form_of("csv"))


def _chart(gathered: Gathered, view: View, wish: Wish) -> Iterator[bytes]:
    yield svg(chart_of(view, gathered.choice.named, wish.top)).encode()


def _concordance(gathered: Gathered, wish: Wish) -> Iterator[bytes]:
    form = wish.form_of("csv" if wish.folder else "text")
    if form == "csv":
        yield csv_line(COLUMNS).encode()
    for each in concordance(gathered, wish.kwic, wish.context):
        if form == "text":
            yield aligned(each, wish.context).encode("utf-8", "replace")
        else:
            yield csv_line(each).encode("utf-8", "replace") if form == "csv" else json_line(COLUMNS, each)


def _write(output: str | None, data: Iterable[bytes]) -> None:
    """Write to a file, entirely or not at all, or to standard output."""
    if output is None:
        stream = stdout()
        for each in data:
            stream.write(each)
        return
    target = os.path.realpath(output)
    make_folder(os.path.dirname(target))
    try:
        with replacing(target) as file:
            for each in data:
                file.write(each)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(output, error, "cannot be written: ") from None


def _summary(gathered: Gathered, view: View, failed: int) -> None:
    """Say what was counted, and what a reader of the tables should know."""
    years = view.years()
    told = sum(documents for _, documents, *_ in years)
    undated = sum(documents for year, documents, *_ in years if year is None)
    copies = gathered.documents - told
    parts = [counted(gathered.documents, "document"), counted(len(gathered.indices), "slogan")]
    parts += [f"{counted(copies, 'repost')} not counted"] if copies else []
    parts += [f"{gathered.twice} came twice"] if gathered.twice else []
    say(", ".join([*parts, f"{failed} failed"]))
    missing = [name for name in gathered.choice.named if not view.knows(canonical(key_of(name)))]
    if missing:
        say(f"not found: {shown(', '.join(missing))}")
    if undated:
        other = "; --year page takes that of the page" if view.source == "speech" else ""
        say(f"{undated} of {told} without a {view.source} year{other}")
