"""speechkit explain: what was changed in one file, where and why; and the way back."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import click
import msgspec

from speechkit import chars
from speechkit.cli.choices import cleaning, options_of
from speechkit.cli.difftext import unified
from speechkit.cli.messages import counted, examples, list_failures, say, shown
from speechkit.cli.screen import plain_stdout, stdout
from speechkit.cli.words import files, rule_ids
from speechkit.corpus.forms import Recipe, line_starts
from speechkit.corpus.work import defect, load
from speechkit.document import Decided
from speechkit.errors import InputError, OptionError
from speechkit.lang import localised, tr
from speechkit.ledger import Edit, Swallowed
from speechkit.patterns import lazy
from speechkit.pipeline import Document
from speechkit.rules.decisions import to_toml
from speechkit.rules.store import RuleSet
from speechkit.rules.titles import about, every, known

_AROUND: Final = 8  # code points of the line on either side of a change
_LONGEST: Final = 48  # code points of a change that are shown, without -v
_WHY: Final = 200  # code points of a reason: some thirty bytes of a run of shifted ones, with their pairs
_OTHERS: Final = 8  # other readings that are shown, of up to a hundred
_MOST: Final = 20  # warnings of one kind that are shown; a file in a wrong encoding has hundreds
_CODES: Final = 6  # code points that are spelt out where the change is between look-alikes
_PRIVATE: Final = lazy("[\ue000-\uf8ff]")  # a box in every font but one
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@click.command(
    "explain",
    epilog=examples(
        "speechkit explain speech.txt",
        "speechkit explain speech.txt --rule width",
        "speechkit explain speech.txt --uncertain",
        "speechkit explain speech.txt --uncertain -f toml > decisions.toml",
        "speechkit clean speech.txt --decisions decisions.toml",
        "speechkit explain speech.txt --undo width.comma > as-printed.txt",
        "speechkit explain speech.txt --undo 1",
        "speechkit explain speech.txt --undo all > raw.txt",
        "speechkit explain speech.txt --diff > changes.patch",
        "speechkit explain speech.txt -f jsonl",
    ),
)
@click.argument("path", metavar="FILE", shell_complete=files)
@click.option(
    "--rule", metavar="RULE", shell_complete=rule_ids, help="Show this rule or family only (gloss.pinyin, width)."
)
@click.option("--uncertain", is_flag=True, help="Show only changes that are not certain (confidence below 1).")
@click.option("--all", "everything", is_flag=True, help="Show the width.* changes one by one too.")
@click.option(
    "--undo",
    metavar="RULE|N|all",
    shell_complete=rule_ids,
    help="Print the text with this rule's changes taken back, or change number N, or all: the raw text.",
)
@click.option("--diff", is_flag=True, help="Print a unified diff, which patch applies to the decoded raw text.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "toml"]),
    default="text",
    help="What to print; toml is a file of decisions to edit.  [default: text]",
)
@click.option("-v", "--verbose", is_flag=True, help="Show long changes whole.")
@cleaning
def command(
    path: str, rule: str | None, uncertain: bool, everything: bool, undo: str | None, diff: bool, form: str,
    verbose: bool, **rest: Any,
) -> int:  # fmt: skip
    """Tell what was changed in FILE (or -, standard input): the rules with their counts, then each change in its line.

    A change is printed as [-before-]{+after+}, with its number, its line and column in the raw text, and its rule;
    below it why it was made where there is more to say than the rule does (the story of the bytes of a repaired run),
    and for an uncertain one the confidence and the other readings. The warnings come last.

    To refuse changes for good, write them down with -f toml, set decision = "undo" where one is wrong, and give the
    file to `clean`, `explain` or `report` as --decisions FILE. Certain changes may be refused too: --rule RULE -f toml.
    """
    if bool(undo) + diff + (form != "text") > 1:
        raise click.UsageError("--undo, --diff and -f jsonl or toml each print something else; take one of them")
    if (undo or diff) and (rule or uncertain):
        raise click.UsageError("--undo and --diff take the whole text; leave out --rule and --uncertain")
    wanted = Wanted(rule, uncertain=uncertain)
    recipe = Recipe(form="text", options=options_of(**rest))
    try:
        document = load(path, recipe)
        edits = document.changes_made()
    except (InputError, OptionError):
        raise
    except Exception as error:  # a defect of ours, told in one line
        list_failures([defect(path, error)])
        return 4
    _look_up(wanted, edits, recipe.options.rules)
    if undo:
        _print_data(_undone(document, undo))
    elif diff:
        _print_data(unified(document.ledger.raw, edits, shown(path)))
    elif form == "jsonl":
        _print_data("".join(_rows(document, wanted, recipe.options.rules)))
    elif form == "toml":
        _print_data(_decisions(document, wanted))
    else:
        titles = _titles(document, recipe.options.rules)
        _print(_text(document, path, wanted, titles, everything=everything or rule is not None, whole=verbose))
    return 0


def _print(text: str) -> None:
    """Print what people read: nothing of the document in it that a terminal would obey, and colours."""
    plain_stdout().write(text.encode("utf-8", "surrogateescape"))


def _print_data(text: str) -> None:
    """Print what other programs read."""
    stdout().write(text.encode("utf-8", "surrogateescape"))


def _undone(document: Document, what: str) -> str:
    """Return the text with a rule, one change or everything taken back.

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


def _look_up(wanted: Wanted, edits: Sequence[Edit], own: RuleSet | None) -> None:
    """Say so where a rule or family changed nothing. Raises OptionError when there is none of that name."""
    rule = wanted.rule
    if rule is None or any(wanted.takes(edit) for edit in edits):
        return
    if not any(rule in {each.id, each.id.partition(".")[0]} for each in every(own)):
        raise OptionError(f"no rule is called {rule!r}; `speechkit rules` lists them, `speechkit passes` the passes")
    say(f"{shown(rule)} changed nothing here")


def _applied(document: Document) -> Counter[str]:
    """Return how often each rule was applied, swallowed changes counted too."""
    counts = Counter(edit.rule for edit in document.changes_made())
    counts.update(inner.rule for edit in document.changes_made() for inner in edit.over)
    return counts


class Wanted(NamedTuple):
    """Which changes are asked for: those of a rule or family, or the uncertain ones."""

    rule: str | None
    uncertain: bool

    def takes(self, edit: Edit) -> bool:
        """Say whether a change, or one that it swallowed, is asked for."""
        if self.uncertain and edit.confidence == 1 and all(inner.confidence == 1 for inner in edit.over):
            return False
        rules = {edit.rule, *(inner.rule for inner in edit.over)}
        return self.rule is None or any(self.rule in {each, each.partition(".")[0]} for each in rules)


def _numbered(document: Document, wanted: Wanted) -> Iterator[tuple[int, int, int, Edit]]:
    """Yield number, line and column (all from 1) and edit, of the edits that are asked for."""
    starts = line_starts(document.ledger.raw)
    for number, edit in enumerate(document.changes_made(), 1):
        if wanted.takes(edit):
            line = bisect_right(starts, edit.span[0])
            yield number, line, edit.span[0] - starts[line - 1] + 1, edit


def _decisions(document: Document, wanted: Wanted) -> str:
    """Return the changes as a file of decisions: those that were decided as they were, the others to be kept."""
    known = document.decisions if isinstance(document.decisions, list) else []
    rows = [("taken back", each) for each in known if each.decision == "undo"]
    kept = {(each.rule, each.span): each for each in known}
    for _, line, column, edit in _numbered(document, wanted):
        comment = f"{line}:{column}  {_in_line(document, edit, colour=False, whole=False)}"
        if edit.confidence < 1 or edit.alternatives:
            comment += f"  {_doubt(edit.confidence, edit.alternatives, whole=False)}"
        fresh = Decided("keep", edit.rule, edit.span, edit.before, edit.after)
        rows.append((comment, kept.get((edit.rule, edit.span), fresh)))
    return to_toml(document.source.sha256, rows)


def _rows(document: Document, wanted: Wanted, own: RuleSet | None) -> Iterator[str]:
    for number, line, column, edit in _numbered(document, wanted):
        row = {"number": number, "line": line, "column": column, **msgspec.to_builtins(edit)}
        if rule := known(edit.rule, own):
            row |= {"title": rule.title, "title_zh": rule.title_zh}
        yield msgspec.json.encode(row).decode() + "\n"


# ---- for people


def _text(
    document: Document, path: str, wanted: Wanted, titles: dict[str, str], *, everything: bool, whole: bool
) -> str:
    out = list(_summary(document, path, titles))
    colour = _coloured()
    folded = 0
    for number, line, column, edit in _numbered(document, wanted):
        if not everything and edit.rule.startswith("width."):
            folded += 1
            continue
        out.append(f"{line}:{column}  #{number}  {edit.rule}  {_in_line(document, edit, colour=colour, whole=whole)}")
        out += _details(edit, whole=whole)
        for inner in edit.over:
            if everything or not inner.rule.startswith("width."):
                out.append(f"      {inner.rule}  {_marked(inner, colour=colour, whole=whole)}")
                out += (f"  {detail}" for detail in _details(inner, whole=whole))
    if folded:
        out.append(tr("not listed: {changes} of width (width.*); --all lists them", changes=counted(folded, "change")))
    if wanted == Wanted(None, uncertain=False):
        out += _decided(document, colour=colour, whole=whole)
        out += _warnings(document, whole=whole)
    return "\n".join(out) + "\n"


def _coloured() -> bool:
    """Say whether standard output is a terminal that shows colours, and nobody has asked for none (no-color.org)."""
    return plain_stdout().isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _summary(document: Document, path: str, titles: dict[str, str]) -> Iterator[str]:
    counts = document.changes.by_rule
    changes, by = counted(document.changes.total, "change"), counted(len(counts), "rule")
    yield tr("{path}: {changes} by {rules}", path=shown(path), changes=changes, rules=by)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>6}  {rule:<28} {titles.get(rule, '')}".rstrip()
    doubtful = sum(edit.confidence < 1 for edit in document.changes_made())
    if doubtful:
        less = tr(
            "{changes} with a confidence below 1: --uncertain shows them alone", changes=counted(doubtful, "change")
        )
        yield f"  {less}"
    yield ""


def _titles(document: Document, own: RuleSet | None) -> dict[str, str]:
    """Return id -> title, in the language that is spoken, of the rules that were applied."""
    return {rule: shown(about(rule, own).title) for rule in document.changes.by_rule}


def _details(edit: Edit | Swallowed, *, whole: bool) -> Iterator[str]:
    """Yield what there is to say of a change beyond its rule, a line each."""
    if edit.why:
        yield f"      {_short(localised(edit.why), whole=whole, longest=_WHY)}"
    elif edit.rule.startswith("lookalike.") and edit.after and len(edit.before) <= _CODES:
        yield f"      {_codes(edit.before)} -> {_codes(edit.after)}"
    if edit.confidence < 1 or edit.alternatives:
        yield f"      {_doubt(edit.confidence, edit.alternatives, whole=whole)}"


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)


def _doubt(confidence: float | None, alternatives: Sequence[str], *, whole: bool) -> str:
    """Return how sure it is, and the other readings: confidence 0.62; or 保 | 常 (and 90 more)."""
    number = len(alternatives) if whole else _OTHERS
    others = " | ".join(_short(each, whole=whole) for each in alternatives[:number])
    left = len(alternatives) - number
    more = tr(" (and {count} more; -v shows them)", count=left) if left > 0 else ""
    sure = "" if confidence is None else tr("confidence {number}", number=f"{confidence:.2f}")
    return sure + ((tr("; or ") if sure else tr("or ")) + others + more if others else "")


def _warnings(document: Document, *, whole: bool) -> Iterator[str]:
    """Yield the warnings with their places, each kind so often and no more."""
    raw, starts = document.ledger.raw, line_starts(document.ledger.raw)
    seen: Counter[str] = Counter()
    if document.warnings:
        yield ""
        yield f"{counted(len(document.warnings), 'warning')}:"
    for warning in document.warnings:
        seen[warning.code] += 1
        if seen[warning.code] > _MOST and not whole:
            continue
        place, found = "-", ""
        if warning.span is not None:
            low, high = warning.span
            line = bisect_right(starts, low)
            place = f"{line}:{low - starts[line - 1] + 1}"
            found = f"  {_short(raw[low:high], whole=whole)}"
        yield f"{place}  {warning.code}  {_short(localised(warning.message), whole=whole, longest=_WHY)}{found}"
        if warning.bytes:
            yield f"      {tr('bytes')} {_short(warning.bytes, whole=whole)}"
        if warning.confidence is not None or warning.alternatives:
            yield f"      {_doubt(warning.confidence, warning.alternatives or (), whole=whole)}"
    for code, number in seen.items():
        if number > _MOST and not whole:
            yield tr("not listed: {count} more of {code}; -v lists them", count=number - _MOST, code=code)


def _decided(document: Document, *, colour: bool, whole: bool) -> Iterator[str]:
    """Yield what a person decided, a line each."""
    known = document.decisions if isinstance(document.decisions, list) else []
    starts = line_starts(document.ledger.raw)
    if known:
        yield ""
        yield tr("{decisions} heeded:", decisions=counted(len(known), "decision"))
    for each in known:
        line = bisect_right(starts, each.span[0])
        change = _marked(Edit(each.rule, each.span, each.before, each.after), colour=colour, whole=whole)
        note = f"  {_short(each.note, whole=whole, longest=_WHY)}" if each.note else ""
        word = tr("kept") if each.decision == "keep" else tr("taken back")
        yield f"{line}:{each.span[0] - starts[line - 1] + 1}  {word}  {each.rule}  {change}{note}"


def _in_line(document: Document, edit: Edit, *, colour: bool, whole: bool) -> str:
    """Return the change with a few characters of its line on either side."""
    raw, (low, high) = document.ledger.raw, edit.span
    before = raw[max(0, low - _AROUND) : low].replace("\r", "\n").rpartition("\n")[2]
    after = raw[high : high + _AROUND].replace("\r", "\n").partition("\n")[0]
    return _safe(before) + _marked(edit, colour=colour, whole=whole) + _safe(after)


def _marked(edit: Edit | Swallowed, *, colour: bool, whole: bool) -> str:
    taken, put = _short(edit.before, whole=whole), _short(edit.after, whole=whole)
    red, green, plain = (_RED, _GREEN, _PLAIN) if colour else ("", "", "")
    return (f"{red}[-{taken}-]{plain}" if taken else "") + (f"{green}{{+{put}+}}{plain}" if put else "")


def _short(text: str, *, whole: bool, longest: int = _LONGEST) -> str:
    """Return the text fit for a terminal; one that is too long is cut in the middle, and told how much is left out."""
    if not whole and len(text) > longest:
        half = longest // 2
        left_out = len(text) - 2 * half
        return f"{_safe(text[:half])}{chars.ELLIPSIS}{left_out}{chars.ELLIPSIS}{_safe(text[-half:])}"
    return _safe(text)


def _safe(text: str) -> str:
    return _PRIVATE.sub(lambda found: ascii(found[0])[1:-1], shown(text))
