"""speechkit explain: the story of a repaired run, what is uncertain in it, and the warnings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from speechkit import pipeline
from speechkit.cli.group import command
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor

STORY = "B1 lost; A3BB EE84 D3C8 read one byte late; re-paired as B1A3 BBEE 84D3 C8A1"
RUN = "?;顒尤"
READINGS = ("常活动取", "海活动取", "校活动取")
TEXT = f"同志们，今天开会，讲三点意见，大家要认真听。\n要确{RUN}得实效，把工作抓到底，年底要算账。\n"


def _repairs(draft: Draft) -> Change:
    at = draft.text.find(RUN)
    if at < 0:
        return None
    message = "a run of shifted bytes; its first character is a choice"
    draft.warn("garbled_repaired", message, at, at + len(RUN), confidence=0.62, alternatives=READINGS)
    return [Cut(at, at + len(RUN), "保活动取", "shift.run", 0.62, READINGS, STORY)]


def _flags(draft: Draft) -> Change:
    if not draft.notes:
        for at in range(30):
            draft.warn("bad_bytes", "2 bytes are no gb18030", at, at + 1, bytes_="ff \x1b")
    return None


def _pass(name: str, edit: Any) -> Editor:
    return Editor(name=name, title="t", title_zh="t", why="w", edit=edit)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(TEXT, "utf-8")


def _explained(monkeypatch: pytest.MonkeyPatch, editor: Editor, *args: str) -> str:
    others = [each for each in pipeline.PASSES if not each.name.startswith(("repair.byteshift", "repair.mojibake"))]
    monkeypatch.setattr(pipeline, "PASSES", (others[0], editor, *others[1:]))
    result = CliRunner().invoke(command, ["explain", "speech.txt", *args])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_repaired_run_tells_its_story(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _explained(monkeypatch, _pass("repair.demo", _repairs)).splitlines()
    at = next(i for i, line in enumerate(lines) if "  shift.run  " in line and "[-" in line)
    assert lines[at].endswith("要确[-?;顒尤-]{+保活动取+}得实效，把工作抓")
    assert lines[at + 1] == f"      {STORY}"
    assert lines[at + 2] == f"      confidence 0.62; or {' | '.join(READINGS)}"
    assert "  1 change with a confidence below 1: --uncertain shows them alone" in lines


def test_a_warning_tells_place_confidence_and_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _explained(monkeypatch, _pass("repair.demo", _repairs)).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("2:3  garbled_repaired"))
    assert lines[at].endswith(f"  {RUN}")
    assert lines[at + 1] == f"      confidence 0.62; or {' | '.join(READINGS)}"


def test_many_readings_and_a_long_story_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(draft: Draft) -> Change:
        at = draft.text.find(RUN)
        others = tuple(chr(0x4E00 + n) for n in range(112))
        return [Cut(at, at + len(RUN), "保" * 99, "shift.run", 0.5, others, "A3BB " * 100)] if at >= 0 else None

    short = _explained(monkeypatch, _pass("repair.demo", edit))
    assert "(and 104 more; -v shows them)" in short
    assert max(map(len, short.splitlines())) < 260
    assert re.search(r"\{\+保{24}…51…保{24}\+\}", short)
    whole = _explained(monkeypatch, _pass("repair.demo", edit), "-v")
    assert "more; -v" not in whole
    assert "保" * 99 in whole


def test_warnings_of_one_kind_are_folded_and_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _explained(monkeypatch, _pass("repair.demo", _flags))
    assert text.count("  bad_bytes  ") == 20
    assert "not listed: 10 more of bad_bytes; -v lists them" in text
    assert "      bytes ff \\x1b" in text
    assert "\x1b" not in text
    assert _explained(monkeypatch, _pass("repair.demo", _flags), "-v").count("  bad_bytes  ") == 30


def test_a_rule_that_is_asked_for_shows_no_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _explained(monkeypatch, _pass("repair.demo", _repairs), "--rule", "shift")
    assert "garbled_repaired" not in text
    assert STORY in text


def test_the_story_is_in_the_rows_and_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        json.loads(row) for row in _explained(monkeypatch, _pass("repair.demo", _repairs), "-f", "jsonl").splitlines()
    ]
    row = next(row for row in rows if row["rule"] == "shift.run")
    assert (row["why"], row["confidence"], tuple(row["alternatives"])) == (STORY, 0.62, READINGS)
    edits = json.loads(pipeline.clean(TEXT).to_json(edits=True))["edits"]
    assert next(edit for edit in edits if edit["rule"] == "shift.run")["why"] == STORY


def test_what_looks_alike_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("speech.txt").write_text("同志们，今天开会。\n要把⼯作抓好，\ue605大家努力。\n", "utf-8")
    text = _explained(monkeypatch, _pass("repair.demo", lambda _: None))
    assert "[-⼯-]{+工+}作抓好，\\ue605大家努\n      U+2F2F -> U+5DE5\n" in text
    assert "2:8  private_use  " in text
