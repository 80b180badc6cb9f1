"""Rules of the user's own: --rules DIR, held to the same examples as those of the package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import speechkit
from speechkit.cli.group import command
from speechkit.errors import RuleError
from speechkit.rules.store import RuleSet, rule_set

STAMP = """
[[rule]]
id       = "house.stamp"
title    = "A scanner's stamp"
title_zh = "扫描章"
why      = "The scanner put it in."
why_zh   = "扫描仪所加。"
where    = "anywhere"
literals = ["归档编号"]
pattern  = '归档编号:(?P<who>\\d{4,10})'
since    = "1"
removes  = ["归档编号：20210309"]
spares   = ["归档编号要写清楚。"]
"""
SPEECH = "在全县大会上的讲话\n同志们：\n歸檔編號：20210309\n今天开会，主要是部署工作。\n归档编号要写清楚。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    own.mkdir()
    (own / "stamp.toml").write_text(STAMP, "utf-8")
    return own


def test_a_rule_of_ones_own_takes_its_line_in_either_script_and_spares_what_it_says(folder: Path) -> None:
    document = speechkit.clean(SPEECH, speechkit.Options(rules=rule_set([folder])))
    assert document.to_text().splitlines() == [
        "在全县大会上的讲话",
        "同志们：",
        "今天开会，主要是部署工作。",
        "归档编号要写清楚。",
    ]
    assert document.changes.by_rule == {"house.stamp": 1}
    assert document.produced_by.options == {"rules": ["house.stamp"]}
    assert document.produced_by.rules_sha256 != speechkit.clean(SPEECH).produced_by.rules_sha256
    assert "歸檔編號" in speechkit.clean(SPEECH).to_text()


def test_the_digest_tells_sets_of_rules_apart(folder: Path) -> None:
    one = rule_set([folder])
    (folder / "stamp.toml").write_text(STAMP.replace("4,10", "4,9"), "utf-8")
    other = rule_set([folder])
    assert one is not None
    assert other is not None
    assert one != other
    assert one == RuleSet(one.rules, one.sha256)
    assert len({one, other, RuleSet(one.rules, one.sha256)}) == 2
    assert rule_set([]) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("20210309", "甲"), "does not take its own example"),
        (("要写清楚。", "：20210309"), "which it says it spares"),
        (('id       = "house.stamp"', 'id       = "disclaimer.notice"'), "used twice"),
        (("[[rule]]", "[[rule"), "not a rule file"),
        (("(?P<who>", "(?P<who"), "no regular expression"),
    ],
)
def test_a_bad_rule_is_told_in_one_line(folder: Path, change: tuple[str, str], told: str) -> None:
    (folder / "stamp.toml").write_text(STAMP.replace(*change), "utf-8")
    with pytest.raises(RuleError, match=told) as caught:
        rule_set([folder])
    assert "\n" not in str(caught.value)


def test_a_rule_file_that_is_no_utf8_is_told(folder: Path) -> None:
    (folder / "stamp.toml").write_bytes(STAMP.encode("gbk"))
    with pytest.raises(RuleError, match="TOML in UTF-8"):
        rule_set([folder])


def test_the_command_line_takes_a_folder_and_refuses_an_empty_one(folder: Path, tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text(SPEECH, "utf-8")
    done = CliRunner().invoke(command, ["clean", str(speech), "--rules", str(folder), "-f", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["changes"]["by_rule"] == {"house.stamp": 1}
    shown = CliRunner().invoke(command, ["rules", "house.stamp", "--rules", str(folder)])
    assert "A scanner's stamp" in shown.stdout
    (tmp_path / "empty").mkdir()
    assert CliRunner().invoke(command, ["clean", str(speech), "--rules", str(tmp_path / "empty")]).exit_code == 2


def test_explain_says_what_a_rule_of_ones_own_is_called(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(SPEECH, "utf-8")
    told = CliRunner().invoke(command, ["explain", str(page), "--rules", str(folder)])
    assert told.exit_code == 0
    assert "house.stamp                  A scanner's stamp" in told.output
