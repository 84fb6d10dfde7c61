"""Shared by the tests of the jail."""

from __future__ import annotations

import pytest

from core.jail import bubble


@pytest.fixture(autouse=True)
def no_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside bubblewrap a process has another number than outside, and these tests compare numbers."""
    monkeypatch.setattr(bubble, "chances", 0)
