"""speechkit explain: what was changed in one file, where and why; and the way back."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import click
import msgspec

from speechkit import chars
from speechkit.cli.batch import stdout
from speechkit.cli.choices import cleaning, options_of
from speechkit.cli.difftext import unified
from speechkit.cli.messages import counted, examples, list_failures, shown
from speechkit.corpus.forms import Recipe, line_starts
from speechkit.corpus.work import defect, load
from speechkit.errors import InputError, OptionError
from speechkit.ledger import Edit, Swallowed
from speechkit.pipeline import Document
from speechkit.rules.store import rules

_AROUND: Final = 8  # code points of the line on either side of a change
_LONGEST: Final = 48  # code points of a change that are shown, without -v
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@click.command(
    "explain",
    epilog=examples(
        "speechkit explain speech.txt",
        "speechkit explain speech.txt --rule width",
        "speechkit explain speech.txt --undo width.comma > as-printed.txt",
        "speechkit explain speech.txt --undo 1",
        "speechkit explain speech.txt --undo all > raw.txt",
        "speechkit explain speech.txt --diff > changes.patch",
        "speechkit explain speech.txt -f jsonl",
    ),
)
@click.argument("path", metavar="FILE")
@click.option("--rule", metavar="RULE", help="Show this rule or family only (gloss.pinyin, width).")
@click.option("--all", "everything", is_flag=True, help="Show the width.* changes one by one too.")
@click.option(
    "--undo",
    metavar="RULE|N|all",
    help="Print the text with this rule's changes taken back, or change number N, or all: the raw text.",
)
@click.option("--diff", is_flag=True, help="Print a unified diff, which patch applies to the decoded raw text.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    help="What to print.  [default: text]",
)
@click.option("-v", "--verbose", is_flag=True, help="Show long changes whole.")
@cleaning
def command(
    path: str, rule: str | None, everything: bool, undo: str | None, diff: bool, form: str, verbose: bool, **rest: Any
) -> int:  # fmt: skip
    """Tell what was changed in FILE (or -, standard input): the rules with their counts, then each change in its line.

    A change is printed as [-before-]{+after+}, with its number, its line and column in the raw text, and its rule.
    """
    if bool(undo) + diff + (form != "text") > 1:
        raise click.UsageError("--undo, --diff and -f jsonl each print something else; take one of them")
    recipe = Recipe(form="text", options=options_of(**rest))
    try:
        document = load(path, recipe)
        edits = document.changes_made()
    except (InputError, OptionError):
        raise
    except Exception as error:  # a defect of ours, told in one line
        list_failures([defect(path, error)])
        return 4
    if undo:
        _print(_undone(document, undo))
    elif diff:
        _print(unified(document.ledger.raw, edits, shown(path)))
    elif form == "jsonl":
        _print("".join(_rows(document, rule)))
    else:
        _print(_text(document, path, rule, everything=everything or rule is not None, whole=verbose))
    return 0


def _print(text: str) -> None:
    stdout().write(text.encode("utf-8", "surrogateescape"))


def _undone(document: Document, what: str) -> str:
    """Return the text with a rule, a family, one change or everything taken back.

    Raises OptionError for what was not applied to this file.
    """
    if what == "all":
        return document.undo()
    counts = _applied(document)
    if what.isdecimal() and what.isascii():
        if not 1 <= int(what[:9]) <= len(document.changes_made()):
            raise OptionError(f"there is no change number {what}; `speechkit explain FILE --all` numbers them")
        return document.undo(edit=int(what) - 1)
    if what not in counts:
        there = ", ".join(sorted(counts)) or "none"
        raise OptionError(f"rule {what!r} changed nothing here; these did: {there}")
    return document.undo(rule=what)


def _applied(document: Document) -> Counter[str]:
    """Return how often each rule was applied, swallowed changes counted too."""
    counts = Counter(edit.rule for edit in document.changes_made())
    counts.update(inner.rule for edit in document.changes_made() for inner in edit.over)
    return counts


def _chosen(edit: Edit, rule: str | None) -> bool:
    rules = {edit.rule, *(inner.rule for inner in edit.over)}
    return rule is None or any(rule in {each, each.partition(".")[0]} for each in rules)


def _numbered(document: Document, rule: str | None) -> Iterator[tuple[int, int, int, Edit]]:
    """Yield number, line and column (all from 1) and edit, of the edits that are asked for."""
    starts = line_starts(document.ledger.raw)
    for number, edit in enumerate(document.changes_made(), 1):
        if _chosen(edit, rule):
            line = bisect_right(starts, edit.span[0])
            yield number, line, edit.span[0] - starts[line - 1] + 1, edit


def _rows(document: Document, rule: str | None) -> Iterator[str]:
    for number, line, column, edit in _numbered(document, rule):
        row = {"number": number, "line": line, "column": column, **msgspec.to_builtins(edit)}
        yield msgspec.json.encode(row).decode() + "\n"


# ---- for people


def _text(document: Document, path: str, rule: str | None, *, everything: bool, whole: bool) -> str:
    out = list(_summary(document, path))
    colour = stdout().isatty() and not os.environ.get("NO_COLOR")
    folded = 0
    for number, line, column, edit in _numbered(document, rule):
        if not everything and edit.rule.startswith("width."):
            folded += 1
            continue
        out.append(f"{line}:{column}  #{number}  {edit.rule}  {_in_line(document, edit, colour=colour, whole=whole)}")
        out += _details(edit)
        out += (
            f"      {inner.rule}  {_marked(inner, colour=colour, whole=whole)}"
            for inner in edit.over
            if everything or not inner.rule.startswith("width.")
        )
    if folded:
        out.append(f"not listed: {counted(folded, 'change')} of width (width.*); --all lists them")
    return "\n".join(out) + "\n"


def _summary(document: Document, path: str) -> Iterator[str]:
    counts = document.changes.by_rule
    known = _titles()
    yield f"{shown(path)}: {counted(document.changes.total, 'change')} by {counted(len(counts), 'rule')}"
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>6}  {rule:<28} {known.get(rule, '')}".rstrip()
    yield ""


def _titles() -> dict[str, str]:
    return {rule.id: rule.title for rule in rules()}


def _details(edit: Edit) -> Iterator[str]:
    if edit.why:
        yield f"      {shown(edit.why)}"
    if edit.confidence < 1 or edit.alternatives:
        others = f"; or {' | '.join(map(shown, edit.alternatives))}" if edit.alternatives else ""
        yield f"      confidence {edit.confidence:.2f}{others}"


def _in_line(document: Document, edit: Edit, *, colour: bool, whole: bool) -> str:
    """Return the change with a few characters of its line on either side."""
    raw, (low, high) = document.ledger.raw, edit.span
    before = raw[max(0, low - _AROUND) : low].replace("\r", "\n").rpartition("\n")[2]
    after = raw[high : high + _AROUND].replace("\r", "\n").partition("\n")[0]
    return shown(before) + _marked(edit, colour=colour, whole=whole) + shown(after)


def _marked(edit: Edit | Swallowed, *, colour: bool, whole: bool) -> str:
    taken, put = _short(edit.before, whole=whole), _short(edit.after, whole=whole)
    red, green, plain = (_RED, _GREEN, _PLAIN) if colour else ("", "", "")
    return (f"{red}[-{taken}-]{plain}" if taken else "") + (f"{green}{{+{put}+}}{plain}" if put else "")


def _short(text: str, *, whole: bool) -> str:
    if not whole and len(text) > _LONGEST:
        half = _LONGEST // 2
        return f"{shown(text[:half])}{chars.ELLIPSIS}{len(text) - 2 * half}{chars.ELLIPSIS}{shown(text[-half:])}"
    return shown(text)
