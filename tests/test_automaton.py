"""Words in a text: what is found must not depend on the texts that were read before."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.automaton import Automaton

LETTERS = "ab发展,"
texts = st.text(LETTERS, max_size=40)


def slow(words: list[str], text: str) -> list[tuple[int, int, int]]:
    """Return the places of all words by asking for each of them everywhere."""
    return [
        (number, at, at + len(word))
        for number, word in enumerate(words)
        for at in range(len(text))
        if text.startswith(word, at)
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=12, unique=True), st.lists(texts, max_size=4))
def test_every_word_is_found_everywhere(words: list[str], read: list[str]) -> None:
    automaton = Automaton(words)
    for text in read:
        assert sorted(automaton.find(text)) == sorted(slow(words, text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=12, unique=True), texts, texts)
def test_the_longest_word_wins_whatever_was_read_before(words: list[str], before: str, text: str) -> None:
    automaton = Automaton(words, longest=True)
    automaton.find(before)
    found = automaton.find(text)
    assert found == Automaton(words, longest=True).find(text)
    assert all(one[2] <= two[1] for one, two in pairwise(found))


@pytest.mark.parametrize("size", [1, 30_000])
def test_a_long_text_is_read_too(size: int) -> None:
    words = ["发展", "展"]
    assert len(Automaton(words).find("发展" * size)) == 2 * size
