"""Masks as people make them: painted, see-through, of another size, empty."""

import numpy as np
import pytest
from PIL import Image

from core.contract.errors import FileMissing, InvalidValue, PictureUnsupported
from core.generation.masking import read_start
from core.generation.plan import resolve


@pytest.fixture
def mask(tmp_path):
    def make(image: Image.Image, name: str = "mask.png") -> str:
        image.save(tmp_path / name)
        return str(tmp_path / name)

    return make


@pytest.fixture
def start(ask, info, photo):
    def make(path: str, **fields):
        return read_start(resolve(ask(init=str(photo()), mask=path, **fields), info))

    return make


def half(mode: str, white, black) -> Image.Image:
    """32 × 32, the left half white."""
    image = Image.new(mode, (32, 32), black)
    image.paste(white, (0, 0, 16, 32))
    return image


LEFT = np.arange(32) < 16


@pytest.mark.parametrize(
    "image",
    [
        half("L", 255, 0),
        half("1", 1, 0),
        half("L", 128, 127),
        half("RGB", (255, 255, 255), (0, 0, 0)),
        half("RGBA", (255, 255, 255, 255), (255, 255, 255, 0)),  # white paint on nothing
        half("RGBA", (255, 255, 255, 200), (0, 0, 0, 255)),
        half("LA", (255, 255), (255, 0)),
    ],
)
def test_white_is_repainted_and_see_through_stays(start, mask, image) -> None:
    found = start(mask(image)).mask
    assert np.array_equal(found.pixels, np.tile(LEFT, (32, 1)))
    assert not found.resized


def test_another_size_is_stretched_and_known(start, mask) -> None:
    found = start(mask(half("L", 255, 0).resize((64, 16)))).mask
    assert found.pixels.shape == (32, 32)
    assert np.array_equal(found.pixels[:, [0, 14, 17, 31]][0], [True, True, False, False])
    assert found.resized
    assert found.image.size == (64, 16)


def test_a_dot_finer_than_a_pixel_of_the_run_is_that_pixel(start, mask) -> None:
    image = Image.new("L", (320, 320))
    image.putpixel((99, 200), 255)
    found = start(mask(image)).mask
    assert np.argwhere(found.pixels).tolist() == [[20, 9]]


def test_a_run_of_another_size_stretches_both_alike(start, mask) -> None:
    found = start(mask(half("L", 255, 0)), width=64, height=40)
    assert found.mask.pixels.shape == (40, 64)
    assert found.image.size == (64, 40)
    assert not found.mask.resized


@pytest.mark.parametrize(
    "image",
    [Image.new("L", (32, 32), 0), Image.new("L", (32, 32), 127), Image.new("RGBA", (32, 32))],
)
def test_an_empty_mask_is_refused(start, mask, image) -> None:
    with pytest.raises(InvalidValue) as caught:
        start(mask(image))
    assert caught.value.field == "mask"


def test_a_mask_must_be_a_picture(start, tmp_path) -> None:
    with pytest.raises(FileMissing):
        start(str(tmp_path / "none.png"))
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(PictureUnsupported):
        start(str(tmp_path / "text.png"))


def test_without_a_start_picture_there_is_no_start(ask, info) -> None:
    assert read_start(resolve(ask(), info)) is None


def test_a_start_picture_alone_has_no_mask(ask, info, photo) -> None:
    found = read_start(resolve(ask(init=str(photo(45, 31))), info))
    assert found.mask is None
    assert (found.init.size, found.image.size) == ((45, 31), (40, 24))
