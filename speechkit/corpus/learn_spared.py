"""Which of the shapes that recur a speech may hold as well: its last sentence, its headline, its sign-off."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_pages import MARKS, Page, Row, shape_of
from speechkit.corpus.learn_shapes import BEGINS, FEWEST, Line, line_of
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import fold
from speechkit.rules.lexicon import words

_SURE: Final = 0.8  # for sentences, which speeches end with too
_MANY: Final = 5
_ONE_SIDE: Final = 0.9
_BRIEF: Final = 24  # code points of a sentence that all of a few pages end with; shared paragraphs are longer
_TOLD: Final = 8  # Chinese characters of its own in a sentence with slots
_RUN: Final = lazy("[\u4e00-\u9fff]{3,}")


def spares(line: Line, pages: list[Page], rows: list[Row]) -> bool:
    """Say whether a shape takes nothing but lines of its side: no stock line, none inside of a speech."""
    if any(row.spoken and line.pattern.fullmatch(row.text) for row in rows):
        return False
    if line.side == "body":
        return True
    if line.side == "tail" and not guard.names_site(line.rows[0].text) and 2 * _before(line, pages) > len(line.rows):
        return False
    edge = {(row.page, row.at) for row in rows}
    here = other = 0
    for number, page in enumerate(pages):
        for at, text in enumerate(page.lines):
            if line.pattern.fullmatch(text):
                here += (number, at) in edge
                other += (number, at) not in edge
    return here >= _ONE_SIDE * (here + other)


def _before(line: Line, pages: list[Page]) -> int:
    """Return on how many of its pages a line stands above the formula that closes the speech."""
    return sum(any(map(guard.closes, pages[row.page].lines[row.at + 1 :])) for row in line.rows if row.at >= 0)


def _beyond(line: Line, pages: list[Page]) -> int:
    """Return on how many of its pages a line stands close below that formula, and above nothing of the speech."""
    count = 0
    for row in line.rows:
        lines = pages[row.page].lines
        below = any(guard.spoken(each, "tail") and not guard.is_title(fold(each)) for each in lines[row.at + 1 :])
        count += not below and any(map(guard.closes, lines[max(0, row.at - 4) : row.at]))
    return count


def gone_of(pages: list[Page], found: list[Line]) -> list[set[int]]:
    """Return for each page the numbers of its lines that go."""
    gone: list[set[int]] = [set() for _ in pages]
    for line in found:
        for row in line.rows:
            gone[row.page].add(row.at)
    return gone


def names_of(found: list[Line]) -> frozenset[str]:
    """Return the runs of three Chinese characters of the lines' own text."""
    runs = {run for line in found for run in _RUN.findall(line.marked)}
    return frozenset(run[at : at + 3] for run in runs for at in range(len(run) - 2) if not _is_word(run, at))


def _is_word(run: str, at: int) -> bool:
    """Say whether three characters of a run lie inside of a common word: 资料库, or 人民政 of 人民政府."""
    known, plain = words(), fold(run)
    return any(plain[low:high] in known for low, high in ((at, at + 3), (at, at + 4), (max(0, at - 1), at + 3)))


def without_sentences(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines without sentences that a speech may begin or end with.

    A sentence is the site's where its words say so, where another line of the site stands between it and the speech,
    or where nearly all of many pages have it.
    """
    plain = [line for line in found if not guard.is_sentence(line.rows[0].text)]
    names = names_of(plain)
    sure = [line for line in found if line in plain or _is_named(line, names)]
    gone = gone_of(pages, sure)
    kept = list(sure)
    for line in found:
        if line in sure:
            continue
        inward = 1 if line.side == "head" else -1
        outside = sum(row.at + inward in gone[row.page] for row in line.rows)
        text = line.rows[0].text
        share = len(line.pages) / len(pages)
        beyond = line.side == "tail" and _beyond(line, pages) >= _SURE * len(line.rows)
        everywhere = share == 1 and len(pages) >= FEWEST and (beyond or len(line.marked) <= _BRIEF)
        alike = everywhere or (len(pages) >= _MANY and share >= _SURE)
        plain_speech = guard.sounds_stirring(text) or (guard.is_verse(text) and not beyond)
        if outside >= _SURE * len(line.rows) or (alike and not plain_speech):
            kept.append(line)
    return kept


def _is_named(line: Line, names: Collection[str]) -> bool:
    """Say whether a sentence names the site, or speaks of pages and readers as sites do."""
    text = line.rows[0].text
    return guard.names_site(text) or any(text[at : at + 3] in names for at in range(len(text) - 2))


def with_titles(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines without those that would leave pages without a title: the headline that all speeches share."""
    heads = [line for line in found if line.side == "head"]
    for line in sorted(heads, key=lambda line: (not _leads_with_title(line), not line.free, len(line.rows))):
        gone = gone_of(pages, [each for each in found if each.side == "head" and MARKS["title"] not in each.marked])
        bare = sum(_untitled(pages[row.page].lines, gone[row.page]) for row in line.rows)
        if bare * 5 > len(line.rows) or _leads_with_title(line):
            found = [each for each in found if each is not line]
            found += [kept] if (kept := _beside_title(line)) else []
    return found


def _leads_with_title(line: Line) -> bool:
    """Say whether a line begins with a value as long as a title on half of its pages."""
    if line.marked[0] != MARKS["text"]:
        return False
    pattern = shapes.pattern_of(shape_of(MARKS["title"] + line.marked[1:]))
    values = [found["title"] for row in line.rows if (found := pattern.fullmatch(row.text))]
    return 2 * sum(len(value) >= _TOLD for value in values) >= len(values)


def _beside_title(line: Line) -> Line | None:
    """Return the line with its first or last value taken for the title, which stays when the rest goes."""
    marked = line.marked
    if len(line.pages) < 3 or not line.free:
        return None
    begins = BEGINS.match(marked)
    if begins and MARKS["text"] in begins[0]:  # 在{text} 掌柜{text}: what the titles share is theirs
        marked = MARKS["title"] + marked[begins.end() :]
    elif marked[0] == MARKS["text"]:
        marked = MARKS["title"] + marked[1:]
    elif marked[-1] == MARKS["text"]:
        marked = marked[:-1] + MARKS["title"]
    if MARKS["title"] not in marked:
        return None
    pattern = shapes.pattern_of(shape_of(marked))
    values = [found["title"] for row in line.rows if (found := pattern.fullmatch(row.text))]
    if len(values) < len(line.rows) or any(len(value) < 6 for value in values) or len(set(values)) < len(line.pages):
        return None
    return line_of(marked, line.side, line.rows)


def _untitled(lines: list[str], gone: set[int]) -> bool:
    """Say whether no line is left that could be the title, though one went."""
    first = next((at for at in range(len(lines)) if at not in gone), None)
    if first is None:
        return True
    text = lines[first]
    return guard.is_greeting(text) or len(text) > 80 or (text[-1] in "。:" and len(text) > 20)
