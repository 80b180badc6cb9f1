"""Settings from a file and the environment: what wins, what is refused, and what `speechkit config` tells of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEECH = "在全县护林工作会议上的讲话\n同志们：\n一、看住山口\n要把防火旗插到每个山口,把水泵修好。\n"


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("SPEECHKIT_")}
    command = [sys.executable, "-m", "speechkit", *args]
    return subprocess.run(
        command, cwd=cwd, env={**env, **environment}, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    (tmp_path / "below").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "speechkit.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "environment", "flags", "begins", "why"),
    [
        ("", {}, [], "---\n", "the default is Markdown"),
        ('[clean]\nformat = "json"', {}, [], '{"schema"', "a file beats the default"),
        ('format = "json"', {}, [], '{"schema"', "a key at the top is for every command that takes it"),
        ('format = "json"\n[clean]\nformat = "text"', {}, [], "在全县", "a command's own table beats the top"),
        ('[clean]\nformat = "json"', {"SPEECHKIT_FORMAT": "text"}, [], "在全县", "the environment beats a file"),
        ("", {"SPEECHKIT_FORMAT": "json", "SPEECHKIT_CLEAN_FORMAT": "text"}, [], "在全县", "the nearer name wins"),
        ('[clean]\nformat = "json"', {"SPEECHKIT_FORMAT": "json"}, ["-f", "text"], "在全县", "a flag beats all"),
        ('format = "csv"', {}, [], "---\n", "csv is for other commands: clean keeps its default"),
        ("[clean]\nedits = true", {}, [], "---\n", "edits give way where the form has no room for them"),
    ],
)
def test_what_wins(
    place: Path, file: str, environment: dict[str, str], flags: list[str], begins: str, why: str
) -> None:
    write(place, file)
    done = run("clean", "a.txt", *flags, cwd=place, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(begins), why


def test_the_nearest_file_upwards_counts_and_none_beside_an_input(place: Path) -> None:
    write(place, '[clean]\nformat = "text"')
    write(place / "below", '[clean]\nformat = "json"')
    assert run("clean", "../a.txt", cwd=place / "below").stdout.startswith("{")
    assert run("clean", "below/../a.txt", cwd=place).stdout.startswith("在全县")


def test_pyproject_may_hold_the_table(place: Path) -> None:
    write(place, '[tool.speechkit.clean]\nformat = "text"\n', "pyproject.toml")
    assert run("clean", "a.txt", cwd=place).stdout.startswith("在全县")


def test_a_path_in_the_file_is_relative_to_the_file(place: Path) -> None:
    write(place, '[slogans]\nlexicon = "mine.tsv"')
    write(place, "防火旗\n", "mine.tsv")
    assert "防火旗" in run("slogans", "../a.txt", cwd=place / "below").stdout


@pytest.mark.parametrize(
    ("file", "environment", "told"),
    [
        ('[clean]\nformt = "json"', {}, "'formt' is no option"),
        ('formt = "json"', {}, "'formt' is no option"),
        ('[clan]\nformat = "json"', {}, "[clan] is no command"),
        ('[clean]\nformat = "jsno"', {}, "format = 'jsno'"),
        ('format = "jsno"', {}, "format = 'jsno'"),
        ('clean = "text"', {}, "clean is a command; give its options in a table [clean]"),
        ('[[clean]]\nformat = "text"', {}, "clean is a command; give its options in a table [clean]"),
        ("[clean]\njobs = 1979-05-27", {}, "the option takes no such value"),
        ('[clean]\nedits = "maybe"', {}, "say true or false"),
        ('[clean]\nengine = "ray"', {}, "engine can be given on the command line only"),
        ("[clean]\nskip = " + "[" * 3000, {}, "is no TOML"),
        ('[clean]\noutput = "x"', {}, "output can be given on the command line only"),
        ("force = true", {}, "force can be given on the command line only"),
        ("[clean", {}, "is no TOML"),
        ("", {"SPEECHKIT_FORMAT": "jsno"}, "environment SPEECHKIT_FORMAT: format = 'jsno'"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(place: Path, file: str, environment: dict[str, str], told: str) -> None:
    write(place, file)
    done = run("clean", "a.txt", cwd=place, **environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'\xef\xbb\xbf[clean]\r\nformat = "text"\r\n', ""),
        ('# 设置\n[clean]\nformat = "text"\n'.encode("gbk"), "byte 3 is no UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_is_read_as_editors_save_it(place: Path, data: bytes, told: str) -> None:
    (place / "speechkit.toml").write_bytes(data)
    done = run("clean", "a.txt", cwd=place)
    assert done.stdout.startswith("在全县") if not told else told in done.stderr


def test_help_is_for_those_too_who_have_a_broken_file(place: Path) -> None:
    write(place, "[clean")
    for args in (["--help"], ["clean", "-h"], ["--version"]):
        assert run(*args, cwd=place).returncode == 0
    assert run("config", cwd=place).returncode == 2


@pytest.mark.parametrize("text", ["# tool.speechkit\ntool = 3", "[tool.speechkit-other]\nx = 1", "[tool.other]\nx = 1"])
def test_another_projects_table_is_none(place: Path, text: str) -> None:
    write(place, text, "pyproject.toml")
    assert run("clean", "a.txt", "-f", "text", cwd=place).returncode == 0


def test_a_dash_in_the_file_is_standard_input(place: Path) -> None:
    write(place, '[clean]\nfrom-list = "-"\nformat = "text"')
    command = [sys.executable, "-m", "speechkit", "clean", "-q"]
    done = subprocess.run(command, cwd=place, input=b"a.txt\n", capture_output=True, check=True)
    assert done.stdout.decode().startswith("在全县")


def test_output_cannot_come_from_the_environment(place: Path) -> None:
    run("clean", "a.txt", cwd=place, SPEECHKIT_OUTPUT="x.md")
    assert not (place / "x.md").exists()


def test_config_tells_value_and_source(place: Path) -> None:
    write(place, 'lang = "en"\n[clean]\nformat = "json"\nskip = ["slogans", "repair.width"]')
    done = run("config", "-f", "json", cwd=place / "below", SPEECHKIT_JOBS="2")
    told = json.loads(done.stdout)
    found = {(row["command"], row["option"]): row for row in told["options"]}
    path = str(place / "speechkit.toml")
    assert told["file"] == path
    assert found["clean", "format"] == {
        "command": "clean", "option": "format", "value": "json", "source": f"{path} [clean]"
    }  # fmt: skip
    assert found["clean", "skip"]["value"] == ["slogans", "repair.width"]
    assert found["learn", "jobs"]["source"] == "environment SPEECHKIT_JOBS"
    assert found["outline", "lang"]["source"] == path
    assert found["clean", "edits"]["source"] == "default"
    assert ("clean", "output") not in found


def test_config_as_text_names_the_file(place: Path) -> None:
    assert run("config", "clean", cwd=place).stdout.startswith("# ")
    write(place, "[clean]\nedits = true")
    lines = run("config", "clean", cwd=place).stdout.splitlines()
    assert lines[0] == f"# {place / 'speechkit.toml'}"
    assert any(line.split()[:2] == ["clean.edits", "true"] for line in lines)
