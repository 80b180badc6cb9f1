"""Laws of the slogan readers: they never fail, every span is in its passage, the same text gives the same slogans."""

from __future__ import annotations

from re import fullmatch

from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.passes import Draft, Options, Passage, Series, Term
from speechkit.slogans import formulations, maxims, numerals, parallels
from speechkit.slogans.clauses import is_edge, windows
from speechkit.slogans.numberwords import shape_of
from speechkit.slogans.quoted import LONGEST, quotes
from speechkit.slogans.setphrases import hits, phrases
from speechkit.source import decode

READERS = (numerals.PASS, parallels.PASS, maxims.PASS, formulations.PASS)

# Pieces of which slogans are made, and marks in every wrong place.
PIECES = [
    *"一二三四五十两双个大项好抓讲促以学为的和等比创3+",
    *'、，；。：？（）()“”「」"\n \t\x1f*x',
    "五个好", "即", "就是", "包括", "一是", "二是", "三是", "不忘初心", "创先争优", "政治意识", "四个意识", "队伍好",
    "制度好", "以学促干", "三个代表", "傳統", "這個會議", "抓好是本职", "相信群众", "依靠群众", "位一体",
]  # fmt: skip

mixed = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
anything = st.one_of(mixed, st.text(max_size=200))


def read(text: str) -> Draft:
    draft = Draft(*decode(text, None, "law"), Options())
    at = 0
    for index, line in enumerate(draft.text.split("\n")):
        if line:
            kind = "heading" if index % 3 == 1 else "paragraph"
            draft.passages.append(Passage(type=kind, start=at, end=at + len(line), body=at, level=1))
        at += len(line) + 1
    for reader in READERS:
        reader.read(draft)
    return draft


def told(draft: Draft) -> tuple[list[Term], list[Series]]:
    return draft.terms, draft.series


@settings(max_examples=150, deadline=None)
@given(anything)
def test_spans_are_valid_and_places_are_in_their_passage(text: str) -> None:
    draft = read(text)
    for term in draft.terms:
        assert term.normalized.isalnum()
        assert 0 < term.score <= 1
        assert term.why
        assert term.places == sorted(set(term.places), key=lambda place: (place.start, place.end))
        first = term.places[0]
        assert term.text == draft.text[first.start : first.end]
        for place in term.places:
            passage = draft.passages[place.passage]
            assert passage.start <= place.start < place.end <= passage.end
        assert bool(term.items) == bool(term.items_mode)
        for item in term.items:
            assert 0 <= item.start < item.end <= len(draft.text)
            assert item.lead == draft.text[item.start : item.end]


@settings(max_examples=60, deadline=None)
@given(mixed)
def test_the_same_text_gives_the_same_slogans(text: str) -> None:
    assert told(read(text)) == told(read(text))


@settings(max_examples=60, deadline=None)
@given(mixed)
def test_a_key_is_told_once_per_kind(text: str) -> None:
    keys = [(term.kind, term.normalized) for term in read(text).terms]
    assert len(keys) == len(set(keys))


@settings(max_examples=80, deadline=None)
@given(anything)
def test_windows_tell_where_their_clauses_stand(text: str) -> None:
    for window in windows(text):
        at = 0
        for clause in window.view.parts:
            span = window.span(text, at, at + len(clause))
            assert window.view.bare or span == (window.at + at, window.at + at + len(clause))
            assert span is None or "".join(filter(str.isalnum, text[slice(*span)])) == "".join(
                filter(str.isalnum, clause)
            )
            at += len(clause) + 1


@settings(max_examples=80, deadline=None)
@given(anything)
def test_quotes_are_short_and_hold_no_quote_mark(text: str) -> None:
    for start, end in quotes(text):
        assert 0 < end - start <= LONGEST
        assert not set(text[start:end]) & set("“”\n")


@settings(max_examples=80, deadline=None)
@given(anything, st.integers(-3, 200))
def test_shapes_and_edges_take_any_text(text: str, at: int) -> None:
    shape = shape_of(text)
    assert shape is None or all(count > 0 for count in shape.counts)
    assert is_edge(text, at) in {True, False}


def test_every_phrase_of_the_lexicon_is_found_and_has_a_source() -> None:
    for phrase in phrases():
        assert phrase.source
        assert phrase.kind in {"formulation", "numeral_abbreviation", "maxim"}
        assert not phrase.since or (len(phrase.since) == 4 and phrase.since.isdigit())
        assert [hit.phrase for hit in hits([(0, phrase.text)])] == [phrase]
    texts = [phrase.text for phrase in phrases()]
    assert texts == sorted(set(texts))


@settings(max_examples=80, deadline=None)
@given(st.lists(mixed.map(lambda text: text.replace("\n", "")), max_size=5))
def test_a_phrase_is_found_in_a_line_whatever_was_read_before(texts: list[str]) -> None:
    alone = [[(hit.key, hit.start, hit.end) for hit in hits([(0, text)])] for text in texts]
    lines = list(enumerate(texts))
    for _ in range(2):
        wanted = [(key, at + start, at + end) for at, found in enumerate(alone) for key, start, end in found]
        assert [(hit.key, hit.start, hit.end) for hit in hits(lines)] == wanted
        assert all(text[start:end] for text, found in zip(texts, alone, strict=True) for _, start, end in found)


@settings(max_examples=80, deadline=None)
@given(mixed, mixed)
def test_a_parallel_is_found_in_a_line_whatever_stands_around_it(line: str, other: str) -> None:
    line = line.replace("\n", "、").replace("是", "为")  # 一是…, 二是… go on from line to line
    text = f"{line}\n{other.replace('是', '为')}\n{line}"
    draft = Draft(*decode(text, None, "law"), Options())
    draft.passages.append(Passage(type="paragraph", start=0, end=len(text)))
    parallels.PASS.read(draft)
    places = {(place.start, place.end) for term in draft.terms for place in term.places}
    last = len(text) - len(line)
    assert {(a, b) for a, b in places if b <= len(line)} == {(a - last, b - last) for a, b in places if a >= last}


def test_numeral_phrases_of_the_lexicon_have_a_shape() -> None:
    # 十四五 numbers a plan, and counts nothing
    numerals = [phrase.text for phrase in phrases() if phrase.numeral and not fullmatch("十.五", phrase.text)]
    assert [text for text in numerals if shape_of(text) is None] == []
