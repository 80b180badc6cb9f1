"""What is left of HTML in plain text: </p>, <br/>, a lone bullet.

Only tags of HTML and of word processors count, written as tags are; a < b, <5% and <中国> are text. A block tag between
two texts ends the line, an inline tag leaves nothing. Text that speaks about HTML keeps its tags.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

_BLOCK: Final = (
    "p|br|div|h[1-6]|hr|ul|ol|li|dl|dt|dd|table|tbody|thead|tfoot|tr|section|article|header|footer|main|center|"
    "blockquote|pre|title|nav|aside|form|fieldset|body|html|head"
)
_CELL: Final = "td|th"
_INLINE: Final = (
    "span|font|strong|b|i|u|em|a|img|sub|sup|small|big|s|strike|del|ins|o:[a-z]+|st1:[a-z]+|v:[a-z]+|w:[a-z]+|label|nobr|"
    "wbr|input|button|select|option|iframe|embed|object|param|video|audio|source|col|colgroup|caption|meta|link|abbr|"
    "cite|code|kbd|tt|var|mark|figure|figcaption"
)
_ATTRIBUTES: Final = r"(?:[ \t]{1,8}[A-Za-z:_-]{1,30}[ \t]?=[^<>\n\r]{0,400})?[ \t]{0,8}/?"
_TAG: Final = lazy(rf"<(?=[/a-z])/?(?:(?P<block>{_BLOCK})|(?P<cell>{_CELL})|{_INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
_DECLARATION: Final = lazy(r"<[?!](?:xml|--|\[(?:if|endif)|doctype)[^<>\n\r]{0,300}>", re.IGNORECASE)
_OPENING: Final = "<"
_UNFINISHED: Final = lazy(r"<[/?!A-Za-z0-9]{0,12}\Z")  # what would close to another tag: somebody's trick
_MOST_OPENED: Final = 13  # characters of that
_HALF_XML: Final = lazy(r"\?xml:namespace[^<>\n\r]{0,300}>", re.IGNORECASE)
# The blanks of any kind go with the line when it is printed, and so does the mark behind a heading.
_AT_END: Final = f"(?=[{chars.BLANKS}]{{0,9}}(?:[。:;{chars.COLON}{chars.SEMICOLON}{chars.LINE_ENDS}]|\\Z))"
_HALF_END: Final = lazy(rf"/(?:p|br|div|span|strong|font)>{_AT_END}", re.IGNORECASE)
_CUT_END: Final = lazy(rf"</(?:p|div|span|strong|font){_AT_END}", re.IGNORECASE)
# After a question mark a half tag may belong to bytes that lost their step: ?/p> is left to whoever traces those.
_ENDS: Final = frozenset(
    "。" + chars.SEMICOLON + chars.COLON + chars.EXCLAMATION + chars.RIGHT_PARENTHESIS + chars.RIGHT_QUOTE
)

_ABOUT: Final = lazy("html|xml|css|标签|標籤|标记|標記|代码|代碼|语法|語法|字符|tag|element", re.IGNORECASE)
_WINDOW: Final = 16  # characters on each side, of the same line, in which a text says that it speaks about HTML
_FAR: Final = 100  # characters on each side that may belong to a listing
_QUOTING: Final = frozenset(chars.LEFT_QUOTE + chars.LEFT_SINGLE_QUOTE + chars.LEFT_CORNER + "`'\"")
_HAN: Final = lazy(f"[{chars.HAN}]")
_VISIBLE: Final = lazy(rf"[^\s{chars.BYTE_ORDER_MARK}]")
_QUOTED: Final = frozenset(chars.RIGHT_QUOTE + chars.RIGHT_SINGLE_QUOTE + chars.RIGHT_CORNER + "`'\"")
_WORD: Final = lazy("[A-Za-z]{3}")
_CODE_START: Final = lazy(r"\s*(?:def|class|var|let|const|function|import|SELECT|#include)\b")
_CODE_END: Final = lazy(r"[\x21-\x7e]\s?;\Z")  # after a character it may end a heading, which drops it when printed
_CODE_SIGNS: Final = ("=>", "&&", "||", "==")

_BULLETS: Final = chars.BULLET + "\u2023\u25aa\u25cf\u25a0\u25c6\u25e6\u2219" + chars.MIDDLE_DOT
_TITLED: Final = lazy(
    f"[{chars.BLANKS}]*[({chars.LEFT_PARENTHESIS}]?(?:[{chars.CHINESE_DIGITS}]{{1,3}}|[0-9]{{1,3}})"
    f"[){chars.RIGHT_PARENTHESIS}、.\uff0e][^。]+。[{chars.BLANKS}]*\\Z"
)
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_LAYOUT: Final = frozenset(chars.BLANKS)


def remove_residue(draft: Draft) -> Change:
    """Return a cut for every tag and every lone bullet that a page left in the text."""
    text = draft.text
    cuts = _tags(text) if ">" in text or "</" in text else []
    _warn(draft, cuts)
    bullets = [cut for bullet in _BULLETS if bullet in text for cut in _lone(text, bullet)]
    if bullets:
        cuts = sorted([*cuts, *bullets], key=lambda cut: cut.start)  # disjoint: a lone bullet's line has no tag
    return cuts


def _warn(draft: Draft, cuts: list[Cut]) -> None:
    """Tell once what was left of HTML: the tags that are cut, or half a tag that only a repair of bytes can judge."""
    if any(note.code == "html_residue" for note in draft.notes):
        return
    if cuts:
        draft.warn("html_residue", f"{len(cuts)} tags of HTML were left in the text", cuts[0].start, cuts[0].end)
    elif ">" in draft.text and (found := _HALF_END.search(draft.text)) and _HAN.search(draft.text):
        draft.warn("html_residue", "half a tag of HTML was left in the text", found.start(), found.end())


# ---- tags


def _tags(text: str) -> list[Cut]:
    spans: list[tuple[int, int, str]] = []  # start, end, what it leaves between two texts
    if _OPENING in text:
        spans += ((m.start(), m.end(), "\n" if m["block"] else " " if m["cell"] else "") for m in _TAG.finditer(text))
        spans += ((m.start(), m.end(), "") for m in _DECLARATION.finditer(text))
        spans += ((m.start(), m.end(), "") for m in _CUT_END.finditer(text))
    spans += ((m.start(), m.end(), "") for m in _HALF_XML.finditer(text) if text[m.start() - 1 : m.start()] != "<")
    spans += ((m.start(), m.end(), "") for m in _HALF_END.finditer(text) if text[m.start() - 1 : m.start()] in _ENDS)
    spans.sort()
    return [cut for run in _runs(text, spans) if (cut := _cut(text, run))]


def _runs(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return tags in a row as one: with blanks of one line between them; the strongest of what they leave."""
    out: list[tuple[int, int, str]] = []
    for start, end, left in spans:
        if out and start < out[-1][1]:
            continue
        if out and start - out[-1][1] < 9 and not text[out[-1][1] : start].strip(chars.BLANKS):
            low, _, before = out[-1]
            out[-1] = (low, end, max(before, left, key=("", " ", "\n").index))
        else:
            out.append((start, end, left))
    return out


def _cut(text: str, run: tuple[int, int, str]) -> Cut | None:
    start, end, left = run
    opened = text[max(0, start - _MOST_OPENED) : start]
    if _OPENING in opened and _UNFINISHED.search(opened):
        return None
    before, after = _beside(text, start, -1), _beside(text, end, 1)
    near = before[-1:] + after[:1]
    if end - start == 3 and len(near) == 2 and near.isascii() and near.isalnum():
        return None  # a<b>c: letters on both sides of what may be a pair of signs
    if _kept(before, after):
        return None
    between = _VISIBLE.search(before) and _VISIBLE.search(after)
    return Cut(start, end, left if between else "", "residue.tag")


def _beside(text: str, at: int, step: int) -> str:
    """Return what stands on the same line before or after a place; of more than 100 characters those, and a mark."""
    if step < 0:
        part = _LINE_END.split(text[max(0, at - _FAR) : at])[-1]
        return part if len(part) < _FAR else chars.ELLIPSIS + part
    part = _LINE_END.split(text[at : at + _FAR], 1)[0]
    return part if len(part) < _FAR else part + chars.ELLIPSIS


def _kept(before: str, after: str) -> bool:
    """Say whether tags between these two texts are spoken about, or are part of a listing."""
    if _ABOUT.search(before[-_WINDOW:]) or _ABOUT.search(after[:_WINDOW]):
        return True
    if before[-1:] in _QUOTING and after[:1] in _QUOTED:
        return True
    line = before + after
    if not _VISIBLE.search(line):
        return False
    return _is_code(line) or (not _HAN.search(line) and "<" not in line and bool(_WORD.search(line)))


def _is_code(line: str) -> bool:
    """Say whether a line begins, ends or is joined as those of programs are."""
    end = line.rstrip()
    if end.endswith(("{", "}")) or (end.endswith(";") and _CODE_END.search(end, max(0, len(end) - 3))):
        return True
    return any(map(line.__contains__, _CODE_SIGNS)) or bool(_CODE_START.match(line))


# ---- bullets


def _lone(text: str, bullet: str) -> list[Cut]:
    """Return a cut for every bullet that has a line to itself, or stands behind a heading, which is printed so."""
    cuts = []
    at = text.find(bullet)
    while at >= 0:
        end = _edge(text, at + 1, 1)
        if end is not None and (_edge(text, at - 1, -1) is not None or _TITLED.match(_beside(text, at, -1))):
            cuts.append(Cut(at, at + 1, "", "residue.bullet"))
        at = text.find(bullet, at + 1)
    return cuts


def _edge(text: str, at: int, step: int) -> int | None:
    """Return where the line ends if only a few blanks lie between, else None."""
    for _ in range(20):
        if not 0 <= at < len(text) or text[at] in chars.LINE_ENDS:
            return at
        if text[at] not in _LAYOUT:
            return None
        at += step
    return None


PASS = Editor(
    name="repair.residue",
    title="Remove left-over HTML tags and lone bullets",
    title_zh="删除残留的 HTML 标签和孤立的项目符号",
    why="They are parts of the page, and a tag between two texts hides a line break.",
    edit=remove_residue,
)
