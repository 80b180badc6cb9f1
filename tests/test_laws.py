"""The laws, on every fixture and on what Hypothesis makes up.

1 replay, 2 undo, 3 coverage, 4 idempotence, 5 total, 7 deterministic. Law 6, linear time, is measured by the
benchmarks: a timing is never a test. HYPOTHESIS_PROFILE=slow runs 3,000 examples each.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import speechkit
from speechkit.document import Block
from speechkit.ledger import Edit, replay
from speechkit.render.plain import line_of
from speechkit.source import original

RAW = sorted((Path(__file__).parent / "fixtures" / "raw").iterdir())

# Bytes of the byte order mark.
MARKS_OF = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}

# ---- the laws


def replays(document: speechkit.Document) -> None:
    """Law 1: the raw text with the edits applied is the clean text, in memory and as printed."""
    ledger = document.ledger
    assert replay(ledger.raw, document.changes_made()) == ledger.text
    printed = json.loads(document.to_json(edits=True, raw=True))
    edits = [Edit(e["rule"], tuple(e["span"]), e["before"], e["after"]) for e in printed["edits"]]
    assert replay(printed["raw"], edits) == ledger.text
    assert document.changes.total == len(edits) == sum(document.changes.by_rule.values())


def can_be_undone(document: speechkit.Document) -> None:
    """Law 2: all edits taken back give the raw text; one, or one rule, changes its own places only."""
    raw, edits = document.ledger.raw, document.changes_made()
    assert document.undo() == raw
    for index in {0, len(edits) // 2, len(edits) - 1} & set(range(len(edits))):
        assert document.undo(edit=index) == replay(raw, [*edits[:index], *edits[index + 1 :]])
    swallowed = {part.rule for edit in edits for part in edit.over}
    for rule in {edit.rule for edit in edits} - swallowed:
        assert document.undo(rule) == replay(raw, [edit for edit in edits if edit.rule != rule])
    for rule in swallowed:
        left = document.undo(rule)
        assert left != document.ledger.text or not any(edit.rule == rule for edit in edits)


def covers(document: speechkit.Document) -> None:
    """Law 3: edits are sorted, disjoint and true; the blocks hold the clean text, in order, and nothing else."""
    raw, last = document.ledger.raw, 0
    for edit in document.changes_made():
        low, high = edit.span
        assert last <= low <= high <= len(raw)
        assert raw[low:high] == edit.before != edit.after
        assert edit.rule
        last = high
    assert seen("".join(map(printed_of, document.blocks))) == seen(document.ledger.text)
    starts = [block.span for block in document.blocks]
    assert starts == sorted(starts)
    assert all(0 <= low <= high <= len(raw) for low, high in starts)


def stays_clean(document: speechkit.Document) -> None:
    """Law 4: what `-f text` prints, cleaned again, is printed unchanged."""
    text = document.to_text()
    assert speechkit.clean(text).to_text() == text


def loses_nothing(document: speechkit.Document, data: bytes | str) -> None:
    """Law 5: what can be decoded is in the raw text, what cannot is counted; law 2: the raw text gives the file."""
    source, raw = document.source, document.ledger.raw
    if isinstance(data, str):
        assert source.media_type == "text/html" or len(raw) == len(data)  # a lone surrogate becomes U+FFFD
        return
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    if source.media_type != "text/plain" or source.bad_bytes:
        return
    body = data[MARKS_OF.get(source.encoding, 0) if "byte order mark" in source.steps else 0 :]
    if source.encoding not in OURS:
        assert raw == strictly(body, source.encoding), "a byte was lost without being counted"
    assert original(raw, source) in {None, data}  # None: Big5-HKSCS has two codes for one character


OURS = {"hz", "euc-tw", "iso-2022-cn", "iso2022_jp", "iso2022_kr"}  # read by escapes that leave no trace in the text


def strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):  # Python cannot decode EUC-TW and ISO-2022-CN
        return None


def obeys(document: speechkit.Document, data: bytes | str) -> None:
    """All laws that one document can be held to."""
    replays(document)
    can_be_undone(document)
    covers(document)
    loses_nothing(document, data)
    document.to_markdown()


def printed_of(block: Block) -> str:
    """Return a block as the clean text holds it: a heading with its marker and the mark it drops, a gap in brackets."""
    return line_of(block) + (block.terminal or "")


def seen(text: str) -> str:
    return "".join(text.split())


# ---- on the fixtures


@pytest.fixture(params=RAW, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_replay(page: Path) -> None:
    replays(speechkit.clean(page.read_bytes(), name=page.name))


def test_undo(page: Path) -> None:
    can_be_undone(speechkit.clean(page.read_bytes(), name=page.name))


def test_coverage(page: Path) -> None:
    covers(speechkit.clean(page.read_bytes(), name=page.name))


def test_idempotence(page: Path) -> None:
    stays_clean(speechkit.clean(page.read_bytes(), name=page.name))


def test_nothing_is_lost_on_reading(page: Path) -> None:
    data = page.read_bytes()
    document = speechkit.clean(data, name=page.name)
    loses_nothing(document, data)
    if document.source.media_type == "text/plain" and not document.source.bad_bytes:
        assert original(document.ledger.raw, document.source) == data


def test_the_same_bytes_give_the_same_output_in_any_process() -> None:
    script = (
        "import hashlib, pathlib, sys, speechkit\n"
        "for path in map(pathlib.Path, sys.argv[1:]):\n"
        "    document = speechkit.clean(path.read_bytes(), name=path.name)\n"
        "    whole = document.to_json(edits=True, raw=True) + document.to_markdown()\n"
        "    print(hashlib.sha256(whole.encode()).hexdigest())\n"
    )
    runs = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-c", script, *map(str, RAW)]
        runs.append(subprocess.run(command, capture_output=True, check=True, env=env).stdout)
    assert runs[0] == runs[1]
    assert len(runs[0].split()) == len(RAW)


# ---- on made-up documents

HEADS = [
    "一、提高认识,扛起责任", "二、加固堤防", "三、", "(一)摸清底数。逐户登记,不漏一人。", "（二）压实责任",
    "(二)必须看清:拖延不是小事,而是大害。", "1.开好头。", "2、收好尾", "3．再看一遍", "（1）到田头", "(2)到窗口;",
    "第一章 总则", "第二条 本办法适用于本镇。", "一、二级水库由县里管护。", "2019.06至今共修渠八条。",
    "三、抓落实,见实效", "（一）", "一是到位。", "——在秋收动员会上的讲话", "目录", "附件:责任分工表",
]  # fmt: skip
FRAME = [
    "欢迎光临田畴公文网", "当前位置:首页 > 讲话 > 农业", "时间:2020-02-03 04:05:06",
    "2020-02-03 04:05:06浏览:12评论:0 来源:田畴网",
    "导语:在秋收动员会上的讲话一文由网友投稿,不代表本站立场,仅供参考。",
    "以下是小编精心整理的在秋收动员会上的讲话(完整版),供您参考。", "核心摘要:一、提高认识,扛起责任 今年秋",
    "关键词:秋收,动员", "(责任编辑:麦子)", "上一篇:", "在植树节上的讲话", "下一篇:在防火会上的讲话", "分享到",
    "打赏", "免责声明", "• ", "本文内容由网友上传,本站不承担责任,如有侵权请发邮件至 a@tianchou.example 删除。",
    "转载请注明出处:https://tianchou.example/1.html", "0相关评论", "打印本页 关闭窗口", "相关文章",
    "试读到此结束,付费后阅读全文", "在秋收动员会上的讲话", "同志们:", "谢谢大家!", "我就讲这些,谢谢大家!",
]  # fmt: skip
PIECES = [
    "同志们,", "今天的会开得很短,", "把秋粮收上来。", "群众问:钱在哪里?", "（会后请到窗口领表）",
    "要落实“四个到位”,即人到位、钱到位、物到位、心到位。", "監(jiān)管", "創(chuàng)優(yōu)", "長(zhǎng)遠",
    "GDP(gdp)", "好(ok)", "“土专家”", "、田秀才”", "“只开不合", "「通路」", "『心』", "&ldquo;减负&rdquo;",
    "&nbsp;", "&amp;lt;", "&#8220;", "<p>", "</p>", "<br/>", "<b", "{{", "**", "xx", "x名", "***", "20__年",
    "******精神", "\u200b", "\ufeff", "\u3000", "\u00a0", "\ufdd0", "\ue021", "\ufffd", "?;鶎咏ㄔO", "??己私Y果",
    "锟斤拷", "å¼€å±•", " 当前隐藏内容免费查看", "……(此处隐藏120字,登录后阅读)……", "一是修渠,二是清淤,三是装闸。",
    "3.5亿元", "10:30", "84.20%", "https://a.example/?q=1,2", "a@b.example", "、。", ",,", "??", "?!",
    "干部于是后来云里雾里", "為農服務", "的(de)", "微信公众号", "责任编辑", "\\", "# ", "> ", "- ", "`", "[a](b)",
]  # fmt: skip

line = st.one_of(
    st.sampled_from(HEADS),
    st.sampled_from(FRAME),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.just(""),
)
ends = st.sampled_from(["\n", "\n\n", "\r\n", "\n　　", "\n\u00a0\u00a0", "\r", "\u2028"])
marks = st.text(
    "一二三、（）()。，,;；:：?？!！“”‘’「」《》[]<>&*_x.0123 \n\r\t\u3000\u00a0干於后們们章条第是要", max_size=80
)
codecs = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-32", "cp1252"])
names = st.sampled_from(["", "a.txt", "a.html"])


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page of up to twenty lines: headings, site frame, sentences with damage of every family."""
    end = draw(ends)
    return end.join(draw(st.lists(line, max_size=20))) + draw(st.sampled_from(["", end]))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """The bytes of a page in any codec, with up to three places overwritten."""
    data = bytearray(draw(pages()).encode(draw(codecs), "ignore"))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 2))] = draw(st.binary(max_size=3))
    return bytes(data)


@given(pages(), names)
def test_composed_pages_obey(text: str, name: str) -> None:
    obeys(speechkit.clean(text, name=name), text)


# What was once printed and then read otherwise: why, and the text.
UNSTABLE = [
    (
        "more notices in one line than all rounds take",
        "同志们：现在开会。" + "免责声明：本文来源于网络，如有侵权请联系删除。" * 300,
    ),
    ("members of a series inside the text of the first heading", "(一)自查。每年一次。(二)必须整改"),
    ("the same, in lines that end otherwise", "(一)数清。逐户登记\r。（二）压实责任"),
    ("a chapter inside the text of a heading, behind a form feed", "。（一）数清\x0c了。（二）压实"),
    ("a line read back tells the script of another", "?；钴S節\r\\n??己私Y果\r导"),
    ("a break lets the second run be read, and that the first", "果<?私Y果<div>?私Y果<"),
    ("half a tag before the mark that a heading drops", "二)/span>。"),
    ("a tag cut off before a blank that an entity was", "</p&#12288<i>"),
    ("a marker before a figure", "一）0本站立场仅供参考。全镇"),
    ("a heading below the label of a list", "。\r相关文章\n二)容缺受理。"),
    ("meta data behind a run-in heading", "二)危害。时间:2020-02-03 04:05:06"),
    ("a phrase of the site behind a long first sentence", f"三、{'促进服务型机关建设' * 10}。整理讲话完整供您参考"),
    ("a run-in heading far below the head, a long text behind it",
     f"四)\n当前位置:业\n好\n{'坚持把小事办好，把好事办实，' * 5}做到底。\n一)清淤。{'渠底高低不平，' * 8}。\n我"),
    ("the text of a heading, twice", "<p>三、分工。三是市政府机关事务局<p>三、分工。三是市政府机关事务局"),
    ("a number far from its title", "二、\n三、\n\u3000\u3000\n\u3000\u3000\n\u3000\u3000把秋粮收上来"),
    ("a misread line with an unusual end", "pl\ue021\u2028\ufffd"),
    ("blanks before an annex", "打谷\n\u3000\u3000附表\n二)危害。"),
    ("a bullet behind a heading", "二)危害。\u2022"),
    ("a paragraph above a heading with a stop",
     f"同志们：\n{'收购价格要公示，' * 12}好。…\xa0\xa0\xa0\xa0一、把握政策{'要执行标准，' * 10}不压价。\n二、备仓。"),
    ("a shifted run behind the title of a heading", "二)危害。?;鶎咏ㄔ"),
    ("random runs, told from the lines that stay",
     "_\nkMOQe\n\\\n好\nz\nv\nMOn0W\nW\n0\nwgqGr\n好\n0\n本站立场仅供参考\nR\nyTMOs\n好\n好"),
]  # fmt: skip


@given(pages())
def test_composed_pages_stay_clean(text: str) -> None:
    stays_clean(speechkit.clean(text))


@pytest.mark.parametrize("text", [case[1] for case in UNSTABLE], ids=[case[0] for case in UNSTABLE])
def test_what_once_changed_when_read_again_stays_clean(text: str) -> None:
    document = speechkit.clean(text)
    obeys(document, text)
    stays_clean(document)


@given(st.lists(st.sampled_from([*HEADS, *FRAME, *PIECES, "”"]), min_size=1, max_size=3), st.integers(2, 60))
@example(["“三个一”"], 40)
@example(["”"], 60)
@example(["<p>", "<p>", "??己私Y果"], 28)  # a title over and over goes at once, however often it is printed
@example(["时间:2020-02-03 04:05:06<div class=a>"], 40)  # a window that is cut off does not begin as a listing does
def test_what_comes_again_and_again_obeys(parts: list[str], times: int) -> None:
    text = "".join(parts) * times
    document = speechkit.clean(text)
    obeys(document, text)
    stays_clean(document)


@given(files(), names)
@example(b"", "")
@example(b"\xff", "")
@example(b"\xff\xfe", "a.txt")
@example(b"\xef\xbb\xbf", "a.html")
@example(b"<html", "")
@example(b"\0" * 9, "")
@example(b"\0\0", "")
@example(b"\xff\xfe\0\x01\0", "")
def test_any_file_obeys(data: bytes, name: str) -> None:
    obeys(speechkit.clean(data, name=name), data)


@given(st.binary(max_size=200), names)
def test_any_bytes_obey(data: bytes, name: str) -> None:
    document = speechkit.clean(data, name=name)
    obeys(document, data)
    stays_clean(document)


@given(st.one_of(marks, st.text(max_size=120)))
@example("")
@example("\ud800")
@example("一、\n\n(一)\n")
@example("\u3000\u3000,,同志们,")
@example(" :一")
def test_any_text_obeys(text: str) -> None:
    document = speechkit.clean(text)
    obeys(document, text)
    stays_clean(document)


@given(
    pages(), st.booleans(), st.sampled_from(["full", "keep"]), st.sampled_from(["keep", "simplified", "traditional"])
)
def test_options_break_no_law(text: str, bold: bool, width: str, script: str) -> None:
    options = speechkit.Options(bold=bold, width=width, script=script)  # type: ignore[arg-type]  # drawn from the names that Options takes
    obeys(speechkit.clean(text, options), text)


@given(pages())
def test_the_same_text_gives_the_same_output(text: str) -> None:
    one, two = speechkit.clean(text), speechkit.clean(text)
    assert one.to_json(edits=True, raw=True) == two.to_json(edits=True, raw=True)
    assert one.to_markdown() == two.to_markdown()
