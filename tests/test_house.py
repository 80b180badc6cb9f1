"""House rules that no linter knows."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "speechkit").rglob("*.py"))
MOST_LINES = 400
MOST_FUNCTION_LINES = 40

# Characters that another one can be taken for on a screen: typed bare in code, the wrong one is a silent no-op.
LOOK_ALIKES = re.compile(
    "[\uff01-\uff5e\u2018\u2019\u201c\u201d\u00a0\u3000\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad\u00b7\u2022\u30fb\u2010-\u2015\u2026]"
)


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


def docstrings(tree: ast.AST) -> set[int]:
    """Return the lines on which docstrings begin."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            found.add(body[0].value.lineno)
    return found


def bare_look_alikes(source: str) -> list[str]:
    """Return the strings in code, docstrings aside, that hold a look-alike typed bare."""
    spared = docstrings(ast.parse(source))
    kinds = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)}
    return [
        f"line {token.start[0]}: {token.string}"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type in kinds and token.start[0] not in spared and LOOK_ALIKES.search(token.string)
    ]


@named(PACKAGE)
def test_no_look_alike_is_typed_bare(path: Path) -> None:
    assert bare_look_alikes(path.read_text("utf-8")) == []


def test_the_look_alike_check_can_fail() -> None:
    assert bare_look_alikes('x = "，"')
    assert bare_look_alikes('x = f"{y}“"')
    assert not bare_look_alikes('"""a，b"""\nx = "\\uFF0C"  # ，')


@named(PACKAGE)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@named(PACKAGE)
def test_a_function_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, node.name


def prints(source: str) -> list[int]:
    """Return the lines that print or exit."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"print", "sys.exit", "exit", "quit", "os._exit", "sys.stdout.write", "sys.stderr.write"}
    ]


@named([path for path in PACKAGE if path.parent.name != "cli" and path.name != "__main__.py"])
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    assert prints(path.read_text("utf-8")) == []


def test_the_print_check_can_fail() -> None:
    assert prints("print(1)") == [1]


@named(sorted((ROOT / "speechkit" / "rules").glob("*.toml")))
def test_patterns_are_written_for_folded_text(path: Path) -> None:
    """Rules are matched on text with half-width punctuation: a full-width mark in a pattern could never match."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if re.match(r"\s*pattern\b", line):
            assert not LOOK_ALIKES.search(line), f"line {number}"


EVERY = [*PACKAGE, *(path for folder in ("tests", "scripts", "benchmarks") for path in (ROOT / folder).glob("*.py"))]


@named(EVERY)
def test_every_ignore_has_a_reason(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        found = re.search(r"# (?:noqa|type: ignore|fmt: skip|pragma)[^#]*(#.*)?$", line)
        if found and "fmt: skip" not in found[0] and "re.search(" not in line:
            assert found[1], f"line {number}: an ignore without a reason"
