"""GBK byte by byte."""

from __future__ import annotations

import pytest

from speechkit.repair import gbk


def test_every_pair_prints_what_the_codec_says() -> None:
    table = gbk.table()
    assert len(table) == 21_791  # GBK as Python has it: 21,003 characters of 1.0, the rest of code page 936
    for (lead, trail), char in list(table.items())[::97]:
        assert char.encode("gbk") == bytes((lead, trail))


def test_by_lead_and_by_trail_are_the_same_characters() -> None:
    leads = {(lead, trail, char) for lead, found in gbk.by_lead().items() for trail, char in found}
    trails = {(lead, trail, char) for trail, found in gbk.by_trail().items() for lead, char in found}
    assert leads == trails
    assert (0xA1, 0xA3, "。") in leads
    assert not any(char in "，Ａａ" and char != "，" for _, _, char in leads)


@pytest.mark.parametrize("mark", "？！；。，")
def test_many_characters_may_stand_before_a_mark(mark: str) -> None:
    """What a lost lead byte leaves: the first byte of the mark as a trail byte."""
    assert len(gbk.by_trail()[mark.encode("gbk")[0]]) > 100


def test_silent_pairs_print_nothing_in_gbk_and_a_private_character_in_gb18030() -> None:
    for first, seconds in gbk.silent().items():
        for second in seconds:
            pair = bytes((first, second))
            with pytest.raises(UnicodeDecodeError):
                pair.decode("gbk")
            assert len(pair.decode("gb18030")) == 1
    assert 0xC2 in gbk.silent()[0xAA]  # U+E021 of 要聽


PAIRS = [
    ("活", (0xBB, 0xEE)),
    ("；", (0xA3, 0xBB)),
    ("\ue021", (0xAA, 0xC2)),
    ("a", None),
    ("𠮷", None),
    ("\udc80", None),
    ("가", None),
]


@pytest.mark.parametrize(("char", "pair"), PAIRS)
def test_the_pair_of_a_character(char: str, pair: tuple[int, int] | None) -> None:
    assert gbk.pair_of(char) == pair


def test_what_running_text_holds() -> None:
    assert all(map(gbk.is_text, "活動，。、“”《》（）…—"))
    assert not any(map(gbk.is_text, "aＡぁЖ\ue021 1αㄅ"))
    assert gbk.is_han("龘")
    assert not gbk.is_han("，")
