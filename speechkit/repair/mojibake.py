"""Mojibake: text that was read in the wrong encoding, line by line: å¼€å±• or ¿ªÕ¹ for 开展, 鏈嶅姟缇や紬 for 服务群众.

Where no byte was lost the bytes prove what it said (misreadings.py). Where some were, what the others leave open is
chosen by a language model if that is clear, and told (gapped.py). Healthy lines, foreign words with accents and
mojibake that a text shows or speaks about stay.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.passes import Change, Draft, Editor

# What nearly every misread line holds one of, and healthy Chinese text hardly ever: found by misreading half a million
# characters of official text, and taken for their speed too: a plain `in` costs 0.1 us in a page. As Latin-1 letters,
# then UTF-8 as GBK, Big5 as GBK, GBK as Big5.
_WESTERN_SIGNS: Final = "\xbc\xbb\xb8\xb5\xb4\xba\xb2\xbf\xb9\xc8\xc3\xe3\xef\xe5\xe6\xe7\xa4"
_CHINESE_SIGNS: Final = (
    f"{chars.REPLACEMENT}\N{EURO SIGN}锛涓紝鏀绗鏂鏁銆鈥鐨殑瀹寤寲澶鎺鎻鍋閲鍚鎵鎸鍏鍔鍙犲呮"
    "\ue4c7\ue4c8\ue4c9\ue019秈砞ㄛㄗ珛芢妗膘"
)


def repair_mojibake(draft: Draft) -> Change:
    """Return a cut for every stretch of a line that was read in the wrong encoding."""
    text = draft.text
    western = any(map(text.__contains__, _WESTERN_SIGNS))
    chinese = any(map(text.__contains__, _CHINESE_SIGNS))
    if not western and not chinese:
        return None
    from speechkit.repair.restoring import restored  # noqa: PLC0415  # a start pays 6 ms for it, few documents need it

    return restored(draft, western_=western, chinese_=chinese)


PASS = Editor(
    name="repair.mojibake",
    title="Restore text that was read in the wrong encoding",
    title_zh="还原按错误编码读出的文字",
    why="Nobody can read, search or count it; where no byte was lost, its bytes prove what it said.",
    edit=repair_mojibake,
)
