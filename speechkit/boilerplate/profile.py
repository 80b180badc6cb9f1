"""Lines and phrases learnt from a site's own pages: 青灯第8286夜 stands above every page of it, so it is no speech.

No general rule can know them. A profile (rules.profile, made by `speechkit learn`) tells their shapes, where on the
page they stand, and in how many files each was seen; every removal says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final, NamedTuple

from speechkit.boilerplate.learning import learn_field
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Line
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import narrow
from speechkit.rules.profile import BY_HAND, LearntLine, LearntPhrase, Profile, Site

EDGE: Final = 12  # lines that stay, from either end of a page, among which a learnt line of that side may stand
_REGION: Final = 12  # lines between two learnt ones; a list of related titles has ten
_SHORT: Final = 60  # code points of such a line
_SPOKEN: Final = lazy("[。;!?\u2026]$|:$|,.*,.*,")
_MOST_PHRASES: Final = 2_000  # places of one shape on a page

Entry = LearntLine | LearntPhrase


class Owner(NamedTuple):
    """An entry of a profile, and the number of its site."""

    site: int
    entry: Entry


class Taken(NamedTuple):
    """A line that goes: by which entry of which site, and where its slots are."""

    site: int
    entry: LearntLine
    found: re.Match[str]


class Matcher:
    """The automaton over the anchors of a profile's shapes."""

    def __init__(self, profile: Profile) -> None:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  # 2 ms to import, needed with a profile only

        owners: dict[str, list[Owner]] = {}
        for number, site in enumerate(profile.sites):
            entries: tuple[Entry, ...] = (*site.lines, *site.phrases)
            for entry in entries:
                owners.setdefault(shapes.anchor_of(entry.shape), []).append(Owner(number, entry))
        self.sites = profile.sites
        self.owners = list(owners.values())
        self._automaton: Any = AhoCorasick(list(owners)) if owners else None

    def scan(self, text: str, lines: list[Line]) -> dict[int, list[Owner]]:
        """Return line number -> the entries whose anchor stands in the line, in the order of the profile."""
        if self._automaton is None:
            return {}
        lows = [line.low for line in lines]
        seen: dict[int, set[int]] = {}
        for word, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            at = bisect_right(lows, start) - 1
            if at >= 0:
                seen.setdefault(at, set()).add(word)
        return {at: [owner for word in sorted(words) for owner in self.owners[word]] for at, words in seen.items()}


def matcher_of(profile: Profile) -> Matcher:
    """Return the matcher of a profile, made once and kept beside it."""
    kept: Matcher | None = profile.__dict__.get("matcher")
    if kept is None:
        kept = profile.__dict__["matcher"] = Matcher(profile)
    return kept


def remove_learnt(draft: Draft) -> Change:
    """Return a cut for each line, region and phrase that the profile of the options knows; learn what slots hold."""
    profile = draft.options.profile
    if profile is None or not profile.sites or not draft.lines:
        return None
    lines, matcher = draft.lines, matcher_of(profile)
    hits = matcher.scan(draft.text, lines)
    if not hits:
        return None
    taken = _lines(lines, hits)
    here = {each.site for each in taken.values()}
    cuts = [cut for at, each in taken.items() for cut in _cuts(lines, at, each)]
    for number in sorted(here):
        cuts += _regions(lines, taken, matcher.sites[number], number)
    for at in sorted(taken):
        _keep(draft, lines[at], taken[at].found)
    gone = {(cut.start, cut.end) for cut in cuts}
    for at, owners in sorted(hits.items()):
        if (lines[at].low, lines[at].high) not in gone:
            cuts += _phrases(draft, lines[at], [each for each in owners if _speaks(matcher.sites, each, here)])
    return sorted(cuts, key=lambda cut: cut.start)


def _cuts(lines: list[Line], at: int, taken: Taken) -> list[Cut]:
    """Return the cut of a line; where it holds the page's only title, the cuts on both sides of that."""
    line, found = lines[at], taken.found
    if "title" not in found.re.groupindex or any(
        found["title"] == narrow(other.body) for number, other in enumerate(lines[: 2 * EDGE]) if number != at
    ):
        return [_cut(line, "learnt.line", taken.entry.files)]
    low, high = found.span("title")
    why = _why(taken.entry.files)
    cuts = [Cut(line.start, line.start + low, "", "learnt.line", why=why)] if low else []
    if line.start + high < line.end:
        cuts.append(Cut(line.start + high, line.end, "", "learnt.line", why=why))
    return cuts


def _cut(line: Line, rule: str, files: tuple[int, int]) -> Cut:
    return Cut(line.low, line.high, "", rule, why=_why(files))


def _why(files: tuple[int, int]) -> str:
    return f"in {files[0]} of {files[1]} files" if files != BY_HAND else "added to the profile by hand"


def _speaks(sites: tuple[Site, ...], owner: Owner, here: set[int]) -> bool:
    """Say whether a site's phrases may be looked for: the page shows a line of it, or no line of it is known."""
    return owner.site in here or len(sites) == 1 or not sites[owner.site].lines


def _lines(lines: list[Line], hits: dict[int, list[Owner]]) -> dict[int, Taken]:
    """Return the lines that go, at least one line of the page excepted."""
    fits: dict[int, list[Taken]] = {}
    for at, owners in hits.items():
        body = lines[at].body
        if len(body) > shapes.LONGEST:
            continue
        folded = narrow(body)
        for owner in owners:
            entry = owner.entry
            if isinstance(entry, LearntLine) and (found := shapes.pattern_of(entry.shape).fullmatch(folded)):
                fits.setdefault(at, []).append(Taken(owner.site, entry, found))
    gone: dict[int, Taken] = {}
    _edge(range(len(lines)), "head", fits, gone)
    _edge(range(len(lines) - 1, -1, -1), "tail", fits, gone)
    for at, takers in fits.items():
        _take(at, "body", takers, gone)
    return gone if len(gone) < len(lines) else {}


def _edge(numbers: range, side: str, fits: dict[int, list[Taken]], gone: dict[int, Taken]) -> None:
    alive = 0
    for at in numbers:
        if at in gone or _take(at, side, fits.get(at, []), gone):
            continue
        alive += 1
        if alive >= EDGE:
            return


def _take(at: int, side: str, found: list[Taken], gone: dict[int, Taken]) -> bool:
    """Take a line by the first entry for that side of the page; say whether there is one."""
    for each in found:
        if each.entry.where == side and at not in gone:
            gone[at] = each
            return True
    return False


def _keep(draft: Draft, line: Line, found: re.Match[str]) -> None:
    for field, value in found.groupdict().items():
        if value is not None:
            learn_field(draft, field, line.start + found.start(field), line.start + found.end(field))


def _regions(lines: list[Line], taken: dict[int, Taken], site: Site, number: int) -> list[Cut]:
    """Return the cuts of short lines between two lines of a site that are known to enclose such lines."""
    cuts: list[Cut] = []
    places = {
        shapes.plain(each.entry.shape): at for at, each in sorted(taken.items(), reverse=True) if each.site == number
    }
    for region in site.regions:
        above, below = places.get(shapes.plain(region.above)), places.get(shapes.plain(region.below))
        if above is None or below is None or not 1 < below - above <= _REGION + 1:
            continue
        between = range(above + 1, below)
        if all(at in taken or _is_filler(lines[at]) for at in between):
            cuts += [_cut(lines[at], "learnt.region", region.files) for at in between if at not in taken]
            taken.update(dict.fromkeys(between, taken[above]))
    return cuts


def _is_filler(line: Line) -> bool:
    return is_filler(narrow(line.body))


def is_filler(text: str) -> bool:
    """Say whether a line, with half-width marks, may be a title or a button between two lines of the site."""
    return len(text) <= _SHORT and not _SPOKEN.search(text)


def _phrases(draft: Draft, line: Line, owners: list[Owner]) -> list[Cut]:
    """Return the cuts of phrases inside a line; sorted and disjoint; of a line that is nothing else, the line."""
    known = [owner.entry for owner in owners if isinstance(owner.entry, LearntPhrase)]
    if not known:
        return []
    folded = narrow(line.body)
    spans: list[tuple[int, int, LearntPhrase, re.Match[str]]] = []
    for entry in known:
        for found, _ in zip(shapes.pattern_of(entry.shape).finditer(folded), range(_MOST_PHRASES), strict=False):
            spans.append((found.start(), -found.end(), entry, found))
    cuts: list[Cut] = []
    done = 0
    for start, end, entry, found in sorted(spans, key=lambda span: span[:2]):
        if start >= done:
            _keep(draft, line, found)
            low = start - (len(folded[:start]) - len(folded[:start].rstrip(" ")))
            cuts.append(Cut(line.start + max(low, done), line.start - end, "", "learnt.phrase", why=_why(entry.files)))
            done = -end
    if len(cuts) == 1 and (cuts[0].start, cuts[0].end) == (line.start, line.end) and len(draft.lines) > 1:
        return [Cut(line.low, line.high, "", "learnt.phrase", why=cuts[0].why)]
    return cuts


PASS = Editor(
    name="boilerplate.profile",
    title="Take out what was learnt to be a site's own lines and phrases",
    title_zh="去除从网站各页学得的固定文字",
    why="What stands on most pages of a site at the same place was put there by the site.",
    edit=remove_learnt,
)
