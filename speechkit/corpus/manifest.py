"""The manifest of an output folder: what was made of which bytes by which rules, so that a run begins where one ended.

It is a SQLite file in `.speechkit/` below the folder, which no folder walk enters. A killed run leaves it as it was
after the last commit; what was written since is made again, byte for byte the same. While a run lasts, the file is
locked, and a second run into the same folder is refused.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Final

import msgspec

from speechkit.corpus.discover import Failure
from speechkit.corpus.files import HALF
from speechkit.corpus.forms import Recipe
from speechkit.corpus.locking import FILE, FOLDER, taken
from speechkit.corpus.planning import Known
from speechkit.corpus.records import Fields
from speechkit.corpus.work import Made
from speechkit.errors import OptionError
from speechkit.rules.store import digest
from speechkit.version import VERSION

_FORMAT: Final = 1
_PLAIN: Final = Fields()
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS recipes (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, version TEXT, options TEXT);
CREATE TABLE IF NOT EXISTS inputs (
    target BLOB PRIMARY KEY, -- the output, below the folder; bytes, for names need not be UTF-8
    name BLOB NOT NULL,      -- the input, as its document names it
    sha256 TEXT,             -- of the bytes that were read; null if they could not be, or the output is no longer sure
    recipe INTEGER NOT NULL,
    sizes TEXT NOT NULL,     -- in bytes: of the output, or of the numbered outputs of an input with several articles
    failed TEXT              -- why nothing, or not everything, could be made of it
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures ( -- of the records of an input that holds many documents
    target BLOB, number INTEGER, path BLOB, reason TEXT, advice TEXT, PRIMARY KEY (target, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (running INTEGER); -- the recipe of a run that has not ended
"""
# Rows, and seconds, between two commits: so much is made again after a kill. One a row took 2 % of the time of a run.
_MOST_WAITING, _PAUSE = 256, 0.5


def recipe_digest(recipe: Recipe) -> str:
    """Return the digest of everything that shapes an output beside the input: version, options, rules, profile."""
    return hashlib.sha256(_described(recipe)).hexdigest()


def _described(recipe: Recipe) -> bytes:
    options = recipe.options
    told = {name: getattr(recipe, name) for name in recipe.__struct_fields__ if name != "options"}
    told |= {name: getattr(options, name) for name in options.__struct_fields__ if name != "rules"}
    # What came out of a file (a profile, a lexicon) is told by its digest.
    told = {name: getattr(value, "sha256", value) for name, value in told.items()}
    told |= {"kinds": sorted(recipe.kinds), "version": VERSION, "rules": digest(options.rules)}
    return msgspec.json.encode(told, order="sorted")


def _stored(failure: Failure) -> tuple[bytes, str, str]:
    """Return a failure as the manifest holds it: a name need not be UTF-8, and a reason may quote one."""
    reason, advice = (each.encode("utf-8", "backslashreplace").decode() for each in failure[1:3])
    return os.fsencode(failure.path), reason, advice


class Manifest:
    """The manifest of a folder, for as long as a run lasts: use it as a context."""

    def __init__(
        self, folder: str, recipe: Recipe, *, force: bool = False, retry: bool = False, fields: Fields = _PLAIN
    ) -> None:
        self.folder = folder
        self.recipe = recipe
        self.fields = fields
        self.force = force
        self.retry = retry
        self.db: sqlite3.Connection | None = None
        self.empty = True
        self.lost = False  # nothing can be recorded any more
        self.unsure = False  # more may have been written than was recorded
        self.number = 0
        self.waiting: list[tuple[bytes, bytes, str | None, int, str, str | None]] = []
        self.failing: list[tuple[bytes, int, bytes, str, str]] = []
        self.committed = 0.0

    def __enter__(self) -> Manifest:
        """Open and lock it, and sweep up after a run that was killed.

        Raises OptionError when the folder cannot be written to or another run has it. Where just the manifest cannot
        be written, the disk is full: `lost` tells of it, and what can be made is made.
        """
        try:
            os.makedirs(os.path.join(self.folder, FOLDER), exist_ok=True)
            self.db = self._opened()
            self._begin(self.db)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise taken(self.folder) from None
            if self.retry:
                raise OptionError(f"the manifest in {self.folder} cannot be read: {error}; leave out --retry") from None
            self.lost = self.empty = True
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise OptionError(f"{self.folder} cannot be written to: {why}; choose another folder") from None
        return self

    def _opened(self) -> sqlite3.Connection:
        path = os.path.join(self.folder, FOLDER, FILE)
        for _ in range(2):
            # Not in transactions of its own making: what belongs together is told by BEGIN and COMMIT below.
            db = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                # Exclusive: the lock of the whole run, which the system lifts when the process dies. A log that is
                # appended to survives a kill without waiting for the disk.
                for line in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=OFF"):
                    db.execute(f"PRAGMA {line}")
                version = db.execute("PRAGMA user_version").fetchone()[0]
                if version in {0, _FORMAT}:
                    db.executescript(f"BEGIN EXCLUSIVE;{_SCHEMA}PRAGMA user_version={_FORMAT};COMMIT")
                    return db
            except sqlite3.OperationalError:
                db.close()
                raise
            except sqlite3.DatabaseError:  # no manifest, or a broken one: everything is made again
                pass
            db.close()
            for ending in ("", "-wal", "-shm", "-journal"):
                with suppress(FileNotFoundError):
                    os.unlink(path + ending)
        raise sqlite3.DatabaseError("it is damaged")

    def _begin(self, db: sqlite3.Connection) -> None:
        killed = db.execute("SELECT DISTINCT running FROM state").fetchall()
        if killed:
            self.sweep()
        db.execute("BEGIN")
        # It may have written over what other options had made: in the same size perhaps, as -f text with --script does.
        db.executemany("UPDATE inputs SET sha256=NULL WHERE recipe<>?", killed)
        db.execute("DELETE FROM state")
        known = self._digest()
        options = _described(self.recipe).decode()
        db.execute("INSERT OR IGNORE INTO recipes (digest, version, options) VALUES (?,?,?)", (known, VERSION, options))
        self.number = db.execute("SELECT id FROM recipes WHERE digest=?", (known,)).fetchone()[0]
        db.execute("INSERT INTO state VALUES (?)", (self.number,))
        self.empty = db.execute("SELECT 1 FROM inputs LIMIT 1").fetchone() is None
        self._commit(db)

    def _digest(self) -> str:
        """Return what outputs of this run are known by: other fields make other documents of the same records."""
        known = recipe_digest(self.recipe)
        return known if self.fields == _PLAIN else hashlib.sha256(f"{known} {self.fields!r}".encode()).hexdigest()

    def sweep(self) -> None:
        """Remove the files that killed processes had not finished writing; nobody else writes here now."""
        for folder, inner, names in os.walk(self.folder):
            inner[:] = [name for name in inner if not os.path.islink(os.path.join(folder, name))]
            for name in names:
                if name.startswith(HALF[0]) and name.endswith(HALF[1]):
                    with suppress(OSError):
                        os.unlink(os.path.join(folder, name))

    def _commit(self, db: sqlite3.Connection) -> None:
        db.execute("COMMIT")
        db.execute("BEGIN")
        self.committed = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.db is None:
            return
        self._flush()
        with suppress(sqlite3.Error):
            if not (self.unsure or self.lost):
                self.db.execute("DELETE FROM state")
            self.db.execute("COMMIT")
        with suppress(sqlite3.Error):
            self.db.close()

    def _key(self, target: str) -> bytes:
        inside = os.path.relpath(target, self.folder) if os.altsep else target[len(self.folder) :].lstrip(os.sep)
        return os.fsencode(inside)

    def wanted(self, target: str) -> bool:
        """Say whether this run is to look at the input of `target`: with `retry`, only if it failed before."""
        if not self.retry or self.db is None:
            return True
        row = self.db.execute("SELECT failed FROM inputs WHERE target=?", (self._key(target),)).fetchone()
        return row is not None and row[0] is not None

    def is_new(self, target: str) -> bool:
        """Say whether no earlier run has come to the input of `target`."""
        if self.db is None:
            return False
        return self.db.execute("SELECT 1 FROM inputs WHERE target=?", (self._key(target),)).fetchone() is None

    def known(self, target: str, name: str, *, many: bool = False) -> Known | None:
        """Return what was made of an input by the same version with the same options, if all of it was.

        `many`: it holds many documents, of which some may have failed, unless --retry asks for these.
        """
        if self.force or self.empty or self.db is None:
            return None
        key = self._key(target)
        row = self.db.execute(
            "SELECT sha256, sizes, failed FROM inputs WHERE target=? AND name=? AND recipe=? AND sha256 NOT NULL",
            (key, os.fsencode(name), self.number),
        ).fetchone()
        if row is None or (row[2] is not None and (not many or self.retry or not self.failures(target))):
            return None
        return Known(row[0], tuple(map(int, row[1].split())))

    def failures(self, target: str) -> list[Failure]:
        """Return why records of an input failed."""
        if self.db is None:
            return []
        rows = self.db.execute(
            "SELECT path, reason, advice FROM failures WHERE target=? ORDER BY number", (self._key(target),)
        )
        return [Failure(os.fsdecode(path), reason, advice) for path, reason, advice in rows]

    def record(self, rows: Iterable[Made], failures: Iterable[Failure] = ()) -> None:
        """Note what became of inputs; `failures` are those of the records of the last one."""
        key = b""
        for made in rows:
            told, key = " ".join(map(str, made.sizes)), self._key(made.target)
            self.waiting.append((key, os.fsencode(made.name), made.sha256, self.number, told, made.failed))
        self.failing += ((key, number, *_stored(each)) for number, each in enumerate(failures))
        if len(self.waiting) >= _MOST_WAITING or time.monotonic() - self.committed > _PAUSE:
            self._flush()

    def _flush(self) -> None:
        rows, self.waiting, failing, self.failing = self.waiting, [], self.failing, []
        if self.lost or self.db is None:
            return
        try:
            self.db.executemany("INSERT OR REPLACE INTO inputs VALUES (?,?,?,?,?,?)", rows)
            self.db.executemany("DELETE FROM failures WHERE target=?", ((row[0],) for row in rows))
            self.db.executemany("INSERT INTO failures VALUES (?,?,?,?,?)", failing)
            self._commit(self.db)
        except sqlite3.Error:  # a full disk: what is not recorded is made again
            self.lost = True
