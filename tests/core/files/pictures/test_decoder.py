"""The decoder called directly for what cannot be seen through `images`: scaling, sizes, bands."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.contract.errors import PictureTooLarge, PictureUnsupported
from core.files.pictures import decoder as picture_decoder


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> io.BytesIO:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


def decode(file: io.BytesIO, **arguments: Any) -> tuple[dict[str, Any], np.ndarray]:
    answer = picture_decoder.handlers()["rgb"](file, arguments)
    data = b"".join(bytes(piece) for piece in answer.raw)
    assert len(data) == answer.raw_bytes
    shape = (answer.data["height"], answer.data["width"], 3)
    return answer.data, np.frombuffer(data, np.uint8).reshape(shape)


def test_bands_hold_every_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.effect_noise((50, 37), 80).convert("RGB")
    for band in (1, 150, 151, 2000, 10**6):
        monkeypatch.setattr(picture_decoder, "BAND_BYTES", band)
        assert np.array_equal(decode(encoded(image))[1], np.asarray(image))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("size", "longest", "expected"),
    [
        ((400, 100), 100, (100, 25)),
        ((100, 400), 100, (25, 100)),
        ((400, 100), 400, (400, 100)),
        ((3000, 2), 100, (100, 1)),
    ],
)
def test_no_side_is_longer_than_asked(
    kind: str, size: tuple[int, int], longest: int, expected: tuple[int, int]
) -> None:
    file = encoded(Image.new("RGB", size, (10, 200, 90)), kind)
    found, pixels = decode(file, longest=longest)
    assert (found["width"], found["height"]) == expected
    assert np.abs(pixels.astype(int) - (10, 200, 90)).max() <= 3


def test_a_turned_photo_is_scaled_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = encoded(Image.new("RGB", (800, 200)), "JPEG", exif=exif)
    assert decode(file, longest=100)[0] == {"width": 25, "height": 100}


def test_only_the_readers_that_are_given() -> None:
    handlers = picture_decoder.handlers({"BMP": picture_decoder.READERS["BMP"]})
    with pytest.raises(PictureUnsupported, match="PNG"):
        handlers["size"](encoded(Image.new("RGB", (4, 4))), {})
    assert handlers["size"](encoded(Image.new("RGB", (4, 5)), "BMP"), {}).data == {
        "width": 4,
        "height": 5,
    }


def test_the_limit_counts_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_decoder, "PIXELS_MAX", 1000)
    decode(encoded(Image.new("RGB", (100, 10))))
    with pytest.raises(PictureTooLarge):
        decode(encoded(Image.new("RGB", (91, 11))))
