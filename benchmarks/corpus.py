"""Documents for the benchmarks: the fixtures' lines recombined, with the usual damage, the same for the same seed."""

from __future__ import annotations

import random
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "raw"


def paragraphs() -> list[str]:
    """Return the long lines of the UTF-8 fixtures."""
    lines: list[str] = []
    for path in sorted(FIXTURES.glob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        lines += [line.strip() for line in text.splitlines() if len(line.strip()) > 25]
    return lines


def documents(count: int, seed: int = 1, size: int = 3_400) -> list[bytes]:
    """Return `count` UTF-8 documents of about `size` characters."""
    lines = paragraphs()
    out = []
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  # not for secrets: the same corpus every time
        made: list[str] = ["在全市重点工作推进会上的讲话", "同志们:"]
        length = 0
        while length < size:
            line = chance.choice(lines)
            if chance.random() < 0.1:
                line = line.replace("。", "。\u200b", 1)
            made.append(line)
            length += len(line)
        out.append("\n".join(made).encode("utf-8"))
    return out
