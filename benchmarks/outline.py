"""How the outline bears damage: a tenth of the headings lose their markers, lines that only look like headings come in.

python -m benchmarks.outline SET.json... [--seeds N] [--mode marker|line|none] [--traps N] [--details] [--save FOLDER]

A set is a JSON list of documents (see tests.outlines). A document is exact when every line, level and title is right
and nothing else is a heading. Without a set: how fast the two readers of the outline are.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

from benchmarks.corpus import documents
from speechkit.outline import blocks, enumerations
from speechkit.passes import Draft, Options
from speechkit.source import read
from tests.outlines import damaged, mistakes_in


def speed(count: int = 200) -> float:
    """Return how many characters the two readers of the outline do in a second."""
    drafts = []
    for data in documents(count, size=5_000):
        reading = read(data)
        drafts.append(Draft(reading.raw, reading.source, Options(), reading.page))
    for draft in drafts[:5]:
        blocks.PASS.read(draft)
        enumerations.PASS.read(draft)
    began = time.process_time()
    for draft in drafts[5:]:
        _ = draft.lines
    split = time.process_time()
    for draft in drafts[5:]:
        blocks.PASS.read(draft)
        enumerations.PASS.read(draft)
    taken = time.process_time() - split
    print(f"lines {1e6 * (split - began) / count:.0f} us, readers {1e6 * taken / count:.0f} us per document")
    return sum(len(draft.text) for draft in drafts[5:]) / taken


def main() -> None:
    """Damage every document under every seed and print how many come out exact."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("sets", nargs="*", type=Path)
    made.add_argument("--seeds", type=int, default=3)
    made.add_argument("--mode", choices=["marker", "line", "none"], action="append")
    made.add_argument("--traps", type=int, default=3)
    made.add_argument("--details", action="store_true")
    made.add_argument("--save", type=Path)
    args = made.parse_args()
    if not args.sets:
        print(f"{speed() / 1e6:.2f} million characters a second")
    for path in args.sets:
        for mode in args.mode or ["marker", "line"]:
            run(path, mode, args)


def run(path: Path, mode: str, args: argparse.Namespace) -> None:
    """Judge one set in one mode."""
    exact = total = 0
    docs = json.loads(path.read_text(encoding="utf-8"))
    for seed in range(args.seeds):
        spoiled = [damaged(doc, random.Random(f"{seed}-{doc['name']}"), mode, args.traps) for doc in docs]  # noqa: S311  # repeatable, no secret
        if args.save:
            args.save.mkdir(parents=True, exist_ok=True)
            (args.save / f"{path.stem}-{mode}-{seed}.json").write_text(json.dumps(spoiled, ensure_ascii=False))
        for doc in spoiled:
            wrong = mistakes_in(doc)
            exact, total = exact + (not wrong), total + 1
            if args.details and wrong:
                print(f"  {doc['name']} seed {seed}: " + "; ".join(wrong[:6]), file=sys.stderr)
    print(f"{path.stem:10} {mode:7} exact {exact}/{total} = {100 * exact / max(1, total):.1f} %", flush=True)


if __name__ == "__main__":
    main()
