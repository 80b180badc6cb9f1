"""The log for machines: --log-json writes one JSON object a line, as things happen."""

from __future__ import annotations

import time
from typing import IO, Any

import msgspec

from speechkit.corpus.discover import Failure
from speechkit.corpus.work import Outcome
from speechkit.errors import OptionError
from speechkit.version import VERSION


class Log:
    """A log file, or nothing at all when none is wanted."""

    def __init__(self, path: str | None) -> None:
        self.file: IO[bytes] | None = None
        self.begun = time.monotonic()
        if path is None:
            return
        try:
            self.file = open(path, "wb")  # noqa: SIM115  # it stays open for the whole batch
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise OptionError(f"{path} cannot be written: {why}; choose another file for --log-json") from None

    def event(self, name: str, **fields: Any) -> None:
        """Write what happened; a log that cannot be written any more is given up."""
        if self.file is None:
            return
        try:
            self.file.write(msgspec.json.encode({"event": name, **fields}) + b"\n")
        except OSError:
            self.file = None

    def begin(self, inputs: int, size: int, failed: list[Failure]) -> None:
        """Write what is to be done, and which inputs failed before anything was begun."""
        if self.file is None:
            return
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.event("begin", time=moment, version=VERSION, inputs=inputs, bytes=size)
        self._failed(failed)

    def outcome(self, outcome: Outcome, failed: list[Failure]) -> None:
        """Write what became of some inputs."""
        if self.file is None:
            return
        for path, changes in outcome.counts:
            self.event("done", path=_plain(path), documents=outcome.parts.get(path, 1), changes=changes)
        if outcome.skipped:
            self.event("up_to_date", inputs=outcome.skipped)
        self._failed(failed)
        self.flush()

    def _failed(self, failed: list[Failure]) -> None:
        for each in failed:
            self.event("failed", path=_plain(each.path), reason=_plain(each.reason), advice=each.advice)

    def end(self, **fields: Any) -> None:
        """Write the sums and close the file."""
        self.event("end", seconds=round(time.monotonic() - self.begun, 3), **fields)
        self.flush()
        if self.file is not None:
            self.file.close()
            self.file = None

    def flush(self) -> None:
        """Hand on what is written, so that who follows the log sees it."""
        try:
            if self.file is not None:
                self.file.flush()
        except OSError:
            self.file = None


def _plain(path: str) -> str:
    """Return a name that JSON can hold: bytes that are no UTF-8 are escaped."""
    return path.encode("utf-8", "backslashreplace").decode()
