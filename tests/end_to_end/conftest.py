"""What the whole ways share: homes that are not the person's, and a picture to start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.support.patient_bot import PatientBot


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


@pytest.fixture
def init(tmp_path: Path) -> Callable[..., str]:
    """A function: width and height in px → the file of a soft, colourful picture."""

    def make(width: int = 64, height: int = 64) -> str:
        coarse = np.random.default_rng(1).integers(0, 256, (5, 5, 3), dtype=np.uint8)
        path = tmp_path / "init.png"
        Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC).save(path)
        return str(path)

    return make
