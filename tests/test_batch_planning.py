"""Which file goes where: the short way for one folder refuses what the long way would, and else says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechkit.corpus import planning
from speechkit.corpus.discover import discover, input_of
from speechkit.corpus.planning import Tasks, mirrored
from speechkit.errors import OptionError


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("raw/a.txt", "raw/sub/b.txt", "raw/sub/b.txt.txt", "other/a.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", "utf-8")
    Path("link").symlink_to("raw")
    Path("raw/sub/c.txt").symlink_to("../a.txt")


CASES = [
    ("a folder", ["raw"], "out", ".md"),
    ("the folder twice", ["raw", "raw"], "out", ".md"),
    ("the folder under another name", ["raw", "./raw"], "out", ".md"),
    ("a folder and a file of it", ["raw", "raw/a.txt"], "out", ".md"),
    ("two folders with the same names", ["raw", "other"], "out", ".md"),
    ("a folder into one below it", ["raw"], "raw/sub", ".txt"),
    ("a folder into a link to it", ["raw/sub"], "link/sub", ".txt"),
    ("into a link, but under other names", ["raw/sub"], "link/sub", ".md"),
    ("a folder without a link", ["other"], "raw", ".md"),
    ("a link's own file would be written over", ["raw/sub"], "raw", ".txt"),
    ("a glob", ["raw/*.txt"], "out", ".md"),
    ("a file", ["raw/a.txt"], "raw", ".txt"),
    ("nothing", ["none"], "out", ".md"),
]


@pytest.mark.parametrize(("paths", "folder", "suffix"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_short_way_says_what_the_long_way_says(
    paths: list[str], folder: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = discover(paths).inputs

    def told() -> list[tuple[str, str | None]] | str:
        try:
            return [(task.path, task.target) for task in mirrored(inputs, folder, suffix)]
        except OptionError as error:
            return str(error)

    short = told()
    monkeypatch.setattr(planning, "_are_apart", lambda *_: False)
    assert short == told()


def test_the_short_way_is_taken_where_it_may_be() -> None:
    assert planning._are_apart(discover(["other"]).inputs, "out")
    assert not planning._are_apart(discover(["raw"]).inputs, "out")  # a link is among them
    assert not planning._are_apart(discover(["other"]).inputs, "other")


@pytest.mark.parametrize(
    ("path", "place"),
    [("raw/a.txt", "a.txt"), ("raw//a.txt", "a.txt"), ("a//b.txt", "a/b.txt"), ("-", "stdin"), ("../x/y", "x/y")],
)
def test_an_input_knows_its_path_and_its_names(path: str, place: str) -> None:
    found, named = input_of(path, place, 7), input_of(path, place, 7, named=True)
    assert (found.path, found.place, found.name, found.size) == (path, place, place, 7)
    assert (named.path, named.place, named.name) == (path, place, path)


def test_tasks_are_made_as_they_are_asked_for() -> None:
    tasks = Tasks(discover(["raw"]).inputs, "out", ".md")
    assert [task.path for task in tasks] == [tasks[index].path for index in range(len(tasks))]
    assert [task.target for task in tasks[1:]] == [f"out/{each.place}.md" for each in tasks.inputs[1:]]
    assert tasks.size == sum(task.size for task in tasks)
    assert {task.name for task in Tasks(tasks.inputs, as_typed=True)} == {each.path for each in tasks.inputs}
