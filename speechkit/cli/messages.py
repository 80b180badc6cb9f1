"""What is said to the user: on standard error, one line each, nothing in it that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, Protocol

from speechkit.errors import OptionError
from speechkit.lang import localised, tr
from speechkit.patterns import lazy

# C0 and C1 controls, marks that turn the writing direction or are not seen, and bytes of a name that are no UTF-8.
_UNSAFE: Final = lazy(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

_OBEYED: Final = lazy(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Failed(Protocol):
    """Anything that tells a failed input."""

    @property
    def path(self) -> str:
        """The file as the user named it."""

    @property
    def reason(self) -> str:
        """What is wrong."""

    @property
    def advice(self) -> str:
        """The next step."""


def shown(text: str) -> str:
    """Return the text with every character escaped that a terminal would obey or hide."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def inert(text: str) -> str:
    """Return text of many lines with every character escaped, as JSON does it, that a terminal would obey or hide."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def examples(*lines: str) -> str:
    """Return the end of a command's help; the tests run every line of it."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def counted(number: int, noun: str) -> str:
    """Return the number with its noun in the user's language: 1 change, 2 changes."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return localised(f"{number} {noun if number == 1 else many}")


def say(line: str) -> None:
    """Print a line on standard error, in the user's language; when nobody listens there, that is no reason to stop."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"speechkit: {shown(localised(line))}\n")
        sys.stderr.flush()


def put(text: str) -> None:
    """Print data on standard output, with a line feed. Raises OptionError when it is closed."""
    if sys.stdout is None:
        raise OptionError("standard output is closed; send it to a file or a pipe")
    sys.stdout.write((inert(text) if sys.stdout.isatty() else text) + "\n")


def failure(each: Failed) -> str:
    """Return the line that tells a failure: path, reason, next step."""
    path, reason, advice = (shown(part) for part in (each.path or "''", localised(each.reason), localised(each.advice)))
    return f"{path}{tr(': ')}{reason}{tr('; ')}{advice}"


def list_failures(failed: Iterable[Failed]) -> None:
    """Print the failures: path, reason, next step."""
    for each in failed:
        say(failure(each))
