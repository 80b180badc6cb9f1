"""Every rule fires on its own examples and spares the others; a malformed rule is told with file, id and fault."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.boilerplate.scan import Scanner, scanner
from speechkit.errors import RuleError
from speechkit.passes import lines_of
from speechkit.rules import store
from speechkit.rules.fold import fold, narrow
from speechkit.rules.store import Rule, rules

BY_ID = {rule.id: rule for rule in rules()}
REMOVED = [(rule.id, text) for rule in rules() for text in rule.removes]
SPARED = [(rule.id, text) for rule in rules() for text in rule.spares]


@pytest.mark.parametrize(("name", "text"), REMOVED)
def test_a_rule_takes_its_examples(name: str, text: str) -> None:
    assert BY_ID[name].finds(text)


@pytest.mark.parametrize(("name", "text"), SPARED)
def test_a_rule_spares_its_counterexamples(name: str, text: str) -> None:
    assert not BY_ID[name].finds(text)


@pytest.mark.parametrize(("name", "text"), REMOVED)
def test_the_scan_finds_each_example_by_the_words_of_its_rule(name: str, text: str) -> None:
    lines = lines_of(text)
    tried, inline = scanner().scan(text, lines)
    found = {rule.id for held in tried.values() for rule in held} | {
        rule.id for hits in inline.values() for rule, _ in hits
    }
    assert name in found


def test_ids_are_unique_and_every_rule_speaks_both_languages() -> None:
    assert len(BY_ID) == len(rules())
    assert all(rule.title and rule.title_zh and rule.why and rule.why_zh and rule.since for rule in rules())


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


def test_folding_is_of_width_script_and_blanks() -> None:
    assert fold("來源：\u3000（網）\xa0Ａ１") == "来源: (网) A1"


def test_a_word_is_looked_for_in_both_scripts_and_mixed() -> None:
    found = store.spellings("来源网")
    assert {"来源网", "來源網", "來源网"} <= set(found)
    assert set(store.spellings("a>")) == {"a>", "a＞"}


def test_spellings_are_bounded() -> None:
    assert len(store.spellings("为为为为为为为为")) <= 32


def test_the_packed_form_holds_the_same_rules_and_the_digest_of_the_sources() -> None:
    held = msgspec.json.decode(store.pack())
    assert held["sha256"] == store.rules_sha256()
    assert msgspec.convert(held["rules"], tuple[Rule, ...]) == rules()


GOOD = """
[[rule]]
id = "own.rule"
title = "t"
title_zh = "t"
why = "w"
why_zh = "w"
where = "anywhere"
since = "1"
literals = ["水车文库"]
pattern = '水车文库.{0,9}'
removes = ["水车文库制作"]
spares = ["村口有水车"]
"""


@pytest.mark.parametrize(
    ("label", "old", "new", "message"),
    [
        ("a bad pattern", "'水车文库.{0,9}'", "'水车文库(('", "no regular expression"),
        ("an unknown field", 'since = "1"', 'since = "1"\nsense = "2"', "sense"),
        ("an unknown place", '"anywhere"', '"nowhere"', "where"),
        ("no literal", 'literals = ["水车文库"]', "", "literals"),
        ("one character", '["水车文库"]', '["水"]', "one Chinese character"),
        ("a bad id", '"own.rule"', '"Own Rule"', "lower case"),
        ("no counterexample", 'spares = ["村口有水车"]', "spares = []", "spares"),
        ("a slot that is no group", 'since = "1"', 'since = "1"\nkeep = {a = "title"}', "'a'"),
        (
            "a field that does not exist",
            "'水车文库.{0,9}'",
            "'水车文库(?P<a>.{0,9})'\nkeep = {a = \"colour\"}",
            "colour",
        ),
        ("a pattern and cues", 'since = "1"', 'since = "1"\nsure = ["水车"]', "either"),
        ("no TOML", "[[rule]]", "[[rule", "not a rule file"),
    ],
)
def test_a_malformed_rule_is_told(label: str, old: str, new: str, message: str) -> None:
    assert old in GOOD, label
    with pytest.raises(RuleError, match=r"own\.toml") as told:
        store.read(GOOD.replace(old, new), "own.toml")
    assert message in str(told.value)


def test_rules_of_the_user_are_held_to_their_examples(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert [rule.id for rule in store.rules_of([tmp_path])] == ["own.rule"]
    (tmp_path / "own.toml").write_text(GOOD.replace("水车文库制作", "稻草人制作"), encoding="utf-8")
    with pytest.raises(RuleError, match="does not take its own example"):
        store.rules_of([tmp_path])
    (tmp_path / "own.toml").write_text(GOOD.replace("村口有水车", "水车文库很大"), encoding="utf-8")
    with pytest.raises(RuleError, match="says it spares"):
        store.rules_of([tmp_path])


def test_an_id_of_the_package_cannot_be_used_again(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD.replace("own.rule", "site.welcome"), encoding="utf-8")
    with pytest.raises(RuleError, match="used twice"):
        store.rules_of([tmp_path])


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule file"):
        store.rules_of([tmp_path])


def test_a_scanner_takes_any_rules() -> None:
    own = store.read(GOOD, "own.toml")
    text = "开头\n水车文库制作\n"
    tried, inline = Scanner(tuple(own)).scan(text, lines_of(text))
    assert [rule.id for rule in tried[1]] == ["own.rule"]
    assert not inline
