"""What is lost for good is flagged and stays as printed."""

from __future__ import annotations

import pytest

from speechkit import Options
from speechkit.pipeline import run

ONLY = Options(only=("repair.lost",))
LINE = "各位代表，去年我们修通了三条乡村公路，两千多户群众不再绕行。"
GONE = LINE.encode("gbk").decode("utf-8", "replace")

FLAGGED = [
    ("U+FFFD", GONE),
    ("saved and read as GBK", GONE.encode().decode("gbk", "replace")),
    ("question marks", "".join(char if char.isascii() else "?" for char in LINE)),
    ("question marks and figures", "????2019??????????"),
    ("question marks inside", "今天????开会"),
    ("one character", "各位\ufffd表，去年我们修通了三条公路。"),
]
SPARED = [
    ("healthy", LINE),
    ("emphasis", "你们到底去不去？？？？"),
    ("emphasis inside", "这是什么????大家都在问。"),
    ("spoken of", "写程序的人见了“锟斤拷”和“烫烫烫”就笑，知道又是编码弄错了。"),
    ("accents", "ÄÖÜäöüß ÀÉÈÊ ñÑ çÇ"),
    ("Russian", "Номер вышел с опозданием на два дня."),
    ("Japanese", "会議は午後三時に始まり、活動報告と質疑応答が行われました。"),
]


@pytest.mark.parametrize("line", [case[1] for case in FLAGGED], ids=[case[0] for case in FLAGGED])
def test_lost_text_is_flagged_and_stays(line: str) -> None:
    text = f"{LINE}\n{line}\n{LINE}\n"
    found = run(text.encode(), ONLY)
    spans = [each.span for each in found.warnings if each.code == "garbled_unrepaired"]
    assert len(spans) == 1
    assert spans[0] is not None
    assert len(LINE) < spans[0][0] < spans[0][1] <= len(LINE) + 1 + len(line)
    assert found.changes_made() == []


@pytest.mark.parametrize("line", [case[1] for case in SPARED], ids=[case[0] for case in SPARED])
def test_healthy_text_is_not_flagged(line: str) -> None:
    found = run(f"{LINE}\n{line}\n".encode(), ONLY)
    assert [each for each in found.warnings if each.code == "garbled_unrepaired"] == []


def test_what_nothing_could_restore_is_flagged() -> None:
    found = run(f"{LINE}\n{LINE.encode().decode('big5', 'replace')}\n".encode())
    assert any(each.code == "garbled_unrepaired" for each in found.warnings)


def test_bytes_that_the_decoder_told_of_are_not_told_again() -> None:
    data = LINE.encode()
    found = run(data[:30] + b"\xff" + data[30:], ONLY)
    assert [each.code for each in found.warnings] == ["bad_bytes"]
