"""speechkit corpus on whatever `speechkit clean` writes, and five documents counted by hand."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command

ROADS = """在2010年全县公路养护工作会议上的讲话
同志们:
今天召开全县公路养护工作会议,主要任务是总结去年的工作,部署今年的任务。下面,我讲三点意见。
一、认清形势,增强责任感
公路养护是一项基础工作,事关群众出行安全。去年以来,全县养护系统干部职工坚持“五个统一”,即统一规划、统一标准、统一采购、统一施工、统一验收,养护质量有了明显提高。
二、突出重点,狠抓落实
要坚持以考促练、以赛促战,在全系统开展技能比武。要继续坚持“五个统一”,不断完善制度。
三、加强领导,确保实效
各级各部门要切实负起责任,真正把各项工作落到实处。要落实五个统一,要深入开展创先争优活动。
"""
SAFETY = """在2010年全县安全生产工作会议上的讲话
同志们:
这次会议的主要任务是分析当前安全生产形势,研究部署下一步工作。
一、充分认识安全生产的重要性
安全生产责任重于泰山。各乡镇要学习公路养护系统“五个统一”的做法,把安全工作抓紧抓实。
二、抓好重点行业整治
要以考促练、以赛促战,提高从业人员的技能。要推动创先争优,争当安全标兵。
"""
TREES = """在2012年全县春季造林现场会上的讲话
同志们:
今天的现场会开得很好。大家看了三个现场,听了两个乡镇的发言,很受启发。
一、总结经验,看到差距
去年全县完成造林三万亩,其中经济林一万二千亩。有的乡镇实行了五个统一,成活率达到百分之九十以上。
二、强化措施,提高质量
要把好苗木的质量。要深入开展創先爭優活动,让党员在造林一线当先锋。
"""
TRADE = """在全县招商引资工作座谈会上的讲话
同志们:
招商引资是发展的生命线,今天把大家请来,就是要听听意见。
要以考促练以赛促战,建设一支过得硬的招商队伍。要坚持"5个统一",形成合力。
"""
COPY = f"首页 > 公文 > 讲话\n{ROADS}责任编辑:小王\n来源:某某网\n2015-03-04 10:20:00\n"
TEXTS = {"roads": ROADS, "safety": SAFETY, "copy": COPY, "trees": TREES, "trade": TRADE}

# Counted by hand: of roads and its copy one counts; trade says no year, and prints 5个统一 and no mark between clauses.
BY_SPEECH = {
    ("五个统一", "2010", "speech"): (4, 2),
    ("五个统一", "2012", "speech"): (1, 1),
    ("五个统一", "", "none"): (1, 1),
    ("以考促练以赛促战", "2010", "speech"): (2, 2),
    ("以考促练以赛促战", "", "none"): (1, 1),
    ("创先争优", "2010", "speech"): (2, 2),
    ("创先争优", "2012", "speech"): (1, 1),
}
BY_PAGE = {
    ("五个统一", "2015", "page"): (3, 1),
    ("五个统一", "", "none"): (3, 3),
    ("以考促练以赛促战", "2015", "page"): (1, 1),
    ("以考促练以赛促战", "", "none"): (2, 2),
    ("创先争优", "2015", "page"): (1, 1),
    ("创先争优", "", "none"): (2, 2),
}
WITH_COPIES = BY_SPEECH | {
    ("五个统一", "2010", "speech"): (7, 3),
    ("以考促练以赛促战", "2010", "speech"): (3, 3),
    ("创先争优", "2010", "speech"): (3, 3),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    for name, text in TEXTS.items():
        Path("raw", f"{name}.txt").write_text(text, "utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(command, list(args))
    assert "Traceback" not in result.output
    return result


def table(*args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("corpus", *args).stdout)))


@pytest.mark.parametrize(
    ("options", "wanted"),
    [([], BY_SPEECH), (["--year", "page"], BY_PAGE), (["--reposts"], WITH_COPIES)],
    ids=["speech", "page", "reposts"],
)
def test_five_documents_counted_by_hand(options: list[str], wanted: dict[tuple[str, ...], tuple[int, int]]) -> None:
    run("clean", "raw", "-o", "out", "-f", "json")
    rows = table("out", *options)
    keys = {key for key, *_ in wanted}
    found = {
        (row["normalized"], row["year"], row["year_source"]): (int(row["count"]), int(row["docs"]))
        for row in rows
        if row["normalized"] in keys
    }
    assert found == wanted
    sizes = {row["year"]: int(row["characters"]) for row in table("out", "--table", "totals", *options)}
    for row in rows:
        assert float(row["per_10k"]) == round(int(row["count"]) * 10_000 / sizes[row["year"]], 4)


def test_what_stands_together_counted_by_hand() -> None:
    """Eleven sections in four documents that count; five of them name the one, three the other, two both."""
    run("clean", "raw", "-o", "out", "-f", "json")
    (row,) = [
        row
        for row in table("out", "--table", "cooccurrence")
        if {row["slogan"], row["other"]} >= {"五个统一", "以考促练以赛促战"}
    ]
    assert (row["together"], row["docs"], row["units"], row["other_units"], row["of"]) == ("2", "2", "6", "3", "11")
    (definition, *others) = [row for row in table("out", "--table", "definitions") if row["normalized"] == "五个统一"]
    assert definition["items"] == "统一规划|统一标准|统一采购|统一施工|统一验收"
    assert {row["defined_in"] for row in (definition, *others)} == {"copy.txt"}
    assert [row["document"] for row in (definition, *others)] == ["copy.txt", "safety.txt", "trees.txt", "trade.txt"]


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz", "all.jsonl.zst", "all.parquet", "mirrored/"])
def test_every_output_of_clean_gives_the_same(name: str) -> None:
    if name.endswith(".zst"):
        pytest.importorskip("backports.zstd")
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    run("clean", "raw", "-o", "out", "-f", "json")
    assert run("clean", "raw", "-o", name, "-f", "jsonl").exit_code == 0
    assert run("corpus", name).stdout == run("corpus", "out").stdout
    Path("found").mkdir()
    if Path(name).is_file():
        Path(name).rename(Path("found", name))
        assert run("corpus", "found").stdout == run("corpus", "out").stdout


def test_a_broken_first_line_costs_no_other() -> None:
    run("clean", "raw", "-o", "all.jsonl")
    good = Path("all.jsonl").read_text("utf-8")
    Path("broken.jsonl").write_text('{"schema": \n' + good, "utf-8")
    result = run("corpus", "broken.jsonl")
    assert result.exit_code == 3
    assert "broken.jsonl: this is no JSON" in result.stderr
    assert result.stdout == run("corpus", "all.jsonl").stdout


@pytest.mark.parametrize("harm", ["flip", "cut"])
def test_compressed_lines_that_are_damaged_are_told_and_the_others_counted(harm: str) -> None:
    run("clean", "raw", "-o", "all.jsonl")
    packed = [gzip.compress(line) for line in Path("all.jsonl").read_bytes().splitlines(keepends=True)]
    packed[1] = packed[1][:200] if harm == "cut" else packed[1][:200] + b"\xff" * 50 + packed[1][250:]
    Path("some.jsonl.gz").write_bytes(b"".join(packed))
    result = run("corpus", "some.jsonl.gz")
    assert result.exit_code == 3
    assert "some.jsonl.gz: its compressed data are damaged at byte" in result.stderr
    assert "speechkit: 4 documents" in result.stderr


def test_a_table_says_what_was_not_cleaned() -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    run("clean", "raw", "-o", "all.jsonl")
    lines = Path("all.jsonl").read_text("utf-8").splitlines()
    rows = {"id": ["a", "b", "c"], "json": [lines[0], None, "{}"], "error": [None, "the record is empty", None]}
    pq.write_table(pa.table(rows), "part.parquet")
    result = run("corpus", "part.parquet")
    assert result.exit_code == 3
    assert "part.parquet:2: it was not cleaned: the record is empty; clean it again" in result.stderr
    assert "part.parquet:3: this JSON is no speechkit document" in result.stderr
    assert "speechkit: 1 document," in result.stderr
    pq.write_table(pa.table({"text": ["讲话"]}), "raw.parquet")
    assert "raw.parquet: its table has no column json; clean it first" in run("corpus", "raw.parquet").stderr
    Path("bad.parquet").write_bytes(b"PAR1")
    assert "bad.parquet: it cannot be read" in run("corpus", "bad.parquet").stderr


def test_the_chart_and_the_lines_say_the_same_as_the_table() -> None:
    run("clean", "raw", "-o", "out", "-f", "json")
    lines = [json.loads(line) for line in run("corpus", "out", "-f", "jsonl").stdout.splitlines()]
    rows = table("out")
    assert [row["normalized"] for row in lines] == [row["normalized"] for row in rows]
    assert [str(row["per_10k"]) for row in lines] == [row["per_10k"] for row in rows]
    assert {row["year"] for row in lines} == {"2010", "2012", None}
