"""The command line: one file per command; the only place that prints or exits."""

from __future__ import annotations

import gc
import sys

from speechkit.version import VERSION


def main() -> None:
    """Run the command line; ends the process with the exit code of the command."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _told_version():
        return
    # A large document makes 100,000 edits and no cycles: collecting while they are made took a third of the time.
    gc.set_threshold(100_000, 50, 50)
    try:
        from speechkit.cli.group import command  # noqa: PLC0415  # Ctrl-C while click is imported must be quiet too

        command.main(prog_name="speechkit")
    except KeyboardInterrupt:
        sys.exit(130)


def _told_version() -> bool:
    """Print the version as click would, which takes 25 ms more; say no where it cannot be written, click tells why."""
    try:
        sys.stdout.write(f"speechkit {VERSION}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):  # AttributeError: there is no standard output at all
        return False
    return True
