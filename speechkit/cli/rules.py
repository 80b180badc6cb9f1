"""speechkit rules: what each rule does, why, what it spares, and how often it fires in files of the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click
import msgspec

from speechkit.cli.batch import Batch
from speechkit.cli.choices import cleaning, options_of
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.messages import examples, list_failures, shown
from speechkit.cli.screen import stdout
from speechkit.cli.words import files, rule_ids
from speechkit.corpus.discover import Failure, Found, many_in
from speechkit.corpus.forms import Recipe
from speechkit.corpus.work import defect, load
from speechkit.errors import InputError, OptionError
from speechkit.lang import CHINESE, current, tr
from speechkit.patterns import lazy
from speechkit.pipeline import PASSES, Document
from speechkit.rules.store import Rule, RuleSet
from speechkit.rules.titles import Coded, Example, about, every

_FIELDS: Final = (
    "where",
    "pattern",
    "literals",
    "sure",
    "cues",
    "need",
    "unless",
    "longest",
    "keep",
    "takes",
    "warns",
    "since",
)
_ID: Final = 28  # columns of the ids in a list
_LABEL: Final = 8
# What a screen shows as a blank, a box, or as another character: NBSP, radicals, private use, compatibility ideographs.
_UNTOLD: Final = lazy("[\xa0\u2e80-\u2fdf\ue000-\ufaff\U0002f800-\U0002fa1f]")


@click.command(
    "rules",
    epilog=examples(
        "speechkit rules",
        "speechkit rules gloss",
        "speechkit rules copyright.footer",
        "speechkit rules width.comma raw/",
        "speechkit rules -f jsonl",
    ),
)
@click.argument("rule", required=False, metavar="[RULE]", shell_complete=rule_ids)
@click.argument("paths", nargs=-1, metavar="[FILE]...", shell_complete=files)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="What to print.  [default: text]",
)
@cleaning
def command(rule: str | None, paths: tuple[str, ...], form: str, **rest: Any) -> int:
    """List all rules, or those of a family (gloss), or explain one: what it does, why, its examples, what it spares.

    With FILE (files, folders, globs) it tells how often the rule or family fired in each, changes counted that another
    one took in. The options of cleaning hold there too: script.* wants --script, learnt.* a --profile.
    """
    options = options_of(**rest)
    found = [each for each in every(options.rules) if rule in {None, each.id, each.id.partition(".")[0]}]
    if not found:
        raise OptionError(f"no rule is called {rule!r}; `speechkit rules` lists them, `speechkit passes` the passes")
    if rule is not None and paths:
        return _count(rule, paths, Recipe(form="text", options=options), form)
    if form != "text":
        for each in found:
            _print(_json(_row(each), form))
    elif rule == found[0].id:
        _print("\n".join(_explained(found[0])) + "\n")
    else:
        _print("".join(_listed(found, options.rules)))
    return OK


def _print(text: str) -> None:
    stdout().write(text.encode("utf-8", "surrogateescape"))


def _json(row: dict[str, Any], form: str) -> str:
    return json.dumps(row, ensure_ascii=False, indent=2 if form == "json" else None) + "\n"


def _listed(found: Sequence[Rule | Coded], own: RuleSet | None) -> Iterator[str]:
    for each in found:
        yield f"{each.id:<{_ID}} {about(each.id, own).title}\n"


def _row(rule: Rule | Coded) -> dict[str, Any]:
    """Return a rule for machines: what it spares as whole texts, of either kind."""
    row: dict[str, Any] = msgspec.to_builtins(rule)
    if isinstance(rule, Coded):
        row["spares"] = [each.document for each in rule.spares]
    return row


# ---- one rule


def _explained(rule: Rule | Coded) -> Iterator[str]:
    titles, reasons = (rule.title, rule.title_zh), (rule.why, rule.why_zh)
    step = -1 if current() == CHINESE else 1
    title, other = titles[::step]
    yield f"{rule.id}: {title}"
    yield f"  {other}"
    yield ""
    why, other = reasons[::step]
    yield f"{'why':<{_LABEL}}{why}"
    yield " " * _LABEL + other
    yield from _of_code(rule) if isinstance(rule, Coded) else _of_data(rule)


def _of_code(rule: Coded) -> Iterator[str]:
    its = next(each for each in PASSES if each.name == rule.of)
    title = its.title_zh if current() == CHINESE else its.title
    yield f"{'pattern':<{_LABEL}}{tr('code of the pass {name}: {title}', name=its.name, title=title)}"
    yield f"{'since':<{_LABEL}}{rule.since}"
    yield from ("", tr("examples:"))
    for each in rule.examples:
        after = _text(each.after) or tr("(taken out)")
        yield f"  {_text(each.before)} \N{RIGHTWARDS ARROW} {after}{_noted(each)}"
    yield from ("", tr("spares:"))
    yield from (f"  {_text(each.before)}{_noted(each)}" for each in rule.spares)


def _noted(example: Example) -> str:
    return f"  [{example.place}]" if example.place else ""


def _of_data(rule: Rule) -> Iterator[str]:
    for name in _FIELDS:
        value = getattr(rule, name)
        if value:
            text = value if isinstance(value, str) else json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
            yield f"{name:<{_LABEL}}{shown(text)}"
    for title, texts in ((tr("takes out:"), rule.removes), (tr("spares:"), rule.spares)):
        yield from ("", title, *(f"  {shown(text)}" for text in texts))


def _text(text: str) -> str:
    """Return an example on one line; a line end at its edges tells nothing."""
    return _UNTOLD.sub(lambda found: ascii(found[0])[1:-1], shown(text.strip("\n")))


# ---- how often


def _count(rule: str, paths: Sequence[str], recipe: Recipe, form: str) -> int:
    """Print for each file how often a rule or family fired in it, and the sum of several; return the exit code."""
    found = Batch(recipe, quiet=True).find(tuple(paths))
    failed: list[Failure] = list(found.failed)
    total = done = 0
    for path, fired in _counted(rule, found, recipe, failed):
        total, done = total + fired, done + 1
        if form == "text":
            _print(f"{fired:>7}  {shown(path)}\n")
        else:
            _print(_json({"path": shown(path), "rule": rule, "count": fired}, form))
        stdout().flush()  # cleaning takes its time: each file is told when it is done
    if found.several and form == "text":
        _print(f"{total:>7}  {tr('total')}\n")
    list_failures(failed)
    if not failed:
        return OK
    return SOME_FAILED if done else ALL_FAILED


def _counted(rule: str, found: Found, recipe: Recipe, failed: list[Failure]) -> Iterator[tuple[str, int]]:
    """Yield path and count of each file that can be cleaned."""
    for each in found.inputs:
        if many_in(each.path):
            advice = "name files that hold one document each"
            failed.append(Failure(each.path, "it holds many documents", advice))
            continue
        try:
            yield each.path, _fired(load(each.path, recipe), rule)
        except InputError as error:
            failed.append(Failure(error.path, error.reason, error.advice))
        except Exception as error:  # a defect of ours: it must not cost the other files
            failed.append(defect(each.path, error))


def _fired(document: Document, rule: str) -> int:
    """Return how often a rule or family was applied, the changes counted that others took in."""
    ids = (each for edit in document.changes_made() for each in (edit.rule, *(inner.rule for inner in edit.over)))
    return sum(rule in {each, each.partition(".")[0]} for each in ids)
