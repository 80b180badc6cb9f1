"""Phrases of a site inside the lines of a speech: 〔夜话底本〕 behind a sentence, a seller's words amid one.

Strings that recur on most pages are found by their runs of four characters. Set phrases of speeches recur as well, so a
string is learnt only where something else gives it away: brackets, blanks or an address around it, the words of a site,
a word of the speech that it cuts in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_fields import with_fields
from speechkit.corpus.learn_pages import MARKS, SLOT_OF, Page, shape_of, typed
from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import fold
from speechkit.rules.lexicon import words
from speechkit.rules.profile import LearntPhrase

_GRAM: Final = 4
_PAGES: Final = 24  # pages of a site that are searched; more of them say no more
_MOST: Final = 24_000  # code points of a page
_SEEDS: Final = 4_000  # recurring grams of a site; pages about one subject have some hundred
_PLACES: Final = 2_000  # of one gram
_LONGEST: Final = 120
_PAIR: Final = 2  # files for one in brackets that comes several times in both, of at most so many:
_PAIRED: Final = 4
_FEW: Final = 3  # files for a phrase that brackets, blanks or an address set apart
_MANY: Final = 5  # files for one that only its words give away
_SHARE: Final = 0.5
_SURE: Final = 0.8  # of the pages have a phrase that names no site
_SAME: Final = 0.9  # of the places must go on alike for a phrase to go on
# Share of places where a word is cut in two: of random places a quarter, by chance 1 in 50.
_BROKEN, _BROKEN_NAMED = 0.2, 0.08
_SELDOM: Final = (
    10  # Chinese characters that all pages have alike in the midst of sentences only if a machine put them in
)
_MANIFEST: Final = 8  # Chinese characters that a few pages all repeat
_BRACKETS: Final = "〔〕【】[](){}<>「」『』〖〗"
_SIGNS: Final = "*#~=|_+^\u203b\u2605\u2606\u25c6\u25c7\u25cf\u25cb\u25a0\u25a1\u25b2\u25b3"
_PAIRS: Final = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)) | {sign: sign for sign in _SIGNS}
_COUNTS: Final = MARKS["n"] + MARKS["day"] + MARKS["time"]  # in front of a phrase: the end of what was said before
_LOOSE: Final = f"。,;:!?、){chars.RIGHT_QUOTE}{chars.RIGHT_SINGLE_QUOTE}》」』 "
_HAN: Final = lazy("[\u4e00-\u9fff]")
_BEGINNING: Final = 200  # code points
_DOCUMENT: Final = lazy("[〔\\[(【][\ufdd4\ufdd5]|[\ufdd4\ufdd5][〕\\])】]")
_CLOSED: Final = "。!?:\u2026" + "".join(_PAIRS.values())
_ENDS: Final = "。!?\u2026"


class Phrase(Struct):
    """A string that recurs, and where: (page, offset of the page's typed text)."""

    text: str
    places: list[tuple[int, int]]

    @property
    def pages(self) -> set[int]:
        """Return the numbers of the pages that have it."""
        return {page for page, _ in self.places}


def phrases_of(
    pages: list[Page], gone: list[set[int]], names: Collection[str] = (), *, alike: bool = False
) -> list[LearntPhrase]:
    """Return the phrases learnt from the pages of a site.

    `gone` are the numbers of each page's lines that go; `names` three characters in a row that those have;
    `alike`: see lines_of().
    """
    chosen = range(min(len(pages), _PAGES))
    texts = []
    for number in chosen:
        lines = [line for at, line in enumerate(pages[number].lines) if at not in gone[number]]
        texts.append("\n" + typed("\n".join(lines))[:_MOST] + "\n")
    least = _PAIR if len(texts) <= _PAIRED else _FEW
    fewest = max(least, -int(-len(texts) * (1.0 if alike else _SHARE) // 1))
    if len(texts) < fewest:
        return []
    learnt: list[LearntPhrase] = []
    held: set[tuple[int, int]] = set()  # places that a phrase has already: a part of it, or more of it, is no other one
    for grown in _recurring(texts, fewest):
        phrase = _trimmed(grown, texts)
        spots = [{(page, at + offset) for offset in range(len(phrase.text))} for page, at in phrase.places]
        if 2 * sum(not held.isdisjoint(spot) for spot in spots) > len(spots):
            continue
        if entry := _entry(phrase, texts, names):
            learnt.append(entry)
            held.update(*spots)
    return sorted(learnt, key=lambda each: (-each.files[0], each.shape))


def _recurring(texts: list[str], fewest: int) -> list[Phrase]:
    """Return the strings that stand on at least `fewest` pages, as long as they stay alike, the commonest first."""
    count: Counter[str] = Counter()
    for text in texts:
        count.update({text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)})
    frequent = [gram for gram, pages in count.items() if pages >= fewest and "\n" not in gram and _HAN.search(gram)]
    frequent = sorted(frequent, key=lambda gram: (-count[gram], gram))[:_SEEDS]
    places: dict[str, list[tuple[int, int]]] = {gram: [] for gram in frequent}
    for number, text in enumerate(texts):
        for at in range(len(text) - _GRAM + 1):
            held = places.get(text[at : at + _GRAM])
            if held is not None and len(held) < _PLACES:
                held.append((number, at))
    return _grown(texts, places, fewest)


def _grown(texts: list[str], places: dict[str, list[tuple[int, int]]], fewest: int) -> list[Phrase]:
    found: list[Phrase] = []
    done: set[str] = set()
    for gram in sorted(places, key=lambda each: (-len(places[each]), each)):
        if gram in done:
            continue
        held = places[gram]
        phrase = Phrase(gram, held)
        while len(phrase.text) < _LONGEST and (_grow(phrase, texts, fewest, 1) or _grow(phrase, texts, fewest, -1)):
            pass
        text = phrase.text
        done |= {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
        found.append(phrase)
    return sorted(found, key=lambda each: (-len(each.places), -len(each.text), each.text))


def _grow(phrase: Phrase, texts: list[str], fewest: int, step: int) -> bool:
    """Make a phrase one character longer if nearly all of its places go on alike; say whether it was."""
    size = len(phrase.text)
    beside = [texts[page][at + size if step > 0 else at - 1] for page, at in phrase.places]
    char, same = Counter(beside).most_common(1)[0]
    if char == "\n" or same < _SAME * len(beside):
        return False
    kept = [place for place, other in zip(phrase.places, beside, strict=True) if other == char]
    if len({page for page, _ in kept}) < fewest:
        return False
    phrase.text = phrase.text + char if step > 0 else char + phrase.text
    phrase.places = kept if step > 0 else [(page, at - 1) for page, at in kept]
    return True


def _entry(phrase: Phrase, texts: list[str], names: Collection[str]) -> LearntPhrase | None:
    text, total = phrase.text, len(texts)
    own = "".join(_HAN.findall(text))
    if (
        len(own) + _slots(text) < 3
        or "\n" in text
        or _is_unbalanced(text)
        or _is_line(phrase, texts)
        or guard.is_heading(text)
        or _is_of_title(fold(text))
        or _leads(phrase, texts)
    ):
        return None
    if _is_label(phrase, texts):
        return None
    if len(phrase.pages) < _FEW and not _is_hammered(phrase, texts, names):
        return None
    tests = (_is_named(phrase, texts, names), _set_apart(phrase, texts), _betrayed(phrase, texts))
    if not any(tests) and not _opens_pages(phrase, texts):
        return None
    shape = with_fields(text, "head", []) if _is_beginning(phrase, texts) else shape_of(text)
    try:
        pattern = shapes.pattern_of(shape)
    except RuleError:
        return None
    return LearntPhrase(shape=shape, files=(len(phrase.pages), total)) if pattern else None


def _is_of_title(text: str) -> bool:
    """Say whether a folded phrase is the end of titles: 论坛上的演讲."""
    return ("上的" in text or "会的" in text) and guard.is_title(text)


def _trimmed(phrase: Phrase, texts: list[str]) -> Phrase:
    """Return a phrase without the marks of the sentence that it stands in."""
    text = phrase.text
    for opening, closing in _PAIRS.items():  # 。〔夜话底本〕 is the phrase in its brackets
        if text.count(opening) == 1 and closing in text[text.index(opening) + 1 :] and opening != closing:
            low, high = text.index(opening), text.rindex(closing) + 1
            if not text[:low].strip(_LOOSE) and not text[high:].strip(_LOOSE):
                return Phrase(text[low:high], [(page, at + low) for page, at in phrase.places])
    low = len(text) - len(text.lstrip(_LOOSE + _COUNTS))
    bare = text[low:]
    places = [(page, at + low) for page, at in phrase.places]
    if not _begins_sentences(bare, places, texts):
        bare = bare.rstrip(_LOOSE)
    return Phrase(bare, places)


def _begins_sentences(text: str, places: list[tuple[int, int]], texts: list[str]) -> bool:
    """Say whether a string stands behind the end of a sentence, so that its own end mark belongs to it."""
    fresh = sum(texts[page][at - 1] in _ENDS + "\n\u201d " for page, at in places)
    return bool(text) and text[-1] in _ENDS and fresh >= _SAME * len(places)


def _is_line(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether the phrase is a whole line at half of its places: lines are judged as lines."""
    size = len(phrase.text)
    whole = sum(texts[page][at - 1] == "\n" == texts[page][at + size] for page, at in phrase.places)
    return 2 * whole >= len(phrase.places)


def _is_named(phrase: Phrase, texts: list[str], names: Collection[str]) -> bool:
    """Say whether a phrase holds the name of the site, which the text has nowhere else."""
    text = phrase.text
    long = len(_HAN.findall(text)) >= _SELDOM and len(phrase.pages) == len(texts)
    if text[0] not in _PAIRS and not (
        long
        or guard.names_site(text)
        or _begins_sentences(text, phrase.places, texts)
        or _cuts_words(phrase, texts, _BROKEN_NAMED)
    ):
        return False
    own = [text[at : at + 3] for at in range(len(text) - 2) if text[at : at + 3] in names]
    if not own or len(_HAN.findall(text)) + _slots(text) < 4 or guard.says(text):
        return False
    times = Counter(run for whole in texts for run in set(own) for _ in range(whole.count(run)))
    return any(times[run] <= text.count(run) * len(phrase.places) * 1.1 for run in own)


def _is_unbalanced(text: str) -> bool:
    return any(text.count(a) != text.count(b) for a, b in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))


def _leads(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether a phrase begins lines that go on in the same sentence: then it is a part of what is said there."""
    size = len(phrase.text)
    leads = sum(texts[page][at - 1] == "\n" and texts[page][at + size] not in "\n 。" for page, at in phrase.places)
    return 2 * leads >= len(phrase.places) and phrase.text[-1] not in _CLOSED


def _slots(text: str) -> int:
    """Return how much the dates and numbers of a phrase tell, in Chinese characters."""
    return 2 * sum(char in SLOT_OF for char in text)


def _is_beginning(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether a phrase comes once on a page, near its beginning: what it holds tells of the page."""
    near = sum(at < _BEGINNING and 4 * at < len(texts[page]) for page, at in phrase.places)
    return near == len(phrase.places) == len(phrase.pages)


def _is_label(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether a colon follows: without the value behind it, nothing is won."""
    size = len(phrase.text)
    return 2 * sum(texts[page][at + size] == ":" for page, at in phrase.places) >= len(phrase.places)


def _opens_pages(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether pages that lost their line breaks begin or end with a phrase."""
    text, size = phrase.text, len(phrase.text)
    if len(_HAN.findall(text)) + _slots(text) < _GRAM or guard.sounds_spoken(text) or guard.says(text):
        return False
    if len(phrase.pages) < _SURE * len(texts):
        return False
    opening = sum(at == 1 and texts[page][at + size] == " " for page, at in phrase.places)
    if opening == len(phrase.places) and not guard.spoken(text, "head"):
        return True  # with the title behind it
    if any(len(max(whole.split("\n"), key=len)) * 2 < len(whole) for whole in texts):
        return False
    at_ends = sum(at == 1 or at + size == len(texts[page]) - 1 for page, at in phrase.places)
    return len(_HAN.findall(text)) >= _GRAM and at_ends >= _SAME * len(phrase.places)


def _set_apart(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether brackets, blanks, an address or its place behind the last sentence give a phrase away."""
    text, places = phrase.text, phrase.places
    if text[0] in _PAIRS and text[-1] == _PAIRS[text[0]] and len(text) > 3:
        return _is_bracketed(phrase, texts)
    if guard.sounds_spoken(text) or guard.says(text):
        return False
    if MARKS["link"] in text or MARKS["mail"] in text:
        return True
    befores = [texts[page][at - 1] for page, at in places]
    afters = [texts[page][at + len(text)] for page, at in places]
    if len(_HAN.findall(text)) + _slots(text) < 4:
        return False
    amid = sum(_is_amid(texts[page], at) for page, at in places if texts[page][at - 1] == " ")
    if amid >= _SAME * len(places) / 2 and befores.count(" ") >= _SAME * len(places) and not _spaced(texts):
        return True  # a blank between Han characters, where no blank belongs
    trailing = sum(a in _ENDS + "\u201d" and b == "\n" for a, b in zip(befores, afters, strict=True))
    return text[-1] not in _ENDS and trailing >= _SAME * len(places) and len(places) > len(phrase.pages)


def _is_amid(text: str, at: int) -> bool:
    """Say whether a place behind a blank is inside of a sentence: rows of tables have blanks, and end no sentence."""
    low, high = text.rfind("\n", 0, at) + 1, text.index("\n", at)
    return _HAN.match(text[at - 2]) is not None and guard.is_sentence(text[low:high])


def _is_bracketed(phrase: Phrase, texts: list[str]) -> bool:
    text, places = phrase.text, phrase.places
    inner = text[1:-1]
    if guard.is_stage(inner) or guard.says(inner) or _DOCUMENT.search(text) or len(_HAN.findall(inner)) < 3:
        return False
    if text[0] not in "(「『<" or guard.names_site(inner) or MARKS["link"] in inner:
        return True
    before = {texts[page][at - 2 : at] for page, at in places}
    fresh = len(_HAN.findall(inner)) > 3 and len(before) * 5 >= 4 * len(places)
    return fresh and (len(phrase.pages) >= _MANY or (len(phrase.pages) == len(texts) and _is_repeated(phrase)))


def _is_repeated(phrase: Phrase) -> bool:
    """Say whether a phrase comes at least twice on each of its pages."""
    return min(Counter(page for page, _ in phrase.places).values()) > 1


def _is_hammered(phrase: Phrase, texts: list[str], names: Collection[str]) -> bool:
    """Say whether a phrase of two pages is in brackets, and comes again and again or names the site."""
    text = phrase.text
    if text[0] not in _PAIRS or text[-1] != _PAIRS[text[0]]:
        return False
    return (text[0] not in "(\u300c\u300e<" and _is_repeated(phrase)) or _is_named(phrase, texts, names)


def _spaced(texts: list[str]) -> bool:
    """Say whether the pages are full of blanks, so that one says nothing."""
    return sum(text.count(" ") for text in texts) * 50 > sum(map(len, texts))


def _betrayed(phrase: Phrase, texts: list[str]) -> bool:
    """Say whether the words of a phrase are a site's, or whether it cuts words in two."""
    text = phrase.text
    if len(_HAN.findall(text)) < 6 or guard.says(text):
        return False
    if len(phrase.pages) < _MANY:
        everywhere = len(phrase.pages) == len(texts) and len(_HAN.findall(text)) >= _MANIFEST and _is_repeated(phrase)
        return everywhere and not guard.sounds_spoken(text) and _cuts_words(phrase, texts, _BROKEN)
    fresh = {texts[page][at - 2 : at] for page, at in phrase.places}
    if guard.names_site(text) and 2 * len(fresh) > len(phrase.places):
        return True
    if guard.sounds_spoken(text):
        return False
    if len(phrase.pages) < _SURE * len(texts):
        return False
    if text[-1] in _ENDS and len(fresh) >= _SAME * len(phrase.places) and _begins_sentences(text, phrase.places, texts):
        return True
    return _cuts_words(phrase, texts, _BROKEN)


def _cuts_words(phrase: Phrase, texts: list[str], share: float) -> bool:
    """Say whether a phrase stands in the middle of words of the speech, more often than chance has it."""
    size, judged, broken = len(phrase.text), 0, 0
    for page, at in phrase.places:
        left, right = fold(texts[page][max(0, at - 2) : at]), fold(texts[page][at + size : at + size + 2])
        if left and right and _HAN.match(left[-1]) and _HAN.match(right[0]):
            judged += 1
            broken += _joins(left, right)
    return judged >= _FEW and broken >= share * judged and broken * share > 0.07


def _joins(left: str, right: str) -> bool:
    """Say whether two strings meet inside of a word: 会 and 议, where neither side is a word without the other."""
    known = words()
    return left[-1] + right[0] in known and left[-2:] not in known and right[:2] not in known
