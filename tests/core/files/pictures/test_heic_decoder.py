"""Phone photos, made by libheif's own encoder and read through the jail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from core.contract.errors import PictureBroken
from core.files.pictures import images


def photo(path: Path, image: Image.Image, **options: object) -> Path:
    pillow_heif.from_pillow(image).save(path, quality=95, **options)
    return path


def colour_at(image: Image.Image, x: int, y: int) -> np.ndarray:
    return np.asarray(image).astype(int)[y, x]


def test_a_photo_whatever_its_name_says(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", Image.new("RGB", (64, 48), (200, 80, 30)))
    image = images.read_picture(path)
    assert (image.mode, image.size) == ("RGB", (64, 48))
    assert np.abs(colour_at(image, 30, 20) - (200, 80, 30)).max() <= 6


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_upright(tmp_path: Path, orientation: int) -> None:
    image = Image.new("RGB", (64, 48), (90, 90, 90))
    image.paste((255, 0, 0), (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = photo(tmp_path / "a.heic", image, exif=exif.tobytes())
    read = images.read_picture(path)
    assert read.size == ((48, 64) if orientation >= 5 else (64, 48))
    assert images.picture_size(path) == read.size
    x = read.width - 8 if orientation in (3, 6) else 8
    y = read.height - 8 if orientation in (3, 8) else 8
    red, green, _ = colour_at(read, x, y)
    assert red > 200
    assert green < 60


def test_alpha_is_laid_over_white(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.heic", Image.new("RGBA", (32, 32), (255, 0, 0, 0)))
    assert colour_at(images.read_picture(path), 8, 8).min() > 245


def test_the_first_of_several(tmp_path: Path) -> None:
    file = pillow_heif.from_pillow(Image.new("RGB", (32, 32), "red"))
    file.add_from_pillow(Image.new("RGB", (32, 32), "blue"))
    file.save(tmp_path / "a.heic", quality=95)
    red, _, blue = colour_at(images.read_picture(tmp_path / "a.heic"), 8, 8)
    assert red > 200
    assert blue < 60


def test_cut_photos_are_broken(tmp_path: Path) -> None:
    noise = Image.effect_noise((96, 80), 80).convert("RGB")
    data = photo(tmp_path / "a.heic", noise).read_bytes()
    for cut in range(40, len(data) - 1, len(data) // 12):
        (tmp_path / "b.heic").write_bytes(data[:cut])
        with pytest.raises(PictureBroken):
            images.read_picture(tmp_path / "b.heic")
