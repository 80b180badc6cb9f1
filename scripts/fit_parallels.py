"""Fit the weights in speechkit/rules/data/parallels.tsv to slogans that were marked by hand.

    python scripts/fit_parallels.py GOLD TEXTS [GOLD TEXTS …]

GOLD is a folder of JSON files, one for each text of the folder TEXTS (`<name>.json` for `<name>.txt`): {"gold":
[{"kind": "parallel", "flag": "must" | "nice" | "not", "normalized": "以考促练以赛促战"}]}. A run of clauses that is
marked is a slogan, every other run is none. `--times 2` before a folder: its texts count twice.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from math import exp
from pathlib import Path

from speechkit.script import simplify
from speechkit.slogans.candidates import candidates
from speechkit.slogans.clauses import windows
from speechkit.slogans.traits import traits

DATA = Path(__file__).parents[1] / "speechkit/rules/data/parallels.tsv"
# How strongly weights are held back; traits that fewer runs have are left out; rounds of the descent.
PRIOR, LEAST, ROUNDS = 1.0, 5, 400

Row = tuple[dict[str, float], bool, float]


def rows(gold: Path, texts: Path, times: float) -> list[Row]:
    """Return (traits, whether it is a slogan, how much it counts) for every run of clauses in a folder of texts."""
    found: list[Row] = []
    for path in sorted(gold.glob("*.json")):
        entries = json.loads(path.read_text("utf-8"))["gold"]
        text = simplify((texts / f"{path.stem}.txt").read_text("utf-8"))
        marked = {
            key(simplify(name)): 0.8 if entry["flag"] == "nice" else 1.0
            for entry in entries
            if entry["flag"] != "not" and {"parallel", "maxim"} & {entry["kind"], *entry.get("kinds", ())}
            for name in (entry["normalized"], *entry.get("also", ()))
        }
        for window in windows(text):
            for run in candidates(window.view):
                span = window.span(text, run.start, run.end)
                if span:
                    name = key(text[slice(*span)])
                    found.append((traits(run, window.view), name in marked, times * marked.get(name, 1.0)))
    return found


def key(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def fit(data: list[Row]) -> dict[str, float]:
    """Return the weights of a logistic regression, by descent with a step for each trait."""
    often = Counter(name for has, _, _ in data for name in has)
    weights = dict.fromkeys(sorted(name for name, count in often.items() if count >= LEAST), 0.0)
    steps = dict.fromkeys(weights, 1e-6)
    kept = [
        ([(name, value) for name, value in has.items() if name in weights], good, times) for has, good, times in data
    ]
    for _ in range(ROUNDS):
        slope = {name: PRIOR * weight * (name != "always") for name, weight in weights.items()}
        for has, good, times in kept:
            odds = sum(weights[name] * value for name, value in has)
            off = times * (1 / (1 + exp(-odds)) - good)
            for name, value in has:
                slope[name] += off * value
        for name, each in slope.items():
            steps[name] += each * each
            weights[name] -= 0.5 * each / steps[name] ** 0.5
    return weights


def main() -> None:
    """Write the weights."""
    words, data, times = sys.argv[1:], [], 1.0
    while words:
        word = words.pop(0)
        if word == "--times":
            times = float(words.pop(0))
        else:
            data += rows(Path(word), Path(words.pop(0)), times)
            times = 1.0
    weights = fit(data)
    lines = [
        "# what each trait of a run of clauses adds to the log odds that it is a slogan; by scripts/fit_parallels.py"
    ]
    lines += [f"{name}\t{weight:.3f}" for name, weight in weights.items() if abs(weight) >= 0.005]
    DATA.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(data)} runs, {sum(good for _, good, _ in data)} slogans, {len(lines) - 1} weights")  # noqa: T201  # tells its maker


if __name__ == "__main__":
    main()
