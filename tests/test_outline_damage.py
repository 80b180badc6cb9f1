"""The outline of damaged documents: headings without their markers, lines that only look like headings."""

from __future__ import annotations

import random

import pytest

from tests.outlines import Doc, damaged, mistakes_in, paper, spoilt

SEEDS = range(40)
KINDS = {"two layers": {}, "the second counts on": {"continued": True}, "three layers": {"deep": True}}


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_document_is_read_without_a_mistake(kind: str) -> None:
    assert [mistakes_in(paper(seed, **KINDS[kind])) for seed in SEEDS] == [[] for _ in SEEDS]


@pytest.mark.parametrize("mode", ["marker", "line", "none"])
@pytest.mark.parametrize("kind", KINDS)
def test_nine_of_ten_documents_bear_damage(kind: str, mode: str) -> None:
    wrong = {
        seed: mistakes
        for seed in SEEDS
        if (mistakes := mistakes_in(damaged(paper(seed, **KINDS[kind]), random.Random(seed), mode, 3)))  # noqa: S311  # repeatable
    }
    assert len(wrong) <= len(SEEDS) // 10, wrong


def test_the_judge_can_fail() -> None:
    doc = paper(1)
    heading = doc["headings"][0]
    for change in ({"level": 9}, {"text": "x"}):
        other: Doc = {**doc, "headings": [{**heading, **change}, *doc["headings"][1:]]}
        assert mistakes_in(other)
    assert mistakes_in({**doc, "headings": doc["headings"][1:]}) == [f"false {heading['marker']}{heading['text']}"]
    more = {**doc, "headings": [*doc["headings"], {**heading, "line": 0}]}
    assert mistakes_in(more) == ["missed " + doc["text"].split("\n")[0]]


def test_damage_keeps_the_truth_of_what_is_left() -> None:
    doc = paper(2)
    spoiled = damaged(doc, random.Random(2), "marker", 4)  # noqa: S311  # repeatable
    lines = spoiled["text"].split("\n")
    assert 0 < len(spoiled["headings"]) < len(doc["headings"])
    assert all(lines[h["line"]].startswith(h["marker"] + h["text"]) for h in spoiled["headings"])
    heading = {"marker": "（一）", "text": "修渠", "run_in": True}
    assert spoilt("（一）修渠。渠长。", heading, "marker") == "修渠。渠长。"
    assert spoilt("（一）修渠。渠长。", heading, "line") == "渠长。"
    assert spoilt("（一）修渠", heading, "line") is None
