"""speechkit rules: what the data rules take out, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click
import msgspec

from speechkit.cli.messages import examples, shown
from speechkit.cli.words import rule_ids
from speechkit.errors import OptionError
from speechkit.pipeline import PASSES
from speechkit.rules.store import Rule, rules, rules_of

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
# Family of rules that are code -> the pass whose code they are; a family not named here has the name of its pass.
CODED: Final = {
    "byteshift": "repair.byteshift",
    "element": "boilerplate.elements",
    "entity": "repair.entities",
    "escape": "repair.escapes",
    "flat": "boilerplate.flattened",
    "gap": "boilerplate.phrases",
    "gloss": "repair.gloss",
    "gloss.straddled": "repair.straddle",
    "invisible": "repair.invisible",
    "jam": "boilerplate.phrases",
    "learnt": "boilerplate.profile",
    "linebreak": "repair.linebreak",
    "lookalike": "repair.lookalikes",
    "meta": "boilerplate.phrases",
    "mojibake": "repair.mojibake",
    "quote": "repair.quotes",
    "region": "boilerplate.phrases",
    "residue": "repair.residue",
    "script": "repair.script",
    "site": "boilerplate.phrases",
    "title": "boilerplate.titles",
    "width": "repair.width",
}


@click.command(
    "rules", epilog=examples("speechkit rules", "speechkit rules copyright.footer", "speechkit rules -f jsonl")
)
@click.argument("rule_id", required=False, metavar="[ID]", shell_complete=rule_ids)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="What to print.  [default: text]",
)
@click.option(
    "--rules",
    "folders",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Also check and show the rules (*.toml) of this folder; repeat.",
)
def command(rule_id: str | None, form: str, folders: tuple[Path, ...]) -> None:  # fmt: skip
    """List the rules that are data, or explain one: what it takes, why, its pattern and its examples.

    Rules that are code (gloss.*, width.*) belong to a pass; rules ID tells which.
    """
    known = (*rules(), *rules_of(folders)) if folders else rules()
    found = [rule for rule in known if rule_id in {None, rule.id, rule.id.partition(".")[0]}]
    if not found:
        click.echo(_coded(rule_id or ""))
    elif form != "text":
        for rule in found:
            row = msgspec.to_builtins(rule)
            click.echo(json.dumps(row, ensure_ascii=False, indent=2 if form == "json" else None))
    elif rule_id == found[0].id:
        click.echo(_explained(found[0]))
    else:
        for rule in found:
            click.echo(f"{rule.id:<28} {rule.title}  {rule.title_zh}")
        if rule_id is None:
            passes = {each.name: each for each in PASSES}
            for family, name in CODED.items():
                if name in passes and "." not in family:
                    click.echo(f"{family + '.*':<28} {passes[name].title}  {passes[name].title_zh}")


def _explained(rule: Rule) -> str:
    out = [f"{rule.id}: {rule.title}", f"  {rule.title_zh}", "", f"why     {rule.why}", f"        {rule.why_zh}"]
    for name in _FIELDS:
        value = getattr(rule, name)
        if value:
            text = value if isinstance(value, str) else json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
            out.append(f"{name:<8}{shown(text)}")
    for title, texts in (("takes out", rule.removes), ("spares", rule.spares)):
        out += ["", f"{title}:", *(f"  {shown(example)}" for example in texts)]
    return "\n".join(out)


def _coded(rule_id: str) -> str:
    """Return what is known of a rule that is code: the pass it belongs to.

    Raises OptionError for an id of no family.
    """
    family = rule_id.partition(".")[0]
    for each in PASSES:
        if each.name == CODED.get(rule_id, CODED.get(family, f"repair.{family}")):
            return f"{rule_id}: code of the pass {each.name}\n\n{each.title}\n{each.title_zh}\n\nwhy     {each.why}"
    raise OptionError(f"no rule is called {rule_id!r}; `speechkit rules` lists them, `speechkit passes` the passes")
