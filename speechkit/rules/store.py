"""The rules: TOML files with their own examples, checked, packed, and told apart by a digest.

A rule is data: a pattern or a set of cue words, where on the page it may stand, what it must not be, which metadata it
holds, and examples of both kinds. The TOML is the source; `pack()` writes it as JSON when the package is built, since
reading 100 rules takes some 15 ms from TOML and below 1 ms from JSON.

The fields of a rule:

`id`       family.name, stable for ever; every edit carries it
`where`    anywhere | first-lines | last-lines | edges (both) | beside (edges, right below a line that goes) |
           inline (inside a line)
`pattern`  a stdlib regular expression for the folded line (see rules.fold); it must match the whole line, or, inline,
           the phrase with the blanks before it; {name} stands for one of FRAGMENTS
`literals` one of these must stand in the text for the pattern to be tried, in either script
`sure`, `cues`, `need`   in place of a pattern: words that weigh 2 and 1; the line goes when they weigh `need`, one of
           `sure` is there, and every sentence of the line is the site's: a sure word stands in it, half of it are cues,
           or it speaks to the reader of the site. A line that tells of sites ({about}) stays
`covers`   the least share of the line's Chinese characters, in percent, that must lie in these words
`unless`   a pattern that spares the line wherever it is found in it
`longest`  the longest line, in code points, that the rule may take
`keep`     group of the pattern -> metadata field
`takes`    next (an empty slot is filled by the line below) | list (so are the short lines below it, to the end) |
           words (so are the keywords below it, one a line) |
           gap (nothing is taken: the notice of missing text is kept and gets its own line)
`warns`    the warning that a removal raises
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from msgspec import Struct

from speechkit import patterns
from speechkit.document import Metadata, WarningCode
from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules.cues import ABOUT, is_of_site
from speechkit.rules.fold import fold
from speechkit.script import variants

if TYPE_CHECKING:
    from pathlib import Path

Where = Literal["anywhere", "first-lines", "last-lines", "edges", "beside", "inline"]

PACKED: Final = "packed.json"
_HERE: Final = os.path.dirname(__file__)  # importlib.resources would cost a start 10 ms, pathlib 4
# What patterns share, for folded text. No fragment ends in something that its usual neighbour could also take.
FRAGMENTS: Final = {
    "site": r"[^\s,。;:!?()<>|]{2,20}",
    "title": r"[^\n]{2,70}?",
    "person": r"[^\s,。;:!?()/|0-9]{1,12}",
    "date": r"(?:19|20)\d\d(?:-|/|\.|年)\d{1,2}(?:-|/|\.|月)\d{1,2}日?",
    "clock": r"\d{1,2}:\d\d(?::\d\d)?",
    "number": r"\d{1,9}",
    "url": r"(?:https?://|www\.)[A-Za-z0-9._~:/?#@!$&'*+,;=%-]{3,300}",
    "mail": r"[A-Za-z0-9._%+-]{1,60}(?:@|#)[A-Za-z0-9.-]{2,60}\.[A-Za-z]{2,8}",
    "about": ABOUT,
}
_FRAGMENT: Final = lazy("\\{(" + "|".join(FRAGMENTS) + ")\\}")
_ID: Final = lazy(r"[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)")
_BRIEF: Final = 30  # code points: few lines of a speech are as short, so a common character costs little there
_FIELDS: Final = frozenset(Metadata.__struct_fields__)


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule; the fields are told in the docstring of this module."""

    id: str
    title: str
    title_zh: str
    why: str
    why_zh: str
    where: Where
    since: str
    removes: tuple[str, ...]
    spares: tuple[str, ...]
    pattern: str = ""
    literals: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    need: int = 0
    covers: int = 0
    unless: str = ""
    longest: int = 120
    keep: dict[str, str] = {}
    takes: Literal["", "next", "list", "words", "gap"] = ""
    warns: WarningCode | None = None

    def __hash__(self) -> int:
        """Return the hash of the id: a dict has none."""
        return hash(self.id)

    def words(self) -> tuple[str, ...]:
        """Return the words, one of which must stand in a text for this rule to be tried."""
        return self.literals or self.sure

    def matches(self, line: str) -> re.Match[str] | None:
        """Return the match of the whole folded line, or None."""
        return None if len(line) > self.longest else _match(self, line)

    def fits(self, line: str) -> re.Match[str] | None:
        """Return what matches() says of a line that is short enough."""
        if (self.sure and not self._weighed(line)) or (self.unless and compiled(self.unless).search(line)):
            return None
        return compiled(self.pattern).fullmatch(line) if self.pattern else _WHOLE.fullmatch(line)

    def _weighed(self, line: str) -> bool:
        sure = [word for word in self.sure if word in line]
        if not sure:
            return False
        words = [*sure, *(word for word in self.cues if word in line)]
        return len(sure) + len(words) >= self.need and is_of_site(line, sure, words, self.covers)

    def phrases(self, line: str) -> Iterator[re.Match[str]]:
        """Yield the matches inside a folded line, of an inline rule."""
        if not (self.unless and compiled(self.unless).search(line)):
            yield from compiled(self.pattern).finditer(line)

    def finds(self, text: str) -> bool:
        """Say whether the rule takes a line (or, inline, something in it), its position left aside."""
        line = fold(text.strip())
        if not any(word in line for word in self.words()):
            return False
        return any(self.phrases(line)) if self.where == "inline" else self.matches(line) is not None


class RuleSet(Struct, frozen=True, eq=False):
    """A user's own rules, proved, and the digest that tells them from others."""

    rules: tuple[Rule, ...]
    sha256: str

    def __hash__(self) -> int:
        """Return the digest's hash: the rules hold dicts."""
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        """Say whether both hold the same rules."""
        return isinstance(other, RuleSet) and other.sha256 == self.sha256


_WHOLE: Final = lazy(r"[^\n]*")


@lru_cache(2048)  # the pages of a site have the same lines
def _match(rule: Rule, line: str) -> re.Match[str] | None:
    return rule.fits(line)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern with its fragments filled in."""
    return patterns.compiled(filled(pattern))


def filled(pattern: str) -> str:
    """Return the pattern with its fragments in the place of their names."""
    return _FRAGMENT.sub(lambda name: FRAGMENTS[name[1]], pattern)


@cache
def rules_sha256() -> str:
    """Return the sha256 over all rule files, in order of their names."""
    return hashlib.sha256(b"".join(_file(name) for name in _names())).hexdigest()


def digest(own: RuleSet | None) -> str:
    """Return rules_sha256(), or, with a user's own rules, the digest of both."""
    return rules_sha256() if own is None else hashlib.sha256((rules_sha256() + own.sha256).encode()).hexdigest()


def _names() -> list[str]:
    return sorted(name for name in os.listdir(_HERE) if name.endswith(".toml"))


def _file(name: str) -> bytes:
    with open(os.path.join(_HERE, name), "rb") as file:
        return file.read()


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the package in order of file and place: from the packed file if it is of these TOML files."""
    return _held().rules


@cache
def telling() -> re.Pattern[str]:
    """Return the pattern of the traditional characters that a rule would miss in a line that is not simplified."""
    return patterns.compiled(f"[{_held().telling}]")


def _of_package() -> tuple[Rule, ...]:
    return _unique(rule for name in _names() for rule in read(_file(name).decode("utf-8"), name))


def rule_set(folders: Sequence[str | Path]) -> RuleSet | None:
    """Return the rules of the user's own folders with their digest; None where there is no folder. See rules_of()."""
    found = rules_of(folders) if folders else ()
    return RuleSet(found, hashlib.sha256(msgspec.json.encode(found)).hexdigest()) if found else None


def rules_of(folders: Iterable[str | Path]) -> tuple[Rule, ...]:
    """Return the rules of the user's own folders, each held to its examples.

    Raises RuleError for a file that is not well formed, and for a rule that does not take one of its `removes` or that
    takes one of its `spares`.
    """
    from pathlib import Path  # noqa: PLC0415  # 4 ms that a start without rules of one's own never pays

    found = []
    for folder in folders:
        paths = sorted(Path(folder).glob("*.toml"))
        if not paths:
            raise RuleError(f"{folder}: no rule file (*.toml) is there; name a folder that holds some")
        for path in paths:
            for rule in read(_text(path), str(path)):
                prove(rule, str(path))
                found.append(rule)
    return _unique((*rules(), *found))[len(rules()) :]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: the rule file cannot be read ({error}); it is TOML in UTF-8") from error


def _unique(found: Iterable[Rule]) -> tuple[Rule, ...]:
    known: dict[str, Rule] = {}
    for rule in found:
        if rule.id in known:
            raise RuleError(f"rule {rule.id}: the id is used twice; ids are stable, give the later one its own")
        known[rule.id] = rule
    return tuple(known.values())


def read(text: str, name: str) -> list[Rule]:
    """Return the rules of one TOML file, validated; `name` is used in messages.

    Raises RuleError naming the file, the rule and what is wrong.
    """
    import tomllib  # noqa: PLC0415  # a packed package never parses TOML

    try:
        tables: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleError(f"{name}: not a rule file ({error}); it holds [[rule]] tables in TOML") from error
    return [_rule(table, name) for table in tables]


def _rule(table: dict[str, Any], name: str) -> Rule:
    label = f"{name}: rule {table.get('id', '?')}"
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        raise RuleError(f"{label}: {error}") from error
    for wrong in _faults(rule):
        raise RuleError(f"{label}: {wrong}")
    return rule


def _faults(rule: Rule) -> Iterator[str]:
    if not _ID.fullmatch(rule.id):
        yield "an id is family.name in lower case"
    if bool(rule.pattern) == bool(rule.sure):
        yield "a rule has either a pattern or cues (sure, cues, need)"
    if rule.pattern and not rule.literals:
        yield "a pattern needs `literals`, one of which stands in every text that it takes"
    if rule.where == "inline" and not rule.pattern:
        yield "an inline rule needs a pattern"
    if not rule.removes or not rule.spares:
        yield "a rule carries at least one example each of `removes` and `spares`"
    if rule.longest > _BRIEF and any(len(word) < 2 and word.isalpha() for word in rule.words() + rule.cues):
        yield "a literal or cue of one Chinese character is found everywhere; take two, or make `longest` 30 or less"
    yield from _pattern_faults(rule)


def _pattern_faults(rule: Rule) -> Iterator[str]:
    groups: set[str] = set()
    for pattern in filter(None, (rule.pattern, rule.unless)):
        try:
            groups |= set(compiled(pattern).groupindex)
        except re.error as error:
            yield f"the pattern {pattern!r} is no regular expression: {error}"
    for group, field in rule.keep.items():
        if group not in groups:
            yield f"`keep` names the group {group!r}, which the pattern does not have"
        if field not in _FIELDS:
            yield f"`keep` names the metadata field {field!r}, which does not exist"


def prove(rule: Rule, name: str) -> None:
    """Hold a rule to its own examples.

    Raises RuleError naming the first example that is not treated as it says.
    """
    for text in rule.removes:
        if not rule.finds(text):
            raise RuleError(
                f"{name}: rule {rule.id} does not take its own example {text!r}; mend the pattern or literals"
            )
    for text in rule.spares:
        if rule.finds(text):
            raise RuleError(
                f"{name}: rule {rule.id} takes {text!r}, which it says it spares; make the pattern narrower"
            )


# ---- packing


class _Packed(Struct, frozen=True):
    """What the packed file holds; `spellings` spares the table of characters for simplified text."""

    sha256: str
    rules: tuple[Rule, ...]
    spellings: dict[str, tuple[str, ...]]
    telling: str


def pack() -> bytes:
    """Return the content of the packed file: all rules of the package as JSON, with the digest of their TOML.

    Raises RuleError for a rule that is not well formed or fails its own examples; called when the package is built.
    """
    found = _of_package()
    for rule in found:
        prove(rule, "speechkit/rules")
    return msgspec.json.encode(_computed(found))


def _computed(found: tuple[Rule, ...]) -> _Packed:
    words = sorted({word for rule in found for word in rule.words()})
    texts = (text for rule in found for text in (rule.pattern, rule.unless, *rule.words(), *rule.cues))
    letters = set("".join(texts))
    telling = "".join(sorted({old for mark in letters for old in variants(mark)}))
    return _Packed(rules_sha256(), found, {word: tuple(spellings(word)) for word in words}, telling)


@cache
def _held() -> _Packed:
    """Return the packed file if it was made of these TOML files, else what it would hold."""
    if os.path.isfile(os.path.join(_HERE, PACKED)):
        held = msgspec.json.decode(_file(PACKED), type=_Packed)
        if held.sha256 == rules_sha256():
            return held
    return _computed(_of_package())


def spelled(word: str) -> tuple[str, ...]:
    """Return spellings() of a word, from the packed file where it is a word of the package's rules."""
    return _held().spellings.get(word) or tuple(spellings(word))


def spellings(word: str) -> list[str]:
    """Return a literal as it may be printed: in either script, mixed too, and with marks of either width.

    At most 32 of them; the wholly simplified and the wholly traditional one come first.
    """
    options = [(mark, *variants(mark)) if not mark.isascii() else _widths(mark) for mark in word]
    found = dict.fromkeys((word, "".join(each[min(1, len(each) - 1)] for each in options)))
    found.update(dict.fromkeys(map("".join, islice(product(*options), 32))))
    return list(found)[:32]


def _widths(mark: str) -> tuple[str, ...]:
    return (mark,) if mark.isalnum() or not mark.isprintable() or mark == " " else (mark, chr(ord(mark) + 0xFEE0))
