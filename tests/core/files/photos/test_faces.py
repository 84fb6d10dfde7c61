"""Faces in real photos, large and small, standing and lying; none where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.files.photos.crop import Box
from core.files.photos.faces import find_faces, quarters_missing


def on_grey(picture: Image.Image, scale: float, corner: tuple[int, int]) -> Image.Image:
    """A picture of 1024 × 768 with another one in it."""
    ground = Image.new("RGB", (1024, 768), (120, 124, 130))
    size = tuple(round(length * scale) for length in picture.size)
    ground.paste(picture.resize(size, Image.Resampling.LANCZOS), corner)
    return ground


def test_the_face_of_a_portrait_is_found_once(person):
    (face,) = find_faces(np.asarray(person))
    assert face.sure > 0.9
    assert face.box.top < 0.3 < face.box.bottom < 0.6
    assert 0.3 < (face.box.left + face.box.right) / 2 < 0.6


@pytest.mark.parametrize("scale", [0.45, 0.7, 1.2])
def test_small_and_large_it_is_the_same_face(person, scale):
    (alone,) = find_faces(np.asarray(person))
    (found,) = find_faces(np.asarray(on_grey(person, scale, (300, 40))))
    width, height = (length * scale for length in person.size)
    left, top, right, bottom = alone.box.numbers
    expected = Box(
        (300 + left * width) / 1024,
        (40 + top * height) / 768,
        (300 + right * width) / 1024,
        (40 + bottom * height) / 768,
    )
    assert min(found.box.within(expected), expected.within(found.box)) > 0.75


def test_of_two_the_larger_comes_first(person):
    two = on_grey(person, 0.4, (20, 20))
    two.paste(person, (400, 20))
    first, second = find_faces(np.asarray(two))
    assert first.box.left > 0.4 > second.box.right
    assert first.box.area > second.box.area


@pytest.mark.parametrize("turns", range(4))
def test_a_portrait_that_lies_is_turned_until_the_face_stands(person, turns):
    lying = np.rot90(np.asarray(person), turns)
    assert quarters_missing(lying) == turns
    assert quarters_missing(np.rot90(lying, -turns)) == 0


@pytest.mark.parametrize("subject", ["dog", "cat", "teapot", "duck_toy", "berry_bowl"])
def test_where_nobody_is_there_is_no_face(photos, subject):
    for path in sorted((photos / subject).iterdir()):
        with Image.open(path) as picture:
            rgb = np.asarray(picture.convert("RGB"))
        assert find_faces(rgb) == ()
        assert quarters_missing(rgb) is None


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (130, 127)])
def test_pictures_of_any_shape_are_looked_at(size):
    rgb = np.full((size[1], size[0], 3), 128, np.uint8)
    assert find_faces(rgb) == ()
