"""Where things lie, with and without the variables that move them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.contract.errors import FileMissing
from core.files import folders


def test_resources_of_the_checkout() -> None:
    assert (folders.resources() / "presets" / "sd1.json").is_file()


def test_resources_of_a_frozen_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert folders.resources() == tmp_path / "resources"


def test_resources_of_a_broken_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "a" / "b" / "folders.py"))
    with pytest.raises(FileMissing):
        folders.resources()


def test_one_roof(own_home: Path) -> None:
    places = {folders.pictures(), folders.config(), folders.cache(), folders.state()}
    assert len(places) == 4
    assert {place.parent for place in places} == {own_home}
    assert not any(place.exists() for place in places)


def test_the_system_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVERIE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("XDG_PICTURES_DIR", str(tmp_path / "Bilder"))
    if sys.platform == "linux":
        assert folders.pictures() == tmp_path / "Bilder" / "Reverie"
        assert folders.config() == tmp_path / "CONFIG" / "reverie"
        assert folders.cache() == tmp_path / "CACHE" / "reverie"
        assert folders.state() == tmp_path / "STATE" / "reverie"


def test_pictures_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_PICTURES", str(tmp_path / "p"))
    assert folders.pictures() == tmp_path / "p"
