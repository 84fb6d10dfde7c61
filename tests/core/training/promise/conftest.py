"""A tiny model's shapes, and forecasts of teachings of it on a made-up machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.contract.teaching import DreamBoothConfig, EmbeddingConfig
from core.generation.machine import DeviceMemory
from core.training.promise.forecast import Forecast, forecast
from core.training.promise.outline import Outlines
from core.training.promise.trials import Trials

GB = 10**9


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def outlines() -> Outlines:
    return Outlines(base=0)


@pytest.fixture
def asked(tiny_model_folder, outlines, tmp_path):
    """A function: settings → the forecast of a DreamBooth with five photos."""

    def make(free: int = 8 * GB, *, photos: int = 5, **settings) -> Forecast:
        given = {"photos": "p", "class_noun": "dog", "prior": "none", "device": "cpu"} | settings
        config = DreamBoothConfig(model=str(tiny_model_folder), output="o", **given)
        found = forecast(config, photos, outlines, Trials(tmp_path / "trials.json"))
        return replace(found, room=DeviceMemory(16 * GB, free, 0))

    return make


@pytest.fixture
def asked_word(tiny_model_folder, outlines, tmp_path):
    """The same of a textual inversion."""

    def make(**settings) -> Forecast:
        given = {"photos": "p", "token": "zwx", "init_word": "dog", "device": "cpu"} | settings
        config = EmbeddingConfig(model=str(tiny_model_folder), output="o", **given)
        return forecast(config, 5, outlines, Trials(tmp_path / "trials.json"))

    return make
