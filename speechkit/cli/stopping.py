"""How a command ends before its time: by Ctrl-C, or by SIGTERM, which kill, systemd, containers and queues send.

Either is asked for politely: a batch finishes the files in hand and tells what it did. What was begun in the middle is
taken away again, so that nothing half-written stays. The second time ends at once.
"""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any, Final

INTERRUPTED, TERMINATED = 130, 143  # 128 and the number of the signal, as shells count
STOPPED: Final = frozenset({INTERRUPTED, TERMINATED})


class Terminated(KeyboardInterrupt):
    """SIGTERM has come."""


def code_of(error: BaseException) -> int:
    """Return the exit code of a command that this has ended."""
    return TERMINATED if isinstance(error, Terminated) else INTERRUPTED


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # what a handler is given
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


class _Handling:
    """Handlers of signals, for as long as a block lasts."""

    def __init__(self, handler: Any, *numbers: signal.Signals) -> None:
        self.handler = handler
        self.numbers = numbers
        self.before: list[tuple[signal.Signals, Any]] = []

    def begin(self) -> None:
        for number in self.numbers:
            try:
                self.before.append((number, signal.signal(number, self.handler)))
            except ValueError:  # not in the main thread
                return

    def end(self) -> None:
        while self.before:
            signal.signal(*self.before.pop())


class Ending:
    """Ends the block with Terminated when SIGTERM comes: what is being written is taken away, and the end is told."""

    def __init__(self) -> None:
        self._handling = _Handling(_end, signal.SIGTERM)

    def __enter__(self) -> None:
        self._handling.begin()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._handling.end()


class Stop:
    """Remembers the first Ctrl-C or SIGTERM, so that what is in hand is finished; the second one ends at once.

    `code` is the exit code that goes with it.
    """

    def __init__(self) -> None:
        self.asked = False
        self.code = INTERRUPTED
        self.wanted = False
        self._handling = _Handling(self._ask, signal.SIGINT, signal.SIGTERM)

    def listening(self, *, wanted: bool) -> Stop:
        """Return the context in which signals are remembered, if that is wanted."""
        self.wanted = wanted
        return self

    def __enter__(self) -> Stop:
        if self.wanted:
            self._handling.begin()
        return self

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            _end(number, frame)
        self.asked = True
        self.code = TERMINATED if number == signal.SIGTERM else INTERRUPTED

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.wanted:
            self._handling.end()
        if isinstance(error, KeyboardInterrupt):
            self.code = code_of(error)
