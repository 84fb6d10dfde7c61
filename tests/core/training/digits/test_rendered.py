"""Digits as a set of pictures: drawn when wanted, known by a fingerprint."""

from __future__ import annotations

import numpy as np
import torch

from core.contract.digits import SIDE
from core.training.digits import render
from core.training.digits.rendered import Kind, RenderedSet, to_images


def drawn(**changes) -> RenderedSet:
    return RenderedSet(
        **{"seed": 1, "count": 30, "side": SIDE, "kind": Kind(render.STEADY), **changes}
    )


def test_it_gives_the_renders_of_its_seed():
    pictures = drawn()
    assert len(pictures) == 30
    assert list(pictures.read()) == []
    assert np.array_equal(pictures.grey([4])[0].numpy(), render.picture_of(1, 4, SIDE))
    assert pictures.images([4]).shape == (1, SIDE, SIDE, 3)
    assert pictures.labels([4, 17]).tolist() == [4, 7]


def test_pixels_are_grey_between_minus_one_and_one_and_come_back_as_they_were():
    pictures = drawn()
    pixels = pictures.pixels([0, 1])
    assert pixels.shape == (2, 1, SIDE, SIDE)
    assert pixels.min() == -1
    assert pixels.max() == 1
    assert np.array_equal(to_images(pixels), pictures.grey([0, 1]).numpy())
    assert np.array_equal(to_images(torch.full((1, 1, 2, 2), 7.0)), np.full((1, 2, 2), 255))


def test_other_pictures_have_another_fingerprint():
    others = (drawn(seed=2), drawn(count=31), drawn(side=16), drawn(kind=Kind(render.FREE)))
    prints = {pictures.fingerprint for pictures in (drawn(), drawn(), *others)}
    assert len(prints) == 5
