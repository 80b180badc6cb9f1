"""Make the data in speechkit/rules/data for telling encodings apart and for reading EUC-TW (see NOTICE).

    python scripts/build_encodings.py     needs opencc and jieba (the `data` extra) and the C library's iconv (glibc)

characters.tsv   how common a Chinese character is, both scripts       jieba dict.txt (MIT), OpenCC (Apache-2.0)
cns11643.tsv     where the characters of CNS 11643 planes 1 and 2 stand in Big5: facts, asked of iconv
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "speechkit" / "rules" / "data"
LEAST_SHARE = 2e-7  # of all characters: 4,500 simplified ones
HAN_SHARE = 0.86  # the rest of a text is marks and digits
# Trail bytes of Big5 in order, 157 of them; leads begin at A1.
TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]


def characters() -> str:
    """Return lines `nats<TAB>characters`: minus the logarithm of a character's share of text, in steps of 0.5."""
    import jieba
    import opencc

    counts: dict[str, int] = defaultdict(int)
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        for char in word:
            if "\u4e00" <= char <= "\u9fff":
                counts[char] += int(frequency)
    total = sum(counts.values())
    shares = {char: HAN_SHARE * count / total for char, count in counts.items() if count / total >= LEAST_SHARE}
    convert = opencc.OpenCC("t2s").convert
    for code in range(0x4E00, 0xA000):
        new = convert(chr(code))
        if new != chr(code) and new in shares:
            shares[chr(code)] = max(shares[new], shares.get(chr(code), 0))
    bands: dict[float, list[str]] = defaultdict(list)
    for char, share in sorted(shares.items()):
        bands[round(-2 * math.log(share)) / 2].append(char)
    lines = ["# nats (minus ln of the share of text), characters; from jieba's dict.txt (MIT) and OpenCC (Apache-2.0)"]
    return "\n".join([*lines, *(f"{nats}\t{''.join(chars)}" for nats, chars in sorted(bands.items()))]) + "\n"


class Iconv:
    """The C library's iconv, from EUC-TW, one character at a time."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None)
        library.iconv_open.restype = ctypes.c_void_p
        library.iconv.restype = ctypes.c_size_t
        library.iconv.argtypes = [ctypes.c_void_p] * 5
        self.convert = library.iconv
        self.descriptor = ctypes.c_void_p(library.iconv_open(b"UTF-32LE", b"EUC-TW"))

    def __call__(self, code: bytes) -> str | None:
        """Return the character of a code, None where there is none."""
        source, target = ctypes.create_string_buffer(code, len(code)), ctypes.create_string_buffer(16)
        left, room = ctypes.c_size_t(len(code)), ctypes.c_size_t(16)
        here, there = ctypes.c_void_p(ctypes.addressof(source)), ctypes.c_void_p(ctypes.addressof(target))
        by = ctypes.byref
        failed = self.convert(self.descriptor, by(here), by(left), by(there), by(room)) == ctypes.c_size_t(-1).value
        return None if failed else target.raw[: 16 - room.value].decode("utf-32-le")


def big5() -> dict[str, int]:
    """Return character -> its number in Big5, counted through the trail bytes."""
    places: dict[str, int] = {}
    for lead in range(0xA1, 0xFA):
        for number, trail in enumerate(TRAILS):
            try:
                char = bytes([lead, trail]).decode("big5")
            except UnicodeDecodeError:
                continue
            places.setdefault(char, (lead - 0xA1) * len(TRAILS) + number)
    return places


def cns11643() -> str:
    """Return lines `plane<TAB>first<TAB>number in Big5<TAB>length`, or `plane<TAB>first<TAB>characters`."""
    places, read = big5(), Iconv()
    lines = [
        "# CNS 11643: plane, first place (94 x row + column), its number in Big5, length; or plane, place, characters"
    ]
    for plane in (1, 2):
        runs: list[tuple[int, int, str]] = []  # first, number in Big5 or -1, characters
        for place in range(94 * 94):
            char = read(bytes([0x8E, 0xA0 + plane, 0xA1 + place // 94, 0xA1 + place % 94]))
            if char is None:
                continue
            number = places.get(char, -1)
            first, before, run = runs[-1] if runs else (0, -2, "")
            joined = first + len(run) == place and (number == before + len(run) if number >= 0 else before == -1)
            if runs and joined:
                runs[-1] = (first, before, run + char)
            else:
                runs.append((place, number, char))
        for first, number, run in runs:
            lines.append(f"{plane}\t{first}\t" + (run if number < 0 or len(run) < 5 else f"{number}\t{len(run)}"))
    return "\n".join(lines) + "\n"


def main() -> None:
    for name, make in (("characters.tsv", characters), ("cns11643.tsv", cns11643)):
        (DATA / name).write_text(make(), "utf-8")
        print(name, (DATA / name).stat().st_size)  # noqa: T201  # a build script talks to its maker


if __name__ == "__main__":
    main()
