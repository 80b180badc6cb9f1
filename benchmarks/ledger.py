"""What recording costs: the same substitutions done with and without a ledger.

    python -m benchmarks.ledger [ROUNDS]

`plain` makes the substitutions of the repair passes with re.sub and keeps nothing but the text; `recorded` does the
same work, with the same check of every gloss against real readings, and puts every change on a ledger. At most
15 % are allowed. `derived` adds the list of edits, which is made only when somebody asks.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.corpus import documents
from speechkit import chars
from speechkit.ledger import Cut, Ledger
from speechkit.rules.lexicon import readings

HAN = f"[{chars.HAN}]"
WIDTH = [
    (re.compile(f"{re.escape(mark)}(?<={HAN}{re.escape(mark)})"), wide, f"width.{number}", mark)
    for number, (mark, wide) in enumerate(chars.WIDE.items())
]
RULES = {mark: rule for _, _, rule, mark in WIDTH}
GLOSS = re.compile(r"\(([a-z\u00e0-\u01dc]{1,6})\)")
READINGS = readings()
HIDDEN = re.compile("[\u200b\ufeff]")


def is_gloss(found: re.Match[str]) -> bool:
    """Say whether a bracket holds a reading of the character before it."""
    start = found.start()
    return start > 0 and found.string[start - 1] in READINGS.get(found[1], "")


def without_gloss(found: re.Match[str]) -> str:
    """Return what stands in a gloss's place."""
    return "" if is_gloss(found) else found[0]


def plain(text: str) -> str:
    """Return the text with glosses and invisible characters gone and punctuation widened; nothing is kept."""
    text = HIDDEN.sub("", text)
    text = GLOSS.sub(without_gloss, text)
    for pattern, wide, _, _ in WIDTH:
        text = pattern.sub(wide, text)
    return text


def recorded(text: str) -> Ledger:
    """Do the same on a ledger."""
    ledger = Ledger(text)
    ledger.splice([Cut(m.start(), m.end(), "", "invisible.zero-width") for m in HIDDEN.finditer(text)])
    ledger.splice([Cut(m.start(), m.end(), "", "gloss.pinyin") for m in GLOSS.finditer(ledger.text) if is_gloss(m)])
    wide = ledger.text
    for pattern, mark, _, _ in WIDTH:
        wide = pattern.sub(mark, wide)
    ledger.recast(wide, RULES)
    return ledger


def derived(text: str) -> int:
    """Do the same and make the list of edits."""
    return len(recorded(text).edits())


def seconds(action: Callable[[str], object], texts: list[str]) -> float:
    """Return the CPU seconds that an action takes over all texts."""
    began = time.process_time()
    for text in texts:
        action(text)
    return time.process_time() - began


def main() -> None:
    """Print the rates and their ratios, medians over the rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    texts = [data.decode("utf-8") for data in documents(300)]
    assert all(plain(text) == recorded(text).text for text in texts)
    times: dict[str, list[float]] = {"plain": [], "recorded": [], "derived": []}
    for _ in range(rounds):
        for action in (plain, recorded, derived):
            times[action.__name__].append(seconds(action, texts))
    base = times["plain"]
    size = sum(len(text.encode()) for text in texts) / 1e6
    for name, taken in times.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(taken, base, strict=True))
        print(f"{name:9} {size / statistics.median(taken):7.1f} MB/s   {ratio:.3f} of plain")


if __name__ == "__main__":
    main()
