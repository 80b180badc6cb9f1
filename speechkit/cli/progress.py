"""A progress bar on standard error, for long batches at a terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_LONG: Final = 4 << 20  # bytes: below, it is over in half a second
_PAUSE: Final = 0.1  # seconds between two pictures


class Progress:
    """Counts bytes and documents; shows them with rich, which is imported only then (76 ms).

    No number of documents: nobody knows it yet.
    """

    def __init__(self, size: int, documents: int, *, shown: bool) -> None:
        self.size = size
        self.documents = documents
        self.shown = shown and size >= _LONG
        self.done = 0
        self.last = 0.0
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Progress:
        if self.shown:
            self.bar = _bar()
            self.bar.start()
            self.task = self.bar.add_task("cleaning", total=self.size)
        return self

    def advance(self, size: int, documents: int) -> None:
        """Count what was done, and show it if the last picture is old enough."""
        self.done += documents
        if self.bar is None or self.task is None:
            return
        done = f"{self.done}/{self.documents}" if self.documents else str(self.done)
        noun = "document" if done == "1" else "documents"
        self.bar.update(self.task, advance=size, description=f"{done} {noun}")
        if time.monotonic() - self.last > _PAUSE:
            self.last = time.monotonic()
            self.bar.refresh()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Bar:
    """Return a bar that tells what is done, the rate, and the time that is left."""
    from rich import progress  # noqa: PLC0415  # 76 ms to import, needed at a terminal only
    from rich.console import Console  # noqa: PLC0415  # the same

    # No thread of its own: processes are forked while it is shown.
    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
