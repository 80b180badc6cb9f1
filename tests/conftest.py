"""How Hypothesis runs: quick by default, the same examples each time on CI, 3,000 with HYPOTHESIS_PROFILE=slow."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from speechkit.cli.tongue import speak
from speechkit.lang import ENGLISH

_TOLERANT = (HealthCheck.too_slow, HealthCheck.data_too_large)

# A timing is never a test: no deadline anywhere.
settings.register_profile("default", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.register_profile("slow", deadline=None, max_examples=3000, suppress_health_check=_TOLERANT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Let no test speak on in the language that it chose."""
    yield
    speak(ENGLISH)
