"""Which documents are copies of one speech."""

from __future__ import annotations

import sqlite3
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.corpus.fuzzy import alike, bands, signer
from speechkit.corpus.reposts import Clusters, held, shared, sketch_of
from speechkit.document import Block
from speechkit.errors import OptionError
from tests.speeches import FARMS, ROADS, SCHOOLS, WATER

LONG = [*ROADS, *SCHOOLS, *FARMS, *WATER]


def blocks(lines: list[str], title: str | None = None) -> list[Block]:
    head = [Block(type="title", text=title, span=(0, 0))] if title else []
    return head + [Block(type="paragraph", text=line, span=(0, 0)) for line in lines]


def clusters(*documents: tuple[str, list[str]], signed: bool = False) -> list[tuple[int, str]]:
    finder = Clusters(sqlite3.connect(""))
    sign = signer() if signed else None
    for number, (title, lines) in enumerate(documents, 1):
        finder.add(number, sum(map(len, lines)), sketch_of(blocks(lines, title), title, None, sign))
    found = sorted(finder.matches())
    assert [each.document for each in found] == list(range(1, len(documents) + 1))
    return [(each.cluster, each.how) for each in found]


@pytest.mark.parametrize(
    ("label", "title", "lines", "how"),
    [
        ("the same", "标题甲的讲话全文", LONG, "exact"),
        ("another title", "讲话稿", LONG, "exact"),
        ("other punctuation", "讲话稿", [line.replace("，", ",").replace("。", "") for line in LONG], "exact"),
        ("traditional script", "讲话稿", [line.replace("农", "農").replace("会", "會") for line in LONG], "exact"),
        ("a site's lines around it", "讲话稿", ["欢迎来到公文网站首页", *LONG, "更多精彩内容请继续关注本站"], "near"),
        ("paragraphs in another order", "讲话稿", [*LONG[12:], *LONG[:12]], "near"),
        ("a fifth is gone", "讲话稿", LONG[:-5], "near"),
        ("a third of it under the same title", "标题甲的讲话全文", LONG[:8], "cut"),
        ("a third of it under another title", "别的标题下的摘录", LONG[:8], ""),
        ("another speech under the same title", "标题甲的讲话全文", [*FARMS[:1], "别的话。" * 30], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_copies(label: str, title: str, lines: list[str], how: str) -> None:
    for documents in ((("标题甲的讲话全文", LONG), (title, lines)), ((title, lines), ("标题甲的讲话全文", LONG))):
        one, two = clusters(*documents)
        assert (one[0] == two[0]) == bool(how), label
        assert {one[1], two[1]} == {"", how}


def test_a_cut_copy_has_the_title_of_any_whole_one() -> None:
    found = clusters(("甲站的标题在此", LONG[:8]), ("乙站的标题在此", LONG), ("甲站的标题在此", LONG[:-1]))
    assert found == [(2, "cut"), (2, ""), (2, "near")]


def test_a_compilation_does_not_join_its_speeches() -> None:
    speeches = [
        ("讲话之一在会上", ROADS),
        ("讲话之二在会上", SCHOOLS),
        ("讲话之三在会上", FARMS),
        ("讲话之四在会上", WATER),
    ]
    found = clusters(("年终讲话范文四篇", LONG), *speeches)
    assert found == [(number, "") for number in range(1, 6)]


def test_a_speech_of_last_year_used_again_is_another_speech() -> None:
    again = [*LONG[:20], *(f"第{number}件新事情要从头做起，第{number}个困难要从头克服" for number in "一二三四")]
    for years, joined in (
        (("2016", "2016"), True),
        (("2016", None), True),
        ((None, None), True),
        (("2016", "2017"), False),
    ):
        finder = Clusters(sqlite3.connect(""))
        for number, (lines, year) in enumerate(zip((LONG, again), years, strict=True), 1):
            finder.add(number, sum(map(len, lines)), sketch_of(blocks(lines), None, year))
        assert (len({each.cluster for each in finder.matches()}) == 1) == joined, years


def test_the_same_text_under_a_title_of_another_year_is_a_copy() -> None:
    for lines in (LONG, LONG[:-1]):
        finder = Clusters(sqlite3.connect(""))
        finder.add(1, 900, sketch_of(blocks(LONG), "2016年的讲话", "2016"))
        finder.add(2, 800, sketch_of(blocks(lines), "2023年的讲话", "2023"))
        assert {each.cluster for each in finder.matches()} == {1}


def test_documents_without_text_are_no_copies() -> None:
    assert clusters(("", []), ("", []), ("", ["。"])) == [(1, ""), (2, ""), (3, "")]


def test_a_copy_of_a_copy_finds_the_longest() -> None:
    found = clusters(("甲", LONG), ("乙", LONG[:-5]), ("丙", LONG[:-5]), ("丁", LONG))
    assert found == [(1, ""), (1, "near"), (1, "exact"), (1, "exact")]


@given(
    st.permutations(
        [
            ("甲站的标题在此", LONG),
            ("乙站的标题在此", LONG[:-4]),
            ("甲站的标题在此", LONG[:7]),
            ("乙", FARMS),
            ("丙", ROADS),
        ]
    )
)
def test_the_order_of_the_documents_does_not_matter(documents: list[tuple[str, list[str]]]) -> None:
    found = clusters(*documents)
    together = {frozenset(len(documents[at][1]) for at, each in enumerate(found) if each[0] == one) for one, _ in found}
    assert together == {frozenset({24, 20, 7}), frozenset({6})} or len(together) == 3


def test_estimates() -> None:
    assert shared([], []) == 0.0
    assert shared(list(range(64)), list(range(64))) == 1.0
    assert held([1, 2, 3], [1, 2, 3]) == 0.0, "three clauses are a stock phrase"
    assert held([1, 2, 3, 4], [1, 2, 3, 4, 5]) == 1.0
    assert held([1, 2, 3, 4, 9000], list(range(64))) == 1.0, "beyond the largest hash that was kept nothing is known"


# ---- copies in which many characters differ


def damaged(lines: list[str]) -> list[str]:
    """Return lines with one character in twenty exchanged, so that hardly a clause is left whole."""
    return ["".join("囗" if at % 19 == 9 else char for at, char in enumerate(line)) for line in lines]


def test_many_wrong_characters_need_the_library() -> None:
    pytest.importorskip("rensa")
    documents = ("甲", LONG), ("乙", damaged(LONG))
    assert clusters(*documents) == [(1, ""), (2, "")]
    assert clusters(*documents, signed=True) in ([(1, ""), (1, "near")], [(2, "near"), (2, "")])
    assert clusters(("甲", LONG), ("乙", damaged(LONG[:8])), signed=True) == [(1, ""), (2, "")]
    assert len({one for one, _ in clusters(("", ROADS), ("", FARMS), ("", WATER), ("", []), signed=True)}) == 4


def test_without_the_library_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(OptionError, match=r"pip install 'speechkit\[reposts\]'"):
        signer()


def test_signatures() -> None:
    assert list(bands(bytes(range(32)))) == [bytes([0, *range(16)]), bytes([1, *range(16, 32)])]
    assert alike(b"", b"") == 0.0
