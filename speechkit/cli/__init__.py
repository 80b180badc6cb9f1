"""The command line: one file per command; the only place that prints or exits."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ends the process with the exit code of the command."""
    try:
        from speechkit.cli.group import command  # noqa: PLC0415  # Ctrl-C while click is imported must be quiet too

        command.main(prog_name="speechkit")
    except KeyboardInterrupt:
        sys.exit(130)
