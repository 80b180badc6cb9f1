"""speechkit audit: a sheet of changes to judge by hand, and how often each rule was right by those judgements."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

import click
import msgspec

from speechkit.cli.batch import stdout_file
from speechkit.cli.choices import PATHS
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.messages import counted, examples, list_failures, say, shown
from speechkit.cli.screen import stdout
from speechkit.corpus.auditing import UNCHANGED, Audited, Judged, Row, Sampler, judged
from speechkit.corpus.cells import csv_line
from speechkit.corpus.cleaned import SUFFIXES, documents
from speechkit.corpus.discover import Failure, discover
from speechkit.corpus.files import STDIN, read, refused, write
from speechkit.corpus.planning import refuse_input
from speechkit.errors import InputError, OptionError
from speechkit.patterns import lazy

_SHEET: Final = (
    "number", "rule", "left", "before", "after", "right", "label", "note", "confidence", "document", "start", "end",
    "changes",
)  # fmt: skip
# Labels as they are after NFKC, in lower case.
_RIGHT: Final = frozenset(
    {"right", "r", "yes", "y", "ok", "1", "true", "对", "正确", "是",
     "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "\N{SQUARE ROOT}"}
)  # fmt: skip
_WRONG: Final = frozenset(
    {"wrong", "w", "no", "n", "0", "false", "错", "错误", "不对", "否",
     "x", "\N{BALLOT X}", "\N{HEAVY BALLOT X}", "\N{MULTIPLICATION SIGN}"}
)  # fmt: skip
_OPEN: Final = frozenset({"", "?", "unsure", "skip", "不确定", "拿不准"})
_NEEDED: Final = frozenset({"rule", "label", "changes"})
_MARK: Final = "\ufeff"  # at the head of a file, or Excel takes UTF-8 for the encoding of the country
_FIRST: Final = "clean first: speechkit clean RAW -o out/ -f json --edits, then speechkit audit out/"
_CLEAN: Final = "clean again with -f json --edits"
_COUNT: Final = lazy(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d+(?:\.0+)?")  # as a spreadsheet may write it
_TOLD: Final = 5  # rows that cannot be read, or documents without edits, that are told one by one
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
@click.option(
    "--sample", type=click.IntRange(1, 100_000), metavar="N", help=f"Rows of the sheet.  [default: {_SAMPLE}]"
)
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

    Write into the column label: right, or wrong (also r w, y n, 1 0, 对 错), and save the sheet as CSV. A change is
    right when the text after it is what the speaker said; an unchanged place is right when nothing in it had to be
    changed. Leave it empty when you cannot tell. Then `speechkit audit sheet.csv` prints how often each rule was right,
    with intervals of 95 % (Wilson); the line of all changes weighs each rule by how often it fired.
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
    failed = [each._replace(advice=_FIRST) if "holds no" in each.reason else each for each in found.failed]
    sampler, done, bare = Sampler(size, seed), 0, 0
    for document in documents(found.inputs, Audited):
        if isinstance(document, Failure):
            failed.append(document._replace(advice=_FIRST) if "clean it first" in document.advice else document)
        elif not isinstance(document.edits, list):
            bare += 1
            if bare <= _TOLD:
                failed.append(Failure(document.source.name, "the document does not hold its edits", _CLEAN))
        else:
            sampler.add(document)
            done += 1
    failed += _more_bare(bare - _TOLD, paths)
    rows = sampler.rows()
    if done:
        to_file = output is not None and output != STDIN
        _write(_MARK * to_file + "".join(_sheet(rows, sampler)), output)
        if not quiet:
            rules = len({row.rule for row in rows} - {UNCHANGED})
            say(f"{counted(len(rows), 'row')} of {counted(rules, 'rule')} from {counted(done, 'document')}")
    list_failures(failed)
    return (SOME_FAILED if done else ALL_FAILED) if failed else OK


def _more_bare(more: int, paths: tuple[str, ...]) -> Iterator[Failure]:
    """Yield the failure that tells of the documents without edits that are not told one by one: all of a folder."""
    if more > 0:
        where = paths[0] if len(paths) == 1 else f"{paths[0]} ... {paths[-1]}"
        reason = f"{more} more documents do not hold their edits"
        reason = "1 more document does not hold its edits" if more == 1 else reason
        yield Failure(where, reason, _CLEAN)


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
    done = 0
    for path in paths:
        if output is not None and os.path.realpath(path) == os.path.realpath(output):
            raise OptionError(f"{path} is the sheet; choose another output file")
        try:
            labels += _labels(path, failed)
            done += 1
        except InputError as error:
            failed.append(Failure(error.path, error.reason, error.advice))
    if done:
        if not any(right is not None for _, _, right in labels):
            say(f"{shown(paths[0])}: no row has a label; write right or wrong into the column label")
        _write("".join(_told(judged(labels), form)), output)
    list_failures(failed)
    return (SOME_FAILED if labels else ALL_FAILED) if failed else OK


def _labels(path: str, failed: list[Failure]) -> list[tuple[str, int, bool | None]]:
    """Return rule, count and label of each row; a row that cannot be read is told and left out.

    Raises InputError for what is no sheet.
    """
    out: list[tuple[str, int, bool | None]] = []
    bad = 0
    for number, line in enumerate(_rows(path), 2):
        said = normalize("NFKC", line["label"] or "").strip().lower()
        rule, changes = (line["rule"] or "").strip(), (line["changes"] or "").strip()
        if not (said or rule or changes):
            continue  # spreadsheets save empty rows at the end
        known = said in _RIGHT | _WRONG | _OPEN
        if not known or not _COUNT.fullmatch(changes) or not rule:
            bad += 1
            reason = f"row {number}: label {said[:20]!r} is not known" if not known else f"row {number} is damaged"
            if bad <= _TOLD:
                failed.append(Failure(path, reason, "write right, wrong or nothing"))
            continue
        count = int(changes.partition(".")[0].replace(",", "")[:15])
        out.append((rule, count, None if said in _OPEN else said in _RIGHT))
    if bad > _TOLD:
        reason = f"{bad - _TOLD} more rows cannot be read"
        reason = "1 more row cannot be read" if bad - _TOLD == 1 else reason
        failed.append(Failure(path, reason, "look at the columns label and changes"))
    return out


def _rows(path: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet, however a spreadsheet saved it.

    Excel in China saves GBK, "Unicode text" is UTF-16 with tabs, and where a comma is the decimal mark cells are
    parted by semicolons. Raises InputError for what is no sheet.
    """
    text = _decoded(read(path)).removeprefix(_MARK)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    head = text[:1000].splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=head.count)
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        missing = _NEEDED - set(table.fieldnames or ())
        lines = list(table)
    except csv.Error as error:
        raise InputError(path, f"this is no CSV ({error})", "save the sheet as CSV, UTF-8") from None
    if missing:
        raise InputError(path, f"the sheet has no column {', '.join(sorted(missing))}", "draw it again")
    yield from lines


def _decoded(data: bytes) -> str:
    """Return the text of a sheet. What cannot be decoded is not in the columns that count."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


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
        raise refused(output, error, "cannot be written: ") from None
