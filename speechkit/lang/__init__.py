"""The language that speechkit speaks to people: English, or Chinese from the catalogues in this folder.

The program is written in English and its output for machines (JSON, CSV, Markdown, exit codes) is the same in every
language. What people read is translated where it is shown and nowhere else: the help, messages on standard error,
explain, the report. Whoever raises an error or makes a warning knows nothing of languages.

A catalogue is TOML: `"English" = "中文"`. The English text may hold named values, {path}, which the Chinese text holds
too. A sentence that is already filled in (`3 changes`) is recognised by its template (`{count} changes`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

ENGLISH: Final = "en"
CHINESE: Final = "zh"
LANGUAGES: Final = (ENGLISH, CHINESE)

# Where a wish is looked for, in the order of POSIX (XBD 8.2), after the tool's own variable.
_VARIABLES: Final = ("SPEECHKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_DEEPEST: Final = 3  # a value inside a value inside a message: "{count} of {total}: {reason}"
_REMEMBERED: Final = 4096
_VALUE: Final = re.compile(r"\{(\w+)\}")
_NUMBERS: Final = frozenset({"count", "number", "of"})  # values of these names are figures: `a big change` is no count
_NUMBER: Final = r"\d[\d,.]*"

_state = {"language": ENGLISH}


def choose(language: str) -> None:
    """Speak this language from now on, in this process; a name that is none of LANGUAGES means English."""
    _state["language"] = language if language in LANGUAGES else ENGLISH


def current() -> str:
    """Return the language that is spoken: `en` or `zh`."""
    return _state["language"]


def wished(environment: Mapping[str, str]) -> str:
    """Return the language that the environment asks for: SPEECHKIT_LANG, or the locale of messages.

    >>> wished({"LANG": "zh_CN.UTF-8"}), wished({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"})
    ('zh', 'en')
    """
    for name in _VARIABLES:
        value = environment.get(name, "")
        if value:
            return CHINESE if value.lower().replace("-", "_").split("_")[0].split(".")[0] == CHINESE else ENGLISH
    return ENGLISH


def tr(text: str, /, **values: object) -> str:
    """Return the text in the language that is spoken, its {named} values filled in.

    `text` is a literal in the source: a test finds each of them and wants it in the catalogue. What the catalogue
    does not hold stays English.
    """
    if _state["language"] == CHINESE:
        text = catalogue().get(text, text)
    return _filled(text, values) if values else text


def localised(message: str) -> str:
    """Return a finished English message in the language that is spoken.

    A message of several parts (`path: reason; advice`) is translated by the template that fits; the values in it are
    looked up in their turn. One that fits no template stays as it is.
    """
    if _state["language"] != CHINESE:
        return message
    return _turned(message, _DEEPEST)


@cache
def catalogue() -> dict[str, str]:
    """Return English -> Chinese, of all files in the folder zh."""
    import tomllib  # noqa: PLC0415  # 9 ms, for those who read Chinese

    folder = os.path.join(os.path.dirname(__file__), CHINESE)
    found: dict[str, str] = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as file:
                found.update(tomllib.load(file))
    return found


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _VALUE.sub(lambda found: str(values.get(found[1], found[0])), text)


@lru_cache(_REMEMBERED)
def _turned(message: str, depth: int) -> str:
    exact = catalogue().get(message)
    if exact is not None or not depth:
        return message if exact is None else exact
    for start, pattern, chinese in _templates():
        found = pattern.fullmatch(message) if message.startswith(start) else None
        if found:
            return _filled(chinese, {name: _turned(value, depth - 1) for name, value in found.groupdict().items()})
    return message


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return (what it begins with, pattern, Chinese) of every entry with values; the most literal ones first."""
    found = [(_VALUE.split(text), chinese) for text, chinese in catalogue().items() if _VALUE.search(text)]
    found.sort(key=lambda row: -sum(map(len, row[0][::2])))
    return tuple((parts[0], re.compile(_pattern(parts), re.DOTALL), chinese) for parts, chinese in found)


def _pattern(parts: list[str]) -> str:
    """Return the pattern of a template that was split into text, name, text, name, text."""
    out, seen = [re.escape(parts[0])], set[str]()
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        inside = _NUMBER if name in _NUMBERS else ".+?"
        out.append(f"(?P={name})" if name in seen else f"(?P<{name}>{inside})")
        out.append(re.escape(text))
        seen.add(name)
    return "".join(out)
