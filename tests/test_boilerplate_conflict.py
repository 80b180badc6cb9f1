"""date_conflict: the site's introduction names one year, the speech lays out the work of another."""

from __future__ import annotations

import pytest

import speechkit

BODY = (
    "在全县水利工作会议上的讲话\n同志们：\n去年的工作大家都看到了。"
    "{year}年，全县水利工作的总体思路是：修旧渠、建新库、管好水。\n讲完了，谢谢大家。\n"
)

CASES = [
    ("another year", "下面是小编为大家整理的2022年在全县水利工作会议上的讲话,供大家参考。\n", "2020", True),
    ("the same year", "下面是小编为大家整理的2020年在全县水利工作会议上的讲话,供大家参考。\n", "2020", False),
    ("no year", "下面是小编为大家整理的在全县水利工作会议上的讲话,供大家参考。\n", "2020", False),
    ("a span of years", "下面是小编为大家整理的2021-2022年在全县水利工作会议上的讲话,供大家参考。\n", "2020", False),
    ("no introduction", "", "2020", False),
    ("an introduction to something else", "欢迎阅读2022年的旧报纸。\n", "2020", False),
]


@pytest.mark.parametrize(("label", "head", "year", "told"), CASES, ids=[case[0] for case in CASES])
def test_a_conflict_is_told_at_the_year_of_the_introduction(label: str, head: str, year: str, told: bool) -> None:
    document = speechkit.clean(head + BODY.format(year=year))
    found = [warning for warning in document.warnings if warning.code == "date_conflict"]
    assert len(found) == told, label
    assert document.metadata.speech_year == year
    if told:
        assert found[0].span is not None
        low, high = found[0].span
        assert document.ledger.raw[low:high] == "2022"
