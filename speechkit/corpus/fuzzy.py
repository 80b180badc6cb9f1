"""Copies in which many characters differ: MinHash over runs of letters, by the library rensa (extra `reposts`).

A wrong character in thirty leaves half of the clauses of a text as they were, but two thirds of its runs of five
letters. Measured on copies of 62 documents: with 3 characters of 100 exchanged, clauses find 58 % of them and this
finds all; with 5 of 100, 5 % and 98 %. rensa (MIT) needs no other package and has wheels for Linux, macOS and Windows;
datasketch, the other well-kept library, brings NumPy and SciPy.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Final

from speechkit.errors import OptionError

Signer = Callable[[str], bytes]
_RUN: Final = 5  # letters
_SIZE: Final = 128  # numbers of a signature: an estimate is off by 0.04
_ROWS: Final = 4  # numbers of a band: at a share of 0.5, nine pairs of ten have one of the 32 bands in common
_SEED: Final = 1  # any one, the same for all
_LONGEST: Final = 200_000  # letters of a document that are looked at


def signer() -> Signer:
    """Return the function from the letters of a text to its signature. Raises OptionError without the extra."""
    try:
        from rensa import RMinHash  # noqa: PLC0415  # an extra
    except ImportError:
        raise OptionError("--fuzzy needs the package rensa; run: pip install 'speechkit[reposts]'") from None

    def signature(letters: str) -> bytes:
        letters = letters[:_LONGEST]
        minhash = RMinHash(num_perm=_SIZE, seed=_SEED)
        minhash.update([letters[at : at + _RUN] for at in range(max(1, len(letters) - _RUN + 1))])
        return array("I", minhash.digest()).tobytes()

    return signature


def bands(signature: bytes) -> Iterator[bytes]:
    """Yield pieces of a signature, each with its number: documents that are alike have one in common."""
    width = 4 * _ROWS
    for number, at in enumerate(range(0, len(signature), width)):
        yield bytes([number]) + signature[at : at + width]


def alike(one: bytes, other: bytes) -> float:
    """Return the share of runs of letters that two documents have in common, estimated by their signatures.

    >>> alike(bytes(512), bytes(512)), alike(bytes(512), b"")
    (1.0, 0.0)
    """
    if len(one) != len(other) or not one:
        return 0.0
    return sum(a == b for a, b in zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)) / _SIZE
