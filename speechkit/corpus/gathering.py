"""A corpus of cleaned documents, gathered for counting.

Two passes. The first takes each document once: what it says of itself, the slogans that were found in it, its cluster
of reposts; its text is kept, packed. The second looks for every slogan of the corpus in every text that counts.
All but the slogans themselves lies in a temporary SQLite database on disk, which vanishes with the process.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Struct

from speechkit.corpus.cleaned import Cleaned, Term
from speechkit.corpus.finding import Finder, Place, Text, Wanted, canonical, gaps_of, key_of
from speechkit.corpus.fuzzy import signer
from speechkit.corpus.reposts import Clusters, sketch_of
from speechkit.corpus.sections import label_of, section_of
from speechkit.document import Block
from speechkit.patterns import lazy

Basis = Literal["speech", "page"]
_YEAR: Final = lazy("(?:19|20)[0-9]{2}")
_DIGEST: Final = lazy("[0-9a-f]{16}")
_CACHE: Final = 16 << 10  # KB of the database that are held in memory, however large it grows
_CUT: Final = 0.8  # of the longest copy: a shorter one does not stand for its cluster

_TABLES: Final = """
CREATE TABLE document (
  number INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, sha256 TEXT, part INTEGER, year TEXT, speech_year TEXT,
  date TEXT, title TEXT, publisher TEXT, author TEXT, url TEXT, script TEXT, encoding TEXT, confidence REAL,
  bad_bytes INTEGER, raw_characters INTEGER, characters INTEGER, headings INTEGER, paragraphs INTEGER,
  slogans INTEGER, mentions INTEGER,
  changes INTEGER, warnings INTEGER, warning_codes TEXT, han_share REAL, removed_share REAL, edits_per_1000 REAL,
  masks_per_1000 REAL, sections INTEGER, label TEXT, cluster INTEGER, copy TEXT, counted INTEGER);
CREATE INDEX document_cluster ON document (cluster);
CREATE INDEX document_sha256 ON document (sha256, name, part);
CREATE TABLE alias (base TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
CREATE TABLE text (number INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE slogan (slogan INTEGER PRIMARY KEY, normalized TEXT, kind TEXT);
CREATE TABLE definition (slogan INTEGER, number INTEGER, items TEXT, key TEXT, mode TEXT,
  PRIMARY KEY (slogan, number)) WITHOUT ROWID;
CREATE TABLE hit (slogan INTEGER, number INTEGER, section INTEGER, count INTEGER,
  PRIMARY KEY (slogan, number, section)) WITHOUT ROWID;
CREATE TABLE form (slogan INTEGER, text TEXT, count INTEGER, PRIMARY KEY (slogan, text)) WITHOUT ROWID;
"""
_INSERT: Final = "INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
# A cluster is called by the number of its first document, and not of its longest.
_NUMBER: Final = """
UPDATE document SET cluster = first
FROM (SELECT cluster AS longest, min(number) AS first FROM document GROUP BY cluster) WHERE cluster = longest
"""
# Which copy stands for its cluster: a whole one, one with a year, the earliest, the first.
_CHOOSE: Final = """
WITH ranked AS (
  SELECT number, row_number() OVER (
    PARTITION BY cluster
    ORDER BY characters < ? * longest, year IS NULL, year, date IS NULL, date, number) AS rank
  FROM (SELECT *, max(characters) OVER (PARTITION BY cluster) AS longest FROM document))
UPDATE document SET counted = number IN (SELECT number FROM ranked WHERE rank = 1)
"""


class Choice(Struct, frozen=True, kw_only=True):
    """What is counted, and how: the options of `speechkit corpus`.

    `named` are slogans that the user asked for: no others are counted, and these even where no document was found to
    hold one. `kinds` and `min_score` say which of those that were found are taken. `fuzzy`: find copies in which many
    characters differ too (see fuzzy.py).
    """

    year: Basis = "speech"
    reposts: bool = False
    fuzzy: bool = False
    kinds: frozenset[str] = frozenset()
    min_score: float = 0.0
    named: tuple[str, ...] = ()


class Entry:
    """A slogan of the corpus; `gaps` as finding.gaps_of, `others` are keys of printed forms beside its own."""

    __slots__ = ("gaps", "kind", "others", "score")

    def __init__(self, kind: str, score: float) -> None:
        self.kind = kind
        self.score = score
        self.gaps = 0
        self.others: frozenset[str] = frozenset()


class Spooled(NamedTuple):
    """A text that was kept: its blocks, and (block, slogan, count) of what the document itself was found to hold."""

    number: int
    blocks: list[Block]
    own: list[tuple[int, int, int]]


class Kept(Struct, array_like=True):
    """How a text is kept."""

    blocks: list[Block]
    own: list[tuple[int, int, int]]


class Gathered:
    """A corpus in the making: add() every document, close() once, then ask the tables."""

    def __init__(self, choice: Choice | None = None) -> None:
        self.choice = choice or Choice()
        self.database = sqlite3.connect("", isolation_level=None)  # "": a file of its own, gone when it is closed
        self.database.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE}; {_TABLES}"
        )
        self.clusters = Clusters(self.database)
        self.signer = signer() if self.choice.fuzzy else None
        self.database.execute("BEGIN")  # one transaction for all: a row is eight times as fast
        self.entries: dict[str, Entry] = {}
        self.indices: dict[str, int] = {}
        self.documents = self.twice = 0
        for term in self.choice.named:
            self._entry(canonical(key_of(term)), "formulation", 0.0)

    # ---- first pass

    def add(self, document: Cleaned) -> None:
        """Take a document; one that has come before, under the same name and with the same bytes, is passed over."""
        identity = self._identity(document)
        if identity is None:
            self.twice += 1
            return
        number = self.documents = self.documents + 1
        said = document.metadata
        sketch = sketch_of(document.blocks, said.title, year_of(said.speech_year), self.signer)
        self.clusters.add(number, sum(len(block.text) for block in document.blocks), sketch)
        own: list[tuple[int, int, int]] = []
        for term in document.slogans:
            own += self._term(number, term)
        kept = Kept([_bare(block) for block in document.blocks], own)
        data = zlib.compress(msgspec.msgpack.encode(kept), 1)
        self.database.execute("INSERT INTO text VALUES (?, ?)", (number, data))
        row = self._row(number, identity, document)
        self.database.execute(_INSERT, (*row, number, "", 1))

    def _identity(self, document: Cleaned) -> str | None:
        """Return an id that no other document has, None when this very document has come before."""
        source, execute = document.source, self.database.execute
        same = (source.sha256, source.name, source.number)
        if execute("SELECT 1 FROM document WHERE sha256 = ? AND name = ? AND part IS ?", same).fetchone():
            return None
        digest = source.sha256[:16] if _DIGEST.match(source.sha256) else "0" * 16
        base = digest + (f"-{source.number}" if source.number is not None else "")
        execute("INSERT INTO alias VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1", (base,))
        (times,) = execute("SELECT times FROM alias WHERE base = ?", (base,)).fetchone()
        return f"{base}.{times}" if times > 1 else base

    def _row(self, number: int, identity: str, document: Cleaned) -> tuple[Any, ...]:
        source, said, blocks, quality = document.source, document.metadata, document.blocks, document.quality
        speech = year_of(said.speech_year)
        codes = sorted({each.code for each in document.warnings})
        kinds = Counter(block.type for block in blocks)
        return (
            number, identity, source.name, source.sha256, source.number,
            speech if self.choice.year == "speech" else year_of(said.date), speech, said.date,
            said.title, said.publisher, said.author, said.url, document.script, source.encoding, source.confidence,
            source.bad_bytes, source.characters, sum(len("".join(block.text.split())) for block in blocks),
            kinds["heading"], kinds["paragraph"], len(document.slogans),
            sum(len(term.mentions) for term in document.slogans), document.changes.total, len(document.warnings),
            _json(codes), quality.han_share, quality.removed_share, quality.edits_per_1000, quality.masks_per_1000,
            len({section_of(blocks, index) for index in range(len(blocks))}), label_of(source.name, source.number),
        )  # fmt: skip

    def _term(self, number: int, term: Term) -> Iterator[tuple[int, int, int]]:
        """Take a slogan of a document; yield (block, slogan, count) of its places."""
        choice = self.choice
        key = canonical(term.normalized)
        if choice.named and key not in self.entries:
            return
        if not key or term.score < choice.min_score or (choice.kinds and term.kind not in choice.kinds):
            return
        entry = self._entry(key, term.kind, term.score)
        index = self.indices[key]
        for printed in {term.text, *(each.text for each in term.mentions)}:
            entry.gaps |= gaps_of(printed)
            other = key_of(printed)
            if other != key and len(other) > 1:
                entry.others |= {other}
        if term.items:
            items = [item.text for item in term.items]
            self.database.execute(
                "INSERT OR IGNORE INTO definition VALUES (?, ?, ?, ?, ?)",
                (index, number, _json(items), "|".join(map(key_of, items)), term.items_mode),
            )
        for block, count in Counter(each.block for each in term.mentions).items():
            yield block, index, count

    def _entry(self, key: str, kind: str, score: float) -> Entry:
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = Entry(kind, score)
            self.indices[key] = len(self.indices)
        elif (score, kind) > (entry.score, entry.kind):  # whatever the order of the documents
            entry.kind, entry.score = kind, score
        return entry

    # ---- second pass

    def close(self) -> None:
        """Choose the documents that stand for their clusters, and count every slogan in all of them."""
        self.database.executemany(
            "UPDATE document SET cluster = ?, copy = ? WHERE number = ?",
            ((match.cluster, match.how, match.document) for match in self.clusters.matches()),
        )
        self.database.execute(_NUMBER)
        if not self.choice.reposts:
            self.database.execute(_CHOOSE, (_CUT,))
        self.database.executemany(
            "INSERT INTO slogan VALUES (?, ?, ?)",
            ((index, key, self.entries[key].kind) for key, index in self.indices.items()),
        )
        finder = Finder([Wanted(key, entry.kind, entry.gaps, entry.others) for key, entry in self.entries.items()])
        for spooled in self.spooled():
            self._count(finder, spooled)
        self.database.execute("CREATE INDEX hit_number ON hit (number, section, slogan)")

    def spooled(self) -> Iterator[Spooled]:
        """Yield the texts of the documents that count, in order."""
        decoder = msgspec.msgpack.Decoder(Kept)
        for number, data in self.database.execute(
            "SELECT number, data FROM text JOIN document USING (number) WHERE counted ORDER BY number"
        ):
            kept = decoder.decode(zlib.decompress(data))
            yield Spooled(number, kept.blocks, kept.own)

    def _count(self, finder: Finder, spooled: Spooled) -> None:
        text = Text(spooled.blocks)
        places = finder.find(text)
        # Where the document itself was found to hold a slogan no edge was asked for: never fewer than there.
        own = Counter({(block, slogan): count for block, slogan, count in spooled.own})
        found = Counter((place.block, place.slogan) for place in places) | own
        hits: Counter[tuple[int, int]] = Counter()
        for (block, slogan), count in found.items():
            hits[slogan, section_of(spooled.blocks, block)] += count
        self.database.executemany(
            "INSERT INTO hit VALUES (?, ?, ?, ?)",
            [(slogan, spooled.number, section, count) for (slogan, section), count in hits.items()],
        )
        forms = Counter((place.slogan, _printed(text, place)) for place in places)
        self.database.executemany(
            "INSERT INTO form VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(slogan, printed, count) for (slogan, printed), count in forms.items()],
        )


def _json(values: list[str]) -> str:
    return msgspec.json.encode(values).decode()


def _printed(text: Text, place: Place) -> str:
    return text.blocks[place.block][place.start : place.end]


def _bare(block: Block) -> Block:
    """Return what is needed of a block when its text is looked at again."""
    if block.type == "heading":
        return Block(type="heading", text=block.text, marker=block.marker, parent=block.parent, span=(0, 0))
    return Block(type=block.type, text=block.text, heading=block.heading, span=(0, 0))


def year_of(date: str | None) -> str | None:
    """Return the year that a date begins with, None for none."""
    found = _YEAR.match(date or "")
    return found[0] if found else None


def gather(documents: Iterable[Cleaned], choice: Choice | None = None) -> Gathered:
    """Return a corpus with all documents counted."""
    gathered = Gathered(choice)
    for document in documents:
        gathered.add(document)
    gathered.close()
    return gathered
