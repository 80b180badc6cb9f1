r"""Escapes of program text: damage where Chinese is meant, text where a program or an explanation has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.pipeline import repair

ONLY = Options(only=("repair.escapes",))
AROUND = "同志们，春耕已经开始，各村要抓紧备好种子和化肥。"
LINE = "今年粮食增产6.1%，“两个不愁”已经落实。"


def escaped(text: str, form: str = "\\u{:04x}") -> str:
    return "".join(char if char.isascii() else form.format(ord(char)) for char in text)


DECODED = [
    ("a whole line", escaped(LINE), LINE),
    ("capital digits", escaped(LINE, "\\u{:04X}"), LINE),
    ("escaped twice", escaped(LINE, "\\\\u{:04x}"), LINE),
    ("eight digits", escaped(LINE, "\\U{:08x}"), LINE),
    ("in braces", escaped(LINE, "\\u{{{:x}}}"), LINE),
    ("of a script's escape()", escaped(LINE, "%u{:04X}"), LINE),
    ("bytes of UTF-8", "".join(f"\\x{byte:02x}" for byte in "抓好水利，修好塘坝".encode()), "抓好水利，修好塘坝"),
    ("part of a line", "各村要\\u6293\\u597d水利。", "各村要抓好水利。"),
    ("a pair of surrogates", "\\ud842\\udfb7\\u6751\\u548c邻村", "𠮷村和邻村"),
    ("a line end of JSON", escaped("抓好水利工作") + "\\n" + escaped("修好塘坝"), "抓好水利工作\n修好塘坝"),
    (
        "quotes and a slash of JSON",
        escaped("他说：") + '\\"' + escaped("修好塘坝要紧") + '\\"<\\/p>',
        '他说："修好塘坝要紧"</p>',
    ),
    ("short lines of an escaped page", escaped(LINE) + "\n6\\u6708", LINE + "\n6月"),
    ("JSON that holds a speech", '{"text":"' + escaped(LINE) + '"}', '{"text":"' + LINE + '"}'),
    ("line end of a spreadsheet", "抓好水利。_x000D_修好塘坝。", "抓好水利。\n修好塘坝。"),
    ("line end in letters", "抓好水利。x0dx0a二是修好塘坝。", "抓好水利。\n二是修好塘坝。"),
    ("line end in letters at a line end", "抓好水利。_x000D_\n修好塘坝。", "抓好水利。\n修好塘坝。"),
    ("printed line ends", "抓好水利。\\r\\n\\r\\n2、修好塘坝。\\n", "抓好水利。\n2、修好塘坝。"),
]
KEPT = [
    ("range of a regular expression", "正则 [\\u4e00-\\u9fa5] 匹配一个字。"),
    ("a longer class", "[\\u4e00-\\u9fa5\\u3400-\\u4dbf\\uf900-\\ufaff]+"),
    ("a range alone", "\\u4e00-\\u9fff"),
    ("program text", 'String title = "\\u5de5\\u4f5c\\u62a5\\u544a";'),
    ("a call", 'print("\\u5de5\\u4f5c\\u62a5\\u544a")'),
    ("one escape of a letter", "“é”在表里记作 \\u00e9 。"),
    ("a sentence about an escape", "“中国”在文件里写作\\u4e2d\\u56fd，读的人要会认。"),
    ("an explanation", "“中”字的编码是\\u4e2d，记住就行。"),
    ("a path", "资料在 D:\\users\\new\\table 里。"),
    ("a path with Chinese", "资料在 D:\\新建\\notes 里。"),
    ("a formula", "公式 \\frac{a}{b} 与 \\nu 无关。"),
    ("the line end explained", "文本里的\\n表示换行。"),
    ("the line end quoted", "符号“\\n”不能删。"),
    ("a line end in a call", 'print("你好\\n各位")'),
    ("hexadecimal figures", "从 0x0d0a 起的地址不能写。"),
    ("an escape of a control", "甲\\u0000\\u0001乙"),
    ("half a pair of surrogates", "甲\\ud842乙，\\u5de5丙"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in DECODED], ids=[case[0] for case in DECODED])
def test_escapes_of_chinese_are_decoded(before: str, after: str) -> None:
    text, edits = repair(f"{AROUND}\n{before}\n{AROUND}", ONLY)
    assert text == f"{AROUND}\n{after}\n{AROUND}"
    assert {edit.rule for edit in edits} <= {"escape.unicode", "escape.line-end"}
    assert repair(text, ONLY) == (text, [])


@pytest.mark.parametrize("line", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_escapes_that_are_meant_stay(line: str) -> None:
    text = f"{AROUND}\n{line}\n{AROUND}"
    assert repair(text, ONLY) == (text, [])


PIECES = ["\\u5de5", "\\u4f5c", "\\ud842", "\\udfb7", "\\u005c", "\\u0075", "\\", "u", "%u6708", "\\n", "\\\\n", "\\/"]
PIECES += [
    "5de5",
    "中",
    "。",
    "\n",
    "a",
    "x0dx0a",
    "_x000D_",
    "\\x0d\\x0a",
    '"',
    "\\xe5\\xb7\\xa5\\xe5\\xb7\\xa5",
    "{",
    "}",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    after, _ = repair(text, ONLY)
    assert repair(after, ONLY) == (after, [])
