"""The proof of a run that was read back: the same damage done to it must print the run again. And its story.

The forward direction of realign.py, written apart from its search.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.repair import gbk
from speechkit.repair.shiftedrun import Decoded

_MOST_SHOWN: Final = 6  # pairs of bytes that the story names


def proved(found: Decoded, tokens: list[str]) -> bool:
    """Say whether the same damage done to a reading prints the run again, width of marks aside."""
    kept = [piece for piece in found.pieces if piece.kind != "eaten"]
    text = "".join(piece.text for piece in kept)
    try:
        data = text.encode("gbk")[1:]
    except UnicodeEncodeError:
        return False
    shown = _fold("".join(tokens[: found.used]))
    gloss = ""
    if kept[-1].text.startswith("(") and len(kept) > 1:
        gloss = kept[-1].text[1:]
        data = data[: -len(kept[-1].text)]
        kept = kept[:-1]
    lost = kept[-1].kind == "trail"
    signs = ("", chars.QUESTION, chars.REPLACEMENT) if lost else ("",)
    again = _misread(data[:-1] if lost else data)
    return any(_fold(form) + sign + gloss == shown for form in again for sign in signs)


def _misread(data: bytes) -> list[str]:
    """Return what bytes print that are read from an odd offset: silent pairs kept, dropped, or as question marks."""
    forms = ["", "", ""]
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            shown = [chr(data[at])] * 3
            at += 1
        elif data[at] == 0x80:
            shown = ["\N{EURO SIGN}"] * 3
            at += 1
        else:
            pair = data[at : at + 2]
            at += 2
            try:
                shown = [pair.decode("gbk")] * 3
            except UnicodeDecodeError:
                shown = [pair.decode("gb18030", "replace"), "", "?"]
        forms = [form + more for form, more in zip(forms, shown, strict=True)]
    return forms


def _fold(text: str) -> str:
    return "".join(chars.WIDE.get(char, char) for char in text)


def story(found: Decoded, printed: str) -> str:
    """Return how a run came about, in one line: which byte was lost, how the others were paired."""
    first = gbk.pair_of(found.text[0])
    pairs = [code for char in printed if not char.isascii() and (code := gbk.pair_of(char))]
    true = [code for char in found.text[:_MOST_SHOWN] if (code := gbk.pair_of(char))]
    parts = [
        f"lead byte {first[0]:02X} of the first character was cut off" if first else "the first byte was cut off",
        f"the rest read one byte late as {_hex(pairs)}; paired again {_hex(true)}",
    ]
    silent = sum(piece.kind == "pair" for piece in found.pieces) // 2
    if silent:
        pairs_put = "1 pair that prints" if silent == 1 else f"{silent} pairs that print"
        parts.append(f"{pairs_put} no character put back by likelihood")
    if any(piece.kind == "trail" for piece in found.pieces):
        parts.append("the trail byte of the last character was lost too")
    if any(piece.text == chars.REPLACEMENT for piece in found.pieces):
        parts.append("an ASCII character behind it is gone (U+FFFD)")
    return "; ".join(parts)


def _hex(pairs: list[tuple[int, int]]) -> str:
    shown = " ".join(f"{lead:02X}{trail:02X}" for lead, trail in pairs[:_MOST_SHOWN])
    return shown + (" \N{HORIZONTAL ELLIPSIS}" if len(pairs) > _MOST_SHOWN else "")
