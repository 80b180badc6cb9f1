"""Families of rules: eight kinds of change, each with a colour and a line of its own, so that a page can be read."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from speechkit.lang import tr


class Family(Struct, frozen=True):
    """A kind of change: its key in the page, and the first parts of the ids of its rules."""

    key: str
    rules: tuple[str, ...]


# Whatever is not named below was put in by a site: its rules are data and may be a user's own.
SITE: Final = Family("site", ())
WIDTH: Final = Family("width", ("width",))
FAMILIES: Final = (
    SITE,
    Family("facts", ("meta", "title", "source", "credit", "stated", "flat")),
    Family("bytes", ("byteshift", "mojibake", "escape", "entity", "lookalike")),
    Family("gloss", ("gloss",)),
    Family("hidden", ("invisible", "residue")),
    Family("lines", ("linebreak", "quote")),
    Family("script", ("script",)),
    WIDTH,
)
_BY_RULE: Final = {rule: family for family in FAMILIES for rule in family.rules}


def family_of(rule: str) -> Family:
    """Return the family of a rule.

    >>> family_of("gloss.pinyin").key, family_of("copyright.footer").key
    ('gloss', 'site')
    """
    return _BY_RULE.get(rule.partition(".")[0], SITE)


def label(family: Family) -> str:
    """Return what the family is called."""
    return {
        "site": tr("Text of the site"),
        "facts": tr("Details kept as metadata"),
        "bytes": tr("Damaged characters"),
        "gloss": tr("Pinyin glosses"),
        "hidden": tr("Invisible characters and residue"),
        "lines": tr("Broken lines and quotes"),
        "script": tr("Simplified or traditional"),
        "width": tr("Width of punctuation"),
    }[family.key]
