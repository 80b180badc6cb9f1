"""The product against tools that do a part of what it does: the same documents, taken in turn, seconds of CPU.

python -m benchmarks.peers [--megabytes 4] [--python PYTHON_WITH_THE_PEERS]

The peers are installed into a temporary environment (some minutes: Data-Juicer has 700 MB); what cannot be installed is
told and left out. Every tool runs in a process of its own, is warmed up, and gets ten documents at a time in turn with
all others, so that a machine that is busy for a while is so for all of them. A ratio is the tool's CPU time by that of
the product on the same documents: above 1 the product is faster. trafilatura and jusText get the pages only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.contestants import CONTESTANTS
from benchmarks.corpus import Made, mixed, write
from benchmarks.running import machine

_PACKAGES: Final = (
    ("charset-normalizer", "ftfy"), ("trafilatura", "lxml_html_clean"), ("jusText", "lxml_html_clean"),
    ("py-data-juicer", "aiohttp"),
)  # fmt: skip
_PAGES: Final = frozenset({"trafilatura", "jusText"})
_OURS: Final = frozenset({"decode + encode", "speechkit"})
_BLOCK: Final = 10  # documents


class Tool:
    """A contestant, running."""

    def __init__(self, name: str, python: str, documents: Path) -> None:
        self.name = name
        self.spent: dict[int, float] = {}
        script = str(Path(__file__).with_name("contestants.py"))
        self.process = subprocess.Popen(  # noqa: S603  # a call of our own
            [python, script, name, str(documents)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def take(self, start: int, stop: int) -> float | None:
        """Have it do documents and return the seconds it took, None when it has died."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            print(start, stop, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        return float(answer) if answer else None

    def end(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()


def installed(place: Path) -> str:
    """Make an environment with the peers and return its Python."""
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    for packages in _PACKAGES:
        call = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        done = subprocess.run(call, check=False, capture_output=True, text=True)  # noqa: S603  # a call of our own
        if done.returncode:
            print(f"left out, cannot be installed: {packages[0]} ({done.stderr.strip()[-120:]})")
    return python


def blocks(documents: list[Made]) -> Iterator[tuple[int, int]]:
    """Yield (start, stop) of stretches of one kind."""
    start = 0
    for at in range(1, len(documents) + 1):
        if at == len(documents) or at - start == _BLOCK or documents[at].kind != documents[start].kind:
            yield start, at
            start = at


def compare(tools: list[Tool], documents: list[Made]) -> list[Tool]:
    """Have every tool do all that it can; return those that live."""
    todo = list(blocks(documents))
    alive = tools
    for number, (start, stop) in enumerate([todo[0], todo[-1], *todo]):  # the first ones warm up
        for tool in alive if number % 2 else alive[::-1]:
            if tool.name in _PAGES and documents[start].kind != "html":
                continue
            spent = tool.take(start, stop)
            if spent is None:
                print(f"left out, it does not run here: {tool.name}")
                alive = [each for each in alive if each is not tool]
            elif number > 1:
                tool.spent[start] = spent
    return alive


def show(tools: list[Tool], documents: list[Made]) -> None:
    """Print the table."""
    sizes = {start: sum(len(each.data) for each in documents[start:stop]) for start, stop in blocks(documents)}
    ours = next(tool for tool in tools if tool.name == "speechkit")
    pages = {start for start in sizes if documents[start].kind == "html"}
    print(f"{'':28}{'MB/s':>8}   its CPU time / speechkit's on the same documents")
    rows = [(tool, tool.spent.keys()) for tool in tools] + [(ours, pages)]
    for tool, starts in rows:
        spent, against = sum(tool.spent[each] for each in starts), sum(ours.spent[each] for each in starts)
        name = f"{tool.name} (pages)" if starts <= pages else tool.name
        print(f"{name:28}{sum(sizes[each] for each in starts) / spent / 1e6:8.2f}   {spent / against:.3g}")


def main() -> None:
    """Install, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--python", help="an interpreter that has the peers; otherwise they are installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speechkit-peers-") as folder:
        place = Path(folder)
        python = options.python or installed(place / "environment")
        # Pages behind texts, so that stretches of one kind are long.
        documents = sorted(mixed(options.megabytes), key=lambda each: each.kind == "html")
        write(place / "corpus", ((each.name, each.data) for each in documents))
        listed = place / "documents.json"
        listed.write_text(json.dumps([(str(place / "corpus" / each.name), each.encoding) for each in documents]))
        print(f"{len(documents)} documents, {sum(len(each.data) for each in documents) / 1e6:.1f} MB; {machine()}")
        tools = [Tool(name, sys.executable if name in _OURS else python, listed) for name in CONTESTANTS]
        try:
            show(compare(tools, documents), documents)
        finally:
            for tool in tools:
                tool.end()


if __name__ == "__main__":
    main()
