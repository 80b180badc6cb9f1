"""Standard output as a terminal shows it: data that a document holds must not steer the terminal of who looks at it.

A scraped text may hold escape sequences that write to the clipboard, rename the window or hide lines. In a file or a
pipe data stay as they are, byte for byte; on a terminal what it would obey is shown as an escape, as JSON writes it.
"""

from __future__ import annotations

import sys
from typing import IO, cast

from speechkit.cli.messages import inert
from speechkit.errors import OptionError


class Screen:
    """A terminal that is written to as a file is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def write(self, data: bytes) -> int:
        """Show the data, and return how many bytes they are."""
        self.stream.write(inert(data.decode("utf-8", "surrogateescape")).encode("utf-8", "backslashreplace"))
        return len(data)

    def flush(self) -> None:
        """Show what was written so far."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def plain_stdout() -> IO[bytes]:
    """Return standard output for what is known to hold nothing that a terminal obeys but our own colours.

    Raises OptionError when it is closed.
    """
    if sys.stdout is None:
        raise OptionError("standard output is closed; name an output with -o")
    return sys.stdout.buffer


def stdout() -> IO[bytes]:
    """Return standard output for data. Raises OptionError when it is closed."""
    stream = plain_stdout()
    return cast("IO[bytes]", Screen(stream)) if stream.isatty() else stream
