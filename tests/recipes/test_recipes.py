"""Every recipe in docs/recipes.md, run in order in one folder: `make recipes` installs what they need."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(r"^## (?P<title>[^\n]+)\n(?P<text>.*?)(?=^## |\Z)", re.M | re.S)
FENCE = re.compile(r"^```(?P<kind>sh|sh pandoc|python|r)\n(?P<code>.*?)^```$", re.M | re.S)
RECIPES = [
    pytest.param(found["kind"], found["code"], id=f"{block['title'].split(':')[0]} {number}")
    for block in BLOCK.finditer((ROOT / "docs/recipes.md").read_text("utf-8"))
    for number, found in enumerate(FENCE.finditer(block["text"]), 1)
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    shutil.copytree(ROOT / "tests/fixtures/raw", folder / "raw")
    return folder


def needs(kind: str, code: str) -> list[str]:
    """Return what this machine lacks for a recipe."""
    if kind == "python":
        found = re.findall(r"^(?:import|from) (\w+)", code, re.M)
        return [name for name in found if importlib.util.find_spec(name) is None]
    programs = {"r": ["Rscript"], "sh pandoc": ["pandoc"]}.get(kind, ["jq"] if "jq " in code else [])
    return [name for name in programs if shutil.which(name) is None]


@pytest.mark.parametrize(("kind", "code"), RECIPES)
def test_the_recipe_runs(place: Path, kind: str, code: str) -> None:
    lacking = needs(kind, code)
    if lacking:
        pytest.skip(f"this machine has no {', '.join(lacking)}")
    command = {"python": [sys.executable, "-c", code], "r": ["Rscript", "-e", code]}.get(kind, ["bash", "-ec", code])
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HF_HUB_OFFLINE": "1",
    }
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout or kind.startswith("sh"), "a recipe that prints nothing shows nothing"


def test_there_is_a_recipe_for_each_kind_of_reader() -> None:
    text = (ROOT / "docs/recipes.md").read_text("utf-8")
    assert all(
        f"## {name}" in text for name in ("jq", "pandas", "DuckDB", "R:", "TEI", "A retrieval", "Hugging", "Word")
    )
