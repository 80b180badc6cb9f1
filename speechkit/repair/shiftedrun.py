"""What is known of a run of shifted bytes while it is read back (realign.py), and when that is done."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from speechkit.repair.language import State


class Site(Struct, frozen=True):
    """How the decoder of the site showed what it could not read.

    `lone` is what a stranded byte printed ("" for nothing); `private` what became of pairs without a character: "keep"
    as private-use characters, "drop", or "?"; `folded` says that the page has narrow punctuation.
    """

    lone: str
    private: str
    folded: bool


class Hypothesis(Struct, gc=False):
    """One way to read the run so far; `chain` links the emitted pieces, newest first."""

    score: float
    pending: int
    state: State
    before: str
    chain: Chain | None
    aligned_at: int


Chain = tuple[Any, str, str]  # the chain before it or None, text and kind (see Emitted): no object more for each piece


class Emitted(Struct, frozen=True, gc=False):
    """A piece of repaired text, and what it was made from."""

    text: str
    kind: str  # "" body, "trail" lost trail byte, "pair" a silent pair, "copy" read in step


class Decoded(Struct, frozen=True):
    """A run read back: the first `used` tokens say `text`, `tail` is what was read in step behind them.

    `score` is ln P with the tail, `left` that of leaving what is printed.
    """

    text: str
    used: int
    score: float
    left: float
    pieces: tuple[Emitted, ...]
    tail: str
