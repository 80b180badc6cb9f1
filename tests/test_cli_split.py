"""speechkit clean --split: where the articles of a page go, and what is refused before anything is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command

DAM = (
    "入汛以来,库区已经下了四场大雨。昨天夜里,老吕打着手电走完了整条坝,回来鞋里能倒出水。他说坝脚有两处渗水,不大,但是是新的。"
    "今天把大家叫来,就为这两处渗水。水不等人,我们也不能等,从今天起每两个小时查一遍,查完签字,签了字就要负责。"
)
TEA = (
    "三年前这片山坡还是一片乱石,连羊都不愿意上来。如今采茶的季节一到,山上山下都是人,家家户户灯亮到半夜。"
    "有人问秘诀是什么,其实没有秘诀,就是一锄头一锄头挖出来的。今年我们还要再开两百亩,把水渠修到半山腰。"
)
ONE = f"在防汛工作会议上的讲话\n同志们:\n{DAM}\n"
TWO = f"篇一:在防汛工作会议上的讲话\n同志们:\n{DAM}\n篇二:在茶叶节开幕式上的致辞\n各位来宾:\n{TEA}\n"
TITLES = ["在防汛工作会议上的讲话", "在茶叶节开幕式上的致辞"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("two.txt", TWO), ("raw/one.txt", ONE), ("raw/b/two.txt", TWO)):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


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


def documents(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_a_line_for_each_article() -> None:
    result = run("clean", "two.txt", "--split", "-f", "jsonl", "--edits", "--raw")
    assert (result.exit_code, result.stderr) == (0, "")
    found = documents(result.stdout)
    assert [each["metadata"]["title"] for each in found] == TITLES
    assert [each["source"]["name"] for each in found] == ["two.txt", "two.txt"]
    border = TWO.index("篇二")
    assert [each["source"]["part"] for each in found] == [
        {"number": 1, "of": 2, "span": [0, border]},
        {"number": 2, "of": 2, "span": [border, len(TWO)]},
    ]
    for each in found:
        assert each["raw"] == TWO
        low, high = each["source"]["part"]["span"]
        assert all(low <= edit["span"][0] <= edit["span"][1] <= high for edit in each["edits"])
        assert all(TWO[slice(*edit["span"])] == edit["before"] for edit in each["edits"])
        assert len(each["edits"]) == each["changes"]["total"] > 0


def test_without_the_option_it_is_one_document_with_a_warning() -> None:
    (found,) = documents(run("clean", "two.txt", "-f", "jsonl").stdout)
    assert "part" not in found["source"]
    (warning,) = [each for each in found["warnings"] if each["code"] == "several_articles"]
    assert "--split" in warning["message"]
    assert TWO[slice(*warning["span"])] == "篇二:在茶叶节开幕式上的致辞"


def test_a_page_with_one_article_is_what_it_always_is() -> None:
    for form in ("md", "jsonl", "text"):
        assert (
            run("clean", "raw/one.txt", "--split", "-f", form).stdout == run("clean", "raw/one.txt", "-f", form).stdout
        )


@pytest.mark.parametrize("form", ["md", "text"])
def test_one_below_the_other_on_standard_output_and_in_one_file(form: str) -> None:
    printed = run("clean", "two.txt", "--split", "-f", form).stdout
    assert [printed.index(title) for title in TITLES] == sorted(printed.index(title) for title in TITLES)
    assert printed.count("---\n") == (4 if form == "md" else 0)
    assert run("clean", "two.txt", "--split", "-f", form, "-o", "out.x").exit_code == 0
    assert Path("out.x").read_text("utf-8") == printed


def test_standard_input() -> None:
    result = run("clean", "-", "--split", "-f", "jsonl", input=TWO)
    assert [each["source"]["name"] for each in documents(result.stdout)] == ["-", "-"]
    run("clean", "-", "--split", "-f", "json", "-o", "out/", input=TWO)
    assert tree("out") == ["stdin.1.json", "stdin.2.json"]


@pytest.mark.parametrize(("form", "suffix"), [("json", ".json"), ("md", ".md"), ("text", ".txt")])
def test_a_file_for_each_article_in_a_folder(form: str, suffix: str) -> None:
    result = run("clean", "raw/", "--split", "-f", form, "-o", "out")
    assert result.exit_code == 0
    assert "2 files with 3 documents, 2 changed, 0 failed" in result.stderr
    assert tree("out") == [f"b/two.txt.1{suffix}", f"b/two.txt.2{suffix}", f"one.txt{suffix}"]
    if form == "json":
        found = [json.loads(Path("out", name).read_text("utf-8")) for name in tree("out")]
        assert [each["source"]["name"] for each in found] == ["b/two.txt", "b/two.txt", "one.txt"]
        assert [each["metadata"]["title"] for each in found] == [*TITLES, TITLES[0]]


def test_lines_in_a_folder_are_one_file_for_each_input() -> None:
    Path("out").mkdir()
    assert run("clean", "raw/", "--split", "-f", "jsonl", "-o", "out").exit_code == 0
    assert tree("out") == ["b/two.txt.jsonl", "one.txt.jsonl"]
    assert [each["metadata"]["title"] for each in documents(Path("out/b/two.txt.jsonl").read_text("utf-8"))] == TITLES


def test_all_lines_of_a_folder_in_their_order_on_many_cores() -> None:
    for number in range(6):
        Path(f"raw/{number}.txt").write_text(TWO + "\n" * number, "utf-8")
    alone, cores = (run("clean", "raw/", "--split", "-f", "jsonl", "-j", jobs).stdout for jobs in "12")
    assert alone == cores
    assert len(documents(alone)) == 6 * 2 + 2 + 1


def test_verbose_names_the_number_of_articles() -> None:
    told = run("clean", "raw/", "--split", "-o", "out/", "-v").stderr
    assert "two.txt: " in told
    assert "changes, 2 articles" in told


@pytest.mark.parametrize("args", [("two.txt",), ("raw/",), ("two.txt", "-o", "out.json"), ("raw/one.txt",)])
def test_json_has_no_room_for_several(args: tuple[str, ...]) -> None:
    result = run("clean", *args, "--split", "-f", "json")
    assert result.exit_code == 2
    assert "--split may make several JSON documents of a file: use -f jsonl, or -o FOLDER/" in result.stderr
    assert not Path("out.json").exists()


def test_check_says_what_it_says_without_it() -> None:
    for form in ("json", "md"):
        one, other = (run("clean", "two.txt", "raw/", "--check", "-f", form, *more) for more in ((), ("--split",)))
        assert (one.exit_code, one.stderr) == (other.exit_code, other.stderr)
        assert one.exit_code == 1


def test_files_that_articles_might_write_over_are_refused() -> None:
    Path("raw/two.txt.1").write_text(ONE, "utf-8")
    Path("raw/two.txt").write_text(TWO, "utf-8")
    result = run("clean", "raw/two.txt", "raw/two.txt.1", "--split", "-f", "json", "-o", "out/")
    assert result.exit_code == 2
    assert "an article of raw/two.txt might be written over raw/two.txt.1" in result.stderr
    assert not Path("out").exists() or tree("out") == []
    assert run("clean", "raw/two.txt", "raw/two.txt.1", "-f", "json", "-o", "out/").exit_code == 0


def test_inputs_are_not_written_over() -> None:
    Path("raw/two.txt").write_text(TWO, "utf-8")
    Path("raw/two.txt.2.txt").write_text(ONE, "utf-8")
    result = run("clean", "raw/two.txt", "raw/two.txt.2.txt", "--split", "-f", "text", "-o", "raw/")
    assert result.exit_code == 2
    assert "might be written over" in result.stderr
    assert Path("raw/two.txt.2.txt").read_text("utf-8") == ONE


def test_files_of_an_earlier_run_are_named_and_left_alone() -> None:
    assert "earlier run" not in run("clean", "raw/", "-o", "out/", "-f", "json").stderr
    told = run("clean", "raw/", "-o", "out/", "-f", "json", "--split").stderr
    (line,) = [line for line in told.splitlines() if "earlier run" in line]
    assert str(Path("out", "b", "two.txt.json")) in line
    assert tree("out") == ["b/two.txt.1.json", "b/two.txt.2.json", "b/two.txt.json", "one.txt.json"]
    Path("raw/b/two.txt").write_text(ONE, "utf-8")
    assert "two.txt.1.json is left" in run("clean", "raw/", "-o", "out/", "-f", "json", "--split").stderr
    assert "earlier run" not in run("clean", "raw/", "-o", "out/", "-f", "json", "--split", "-q").stderr


def test_with_options_and_learning() -> None:
    for number in range(4):
        Path(f"raw/{number}.txt").write_text(f"青灯第{number}夜 窗外有雨\n{TWO}", "utf-8")
    result = run("clean", "raw/", "--split", "-o", "out/", "-f", "json", "--learn", "--width", "keep")
    assert result.exit_code == 0
    assert "3.txt.2.json" in tree("out")


def test_help_names_the_option_and_the_warning() -> None:
    told = " ".join(run("clean", "--help").stdout.split())
    assert "--split Make a document of each article" in told
    assert "several_articles" in told
