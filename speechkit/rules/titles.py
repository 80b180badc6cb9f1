"""What every rule is called and why it is there: rules that are data and rules that are code alike.

A rule that is data tells it in its own TOML (rules.store). One that is code (gloss.pinyin, width.comma) needs state,
arithmetic or a search; coded/FAMILY.toml tells of it what the other kind tells of itself, with examples that the tests
run. Nothing of this is read when a text is cleaned: only by who asks, a file for each family.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Struct

from speechkit.lang import CHINESE, current
from speechkit.rules.store import Rule, RuleSet, rules

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "coded")


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule does, or spares: `before` stands in `text` and becomes `after`; a spared one stays.

    `text` is the whole document, HTML where it begins with a tag; it is left out where that is `before` itself.
    `script` and `profile` (JSON) are the options without which the rule does nothing. `note` says where `before` stands
    if that decides.
    """

    before: str
    after: str = ""
    text: str = ""
    note: str = ""
    note_zh: str = ""
    script: Literal["keep", "simplified", "traditional"] = "keep"
    profile: str = ""

    @property
    def document(self) -> str:
        """Return the whole text."""
        return self.text or self.before

    @property
    def place(self) -> str:
        """Return the note in the language that is spoken."""
        return self.note_zh if current() == CHINESE else self.note


class Coded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"of": "pass"}):
    """What is told of a rule that is code: `of` names the pass whose code it is.

    An example of `spares` is spared by this rule; another one may change it.
    """

    id: str
    of: str
    title: str
    title_zh: str
    why: str
    why_zh: str
    since: str
    examples: tuple[Example, ...]
    spares: tuple[Example, ...]


class About(NamedTuple):
    """The title of a rule and the reason for it, in one language."""

    title: str
    why: str


def about(rule: str, own: RuleSet | None = None) -> About:
    """Return title and reason of a rule in the language that is spoken; both are empty for one that nobody knows.

    `own` are the rules of the user, beside those of the package.
    """
    found = known(rule, own)
    if found is None:
        return About("", "")
    return About(found.title_zh, found.why_zh) if current() == CHINESE else About(found.title, found.why)


def known(rule: str, own: RuleSet | None = None) -> Rule | Coded | None:
    """Return the rule with this id: one of the package, data or code, or of the user's own; None if there is none."""
    found = _data().get(rule) or _of_family(rule.partition(".")[0]).get(rule)
    return found or next((each for each in (own.rules if own else ()) if each.id == rule), None)


def every(own: RuleSet | None = None) -> list[Rule | Coded]:
    """Return all rules, data and code alike, sorted by their ids."""
    found: list[Rule | Coded] = [*rules(), *coded(), *(own.rules if own else ())]
    return sorted(found, key=lambda each: each.id)


@cache
def coded() -> tuple[Coded, ...]:
    """Return the rules that are code, in order of family and place."""
    return tuple(each for family in _families() for each in _of_family(family).values())


@cache
def _data() -> Mapping[str, Rule]:
    return {each.id: each for each in rules()}


@cache
def _families() -> tuple[str, ...]:
    return tuple(sorted(name.removesuffix(".toml") for name in os.listdir(_FOLDER) if name.endswith(".toml")))


@cache
def _of_family(family: str) -> Mapping[str, Coded]:
    if family not in _families():
        return {}
    import tomllib  # noqa: PLC0415  # 9 ms, for who asks what a rule is

    with open(os.path.join(_FOLDER, f"{family}.toml"), "rb") as file:
        tables: list[dict[str, Any]] = tomllib.load(file)["rule"]
    return {each.id: each for each in msgspec.convert(tables, list[Coded])}
