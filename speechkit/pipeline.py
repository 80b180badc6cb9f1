"""The pipeline: PASSES in order, run(), and the Document that comes out.

Editors run in rounds until none of them finds anything to do, so that cleaning what was cleaned changes nothing
(law 4); a second round costs little: only editors that have not yet seen the text as it is now are asked, and each
starts with a cheap search. Then the readers run once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.assemble import assemble
from speechkit.boilerplate import elements, flattened, phrases, profile, stated, titles
from speechkit.deciding import decide
from speechkit.document import Record
from speechkit.errors import OptionError
from speechkit.ledger import Edit, Ledger
from speechkit.outline import blocks, enumerations
from speechkit.parting import parted
from speechkit.passes import Draft, Editor, Options, Reader, Recasting
from speechkit.render import chunks, jsontext, markdown, plain
from speechkit.repair import (
    byteshift,
    entities,
    escapes,
    gloss,
    invisible,
    linebreak,
    lookalikes,
    lost,
    masks,
    mojibake,
    quotes,
    residue,
    script,
    straddle,
    width,
    wording,
)
from speechkit.slogans.readers import FORMULATIONS, MAXIMS, NUMERALS, PARALLELS
from speechkit.source import LEAST, Reading, read

PASSES: Final[tuple[Editor | Reader, ...]] = (
    elements.PASS,
    mojibake.PASS,
    escapes.PASS,
    entities.PASS,
    byteshift.PASS,
    straddle.PASS,
    invisible.PASS,
    gloss.PASS,
    lookalikes.PASS,
    residue.PASS,
    linebreak.PASS,
    quotes.PASS,
    width.PASS,
    flattened.PASS,
    phrases.PASS,
    profile.PASS,
    titles.PASS,
    stated.PASS,
    script.PASS,
    blocks.PASS,
    enumerations.PASS,
    masks.PASS,
    wording.PASS,
    lost.PASS,
    NUMERALS,
    PARALLELS,
    MAXIMS,
    FORMULATIONS,
)

# A round after the first finds work only in what the round before changed; nesting deeper than this is hostile.
_ROUNDS: Final = 8
_MOST_BAD_RUNS: Final = 200  # a file in a wrong encoding has one at every second byte
_MOST_HEX: Final = 64  # bytes of a run that a warning shows


class Document(Record, kw_only=True, dict=True):
    """What came of one input, and what can be done with it.

    The fields are those of speechkit.document/1 (see document.Record); the ledger stays at hand for edits and undo.
    """

    @property
    def ledger(self) -> Ledger:
        """Return the ledger: the raw text, the clean text, and every change between them."""
        ledger: Ledger = self.__dict__["ledger"]
        return ledger

    def changes_made(self) -> list[Edit]:
        """Return every edit, sorted and disjoint, in code points of the raw text; see clean_articles() for a part."""
        return self.ledger.edits()

    def undo(self, rule: str | None = None, edit: int | None = None) -> str:
        """Return the text with all edits taken back, or those of one rule, or the edit with that index."""
        return self.ledger.undo(rule, edit)

    def to_json(self, *, edits: bool = False, raw: bool = False, indent: int = 0) -> str:
        """Return speechkit.document/1 as JSON, on one line unless `indent` is given."""
        return jsontext.render(self, self.ledger, edits=edits, raw=raw, indent=indent)

    def to_markdown(self) -> str:
        """Return Markdown with YAML front matter; a CommonMark parser gives back exactly the blocks' text."""
        return markdown.render(self)

    def to_text(self) -> str:
        """Return plain text, one block a line."""
        return plain.render(self)

    def to_chunks(self, max_chars: int = chunks.MAX_CHARS) -> str:
        """Return the sections for a search index as JSON Lines; see render.chunks.Chunk for the fields."""
        return chunks.render(self, self.ledger, max_chars)


def selected(options: Options) -> tuple[Editor | Reader, ...]:
    """Return the passes that the options ask for, in order.

    Raises OptionError for a name in `only` or `skip` that is no pass and no family of passes.
    """
    if not options.only and not options.skip:  # asked for each document of a run
        return tuple([each for each in PASSES if each.safe or options.bold])
    known = {name for each in PASSES for name in (each.name, each.name.partition(".")[0])}
    for name in (*options.only, *options.skip):
        if name not in known:
            raise OptionError(f"no pass is called {name!r}; `speechkit passes` lists them")
    return tuple(each for each in PASSES if _wanted(each, options))


def _wanted(each: Editor | Reader, options: Options) -> bool:
    names = {each.name, each.name.partition(".")[0]}
    if names & set(options.skip) or (options.only and not names & set(options.only)):
        return False
    return each.safe or options.bold


def clean(data: bytes | str, options: Options | None = None, *, name: str = "") -> Document:
    """Clean one input; see run()."""
    return run(data, options, name)


def clean_articles(data: bytes | str, options: Options | None = None, *, name: str = "") -> list[Document]:
    """Clean one input and return a document for each article in it; see run_articles()."""
    return run_articles(data, options, name)


def repair(text: str, options: Options | None = None) -> tuple[str, list[Edit]]:
    """Return the text with machine damage undone, and the edits: nothing a site put in is taken out.

    Only the passes of the family `repair` run; offsets are code points of `text`.
    """
    passes = [each for each in selected(options or Options()) if each.name.startswith("repair.")]
    reading = read(text)
    draft = Draft(reading.raw, reading.source, options or Options())
    _edit(draft, [each for each in passes if isinstance(each, Editor)])
    return draft.text, draft.ledger.edits()


def run(data: bytes | str, options: Options | None = None, name: str = "", *, text_only: bool = False) -> Document:
    """Clean one input; never raises on any bytes, never loses any.

    `data` is a file's bytes, or text that is already decoded; `name` is put into the document's source. With
    `text_only` just the blocks are read: who prints Markdown or text has no use for slogans, enumerations and masks.
    Raises OptionError for options that name nothing.
    """
    options = options or Options()
    passes = selected(options)
    return _documented(_edited(data, options, name, passes), passes, text_only=text_only)


def run_articles(
    data: bytes | str, options: Options | None = None, name: str = "", *, text_only: bool = False
) -> list[Document]:
    """Clean one input and return a document for each article in it, in order; one document if it holds one article.

    The page is cleaned whole and then parted: `source.part` tells which stretch of the raw text a document was made
    of; edits, changes and warnings are those of that stretch, what is known of the page is told of each article.
    """
    options = options or Options()
    passes = selected(options)
    draft = _edited(data, options, name, passes)
    parts = parted(draft, years=titles.PASS in passes)
    return [_documented(part, passes, text_only=text_only) for part in parts or [draft]]


def _edited(data: bytes | str, options: Options, name: str, passes: Sequence[Editor | Reader]) -> Draft:
    """Return the draft of one input when all editors have seen it."""
    reading = read(data, options.encoding, name)
    draft = Draft(reading.raw, reading.source, options, reading.page)
    _doubt(draft, reading)
    _edit(draft, [each for each in passes if isinstance(each, Editor)])
    decide(draft)
    return draft


def _documented(draft: Draft, passes: Sequence[Editor | Reader], *, text_only: bool) -> Document:
    """Return the document of an edited draft when all readers have seen it."""
    if blocks.PASS not in passes:
        draft.passages = blocks.unread(draft.lines)
    for each in passes:
        if isinstance(each, Reader) and (each is blocks.PASS or not text_only):
            each.read(draft)
    document = assemble(Document, draft)
    document.__dict__["ledger"] = draft.ledger
    return document


def _doubt(draft: Draft, reading: Reading) -> None:
    """Warn of bad bytes, run by run, and of an encoding that is a guess."""
    encoding, left = reading.source.encoding, reading.source.bad_bytes
    for run in reading.bad[:_MOST_BAD_RUNS]:
        left -= len(run.bytes)
        number = "1 byte is" if len(run.bytes) == 1 else f"{len(run.bytes)} bytes are"
        message = f"{number} no {encoding}; shown as U+FFFD"
        if run.end == len(reading.raw):
            message += "; the file may be cut off there"
        draft.warn("bad_bytes", message, run.start, run.end, bytes_=run.bytes[:_MOST_HEX].hex(" "))
    if left:
        number = "1 more byte is" if left == 1 else f"{left} more bytes are"
        message = f"{number} no {encoding}, in further places or in tags and scripts"
        draft.warn("bad_bytes", message)
    if reading.source.confidence < LEAST:
        message = f"the encoding is a guess ({encoding}); if the text reads wrong, give the right one with --encoding"
        draft.warn("low_confidence_encoding", message)


def _edit(draft: Draft, editors: list[Editor]) -> None:
    """Run the editors until none finds anything to do; one that has seen the text as it is now is not asked again."""
    ledger = draft.ledger
    seen, depth = [-1] * len(editors), ledger.depth
    for _ in range(_ROUNDS):
        for number, editor in enumerate(editors):
            if seen[number] == depth:
                continue
            draft.again = not editor.settles
            change = editor.edit(draft)
            if isinstance(change, Recasting):
                changed = ledger.recast(change.after, change.rules)
            else:
                changed = ledger.splice(change) if change else False
            depth = ledger.depth
            seen[number] = -1 if changed and draft.again else depth
        if seen.count(depth) == len(seen):
            return
