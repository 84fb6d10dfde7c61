"""Small models of each published kind, and runs of them that are looked at."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.explain.recording import Recording
from core.generation.generate import generate
from core.generation.loader import Loader


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def loader() -> Loader:
    return Loader()


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A picture of smooth colours, 64 px."""
    across = np.linspace(0, 255, 64, dtype=np.uint8)
    pixels = np.stack(
        [
            np.tile(across, (64, 1)),
            np.tile(across[:, None], (1, 64)),
            np.full((64, 64), 90, np.uint8),
        ],
        -1,
    )
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    return str(tmp_path / "photo.png")


@pytest.fixture
def half_mask(tmp_path: Path) -> str:
    """White on the right half, 64 px."""
    pixels = np.zeros((64, 64), np.uint8)
    pixels[:, 32:] = 255
    Image.fromarray(pixels).save(tmp_path / "mask.png")
    return str(tmp_path / "mask.png")


@pytest.fixture
def ask(tmp_path: Path, tiny_family) -> Callable[..., GenerationRequest]:
    """A request of 64 px and four steps on the CPU; `family` names the kind of model."""

    def make(family: str = "sd1", **fields) -> GenerationRequest:
        usual = {"prompt": "a swan and an apple", "seed": 7, "steps": 4, "guidance_scale": 5.0}
        usual |= {"model": str(tiny_family(family)), "device": "cpu", "dtype": "float32"}
        if "init" not in fields:
            usual |= {"width": 64, "height": 64}
        return GenerationRequest(**(usual | {"output": str(tmp_path / "out")} | fields))

    return make


@pytest.fixture
def drawn(loader) -> Callable[..., Image.Image]:
    """A request → its picture, as an ordinary run draws it; with a recording it looks on."""

    def draw(request: GenerationRequest, recording: Recording | None = None) -> Image.Image:
        events = list(generate(request, loader, lambda: False, watch=recording))
        paths = [event.path for event in events if isinstance(event, ev.ImageDone)]
        return Image.open(paths[0]).copy()

    return draw
