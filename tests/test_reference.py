"""docs/reference.md tells what the program is: every command, option, pass, rule and warning."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from typing import get_args

import click
import pytest

from speechkit.cautions import WARNINGS
from speechkit.cli.group import COMMANDS, loaded
from speechkit.document import WarningCode
from speechkit.pipeline import PASSES

ROOT = Path(__file__).parent.parent


def test_the_page_is_as_the_program_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "COLUMNS", "80")
    found = importlib.util.spec_from_file_location("build_reference", ROOT / "scripts/build_reference.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    page = (ROOT / "docs/reference.md").read_text("utf-8")
    assert module.page() == page, "run: .venv/bin/python scripts/build_reference.py"


def test_everything_is_on_the_page() -> None:
    page = (ROOT / "docs/reference.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"### speechkit {name}\n" in page
        for option in loaded(name).params:
            if isinstance(option, click.Option):
                assert all(re.search(rf"`[^`]*{re.escape(spelt)}\b", page) for spelt in option.opts), option.opts
    for each in PASSES:
        assert f"| `{each.name}` |" in page
    for code in get_args(WarningCode):
        assert f"| `{code}` |" in page


def test_every_warning_has_its_meaning() -> None:
    assert list(WARNINGS) == list(get_args(WarningCode))
    assert all(meaning.endswith(".") for meaning in WARNINGS.values())
