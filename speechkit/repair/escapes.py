r"""Escapes of program text printed as they are: \u5de5\u4f5c reads 工作, x0dx0a is a line end.

A page that was taken from JSON or a script shows \uXXXX (also \UXXXXXXXX, \u{...}, %uXXXX, \xE5\xB7\xA5 in UTF-8) where
the character belongs. A line is damaged when most of it is such escapes of Chinese, or some stand in a row in Chinese
text; then all escapes of the line are decoded, \n and \" with them. A regular expression ([\u4e00-\u9fa5]), program
text and a sentence about an escape stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

# A backslash may itself be escaped, once or twice, where the text went through JSON more than once.
_ESCAPE: Final = lazy(r"(?:\\{1,4}(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8}))|%u([0-9A-Fa-f]{4}))")
_BYTES: Final = lazy(r"(?:\\{1,2}x[0-9A-Fa-f]{2}){6,}")
_SIMPLE: Final = lazy(r"""\\{1,4}(?:(r\\{1,4}n|[nr])(?![A-Za-z])|(t)(?![A-Za-z])|([/"']))""")
_STARTS: Final = lazy(r"\\{1,4}[uUx]|%u")
_LINE: Final = lazy(f"[^{chars.LINE_ENDS}]+")
_HAN: Final = lazy(f"[{chars.HAN}]")

_SOME: Final = 2  # escapes of Chinese in a row, in a line that has Chinese text besides
_MORE: Final = 4  # in a row, in a line that has none
_MOSTLY: Final = 8  # such a line is damaged whatever it looks like, when escapes make up more than half of it
_CODE: Final = lazy(
    r"(?:[{}]|[)\]\"'A-Za-z0-9_]\s?;)\s*$|^\s*(?://|\#|\*|/\*|<)|[=,(\[]\s?[\"'/]|\w\"\s?:\s?[\"\[{\d]|=>|&&|\|\||=="
    r"|\b(?:var|let|const|def|return|import|print\w*|echo|SELECT|String|char|re\.\w+)\b|\.\w+\(|\w\s?\(\s?[\"'/]"
)
_ABOUT: Final = lazy(
    "unicode|utf|ascii|escape|regex|json|javascript|编码|編碼|转义|轉義|正则|正則|字符|字元|码点|碼點|码位|乱码|亂碼|"
    "换行|換行|回车|表示|写作|寫作|写成|寫成",
    re.IGNORECASE,
)
_NEAR: Final = 24  # characters around the first escape, in which a text says that it speaks about escapes
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_QUOTED: Final = lazy(rf"[{chars.LEFT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.LEFT_CORNER}`]\Z")
_RANGE: Final = lazy(
    r"\[[^\[\]]{0,80}[0-9A-Fa-f]\}?-\\{1,4}[uUx]"  # inside a class, or a range with nothing around
    r"|\A\W{0,3}\\{1,4}u[0-9A-Fa-f]{4}-\\{1,4}u[0-9A-Fa-f]{4}\W{0,3}\Z"
)
_UNFINISHED: Final = lazy(
    r"(?:\\{1,4}(?:u[0-9A-Fa-f]{0,3}|u\{[0-9A-Fa-f]{0,6}|U[0-9A-Fa-f]{0,7}|x[0-9A-Fa-f]?)?|%u?[0-9A-Fa-f]{0,3})\Z"
)
_BUILDS: Final = frozenset("0123456789abcdefABCDEFuUx{}\\/\"'nrt")

# Line ends that a spreadsheet or a script printed as letters.
_LETTERS: Final = lazy(r"(?:\\?[xX]0[dD]\\?[xX]0[aA]|_x000[dD]_(?:_x000[aA]_)?|_x000[aA]_)+")
_PRINTED: Final = lazy(r"(?:\\r\\n|\\n|\\r)+(?![A-Za-z])")
_CHINESE: Final = (
    f"{chars.HAN}、。《》{chars.COMMA}{chars.SEMICOLON}{chars.COLON}{chars.QUESTION}{chars.EXCLAMATION}{chars.LEFT_QUOTE}"
    f"{chars.RIGHT_QUOTE}{chars.LEFT_PARENTHESIS}{chars.RIGHT_PARENTHESIS}{chars.ELLIPSIS}{chars.DASH}"
)
_ENDS_CHINESE: Final = lazy(rf"(?:[{_CHINESE}][,;:?!.)\"]?|[{_CHINESE}][0-9%]{{1,8}}[,;:?!)]?)\Z")
_BEGINS_CHINESE: Final = lazy(rf"[(\"]?[{_CHINESE}]|[0-9]{{1,4}}[.、年月%{_CHINESE}]|[(][0-9]{{1,2}}[)]")


def decode_escapes(draft: Draft) -> Change:
    """Return a cut for every escape that stands in the text in place of its character."""
    text = draft.text
    # One character is found five times faster than two.
    letters = ("x" in text and "x0" in text) or ("X" in text and "X0" in text)
    if not letters and "\\" not in text and not ("%" in text and "%u" in text):
        return None
    cuts = [*_escapes(text)] if _STARTS.search(text) else []
    cuts += _line_ends(text, cuts)
    return sorted(cuts, key=lambda cut: cut.start)


# ---- \uXXXX


def _escapes(text: str) -> Iterator[Cut]:
    lines = [line.span() for line in _LINE.finditer(text)]
    tell = [_Told(text, low, high) for low, high in lines if _STARTS.search(text, low, high)]
    # A page whose body is escaped has its short lines escaped too: 6\u6708.
    page = any(told.plain for told in tell)
    for told in tell:
        if told.plain or told.damaged or (page and told.found and not told.code):
            yield from told.cuts()


class _Told:
    """One line with escapes: text[low:high], and what it tells."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self.text, self.low, self.high = text, low, high
        self.found = _pieces(text, low, high)
        size = sum(end - start for start, end, _ in self.found)
        number = sum(len(_HAN.findall(read)) for _, _, read in self.found)
        self.plain = number >= _MOSTLY and size * 2 > high - low
        self.code = not self.plain and bool(_RANGE.search(text[low:high]) or _CODE.search(self._rest()))
        self.damaged = not self.code and not self.plain and number >= _SOME and self._reads_on()

    def _rest(self) -> str:
        """Return the line without its escapes."""
        ends = [self.low, *(end for _, end, _ in self.found)]
        starts = [*(start for start, _, _ in self.found), self.high]
        return "".join(self.text[end:start] for end, start in zip(ends, starts, strict=True))

    def _reads_on(self) -> bool:
        """Say whether escapes of Chinese stand in a row, and no sentence speaks about them."""
        text, low, high = self.text, self.low, self.high
        first, last = self.found[0][0], self.found[-1][1]
        before, after = text[max(low, first - _NEAR) : first], text[last : min(high, last + _NEAR)]
        if _ABOUT.search(before) or _ABOUT.search(after) or _QUOTED.search(before):
            return False
        return self._longest() >= (_SOME if _HAN.search(text, low, high) else _MORE)

    def _longest(self) -> int:
        """Return how many escapes of Chinese stand in a row at most, marks between them not counted."""
        best = row = 0
        last = -1
        for start, end, read in self.found:
            row = len(_HAN.findall(read)) + (row if start == last else 0)
            best, last = max(best, row), end
        return best

    def cuts(self) -> Iterator[Cut]:
        """Yield a cut for every run of escapes in this line."""
        pieces = [
            *self.found,
            *((m.start(), m.end(), _simple(m)) for m in _SIMPLE.finditer(self.text, self.low, self.high)),
        ]
        runs: list[tuple[int, int, list[str]]] = []
        for start, end, read in sorted(pieces):
            if not read or (runs and start < runs[-1][1]) or self._completes(start, read):
                continue
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end, runs[-1][2])
                runs[-1][2].append(read)
            else:
                runs.append((start, end, [read]))
        return (Cut(start, end, "".join(read), "escape.unicode") for start, end, read in runs)

    def _completes(self, start: int, read: str) -> bool:
        """Say whether a character would become part of another escape: nested ones are somebody's trick, not damage."""
        return read[0] in _BUILDS and bool(_UNFINISHED.search(self.text, max(self.low, start - 12), start))


def _pieces(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """Return start, end and character of every escape; "" for what is no character; pairs of surrogates as one."""
    out: list[tuple[int, int, str]] = []
    half = -1  # the first half of a pair, just before
    for found in _ESCAPE.finditer(text, low, high):
        code = int(next(filter(None, found.groups())), 16)
        if 0xDC00 <= code < 0xE000 and 0xD800 <= half < 0xDC00 and out[-1][1] == found.start():
            whole = chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00)
            out[-1] = (out[-1][0], found.end(), whole)
        else:
            out.append((found.start(), found.end(), _character(code)))
        half = code
    out += ((found.start(), found.end(), _from_bytes(found[0])) for found in _BYTES.finditer(text, low, high))
    return sorted(out)


def _character(code: int) -> str:
    if code in {9, 10, 13}:
        return "\t\n\n"[(9, 10, 13).index(code)]
    # A backslash or a percent sign could make another escape with what follows: somebody's trick, not damage.
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or chr(code) in "\\%":
        return ""
    return chr(code)


def _from_bytes(run: str) -> str:
    data = bytes(int(part, 16) for part in re.split(r"\\+x", run)[1:])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _simple(found: re.Match[str]) -> str:
    return "\n" if found[1] else "\t" if found[2] else found[3]


# ---- line ends


def _line_ends(text: str, taken: list[Cut]) -> Iterator[Cut]:
    """Yield a cut for every line end that was printed as letters between Chinese."""
    starts, ends = [cut.start for cut in taken], [cut.end for cut in taken]
    patterns = [_LETTERS] if "x0" in text or "X0" in text else []
    patterns += [_PRINTED] if "\\n" in text or "\\r" in text else []
    for pattern in patterns:
        for found in pattern.finditer(text):
            near = bisect_left(ends, found.start() + 1)
            if near < len(starts) and starts[near] < found.end():
                continue  # decoded with the escapes around it
            after = _line_end(text, *found.span())
            if after is not None:
                yield Cut(found.start(), found.end(), after, "escape.line-end")


def _line_end(text: str, start: int, end: int) -> str | None:
    r"""Return what a printed line end becomes: a line end, nothing beside a real one, None if it is to stay."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    left, right = _LINE_END.split(before)[-1], _LINE_END.split(after, 1)[0]
    if _ABOUT.search(left) or _ABOUT.search(right) or _QUOTED.search(left) or _CODE.search(left + right):
        return None
    near, far = left.rstrip(chars.BLANKS), right.lstrip(chars.BLANKS)
    closed = bool(_ENDS_CHINESE.search(near))
    opened = bool(_BEGINS_CHINESE.match(far))
    if closed and opened:
        return "\n"
    edge = not near or not far
    return "" if edge and (closed or opened) else None


PASS = Editor(
    name="repair.escapes",
    title="Decode escapes of program text",
    title_zh="还原 \\uXXXX 等转义字符",
    why="A page made from JSON or a script shows the number of a character instead of the character.",
    edit=decode_escapes,
)
