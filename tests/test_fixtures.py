"""Raw pages written for this project, and what must come out of them (fixtures/README.md tells what each shows)."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import speechkit
from speechkit.document import Block

FIXTURES = Path(__file__).parent / "fixtures"
RAW = sorted((FIXTURES / "raw").iterdir())

every = pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)


@cache
def cleaned(path: Path) -> speechkit.Document:
    return speechkit.clean(path.read_bytes(), name=path.name)


@cache
def facts(path: Path) -> dict[str, Any]:
    return dict(json.loads((FIXTURES / "clean" / f"{path.stem}.json").read_text("utf-8")))


@every
def test_markdown_is_what_a_careful_editor_would_deliver(path: Path) -> None:
    assert cleaned(path).to_markdown() == (FIXTURES / "clean" / f"{path.stem}.md").read_text("utf-8")


@every
def test_encoding_line_ends_and_script_are_recognised(path: Path) -> None:
    source = cleaned(path).source
    found = {"encoding": source.encoding, "newline": source.newline, "script": cleaned(path).script}
    assert found == {name: facts(path)[name] for name in found}


@every
def test_a_reader_is_warned_of_what_matters_and_of_nothing_else(path: Path) -> None:
    assert sorted({warning.code for warning in cleaned(path).warnings}) == facts(path)["warnings"]


@every
def test_masked_runs_are_marked(path: Path) -> None:
    assert len(cleaned(path).redactions) == facts(path)["redactions"]


@every
def test_headings_form_the_tree(path: Path) -> None:
    headings = [block for block in cleaned(path).blocks if block.type == "heading"]
    assert [[h.level, h.marker, h.text.strip(), h.run_in] for h in headings] == facts(path)["outline"]
    assert [parent_of(h, cleaned(path).blocks) for h in headings] == expected_parents(headings)


def parent_of(heading: Block, blocks: list[Block]) -> str | None:
    return blocks[heading.parent].text if isinstance(heading.parent, int) else None


def expected_parents(headings: list[Block]) -> list[str | None]:
    """Return the text of the last heading of the level above, for each heading."""
    above: dict[int, str] = {}
    parents = []
    for heading in headings:
        assert isinstance(heading.level, int)
        parents.append(above.get(heading.level - 1))
        above[heading.level] = heading.text
    return parents


@every
def test_enumerations_are_found(path: Path) -> None:
    found = Counter((each.kind, len(each.items)) for each in cleaned(path).enumerations)
    wanted = Counter((kind, count) for kind, count in facts(path)["enumerations"])
    assert wanted <= found, wanted - found


@every
def test_slogans_are_found_with_their_items(path: Path) -> None:
    found = {(each.kind, each.normalized): each for each in cleaned(path).slogans}
    for kind, normalized, items in facts(path)["slogans"]:
        assert (kind, normalized) in found
        if items:
            assert [item.text for item in found[kind, normalized].items] == items


def test_every_raw_file_has_its_truth_and_its_line_in_the_table() -> None:
    stems = [path.stem for path in RAW]
    assert len(stems) == len(set(stems))
    assert sorted(path.name for path in (FIXTURES / "clean").iterdir()) == sorted(
        f"{stem}.{suffix}" for stem in stems for suffix in ("md", "json")
    )
    table = (FIXTURES / "README.md").read_text("utf-8")
    assert [path.name for path in RAW if f"| `{path.name}` |" not in table] == []


@pytest.mark.parametrize("name", ["02-nothing-to-do.txt", "03-nothing-to-do-taiwan.txt"])
def test_clean_text_is_left_alone(name: str) -> None:
    assert cleaned(FIXTURES / "raw" / name).changes.total == 0
