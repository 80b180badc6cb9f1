"""Characters that nobody sees go, unless a script, an emoji or a later repair needs them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair

ONLY = Options(only=("repair.invisible",))

REMOVED = [
    ("zero-width space", "群\u200b众", "群众", "invisible.zero-width"),
    ("byte order mark", "群\ufeff众", "群众", "invisible.zero-width"),
    ("soft hyphen", "群\u00ad众", "群众", "invisible.zero-width"),
    ("word joiner", "群\u2060众", "群众", "invisible.zero-width"),
    ("joiner between Han", "群\u200d众", "群众", "invisible.zero-width"),
    ("non-joiner between Han", "群\u200c众", "群众", "invisible.zero-width"),
    ("control", "群\x07众", "群众", "invisible.control"),
    ("null", "群\x00众", "群众", "invisible.control"),
    ("C1 control", "群\x90众", "群众", "invisible.control"),
    ("mark of direction", "群\u200e众", "群众", "invisible.bidi"),
    ("embedding", "\u202a群众\u202c", "群众", "invisible.bidi"),
    ("Arabic mark of direction", "群\u061c众", "群众", "invisible.bidi"),
    ("tags", "群\U000e0041\U000e0042众", "群众", "invisible.zero-width"),
    ("variation selector for emoji", "群\ufe0f众", "群众", "invisible.zero-width"),
    ("grapheme joiner", "群\u034f众", "群众", "invisible.zero-width"),
    ("selector and joiner", "群\ufe0f\u200d众", "群众", "invisible.zero-width"),
    ("soft hyphen in a Latin word", "co\u00adoperation", "cooperation", "invisible.zero-width"),
]
KEPT = [
    ("tab and line ends", "甲\t乙\r\n丙\n\x0c丁\x85戊\u2028己"),
    ("no-break and ideographic blanks", "甲\u00a0乙\u3000丙"),
    ("family of emoji", "\U0001f469\u200d\U0001f469\u200d\U0001f467"),
    ("emoji with a variation selector", "\u2764\ufe0f\u200d\U0001f525"),
    ("conjunct of Devanagari", "\u0915\u094d\u200d\u0937"),
    ("Persian non-joiner", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    ("direction where Hebrew is", "\u05e9\u05dc\u200f\u05d5\u05dd"),
    ("UTF-8 read as Latin-1", "ä¸\xadå\x9b½"),
    ("GBK read as Latin-1", "\xd6\xd0\x9a\xa7"),
    ("private use", "甲\ue021乙"),
    ("lost characters", "甲\ufffd乙"),
    ("variation of a Han character", "葛\U000e0100"),
    ("standard form of a Han character", "神\ufe00"),
    ("flag of a region", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    ("keycap", "1\ufe0f\u20e3"),
    ("words of Thai", "\u0e44\u0e17\u0e22\u200b\u0e20\u0e32\u0e29\u0e32"),
    ("words of Khmer", "\u1781\u17d2\u1798\u17c2\u179a\u200b\u1797\u17b6"),
    ("vowel separator of Mongolian", "\u182a\u180e\u1820"),
    ("Arabic with both marks", "\u0645\u200f(1)\u061c\u200e"),
]


@pytest.mark.parametrize(("before", "after", "rule"), [case[1:] for case in REMOVED], ids=[case[0] for case in REMOVED])
def test_invisible_characters_go(before: str, after: str, rule: str) -> None:
    text, edits = repair(before, ONLY)
    assert text == after
    assert {edit.rule for edit in edits} == {rule}


@pytest.mark.parametrize("text", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_what_is_needed_stays(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from(
            "中a\u200b\u200c\u200d\ufeff\x07\u200eä\u05d0\U0001f469\u0915\n\ufe0f\u034f\U0001f3f4\U000e0067\u0e01"
        ),
        max_size=30,
    )
)
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])
