"""A user's own set phrases, beside those of the package: one a line, or phrase TAB kind.

Lines that are empty or begin with # say nothing. A phrase may be in either script; it is found in both.
"""

from __future__ import annotations

import hashlib
from typing import Final, cast, get_args

from msgspec import Struct

from speechkit.document import SloganKind
from speechkit.errors import RuleError
from speechkit.script import simplify

LARGEST: Final = 4 << 20  # bytes: 100,000 phrases have 2 MB
_LONGEST: Final = 60  # characters of a phrase
_KINDS: Final = get_args(SloganKind)


class Lexicon(Struct, frozen=True):
    """Set phrases in simplified script with their kinds, and the sha256 of the file that they are from."""

    phrases: tuple[tuple[str, SloganKind], ...]
    sha256: str

    @staticmethod
    def from_text(data: bytes | str, name: str = "lexicon") -> Lexicon:
        """Return the lexicon in a file's content (UTF-8); `name` is the file, for the message.

        Raises RuleError, which names the line, for a phrase that is too short, too long or without a letter, for a kind
        that is none, and for what is no text.
        """
        raw = data.encode() if isinstance(data, str) else data
        if len(raw) > LARGEST:
            raise RuleError(
                f"{name}: a lexicon has at most {LARGEST >> 20} MB; split it, or leave out what is no phrase"
            )
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RuleError(f"{name}: byte {error.start} is no UTF-8; save the lexicon as UTF-8") from None
        found: dict[str, SloganKind] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                phrase, kind = _entry(line, f"{name}: line {number}")
                found.setdefault(phrase, kind)
        return Lexicon(tuple(found.items()), hashlib.sha256(raw).hexdigest())


def _entry(line: str, where: str) -> tuple[str, SloganKind]:
    phrase, _, kind = line.partition("\t")
    phrase, kind = simplify(phrase.strip()), kind.partition("\t")[0].strip() or "formulation"
    if kind not in _KINDS:
        raise RuleError(
            f"{where}: {kind[:40]!r} is no kind of slogan; take one of {', '.join(_KINDS)}, or leave it out"
        )
    letters = sum(map(str.isalnum, phrase))
    if letters < 2 or len(phrase) > _LONGEST:
        raise RuleError(
            f"{where}: {phrase[:40]!r} is no phrase; a phrase has 2 letters or more, at most {_LONGEST} characters"
        )
    return phrase, cast("SloganKind", kind)
