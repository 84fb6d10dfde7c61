"""Loads the scripts of packaging/starter, and stands in for the emoji font (it need not be there)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from PIL import Image, ImageDraw

from tests.support.scripts import PACKAGING, importable


@pytest.fixture(scope="session")
def starter() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a script by its name, as it loads when it runs."""
    with importable(PACKAGING / "starter") as load:
        yield load


@pytest.fixture(scope="session")
def draw() -> Callable[[int], Image.Image]:
    """Draws a disc for every code point, of a colour that depends on it."""

    def disc(code_point: int) -> Image.Image:
        sheet = Image.new("RGBA", (160, 160))
        colour = (code_point * 37 % 256, code_point * 91 % 256, code_point * 53 % 256)
        ImageDraw.Draw(sheet).ellipse((16, 16, 140, 132), fill=(*colour, 255))
        return sheet

    return disc


@pytest.fixture(scope="session")
def maker(starter, draw):
    return starter("scenes").SceneMaker(draw)
