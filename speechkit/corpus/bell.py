"""How a batch asks its processes to stop after the file in hand."""

from __future__ import annotations

import multiprocessing
import signal
import time
from multiprocessing.connection import Connection
from typing import Final

GLANCE: Final = 0.05  # seconds between two looks at whether the work is to end
STOPPING: Final = frozenset({signal.SIGINT, signal.SIGTERM})


def leave_to_parent() -> None:
    """Leave Ctrl-C, which reaches all processes of a terminal, to the parent; die of SIGTERM, which is its way too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


class Bell:
    """Rung by the parent: a byte in a pipe that nobody reads.

    Unlike a lock or an event, it cannot be left locked by a process that is killed.
    """

    def __init__(self) -> None:
        self.heard, self._rope = multiprocessing.Pipe(duplex=False)
        self._rung = False

    def ring(self) -> None:
        """Ask all processes to stop."""
        if not self._rung:
            self._rung = True
            self._rope.send_bytes(b"!")

    def close(self) -> None:
        """Close the pipe."""
        self.heard.close()
        self._rope.close()


class Ear:
    """Listens for the bell in a process; a look at it costs some 20 us, so one is taken now and then only."""

    def __init__(self, heard: Connection) -> None:
        self._heard = heard
        self._looked = 0.0
        self._rung = False

    def hears(self) -> bool:
        """Say whether the bell has been rung."""
        now = time.monotonic()
        if now - self._looked > GLANCE:
            self._looked = now
            self._rung = self._rung or self._heard.poll()
        return self._rung
