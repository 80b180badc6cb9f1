"""How speeches end: the speaker's own formulas are closings, a last sentence that merely holds the words is none."""

from __future__ import annotations

import pytest

import speechkit

HEAD = "在全乡蓄水保塘动员会上的讲话\n同志们：\n今年雨水少，塘里的水只剩一半，今天只讲蓄水保塘这一件事。\n"

CLOSINGS = [
    "我的话讲完了，谢谢大家！",
    "我的话完了。",
    "今天的党课就上到这里，谢谢大家！",
    "会就开到这里，散会！",
    "謝謝大家，祝各位身體健康、闔家平安。",
    "祝大家节日快乐！谢谢大家！",
]
NONE = [
    "感谢各位领导，祝愿是美好的，路是难走的。",
    "谢谢大家对水利站的支持，我会继续努力。",
    "会开到这里，问题还没有解决。",
    "课上到这里，水也该放了，大家跟我走一趟。",
    "祝酒词写得再好，也不如塘里有水。",
]


@pytest.mark.parametrize("line", CLOSINGS)
def test_a_formula_that_ends_a_speech_is_its_closing(line: str) -> None:
    assert speechkit.clean(HEAD + line).blocks[-1].type == "closing"


@pytest.mark.parametrize("line", NONE)
def test_a_sentence_with_such_words_is_none(line: str) -> None:
    assert speechkit.clean(HEAD + line).blocks[-1].type == "paragraph"
