"""Whether a line that holds the words of a site is the site's: a speech may hold the same words.

The site speaks of its own page and to its reader; a speaker tells of sites, quotes them, counts and teaches. So each
sentence of the line is looked at, and one that is not the site's spares the whole line.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy

# In folded text: who speaks about sites, editors and rights, and not as one. He tells, quotes, counts, teaches, asks.
ABOUT: Final = (
    r"有的|有些|(?<!没)有人|一些|某些|不少|这是|那是|并不(?!代表)|不等于|(?<![并若如但是])不是(?!本)|(?<!以上)就是|写[着上了]"
    r"|一行字|其实|听着|听起来|[两三四五六七八]个字|(?<!为)他们|她(?!们)|人家|说[,:\"\u201c\u201d]|怎么(?!写|办)|为什么|难道|规矩|规定(?!时间)"
    r"|法律(?!责任|顾问|声明|法规)|道理|天天|每[个年月位]|不能(?!保证)|不许|不准|别人|光靠|学会|陌生|也要|都要"
    r"|[一二三四五六七八九十百千万]{1,3}[个件份条张次名户家](?![工小月])"
)
_ABOUT: Final = lazy(ABOUT)
_SENTENCES: Final = lazy(r"[。!?;\u2026]+")
_CLAUSE: Final = lazy(r"[^,:。!?;\u2026]*")
_LABEL: Final = 6  # Chinese characters of what may stand before the first cue: 平台声明:, 郑重提示:
_HALF: Final = 50  # percent
# How a sentence of a site begins that has no sure word: it speaks of its page, or to the reader.
_VOICE: Final = lazy(
    r"[\W_]{0,3}(?:本|该|此|以上|如(?![此今同])|若|[如若]?需|凡|请|欢迎|感谢|谢谢|喜欢|希望|[您你]|未经|转载|版权|下载"
    r"|更多|点击|更新)"
)
_HAN: Final = lazy(f"[{chars.HAN}]+")


def is_of_site(line: str, sure: list[str], words: list[str], covers: int) -> bool:
    """Say whether every sentence of a folded line is the site's.

    `sure` and `words` are those of a rule that stand in the line, `covers` is the least share of its Chinese
    characters, in percent, that must lie in them.
    """
    if _ABOUT.search(line):
        return False
    first = _CLAUSE.match(line)
    if first and not any(word in first[0] for word in words) and _han(first[0]) > _LABEL:
        return False
    parts = [part for part in _SENTENCES.split(line) if part.strip(" )\"'")]
    return all(_speaks(part, sure, words, covers) for part in parts) and covered(line, words) >= covers


def _speaks(part: str, sure: list[str], words: list[str], covers: int) -> bool:
    """Say whether a sentence is the site's: one of the speech may hold a cue too, 本站 may be a railway station."""
    if not any(word in part for word in words):
        return False
    share = covered(part, words)
    own = any(word in part for word in sure) or _VOICE.match(part) is not None
    return share >= _HALF or (own and 2 * share >= covers)


def covered(line: str, words: list[str]) -> int:
    """Return the share of Chinese characters of a line, in percent, that lie in the words."""
    held = bytearray(len(line))
    for word in words:
        at = line.find(word)
        while at >= 0:
            held[at : at + len(word)] = b"\1" * len(word)
            at = line.find(word, at + len(word))
    runs: list[re.Match[str]] = list(_HAN.finditer(line))
    size = sum(found.end() - found.start() for found in runs)
    return 100 * sum(held.count(1, *found.span()) for found in runs) // size if size else 100


def _han(text: str) -> int:
    """Return the number of Chinese characters of a text."""
    return sum(len(run) for run in _HAN.findall(text))
