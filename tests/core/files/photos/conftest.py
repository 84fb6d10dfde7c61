"""Real photos, and ones with a planted fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

DATA = Path(__file__).resolve().parents[3] / "data"
PHOTOS = DATA / "photos"


@pytest.fixture
def photos() -> Path:
    """Folders of real photos, one a subject, 512 px."""
    return PHOTOS


@pytest.fixture
def dog() -> Image.Image:
    return Image.open(PHOTOS / "dog" / "00.jpg").convert("RGB")


@pytest.fixture(params=["collins.jpg", "hopper.jpg"])
def person(request) -> Image.Image:
    """Somebody's portrait, with the face in the upper half."""
    return Image.open(DATA / "people" / request.param).convert("RGB")


@pytest.fixture
def ball() -> Callable[..., np.ndarray]:
    """`ball(centre, radius, size)`: a red disc with a texture on a blue-grey ground, (H, W, 3) uint8."""

    def draw(centre=(0.5, 0.5), radius=0.2, size=(400, 300)) -> np.ndarray:
        width, height = size
        rng = np.random.default_rng(3)
        picture = np.full((height, width, 3), (90, 110, 130), np.float32)
        y, x = np.mgrid[:height, :width]
        away = np.hypot(x - centre[0] * width, y - centre[1] * height)
        picture[away < radius * min(size)] = (200, 40, 30)
        picture += rng.normal(0, 12, (height, width, 1))
        return picture.clip(0, 255).astype(np.uint8)

    return draw
