"""speechkit corpus as a user calls it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import COMMANDS
from speechkit.cli.group import command as main
from speechkit.corpus.tables import TABLES
from tests.speeches import FARMS, ROADS, corpus, document, write

HEAD = "normalized,year,year_source,count,docs,per_10k\n"
RAW = "在2016年全县教育工作会议上的讲话\n同志们：\n学校要落实“三个到位”，即责任到位、资金到位、队伍到位。\n辛苦了。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for each in corpus():
        write(f"out/{each['source']['name']}.json", each)


def run(*args: str, **rest: object) -> Result:
    result = CliRunner().invoke(main, ["corpus", *args], **rest)  # type: ignore[arg-type]  # handed on
    assert "Traceback" not in result.output
    assert "defect" not in result.output
    return result


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_it_is_a_command() -> None:
    assert "corpus" in COMMANDS
    help_ = CliRunner().invoke(main, ["corpus", "--help"]).output
    assert "Examples:" in help_
    assert all(f"  {name} " in help_ for name in TABLES)


def test_the_default_is_slogans_by_year() -> None:
    result = run("out")
    assert result.exit_code == 0
    assert result.stdout.startswith(HEAD)
    assert "三个到位,2017,speech,1,1," in result.stdout
    assert result.stderr == (
        "speechkit: 12 documents, 6 slogans, 3 reposts not counted, 0 failed\n"
        "speechkit: 1 of 9 without a speech year; --year page takes that of the page\n"
    )
    assert run("out", "-q").stderr == ""


def test_the_way_to_the_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    result = run("out", "--fuzzy")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "speechkit[reposts]" in result.stderr


def test_more_copies_with_the_library() -> None:
    pytest.importorskip("rensa")
    assert run("out", "--fuzzy").stdout == run("out").stdout


@pytest.mark.parametrize("name", TABLES)
def test_every_table_in_both_forms(name: str) -> None:
    columns = TABLES[name].columns
    text = run("out", "--table", name).stdout
    assert text.splitlines()[0] == ",".join(columns)
    lines = run("out", "--table", name, "-f", "jsonl").stdout.splitlines()
    assert len(lines) == len(rows(text))
    assert all(tuple(json.loads(line)) == columns for line in lines)


def test_a_folder_holds_all_tables_and_the_chart() -> None:
    assert run("out", "-o", "tables").stdout == ""
    assert sorted(each.name for each in Path("tables").iterdir()) == sorted(
        [*(f"{name}.csv" for name in TABLES), "trend.svg"]
    )
    assert Path("tables/years.csv").read_text("utf-8") == run("out").stdout
    ET.parse("tables/trend.svg")  # noqa: S314  # we have just written it


def test_tables_inside_of_the_input_folder_are_no_inputs() -> None:
    assert run("out", "-o", "out/tables", "-f", "jsonl").exit_code == 0
    again = run("out", "-o", "out/tables", "-f", "jsonl")
    assert (again.exit_code, again.stderr.count("\n")) == (0, 2)


@pytest.mark.parametrize("name", ["years.csv", "deep/years.csv"])
def test_one_table_goes_to_a_file(name: str) -> None:
    run("out", "-o", name)
    assert Path(name).read_text("utf-8") == run("out").stdout


def test_the_suffix_of_the_output_says_the_form() -> None:
    run("out", "-o", "quality.jsonl", "--table", "quality")
    assert json.loads(Path("quality.jsonl").read_text("utf-8").splitlines()[0])["han_share"] == 0.9


def test_files_lines_pipes_and_compressed_ones_give_the_same() -> None:
    write("all.jsonl", *corpus())
    wanted = run("all.jsonl").stdout
    assert run("-", input=Path("all.jsonl").read_bytes()).stdout == wanted
    with gzip.open("all.jsonl.gz", "wb") as packed:
        packed.write(Path("all.jsonl").read_bytes())
    assert run("all.jsonl.gz").stdout == wanted
    assert sorted(run("out").stdout) == sorted(wanted)


def test_a_document_printed_over_many_lines() -> None:
    Path("pretty.json").write_text("\ufeff" + json.dumps(corpus()[0], ensure_ascii=False, indent=1), "utf-8")
    assert rows(run("pretty.json").stdout)[0]["normalized"] == "三个到位"
    Path("made.jsonl").mkdir()
    Path("pretty.json").rename("made.jsonl/pretty.json")
    assert rows(run("made.jsonl/pretty.json").stdout)[0]["normalized"] == "三个到位"


def test_a_file_named_twice_is_read_once() -> None:
    result = run("out", "out/farm.txt.json", "out")
    assert result.stdout == run("out").stdout
    assert "came twice" not in result.stderr


def test_a_document_that_comes_twice_is_told() -> None:
    write("more.jsonl", corpus()[0])
    assert "1 came twice" in run("out", "more.jsonl").stderr


BAD = [
    ("no.json", "{}", "this JSON is no speechkit document; clean it first"),
    ("list.json", "[1, 2]", "this JSON is no speechkit document; clean it first"),
    ("text.json", "讲话", "this is no JSON; clean it first"),
    ("half.json", '{"schema": "speechkit.document/1"', "this is no JSON; clean it first"),
    ("thin.json", '{"schema": "speechkit.document/1"}', "this is no sound speechkit.document/1 ("),
    ("new.json", '{"schema": "speechkit.document/2"}', "it is a speechkit.document/2, this version reads"),
    ("empty.json", "", "it holds no document; "),
    ("blank.jsonl", "\n\n", "it holds no document; "),
    ("deep.json", "[" * 100_000, "this JSON is no speechkit document; "),
    ("a.txt", RAW, "this is a text, not a cleaned document; clean it first: speechkit clean"),
    ("a.json.gz", "讲话", "a.json.gz: "),
]


@pytest.mark.parametrize(("name", "content", "told"), BAD, ids=[each[0] for each in BAD])
def test_what_is_no_document_is_told_and_the_rest_is_counted(name: str, content: str, told: str) -> None:
    Path(name).write_text(content, "utf-8")
    result = run("out", name)
    assert result.exit_code == 3
    assert result.stdout == run("out").stdout
    (line,) = [line for line in result.stderr.splitlines() if name in line]
    assert told in line
    alone = run(name)
    assert (alone.exit_code, alone.stdout) == (4, "")


def test_bad_lines_are_told_with_their_number_and_not_by_the_thousand() -> None:
    good = json.dumps(corpus()[0], ensure_ascii=False)
    Path("mixed.jsonl").write_text(f"{good}\n{{}}\n" + "[]\n" * 50, "utf-8")
    result = run("mixed.jsonl")
    assert result.exit_code == 3
    assert "mixed.jsonl:2: this JSON is no speechkit document" in result.stderr
    assert "31 more lines are no speechkit documents" in result.stderr
    assert result.stderr.count("\n") < 30


def test_a_folder_of_raw_texts_is_refused_with_the_way_out() -> None:
    Path("raw").mkdir()
    Path("raw/1.txt").write_text(RAW, "utf-8")
    result = run("raw")
    assert result.exit_code == 4
    assert "the folder holds no .json" in result.stderr
    assert "speechkit clean RAW -o out/ -f json" in result.stderr


def test_what_clean_writes_is_what_corpus_reads() -> None:
    Path("raw").mkdir()
    Path("raw/1.txt").write_text(RAW, "utf-8")
    Path("raw/2.txt").write_text("会议通知\n请各校把“三个到位”写进方案，周五以前报教育局。\n", "utf-8")
    assert CliRunner().invoke(main, ["clean", "raw", "-o", "cleaned", "-f", "json"]).exit_code == 0
    table = rows(run("cleaned", "--table", "definitions").stdout)
    assert [(row["document"], row["items"]) for row in table if row["normalized"] == "三个到位"] == [
        ("1.txt", "责任到位|资金到位|队伍到位"), ("2.txt", "责任到位|资金到位|队伍到位"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["out", "--table", "nothing"], "nothing"),
        (["out", "-f", "text"], "tables are csv or jsonl"),
        (["out", "--kwic", "三农", "--table", "years"], "--kwic prints no table"),
        (["out", "--kwic", "、"], "holds no letter"),
        (["out", "--slogan", "——"], "holds no letter"),
        (["out", "--since", "明年"], "--since wants a year"),
        (["out", "--min-docs", "0"], "min-docs"),
        (["-", "-"], "once"),
        (["out", "-o", "years.json"], "a suffix .csv or .jsonl"),
        (["out", "-o", "years", "--table", "years"], "a suffix .csv or .jsonl"),
        (["out", "-o", "years.txt"], "tables are csv or jsonl"),
        (["out", "-o", "tables/", "--kwic", "三农", "-f", "text"], "tables are csv or jsonl"),
        (["out", "-o", "out/farm.txt.json", "-t", "years", "-f", "csv"], "is an input"),
        (["out", "--chart", "out/farm.txt.json"], "is an input"),
        (["out", "-o", "out"], "the output folder is the input folder"),
        ([], "PATH"),
    ],
)
def test_wrong_usage_is_one_line(args: list[str], told: str) -> None:
    before = Path("out/farm.txt.json").read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert Path("out/farm.txt.json").read_bytes() == before


def test_the_chart_of_named_slogans() -> None:
    result = run("out", "--slogan", "三農", "--slogan", "创先争优", "--chart", "trend.svg")
    assert {row["normalized"] for row in rows(result.stdout)} == {"三农", "创先争优"}
    told = ET.parse("trend.svg").getroot()  # noqa: S314  # we have just written it
    described = told.find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert re.search("创先争优: 2008 0, 2010 [1-9]", str(described.text))
    assert "1 document without a year not shown" in str(described.text)


def test_a_named_slogan_that_stands_nowhere_is_told() -> None:
    result = run("out", "--slogan", "三农", "--slogan", "无人說過")
    assert "speechkit: not found: 无人說過\n" in result.stderr
    assert (result.exit_code, {row["normalized"] for row in rows(result.stdout)}) == (0, {"三农"})


def test_trends_need_two_years() -> None:
    write("one.jsonl", document("a.txt", ROADS, slogans=[("三个到位", "numeral_abbreviation")], year="2008"))
    assert rows(run("one.jsonl", "--table", "trends").stdout) == []
    assert run("one.jsonl", "--chart", "one.svg").exit_code == 0


# ---- the concordance


def test_a_term_in_its_context() -> None:
    table = rows(run("out", "--kwic", "三農", "--context", "4", "-f", "csv").stdout)
    assert [(row["left"], row["node"], row["right"], row["document"]) for row in table] == [
        ("专门研究", "三农", "工作，说", "farm.txt"),
        ("第", "三农", "场的大棚", "farm.txt"),
        ("", "三农", "问题解决", "farm.txt"),
        ("专门研究", "三农", "工作，说", "rural.txt"),
        ("关心“", "三农", "”干部。", "rural.txt"),
    ]
    assert table[2]["section"] == "一、把种子和化肥备足"


def test_the_concordance_is_aligned() -> None:
    lines = run("out", "--kwic", "三农", "--context", "6").stdout.splitlines()
    assert lines[0].startswith("议，专门研究  三农  工作，说明春  farm.txt")
    assert lines[2].startswith("              三农  问题解决得好  farm.txt")


def test_copies_are_shown_once_here_too() -> None:
    assert len(rows(run("out", "--kwic", "护路员", "-f", "csv").stdout)) == 1
    assert len(rows(run("out", "--kwic", "护路员", "-f", "csv", "--reposts").stdout)) == 3


def test_a_folder_takes_the_concordance_too() -> None:
    run("out", "-o", "tables/", "--kwic", "三农")
    assert Path("tables/kwic.csv").read_text("utf-8") == run("out", "--kwic", "三农", "-f", "csv").stdout


# ---- among other programs


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    line = line.replace("speechkit", f"{sys.executable} -m speechkit")
    return subprocess.run(["/bin/bash", "-c", line], capture_output=True, check=False, timeout=60, stdin=-3)


def test_a_closed_pipe_is_quiet() -> None:
    write("many.jsonl", *(document(f"{n}.txt", [f"{line}{n}" for line in FARMS]) for n in range(300)))
    result = shell("speechkit corpus many.jsonl --table quality -q | head -n 1; exit ${PIPESTATUS[0]}")
    assert (result.returncode, result.stderr) == (0, b"")


def test_clean_and_corpus_in_one_pipe() -> None:
    Path("raw").mkdir()
    Path("raw/1.txt").write_text(RAW, "utf-8")
    result = shell("speechkit clean raw -f jsonl -q | speechkit corpus - -q")
    assert result.returncode == 0
    assert "三个到位,2016,speech,1,1," in result.stdout.decode()


def test_nowhere_to_write() -> None:
    assert shell("speechkit corpus out -q > /dev/full").returncode == 4
    Path("file").write_text("x", "utf-8")
    result = run("out", "-o", "file/tables/")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_full_temporary_folder_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("speechkit.corpus.gathering.Gathered.close", full)
    result = run("out")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "speechkit: the temporary folder: database or disk is full; set TMPDIR to a folder with more room\n"
    )
