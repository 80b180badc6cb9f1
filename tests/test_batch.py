"""Many files: what is found, where it goes, and that nothing stops the rest."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.corpus import files, work
from speechkit.corpus.batch import clean_all
from speechkit.corpus.discover import Found, discover
from speechkit.corpus.forms import Recipe
from speechkit.corpus.planning import Task, chunks, mirrored
from speechkit.corpus.work import Outcome
from speechkit.errors import InputError, OptionError

TEXT = "同志们:\n今天开会,讲三点意见。\n"
RAW = Recipe(form="jsonl", raw=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of documents among things that are none."""
    root = tmp_path / "raw"
    for name in ("b.txt", "a.txt", "sub/c.TXT", "sub/d.html", "e.md", "picture.png", ".hidden.txt", ".git/f.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(TEXT, "utf-8")
    return root


def places(found: Found) -> list[str]:
    return [each.place for each in found.inputs]


# ---- finding


def test_a_folder_gives_its_documents_in_order(tree: Path) -> None:
    found = discover([str(tree)])
    assert places(found) == ["a.txt", "b.txt", "e.md", "sub/c.TXT", "sub/d.html"]
    assert found.several
    assert not found.failed


@pytest.mark.parametrize("form", ["{}", "{}/", "{}/.", "{}//"])
def test_a_folder_may_be_spelt_in_many_ways(tree: Path, form: str) -> None:
    assert "sub/c.TXT" in places(discover([form.format(tree)]))


def test_a_named_file_is_taken_whatever_its_suffix(tree: Path) -> None:
    found = discover([str(tree / "picture.png")])
    assert places(found) == ["picture.png"]
    assert not found.several


def test_a_quoted_glob_is_mirrored_below_its_fixed_part(tree: Path) -> None:
    found = discover([str(tree / "**" / "*.[tT]*")])
    assert places(found) == ["a.txt", "b.txt", "sub/c.TXT"]
    assert found.several


def test_links_are_followed_inside_the_folder_only(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(TEXT, "utf-8")
    (tree / "inside.txt").symlink_to(tree / "a.txt")
    (tree / "outside.txt").symlink_to(tmp_path / "outside.txt")
    (tree / "sub" / "circle").symlink_to(tree, target_is_directory=True)
    found = discover([str(tree)])
    assert "inside.txt" in places(found)
    assert "outside.txt" not in places(found)
    assert found.links == 1


def test_the_output_folder_is_no_input(tree: Path) -> None:
    out = tree / "out"
    out.mkdir()
    (out / "old.txt").write_text(TEXT, "utf-8")
    assert "out/old.txt" not in places(discover([str(tree)], apart=str(out)))
    assert not [path for path in places(discover([str(tree / "**/*.txt")], apart=str(out))) if path.startswith("out")]


@pytest.mark.parametrize("what", ["missing.txt", "none*.txt", "empty", "a\0b"])
def test_what_is_not_there_is_a_failed_input(tree: Path, what: str) -> None:
    (tree / "empty").mkdir()
    found = discover([str(tree / what)])
    assert not found.inputs
    assert len(found.failed) == 1


def test_links_that_lead_in_a_circle_cost_no_other_file(tree: Path) -> None:
    (tree / "loop.txt").symlink_to("loop.txt")
    found = discover([str(tree)])
    assert places(found) == ["a.txt", "b.txt", "e.md", "sub/c.TXT", "sub/d.html"]
    assert [each.path for each in found.failed] == [str(tree / "loop.txt")]


def test_a_pipe_in_a_folder_is_a_failed_input_and_does_not_hang(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    found = discover([str(tree)])
    assert [failure.reason for failure in found.failed] == ["this is a named pipe, not a file"]
    with pytest.raises(InputError, match="named pipe"):
        files.read(str(tree / "pipe.txt"))


def test_a_very_deep_folder_is_walked(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * 400)).mkdir(parents=True)
    (tmp_path / "/".join("d" * 400) / "a.txt").write_text(TEXT, "utf-8")
    assert len(discover([str(tmp_path)]).inputs) == 1


# ---- planning


def test_two_inputs_for_one_output_are_refused(tree: Path) -> None:
    found = discover([str(tree / "a.txt"), str(tree / "sub" / "c.TXT"), str(tree), f"{tree}//"])
    assert len(mirrored(found.inputs, "out", ".md")) == 6
    (tree / "sub" / "a.txt").write_text(TEXT, "utf-8")
    clash = discover([str(tree / "a.txt"), str(tree / "sub" / "a.txt")])
    with pytest.raises(OptionError, match="would both become"):
        mirrored(clash.inputs, "out", ".md")


@pytest.mark.parametrize("out", ["{}", "{}/.", "{}/sub/.."])
def test_an_output_that_is_an_input_is_refused(tree: Path, out: str) -> None:
    (tree / "a.txt.md").write_text(TEXT, "utf-8")
    found = discover([str(tree / "a.txt"), str(tree / "a.txt.md")])
    with pytest.raises(OptionError, match="is an input"):
        mirrored(found.inputs, out.format(tree), ".md")


def test_an_output_that_a_linked_input_leads_to_is_refused(tree: Path) -> None:
    (tree / "link").symlink_to(tree / "link.md")
    (tree / "link.md").write_text(TEXT, "utf-8")
    with pytest.raises(OptionError, match="is an input"):
        mirrored(discover([str(tree / "link")]).inputs, str(tree), ".md")


@given(st.lists(st.integers(0, 40)), st.integers(1, 30), st.integers(1, 5))
def test_chunks_hold_everything_in_order_and_bounded(sizes: list[int], most: int, number: int) -> None:
    tasks = [Task(str(i), None, size) for i, size in enumerate(sizes)]
    runs = chunks(tasks, most, number)
    assert [task for run in runs for task in run] == tasks
    assert all(len(run) == 1 or sum(task.size for task in run) <= most for run in runs)
    assert all(0 < len(run) <= number for run in runs)


# ---- writing


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"old")
    with pytest.raises(TypeError), files.replacing(str(target)) as file:
        file.writelines([b"half", "no bytes"])  # type: ignore[list-item]  # the mistake that is to happen
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_what_is_written_has_the_usual_rights(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        files.write(str(tmp_path / "new" / "a.json"), b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "new" / "a.json").stat().st_mode & 0o777 == 0o644


def test_a_device_is_written_to_and_not_replaced() -> None:
    files.write("/dev/null", b"gone")
    assert not Path("/dev/null").is_file()


# ---- running


def run(tasks: list[Task], jobs: int) -> list[Outcome]:
    return list(clean_all(tasks, RAW, jobs, small=0))


def batch(folder: Path, number: int) -> list[Task]:
    """Files that make several chunks."""
    tasks = []
    for index in range(number):
        path = folder / f"{index:04}.txt"
        path.write_text(f"第{index}份\n{TEXT}", "utf-8")
        tasks.append(Task(str(path), None, 1 << 18))
    return tasks


def test_processes_give_the_same_as_one_in_the_same_order(tmp_path: Path) -> None:
    tasks = batch(tmp_path, 40)
    tasks[7:7] = [Task(str(tmp_path / "gone.txt"), None, 10)]
    alone, together = run(tasks, 1), run(tasks, 2)
    assert len(alone) == 41
    assert len(together) < 41
    for name in ("counts", "failed", "data"):
        flat = [[item for each in outcomes for item in getattr(each, name)] for outcomes in (alone, together)]
        assert flat[0] == flat[1]
    assert sum(each.size for each in alone) == sum(each.size for each in together)


def test_a_defect_in_one_document_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = batch(tmp_path, 3)
    real = work.run

    def broken(data: bytes, options: object, name: str, *, text_only: bool = False) -> object:
        if name == tasks[1].path:
            raise RecursionError("too\ndeep")
        return real(data, options, name, text_only=text_only)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(work, "run", broken)
    outcomes = run(tasks, 1)
    assert [len(each.counts) for each in outcomes] == [1, 0, 1]
    assert "RecursionError: too\ndeep at test_batch.py" in outcomes[1].failed[0].reason
    assert "report" in outcomes[1].failed[0].advice


def test_a_process_that_dies_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = batch(tmp_path, 24)
    real = work.run

    def deadly(data: bytes, options: object, name: str, *, text_only: bool = False) -> object:
        if name in {tasks[3].path, tasks[17].path}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(data, options, name, text_only=text_only)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(work, "run", deadly)  # the processes are forked and so inherit it
    outcomes = run(tasks, 2)
    assert sum(len(each.counts) for each in outcomes) == 22
    failed = [failure.path for each in outcomes for failure in each.failed]
    assert failed == [tasks[3].path, tasks[17].path]


def test_standard_input_is_read_by_the_process_that_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_stdin", TEXT.encode)
    outcomes = run([*batch(tmp_path, 9), Task("-", None, 0)], 2)
    assert "今天开会" in outcomes[-1].data[0].decode()


def test_who_stops_asking_stops_the_work(tmp_path: Path) -> None:
    outcomes = clean_all(batch(tmp_path, 40), RAW, 2, small=0)
    next(outcomes)
    outcomes.close()


def test_an_empty_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (outcome,) = run([Task(str(tmp_path / "empty.txt"), None, 0)], 1)
    (failure,) = outcome.failed
    assert (failure.reason, failure.advice) == ("the file is empty", "look whether its download failed")
