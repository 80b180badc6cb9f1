"""Markdown: front matter, one block per paragraph, and no character that Markdown would take for a sign of its own.

What is escaped follows CommonMark 0.31: a parser gives back exactly the blocks' text. What no parser would interpret is
left alone, so that the text stays readable and searchable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec
from msgspec.structs import asdict

from speechkit.document import Block, Metadata, Record
from speechkit.patterns import lazy
from speechkit.render.plain import line_of

_DEEPEST: Final = 6

# Inside a line: emphasis, code, links, HTML, entities, and a backslash before a mark that it would swallow.
_INLINE: Final = lazy(
    r"""\*|`
    |_+                                     # judged by its neighbours below
    |\](?=\()                               # the joint of an inline link
    |<(?=[A-Za-z/!?])                       # a tag, a comment or an autolink
    |&(?=\#?[A-Za-z0-9]{1,32};)             # an entity
    |\\(?=[!-/:-@\[-`{-~])                  # an escape
    """,
    re.X,
)
_SPECIAL: Final = lazy(r"[*`_\]<&\\]")
# At the start of a line: headings, quotes, lists, rules, fences, link definitions; `*`, `_` and "`" are escaped anyway.
_START: Final = lazy(
    r"""(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))
    |(?=\#{1,6}(?:\s|$))|(?=>)|(?=[-+](?:\s|$))|(?=-{3,}\s*$)|(?=~~~)|(?=\[[^\]]*\]:))""",
    re.X,
)
_CLOSING: Final = lazy(r"(?:(?<=\s)|^)(?=#+$)")
# What YAML 1.1 or 1.2 does not take as printable, or takes as a line break, goes as a JSON escape.
_UNPRINTABLE: Final = lazy(
    "[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)


def render(record: Record) -> str:
    """Return the document as Markdown; blocks are parted by one blank line, nothing is wrapped."""
    depth = _depths()
    parts = [_block(block, depth) for block in record.blocks]
    matter = front_matter(record.metadata)
    return "\n\n".join([matter, *parts] if matter else parts) + "\n" if matter or parts else ""


def front_matter(metadata: Metadata) -> str:
    """Return YAML front matter with what the page says; empty when it says nothing."""
    said = {name: value for name, value in asdict(metadata).items() if value is not None}
    if not said:
        return ""
    return "\n".join(["---", *(f"{name}: {_scalar(value)}" for name, value in said.items()), "---"])


def escape(text: str) -> str:
    """Return one line of text so that CommonMark reads it as that text and nothing else."""
    if _SPECIAL.search(text):
        text = _INLINE.sub(_escaped, text)
    start = _START.match(text)
    if start:
        digits = start["number"] or ""
        text = f"{digits}\\{text[len(digits) :]}"
    return text


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if sign[0] != "_":
        return "\\" + sign
    text = found.string
    if _wordy(text[found.start() - 1 : found.start()]) and _wordy(text[found.end() : found.end() + 1]):
        return sign  # inside a word an underscore is no emphasis (20__年)
    return "\\_" * len(sign)


def _wordy(char: str) -> bool:
    return char.isalnum()


def _depths() -> Callable[[int], int]:
    """Return the function from the level of each heading, in order, to its depth here, which never skips one.

    A level does where the heading above was lost: （一） behind it keeps level 2 and has no parent.
    """
    open_: list[tuple[int, int]] = []

    def depth(level: int) -> int:
        while open_ and open_[-1][0] > level:
            open_.pop()
        if not open_ or open_[-1][0] < level:
            open_.append((level, len(open_) + 1))
        return open_[-1][1]

    return depth


def _block(block: Block, depth: Callable[[int], int]) -> str:
    if block.type == "title":
        return "# " + _headline(block.text)
    if block.type == "heading":
        level = depth(block.level if isinstance(block.level, int) else 1)
        return "#" * min(level + 1, _DEEPEST) + " " + _headline(line_of(block))
    return escape(line_of(block))


def _headline(text: str) -> str:
    """Return the text of an ATX heading; a closing run of # would be dropped by a parser."""
    if _SPECIAL.search(text):
        text = _INLINE.sub(_escaped, text)
    return _CLOSING.sub(r"\\", text, count=1)


def _scalar(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    text = msgspec.json.encode(value).decode()
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)
