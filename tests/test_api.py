"""The public API: what `import speechkit` promises."""

from __future__ import annotations

import subprocess
import sys

import pytest

import speechkit
from speechkit.repair import width

RAW = (
    "监(jiān)管局长创(chuàng)优(yōu)活动,监(jiān)管工作要抓好,创(chuàng)先争优(yōu)要抓实。"
    "监(jiān)管人员创(chuàng)新方法。"
)


def test_every_public_name_is_there() -> None:
    for name in speechkit.__all__:
        assert getattr(speechkit, name) is not None, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = speechkit.nothing


def test_repair_is_the_function_before_and_after_the_passes_are_imported() -> None:
    assert callable(speechkit.repair)
    assert width.PASS.name == "repair.width"
    code = "import speechkit; a = speechkit.repair; from speechkit import repair as b; speechkit.clean(b''); "
    code += "from speechkit import repair as c; import speechkit.repair.width as w; "
    code += "print(a is b is c is speechkit.repair, a(''), w.PASS.name)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True ('', []) repair.width\n"


def test_repair_gives_text_and_edits_and_takes_nothing_out() -> None:
    page = "时间:2022-11-01\n" + RAW
    text, edits = speechkit.repair(page)
    assert "jiān" not in text
    assert text.startswith("时间")
    assert {edit.rule for edit in edits} >= {"gloss.pinyin", "width.comma"}
    for edit in edits:
        assert page[edit.span[0] : edit.span[1]] == edit.before


def test_a_document_can_be_undone() -> None:
    document = speechkit.clean(RAW)
    assert document.undo() == RAW
    assert "jiān" in document.undo(rule="gloss.pinyin")
    assert document.changes.total == len(document.changes_made())


def test_options_that_name_nothing_are_refused() -> None:
    with pytest.raises(speechkit.OptionError, match=r"no pass is called 'repair\.magic'"):
        speechkit.clean("", speechkit.Options(skip=("repair.magic",)))


def test_a_pass_can_be_left_out_or_run_alone() -> None:
    assert "jiān" in speechkit.clean(RAW, speechkit.Options(skip=("repair.gloss",))).to_text()
    only = speechkit.clean(RAW, speechkit.Options(only=("repair.width", "outline")))
    assert "jiān" in only.to_text()
    assert "，" in only.to_text()
    assert only.produced_by.options == {"only": ("repair.width", "outline")}
