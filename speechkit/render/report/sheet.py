"""What a page holds of each document: the figures of its row, its view (packed), and a short account without script."""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from speechkit.document import Record
from speechkit.lang import tr
from speechkit.ledger import Ledger
from speechkit.render.report import changes, found, words
from speechkit.render.report.families import WIDTH, family_of
from speechkit.render.report.side import Sides, sides_of
from speechkit.render.report.telling import Telling
from speechkit.render.report.view import title_of, view
from speechkit.render.report.visible import text

_LISTED: Final = 40  # changes that the account without script lists, width left out
_RAW: Final = -15  # zlib's word for deflate without a header, which browsers call deflate-raw


class Figures(Struct, frozen=True, kw_only=True):
    """The row of a document in the table of a folder; `warnings` counts by code, `rules` changes by rule."""

    name: str
    title: str
    characters: int
    changes: int
    uncertain: int
    serious: int
    warnings: dict[str, int]
    rules: dict[str, int]
    removed: float
    han: float
    rate: float
    encoding: str
    page_year: str
    speech_year: str
    slogans: int

    @property
    def rank(self) -> tuple[float, ...]:
        """Return what the worst document has most of: serious warnings, other warnings, doubts, text taken out."""
        return (-self.serious, -sum(self.warnings.values()), -self.uncertain, -self.removed)


class Sheet(Struct, frozen=True):
    """A document on its way into a page: `view` is HTML, deflated; `brief` is HTML."""

    figures: Figures
    view: bytes
    brief: str

    def html(self) -> str:
        """Return the view as HTML."""
        return zlib.decompress(self.view, _RAW).decode()

    def packed(self) -> bytes:
        """Return the view as it stands in a page: deflated, in base64, which no parser can take for markup."""
        return b64encode(self.view)


def sheet(document: Record, ledger: Ledger, telling: Telling) -> Sheet:
    """Return what a page holds of a document."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9)
    sides = sides_of(document, ledger, telling)
    html = view(document, sides).encode("utf-8", "replace")
    return Sheet(_figures(document, sides), packer.compress(html) + packer.flush(), _brief(document, sides))


def _figures(document: Record, sides: Sides) -> Figures:
    codes = Counter(warning.code for warning in document.warnings)
    return Figures(
        name=document.source.name,
        title=title_of(document),
        characters=document.source.characters,
        changes=document.changes.total,
        uncertain=len(sides.doubts()),
        serious=sum(count for code, count in codes.items() if code in found.SERIOUS),
        warnings=dict(sorted(codes.items())),
        rules=document.changes.by_rule,
        removed=document.quality.removed_share,
        han=document.quality.han_share,
        rate=document.quality.edits_per_1000,
        encoding=document.source.encoding,
        page_year=(document.metadata.date or "")[:4],
        speech_year=(document.metadata.speech_year or "")[:4],
        slogans=len(document.slogans),
    )


def _brief(document: Record, sides: Sides) -> str:
    """Return the account for readers without JavaScript: warnings, doubts, rules, the first changes."""
    return "".join(part.replace(' href="#', ' data-to="') for part in _parts(document, sides))


def _parts(document: Record, sides: Sides) -> Iterator[str]:
    name, telling = document.source.name, sides.telling
    if document.warnings:
        yield f"<h3>{words.warnings(len(document.warnings))}</h3><ul>{''.join(found.warnings(document, sides))}</ul>"
    doubts = "".join(changes.doubtful(sides, name, len(sides.edits)))
    if doubts:
        yield f"<h3>{tr('Uncertain changes')}</h3><ol>{doubts}</ol>"
    rows = "".join(
        f'<tr><th scope="row"><code>{text(rule)}</code></th><td>{count:,}</td><td>{text(telling.title(rule))}</td></tr>'
        for rule, count in sorted(document.changes.by_rule.items(), key=lambda item: (-item[1], item[0]))
    )
    yield f'<h3>{words.changes(document.changes.total)}</h3><table class="grid"><tbody>{rows}</tbody></table>'
    told = [number for number, edit in enumerate(sides.edits) if family_of(edit.rule) is not WIDTH]
    for number in told[:_LISTED]:
        edit = sides.edits[number]
        yield (
            f'<p>#{number + 1} <span class="at-line">{sides.lines.place(edit.span[0])}</span> '
            f"<code>{text(edit.rule)}</code> {changes.in_line(sides.raw, edit)}</p>"
        )
    if len(told) > _LISTED:
        yield f"<p>{text(changes.more_of(len(told) - _LISTED))}</p>"
    way = changes.code(telling.command(name, "--undo", "all"))
    alone = changes.code(telling.command(name, "-o", "one.html", call="report"))
    yield f"<p>{tr('Take everything back:')} {way}</p>"
    yield f"<p>{tr('The whole document side by side, without JavaScript:')} {alone}</p>"
