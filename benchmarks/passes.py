"""What each pass costs: its share of the pipeline's CPU time on documents of 10 KB.

python -m benchmarks.passes [FOLDER]        the fixtures recombined, or the .txt files of a folder
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

import speechkit
from benchmarks.corpus import documents
from speechkit.assemble import assemble
from speechkit.passes import Draft, Editor, Options, Recasting
from speechkit.pipeline import PASSES, Document
from speechkit.source import read

Spent = dict[str, float]


class Watch:
    """Adds up CPU time by name."""

    def __init__(self) -> None:
        self.spent: Spent = defaultdict(float)
        self._last = time.process_time()

    def start(self) -> None:
        """Begin to measure."""
        self._last = time.process_time()

    def stop(self, name: str) -> None:
        """Put down the time since the last start or stop."""
        now = time.process_time()
        self.spent[name] += now - self._last
        self._last = now


def edit(draft: Draft, watch: Watch) -> None:
    """Run the editors in rounds, as the pipeline does."""
    editors = [each for each in PASSES if isinstance(each, Editor)]
    seen = dict.fromkeys((each.name for each in editors), -1)
    for number in range(8):
        before = draft.ledger.depth
        for each in editors:
            if seen[each.name] == draft.ledger.depth:
                continue
            depth, draft.again = draft.ledger.depth, not each.settles
            change = each.edit(draft)
            if isinstance(change, Recasting):
                draft.ledger.recast(change.after, change.rules)
            elif change:
                draft.ledger.splice(change)
            settled = draft.ledger.depth == depth or not draft.again
            seen[each.name] = draft.ledger.depth if settled else -1
            watch.stop("further rounds" if number else each.name)
        if draft.ledger.depth == before:
            return


def clean(data: bytes, watch: Watch) -> None:
    """Clean one document, step by step."""
    watch.start()
    reading = read(data)
    draft = Draft(reading.raw, reading.source, Options(), reading.page)
    watch.stop("source")
    edit(draft, watch)
    for each in PASSES:
        if not isinstance(each, Editor):
            each.read(draft)
            watch.stop(each.name)
    document = assemble(Document, draft)
    document.__dict__["ledger"] = draft.ledger
    watch.stop("assemble")
    document.to_json()
    watch.stop("json")


def main() -> None:
    """Print each step's time per document and its share."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    texts = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))] if folder else documents(300)
    for data in texts:
        speechkit.clean(data)  # everything is imported, compiled and loaded after this
    watch = Watch()
    for data in texts:
        clean(data, watch)
    total, size = sum(watch.spent.values()), sum(map(len, texts)) / 1e6
    print(f"{len(texts)} documents, {size:.1f} MB, {size / total:.1f} MB/s")
    for name, taken in sorted(watch.spent.items(), key=lambda item: -item[1]):
        print(f"{name:28} {1e6 * taken / len(texts):8.0f} us/document {100 * taken / total:6.1f} %")


if __name__ == "__main__":
    main()
