"""What the README shows is what the tool does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import speechkit
from speechkit.cli.group import COMMANDS as KNOWN
from speechkit.cli.group import command as main
from speechkit.document import Record
from speechkit.rules.store import prove, read

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")


def fenced(kind: str) -> list[str]:
    return re.findall(rf"^```{re.escape(kind)}\n(.*?)^```$", README, re.S | re.M)


def test_before_becomes_after() -> None:
    (before,), (after,) = fenced("text raw"), fenced("markdown clean")
    document = speechkit.clean(before)
    assert document.to_markdown() == after
    assert document.changes.total == 15
    (abbreviation,) = [each for each in document.slogans if each.kind == "numeral_abbreviation"]
    assert [item.text for item in abbreviation.items] == ["责任到位", "资金到位", "队伍到位"]


LINES = [line for block in fenced("") + fenced("sh") for line in block.splitlines()]
COMMANDS = [line.split("  ")[0] for line in LINES if line.startswith("speechkit ")]
DECIDED = "[[decision]]\nsha256 = '0'\nrule = 'a.b'\nspan = [0, 1]\nbefore = 'a'\nafter = ''\ndecision = 'keep'\n"


@pytest.mark.parametrize("command", [each for each in COMMANDS if ">" not in each])
def test_every_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "decisions.toml").write_text(DECIDED, "utf-8")
    for name in ("speech.txt", "raw/1.txt"):
        (tmp_path / name).write_text(fenced("text raw")[0], "utf-8")
    (tmp_path / "out/1.txt.json").write_text(speechkit.clean(fenced("text raw")[0]).to_json(edits=True), "utf-8")
    result = CliRunner().invoke(main, shlex.split(command, comments=True)[1:], prog_name="speechkit")
    assert result.exit_code == 0, result.output


def test_every_command_is_in_the_readme() -> None:
    named = {each.split()[1] for each in COMMANDS}
    assert set(KNOWN) == named


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "speech.txt").write_text(fenced("text raw")[0], "utf-8")
    (example,) = fenced("python")
    exec(compile(example.replace('open("speech.txt", "rb").read()', 'b"\\xe8\\xae\\xb2"'), "README", "exec"), {})  # noqa: S102  # our own README


def test_the_chinese_page_shows_the_same_commands_and_the_same_text() -> None:
    chinese = (Path(__file__).parent.parent / "README.zh-CN.md").read_text("utf-8")

    shown = [line.split("  ")[0] for line in chinese.splitlines() if line.startswith("speechkit ")]
    block = README.partition("## Commands\n\n```\n")[2].partition("```")[0]
    assert set(shown) <= set(COMMANDS)
    assert [line.split("  ")[0] for line in block.splitlines()] == shown[: block.count("\n")]
    for kind in ("text raw", "markdown clean"):
        assert f"```{kind}\n{fenced(kind)[0]}```" in chinese
    assert all(f"`{name}`" in chinese for name in Record.__struct_encode_fields__ if name != "schema")


def test_the_example_of_settings_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = fenced("toml settings")
    (tmp_path / "speechkit.toml").write_text(example, "utf-8")
    (tmp_path / "site.json").write_text(
        speechkit.Profile.from_json('{"schema":"speechkit.profile/1"}').to_json(), "utf-8"
    )
    (tmp_path / "speech.txt").write_text(fenced("text raw")[0], "utf-8")
    result = CliRunner().invoke(main, ["clean", "speech.txt"], prog_name="speechkit")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith('{"schema"')
    assert '"slogans":[]' in result.stdout


def test_the_example_of_a_rule_keeps_its_word() -> None:
    (example,) = fenced("toml")
    (rule,) = read(example, "README.md")
    prove(rule, "README.md")
