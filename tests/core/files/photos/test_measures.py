from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from core.files.photos import measures


def array(image: Image.Image) -> np.ndarray:
    return np.asarray(image)


def test_blur_takes_the_sharpness_away(dog):
    sharp = measures.sharpness(array(dog))
    blurred = measures.sharpness(array(dog.filter(ImageFilter.GaussianBlur(2))))
    assert sharp > 40 > blurred


def test_a_sharp_tenth_is_enough(dog):
    soft = dog.filter(ImageFilter.GaussianBlur(6))
    box = (160, 160, 352, 352)  # nine of 64 tiles
    soft.paste(dog.crop(box), box)
    assert measures.sharpness(array(soft)) > 40


def test_a_flat_or_tiny_picture_has_no_sharpness():
    assert measures.sharpness(np.full((50, 50, 3), 9, np.uint8)) == 0
    assert measures.sharpness(np.zeros((1, 1, 3), np.uint8)) == 0


def test_what_is_blown_out_and_what_is_black_is_counted_in_the_part_that_matters():
    rgb = np.full((10, 10, 3), 128, np.uint8)
    rgb[:2], rgb[2:3], rgb[3:4] = (255, 255, 90), (0, 0, 0), (255, 0, 0)
    everywhere, below = np.ones((10, 10), bool), np.zeros((10, 10), bool)
    below[5:] = True
    assert measures.clipped(rgb, everywhere) == pytest.approx((0.2, 0.1))
    assert measures.clipped(rgb, below) == (0, 0)


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
        assert measures.twins(first, second)


def test_other_photos_of_one_subject_are_no_twins(photos):
    for subject in sorted(p for p in photos.iterdir() if p.is_dir()):
        prints = [
            measures.fingerprint(array(Image.open(p).convert("RGB")))
            for p in sorted(subject.iterdir())
        ]
        for number, first in enumerate(prints):
            assert not any(measures.twins(first, other) for other in prints[number + 1 :])


def test_two_flat_pictures_are_the_same_only_if_their_grey_is():
    flat = [measures.fingerprint(np.full((20, 20, 3), grey, np.uint8)) for grey in (50, 51, 200)]
    assert measures.same_picture(flat[0], flat[1])
    assert not measures.same_picture(flat[0], flat[2])


def test_shares_of_colours_say_how_alike_two_grounds_are():
    red, blue = (np.full((8, 8, 3), c, np.uint8) for c in ((250, 0, 0), (0, 0, 250)))
    half = np.concatenate([red, blue])
    shares = [measures.colours(x, np.ones(x.shape[:2], bool)) for x in (red, blue, half)]
    assert measures.alike(shares[0], shares[0]) == pytest.approx(1)
    assert measures.alike(shares[0], shares[1]) == 0
    assert measures.alike(shares[0], shares[2]) == pytest.approx(0.5)
