"""The version is said in one place and pyproject.toml agrees."""

from __future__ import annotations

import tomllib
from pathlib import Path

from core.contract.version import PROGRAM, VERSION


def test_pyproject_says_the_same() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION
    assert f"Reverie {VERSION}" == PROGRAM
