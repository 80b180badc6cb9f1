"""Without Selenium, the tests of this folder are left out: `make browser` installs what they need and runs them."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("selenium") is None:
    collect_ignore_glob = ["*.py"]
else:
    from .driving import browser, fresh, report, scriptless  # noqa: F401  # fixtures
