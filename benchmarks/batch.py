"""What a folder costs: many small files against the same bytes in memory, two processes against one, memory of each.

python -m benchmarks.batch [--files 20000] [--megabytes 8] [--rounds 3]

A run from a folder is from the start of the interpreter to the last file written, with the manifest; a run in memory
is cleaning and encoding alone. The runs are taken in turn: the machine is never as quiet twice.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.corpus import mixed, tiny, write
from benchmarks.running import Cost, machine, measured

_IN_MEMORY: Final = """
import sys, time
from pathlib import Path
from speechkit.corpus.forms import Recipe, made
from speechkit.pipeline import run
recipe = Recipe(form="json")
documents = [(str(path), path.read_bytes()) for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
made(run(documents[0][1]), recipe)
begun = time.process_time()
for name, data in documents:
    made(run(data, recipe.options, name), recipe)
print(time.process_time() - begun)
"""


def clean(folder: Path, place: Path, jobs: int) -> Cost:
    """Clean a folder into a new one: a file system may be slow where files have just been removed."""
    out = tempfile.mkdtemp(dir=place)
    return measured(
        [sys.executable, "-m", "speechkit", "clean", str(folder), "-o", out, "-f", "json", "-j", str(jobs), "-q"]
    )


def small_files(place: Path, number: int, rounds: int) -> None:
    """Print what many small files cost from disk to disk and in memory."""
    folder = place / "small"
    size = write(folder, ((f"{each // 500:03d}/{each:06d}.txt", tiny(each)) for each in range(number)))
    ratios, files, memory = [], [], []
    code = [sys.executable, "-c", _IN_MEMORY, str(folder)]
    for _ in range(rounds):
        done = subprocess.run(code, check=True, stdout=subprocess.PIPE)  # noqa: S603  # a call of our own
        memory.append(float(done.stdout))
        files.append(clean(folder, place, 1))
        ratios.append(files[-1].cpu / memory[-1])
    cpu = statistics.median(each.cpu for each in files)
    print(f"{number:,} files of {size // number} bytes, one process, {files[0].megabytes:.0f} MB of memory at most")
    print(f"  in memory {1e6 * statistics.median(memory) / number:6.0f} us a file")
    print(f"  on disk   {1e6 * cpu / number:6.0f} us a file   {statistics.median(ratios):.2f} x (goal: 2.2)")


def two_processes(place: Path, megabytes: float, rounds: int) -> None:
    """Print how much faster two processes are than one, and what each takes."""
    folder = place / f"mixed-{megabytes:g}"
    size = write(folder, ((each.name, each.data) for each in mixed(megabytes))) / 1e6
    one, two = [], []
    for _ in range(rounds):
        one.append(clean(folder, place, 1))
        two.append(clean(folder, place, 2))
    gain = statistics.median(a.wall / b.wall for a, b in zip(one, two, strict=True))
    best = min(each.wall for each in one) / min(each.wall for each in two)
    print(f"{size:.1f} MB, from disk to JSON: {size / statistics.median(each.cpu for each in one):.2f} MB/s of CPU")
    print(f"  two processes end {gain:.2f} x as fast as one (the best of each: {best:.2f} x)")
    most = [max(each.megabytes for each in runs) for runs in (one, two)]
    print(f"  memory: {most[0]:.0f} MB of one process, {most[1]:.0f} MB of each of two")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--megabytes", type=float, nargs="*", default=[8.0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="speechkit-batch-") as place:
        if options.files:
            small_files(Path(place), options.files, options.rounds)
        for megabytes in options.megabytes:
            two_processes(Path(place), megabytes, options.rounds)


if __name__ == "__main__":
    main()
