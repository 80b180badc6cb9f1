"""A model of what happened to shifted text, made for the tests: it knows nothing of how the repair works.

A tool that minds no character boundaries cut GBK text where the second byte of one character and the first byte of the
next are a full-width mark. The byte in front stands alone; what follows is read from an odd offset.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARKS: Final = {b"\xa3\xbf": "？", b"\xa3\xa1": "！", b"\xa3\xbb": "；", b"\xa1\xa3": "。", b"\xa3\xac": "，"}
NARROW: Final = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass(frozen=True)
class Site:
    """What a site's decoder prints.

    `lone` for a stranded byte; of a pair without a character itself ("keep"), nothing ("drop") or "?"; an unfinished
    pair `eats` the ASCII character behind it; marks are `folded` to half width at last.
    """

    lone: str = "?"
    private: str = "keep"
    eats: bool = True
    folded: bool = False

    def shows(self, pair: bytes) -> str:
        """Return what is printed for two bytes."""
        try:
            return pair.decode("gbk")
        except UnicodeDecodeError:
            return {"keep": pair.decode("gb18030"), "drop": "", "?": "?"}[self.private]

    def prints(self, text: str) -> str:
        """Return what the page makes of a text at last."""
        return text.translate(NARROW) if self.folded else text


@dataclass(frozen=True)
class Damaged:
    """A damaged line: gold[start:end] was printed as line[start:stop]."""

    line: str
    start: int
    end: int
    stop: int


def straddles(line: str) -> list[int]:
    """Return the indices of the characters whose second byte makes a mark with the first byte of the next one."""
    codes = [char.encode("gbk", "replace") for char in line]
    return [i for i in range(len(line) - 1) if len(codes[i]) == 2 and codes[i][1:] + codes[i + 1][:1] in MARKS]


def damage(line: str, at: int, site: Site, again: int | None = None) -> Damaged:
    """Return the line cut inside line[at], and cut once more in front of line[again]."""
    codes = [char.encode("gbk") for char in line[:again]]
    data = b"".join(codes)
    boundaries = {0: 0}
    for index, code in enumerate(codes, 1):
        boundaries[max(boundaries) + len(code)] = index
    offset = len(line[:at].encode("gbk")) + 1
    shown = site.lone
    while offset not in boundaries:
        rest = data[offset : offset + 2]
        if rest[0] <= 0x80:
            shown += "€" if rest[0] == 0x80 else chr(rest[0])
            offset += 1
        elif len(rest) == 1:
            shown += site.lone
            offset += 1
        elif rest[1] < 0x40:
            shown += "?" if site.eats else "?" + chr(rest[1])
            offset += 2
        else:
            shown += site.shows(rest)
            offset += 2
    end = boundaries[offset]
    return Damaged(site.prints(line[:at] + shown + line[end:]), at, end, at + len(shown))
