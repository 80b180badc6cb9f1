"""What a person decided of single changes: a TOML file that is written by `speechkit explain` and edited by hand.

    [[decision]]
    sha256 = "…"                  # of the file's bytes
    rule = "byteshift.run"
    span = [120, 124]             # code points of the raw decoded text
    before = "…"
    after = "…"
    decision = "undo"             # or "keep"
    note = "the printed text is right"

A decision holds for the file with this digest and the change with this rule, place and wording, and for no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from speechkit.document import Decided
from speechkit.errors import RuleError
from speechkit.patterns import lazy

LARGEST: Final = 16 << 20  # bytes: 50,000 decisions
_MARKED: Final = "[[decision]]"
# What TOML forbids in a string, what turns the direction of a line in an editor, and what it does not show.
_HIDDEN: Final = lazy(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff]"
)


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One decision as the file holds it."""

    sha256: str
    rule: str
    span: tuple[int, int]
    before: str
    after: str
    decision: str
    note: str = ""


class Decisions(Struct, frozen=True, dict=True):
    """The decisions in a file, and the sha256 of the file that they are from."""

    entries: tuple[tuple[str, Decided], ...]
    sha256: str

    @cached_property
    def _by_file(self) -> dict[str, list[Decided]]:
        found: dict[str, list[Decided]] = {}
        for digest, decided in self.entries:
            found.setdefault(digest, []).append(decided)
        return found

    def of(self, sha256: str) -> list[Decided]:
        """Return the decisions for the file with this digest, in the order of the file."""
        return self._by_file.get(sha256, [])

    @staticmethod
    def from_toml(data: bytes | str, name: str = "decisions.toml") -> Decisions:
        """Return the decisions in a file's content (UTF-8); `name` is the file, for the message.

        Raises RuleError, which names the decision by its number, for one that lacks a field or says neither keep nor
        undo, for two about one change that contradict each other, and for what is no TOML.
        """
        raw = data.encode() if isinstance(data, str) else data
        if len(raw) > LARGEST:
            raise RuleError(f"{name}: a file of decisions has at most {LARGEST >> 20} MB; split it by folder")
        rows = _rows(raw, name)
        seen: dict[tuple[object, ...], Decided] = {}
        for number, row in enumerate(rows, 1):
            digest, decided = _entry(row, f"{name}: decision {number}")
            key = (digest, decided.rule, decided.span)
            if key in seen and seen[key].decision != decided.decision:
                raise RuleError(f"{name}: decision {number} contradicts an earlier one; leave one of them")
            seen[key] = decided
        return Decisions(
            tuple((str(key[0]), decided) for key, decided in seen.items()), hashlib.sha256(raw).hexdigest()
        )


def _rows(raw: bytes, name: str) -> list[object]:
    import tomllib  # noqa: PLC0415  # 9 ms, for those who have decided something

    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RuleError(f"{name}: byte {error.start + 1} is no UTF-8; save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RuleError(f"{name}: is no TOML: {error}; mend the file") from None
    rows = table.get("decision", [])
    if set(table) - {"decision"} or not isinstance(rows, list):
        raise RuleError(f"{name}: holds {', '.join(sorted(table))}; every decision begins with {_MARKED}")
    return rows


def _entry(row: object, where: str) -> tuple[str, Decided]:
    try:
        entry = msgspec.convert(row, Entry)
    except msgspec.ValidationError as error:
        raise RuleError(f"{where}: {error}; `speechkit explain FILE --uncertain -f toml` writes whole ones") from None
    if entry.decision not in {"keep", "undo"}:
        raise RuleError(f'{where}: decision = "{entry.decision[:40]}" is neither "keep" nor "undo"')
    return entry.sha256, Decided(
        "undo" if entry.decision == "undo" else "keep", entry.rule, entry.span, entry.before, entry.after, entry.note
    )


def to_toml(sha256: str, decided: Iterable[tuple[str, Decided]]) -> str:
    """Return decisions as the file holds them, each below a comment of one line.

    >>> print(to_toml("00", [("1:2", Decided("keep", "demo.mark", (1, 2), "a", "b"))]))
    # 1:2
    [[decision]]
    sha256 = "00"
    rule = "demo.mark"
    span = [1, 2]
    before = "a"
    after = "b"
    decision = "keep"
    note = ""
    <BLANKLINE>
    """
    out: list[str] = []
    for comment, each in decided:
        out += [
            f"# {_inert(comment)}",
            _MARKED,
            f"sha256 = {_quoted(sha256)}",
            f"rule = {_quoted(each.rule)}",
            f"span = [{each.span[0]}, {each.span[1]}]",
            f"before = {_quoted(each.before)}",
            f"after = {_quoted(each.after)}",
            f"decision = {_quoted(each.decision)}",
            f"note = {_quoted(each.note)}",
            "",
        ]
    return "\n".join(out)


def _inert(comment: str) -> str:
    return _HIDDEN.sub(_escaped, " ".join(comment.split()))


def _quoted(text: str) -> str:
    """Return a basic string of TOML: JSON writes the same, but for characters that nobody can see."""
    return _HIDDEN.sub(_escaped, msgspec.json.encode(text).decode())


def _escaped(found: object) -> str:
    return f"\\u{ord(found[0]):04X}"  # type: ignore[index]  # a match
