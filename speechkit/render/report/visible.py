"""Text of a document made fit for a page: nothing in it is markup, nothing turns its direction, nothing is unseen.

What a browser would obey or hide (controls, marks that turn the writing direction, private characters, halves of
surrogate pairs) is shown as the escape that Python would print.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, TypeVar

from speechkit import chars
from speechkit.patterns import lazy

T = TypeVar("T")

_UNSAFE: Final = lazy(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# How a change of nothing but blanks is shown.
_BLANKS: Final = {
    "\n": "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}\n",
    "\t": "\N{RIGHTWARDS ARROW}",
    " ": "\N{OPEN BOX}",
    chars.NO_BREAK_SPACE: "\N{SHOULDERED OPEN BOX}",
    chars.IDEOGRAPHIC_SPACE: "\N{WHITE SQUARE}",
}
_MOST_BLANKS: Final = 24
LONGEST: Final = 80  # code points of a change or a value that a list shows


def text(source: str) -> str:
    """Return a text for the inside of an element; what cannot be seen is set apart as an escape.

    >>> text("a<b>" + chr(7))
    'a&lt;b&gt;<i class="u">&#92;x07</i>'
    """
    return _UNSAFE.sub(_set_apart, escape(_lines(source), quote=False))


def attribute(source: str) -> str:
    """Return a text for an attribute in double quotes.

    >>> attribute('"><script>')
    '&quot;&gt;&lt;script&gt;'
    """
    return escape(plain(source))


def plain(source: str) -> str:
    """Return the text with what cannot be seen as escapes, for what is no markup yet."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], _lines(source))


def is_plain(source: str) -> bool:
    """Say whether nothing in the text has to be escaped to be seen."""
    return _UNSAFE.search(source) is None


def changed(source: str) -> str:
    """Return the text of a change for the inside of an element: blanks alone are shown, and so are line ends."""
    source = _lines(source)
    if source.isspace() and is_plain(source):
        shown = "".join(_BLANKS.get(char, char) for char in source[:_MOST_BLANKS])
        more = f"\N{MULTIPLICATION SIGN}{len(source)}" if len(source) > _MOST_BLANKS else ""
        return f'<i class="w">{text(shown + more)}</i>'
    found = text(source)
    return found.replace("\n", f'<i class="w">{_BLANKS[chr(10)][0]}</i>\n') if "\n" in found else found


def short(source: str, longest: int = LONGEST) -> str:
    """Return the text, cut in its middle where it is too long, which is told; still to be escaped."""
    if len(source) <= longest:
        return source
    half = longest // 2
    return f"{source[:half]}{chars.ELLIPSIS}{len(source) - 2 * half}{chars.ELLIPSIS}{source[-half:]}"


def listed(items: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """Return the first items, and how many are left out."""
    return items[:most], max(0, len(items) - most)


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source


def _set_apart(found: object) -> str:
    char = found[0]  # type: ignore[index]  # a match
    return f'<i class="u">{ascii(char)[1:-1].replace(chr(92), "&#92;")}</i>'
