"""A library of one's own: the program's models left out, everything under the test's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.files import folders, store
from core.files.catalogue.scan import scan


@pytest.fixture(autouse=True)
def no_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Resources with the presets alone."""
    resources = tmp_path / "resources"
    (resources / "models").mkdir(parents=True)
    (resources / "presets").symlink_to(folders.resources() / "presets")
    monkeypatch.setattr(folders, "resources", lambda: resources)
    return resources


@pytest.fixture
def look():
    """A function: look through everything and return the catalogue."""
    return lambda: store.drained(scan())


@pytest.fixture
def names(look):
    """A function: names of all entries, and their kinds."""
    return lambda: {entry.name: entry.kind for entry in look().entries}
