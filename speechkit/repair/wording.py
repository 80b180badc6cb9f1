"""What is wrong with the wording: flagged, never changed.

lossy_s2t: traditional text that a converter made character by character (于 后 里 干 范 left simplified);
elided_name: a title before 同志 without the name; scrambled_text: clauses moved by a rewriting tool;
missing_quotes: a closing quote whose opening one could not be put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader
from speechkit.patterns import lazy
from speechkit.repair.quotes import lone_quotes
from speechkit.repair.shifted import shifted_heads

# Words in which traditional script never has the simplified character, and the character it has.
_LOSSY: Final = {
    "后": (
        "後",
        lazy("后(?:续|續|进|進|来|來|备|備|果|期|者|勤|面|退)|[以之最然今前先会會此落背幕战戰年月日]后"),
    ),
    "里": ("裡裏", lazy("里(?:面|边|邊|外)|[这這那哪家心手城夜村屋店臺台]里")),
    "干": ("幹", lazy("干(?:部|事|劲|勁|警|群|活|净|淨)|[骨才苦实實能肯敢想]干")),
    "范": ("範", lazy("范(?:围|圍|例|畴|疇|本)|[模示规規防典师師]范")),
    "系": ("係繫", lazy("[关關联聯维維]系")),
    "涌": ("湧", lazy("涌(?:现|現|入|出|动|動)")),
    "并": ("並併", lazy("并(?:且|不|非|在|与|與|对|對|将|將|以|购|購|重|举|舉|引)|[合吞]并")),
    "采": ("採", lazy("采(?:取|用|访|訪|购|購|集|纳|納|写|寫)")),
    "斗": ("鬥鬭", lazy("斗(?:争|爭|志)|[奋奮战戰搏]斗")),
    "布": ("佈", lazy("布(?:置|局|署|景)|[公发發颁頒散]布")),
    "云": ("雲", lazy("云(?:南|计算|計算|平台|端|岭|嶺|集)")),
    "于": ("於", lazy("[对對关關由至等处處属屬位在置勇善敢便过過留用生高低]于|于(?:是|此|其|一|党|黨|人民)")),
}
_KINDS: Final = 3  # a single kind may be a name or a habit (Hong Kong prints 布, Taiwan 公布)

_TITLES: Final = (
    "书记|書記|政委|局长|局長|市长|市長|县长|縣長|省长|省長|部长|部長|厅长|廳長"
    "|处长|處長|镇长|鎮長|乡长|鄉長|院长|院長|所长|所長|队长|隊長|主任|主席|校长|校長|常委"
)
# 副書記、政委同志代表局黨委: a title in a row of titles, 同志, and what that person did. Titles have two characters.
_COMRADE: Final = "同志"
_ELIDED: Final = lazy(
    f"{_COMRADE}(?=代表|作了|做了|宣读|宣讀|传达|傳達|主持|通报|通報|安排|部署|刚才|剛才|亲自|親自)"
    f"(?:(?<=[、,{chars.COMMA}]..{_COMRADE})|(?<=(?:党委|黨委|主要|纪委|紀委)..{_COMRADE})"
    f"|(?<=(?:副书记|副書記)..{_COMRADE}))(?<=(?:{_TITLES}){_COMRADE})"
)
_STRANDED: Final = "中。"
_COMMAS: Final = (",", chars.COMMA)
_LONGEST: Final = 17  # characters from the comma up to that
_ADVERBIAL: Final = lazy(
    f"[,{chars.COMMA}](?P<stranded>[{chars.HAN}]{{3,14}}(?:过程|過程|工作|活动|活動|建设|建設|实践|實踐)中)。"
)
_IN_PLACE: Final = lazy("[在于於到入进進从從自向之为為是有用抓放把将將贯貫穿体體现現寓融渗滲落正]")
# A unit or a pronoun that lost its other half: 。局開展…, 使我真正…, 也包括我服務對象.
_DROPPED: Final = lazy(
    f"[。{chars.RIGHT_QUOTE}]局(?:深入|开展|開展|组织|組織|要求|认真|認真)|[使让讓](?:我)(?:真正|切实|切實|进一步|進一步|更加)|包括我(?:服务|服務|单位|單位)"
)
_STRONG: Final = 3  # signs of a rewriting tool, one of them a stranded adverbial, before the grave alarm is raised
_OFTEN: Final = 3
_MOST: Final = 50


def read_wording(draft: Draft) -> None:
    """Add warnings about wording that looks damaged; no text is changed."""
    text = draft.text
    lone = lone_quotes(text)
    for at in lone[:_MOST]:
        message = "a closing quote without an opening one; where that belongs is not certain"
        draft.warn("missing_quotes", message, at, at + 1)
    for at in islice(shifted_heads(text), _MOST):
        message = "a run of shifted bytes begins here; it is left as printed"
        draft.warn("garbled_unrepaired", message, at, at + 3)
    _lossy(draft, text)
    _elided(draft, text)
    _scrambled(draft, text, len(lone))


def _lossy(draft: Draft, text: str) -> None:
    if draft.options.script == "simplified" or draft.script not in {"traditional", "mixed"}:
        return
    kinds = [
        char
        for char, (proper, pattern) in _LOSSY.items()
        if char in text and text.count(char) > 2 * sum(map(text.count, proper)) and pattern.search(text)
    ]
    if len(kinds) >= _KINDS or any(_always(text, char) for char in kinds):
        message = f"converted to traditional script character by character: {' '.join(kinds)} stayed simplified"
        draft.warn("lossy_s2t", message)


def _always(text: str, char: str) -> bool:
    """Say whether one character stands for its traditional form three times, and that form never."""
    proper, pattern = _LOSSY[char]
    return not any(mark in text for mark in proper) and sum(1 for _ in islice(pattern.finditer(text), _OFTEN)) >= _OFTEN


def _elided(draft: Draft, text: str) -> None:
    """Flag a title before 同志 without a name, and mark the place where the name stood."""
    for found in _ELIDED.finditer(text):
        at = found.start()
        draft.warn("elided_name", "a name is missing between the title and 同志", at - 2, at + 2)
        draft.masks.append((at, at))
    draft.masks.sort()


def _scrambled(draft: Draft, text: str, lone: int) -> None:
    """Raise the grave alarm where several different signs of a rewriting tool come together."""
    stranded = [found for found in _adverbials(text) if not _IN_PLACE.search(found["stranded"])]
    if not stranded:
        return
    signs = len(stranded) + len(_DROPPED.findall(text)) + (lone > 0)
    if signs >= _STRONG:
        first = stranded[0]
        message = "clauses were moved and words dropped: a machine-rewritten copy, not the speech as given"
        draft.warn("scrambled_text", message, first.start("stranded"), first.end())


def _adverbials(text: str) -> Iterator[re.Match[str]]:
    """Yield the clauses that end in such a word, found from their ends."""
    at = text.find(_STRANDED)
    while at >= 0:
        comma = max(text.rfind(mark, max(0, at - _LONGEST), at) for mark in _COMMAS)
        if comma >= 0 and (found := _ADVERBIAL.match(text, comma)):
            yield found
        at = text.find(_STRANDED, at + 1)


PASS = Reader(
    name="repair.wording",
    title="Flag damaged wording",
    title_zh="标出可疑的措辞",
    why="What cannot be proved is not changed, but nobody should quote it without being told.",
    read=read_wording,
)
