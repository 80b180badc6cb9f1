"""The tables of a small corpus, figure by figure."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.corpus.cells import csv_line
from speechkit.corpus.cleaned import Cleaned
from speechkit.corpus.gathering import Choice, Gathered, gather
from speechkit.corpus.statistics import first_late_year, g2, per_10k, pmi, trend
from speechkit.corpus.tables import TABLES, View, printed
from tests.speeches import FARMS, Said, corpus, document


def read(*documents: dict[str, Any]) -> list[Cleaned]:
    return [msgspec.convert(json.loads(json.dumps(each)), Cleaned) for each in documents]


def gathered(**choice: Any) -> Gathered:
    return gather(read(*corpus()), Choice(**choice))


def table(name: str, corpus: Gathered, **view: Any) -> list[dict[str, str]]:
    text = b"".join(printed(TABLES[name], View(corpus, **view), "csv")).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.startswith(",".join(TABLES[name].columns) + "\n")
    lines = b"".join(printed(TABLES[name], View(corpus, **view), "jsonl")).splitlines()
    assert len(lines) == len(rows)
    assert all(tuple(json.loads(line)) == TABLES[name].columns for line in lines)
    return rows


def picked(rows: list[dict[str, str]], *columns: str, **where: str) -> list[tuple[str, ...]]:
    return [
        tuple(row[column] for column in columns)
        for row in rows
        if all(row[name] == value for name, value in where.items())
    ]


# ---- slogans by year


def test_columns_of_the_default_table() -> None:
    assert TABLES["years"].columns == ("normalized", "year", "year_source", "count", "docs", "per_10k")


def test_what_is_recognised_once_is_counted_in_every_document() -> None:
    rows = table("years", gathered())
    assert picked(rows, "year", "count", "docs", normalized="三个到位") == [("2008", "1", "1"), ("2017", "1", "1")]
    assert picked(rows, "year", "count", "docs", normalized="三农") == [("2018", "2", "1"), ("", "2", "1")]
    assert picked(rows, "year", "count", "docs", normalized="四个意识") == [("2017", "1", "1"), ("2018", "1", "1")]
    assert picked(rows, "year", "docs", normalized="创先争优") == [("2010", "1"), ("2021", "1")]
    assert picked(rows, "year", "docs", normalized="不忘初心牢记使命") == [("2017", "1"), ("2018", "1"), ("2023", "1")]


def test_a_year_that_is_not_known_is_empty_and_never_that_of_the_page() -> None:
    speech = table("years", gathered())
    assert {(row["year"] == "", row["year_source"]) for row in speech} == {(False, "speech"), (True, "none")}
    page = table("years", gathered(year="page"))
    assert picked(page, "year", "year_source", normalized="四个意识") == [("2018", "page"), ("", "none")]
    assert picked(page, "year", "docs", normalized="三个到位") == [("2011", "1"), ("2018", "1")]


def test_a_rate_is_of_the_text_of_its_year() -> None:
    corpus = gathered()
    size = {row["year"]: int(row["characters"]) for row in table("totals", corpus)}
    for row in table("years", corpus):
        assert float(row["per_10k"]) == pytest.approx(10_000 * int(row["count"]) / size[row["year"]], abs=1e-4)


def document_lines(name: str) -> list[dict[str, Any]]:
    return [each for each in corpus() if each["source"]["name"] == name]


def test_characters_are_those_of_the_clean_text() -> None:
    (road,) = document_lines("road.txt")
    rows = table("documents", gathered())
    letters = sum(len(block["text"]) for block in road["blocks"])
    assert picked(rows, "characters", name="road.txt") == [(str(letters),)]


def test_reposts_are_counted_once() -> None:
    documents = table("documents", gathered())
    first = documents[0]["id"]
    assert picked(documents, "name", "copy", "counted", cluster=first) == [
        ("road.txt", "near", "true"),
        ("road-copy.txt", "exact", "false"),
        ("road-near.txt", "", "false"),
        ("road-cut.txt", "cut", "false"),
    ]
    assert picked(documents, "cluster_size", name="road-near.txt") == [("4",)]
    everyone = table("years", gathered(reposts=True))
    assert picked(everyone, "year", "docs", normalized="三个到位") == [("2008", "2"), ("2017", "1"), ("", "1")]


def test_the_copy_that_counts_is_whole_and_the_earliest_of_the_year() -> None:
    # The cut one has the earliest page, the near one no year of the speech.
    for source, name in (("speech", "road.txt"), ("page", "road.txt")):
        rows = table("documents", gathered(year=source))
        assert picked(rows, "name", cluster=rows[0]["id"], counted="true") == [(name,)]


def test_totals() -> None:
    rows = table("totals", gathered())
    assert picked(rows, "docs", "copies", year="2008") == [("1", "2")]
    assert [row["year"] for row in rows] == ["2008", "2010", "2017", "2018", "2019", "2021", "2023", ""]
    assert sum(int(row["docs"]) for row in rows) == 9


# ---- the other tables


def test_first_and_last_seen() -> None:
    (row,) = [row for row in table("slogans", gathered()) if row["normalized"] == "三个到位"]
    assert (row["first_year"], row["last_year"], row["years"]) == ("2008", "2017", "2")
    assert (row["first_document"], row["last_document"]) == ("road.txt", "school.txt")
    assert (row["items"], row["defined_in"], row["definitions"]) == ("责任到位|资金到位|队伍到位", "road.txt", "1")


def test_a_definition_of_another_document_is_named() -> None:
    rows = table("definitions", gathered())
    assert picked(rows, "document", "defined_in", "items") == [
        ("road.txt", "road.txt", "责任到位|资金到位|队伍到位"),
        ("school.txt", "road.txt", "责任到位|资金到位|队伍到位"),
    ]


def test_of_several_definitions_the_commonest_is_taken() -> None:
    items = [["甲"], ["乙", "丙"], ["乙", "丙"], []]
    made = [
        document(
            f"{number}.txt",
            [f"要做到“三个到位”，这是第{number}篇。"],
            slogans=[("三个到位", "numeral_abbreviation", each)],
            year=f"201{number}",
        )
        for number, each in enumerate(items)
    ]
    rows = table("definitions", gather(read(*made)))
    assert picked(rows, "document", "items", "definitions") == [
        ("0.txt", "甲", "2"), ("1.txt", "乙|丙", "2"), ("2.txt", "乙|丙", "2"), ("3.txt", "乙|丙", "2"),
    ]  # fmt: skip
    assert rows[3]["defined_in"] == "1.txt"


def test_trends() -> None:
    rows = table("trends", gathered(), since="2017")
    assert picked(rows, "normalized", "trend", "docs_before", "of_before", "docs_since", "of_since") == [
        ("不忘初心牢记使命", "new", "0", "2", "3", "6"),
        ("四个意识", "new", "0", "2", "2", "6"),
        ("三农", "steady", "0", "2", "1", "6"),
        ("三个到位", "steady", "1", "2", "1", "6"),
        ("创先争优", "steady", "1", "2", "1", "6"),
        ("以建促管以管促养", "gone", "2", "2", "0", "6"),
    ]


def test_cooccurrence() -> None:
    rows = table("cooccurrence", gathered(), within="document")
    assert picked(rows, "slogan", "other", "together", "docs", "units", "other_units", "of") == [
        ("四个意识", "不忘初心牢记使命", "2", "2", "2", "3", "9")
    ]
    assert float(rows[0]["pmi"]) == pmi(2, 2, 3, 9)
    assert picked(table("cooccurrence", gathered()), "within", "together") == [("section", "2")]


def test_a_slogan_does_not_stand_together_with_its_own_part() -> None:
    slogans: list[Said] = [("支持三农", "formulation"), ("三农", "numeral_abbreviation")]
    made = [document(f"{n}.txt", [f"第{n}次说支持三农。"], slogans=slogans) for n in range(4)]
    assert table("cooccurrence", gather(read(*made))) == []


def test_counts_add_up_to_the_years() -> None:
    corpus = gathered()
    by_document = sum(int(row["count"]) for row in table("counts", corpus))
    assert by_document == sum(int(row["count"]) for row in table("years", corpus)) > 10


def test_quality_has_every_document() -> None:
    rows = table("quality", gathered())
    assert len(rows) == 12
    assert picked(rows, "han_share", "changes", "warnings", "warning_codes", name="tea.txt") == [("0.9", "3", "0", "")]


# ---- choices


def test_named_slogans_only_and_found_where_none_was_recognised() -> None:
    rows = table("years", gathered(named=("周转房", "三個到位")))
    assert {row["normalized"] for row in rows} == {"周转房", "三个到位"}
    assert picked(rows, "year", "count", normalized="周转房") == [("2017", "1")]


def test_a_named_slogan_has_the_kind_that_documents_give_it() -> None:
    rows = table("slogans", gathered(named=("三個到位", "周转房")))
    assert sorted(picked(rows, "normalized", "kind")) == [
        ("三个到位", "numeral_abbreviation"), ("周转房", "formulation"),
    ]  # fmt: skip


def test_memory_does_not_grow_with_the_documents() -> None:
    def peak(size: int) -> int:
        (one,) = read(document("a.txt", FARMS, slogans=[("三农", "numeral_abbreviation")], year="2018"))
        source = one.source
        made = (
            msgspec.structs.replace(one, source=msgspec.structs.replace(source, name=f"{number}.txt"))
            for number in range(size)
        )
        tracemalloc.start()
        corpus = gather(made)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert corpus.documents == size
        return most

    peak(20)
    assert peak(600) < 1.2 * peak(100)


def test_kinds_scores_and_documents_can_be_limited() -> None:
    assert {row["kind"] for row in table("slogans", gathered(kinds=frozenset({"parallel"})))} == {"parallel"}
    assert table("slogans", gathered(min_score=0.95)) == []
    assert picked(table("slogans", gathered(), min_docs=3), "normalized") == [("不忘初心牢记使命",)]


def test_the_order_of_the_documents_changes_no_figure() -> None:
    made = [each for each in corpus() if not each["source"]["name"].startswith("road-")]
    one = table("years", gather(read(*made)))
    random.Random(7).shuffle(made)  # noqa: S311  # the same order every time
    assert table("years", gather(read(*made))) == one


# ---- documents


def test_every_document_has_an_id_of_its_own() -> None:
    twin = document("a.txt", ["一篇。"])
    other = document("b.txt", ["一篇。"])
    other["source"]["sha256"] = twin["source"]["sha256"]
    parts = [document("c.txt", [f"第{part}篇。"], part=part) for part in (1, 2)]
    for part in parts:
        part["source"]["sha256"] = "c" * 64
    rows = table("documents", gather(read(twin, other, *parts)))
    assert [row["id"][16:] for row in rows] == ["", ".2", "-1", "-2"]
    assert [row["part"] for row in rows] == ["", "", "1", "2"]


def test_articles_of_one_file_are_named_apart() -> None:
    parts = [
        document("c.txt", [f"第{part}篇说三农。"], slogans=[("三农", "numeral_abbreviation", ["农"])], part=part)
        for part in (1, 2)
    ]
    corpus = gather(read(*parts))
    assert picked(table("counts", corpus), "document") == [("c.txt#1",), ("c.txt#2",)]
    assert picked(table("definitions", corpus), "document", "defined_in") == [("c.txt#1", "c.txt#1"), ("c.txt#2",) * 2]


def test_ids_stay_apart_whatever_the_digests() -> None:
    made = []
    for number, digest in enumerate(["", "", "x.2", "a" * 64, "a" * 16 + "b" * 48, "a" * 64]):
        made.append(document(f"{number}.txt", [f"第{number}篇。"], part=1 if number == 4 else None))
        made[-1]["source"]["sha256"] = digest
    ids = [row["id"] for row in table("documents", gather(read(*made)))]
    assert ids == ["0" * 16, "0" * 16 + ".2", "0" * 16 + ".3", "a" * 16, "a" * 16 + "-1", "a" * 16 + ".2"]


def test_the_same_document_twice_is_taken_once() -> None:
    one = gather(read(*corpus(), *corpus()))
    assert (one.documents, one.twice) == (12, 12)
    assert table("years", one) == table("years", gathered())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    made = document(f"{start}a.txt", ["一篇。"], title=f'{start}cmd|"/c calc"!A1')
    row = table("documents", gather(read(made)))[0]
    assert row["name"].startswith("'") or not row["name"].startswith(start)
    assert row["title"].startswith("'")
    assert csv_line([-1, -0.5, None, "a\rb"]) == '-1,-0.5,,"a\rb"\n'


def test_an_empty_corpus_has_tables_without_rows() -> None:
    empty = gather([])
    assert all(table(name, empty) == [] for name in TABLES)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(corpus()), max_size=8), st.booleans())
def test_figures_agree_whatever_the_corpus(made: list[dict[str, Any]], reposts: bool) -> None:
    corpus = gather(read(*made), Choice(reposts=reposts))
    totals = {row["year"]: int(row["docs"]) for row in table("totals", corpus)}
    for row in table("years", corpus):
        assert 1 <= int(row["docs"]) <= totals[row["year"]]
        assert int(row["count"]) >= int(row["docs"])
    names = [row["name"] for row in table("documents", corpus)]
    assert sorted(set(names)) == sorted(names)
    counted = [row for row in table("documents", corpus) if row["counted"] == "true"]
    assert len({row["cluster"] for row in counted}) == len(counted) or reposts


# ---- measures


def test_measures_by_hand() -> None:
    assert per_10k(0, 0) == 0.0
    assert pmi(0, 3, 3, 10) == 0.0
    assert pmi(1, 1, 1, 8) == 3.0
    assert g2(1, 2, 2, 4) == 0.0, "as often as by chance"
    assert g2(0, 5, 5, 10) < 0 < g2(5, 5, 5, 10)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 2, 5, 5), "new"),
        ((0, 1, 5, 5), "steady"),
        ((2, 0, 5, 5), "gone"),
        ((1, 0, 5, 5), "steady"),
        ((1, 9, 10, 10), "rising"),
        ((9, 1, 10, 10), "fading"),
        ((4, 5, 10, 10), "steady"),
    ],
)
def test_trend(counts: tuple[int, int, int, int], told: str) -> None:
    assert trend(*counts) == told


def test_the_later_half() -> None:
    assert first_late_year({}) is None
    assert first_late_year({"2010": 4}) is None
    assert first_late_year({"2010": 1, "2011": 1, "2012": 1, "2013": 1}) == "2012"
    assert first_late_year({"2010": 1, "2011": 9}) == "2011"
