"""A line that is nothing but date and clock: the page's own at its edges, part of the text between two sentences."""

from __future__ import annotations

import pytest

import speechkit

FIRST = "同志们，今年的春耕已经开始，各村要抓紧备好种子和化肥。"
SECOND = "水利工程要在汛期以前完工，缺人手的村由镇里统一调配。"
THIRD = "农机手已经全部到位，哪一块地先耕、哪一块地后耕要排好。"
STAMP = "2021-04-08 08:30:00"

CASES = [
    ("below the title", f"在春耕动员会上的讲话\n{STAMP}\n{FIRST}\n{SECOND}\n{THIRD}\n", False),
    ("the last line", f"在春耕动员会上的讲话\n{FIRST}\n{SECOND}\n{THIRD}\n{STAMP}\n", False),
    ("above the site's lines", f"在春耕动员会上的讲话\n{FIRST}\n{SECOND}\n{STAMP}\n责任编辑：王小田\n", False),
    ("between two sentences", f"在春耕动员会上的讲话\n{FIRST}\n{SECOND}\n{STAMP}\n{THIRD}\n{FIRST}\n", True),
]


@pytest.mark.parametrize(("text", "stays"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_bare_date_goes_unless_the_speech_goes_on_around_it(text: str, stays: bool) -> None:
    document = speechkit.clean(text)
    assert (STAMP in document.to_text()) is stays
    assert (document.metadata.datetime is None) is stays
