"""Shifted bytes: is the confidence true, what is gone for good, what do model, repair and detectors cost.

    python -m benchmarks.byteshift [RUNS]

The fixtures' clean lines and the tests' own sentences are damaged by the tests' own model of the damage, in every way
that sites show it. A line is exact when every character is right, width of marks aside.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import speechkit
from speechkit.passes import Draft, Editor, Options, Recasting
from speechkit.repair import byteshift, entities, escapes, gbk, invisible, lookalikes, lost, mojibake, straddle
from speechkit.repair.language import model
from speechkit.script import script_of
from speechkit.source import read
from tests.damage import NARROW, Damaged, Site, damage, straddles
from tests.straddling import SIMPLIFIED, TRADITIONAL

CLEAN: Final = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "clean"
PASSES: Final = (mojibake, escapes, entities, byteshift, straddle, invisible, lookalikes, lost)
BANDS: Final = (0.95, 0.9, 0.8, 0.5, 0.0)
# How often each character lost its first byte on real pages: 29 runs.
LOST: Final = {"。": 14, "海": 7, "保": 4}
OTHERS: Final = 0.5
PAGE: Final = 3_400  # characters: 10 KB
SCRIPTS: Final = ("simplified", "traditional")
PRIVATE: Final = ("keep", "drop", "?")

T = TypeVar("T")


class Case(NamedTuple):
    """A page with one damaged line."""

    gold: str
    damaged: Damaged
    site: Site
    page: list[str]
    number: int


def lines_of(script: str) -> list[str]:
    """Return the fixtures' clean lines in a script that GBK can hold."""
    found = []
    for path in sorted(CLEAN.glob("*.md")):
        text = path.read_text("utf-8").rpartition("---\n")[2]
        found += [line for line in text.split("\n") if len(line) > 25 and line[0] not in "#>|"]
    return [line for line in dict.fromkeys(found) if script_of(line) == script and in_gbk(line)]


def in_gbk(text: str) -> bool:
    """Say whether GBK has every character."""
    return "?" not in text.encode("gbk", "replace").decode("gbk")


def cases(site: Site, script: str, count: int, seed: int = 1) -> Iterator[Case]:
    """Yield pages in which a sentence among the fixtures' lines was cut at a mark that two characters straddle."""
    chance = random.Random(f"{seed}{site}{script}")  # noqa: S311  # not for secrets: the same cases every time
    lines = lines_of(script)
    places = [(line, at) for line in (SIMPLIFIED if script == "simplified" else TRADITIONAL) for at in straddles(line)]
    weights = [LOST.get(line[at], OTHERS) / sum(line[at] == other[i] for other, i in places) for line, at in places]
    for _ in range(count):
        line, at = chance.choices(places, weights)[0]
        before = chance.choice(lines) if chance.random() < 0.5 else ""
        gold = before + line + (chance.choice(lines) if chance.random() < 0.5 else "")
        if before and before[-1] not in "。！？":
            continue
        page = chance.sample(lines, min(12, len(lines)))
        number = chance.randrange(len(page))
        damaged = damage(gold, at + len(before), site)
        page = [site.prints(each) for each in page]
        yield Case(gold, damaged, site, [*page[:number], damaged.line, *page[number:]], number)


def repaired(case: Case) -> tuple[str, float | None]:
    """Return the damaged line after the pass, and the confidence of the repair; None: left as printed."""
    reading = read("\n".join(case.page))
    draft = Draft(reading.raw, reading.source, Options())
    start = sum(len(line) + 1 for line in case.page[: case.number]) + case.damaged.start
    cuts = byteshift.repair_byteshift(draft) or []
    if isinstance(cuts, Recasting):
        raise TypeError
    draft.ledger.splice(cuts)
    return draft.text.split("\n")[case.number], next((cut.confidence for cut in cuts if cut.start == start), None)


def calibration(count: int) -> None:
    """Print for each band of confidence how many repairs are exact, and how many are but for the first character."""
    bands: dict[float, Counter[str]] = defaultdict(Counter)
    ways: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for script, private, lone in product(SCRIPTS, PRIVATE, ("?", "\ufffd", "")):
        site = Site(lone, private, folded=lone == "?")
        for case in cases(site, script, count):
            line, confidence = repaired(case)
            got, gold, at = line.translate(NARROW), case.gold.translate(NARROW), case.damaged.start
            band = -1.0 if confidence is None else next(low for low in BANDS if confidence >= low)
            body = got[:at] + got[at + 1 :] == gold[:at] + gold[at + 1 :]
            outcome = Counter(runs=1, exact=got == gold, body=body, left=confidence is None)
            bands[band] += outcome
            ways[script, private] += outcome
    print("confidence     runs  exact   but for the first character")
    for low, found in sorted(bands.items(), reverse=True):
        print(f"{f'>= {low:.2f}' if low >= 0 else 'left alone':12}", shares(found))
    print("the same, by script and by what became of pairs that print no character")
    for (script, private), found in ways.items():
        print(f"{script:12} {private:5}", shares(found), f"left alone {found['left'] / found['runs']:.3f}")


def shares(found: Counter[str]) -> str:
    """Return a row of the table."""
    return f"{found['runs']:6} {found['exact'] / found['runs']:6.3f} {found['body'] / found['runs']:6.3f}"


def gone(count: int) -> None:
    """Print how many characters, put first or last, are damaged to the same printed line: the bytes cannot tell."""
    every = sorted(set(gbk.table().values()))
    firsts, lasts = [], []
    for script in SCRIPTS:
        for case in cases(Site(), script, count):
            firsts.append(same(case, case.damaged.start, every))
            if case.gold[case.damaged.end - 1 : case.damaged.end].isascii():  # it took the one before it along
                lasts.append(same(case, case.damaged.end - 2, every))
        for line in SIMPLIFIED if script == "simplified" else TRADITIONAL:
            for at in straddles(line):
                stop = next((i for i in range(at + 3, len(line)) if line[i] in "。，"), len(line))
                damaged = damage(line, at, Site(), stop)
                if damaged.end == stop:
                    lasts.append(same(Case(line, damaged, Site(), [], stop), stop - 1, every, stop))
    for name, found in (("first", firsts), ("last, cut once more or before ASCII", lasts)):
        if found:
            print(f"{name}: {min(found)} to {max(found)} characters print the same run ({len(found)} runs)")


def same(case: Case, at: int, every: list[str], again: int | None = None) -> int:
    """Return how many characters could stand at gold[at] without a difference in print."""
    wanted = {char.encode("gbk")[:1] for char in case.gold[at]} | {char.encode("gbk")[1:] for char in case.gold[at]}
    count = 0
    for char in every:
        code = char.encode("gbk")
        if gbk.is_text(char) and (code[:1] in wanted or code[1:] in wanted):
            other = damage(case.gold[:at] + char + case.gold[at + 1 :], case.damaged.start, case.site, again)
            count += other.line == case.damaged.line
    return count


def seconds(task: Callable[[T], object], given: T) -> float:
    """Return the CPU seconds of a task."""
    began = time.process_time()
    task(given)
    return time.process_time() - began


def cost(count: int) -> None:
    """Print what a run and a damaged page cost, in milliseconds."""
    print("ms                                     a run     95 % below   a page of 10 KB with 4 runs   at most")
    for script, private in product(SCRIPTS, PRIVATE):
        site = Site(private=private)
        runs = sorted(seconds(repaired, case) for case in cases(site, script, count))
        pages = sorted(seconds(cleaned, "\n".join(damaged_page(site, script, seed))) for seed in range(12))
        shown = (sum(runs) / len(runs), runs[int(len(runs) * 0.95)], pages[len(pages) // 2], pages[-1])
        print(f"{script:12} silent pairs {private:10}", *(f"{1000 * each:12.1f}" for each in shown))


def cleaned(text: str) -> str:
    """Return the JSON of a clean document."""
    return speechkit.clean(text).to_json()


def damaged_page(site: Site, script: str, seed: int) -> list[str]:
    """Return the lines of a page of 10 KB with four runs."""
    page = [case.damaged.line for case in list(cases(site, script, 12, seed))[:4]]
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    while sum(map(len, page)) < PAGE:
        page.insert(chance.randrange(len(page) + 1), site.prints(chance.choice(lines_of(script))))
    return page


def clean_page(script: str, seed: int) -> str:
    """Return a page of 10 KB on which there is nothing to repair."""
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    page = ["在全市重点工作推进会上的讲话"]
    while sum(map(len, page)) < PAGE:
        page.append(chance.choice(lines_of(script)))
    return "\n".join(page)


def detectors(rounds: int) -> None:
    """Print what the passes for encodings cost on clean pages, each alone, against a whole clean."""
    texts = [clean_page(script, seed) for script in SCRIPTS for seed in range(20)]
    whole = min(sum(seconds(cleaned, text) for text in texts) for _ in range(rounds))
    total = 0.0
    for module in PASSES:
        each = module.PASS
        least = min(alone(each.edit if isinstance(each, Editor) else each.read, texts) for _ in range(rounds))
        total += least
        print(f"{each.name:20} {1e6 * least / len(texts):7.1f} us a page {100 * least / whole:6.2f} %")
    print(f"{'all of them':20} {1e6 * total / len(texts):7.1f} us a page {100 * total / whole:6.2f} %")
    print(f"{'a whole clean':20} {1e6 * whole / len(texts):7.1f} us a page")


def alone(task: Callable[[Draft], object], texts: list[str]) -> float:
    """Return the CPU seconds of one pass on all texts; what every pass needs is made before."""
    drafts = [Draft(reading.raw, reading.source, Options()) for reading in map(read, texts)]
    for draft in drafts:
        assert draft.script
        assert draft.lines
    return sum(seconds(task, draft) for draft in drafts)


def main() -> None:
    """Print all the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(f"the language model loads in {1000 * seconds(lambda _: model(), None):.0f} ms,", end=" ")
    print(f"the table of bytes in {1000 * seconds(lambda _: gbk.table(), None):.0f} ms")
    print("--- is the confidence true")
    calibration(count)
    print("--- what is gone for good")
    gone(10)
    print("--- cost")
    cost(max(10, count // 3))
    print("--- detectors on clean pages")
    detectors(5)


if __name__ == "__main__":
    main()
