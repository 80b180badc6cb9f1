"""How time grows with size: t(2n)/t(n) on ordinary and on hostile documents; 2 is linear, 2.3 is allowed.

python -m benchmarks.growth
"""

from __future__ import annotations

import time

import speechkit
from benchmarks.corpus import paragraphs

SIZE = 400_000  # characters of the larger document


def cases() -> dict[str, str]:
    """Return name -> a piece of text; a case is the piece repeated."""
    lines = "\n".join(paragraphs())
    return {
        "ordinary lines": lines + "\n",
        "one long line": lines.replace("\n", ""),
        "headings": "一、提高认识\n（一）加强领导。要抓好落实。\n",
        "open brackets": "(一(",
        "open quotes": "“要",
        "closing quotes": "能手”",
        "commas": "要,",
        "enumeration commas": "抓、",
        "glosses": "監(jiān)",
        "entities": "&amp;amp;",
        "tags": "<p",
        "nested tags": "<<p>p>",
        "masks": "x*",
        "clauses": "讲政治、守规矩、",
        "numerals": "“三个一”",
        "meta words": "来源:作者:时间:浏览:",
        "short lines": "同志们:\n",
        "blanks": " \u3000",
        "questions": "?;",
        "titles": "在大会上的讲话\n",
    }


def seconds(text: str) -> float:
    """Return the least CPU time of two runs."""
    best = 9e9
    for _ in range(2):
        began = time.process_time()
        speechkit.clean(text).to_json(edits=True)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Print both times and their ratio for every case."""
    speechkit.clean("热身")
    for name, piece in cases().items():
        half, full = (piece * (size // len(piece) + 1) for size in (SIZE // 2, SIZE))
        a, b = seconds(half), seconds(full)
        print(f"{name:20} {a * 1000:8.0f} ms {b * 1000:8.0f} ms   x{b / max(a, 1e-4):.2f}", flush=True)


if __name__ == "__main__":
    main()
