"""What a pass is, what it is given, and what it hands back.

Two kinds and no third: an Editor asks for changes of the text (repair, boilerplate); a Reader looks at clean text and
yields marks (outline, slogans) and never changes it. Both work on a Draft. One file = one pass = one constant PASS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, TypeVar

from msgspec import Struct

from speechkit.cautions import agreeing
from speechkit.document import BlockType, Decided, EnumerationKind, Script, SloganKind, Source, WarningCode
from speechkit.ledger import Cut, Ledger
from speechkit.rules.decisions import Decisions
from speechkit.rules.phrases import Lexicon
from speechkit.rules.profile import Profile
from speechkit.rules.store import RuleSet
from speechkit.script import script_of
from speechkit.webpage import Page

T = TypeVar("T")


class Options(Struct, frozen=True, kw_only=True):
    """How to clean: the same bytes with the same options give the same output.

    `only` and `skip` hold names of passes (`repair.gloss`) or of their families (`repair`); `bold` also runs passes
    that guess; `encoding` overrides detection; `width` "keep" leaves punctuation as printed; `script` converts;
    `rules` are the user's own, beside those of the package (rules.store.rule_set reads them from folders);
    `profile` is what was learnt of a site's own lines (rules.profile); `lexicon` holds set phrases of the user's own,
    beside those of the package (rules.phrases); `decisions` says which single changes to take back (rules.decisions).
    """

    script: Literal["keep", "simplified", "traditional"] = "keep"
    width: Literal["full", "keep"] = "full"
    encoding: str | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    bold: bool = False
    rules: RuleSet | None = None
    profile: Profile | None = None
    lexicon: Lexicon | None = None
    decisions: Decisions | None = None


class Recasting(Struct, frozen=True):
    """What an editor hands back that changed characters and kept the length: see ledger.Ledger.recast()."""

    after: str
    rules: Mapping[str, str] | str


Change = Sequence[Cut] | Recasting | None


class Editor(Struct, frozen=True, kw_only=True):
    """A pass that changes text.

    `edit` is given the draft, looks at `draft.text`, and returns cuts (sorted, disjoint, offsets of `draft.text`), or a
    Recasting, or None. It never touches the ledger itself. It is called again until no editor finds anything to do.
    One that `settles` finds nothing in its own result and is asked again only when another has changed the text; where
    it knows better it sets `draft.again`.
    """

    name: str
    title: str
    title_zh: str
    why: str
    edit: Callable[[Draft], Change]
    safe: bool = True
    settles: bool = False


class Reader(Struct, frozen=True, kw_only=True):
    """A pass that looks at clean text and adds marks to the draft."""

    name: str
    title: str
    title_zh: str
    why: str
    read: Callable[[Draft], None]
    safe: bool = True


# ---- marks: all offsets are code points of the clean text, half open; the pipeline turns them into raw spans


class Passage(Struct, kw_only=True, gc=False):
    """A block of clean text: text[start:end], stripped.

    Of a heading, [start, end) runs from its marker to the end of its title, without `terminal`; `body` is where the
    title begins after the marker; `confidence` and `why` say how sure that is (outline.reasons). `parent` and `heading`
    are indices into draft.passages. `note` is the printed notice of a gap.
    """

    type: BlockType
    start: int
    end: int
    heading: int | None = None
    level: int = 0
    marker: str | None = None
    number: int | None = None
    run_in: bool = False
    terminal: str | None = None
    parent: int | None = None
    body: int = 0
    count: int | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()


class Item(Struct, frozen=True, gc=False):
    """One item of an enumeration or of a slogan: text[start:end]; `lead` is what it is called."""

    start: int
    end: int
    lead: str
    number: int = 0


class Series(Struct, frozen=True, kw_only=True, gc=False):
    """An enumeration; `heading` is an index into draft.passages."""

    kind: EnumerationKind
    items: tuple[Item, ...]
    heading: int | None = None
    announced: int | None = None


class Place(Struct, frozen=True, gc=False):
    """A place in the clean text: text[start:end], inside the passage with that index."""

    start: int
    end: int
    passage: int


class Term(Struct, kw_only=True, gc=False):
    """A slogan with all its places; `text` is as first printed, `normalized` its key."""

    text: str
    normalized: str
    kind: SloganKind
    score: float
    why: list[str]
    places: list[Place]
    items: tuple[Item, ...] = ()
    items_mode: str | None = None


class Note(Struct, frozen=True, kw_only=True, gc=False):
    """A warning on its way out: start and end are offsets of the text at that ledger depth; None = whole document."""

    code: WarningCode
    message: str
    start: int | None
    end: int | None
    depth: int
    confidence: float | None = None
    alternatives: tuple[str, ...] | None = None
    bytes: str | None = None


class Found(Struct, frozen=True, gc=False):
    """A metadata value and the place it was read at: text[start:end] at that ledger depth; -1 = no place."""

    value: str | int | list[str]
    start: int
    end: int
    depth: int


class Opening(Struct, frozen=True):
    """How one of several articles begins, in offsets of its own clean text: its first line, and the title in that line.

    The title is empty where the line holds only a label (篇一).
    """

    start: int
    body: int
    end: int


class Draft:
    """One document on its way through the passes.

    Editors read `text`, `lines`, `script`; `learn()` and `warn()` keep what they noticed. Readers fill `passages`,
    `series`, `terms` and `masks` (offsets of the clean text).
    """

    def __init__(self, raw: str, source: Source, options: Options, page: Page | None = None) -> None:
        self.ledger = Ledger(raw)
        self.source = source
        self.options = options
        self.page = page
        self.again = False
        self.work = 0  # what the search for shifted bytes has tried, in all rounds
        self.searched = 0  # ... and that for misread text
        self.metadata: dict[str, Found] = {}
        self.notes: list[Note] = []
        self.opening: Opening | None = None  # of one of several articles of a page
        self.passages: list[Passage] = []
        self.series: list[Series] = []
        self.terms: list[Term] = []
        self.masks: list[tuple[int, int]] = []
        self.decided: list[Decided] = []
        self._made: dict[object, tuple[int, Any]] = {}

    @property
    def text(self) -> str:
        """Return the text as it is now."""
        return self.ledger.text

    @cached_property
    def script(self) -> Script:
        """Return the script of the raw text."""
        return script_of(self.ledger.undo())

    @property
    def lines(self) -> list[Line]:
        """Return the lines of the text as it is now, blank ones left out; made once per state of the text."""
        return self.once(_lines)

    def once(self, make: Callable[[Draft, T | None], T]) -> T:
        """Return make(draft, earlier), made once per state of the text and kept.

        `earlier` is what it made of an earlier state, or None: most lines are the same from one round to the next.
        """
        made = self._made.get(make)
        if made is None or made[0] != self.ledger.depth:
            made = self._made[make] = (self.ledger.depth, make(self, made[1] if made else None))
        found: T = made[1]
        return found

    def learn(self, name: str, value: str | int | list[str], start: int = -1, end: int = -1) -> bool:
        """Keep a metadata value read at text[start:end]; the first value of a name wins; say whether this one did."""
        if name in self.metadata:
            return False
        self.metadata[name] = Found(value, start, end, self.ledger.depth)
        return True

    def warn(
        self,
        code: WarningCode,
        message: str,
        start: int | None = None,
        end: int | None = None,
        *,
        confidence: float | None = None,
        alternatives: tuple[str, ...] | None = None,
        bytes_: str | None = None,
    ) -> None:
        """Keep a warning about text[start:end] as it is now; the same code is kept once per place."""
        note = Note(
            code=code,
            message=agreeing(message),
            start=start,
            end=end,
            depth=self.ledger.depth,
            confidence=confidence,
            alternatives=alternatives,
            bytes=bytes_,
        )
        self.notes.append(note)


class Line(Struct, frozen=True, gc=False):
    """A line without its blank margins: text[start:end] == body; [low, high) is the whole line with its line end."""

    start: int
    end: int
    low: int
    high: int
    body: str


def _lines(draft: Draft, _: list[Line] | None) -> list[Line]:
    return lines_of(draft.ledger.text)


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold anything but blanks; line ends are those of str.splitlines()."""
    out, at = [], 0
    for whole in text.splitlines(keepends=True):
        high = at + len(whole)
        body = whole.strip()
        if body:
            start = at if body[0] == whole[0] else at + whole.index(body[0])
            out.append(Line(start, start + len(body), at, high, body))
        at = high
    return out
