"""speechkit audit: a sheet of changes to judge by hand, and how often each rule was right by those judgements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import click
import msgspec

from speechkit.cli.batch import stdout, stdout_file
from speechkit.cli.choices import PATHS
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.messages import counted, examples, list_failures, say, shown
from speechkit.corpus.auditing import Audited, Judged, Row, Sampler, judged
from speechkit.corpus.cells import csv_line
from speechkit.corpus.cleaned import SUFFIXES, documents
from speechkit.corpus.discover import Failure, discover
from speechkit.corpus.files import STDIN, read, write
from speechkit.corpus.planning import refuse_input
from speechkit.errors import InputError, OptionError

_SHEET: Final = (
    "number", "rule", "left", "before", "after", "right", "label", "note", "confidence", "document", "start", "end",
    "changes",
)  # fmt: skip
_RIGHT: Final = frozenset({"right", "r", "yes", "y", "ok", "1", "true", "对", "正确", "是"})
_WRONG: Final = frozenset({"wrong", "w", "no", "n", "0", "false", "错", "错误", "否"})
_OPEN: Final = frozenset({"", "?", "unsure", "skip", "不确定"})
_TOLD: Final = 5  # rows of a sheet that cannot be read and are told one by one
_SAMPLE: Final = 200


@click.command(
    "audit",
    epilog=examples(
        "speechkit clean raw/ -o out/ -f json --edits",
        "speechkit audit out/ --sample 200 -o sheet.csv",
        "speechkit audit sheet.csv",
        "speechkit audit sheet.csv -f csv > precision.csv",
    ),
)
@PATHS
@click.option("--sample", type=click.IntRange(1, 100_000), help=f"Rows of the sheet.  [default: {_SAMPLE}]")
@click.option("--seed", type=int, default=1, help="Another number draws another sample.  [default: 1]")
@click.option("-o", "--output", metavar="FILE", help="Write to this file.  [default: standard output]")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "csv", "jsonl"]),
    help="How to print what a sheet proves.  [default: text]",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary; failures only.")
def command(
    paths: tuple[str, ...], sample: int | None, seed: int, output: str | None, form: str | None, quiet: bool
) -> int:
    """Draw a sample of what was changed, and of what was not, as a sheet (CSV); or read a sheet that was filled in.

    PATH is what `speechkit clean -f json --edits` has written (also jsonl). Every rule that fired has its share of the
    sheet; a fifth of it are places that nothing changed. The same seed and documents give the same sheet.

    Write into the column label: right, or wrong (also r w, y n, 1 0, 对 错). A change is right when the text after it
    is what the speaker said; an unchanged place is right when nothing in it had to be changed. Leave it empty when you
    cannot tell. Then `speechkit audit sheet.csv` prints how often each rule was right, with intervals of 95 %
    (Wilson); the line of all changes weighs each rule by how often it fired.
    """
    if all(path.lower().endswith(".csv") for path in paths):
        if sample is not None:
            raise click.UsageError("--sample draws from cleaned documents, not from a sheet; leave it out")
        return _read(paths, form or "text", output)
    if form not in {None, "csv"}:
        raise click.UsageError("a sheet is CSV; -f is for reading one")
    return _draw(paths, sample or _SAMPLE, seed, output, quiet=quiet)


# ---- drawing


def _draw(paths: tuple[str, ...], size: int, seed: int, output: str | None, *, quiet: bool) -> int:
    found = discover(paths, None, stdout_file(), SUFFIXES)
    if output is not None:
        refuse_input(output, found.inputs)
    sampler, failed, done = Sampler(size, seed), list(found.failed), 0
    for document in documents(found.inputs, Audited):
        if isinstance(document, Failure):
            failed.append(document)
        elif not isinstance(document.edits, list):
            reason = "the document does not hold its edits"
            failed.append(Failure(document.source.name, reason, "clean again with -f json --edits"))
        else:
            sampler.add(document)
            done += 1
    rows = sampler.rows()
    if done:
        _write("".join(_sheet(rows, sampler)), output)
        if not quiet:
            rules = sum(count > 0 for count in sampler.counts.values())
            say(f"{counted(len(rows), 'row')} of {counted(rules, 'rule')} from {counted(done, 'document')}")
    list_failures(failed)
    return (SOME_FAILED if done else ALL_FAILED) if failed else OK


def _sheet(rows: list[Row], sampler: Sampler) -> Iterator[str]:
    yield csv_line(_SHEET)
    for number, row in enumerate(rows, 1):
        left, before, after, right = map(shown, (row.left, row.before, row.after, row.right))
        yield csv_line((number, row.rule, left, before, after, right, "", "", row.confidence, shown(row.document),
                        row.start, row.end, sampler.counts[row.rule]))  # fmt: skip


# ---- reading


def _read(paths: tuple[str, ...], form: str, output: str | None) -> int:
    labels: list[tuple[str, int, bool | None]] = []
    failed: list[Failure] = []
    for path in paths:
        if path == output:
            raise OptionError(f"{path} is the sheet; choose another output file")
        labels += _labels(path, failed)
    rows = judged(labels)
    if not any(right is not None for _, _, right in labels):
        say(f"{shown(paths[0])}: no row has a label; write right or wrong into the column label")
    _write("".join(_told(rows, form)), output)
    list_failures(failed)
    return (SOME_FAILED if labels else ALL_FAILED) if failed else OK


def _labels(path: str, failed: list[Failure]) -> Iterator[tuple[str, int, bool | None]]:
    """Yield rule, count and label of each row; a row that cannot be read is told and left out."""
    data = read(path)
    try:
        table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        lines = list(table)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"this is no CSV in UTF-8 ({error})", "save the sheet as CSV, UTF-8") from None
    missing = {"rule", "label", "changes"} - set(table.fieldnames or ())
    if missing:
        raise InputError(path, f"the sheet has no column {', '.join(sorted(missing))}", "draw it again")
    bad = 0
    for number, line in enumerate(lines, 2):
        said, changes = (line["label"] or "").strip().lower(), (line["changes"] or "").strip()
        known = said in _RIGHT | _WRONG | _OPEN
        if not known or not (changes.isascii() and changes.isdigit()) or not line["rule"]:
            bad += 1
            reason = f"row {number}: label {said[:20]!r} is not known" if not known else f"row {number} is damaged"
            if bad <= _TOLD:
                failed.append(Failure(path, reason, "write right, wrong or nothing"))
            continue
        yield line["rule"], int(changes[:15]), None if said in _OPEN else said in _RIGHT
    if bad > _TOLD:
        failed.append(Failure(path, f"{bad - _TOLD} more rows cannot be read", "look at the columns label and changes"))


def _told(rows: list[Judged], form: str) -> Iterator[str]:
    if form == "jsonl":
        for row in rows:
            yield msgspec.json.encode(row._asdict()).decode() + "\n"
    elif form == "csv":
        yield csv_line(Judged._fields)
        for row in rows:
            yield csv_line(row)
    else:
        yield f"{'rule':<30} {'changes':>8} {'right':>11} {'precision':>9}  95 % interval\n"
        for row in rows:
            share, bounds = "-", "-"
            if row.precision is not None:
                share, bounds = f"{row.precision:.3f}", f"{row.low:.3f} to {row.high:.3f}"
            of = f"{row.right} of {row.labelled}"
            yield f"{shown(row.rule):<30} {row.changes:>8,} {of:>11} {share:>9}  {bounds}\n"


def _write(text: str, output: str | None) -> None:
    data = text.encode("utf-8", "replace")
    if output is None or output == STDIN:
        stdout().write(data)
        return
    try:
        write(output, data)
    except OSError as error:
        reason = f"cannot be written: {(error.strerror or str(error)).lower()}"
        raise InputError(output, reason, "choose another output file") from None
