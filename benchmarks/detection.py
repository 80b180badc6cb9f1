"""What telling the encoding and decoding cost, against a bare decode of the same bytes: 1 MB, 10 KB, 200 bytes.

python -m benchmarks.detection
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.corpus import paragraphs
from speechkit.source import decoded

ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "hz")
SIZES = (1_000_000, 10_000, 200)
HOSTILE = {
    "bad bytes": b"\xff",
    "lead bytes": b"\x81",
    "lead byte and newline": b"\xb0\n",
    "HZ that nothing opens": b"~a~}",
    "HZ that nothing shuts": b"~{",
    "shift-outs": b"\x1b$)A\x0e0!",
    "NUL bytes": b"a\0\0",
}


def least(task: Callable[[], object], rounds: int) -> float:
    """Return the least time of several rounds in seconds."""
    best = 9e9
    for _ in range(rounds):
        began = time.perf_counter()
        task()
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """Print the time of a bare decode, with detection, and their ratio."""
    text = "\n".join(paragraphs()) * 100
    print(f"{'bytes':>9} {'encoding':12} {'decode us':>10} {'told us':>10}  ratio")
    for size in SIZES:
        for encoding in ENCODINGS:
            data = text[: size // len("字".encode(encoding))].encode(encoding, "ignore")
            bare = least(lambda data=data, encoding=encoding: data.decode(encoding, "replace"), 9)  # type: ignore[misc]  # bound at once
            whole = least(lambda data=data: decoded(data, None), 9)  # type: ignore[misc]  # bound at once
            print(f"{len(data):9} {encoding:12} {bare * 1e6:10.0f} {whole * 1e6:10.0f}  {whole / bare:5.2f}")
    print("hostile bytes, 0.5 and 1 MB")
    for name, piece in HOSTILE.items():
        half, full = (
            least(lambda n=n, piece=piece: decoded(piece * (n // len(piece)), None), 1) for n in (500_000, 1_000_000)
        )  # type: ignore[misc]  # bound at once
        print(f"{name:24} {half * 1000:8.0f} ms {full * 1000:8.0f} ms   x{full / max(half, 1e-4):.2f}", flush=True)


if __name__ == "__main__":
    main()
