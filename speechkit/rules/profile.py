"""A profile: what was learnt of a site's own lines and phrases, as data that a person can review and edit.

A small JSON file, `speechkit.profile/1`. Each entry says what it takes (a shape, see rules.shapes), where on the page,
and in how many of the files it was seen. A profile runs nothing: shapes are text with a fixed set of slots.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules import shapes

SCHEMA: Final = "speechkit.profile/1"
LARGEST: Final = 8 << 20  # bytes: a profile of 1,000 sites has 2 MB
_BYTE: Final = lazy(r"\(byte (\d+)\)")
_MOST_SITES: Final = 2_000
_MOST_ENTRIES: Final = 400  # lines, phrases or regions of one site; learnt ones have below 40

BY_HAND: Final = (0, 0)  # files of an entry that was not learnt

Where = Literal["head", "tail", "body"]


class LearntLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the site: it goes where the whole line has this shape.

    `where` is the side of the page: head (above the speech), tail (below it), body (between its lines). `files` is how
    many files have it, and how many were looked at; who adds a line by hand leaves it out.
    """

    shape: str
    where: Where
    files: tuple[int, int] = BY_HAND


class LearntPhrase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phrase of the site inside a line: it goes, and the two sides are joined."""

    shape: str
    files: tuple[int, int] = BY_HAND


class LearntRegion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Short lines between two lines of the site, different on every page: `above` and `below` are their shapes."""

    above: str
    below: str
    where: Literal["head", "tail"] = "tail"
    files: tuple[int, int] = BY_HAND


class Site(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was learnt from one group of pages: `name` is the host where the pages tell it, else a number."""

    name: str
    files: int = 0
    lines: tuple[LearntLine, ...] = ()
    phrases: tuple[LearntPhrase, ...] = ()
    regions: tuple[LearntRegion, ...] = ()


class _Named(Struct):
    """What every profile must say of itself: msgspec lets the tag of a lone Struct be left out."""

    schema: str


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=SCHEMA, tag_field="schema", dict=True):
    """What was learnt from a folder: one or more sites. `files` are those looked at, `copies` those left out as copies.

    >>> print(Profile(files=3).to_json(), end="")
    {
      "schema": "speechkit.profile/1",
      "files": 3,
      "copies": 0,
      "sites": []
    }
    """

    files: int = 0
    copies: int = 0
    sites: tuple[Site, ...] = ()

    def to_json(self) -> str:
        """Return the profile as JSON, the same bytes for the same content."""
        return _laid_out(msgspec.to_builtins(self), 0) + "\n"

    @cached_property
    def sha256(self) -> str:
        """Return the sha256 of to_json()."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @staticmethod
    def from_json(data: bytes | str, name: str = "profile") -> Profile:
        """Return the profile in a file's content; `name` is the file, for the message.

        Raises RuleError for what is no profile, and for an entry that is not well formed.
        """
        if len(data) > LARGEST:
            raise RuleError(f"{name}: no profile has more than {LARGEST >> 20} MB; make it anew with `speechkit learn`")
        try:
            msgspec.json.decode(data, type=_Named)
            profile = msgspec.json.decode(data, type=Profile)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RuleError(
                f"{name}: {_where(data, _line(error))}; correct it, or make one with `speechkit learn`"
            ) from None
        try:
            _prove(profile)
        except RuleError as error:
            raise RuleError(f"{name}: {error}; correct or delete it") from None
        return profile


def _laid_out(value: Any, depth: int) -> str:
    """Return JSON with an entry a line: what holds no list of entries stays on its line."""
    brackets = "{}" if isinstance(value, dict) else "[]"
    if not _spread(value, depth):
        return msgspec.json.format(msgspec.json.encode(value), indent=0).decode().replace("\n", " ")
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{_laid_out(key, 0)}: {_laid_out(each, depth + 1)}" for key, each in value.items()]
    else:
        parts = [_laid_out(each, depth + 1) for each in value]
    rows = f",\n{inner}".join(parts)
    return f"{brackets[0]}\n{inner}{rows}\n{'  ' * depth}{brackets[1]}"


def _spread(value: Any, depth: int) -> bool:
    """Say whether a value is laid out over several lines: the profile, its sites, and their lists of entries."""
    if isinstance(value, dict):
        return depth in (0, 2)
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict)


def _line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _where(data: bytes | str, message: str) -> str:
    """Return a decoder's message with the line and column of a byte, or the entry, that it complains about."""
    found = _BYTE.search(message)
    if found:
        before = (data.encode("utf-8", "replace") if isinstance(data, str) else data)[: int(found[1])]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return f"no {SCHEMA}: line {line}, column {column}: {message[: found.start()].strip()}"
    return f"no {SCHEMA}: {message}"


def _prove(profile: Profile) -> None:
    """Raise RuleError for an entry that nothing can be done with; compile nothing."""
    if len(profile.sites) > _MOST_SITES:
        raise RuleError(f"more than {_MOST_SITES} sites")
    for site in profile.sites:
        if max(len(site.lines), len(site.phrases), len(site.regions)) > _MOST_ENTRIES:
            raise RuleError(f"site {site.name[:60]!r}: more than {_MOST_ENTRIES} entries of a kind")
        for shape in _shapes(site):
            shapes.parts_of(shape)
        for phrase in site.phrases:
            if any(slot and shapes.SLOTS[slot] == shapes.SLOTS["text"] for slot, _ in shapes.parts_of(phrase.shape)):
                raise RuleError(f"phrase {phrase.shape[:60]!r}: a slot of free text is for lines only")


def _shapes(site: Site) -> Iterator[str]:
    yield from (line.shape for line in site.lines)
    yield from (phrase.shape for phrase in site.phrases)
    for region in site.regions:
        yield region.above
        yield region.below
