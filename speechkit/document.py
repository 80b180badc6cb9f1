"""What comes out: speechkit.document/1 as msgspec Structs, from which the JSON Schema is generated.

Every span is in Unicode code points of the raw decoded text, half open. null means that the page does not say.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import UNSET, Struct, UnsetType

from speechkit.ledger import Edit

SCHEMA: Final = "speechkit.document/1"

Span = tuple[int, int]
Script = Literal["simplified", "traditional", "mixed", "none"]
BlockType = Literal[
    "title", "headline", "subtitle", "salutation", "heading", "paragraph", "closing", "gap"
]  # fmt: skip
EnumerationKind = Literal[
    "shi", "yao", "ordinal", "suowei", "definition", "subhead", "quoted_list", "paren_list", "colon_list",
    "numeral_abbreviation",
]  # fmt: skip
SloganKind = Literal["numeral_abbreviation", "parallel", "maxim", "formulation"]
WarningCode = Literal[
    "truncated_document", "paywall_gap", "masked_text", "garbled_repaired", "garbled_unrepaired", "missing_quotes",
    "broken_line_join", "scrambled_text", "duplicate_title", "pinyin_glosses", "html_residue", "lossy_s2t",
    "elided_name", "date_conflict", "summary_truncated", "low_confidence_encoding", "bad_bytes", "heading_gap",
    "private_use", "several_articles", "stale_decision",
]  # fmt: skip


class Part(Struct, frozen=True):
    """One of several articles in a file: its number, from 1, of how many, and its stretch of the raw decoded text."""

    number: int
    of: int
    span: Span


class Source(Struct, frozen=True):
    """Where the text came from and how it was decoded; `characters` counts the raw decoded text.

    `part` is there only where a file with several articles was split: all else tells of the whole file.
    """

    name: str
    sha256: str
    bytes: int
    encoding: str
    confidence: float
    bad_bytes: int
    newline: Literal["lf", "crlf", "cr", "mixed", "none"]
    media_type: str
    steps: list[str]
    characters: int
    part: Part | UnsetType = UNSET


class ProducedBy(Struct, frozen=True):
    """What made the document: enough to make it again."""

    version: str
    options: dict[str, Any]
    rules_sha256: str
    profile_sha256: str | None = None


class Metadata(Struct):
    """What the page says about the speech; null where it does not say, never a guess.

    `date` and `datetime` are the page's own (upload) date; `speech_year` needs evidence in title or body.
    """

    title: str | None = None
    headline: str | None = None
    subtitle: str | None = None
    date: str | None = None
    datetime: str | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    url: str | None = None
    views: int | None = None
    comments: int | None = None
    summary: str | None = None
    keywords: list[str] | None = None
    contact: str | None = None
    previous: str | None = None
    next: str | None = None
    salutation: str | None = None
    closing: str | None = None
    speech_year: str | None = None


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """One block of the clean text; fields that do not belong to its type are left out of the JSON.

    Of a heading, marker + text + terminal is what the clean text holds; `level` is its depth in the tree, `parent` an
    index into blocks; `confidence` (0 to 1) and the codes in `why` tell how sure it is and what spoke for or against it
    (begins follows continues gap repeats restart typography article; alone orphan doubtful; run_in line sentence
    item_end). An orphan is deeper than its parent's children: the heading it stood under is lost. Every other block may
    name the `heading` above it. `count` is the size of a gap, where known.
    """

    type: BlockType
    text: str
    level: int | UnsetType = UNSET
    marker: str | UnsetType | None = UNSET
    number: int | UnsetType | None = UNSET
    run_in: bool | UnsetType = UNSET
    terminal: str | UnsetType | None = UNSET
    parent: int | UnsetType | None = UNSET
    confidence: float | UnsetType = UNSET
    why: list[str] | UnsetType = UNSET
    heading: int | UnsetType | None = UNSET
    count: int | UnsetType | None = UNSET
    span: Span


class EnumerationItem(Struct, frozen=True, gc=False):
    """One item; its span begins at its marker; `lead` is the lead sentence without its final mark."""

    number: int
    lead: str
    span: Span


class Enumeration(Struct, frozen=True, gc=False):
    """A counted series inside the text; `heading` is an index into blocks, `announced` the number the text promised."""

    kind: EnumerationKind
    heading: int | None
    items: list[EnumerationItem]
    announced: int | None = None


class SloganItem(Struct, frozen=True, gc=False):
    """One of the things that a numeral abbreviation stands for, as the text spells it out."""

    text: str
    span: Span


class Mention(Struct, frozen=True, gc=False):
    """One place of a slogan; `block` is an index into blocks, `text` is as printed there."""

    block: int
    text: str
    span: Span


class Slogan(Struct, frozen=True, gc=False):
    """A slogan with all its places; `normalized` is simplified and free of punctuation, so that variants meet."""

    text: str
    normalized: str
    kind: SloganKind
    count: int
    score: float
    why: list[str]
    items: list[SloganItem]
    items_mode: str | None
    mentions: list[Mention]


class Redaction(Struct, frozen=True, gc=False):
    """A masked run, kept literally; an empty text is a name that was dropped without trace."""

    text: str
    span: Span


class Caution(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A warning: something a reader should know; confidence and alternatives belong to a repair that is not certain."""

    code: WarningCode
    message: str
    span: Span | None
    confidence: float | None = None
    alternatives: list[str] | None = None
    bytes: str | None = None


class Changes(Struct, frozen=True):
    """The edits counted, swallowed ones left out."""

    total: int
    by_rule: dict[str, int]


class Quality(Struct, frozen=True):
    """Shares and rates of the whole document; edits and masks per 1,000 characters of clean text."""

    han_share: float
    removed_share: float
    edits_per_1000: float
    masks_per_1000: float


class Decided(Struct, frozen=True):
    """What a person decided of one change of this document, and that it was heeded: see `speechkit explain`.

    A change that was taken back (`undo`) is no edit any more: raw[span[0]:span[1]] == before stands in the text.
    """

    decision: Literal["keep", "undo"]
    rule: str
    span: Span
    before: str
    after: str
    note: str = ""


class Record(Struct, kw_only=True, rename={"schema_": "schema"}, dict=True):
    """speechkit.document/1: everything known about one document. `speechkit.Document` adds what one can do with it."""

    schema_: Literal["speechkit.document/1"] = SCHEMA
    source: Source
    produced_by: ProducedBy
    script: Script
    metadata: Metadata
    metadata_spans: dict[str, Span]
    blocks: list[Block]
    enumerations: list[Enumeration]
    slogans: list[Slogan]
    redactions: list[Redaction]
    warnings: list[Caution]
    changes: Changes
    quality: Quality
    decisions: list[Decided] | UnsetType = UNSET
    edits: list[Edit] | UnsetType = UNSET
    raw: str | UnsetType = UNSET
