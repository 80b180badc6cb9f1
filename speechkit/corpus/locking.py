"""One run at a time in an output folder, whichever engine makes it.

The lock is that of SQLite on the manifest: the system lifts it when the process dies, on Windows and macOS too, and
nothing has to be cleared away. Where nothing can be locked, in an object store or on a file server without locks, the
run that began last goes on and the other one ends with an error (speechkit.corpus.parts).
"""

from __future__ import annotations

import os
import sqlite3
from types import TracebackType
from typing import Final

from speechkit.errors import OptionError

FOLDER: Final = ".speechkit"
FILE: Final = "manifest.sqlite"


def taken(folder: str) -> OptionError:
    """Return the error of the second run."""
    return OptionError(f"another speechkit works in {folder}; wait for its end")


class Lock:
    """The lock of a folder without its manifest; use it as a context."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.db: sqlite3.Connection | None = None

    def __enter__(self) -> Lock:
        """Lock the folder. Raises OptionError when another run has it; one that cannot be locked is left as it is."""
        try:
            os.makedirs(os.path.join(self.folder, FOLDER), exist_ok=True)
            self.db = sqlite3.connect(os.path.join(self.folder, FOLDER, FILE), timeout=0, isolation_level=None)
            self.db.execute("PRAGMA locking_mode=EXCLUSIVE")
            if self.db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":  # a manifest, which stays as it is
                self.db.execute("PRAGMA journal_mode=MEMORY")  # no file beside it: nothing is written here
            self.db.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise taken(self.folder) from None
        except OSError:  # who writes there will tell
            pass
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.db is not None:
            self.db.close()
