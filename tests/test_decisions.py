"""Decisions: a change that a person refused is taken back, and nothing else changes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import speechkit
from speechkit.document import Decided
from speechkit.errors import RuleError
from speechkit.ledger import Cut, Ledger, replay
from speechkit.passes import Options
from speechkit.rules.decisions import Decisions, to_toml

RAW = (
    "在全縣護林工作會議上的講話\n同志們:\n一、看住山口\n要把防火旗插到每個山口,把監(jiàn)督員選好,"
    "讓大家參(cān)加巡山,把重(chóng)點都記下來。\n責任編輯:小滿\n"
)
SHA = hashlib.sha256(RAW.encode()).hexdigest()


def decided(rule: str, word: str, note: str = "") -> tuple[str, Decided]:
    """Return a decision against the first change of a rule in RAW, and the comment above it."""
    edit = next(each for each in speechkit.clean(RAW.encode()).changes_made() if each.rule == rule)
    return "1:1", Decided("undo" if word == "undo" else "keep", rule, edit.span, edit.before, edit.after, note)


def cleaned(*rows: tuple[str, Decided], digest: str = SHA) -> speechkit.Document:
    file = Decisions.from_toml(to_toml(digest, rows))
    return speechkit.clean(RAW.encode(), Options(decisions=file))


def rules_of(document: speechkit.Document) -> list[str]:
    return [edit.rule for edit in document.changes_made()]


@pytest.mark.parametrize(
    ("rule", "word", "holds", "why"),
    [
        ("gloss.pinyin", "undo", "監(jiàn)督員", "a refused gloss stays as printed"),
        ("gloss.pinyin", "keep", "監督員", "one that is accepted goes"),
        ("width.comma", "undo", "山口,把", "a mark that was widened is a change too"),
    ],
)
def test_a_refused_change_is_raw_text_again(rule: str, word: str, holds: str, why: str) -> None:
    before, after = speechkit.clean(RAW.encode()), cleaned(decided(rule, word, "as printed"))
    assert holds in after.to_text(), why
    assert rules_of(before).count(rule) - rules_of(after).count(rule) == (word == "undo")
    assert len(rules_of(before)) - len(rules_of(after)) == (word == "undo")
    assert after.changes.total == len(after.changes_made())
    (heeded,) = after.decisions
    assert (heeded.decision, heeded.rule, heeded.note) == (word, rule, "as printed")


def test_a_refused_removal_puts_the_line_back() -> None:
    rule = next(each for each in rules_of(speechkit.clean(RAW.encode())) if not each.startswith(("gloss", "width")))
    after = cleaned(decided(rule, "undo"))
    assert "編輯:小滿" in after.undo(rule="none")
    assert rule not in rules_of(after)


def test_a_warning_counts_what_is_left() -> None:
    (warning,) = cleaned(decided("gloss.pinyin", "undo")).warnings
    assert warning.message.startswith("2 ")


def test_edits_still_make_the_text_of_the_raw_text() -> None:
    after = cleaned(decided("gloss.pinyin", "undo"), decided("width.comma", "undo"))
    assert replay(RAW, after.changes_made()) == after.ledger.text
    for block in after.blocks:
        assert block.text[-1] in RAW[block.span[0] : block.span[1]] + ":：，,。"


def test_a_decision_is_for_one_file_only() -> None:
    other = cleaned(decided("gloss.pinyin", "undo"), digest="0" * 64)
    assert "監督員" in other.to_text()
    assert not isinstance(other.decisions, list)
    assert [each.code for each in other.warnings] == ["pinyin_glosses"]


def test_a_decision_that_fits_nothing_is_told() -> None:
    comment, row = decided("gloss.pinyin", "undo")
    after = cleaned((comment, replace(row, before="(jiān)")))
    assert "監督員" in after.to_text()
    assert [each.code for each in after.warnings] == ["pinyin_glosses", "stale_decision"]


def test_the_options_tell_which_decisions_were_heeded() -> None:
    assert "decisions" in cleaned(decided("gloss.pinyin", "keep")).produced_by.options


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[decision]", "is no TOML"),
        ("decision = 1", "every decision begins with"),
        ("[[decisions]]\nrule = 'x'", "holds decisions"),
        ("[[decision]]\nrule = 'x'", "decision 1: Object missing required field"),
        (to_toml("0", [("x", Decided("keep", "a.b", (0, 1), "a", ""))]).replace('"keep"', '"drop"'), "neither"),
        (
            to_toml(
                "0", [("x", Decided("keep", "a.b", (0, 1), "a", "")), ("x", Decided("undo", "a.b", (0, 1), "a", ""))]
            ),
            "decision 2 contradicts",
        ),
    ],
)
def test_what_is_no_decision_is_told(text: str, told: str) -> None:
    with pytest.raises(RuleError, match=r"decisions\.toml") as caught:
        Decisions.from_toml(text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_what_is_written_is_read_back(before: str, after: str, note: str) -> None:
    row = Decided("undo", "demo.mark", (3, 3 + len(before)), before, after, note)
    text = to_toml("ab", [(note, row)])
    assert Decisions.from_toml(text).of("ab") == [row]
    assert not set(text) & set("\x00\x1b\x7f\u200b\u202e\u2066\ufeff\ue000")


CUTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("xyz", max_size=3)), max_size=4)


@given(st.text("abc,", min_size=1, max_size=30), st.lists(CUTS, max_size=3), st.booleans(), st.data())
def test_restoring_takes_back_just_that(raw: str, layers: list[object], recast: bool, data: st.DataObject) -> None:
    ledger = Ledger(raw)
    for number, wanted in enumerate(layers):
        at, cuts = 0, []
        for start, size, after in sorted(wanted):  # type: ignore[call-overload]  # a list of tuples, see CUTS
            if start >= at and start + size <= len(ledger.text):
                cuts.append(Cut(start, start + size, after, f"demo.{number}"))
                at = start + size + 1
        ledger.splice(cuts)
        if recast and not number:
            ledger.recast(ledger.text.replace(",", ";"), {",": "width.comma"})
    edits = ledger.edits()
    refused = data.draw(st.sets(st.sampled_from(range(len(edits))))) if edits else set()
    text = ledger.text
    assert ledger.restore(refused) == bool(refused)
    left = [edit for number, edit in enumerate(edits) if number not in refused]
    assert ledger.edits() == left
    assert replay(raw, left) == ledger.text
    assert ledger.counts().total() == len(left)
    if not refused:
        assert ledger.text == text
    for start in range(len(ledger.text)):
        low, high = ledger.raw_span(start, start + 1)
        assert 0 <= low <= high <= len(raw)
