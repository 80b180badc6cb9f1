"""The tables of a corpus: their columns, and their rows as they come out of the database, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from speechkit.corpus.cells import csv_line
from speechkit.corpus.gathering import Gathered
from speechkit.corpus.statistics import first_late_year, g2, per_10k, pmi, trend

Row = tuple[Any, ...]


class View:
    """A gathered corpus as the tables see it; `within`: the unit of co-occurrence, `since`: the year it turns.

    Slogans in fewer than `min_docs` documents are left out of all tables of slogans.
    """

    def __init__(
        self, gathered: Gathered, *, within: str = "section", since: str | None = None, min_docs: int = 1
    ) -> None:
        self.database = gathered.database
        self.source = gathered.choice.year
        self.within = within
        self.dated: dict[str, int] = {year: documents for year, documents, *_ in self.years() if year is not None}
        self.since = since or first_late_year(self.dated)
        self.database.executescript(
            """DROP TABLE IF EXISTS total;
            CREATE TABLE total (slogan INTEGER PRIMARY KEY, count INTEGER, docs INTEGER);"""
        )
        self.database.execute(
            """INSERT INTO total SELECT slogan, sum(count), count(DISTINCT number) AS docs
            FROM hit GROUP BY slogan HAVING docs >= ?""",
            (min_docs,),
        )
        for name, function in (("per_10k", per_10k), ("pmi", pmi), ("g2", g2), ("trend", trend)):
            self.database.create_function(name, -1, function, deterministic=True)

    def years(self) -> list[tuple[str | None, int, int, int]]:
        """Return (year, documents, characters, copies not counted) for every year, None last."""
        return self.database.execute(
            """SELECT year, sum(counted), sum(counted * characters), sum(1 - counted) FROM document
            GROUP BY year HAVING sum(counted) ORDER BY year IS NULL, year"""
        ).fetchall()

    def source_of(self, year: str | None) -> str:
        """Return where a year is from: speech, page or none."""
        return self.source if year else "none"

    def knows(self, key: str) -> bool:
        """Say whether a slogan stands in any document that counts."""
        found = self.database.execute("SELECT 1 FROM slogan JOIN total USING (slogan) WHERE normalized = ?", (key,))
        return found.fetchone() is not None

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query on a cursor of its own."""
        yield from self.database.execute(query, values)


class Table(NamedTuple):
    """A table: what it tells, its columns, and what makes its rows."""

    about: str
    columns: tuple[str, ...]
    rows: Callable[[View], Iterator[Row]]


def _by_year(view: View) -> Iterator[Row]:
    characters = {year: size for year, _, size, _ in view.years()}
    for normalized, year, count, docs in view.rows(
        """SELECT normalized, year, sum(hit.count), count(DISTINCT number)
        FROM hit JOIN total USING (slogan) JOIN slogan USING (slogan) JOIN document USING (number)
        GROUP BY slogan, year ORDER BY total.docs DESC, total.count DESC, normalized, year IS NULL, year"""
    ):
        yield normalized, year, view.source_of(year), count, docs, per_10k(count, characters[year])


def _totals(view: View) -> Iterator[Row]:
    for year, docs, characters, copies in view.years():
        yield year, view.source_of(year), docs, characters, copies


def _slogans(view: View) -> Iterator[Row]:
    size = sum(characters for _, _, characters, _ in view.years())
    places = """SELECT slogan, number, label, year FROM hit JOIN document USING (number) WHERE slogan = ?
        ORDER BY year IS NULL, year"""
    for slogan, normalized, kind, count, docs, text, variants in view.rows(
        """SELECT slogan, normalized, kind, total.count, docs,
          (SELECT text FROM form WHERE form.slogan = total.slogan ORDER BY count DESC, text LIMIT 1),
          (SELECT count(*) FROM form WHERE form.slogan = total.slogan)
        FROM total JOIN slogan USING (slogan) ORDER BY docs DESC, total.count DESC, normalized"""
    ):
        first = next(view.rows(f"{places}, date IS NULL, date, number LIMIT 1", (slogan,)))
        last = next(
            view.rows(f"{places.replace('year IS NULL, year', 'year DESC')}, date DESC, number DESC LIMIT 1", (slogan,))
        )
        (years,) = next(
            view.rows("SELECT count(DISTINCT year) FROM hit JOIN document USING (number) WHERE slogan = ?", (slogan,))
        )
        known = _definition(view, slogan)
        yield (
            normalized, text or normalized, kind, count, docs, per_10k(count, size), first[3], last[3],
            view.source_of(first[3]), years, first[2], last[2], variants, *known,
        )  # fmt: skip


def _definition(view: View, slogan: int) -> Row:
    """Return items, mode, document and number of different definitions of a slogan; the commonest one is given."""
    found = list(
        view.rows(
            """SELECT items, mode, label, count(*) AS times, min(number) FROM
              (SELECT * FROM definition JOIN document USING (number) WHERE slogan = ? AND counted
               ORDER BY year IS NULL, year, date IS NULL, date, number)
            GROUP BY key ORDER BY times DESC, min(number)""",
            (slogan,),
        )
    )
    return (*found[0][:3], len(found)) if found else (None, None, None, 0)


def _definitions(view: View) -> Iterator[Row]:
    commonest: dict[int, Row] = {}
    for slogan, normalized, identity, label, year, count, items, mode in view.rows(
        """SELECT slogan, normalized, id, label, year, sum(hit.count), items, mode
        FROM hit JOIN total USING (slogan) JOIN slogan USING (slogan) JOIN document USING (number)
          LEFT JOIN definition USING (slogan, number)
        WHERE slogan IN (SELECT slogan FROM definition JOIN document USING (number) WHERE counted)
        GROUP BY slogan, number ORDER BY total.docs DESC, normalized, year IS NULL, year, number"""
    ):
        if slogan not in commonest:
            commonest = {slogan: _definition(view, slogan)}
        other, how, where, known = commonest[slogan]
        yield (
            normalized, identity, label, year, view.source_of(year), count,
            items or other, mode or how, label if items else where, known,
        )  # fmt: skip


def _trends(view: View) -> Iterator[Row]:
    """Yield what became of each slogan; documents without a year are left out."""
    if view.since is None or len(view.dated) < 2:
        return
    since = view.since
    of_before = sum(documents for year, documents in view.dated.items() if year < since)
    of_since = sum(view.dated.values()) - of_before
    size = {year: characters for year, _, characters, _ in view.years() if year}
    before = sum(characters for year, characters in size.items() if year < since)
    yield from view.rows(
        """SELECT normalized, kind, trend(a, b, :before, :since), :year, a, :before, b, :since,
          per_10k(c, :size_before), per_10k(d, :size_since), g2(b, a + b, :since, :before + :since) AS change,
          first, last, :source
        FROM (SELECT slogan, count(DISTINCT iif(year < :year, number, NULL)) AS a,
            count(DISTINCT iif(year >= :year, number, NULL)) AS b,
            sum(iif(year < :year, count, 0)) AS c, sum(iif(year >= :year, count, 0)) AS d,
            min(year) AS first, max(year) AS last
          FROM hit JOIN document USING (number) WHERE year IS NOT NULL GROUP BY slogan)
        JOIN total USING (slogan) JOIN slogan USING (slogan) ORDER BY change DESC, normalized""",
        {
            "year": since, "before": of_before, "since": of_since, "source": view.source,
            "size_before": before, "size_since": sum(size.values()) - before,
        },  # type: ignore[arg-type]  # names in the place of question marks
    )  # fmt: skip


def _cooccurrence(view: View) -> Iterator[Row]:
    """Yield pairs of slogans in two units or more; none of the two is a part of the other."""
    sections = view.within == "section"
    (units,) = next(view.rows("SELECT sum(iif(?, sections, 1)) FROM document WHERE counted", (sections,)))
    view.database.executescript(
        """DROP TABLE IF EXISTS used; DROP TABLE IF EXISTS held;
        CREATE TABLE used (number INTEGER, unit INTEGER, slogan INTEGER,
          PRIMARY KEY (number, unit, slogan)) WITHOUT ROWID;
        CREATE TABLE held (slogan INTEGER PRIMARY KEY, units INTEGER);"""
    )
    view.database.execute(
        "INSERT OR IGNORE INTO used SELECT number, iif(?, section, 0), slogan FROM hit JOIN total USING (slogan)",
        (sections,),
    )
    view.database.executescript(
        """INSERT INTO held SELECT slogan, count(*) AS units FROM used GROUP BY slogan HAVING units > 1;
        DELETE FROM used WHERE slogan NOT IN (SELECT slogan FROM held);"""
    )
    yield from view.rows(
        """SELECT one.normalized, other.normalized, ?, both, docs, a.units, b.units, ?,
          pmi(both, a.units, b.units, ?), g2(both, a.units, b.units, ?) AS sure
        FROM (SELECT x.slogan AS left, y.slogan AS right, count(*) AS both, count(DISTINCT x.number) AS docs
          FROM used AS x JOIN used AS y ON x.number = y.number AND x.unit = y.unit AND x.slogan < y.slogan
          GROUP BY x.slogan, y.slogan HAVING both > 1)
        JOIN slogan AS one ON one.slogan = left JOIN slogan AS other ON other.slogan = right
        JOIN held AS a ON a.slogan = left JOIN held AS b ON b.slogan = right
        WHERE NOT instr(one.normalized, other.normalized) AND NOT instr(other.normalized, one.normalized)
        ORDER BY sure DESC, one.normalized, other.normalized""",
        (view.within, units, units, units),
    )


def _counts(view: View) -> Iterator[Row]:
    for identity, label, year, normalized, kind, count in view.rows(
        """SELECT id, label, year, normalized, kind, sum(hit.count)
        FROM hit JOIN total USING (slogan) JOIN slogan USING (slogan) JOIN document USING (number)
        GROUP BY number, slogan ORDER BY number, normalized"""
    ):
        yield identity, label, year, view.source_of(year), normalized, kind, count


_QUALITY: Final = (
    "id", "name", "encoding", "confidence", "bad_bytes", "raw_characters", "characters", "han_share", "removed_share",
    "edits_per_1000", "masks_per_1000", "changes", "warnings", "warning_codes",
)  # fmt: skip
_DOCUMENTS: Final = (
    "id", "name", "sha256", "part", "year", "year_source", "speech_year", "date", "title", "publisher", "author", "url",
    "script", "raw_characters", "characters", "headings", "paragraphs", "slogans", "mentions", "changes", "warnings",
    "warning_codes", "han_share", "removed_share", "cluster", "cluster_size", "copy", "counted",
)  # fmt: skip


def _quality(view: View) -> Iterator[Row]:
    return view.rows(f"SELECT {','.join(_QUALITY)} FROM document ORDER BY number")  # noqa: S608  # names of our own


def _documents(view: View) -> Iterator[Row]:
    made = {
        "year_source": "iif(year IS NULL, 'none', :source)",
        "cluster": "(SELECT id FROM document AS first WHERE first.number = document.cluster)",
        "cluster_size": "count(*) OVER (PARTITION BY cluster)",
    }
    columns = ",".join(made.get(name, name) for name in _DOCUMENTS)
    for row in view.rows(
        f"SELECT {columns} FROM document ORDER BY number",  # noqa: S608  # names of our own
        {"source": view.source},  # type: ignore[arg-type]  # names in the place of question marks
    ):
        yield (*row[:-1], bool(row[-1]))


TABLES: Final[dict[str, Table]] = {
    "years": Table(
        "each slogan in each year (the default)",
        ("normalized", "year", "year_source", "count", "docs", "per_10k"),
        _by_year,
    ),
    "totals": Table(
        "documents and characters of each year", ("year", "year_source", "docs", "characters", "copies"), _totals
    ),
    "slogans": Table(
        "each slogan: first and last seen, what it stands for",
        (
            "normalized", "text", "kind", "count", "docs", "per_10k", "first_year", "last_year", "year_source", "years",
            "first_document", "last_document", "variants", "items", "items_mode", "defined_in", "definitions",
        ),
        _slogans,
    ),
    "definitions": Table(
        "what abbreviations stand for, and the document that says so",
        (
            "normalized", "id", "document", "year", "year_source", "count", "items", "items_mode", "defined_in",
            "definitions",
        ),
        _definitions,
    ),
    "trends": Table(
        "new, rising, steady, fading, gone: before --since and from then on",
        (
            "normalized", "kind", "trend", "since", "docs_before", "of_before", "docs_since", "of_since",
            "per_10k_before", "per_10k_since", "g2", "first_year", "last_year", "year_source",
        ),
        _trends,
    ),
    "cooccurrence": Table(
        "slogans that stand together: PMI = log2(of * together / (units * other_units)), and G2",
        ("slogan", "other", "within", "together", "docs", "units", "other_units", "of", "pmi", "g2"),
        _cooccurrence,
    ),
    "counts": Table(
        "each slogan in each document",
        ("id", "document", "year", "year_source", "normalized", "kind", "count"),
        _counts,
    ),
    "quality": Table("how each document was read and cleaned", _QUALITY, _quality),
    "documents": Table("one row for each document", _DOCUMENTS, _documents),
}  # fmt: skip


_LISTS: Final = frozenset({"items", "warning_codes"})  # kept as JSON in the database


def printed(table: Table, view: View, form: str) -> Iterator[bytes]:
    """Yield a table line by line, as csv with its heading, or as jsonl."""
    lists = [number for number, name in enumerate(table.columns) if name in _LISTS]
    if form == "csv":
        yield csv_line(table.columns).encode()
    for row in table.rows(view):
        cells = list(row)
        for number in lists:
            cells[number] = msgspec.json.decode(cells[number] or "[]")
        if form == "csv":
            cells = [str(each).lower() if isinstance(each, bool) else each for each in cells]
            yield csv_line(cells).encode("utf-8", "replace")
        else:
            yield json_line(table.columns, cells)


def json_line(columns: Sequence[str], row: Sequence[Any]) -> bytes:
    """Return a row as a JSON object on a line."""
    return msgspec.json.encode(dict(zip(columns, row, strict=True))) + b"\n"
