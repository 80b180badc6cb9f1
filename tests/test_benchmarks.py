"""The documents that the benchmarks make: the same each time, of all kinds, and cleaned without a defect."""

from __future__ import annotations

import pytest

import speechkit
from benchmarks.corpus import MIX, mixed, tiny


def test_a_corpus_is_the_same_each_time_and_of_all_kinds() -> None:
    one, again = list(mixed(0.4)), list(mixed(0.4))
    assert one == again
    assert {(each.kind, each.encoding) for each in one} <= {(kind, encoding) for _, kind, _, encoding in MIX}
    assert len({(each.kind, each.encoding) for each in one}) > 3
    assert tiny(7) == tiny(7) != tiny(8)


# 123, 3025, 3059: a list whose last member is cut off behind its label once cost the whole document.
@pytest.mark.parametrize("number", [123, 3025, 3059, *range(40)])
def test_a_cut_off_text_is_cleaned_without_a_defect(number: int) -> None:
    assert speechkit.clean(tiny(number)).to_json(edits=True)


def test_the_mixed_corpus_is_cleaned_in_its_encodings() -> None:
    for each in mixed(0.3, seed=5):
        document = speechkit.clean(each.data)
        assert document.blocks
        assert document.source.encoding.replace("-", "") in {each.encoding.replace("-", ""), "utf8", "big5hkscs", "gbk"}
