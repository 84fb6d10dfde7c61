from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from core.files.photos import measures, prints
from core.files.photos.prints import Fingerprint

SMALL = st.binary(min_size=16, max_size=16)


def array(image: Image.Image) -> np.ndarray:
    return np.asarray(image)


@pytest.mark.parametrize(
    "change",
    [
        lambda i: i.resize((180, 180)),
        lambda i: ImageEnhance.Brightness(i).enhance(0.8),
        lambda i: i.crop((8, 8, i.width - 4, i.height - 6)),
    ],
    ids=["smaller", "darker", "cut a little"],
)
def test_a_photo_is_known_again(photos, change):
    for name in ("dog/00.jpg", "berry_bowl/00.jpg", "red_cartoon/00.jpg"):
        image = Image.open(photos / name).convert("RGB")
        first, second = (measures.fingerprint(array(i)) for i in (image, change(image)))
        assert prints.twins(first, second)


def test_other_photos_of_one_subject_are_no_twins(photos):
    for subject in sorted(p for p in photos.iterdir() if p.is_dir()):
        found = [
            measures.fingerprint(array(Image.open(p).convert("RGB")))
            for p in sorted(subject.iterdir())
        ]
        for number, first in enumerate(found):
            assert not any(prints.twins(first, other) for other in found[number + 1 :])


def test_two_flat_pictures_are_the_same_only_if_their_grey_is():
    flat = [measures.fingerprint(np.full((20, 20, 3), grey, np.uint8)) for grey in (50, 51, 200)]
    assert prints.same_picture(flat[0], flat[1])
    assert not prints.same_picture(flat[0], flat[2])


@given(SMALL, SMALL)
def test_likeness_is_the_correlation_of_the_small_pictures(one, other):
    found = prints.likeness(Fingerprint(0, 0, one), Fingerprint(0, 0, other))
    a, b = (np.frombuffer(each, np.uint8).astype(float) for each in (one, other))
    if np.abs(a - b).max() <= prints.CLEAR:
        assert found == 1
    elif not a.std() or not b.std():
        assert found == 0
    else:
        assert found == pytest.approx(np.corrcoef(a, b)[0, 1], abs=1e-9)
