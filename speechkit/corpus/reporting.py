"""The page of `speechkit report`: each process makes the sheets of its documents, one puts them into the page.

Nothing but the rows of the table is kept in memory: the sheets wait in a temporary file until the front of the page,
which needs all rows, has been written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Final

import msgspec

from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import FORMS, Recipe
from speechkit.corpus.sinks import Joined
from speechkit.corpus.work import Outcome
from speechkit.errors import InputError
from speechkit.lang import choose
from speechkit.pipeline import Document
from speechkit.render.report import page
from speechkit.render.report.overview import Failure as Failed
from speechkit.render.report.sheet import Figures, Sheet, sheet
from speechkit.render.report.telling import Telling

_PIECE: Final = 1 << 20  # bytes


def sheet_of(document: Document, recipe: Recipe) -> str:
    """Return the sheet of a document as JSON, in the language that the report is written in."""
    telling: Telling = recipe.telling or Telling()
    choose(telling.language)
    return msgspec.json.encode(sheet(document, document.ledger, telling)).decode()


class Sheets(Joined):
    """Takes the outcomes of a batch, and gives the page when it is over. Use it as a context."""

    def __init__(self) -> None:
        super().__init__(None, FORMS["report"])
        self.figures: list[Figures] = []
        self.only: Sheet | None = None
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Sheets:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()

    def take(self, outcome: Outcome) -> list[Failure]:
        """Keep the documents of an outcome. Raises InputError when the temporary folder is full."""
        for data in outcome.data:
            made = msgspec.json.decode(data, type=Sheet)
            self.figures.append(made.figures)
            self.only = made if len(self.figures) == 1 else None
            try:
                self.file.write(page.store(made, len(self.figures)))
            except OSError as error:
                raise InputError("the temporary folder", str(error), "set TMPDIR to a folder with more room") from None
        return []

    def finish(self) -> list[Failure]:
        """Do nothing: the page is written by whoever asks for it."""
        return []

    def page(self, failed: list[Failure], *, folder: bool) -> Iterator[bytes]:
        """Yield the page: that of one document, or with `folder` or several of them the table that opens them."""
        if self.only is not None and not folder:
            yield from page.single(self.only)
        else:
            yield from page.folder(
                self.figures, [Failed(each.path, each.reason, each.advice) for each in failed], self._stored()
            )

    def _stored(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(_PIECE):
            yield piece
