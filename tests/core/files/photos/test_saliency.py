from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.files.photos.saliency import find_subject


@pytest.mark.parametrize("centre", [(0.5, 0.5), (0.25, 0.4), (0.75, 0.65)])
def test_a_disc_on_a_plain_ground_is_found(ball, centre):
    box = find_subject(ball(centre, radius=0.18)).box
    wanted = (centre[0] - 0.135, centre[1] - 0.18, centre[0] + 0.135, centre[1] + 0.18)
    assert box.numbers == pytest.approx(wanted, abs=0.05)


def test_a_picture_of_one_colour_is_its_own_subject():
    subject = find_subject(np.full((40, 60, 3), 77, np.uint8))
    assert subject.box.numbers == (0, 0, 1, 1)
    assert subject.share == 1


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (7, 9)])
def test_the_smallest_pictures_are_no_trouble(size):
    rng = np.random.default_rng(0)
    assert find_subject(rng.integers(0, 256, (*size, 3), dtype=np.uint8)).box.area > 0


@pytest.mark.parametrize(
    ("name", "inside"),  # a rectangle that surely belongs to the subject
    [
        ("duck_toy/03.jpg", (0.4, 0.48, 0.62, 0.68)),
        ("dog/04.jpg", (0.4, 0.2, 0.7, 0.6)),
        ("teapot/01.jpg", (0.4, 0.47, 0.55, 0.57)),
        ("red_cartoon/02.jpg", (0.38, 0.4, 0.58, 0.75)),
        ("cat/01.jpg", (0.35, 0.15, 0.65, 0.8)),
    ],
)
def test_the_subject_of_a_real_photo_lies_in_the_box(photos, name, inside):
    from core.files.photos.crop import Box

    image = np.asarray(Image.open(photos / name).convert("RGB"))
    box = find_subject(image).box
    assert Box(*inside).within(box) > 0.9
    assert box.area < 0.75


def test_the_guess_does_not_depend_on_the_size_of_the_photo(photos):
    image = Image.open(photos / "duck_toy" / "00.jpg").convert("RGB")
    large = find_subject(np.asarray(image)).box.numbers
    small = find_subject(np.asarray(image.resize((200, 200)))).box.numbers
    assert small == pytest.approx(large, abs=0.04)
