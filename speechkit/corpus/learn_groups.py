"""Which files belong together: near copies out, then by host, else by the rare lines that they share.

Of each file only hashes are kept, so that 100,000 files need some 60 MB; the pages themselves are read again, a few of
each site.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_pages import Page, rows_of
from speechkit.patterns import lazy

_SENTENCES: Final = 8  # smallest hashes that stand for a page: two pages share as many as they share text
_COPY: Final = 0.6  # of them in common makes a near copy; speeches on one subject share stock paragraphs, up to 0.3
_SHORTEST: Final = 8  # Chinese characters of a sentence that counts
_KEYS: Final = 48
_TOGETHER: Final = 6  # keys of a page that are tried for standing together
_UNITED: Final = 0.6  # share of pages with both of two keys, of those with either
_FEWEST: Final = 3
_PAIR: Final = 2  # pages that are left together: of few, two may tell (see learn_lines)
_ALONE: Final = 6  # pages that share one line and nothing else: fewer may do so by chance
_STOPS: Final = lazy("[。!?;\u2026]")
_NO_HAN: Final = lazy(f"[^{chars.HAN}]+")
_SEPARATORS: Final = lazy(r"[\s:|>/\u00b7\u2022\u2014,;\[\]【】〔〕()]+")
_FIELD: Final = range(2, 13)  # code points of a part of a line that is a key by itself: a label, a name
_LINE: Final = 50  # code points of a line that is taken apart
_HAN_PAIR: Final = lazy("[\u4e00-\u9fff].*[\u4e00-\u9fff]")


class Sketch(NamedTuple):
    """What is kept of a file: where it is, the host it names, hashes of sentences and of lines near its ends."""

    path: str
    name: str
    host: str
    sentences: array[int]
    keys: array[int]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def sketch_of(page: Page, path: str, name: str) -> Sketch:
    """Return the sketch of a page."""
    said = {
        bare for line in page.lines for each in _STOPS.split(line) if len(bare := _NO_HAN.sub("", each)) >= _SHORTEST
    }
    hashes = sorted(map(_hash, said))[:_SENTENCES] or [_hash("\n".join(page.lines))]
    keys: dict[str, None] = {}
    for row in rows_of(page, 0):
        if row.spoken or row.warm or (guard.is_sentence(row.text) and not guard.names_site(row.text)):
            continue
        label = row.typed.partition(":")[0]  # what stands behind it is a title that several pages may recommend
        parts = _SEPARATORS.split(label) if len(row.typed) <= _LINE else []
        for piece in (row.typed, *(part for part in parts if len(part) in _FIELD)):
            if _HAN_PAIR.search(piece):
                keys[row.side + piece] = None
    return Sketch(path, name, page.host, array("Q", hashes), array("Q", map(_hash, list(keys)[:_KEYS])))


def without_copies(sketches: list[Sketch]) -> list[Sketch]:
    """Return the sketches without those of pages that an earlier one is a near copy of."""
    holders: dict[int, list[int]] = defaultdict(list)
    kept: list[Sketch] = []
    for sketch in sketches:
        shared = Counter(number for each in sketch.sentences for number in holders.get(each, ()))
        if any(_is_copy(count, sketch, kept[number]) for number, count in shared.most_common(8)):
            continue
        for each in sketch.sentences:
            if len(holders[each]) < 8:  # a sentence on more pages than that is the site's own
                holders[each].append(len(kept))
        kept.append(sketch)
    return kept


def _is_copy(shared: int, one: Sketch, other: Sketch) -> bool:
    return shared >= _COPY * max(len(one.sentences), len(other.sentences))


def groups_of(sketches: list[Sketch]) -> list[tuple[str, list[Sketch]]]:
    """Return the sites with the sketches of their pages, the largest first; the name is the host, or ''."""
    hosts: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        hosts[sketch.host].append(sketch)
    rest = hosts.pop("", [])
    named = []
    for host, group in sorted(hosts.items()):
        if len(group) >= _FEWEST:
            named.append((host, group))
        else:
            rest += group
    found = [*named, *(("", group) for group in _by_lines(rest))]
    return sorted(found, key=lambda item: (-len(item[1]), item[0], item[1][0].path))


def _by_lines(sketches: list[Sketch]) -> list[list[Sketch]]:
    """Return the pages in groups that share lines, and what is left as one group."""
    count = Counter(key for sketch in sketches for key in sketch.keys)
    clusters = _clusters(sketches, count)
    size = Counter(clusters.values())
    pages: dict[int, int] = defaultdict(int)
    for key, cluster in clusters.items():
        pages[cluster] = max(pages[cluster], count[key])
    groups: dict[int, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        votes = Counter(clusters[key] for key in sketch.keys if key in clusters)
        # Of lines that share a page by chance the rarer ones tell more; of a template that several do, the commoner.
        best = min(
            votes, key=lambda each: (-votes[each], pages[each] * (1 if votes[each] < 2 else -1), each), default=0
        )
        alone = best and size[best] < 2 and pages[best] < _ALONE and 2 * pages[best] < len(sketches)
        groups[0 if alone else best].append(sketch)
    small = [number for number, group in groups.items() if number and len(group) < _FEWEST]
    for number in small:
        groups[0] += groups.pop(number)
    return [group for number, group in sorted(groups.items()) if len(group) >= _PAIR]


def _clusters(sketches: list[Sketch], count: Counter[int]) -> dict[int, int]:
    """Return key -> the number of the cluster of keys that stand on the same pages."""
    both: Counter[tuple[int, int]] = Counter()
    for sketch in sketches:
        keys = sorted((key for key in sketch.keys if count[key] >= _FEWEST), key=lambda key: (-count[key], key))
        both.update(combinations(sorted(keys[:_TOGETHER]), 2))
    parent = {key: key for key, pages in count.items() if pages >= _FEWEST}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for (one, other), pages in both.items():
        if pages >= _UNITED * (count[one] + count[other] - pages):
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    return {key: root(key) for key in parent}
