"""Blobs lie where they say, and centres are found where they are."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw


@pytest.fixture
def blobs(starter):
    return starter("blobs")


@pytest.fixture
def glyphs(starter, draw):
    return starter("glyphs").Glyphs(starter("vocabulary").read_vocabulary(), draw)


def test_a_blob_is_found_where_it_was_drawn(blobs, glyphs):
    made = blobs.blobs(glyphs, 40)
    assert len({blob.ask.nouns for blob in made}) == 40
    for blob in made:
        assert blobs.moved(blob, blob.picture) < 0.02


def test_blobs_stand_out_and_stay_inside(blobs, glyphs):
    for blob in blobs.blobs(glyphs, 40):
        assert not glyphs.drowns(blob.ask.nouns[0], blob.ask.colour)
        assert all(0.2 < share < 0.8 for share in blob.centre)


def test_a_subject_elsewhere_has_moved(blobs, glyphs):
    blob = blobs.blobs(glyphs, 1)[0]
    picture = Image.new("RGB", (128, 128), "white")
    ImageDraw.Draw(picture).rectangle((96, 96, 127, 127), fill="black")
    assert blobs.centre_of(picture) == pytest.approx((0.875, 0.875), abs=0.01)
    assert blobs.moved(blob, picture) > 0.15
    assert blobs.moved(blob, Image.new("RGB", (128, 128), "white")) == 1.0


def test_stray_pixels_move_no_centre(blobs):
    picture = Image.new("RGB", (128, 128), "white")
    ImageDraw.Draw(picture).ellipse((10, 20, 69, 79), fill="red")
    before = blobs.centre_of(picture)
    picture.putpixel((127, 127), (0, 0, 0))
    assert blobs.centre_of(picture) == pytest.approx(before, abs=0.01)


def test_the_mean_colour_counts_what_is_covered(blobs):
    glyph = Image.new("RGBA", (2, 1), (255, 0, 0, 255))
    glyph.putpixel((1, 0), (0, 255, 0, 0))
    assert blobs.mean_colour(glyph) == (255, 0, 0)
