"""speechkit clean: what comes out, where it goes, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli import clean as clean_module
from speechkit.cli.group import command
from speechkit.cli.summary import by_rule
from speechkit.corpus.work import Outcome

# Nothing in the first is damaged, whatever the passes learn; in the second a comma is.
CLEAN = "同志们：\n今天开会，讲三点意见。\n"
DIRTY = "同志们：\n今天开会,讲三点意见。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("clean.txt", CLEAN), ("dirty.txt", DIRTY), ("raw/a.txt", CLEAN), ("raw/b/a.txt", DIRTY)):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, args, **rest)
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def tree(folder: str) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in Path(folder).rglob("*")
        if path.is_file() and ".speechkit" not in path.parts
    )


# ---- forms


def test_markdown_goes_to_standard_output() -> None:
    result = run("clean", "clean.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "今天开会，讲三点意见。" in result.stdout
    assert (
        result.stdout
        == run("clean", "clean.txt", "-f", "md").stdout
        == run("clean", "clean.txt", "-f", "markdown").stdout
    )


def test_text_is_one_block_a_line_and_stays_as_it_is() -> None:
    assert run("clean", "clean.txt", "-f", "text").stdout == CLEAN
    assert run("clean", "-", "-f", "text", input=run("clean", "dirty.txt", "-f", "text").stdout).stdout == CLEAN


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_one_line_with_edits_and_raw_on_demand(form: str) -> None:
    result = run("clean", "dirty.txt", "-f", form)
    assert result.stdout.count("\n") == 1
    document = json.loads(result.stdout)
    assert document["schema"] == "speechkit.document/1"
    assert document["source"]["name"] == "dirty.txt"
    assert "edits" not in document
    assert "raw" not in document
    document = json.loads(run("clean", "dirty.txt", "-f", form, "--edits", "--raw").stdout)
    assert document["raw"] == DIRTY
    assert [edit["before"] for edit in document["edits"]] == [","]


def test_options_reach_the_passes() -> None:
    assert run("clean", "dirty.txt", "-f", "text", "--width", "keep").stdout == DIRTY
    assert run("clean", "dirty.txt", "-f", "text", "--skip", "repair.masks,repair.width").stdout == DIRTY
    assert run("clean", "dirty.txt", "-f", "text", "--only", "outline", "--only", "slogans").stdout == DIRTY
    Path("gb.txt").write_bytes(CLEAN.encode("gb18030"))
    assert run("clean", "gb.txt", "-f", "text", "--encoding", "gb18030").stdout == CLEAN
    assert "同志們" in run("clean", "clean.txt", "-f", "text", "--script", "traditional").stdout


# ---- several documents


def test_several_texts_stand_below_each_other() -> None:
    assert run("clean", "clean.txt", "clean.txt", "-f", "text", "-q").stdout == CLEAN + CLEAN
    result = run("clean", "raw", "-f", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()] == ["a.txt", "b/a.txt"]
    assert result.stderr.splitlines() == [
        "speechkit: 2 documents, 1 changed, 0 failed",
        "speechkit: 1 change: width of punctuation 1",
    ]


def test_several_json_documents_need_a_form_that_can_hold_them() -> None:
    result = run("clean", "clean.txt", "dirty.txt", "-f", "json")
    assert result.exit_code == 2
    assert "-f jsonl" in result.stderr


def test_a_folder_is_mirrored_with_the_suffix_appended() -> None:
    for form, suffix in (("json", ".json"), ("md", ".md"), ("text", ".txt")):
        result = run("clean", "raw", "-o", f"new/{form}", "-f", form)
        assert (result.exit_code, result.stdout) == (0, "")
        assert tree(f"new/{form}") == [f"a.txt{suffix}", f"b/a.txt{suffix}"]
    assert Path("new/text/b/a.txt.txt").read_text("utf-8") == CLEAN
    assert tree("raw") == ["a.txt", "b/a.txt"]


def test_jsonl_with_an_output_is_one_file() -> None:
    assert run("clean", "raw", "-o", "new/corpus.jsonl", "-f", "jsonl").exit_code == 0
    assert Path("new/corpus.jsonl").read_text("utf-8").count("\n") == 2


def test_an_output_is_a_file_or_a_folder() -> None:
    run("clean", "dirty.txt", "-o", "one.txt", "-f", "text")
    assert Path("one.txt").read_text("utf-8") == CLEAN
    run("clean", "dirty.txt", "-o", "two/", "-f", "text")
    assert tree("two") == ["dirty.txt.txt"]
    run("clean", "-", "-o", "two", "-f", "json", input=DIRTY)
    assert tree("two") == ["dirty.txt.txt", "stdin.json"]


def test_the_suffix_of_an_output_file_tells_the_form() -> None:
    run("clean", "dirty.txt", "-o", "a.json")
    assert json.loads(Path("a.json").read_text("utf-8"))["blocks"]


# ---- what is refused, and what fails


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["clean"], "Missing argument"),
        (["clean", "clean.txt", "--colour"], "No such option"),
        (["clean", "clean.txt", "-f", "pdf"], "'pdf' is not one of"),
        (["clean", "clean.txt", "--only", "repair.nothing"], "no pass is called 'repair.nothing'"),
        (["clean", "clean.txt", "--encoding", "klingon"], "no encoding is called 'klingon'"),
        (["clean", "clean.txt", "-j", "0"], "0"),
        (["clean", "clean.txt", "--edits"], "need -f json"),
        (["clean", "-", "-"], "once"),
        (["clean", "clean.txt", "-o", "clean.txt"], "is an input"),
        (["clean", "clean.txt", "-o", "raw/../clean.txt"], "is an input"),
        (["clean", "raw/a.txt", "raw/b/a.txt", "-o", "out"], "would both become"),
        (["clean", "raw", "-o", "raw/b/.."], "the output folder is the input folder"),
        (["clean", "raw", "-o", "clean.txt"], "cannot be made a folder"),
        (["launder"], "No such command"),
        (["clean", "clean.txt", "--\x1b[31m"], "\\x1b[31m"),
    ],
)  # fmt: skip
def test_usage_errors_are_one_line_and_write_nothing(args: list[str], says: str) -> None:
    before = tree(".")
    result = run(*args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.startswith("speechkit: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert tree(".") == before
    assert Path("clean.txt").read_text("utf-8") == CLEAN


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["clean.txt"], 0),
        (["clean.txt", "missing.txt"], 3),
        (["missing.txt", "clean.txt", "picture.txt"], 3),
        (["missing.txt"], 4),
        (["missing.txt", "picture.txt", "none*.txt"], 4),
    ],
)
def test_a_bad_file_does_not_stop_the_rest(paths: list[str], code: int) -> None:
    for extra in ([], ["-f", "jsonl"], ["-o", "out/"]):
        result = run("clean", *paths, "-q", *extra)
        assert result.exit_code == code
        lines = result.stderr.splitlines()
        assert len(lines) == len(paths) - ("clean.txt" in paths)
        assert all(line.startswith("speechkit: ") and "; " in line for line in lines)
        if code != 4 and "-o" not in extra:
            assert "今天开会，讲三点意见。" in result.stdout


def test_failures_come_last_with_path_reason_and_next_step() -> None:
    lines = run("clean", "missing.txt", "raw", "picture.txt", "-o", "out").stderr.splitlines()
    assert lines[0] == "speechkit: 2 documents, 1 changed, 2 failed"
    assert lines[1] == "speechkit: 1 change: width of punctuation 1"
    assert lines[2] == "speechkit: missing.txt: no such file; check the path"
    assert lines[3].startswith("speechkit: picture.txt: this is a PNG picture, not text; ")


def test_nothing_is_left_of_an_output_when_all_inputs_failed() -> None:
    Path("out.jsonl").write_text("old", "utf-8")
    assert run("clean", "missing.txt", "-o", "out.jsonl").exit_code == 4
    assert Path("out.jsonl").read_text("utf-8") == "old"
    assert not [name for name in tree(".") if name.endswith(".tmp")]


def test_control_characters_in_names_are_escaped() -> None:
    result = run("clean", "\x1b[2Jevil\n.txt")
    assert result.stderr == "speechkit: \\x1b[2Jevil\\n.txt: no such file; check the path\n"


# ---- check, verbose, interrupted


def test_check_names_what_would_change_and_writes_nothing() -> None:
    result = run("clean", "raw", "clean.txt", "--check", "-o", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "speechkit: raw/b/a.txt: would change\n"
    assert not Path("out").exists()
    assert run("clean", "clean.txt", "--check").exit_code == 0
    assert run("clean", "dirty.txt", "missing.txt", "--check").exit_code == 3
    assert run("clean", "clean.txt", "dirty.txt", "-f", "json", "--check").exit_code == 1


def test_verbose_names_every_document() -> None:
    assert run("clean", "raw", "-o", "out", "-v").stderr.splitlines() == [
        "speechkit: raw/a.txt: 0 changes",
        "speechkit: raw/b/a.txt: 1 change",
        "speechkit: 2 documents, 1 changed, 0 failed",
        "speechkit: 1 change: width of punctuation 1",
    ]


def test_an_interruption_still_tells_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> Any:
        yield Outcome(counts=[("a.txt", 1)], data=[b"{}\n"])
        raise KeyboardInterrupt

    monkeypatch.setattr("speechkit.cli.batch.clean_all", interrupted)
    result = run("clean", "raw", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert result.stderr == "speechkit: interrupted: 1 of 2 documents done; run again for the rest\n"
    assert not Path("out.jsonl").exists()


def test_the_module_names_its_command() -> None:
    assert clean_module.command.name == "clean"


# ---- what machines and people are told


def test_the_log_for_machines_tells_everything() -> None:
    result = run("clean", "raw", "picture.txt", "missing.txt", "-o", "out", "--log-json", "log.jsonl")
    assert result.exit_code == 3
    log = [json.loads(line) for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert [line["event"] for line in log] == ["begin", "failed", "done", "done", "failed", "end"]
    assert (log[0]["inputs"], log[1]["path"], log[3]["path"]) == (3, "missing.txt", "raw/b/a.txt")
    assert log[4]["advice"] == "read it with an OCR tool first"
    end = log[-1]
    assert (end["done"], end["changed"], end["up_to_date"], end["failed"], end["exit"]) == (2, 1, 0, 2, 3)
    assert sum(end["rules"].values()) == 1
    run("clean", "raw", "-o", "out", "--log-json", "log.jsonl")
    assert json.loads(Path("log.jsonl").read_text("utf-8").splitlines()[-1])["up_to_date"] == 2


def test_a_log_that_cannot_be_written_is_refused() -> None:
    assert "cannot be written" in run("clean", "raw", "-o", "out", "--log-json", "no/log").stderr
    for output, log in (("out", "out/a.txt.md"), ("all.jsonl", "./all.jsonl")):
        result = run("clean", "raw", "-o", output, "--log-json", log)
        assert result.exit_code == 2
        assert result.stderr == f"speechkit: {log} is an output too; choose another file for --log-json\n"
    result = run("clean", "raw", "-o", "out", "--log-json", "raw/a.txt")
    assert (result.exit_code, Path("raw/a.txt").read_text("utf-8")) == (2, CLEAN)


def test_the_rules_that_changed_most_are_told() -> None:
    rules = {f"rule.{letter}": number for number, letter in enumerate("abcdefgh", 1)} | {
        "width.comma": 2000,
        "width.x": 5,
    }
    assert by_rule(rules) == (
        "2,041 changes: rule.h 8, rule.g 7, rule.f 6, rule.e 5, rule.d 4, rule.c 3, 2 other rules 3, "
        "width of punctuation 2,005"
    )
