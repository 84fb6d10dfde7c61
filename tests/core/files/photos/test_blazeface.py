"""The network that finds faces says what the original says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.files.photos.blazeface import LEARNED_AT, network

PEOPLE = Path(__file__).resolve().parents[3] / "data" / "people"
# What MediaPipe's file says in its own interpreter (ai-edge-litert 2.3) of the same numbers: the three guesses that
# are surest, how sure, and their boxes in px.
HOPPER = {
    209: (0.89930, (44.981, 30.439, 88.838, 74.295)),
    680: (0.89372, (43.665, 29.984, 89.036, 75.346)),
    207: (0.81326, (44.560, 30.919, 87.666, 74.026)),
}


def shown(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    small = picture.resize(size, Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 127.5 - 1


def test_it_says_what_the_original_says():
    with Image.open(PEOPLE / "hopper.jpg") as picture:
        sure, boxes = network().guesses(shown(picture, (LEARNED_AT, LEARNED_AT)))
    assert sure.shape == (896,)
    assert boxes.shape == (896, 4)
    assert set(np.argsort(-sure)[:3]) == set(HOPPER)
    for number, (expected, box) in HOPPER.items():
        assert sure[number] == pytest.approx(expected, abs=2e-3)  # decoders of JPEG differ by one
        assert boxes[number] == pytest.approx(box, abs=0.1)


@pytest.mark.parametrize("size", [(128, 192), (256, 128), (272, 304)])
def test_a_picture_of_another_size_has_a_guess_for_each_of_its_places(size):
    width, height = size
    rng = np.random.default_rng(0)
    sure, boxes = network().guesses(rng.uniform(-1, 1, (height, width, 3)).astype(np.float32))
    small = -(-height // 16) * -(-width // 16)
    assert len(sure) == len(boxes) == (height // 8) * (width // 8) * 2 + small * 6
    assert ((sure >= 0) & (sure <= 1)).all()


def test_what_is_moved_by_a_place_is_found_a_place_further():
    with Image.open(PEOPLE / "hopper.jpg") as picture:
        small = shown(picture, (112, 128))
    boxes = []
    for start in (0, 16):
        wide = np.zeros((128, 192, 3), np.float32)
        wide[:, 32 + start : 144 + start] = small
        sure, found = network().guesses(wide)
        boxes.append(found[sure.argmax()])
    assert boxes[1] - boxes[0] == pytest.approx([16, 0, 16, 0], abs=1e-3)
