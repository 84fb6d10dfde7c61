"""Glyphs are trimmed, kept, and outlined where they would drown."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont


@pytest.fixture
def glyphs(starter):
    """A red square for every noun."""

    def red(_code_point):
        sheet = Image.new("RGBA", (160, 160))
        ImageDraw.Draw(sheet).rectangle((20, 30, 119, 129), fill=(214, 60, 60, 255))
        return sheet

    return starter("glyphs").Glyphs(starter("vocabulary").read_vocabulary(), red)


def test_a_glyph_has_no_empty_margin(glyphs):
    assert glyphs.plain("swan").size == (100, 100)
    assert glyphs.plain("swan") is glyphs.plain("swan")


def test_red_drowns_in_red_only(glyphs):
    drowned = [c for c in glyphs.vocabulary.colours if glyphs.drowns("swan", c)]
    assert drowned == ["red"]


def test_an_outline_is_drawn_where_the_glyph_would_drown(glyphs, starter):
    module = starter("glyphs")
    assert glyphs.on("swan", ("blue", "white")) is glyphs.plain("swan")
    lined = glyphs.on("swan", ("blue", "red"))
    width = 100 + 2 * module.OUTLINE
    assert lined.size == (width, width)
    assert lined.getpixel((1, width // 2))[:3] in (module.DARK_LINE, module.LIGHT_LINE)
    assert lined.getpixel((width // 2, width // 2)) == (214, 60, 60, 255)
    assert lined.getpixel((0, 0))[3] == 0  # the line has round corners


def test_a_red_thing_can_be_painted_in_every_colour_but_its_own(glyphs, starter):
    paints = starter("vocabulary").PAINTS
    assert glyphs.paints("swan") == tuple(
        paint for paint in paints if paint not in ("red", "orange")
    )
    blue = glyphs.plain("swan", "blue")
    red, green, blueness, alpha = blue.getpixel((50, 50))
    assert blueness == max(red, green, blueness)
    assert alpha == 255
    assert glyphs.plain("swan").getpixel((50, 50)) == (214, 60, 60, 255)


def test_a_painted_thing_drowns_in_its_paint(glyphs):
    assert not glyphs.drowns("swan", "blue")
    assert glyphs.drowns("swan", "red")
    assert not glyphs.drowns("swan", "red", "blue")


def test_what_is_hardly_coloured_cannot_be_painted(starter):
    def gray(_code_point):
        sheet = Image.new("RGBA", (160, 160))
        ImageDraw.Draw(sheet).rectangle((20, 30, 119, 129), fill=(150, 150, 150, 255))
        return sheet

    glyphs = starter("glyphs").Glyphs(starter("vocabulary").read_vocabulary(), gray)
    assert glyphs.paints("swan") == ()


def test_turned_hues_make_red_blue_and_come_back(starter):
    module = starter("glyphs")
    red = Image.new("RGBA", (4, 4), (200, 30, 30, 128))
    blue = module.hues_turned(red, 160)
    assert blue.getpixel((0, 0))[2] > 190 > blue.getpixel((0, 0))[0]
    assert blue.getpixel((0, 0))[3] == 128
    back = np.asarray(module.hues_turned(blue, -160), int)
    assert np.abs(back - np.asarray(red, int)).max() < 8


def test_drawing_keeps_the_colour_at_the_rim(starter):
    """Half covered pixels have half the alpha, not a darker colour."""
    font = ImageFont.load_default(40)
    pixels = np.asarray(starter("glyphs").drawn("O", font))
    assert 0 < pixels[..., 3].max() <= 255
    partly = (pixels[..., 3] > 40) & (pixels[..., 3] < 215)
    assert partly.any()
    assert pixels[partly][:, :3].min() > 240
