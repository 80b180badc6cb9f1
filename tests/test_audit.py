"""The audit: what a sheet shows of a corpus, and what filled-in labels prove."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechkit
from speechkit.corpus.auditing import UNCHANGED, Audited, Named, Sampler, judged, shared, wilson
from speechkit.document import Block
from speechkit.ledger import Edit

RAW = (
    "在全縣護林工作會議上的講話\n同志們:\n一、看住山口\n要把防火旗插到每個山口,把監(jiàn)督員選好,"
    "讓大家參(cān)加巡山,把重(chóng)點都記下來。入冬以後山上干燥容易起火。\n\n責任編輯:小滿\n"
)


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechkit", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    for number in range(6):
        text = RAW.replace("山口", f"{'東西南北中外'[number]}山口")
        (tmp_path / f"raw/{number}.txt").write_text(text, encoding="utf-8", newline="\n")
    assert run("clean", "raw", "-o", "out/", "-f", "json", "--edits", "-q", cwd=tmp_path).returncode == 0
    return tmp_path


def sheet(folder: Path, *args: str) -> list[dict[str, str]]:
    done = run("audit", "out/", *args, cwd=folder)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_every_rule_has_its_share(corpus: Path) -> None:
    rows = sheet(corpus, "--sample", "20")
    rules = {row["rule"] for row in rows}
    assert len(rows) == 20
    assert {"gloss.pinyin", "width.comma", UNCHANGED} <= rules
    assert sum(row["rule"] == UNCHANGED for row in rows) == 4
    fired = {row["rule"]: int(row["changes"]) for row in rows}
    assert fired["gloss.pinyin"] == 18


def test_a_row_is_a_change_where_it_stands(corpus: Path) -> None:
    for row in sheet(corpus, "--sample", "200"):
        raw = (corpus / "raw" / Path(row["document"]).name).read_text(encoding="utf-8")
        clean = "\n".join(block.text for block in speechkit.clean(raw.encode()).blocks)
        start, end = int(row["start"]), int(row["end"])
        assert raw[start:end].replace("\n", "\\n") == row["before"] or row["rule"] == UNCHANGED
        if row["left"] and row["right"] and row["rule"].startswith(("gloss", "width")):
            assert row["left"] + row["after"] + row["right"] in clean
        if row["rule"] == UNCHANGED:
            assert row["before"] == row["after"]
            assert row["before"] in clean
            widened = str.maketrans(",:", "，：")
            assert raw[start:end].translate(widened) == row["before"]


def test_the_same_seed_draws_the_same_sample(corpus: Path) -> None:
    first, again, other = (sheet(corpus, "--sample", "9", "--seed", seed) for seed in ("5", "5", "6"))
    assert first == again
    assert first != other
    (corpus / "out/0.txt.json").rename(corpus / "out/9.txt.json")
    assert {row["document"] for row in sheet(corpus, "--sample", "9", "--seed", "5")} == {
        row["document"] for row in first
    }


def test_labels_prove_a_precision(corpus: Path) -> None:
    rows = sheet(corpus, "--sample", "40")
    for number, row in enumerate(row for row in rows if row["rule"] == "gloss.pinyin"):
        row["label"] = ("right", "Y", "wrong", "")[min(number, 3)]
    with (corpus / "sheet.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    done = run("audit", "sheet.csv", "-f", "jsonl", cwd=corpus)
    assert done.returncode == 0, done.stderr
    told = {row["rule"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert told["gloss.pinyin"] == {
        "rule": "gloss.pinyin", "changes": 18, "labelled": 3, "right": 2,
        "precision": 0.6667, "low": 0.2077, "high": 0.9385,
    }  # fmt: skip
    assert told["width.comma"]["precision"] is None
    assert told["(all changes)"]["changes"] == 18
    assert "0.667" in run("audit", "sheet.csv", cwd=corpus).stdout


@pytest.mark.parametrize(
    ("label", "encoding", "delimiter", "line", "quoting", "head"),
    [
        ("as it was drawn", "utf-8", ",", "\n", csv.QUOTE_MINIMAL, ""),
        ("Excel in China", "gbk", ",", "\r\n", csv.QUOTE_MINIMAL, ""),
        ("with a byte order mark", "utf-8-sig", ",", "\r\n", csv.QUOTE_MINIMAL, ""),
        ("Excel's Unicode text", "utf-16", "\t", "\r\n", csv.QUOTE_MINIMAL, ""),
        ("where a comma is the decimal mark", "utf-8", ";", "\r\n", csv.QUOTE_MINIMAL, ""),
        ("everything quoted", "gb18030", ",", "\r\n", csv.QUOTE_ALL, ""),
        ("Excel's hint", "utf-8-sig", ";", "\r\n", csv.QUOTE_MINIMAL, "sep=;\r\n"),
        ("line ends of an old Mac", "utf-8", ",", "\r", csv.QUOTE_MINIMAL, ""),
    ],
)
def test_a_sheet_is_read_however_a_spreadsheet_saved_it(
    corpus: Path, label: str, encoding: str, delimiter: str, line: str, quoting: int, head: str
) -> None:
    rows = sheet(corpus, "--sample", "30")
    for row, said in zip(
        rows, ["对", "错", "\N{SQUARE ROOT}", "×", "Ｙ", " n ", "？", "TRUE", "1", "x"] * 3, strict=True
    ):
        row["label"] = said
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0], delimiter=delimiter, lineterminator=line, quoting=quoting)  # type: ignore[arg-type]  # one of csv's
    table.writeheader()
    table.writerows(rows)
    text = head + out.getvalue() + delimiter * (len(rows[0]) - 1) + line  # spreadsheets leave an empty row
    (corpus / "sheet.csv").write_bytes(text.encode(encoding, "replace"))
    done = run("audit", "sheet.csv", "-f", "jsonl", cwd=corpus)
    assert (done.returncode, done.stderr) == (0, ""), label
    told = [row for row in map(json.loads, done.stdout.splitlines()) if not row["rule"].startswith("(all")]
    assert sum(row["labelled"] for row in told) == 27
    assert sum(row["right"] for row in told) == 15


def test_a_figure_with_separators_is_a_figure(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text('rule,label,changes\na.b,对,"1,234"\na.b,错,1234.0\n', encoding="utf-8")
    done = run("audit", "s.csv", "-f", "csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "a.b,1234,2,1,0.5" in done.stdout


def test_a_sheet_in_a_file_opens_in_excel_and_one_that_is_missing_costs_no_other(corpus: Path) -> None:
    assert run("audit", "out/", "-o", "sheet.csv", "-q", cwd=corpus).returncode == 0
    data = (corpus / "sheet.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber,")
    assert data[3:].decode() == run("audit", "out/", cwd=corpus).stdout
    done = run("audit", "sheet.csv", "gone.csv", cwd=corpus)
    assert done.returncode == 3
    assert "gone.csv: no such file" in done.stderr
    assert "gloss.pinyin" in done.stdout
    assert run("audit", "gone.csv", cwd=corpus).returncode == 4
    assert run("audit", "sheet.csv", "-o", "./sheet.csv", cwd=corpus).returncode == 2


def test_raw_texts_are_refused_with_the_way_to_a_sheet(corpus: Path) -> None:
    for path in ("raw", "raw/0.txt"):
        done = run("audit", path, cwd=corpus)
        assert done.returncode == 4
        assert done.stderr.endswith("-f json --edits, then speechkit audit out/\n")


def test_a_line_begun_at_a_block_shifts_nothing_in_it() -> None:
    """An edit that puts a line end before a block is not inside it: what stands behind it is where it was."""
    raw = "抬头亲爱的同事们:今天的会就开到这里,请大家回去抓好落实。"
    edits = [
        Edit("flat.head", (2, 2), "", "\n"),
        Edit("width.colon", (8, 9), ":", "\uff1a"),
        Edit("x.y", (10, 11), "天", "日"),
    ]
    block = Block(
        type="paragraph", text="亲爱的同事们\uff1a今日的会就开到这里,请大家回去抓好落实。", span=(2, len(raw))
    )
    sampler = Sampler(10, 1)
    sampler.add(Audited("speechkit.document/1", Named("a"), [block], edits))
    rows = {row.rule: row for row in sampler.rows()}
    assert rows["x.y"].left == "亲爱的同事们\uff1a今"
    assert rows["x.y"].right.startswith("的会")
    assert rows["width.colon"].left == "亲爱的同事们"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("a,b\n1,2\n", 4, "the sheet has no column changes, label, rule"),
        ("rule,label,changes\na.b,maybe,3\na.b,right,3\n", 3, "row 2: label 'maybe' is not known"),
        ("rule,label,changes\na.b,right,x\na.b,right,3\n", 3, "row 2 is damaged"),
        ("rule,label,changes\na.b,,3\n", 0, "no row has a label"),
        ('rule,label,changes\n"a.b,right,3\n', 4, "this is no CSV"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told(tmp_path: Path, text: str, code: int, told: str) -> None:
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    done = run("audit", "sheet.csv", cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_documents_without_edits_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(speechkit.clean(RAW.encode()).to_json(), encoding="utf-8")
    done = run("audit", "a.json", cwd=tmp_path)
    assert done.returncode == 4
    assert "clean again with -f json --edits" in done.stderr


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    text = "在全县会议上的讲话\n同志们:\n\u200b=1+1是这样算的,大家都要学会。\n"
    (tmp_path / "a.json").write_text(speechkit.clean(text.encode()).to_json(edits=True), encoding="utf-8")
    done = run("audit", "a.json", cwd=tmp_path)
    cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
    assert any("=1+1" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([True, False, None])), max_size=40))
def test_bounds_hold_the_share(labels: list[tuple[str, bool | None]]) -> None:
    for row in judged((rule, {"a": 1, "b": 10, "c": 500}[rule], right) for rule, right in labels):
        if row.precision is not None and row.low is not None and row.high is not None:
            assert 0 <= row.low <= row.precision <= row.high <= 1
            assert row.right <= row.labelled


@given(st.integers(0, 50), st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30)))
def test_shares_are_even_and_used_up(total: int, sizes: dict[str, int]) -> None:
    out = shared(total, sizes)
    assert sum(out.values()) == min(total, sum(sizes.values()))
    full = [out[name] for name in sizes if out[name] < sizes[name]]
    assert not full or max(out.values()) - min(full) <= 1


def test_wilson_by_hand() -> None:
    # 90 of 100: middle 0.9 + 1.92 / 100, reach 1.96 * sqrt(0.09 / 100 + 0.0096 / 100), both over 1 + 3.84 / 100
    assert wilson(0.9, 100) == (0.8256, 0.9448)


def test_a_folder_without_edits_is_told_in_a_few_lines(tmp_path: Path) -> None:
    for count, last in ((5, "5.txt"), (6, "out"), (9, "out")):
        raw = tmp_path / f"{count}/raw"
        raw.mkdir(parents=True)
        for number in range(1, count + 1):
            (raw / f"{number}.txt").write_text(RAW, encoding="utf-8")
        assert run("clean", "raw", "-o", "out/", "-f", "json", "-q", cwd=raw.parent).returncode == 0
        done = run("audit", "out", cwd=raw.parent)
        told = done.stderr.splitlines()
        assert (done.returncode, len(told)) == (4, min(count, 6))
        assert told[-1].startswith(f"speechkit: {last}: ")
        if count > 5:
            what = (
                "4 more documents do not hold their edits" if count == 9 else "1 more document does not hold its edits"
            )
            assert told[-1] == f"speechkit: out: {what}; clean again with -f json --edits"
