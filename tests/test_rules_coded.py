"""Every rule that is code is told in rules/coded, and nothing else is; its examples fire, what it spares does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import speechkit
from speechkit import Document, Edit, Options, Profile, lang
from speechkit.boilerplate.outside import _WHY as ELEMENTS
from speechkit.pipeline import PASSES
from speechkit.repair.gapped import _ALSO, _CHANNELS
from speechkit.repair.misreadings import _AS_CHINESE
from speechkit.rules.store import rules
from speechkit.rules.titles import Coded, Example, about, coded, every, known

PACKAGE = Path(speechkit.__file__).parent
EDITORS = sorted(path for folder in ("repair", "boilerplate") for path in (PACKAGE / folder).glob("*.py"))
BY_ID = {each.id: each for each in coded()}
DATA = {each.id for each in rules()}
ID = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
FILE = re.compile(r"\.(?:tsv|txt|toml)$")
# What an f-string makes: the family, which ends its literal part, and the ids that may come of it.
MADE = {
    "element.": {f"element.{reason}" for reason in ELEMENTS},
    "script.": {f"script.{wanted}" for wanted in ("simplified", "traditional")},
    "mojibake.": {
        f"mojibake.{actual}-as-{read_as}".replace("utf-8", "utf8")
        .replace("latin-1", "latin1")
        .replace("gb18030", "gbk")
        for actual, read_as in (
            *((actual, read_as) for actual in ("utf-8", "gbk") for read_as in ("latin-1", "cp1252")),
            ("big5", "latin-1"),  # Big5 has no byte that Windows-1252 shows otherwise than Latin-1
            *(("utf-8", read_as) for read_as in ("gb18030", "big5", "cp950", "big5hkscs")),
            *_AS_CHINESE,
            *_CHANNELS,
            *((actual, _ALSO[read_as]) for actual, read_as in _CHANNELS if read_as in _ALSO),
        )
    },
}


def literals(source: str) -> Iterator[str]:
    """Yield the strings of code that are no docstrings, and of an f-string what it begins with."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def in_code() -> set[str]:
    """Return the ids of rules that the editors' code holds, those of data rules left out."""
    strings = {text for path in EDITORS for text in literals(path.read_text("utf-8"))}
    families = {text for text in strings if re.fullmatch(r"[a-z]+\.", text)} & set(MADE)
    assert families == set(MADE)
    ids = {text for text in strings if ID.fullmatch(text) and not FILE.search(text)}
    others = {each.name for each in PASSES} | {text for text in ids if any(each.startswith(text) for each in DATA)}
    return ids.union(*MADE.values()) - others


def test_each_id_of_the_code_is_told_and_nothing_else() -> None:
    assert in_code() == set(BY_ID)


def test_the_scan_of_the_code_can_fail() -> None:
    source = '"""told.docstring"""\nRULE = "new.rule"\nmade = f"family.{RULE}"\n'
    assert set(literals(source)) == {"new.rule", "family."}


def test_each_rule_is_told_in_both_languages_once_and_names_its_pass() -> None:
    passes = {each.name for each in PASSES}
    assert len(BY_ID) == len(coded())
    assert not DATA & set(BY_ID)
    for each in coded():
        assert all((each.title, each.title_zh, each.why, each.why_zh, each.since)), each.id
        assert each.of in passes, each.id
        assert each.examples, each.id
        assert each.spares, each.id
        assert re.search("[\u4e00-\u9fff]", each.title_zh + each.why_zh), each.id
        assert each.why.endswith("."), each.id
        assert each.why_zh.endswith("。"), each.id
        assert not each.title.endswith("."), each.id
        for example in (*each.examples, *each.spares):
            assert bool(example.note) == bool(example.note_zh), each.id


def test_titles_tell_rules_apart() -> None:
    for titles in ([each.title for each in every()], [each.title_zh for each in every()]):
        assert {title for title in titles if titles.count(title) > 1} == set()


# ---- the examples


def cleaned(example: Example, *, only: tuple[str, ...] = (), skip: tuple[str, ...] = ()) -> Document:
    profile = Profile.from_json(example.profile.encode(), "profile") if example.profile else None
    options = Options(script=example.script, profile=profile, only=only, skip=skip)
    return speechkit.clean(example.document.encode(), options)


def fired(document: Document) -> set[str]:
    return {rule for edit in document.changes_made() for rule in (edit.rule, *(inner.rule for inner in edit.over))}


def made(document: Document, rule: str, example: Example) -> str | None:
    """Return what the rule, alone, makes of the example; None where it does nothing there."""
    raw = document.ledger.raw
    start = raw.index(example.before)
    end = start + len(example.before)
    edits: list[Edit] = [
        edit for edit in document.changes_made() if edit.rule == rule and start <= edit.span[0] and edit.span[1] <= end
    ]
    text = example.before
    for edit in reversed(edits):
        low, high = (place - start for place in edit.span)
        text = text[:low] + edit.after + text[high:]
    return text if edits else None


@pytest.mark.parametrize(
    ("rule", "example"),
    [(each, example) for each in coded() for example in each.examples],
    ids=lambda it: getattr(it, "id", ""),
)
def test_a_rule_does_what_its_example_says(rule: Coded, example: Example) -> None:
    document = cleaned(example)
    assert rule.id in fired(document)
    if made(document, rule.id, example) != example.after:  # a later pass took the whole line
        assert made(cleaned(example, only=(rule.of,)), rule.id, example) == example.after
    assert rule.id not in fired(cleaned(example, skip=(rule.of,)))


@pytest.mark.parametrize(
    ("rule", "example"),
    [(each, example) for each in coded() for example in each.spares],
    ids=lambda it: getattr(it, "id", ""),
)
def test_a_rule_spares_what_it_says_it_spares(rule: Coded, example: Example) -> None:
    document = cleaned(example)
    assert example.before in document.ledger.raw
    assert rule.id not in fired(document)


# ---- what others ask


def test_a_rule_of_either_kind_is_known() -> None:
    assert isinstance(known("gloss.pinyin"), Coded)
    assert known("copyright.footer") in rules()
    for nobody in ("no.such", "../titles", "gloss", ""):
        assert known(nobody) is None
        assert about(nobody) == ("", "")


def test_a_rule_speaks_the_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert about("quote.open").title == "Missing opening quote"
    monkeypatch.setitem(lang._state, "language", "zh")
    assert about("quote.open").title == "缺失的左引号"
    assert about("copyright.footer").title == "网站页脚"
