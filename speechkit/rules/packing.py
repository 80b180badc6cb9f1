"""What the build packs: the rules as JSON, and the compiled code of every pattern."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from speechkit import patterns
from speechkit.rules import store


def packed() -> Iterator[tuple[str, bytes]]:
    """Yield path below the package and content of each file that the build adds.

    Raises RuleError for a rule that is not well formed or fails its own examples.
    """
    yield f"rules/{store.PACKED}", store.pack()
    yield patterns.PACKED, patterns.pack(sorted(every_pattern(), key=repr))


def every_pattern() -> set[tuple[str | bytes, int]]:
    """Return the source and flags of all patterns of the package and of its rules."""
    folder = import_module("speechkit").__path__
    for module in pkgutil.walk_packages(folder, "speechkit."):
        try:
            import_module(module.name)
        except ImportError:  # the command line needs click, which is not there while a wheel is built; it has few
            continue
    texts = (text for rule in store.rules() for text in (rule.pattern, rule.unless) if text)
    return set(patterns.known) | {(source, 0) for source in (store.telling().pattern, *map(store.filled, texts))}
