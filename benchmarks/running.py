"""Runs of a command, measured by the system: time of the CPU, time on the clock, memory of the largest process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Final, NamedTuple

# A child's peak memory begins at its parent's size: a small process of its own starts and measures each run.
_LAUNCH: Final = """
import json, os, sys, time
begun = time.perf_counter()
pid = os.fork()
if not pid:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - begun
figures = [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss]
os.write(int(sys.argv[1]), json.dumps(figures).encode())
"""


class Cost(NamedTuple):
    """What a run and all its processes took: seconds, and MB of the largest one."""

    code: int
    cpu: float
    wall: float
    megabytes: float


def measured(command: list[str]) -> Cost:
    """Run a command to its end; what it says is passed over, unless it fails."""
    listening, told = os.pipe()
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, str(told), *command]
    done = subprocess.run(launch, check=False, capture_output=True, pass_fds=(told,))  # noqa: S603  # a call of our own
    os.close(told)
    with os.fdopen(listening) as stream:
        code, cpu, wall, peak = json.loads(stream.read())
    if code:
        sys.exit(f"{' '.join(command[:5])} … ended with {code}: {done.stderr.decode(errors='replace')[-300:]}")
    return Cost(code, cpu, wall, peak / 1024)


def machine() -> str:
    """Return what the figures were measured on, by kind and not by name."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{count} cores, Python {sys.version.split()[0]}, {sys.platform}"
