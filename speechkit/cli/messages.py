"""What is said to the user: on standard error, one line each, nothing in it that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, Protocol

from speechkit.lang import localised
from speechkit.patterns import lazy

# C0 and C1 controls, marks that turn the writing direction or are not seen, and bytes of a name that are no UTF-8.
_UNSAFE: Final = lazy(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
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


def examples(*lines: str) -> str:
    """Return the end of a command's help; the tests run every line of it."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def counted(number: int, noun: str) -> str:
    """Return the number with its noun in the user's language: 1 change, 2 changes."""
    return localised(f"{number} {noun}" if number == 1 else f"{number} {noun}s")


def say(line: str) -> None:
    """Print a line on standard error, in the user's language; when nobody listens there, that is no reason to stop."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"speechkit: {localised(line)}\n")
        sys.stderr.flush()


def failure(each: Failed) -> str:
    """Return the line that tells a failure: path, reason, next step."""
    return f"{shown(each.path)}: {shown(localised(each.reason))}; {shown(localised(each.advice))}"


def list_failures(failed: Iterable[Failed]) -> None:
    """Print the failures: path, reason, next step."""
    for each in failed:
        say(failure(each))
