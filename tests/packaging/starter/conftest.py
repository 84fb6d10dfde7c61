"""Loads the scripts of packaging/starter, and stands in for the emoji font (it need not be there)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageDraw

SCRIPTS = Path(__file__).parents[3] / "packaging" / "starter"


@pytest.fixture(scope="session")
def starter() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a script by its name, as it loads when it runs."""
    sys.path.insert(0, str(SCRIPTS))
    yield importlib.import_module
    sys.path.remove(str(SCRIPTS))


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
