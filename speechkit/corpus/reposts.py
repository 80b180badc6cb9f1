"""Reposts: the same speech on several sites, word for word, nearly so, or cut short behind a paywall.

Exact copies have the same letters, whatever the script, the punctuation and the title. Near copies share most of their
clauses: of each document the 64 smallest hashes of its clauses are kept (Broder 1997), which tells how much two of them
share. Measured on 62 documents and 8 kinds of damage to them: copies with another frame, sentences moved, or one wrong
character in a hundred share 0.62 to 1.0, with a fifth of the sentences dropped 0.58 to 1.0; different speeches share at
most 0.3. A copy that ends early shares less; it is one when nearly all it has is in a longer one of the same title.

Speeches of two known years are copies only if they are the same but for a few clauses. Documents are compared with the
longest one of each cluster only, so a cluster cannot grow along a chain of half copies.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from speechkit.corpus.finding import key_of
from speechkit.corpus.fuzzy import Signer, alike, bands
from speechkit.document import Block
from speechkit.patterns import lazy
from speechkit.script import simplify

KEPT: Final = 64  # hashes of a document; one more or less shared is then 1.6 %
NEAR: Final = 0.6  # of the clauses of both are shared; see above
_MOSTLY: Final = 0.5  # ... where nearly all of one are in the other
_SAME: Final = 0.9  # ... of speeches of different years: a speech of last year, used again, shares half of its text
_CUT: Final = 0.8  # of the clauses of a short one that are in the long one of the same title
_FEWEST: Final = 4  # hashes that a near copy must share: fewer are a stock phrase or two
_SHORTEST: Final = 6  # letters of a clause that counts; shorter ones are in every speech
_TITLE: Final = 6  # letters of a title that tells one speech from another
_STOCK: Final = 16  # different speeches with the same clause: it is a stock phrase, and tells nothing
_TRIED: Final = 3
_CLAUSE: Final = lazy(r"[^\W_]+")
_HEADS: Final = frozenset({"title", "headline", "subtitle"})
_SIGN: Final = 1 << 63  # SQLite's integers have a sign


class Sketch(NamedTuple):
    """What is kept of a document: a hash of all its letters, of its title, and its smallest hashes of clauses.

    `signature` is that of fuzzy.signer(), empty without it; `year` is the year of the speech, '' if it is not known.
    """

    exact: bytes
    title: bytes
    clauses: array[int]
    signature: bytes = b""
    year: str = ""


class Match(NamedTuple):
    """A document, the longest one of its cluster, and how it is like that: exact, near, cut; '' for that one itself."""

    document: int
    cluster: int
    how: str


def sketch_of(
    blocks: Sequence[Block], title: str | None, year: str | None = None, signer: Signer | None = None
) -> Sketch:
    """Return the sketch of a document; its title is left out of the text, since sites write it in many ways."""
    body = [block.text for block in blocks if block.type not in _HEADS] or [block.text for block in blocks]
    clauses = _CLAUSE.findall(simplify("\n".join(body)))
    said = {each for each in clauses if len(each) >= _SHORTEST}
    name = key_of(title or "")
    letters = "".join(clauses)
    return Sketch(
        exact=_digest(letters, 16) if letters else b"",
        title=_digest(name, 8) if len(name) >= _TITLE else b"",
        clauses=array("q", sorted(int.from_bytes(_digest(each, 8), "big") - _SIGN for each in said)[:KEPT]),
        signature=signer(letters) if signer and letters else b"",
        year=year or "",
    )


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of clauses that two documents have in common, estimated by their sorted hashes.

    >>> shared([1, 2, 3], [2, 3, 4])
    0.5
    """
    both = set(one).intersection(other)
    union = sorted({*one, *other})[:KEPT]
    return sum(each in both for each in union) / len(union) if union else 0.0


def held(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of the clauses of `one` that `other` has too; 0 where too few can be compared.

    Of a document with more than 64 clauses hashes are known up to the largest one kept, of any other all are.
    """
    top = other[-1] if len(other) == KEPT else _SIGN
    known = [each for each in one if each <= top]
    both = len(set(known).intersection(other))
    return both / len(known) if both >= _FEWEST else 0.0


class Clusters:
    """Finds the clusters of documents; all that is remembered of them lies in the database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.executescript(
            """CREATE TABLE sketch (document INTEGER PRIMARY KEY, size INTEGER, exact BLOB, title BLOB, clauses BLOB,
              signature BLOB, year TEXT);
            CREATE TABLE band (band BLOB, cluster INTEGER, PRIMARY KEY (band, cluster)) WITHOUT ROWID;
            CREATE TABLE copied (exact BLOB PRIMARY KEY, cluster INTEGER) WITHOUT ROWID;
            CREATE TABLE titled (cluster INTEGER, title BLOB, PRIMARY KEY (cluster, title)) WITHOUT ROWID;
            CREATE TABLE dated (cluster INTEGER, year TEXT, PRIMARY KEY (cluster, year)) WITHOUT ROWID;
            CREATE TABLE clause (hash INTEGER, cluster INTEGER, PRIMARY KEY (hash, cluster)) WITHOUT ROWID;"""
        )

    def add(self, document: int, size: int, sketch: Sketch) -> None:
        """Remember a document; `size` tells which one is the longest."""
        exact, title, clauses, signature, year = sketch
        row = (document, size, exact, title, clauses.tobytes(), signature, year)
        self.database.execute("INSERT INTO sketch VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def matches(self) -> Iterator[Match]:
        """Yield each document with its cluster, the longest first: whatever the order they came in."""
        for document, exact, title, data, signature, year in self.database.execute(
            "SELECT document, exact, title, clauses, signature, year FROM sketch ORDER BY size DESC, exact, document"
        ):
            sketch = Sketch(exact, title, array("q", data), signature, year)
            match = self._match(document, sketch) if exact else Match(document, document, "")
            if title:
                self.database.execute("INSERT OR IGNORE INTO titled VALUES (?, ?)", (match.cluster, title))
            if year:
                self.database.execute("INSERT OR IGNORE INTO dated VALUES (?, ?)", (match.cluster, year))
            yield match

    def _match(self, document: int, sketch: Sketch) -> Match:
        known = self.database.execute("SELECT cluster FROM copied WHERE exact = ?", (sketch.exact,)).fetchone()
        if known:
            return Match(document, known[0], "exact")
        holders = self._holders(sketch.clauses)
        cluster, how = self._alike(sketch, holders) or self._resembling(sketch) or (document, "")
        self.database.execute("INSERT INTO copied VALUES (?, ?)", (sketch.exact, cluster))
        if not how:
            told = [each for each in sketch.clauses if len(holders.get(each, ())) < _STOCK]
            self.database.executemany("INSERT INTO clause VALUES (?, ?)", [(each, document) for each in told])
            marks = [(band, document) for band in bands(sketch.signature)]
            self.database.executemany("INSERT INTO band VALUES (?, ?)", marks)
        return Match(document, cluster, how)

    def _holders(self, clauses: array[int]) -> dict[int, list[int]]:
        """Return hash -> the clusters that have it."""
        marks = ",".join("?" * len(clauses))
        holders: dict[int, list[int]] = {}
        for each, cluster in self.database.execute(
            f"SELECT hash, cluster FROM clause WHERE hash IN ({marks})",  # noqa: S608  # question marks only
            clauses.tolist(),
        ):
            holders.setdefault(each, []).append(cluster)
        return holders

    def _alike(self, sketch: Sketch, holders: dict[int, list[int]]) -> tuple[int, str] | None:
        """Return the cluster that a document is a near or a cut copy of."""
        votes = Counter(cluster for each in holders.values() for cluster in each)
        best = sorted((-count, cluster) for cluster, count in votes.items() if count >= _FEWEST)[:_TRIED]
        for _, cluster in best:
            (data,) = self.database.execute("SELECT clauses FROM sketch WHERE document = ?", (cluster,)).fetchone()
            clauses = array("q", data)
            both, inside = shared(sketch.clauses, clauses), held(sketch.clauses, clauses)
            if self._of_another_year(cluster, sketch.year):
                if both >= _SAME:
                    return cluster, "near"
            elif both >= NEAR or (both >= _MOSTLY and inside >= _SAME):
                return cluster, "near"
            elif inside >= _CUT and self._titled(cluster, sketch.title):
                return cluster, "cut"
        return None

    def _of_another_year(self, cluster: int, year: str) -> bool:
        """Say whether the speeches of a cluster are known to be of other years than this one."""
        years = self.database.execute("SELECT year FROM dated WHERE cluster = ?", (cluster,)).fetchall()
        return bool(year and years) and (year,) not in years

    def _resembling(self, sketch: Sketch) -> tuple[int, str] | None:
        """Return the cluster that a document resembles letter by letter, if it has a signature."""
        found = Counter(
            cluster
            for band in bands(sketch.signature)
            for (cluster,) in self.database.execute("SELECT cluster FROM band WHERE band = ? LIMIT ?", (band, _STOCK))
        )
        for _, cluster in sorted((-count, cluster) for cluster, count in found.items())[:_TRIED]:
            (signature,) = self.database.execute(
                "SELECT signature FROM sketch WHERE document = ?", (cluster,)
            ).fetchone()
            enough = _SAME if self._of_another_year(cluster, sketch.year) else _MOSTLY
            if alike(sketch.signature, signature) >= enough:
                return cluster, "near"
        return None

    def _titled(self, cluster: int, title: bytes) -> bool:
        """Say whether a document of the cluster has this title."""
        return bool(
            title
            and self.database.execute(
                "SELECT 1 FROM titled WHERE cluster = ? AND title = ?", (cluster, title)
            ).fetchone()
        )
