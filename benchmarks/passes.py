"""What each pass costs: its share of the pipeline's CPU time on documents of 10 KB.

python -m benchmarks.passes [FOLDER]        the fixtures recombined, or the .txt files of a folder
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.corpus import documents

import speechkit
from speechkit.assemble import assemble
from speechkit.passes import Draft, Editor, Options, Recasting
from speechkit.pipeline import PASSES, Document
from speechkit.source import read


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    texts = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))] if folder else documents(300)
    for data in texts:
        speechkit.clean(data)  # everything is imported, compiled and loaded after this
    spent: dict[str, float] = defaultdict(float)
    clock = time.process_time
    for data in texts:
        began = clock()
        reading = read(data)
        draft = Draft(reading.raw, reading.source, Options(), reading.regions)
        spent["source"] += clock() - began
        for number in range(8):
            before = draft.ledger.depth
            for each in PASSES:
                if isinstance(each, Editor):
                    began = clock()
                    change = each.edit(draft)
                    if isinstance(change, Recasting):
                        draft.ledger.recast(change.after, change.rules)
                    elif change:
                        draft.ledger.splice(change)
                    spent[each.name if number == 0 else "further rounds"] += clock() - began
            if draft.ledger.depth == before:
                break
        for each in PASSES:
            if not isinstance(each, Editor):
                began = clock()
                each.read(draft)
                spent[each.name] += clock() - began
        began = clock()
        document = assemble(Document, draft)
        document.__dict__["ledger"] = draft.ledger
        spent["assemble"] += clock() - began
        began = clock()
        document.to_json()
        spent["json"] += clock() - began
    total, size = sum(spent.values()), sum(map(len, texts)) / 1e6
    print(f"{len(texts)} documents, {size:.1f} MB, {size / total:.1f} MB/s")
    for name, taken in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:28} {1e6 * taken / len(texts):8.0f} us/document {100 * taken / total:6.1f} %")


if __name__ == "__main__":
    main()
