"""Text read in the wrong encoding reads as it was written; healthy text and mojibake that is spoken of stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Options
from speechkit.ledger import Edit
from speechkit.pipeline import repair, run
from speechkit.repair.misreadings import CP1252

ONLY = Options(only=("repair.mojibake",))
EMPTY = "\x81\x8d\x8f\x90\x9d"

SIMPLIFIED = [
    "各位代表，去年我们修通了三条乡村公路，两千多户群众不再绕行。",
    "要把“马上就办”写进制度，更要落到每一张办事窗口上。",
    "第三季度新增就业岗位460个，完成全年任务的八成以上；困难家庭实现了动态清零。",
]
TRADITIONAL = [
    "各位代表，去年我們修通了三條鄉村公路，兩千多戶群眾不再繞行。",
    "要把“馬上就辦”寫進制度，更要落到每一張辦事窗口上。",
]


def cp1252(data: bytes) -> str:
    return data.decode("latin-1").translate(CP1252)


def without(text: str, lost: str) -> str:
    return "".join(char for char in text if char not in lost)


LOSSLESS: list[tuple[str, Callable[[str], str], list[str], str]] = [
    ("UTF-8 as Latin-1", lambda s: s.encode().decode("latin-1"), SIMPLIFIED + TRADITIONAL, "utf8-as-latin1"),
    ("UTF-8 as cp1252", lambda s: cp1252(s.encode()), SIMPLIFIED + TRADITIONAL, "utf8-as-cp1252"),
    (
        "UTF-8 as Latin-1, twice",
        lambda s: s.encode().decode("latin-1").encode().decode("latin-1"),
        SIMPLIFIED,
        "utf8-as-latin1",
    ),
    ("UTF-8 as cp1252, twice", lambda s: cp1252(cp1252(s.encode()).encode()), SIMPLIFIED, "utf8-as-cp1252"),
    ("GBK as Latin-1", lambda s: s.encode("gbk").decode("latin-1"), SIMPLIFIED + TRADITIONAL, "gbk-as-latin1"),
    ("GBK as cp1252", lambda s: cp1252(s.encode("gbk")), TRADITIONAL, "gbk-as-cp1252"),
    ("Big5 as Latin-1", lambda s: s.encode("big5").decode("latin-1"), TRADITIONAL, "big5-as-latin1"),
    ("Big5 as GB18030", lambda s: s.encode("big5").decode("gb18030"), TRADITIONAL, "big5-as-gbk"),
]


@pytest.mark.parametrize(("damage", "lines", "rule"), [case[1:] for case in LOSSLESS], ids=[c[0] for c in LOSSLESS])
def test_what_lost_no_byte_is_restored(damage: Callable[[str], str], lines: list[str], rule: str) -> None:
    for line in lines:
        text, edits = repair(damage(line), ONLY)
        assert text == line
        assert {edit.rule for edit in edits} == {f"mojibake.{rule}"}
        assert all(edit.confidence == 1.0 and edit.why for edit in edits)


@pytest.mark.parametrize(("damage", "lines"), [case[1:3] for case in LOSSLESS], ids=[case[0] for case in LOSSLESS])
def test_a_damaged_line_among_healthy_ones(damage: Callable[[str], str], lines: list[str]) -> None:
    page = [lines[1], damage(lines[0]), lines[1]]
    assert repair("\n".join(page), ONLY)[0] == "\n".join([lines[1], lines[0], lines[1]])


WITHIN = [
    ("UTF-8 as Latin-1 inside a line", "会议指出，{}这件事要抓紧。", lambda s: s.encode().decode("latin-1")),
    ("GBK as Latin-1 inside a line", "会议指出，{}这件事要抓紧。", lambda s: s.encode("gbk").decode("latin-1")),
    ("UTF-8 as GBK inside a line", "会议指出，{}这件事要抓紧。", lambda s: s.encode().decode("gb18030")),
]


@pytest.mark.parametrize(("line", "damage"), [case[1:] for case in WITHIN], ids=[case[0] for case in WITHIN])
def test_a_damaged_stretch_inside_a_healthy_line(line: str, damage: Callable[[str], str]) -> None:
    assert repair(line.format(damage("要把各项工作落到实处")), ONLY)[0] == line.format("要把各项工作落到实处")


LOSSY: list[tuple[str, Callable[[str], str], str]] = [
    ("UTF-8 as GB18030", lambda s: s.encode().decode("gb18030", "replace"), SIMPLIFIED[0]),
    ("UTF-8 as GB18030, quotes", lambda s: s.encode().decode("gb18030", "replace"), SIMPLIFIED[1]),
    ("UTF-8 as GBK", lambda s: s.encode().decode("gbk", "replace"), SIMPLIFIED[0]),
    ("GBK as cp1252, empty places lost", lambda s: without(cp1252(s.encode("gbk")), EMPTY), TRADITIONAL[0]),
    ("UTF-8 as cp1252, empty places lost", lambda s: without(cp1252(s.encode()), EMPTY), SIMPLIFIED[0]),
    ("GBK as Big5", lambda s: s.encode("gbk").decode("big5", "replace"), SIMPLIFIED[0]),
]


@pytest.mark.parametrize(("damage", "line"), [case[1:] for case in LOSSY], ids=[case[0] for case in LOSSY])
def test_lost_bytes_are_chosen_or_left_open_but_never_wrong(damage: Callable[[str], str], line: str) -> None:
    text, edits = repair(damage(line), ONLY)
    assert len(text) == len(line)
    assert all(got in (gold, "\ufffd") for got, gold in zip(text, line, strict=True))
    assert text.count("\ufffd") <= 0.1 * len(line)
    assert all(edit.confidence == 1.0 or edit.alternatives for edit in edits)


def test_what_is_uncertain_is_told() -> None:
    line = "要听群众的意见，不要总是说“挺好的”，更不要走一步看一步，换一个人就换一本账。"
    found = run(line.encode().decode("gbk", "replace").encode())
    told = [each for each in found.warnings if each.code in {"garbled_repaired", "garbled_unrepaired"}]
    assert any(each.span is None for each in told)
    assert all(each.alternatives and each.confidence is not None for each in told if each.span)


HEALTHY = [
    ("simplified", "\n".join(SIMPLIFIED)),
    ("traditional", "\n".join(TRADITIONAL)),
    ("accents", "The naïve résumé of the façade problem; São Paulo, coração, Ångström."),
    ("French capitals", "CÔTE D’IVOIRE, ÉTÉ À BIENTÔT, ÇA VA"),
    ("German", "Zwölf Größen für Ärzte und Öl im Übermaß an der Straße"),
    ("Icelandic", "Þetta er íslenska: sæl og blessuð, hvað segir þú gott?"),
    ("Russian", "Номер вышел с опозданием на два дня, зато впервые разошёлся полностью."),
    ("Japanese", "漢字とかなの並びを壊してはいけません。株式会社の決算短信を公開しました。"),
    ("Korean", "회의는 세 시에 시작했습니다."),
    ("signs", "温度25℃±2℃，误差≤0.5µm²，面积×高度，费用€30，版权©2020，第½册"),
    ("bopomofo", "ㄅㄆㄇㄈ是注音符號，ㄛ和ㄗ也是"),
    ("rare characters", "殷周青銅器銘文中有鐨鈹銆鋝等字，鐘鼎彝器甚多"),
    ("quoted Latin-1", "课件里的“â€œ”本来是一个引号，老师用红笔画了圈。"),
    ("quoted GBK", "如果存错了，屏幕上可能出现“浣犲ソ”，这是一个教学例子。"),
    ("spoken of", "乱码：浣犲ソ"),
    ("question marks", "到了没有？？修了没有？！通了没有？；没有人答话。"),
    ("lost for good", "锟斤拷锟斤拷，\ufffd\ufffd\ufffd\ufffd"),
    ("one letter", "Ã is a letter of Portuguese. Â is one too."),
]


@pytest.mark.parametrize("text", [case[1] for case in HEALTHY], ids=[case[0] for case in HEALTHY])
def test_healthy_text_stays(text: str) -> None:
    assert repair(text, ONLY) == (text, [])


def test_one_warning_tells_of_certain_repairs() -> None:
    found = run("\n".join(line.encode().decode("latin-1") for line in SIMPLIFIED).encode())
    told = [each for each in found.warnings if each.code == "garbled_repaired"]
    assert [(each.span, "utf8 read as latin1" in each.message) for each in told] == [(None, True)]
    assert found.script == "simplified"


DAMAGE = st.sampled_from([case[1] for case in LOSSLESS + LOSSY])


def disjoint(edits: list[Edit], text: str) -> bool:
    return all(text[edit.span[0] : edit.span[1]] == edit.before for edit in edits)


@settings(max_examples=60)
@given(DAMAGE, st.text(st.sampled_from("要把工作做好群众的，。“”2年a \ufffd?锛å涓"), max_size=40))
def test_a_second_time_finds_nothing_new(damage: Callable[[str], str], text: str) -> None:
    try:
        damaged = damage(text)
    except UnicodeError:
        return
    after, edits = repair(damaged, ONLY)
    assert disjoint(edits, damaged)
    assert repair(after, ONLY)[0] == after


@settings(max_examples=100)
@given(
    st.text(st.characters(min_codepoint=0x80, max_codepoint=0x17F) | st.sampled_from("锛涓€\ufffd?的a\n"), max_size=60)
)
def test_any_text_is_taken(text: str) -> None:
    run(text.encode("utf-8", "replace"), Options(only=("repair.mojibake", "repair.lost")))
