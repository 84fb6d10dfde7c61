"""Reading pictures of every kind and making PNGs. Damaged and disguised ones: test_images_hostile.py."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.contract.errors import FileMissing, FileUnreadable
from core.files.pictures import images

FORMATS = ["PNG", "JPEG", "WEBP", "TIFF", "BMP"]


def save(path: Path, image: Image.Image, kind: str = "PNG", **options: Any) -> Path:
    image.save(path, kind, **options)
    return path


def corners() -> Image.Image:
    """4×3 blocks of 16 px; the top left one red, the rest grey."""
    image = Image.new("RGB", (64, 48), (90, 90, 90))
    image.paste((255, 0, 0), (0, 0, 16, 16))
    return image


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_whatever_the_name_says(tmp_path: Path, kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    image = images.read_picture(save(tmp_path / "x.txt", corners(), kind, **options))
    assert type(image) is Image.Image
    assert (image.mode, image.size, image.info) == ("RGB", (64, 48), {})
    if kind != "JPEG":
        assert image.tobytes() == corners().tobytes()
    else:
        assert np.abs(np.asarray(image).astype(int) - np.asarray(corners())).mean() < 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_pictures_are_turned_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    options: dict[str, Any] = {"exif": exif}
    if kind in ("JPEG", "WEBP"):
        options["quality"] = 95
    path = save(tmp_path / "a", corners(), kind, **options)
    image = images.read_picture(path)
    assert image.size == ((48, 64) if orientation >= 5 else (64, 48))
    # Where the stored top left corner must be shown (EXIF 2.3, tag 0x0112).
    right = orientation in (2, 3, 6, 7)
    bottom = orientation in (3, 4, 7, 8)
    x = image.width - 8 if right else 8
    y = image.height - 8 if bottom else 8
    red, green, _ = image.getpixel((x, y))
    assert red > 200
    assert green < 60
    assert images.picture_size(path) == image.size


def test_an_orientation_behind_the_pixels_is_ignored_alike(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = save(tmp_path / "a", corners(), exif=exif).read_bytes()
    start = data.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(data[start : start + 4], "big")
    (tmp_path / "a").write_bytes(data[:start] + data[end:-12] + data[start:end] + data[-12:])
    assert images.read_picture(tmp_path / "a").size == images.picture_size(tmp_path / "a")


def test_broken_orientation_is_ignored(tmp_path: Path) -> None:
    path = save(tmp_path / "a", corners(), "PNG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert images.read_picture(path).size == (64, 48)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 77, (77, 77, 77)),
        ("I;16", 65535, (255, 255, 255)),
        ("I;16", 32896, (128, 128, 128)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (255, 0, 0, 255), (255, 0, 0)),
        ("RGBA", (0, 0, 0, 51), (204, 204, 204)),
        ("LA", (0, 51), (204, 204, 204)),
    ],
)
def test_modes_of_png(
    tmp_path: Path, mode: str, colour: Any, expected: tuple[int, int, int]
) -> None:
    image = images.read_picture(save(tmp_path / "a.png", Image.new(mode, (9, 7), colour)))
    assert np.abs(np.asarray(image).astype(int) - expected).max() <= 1


def test_cmyk(tmp_path: Path) -> None:
    for kind in ("JPEG", "TIFF"):
        path = save(tmp_path / "a", Image.new("CMYK", (16, 16), (0, 255, 255, 0)), kind)
        assert np.abs(np.asarray(images.read_picture(path)).astype(int) - (255, 0, 0)).max() <= 4


def test_palette_with_and_without_a_see_through_colour(tmp_path: Path) -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 10, 20, 30, 200, 100, 50])
    image.putpixel((0, 0), 2)
    assert images.read_picture(save(tmp_path / "a", image)).getpixel((5, 5)) == (10, 20, 30)
    read = images.read_picture(save(tmp_path / "b", image, transparency=1))
    assert read.getpixel((5, 5)) == (255, 255, 255)
    assert read.getpixel((0, 0)) == (200, 100, 50)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_see_through_colour_without_alpha(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (8, 8), 9 if mode == "L" else (9, 9, 9))
    key = 9 if mode == "L" else (9, 9, 9)
    assert images.read_picture(save(tmp_path / "a", image, transparency=key)).getpixel((0, 0)) == (
        *(255, 255, 255),
    )


@pytest.mark.parametrize(("ground", "level"), [("white", 255), ("black", 0)])
def test_what_see_through_pixels_are_laid_over(tmp_path: Path, ground, level: int) -> None:
    path = save(tmp_path / "a", Image.new("RGBA", (8, 8), (90, 90, 90, 0)))
    assert images.read_picture(path, ground=ground).getpixel((3, 3)) == (level,) * 3


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_animations_show_their_first_frame(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    path = save(tmp_path / "a", frames[0], kind, save_all=True, append_images=frames[1:])
    assert np.abs(np.asarray(images.read_picture(path)).astype(int) - (255, 0, 0)).max() <= 2


def test_sixteen_bit_rgb(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_sixteen_bit_png((65535, 32768, 0)))
    assert images.read_picture(tmp_path / "a.png").getpixel((0, 0)) == (255, 128, 0)


def _sixteen_bit_png(colour: tuple[int, int, int]) -> bytes:
    """1×1 px, 16 bits a channel, made by hand: Pillow cannot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0)
    row = b"\0" + struct.pack(">HHH", *colour)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_places_that_are_no_file(tmp_path: Path) -> None:
    for call in (images.read_picture, images.picture_size, images.read_texts):
        with pytest.raises(FileMissing):
            call(tmp_path / "none.png")
        with pytest.raises(FileUnreadable):
            call(tmp_path)
        with pytest.raises(FileUnreadable):
            call("a\0b")


def test_a_png_keeps_pixels_and_texts(tmp_path: Path) -> None:
    texts = {"reverie": json.dumps({"prompt": "ä 😀\n"}), "parameters": "a\nSteps: 1", "x": "日本"}
    data = images.encode_png(corners(), texts)
    (tmp_path / "a.png").write_bytes(data)
    assert images.read_texts(tmp_path / "a.png") == texts
    assert images.read_picture(tmp_path / "a.png").tobytes() == corners().tobytes()
    assert data.count(b"iTXt") == 2
    assert data.count(b"tEXt") == 1
    with Image.open(io.BytesIO(data)) as seen_by_others:
        seen_by_others.load()
        assert seen_by_others.text == texts


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert images.encode_png(corners(), {"a": "b"}) == images.encode_png(corners(), {"a": "b"})


def test_pixel_hash_is_of_size_and_pixels() -> None:
    image = corners()
    again = image.copy()
    again.info["dpi"] = (1, 1)
    assert images.pixel_hash(image) == images.pixel_hash(again)
    wide, tall = Image.new("RGB", (8, 2)), Image.new("RGB", (2, 8))
    assert images.pixel_hash(wide) != images.pixel_hash(tall)
    again.putpixel((0, 0), (254, 0, 0))
    assert images.pixel_hash(image) != images.pixel_hash(again)
    # Fixed for all time: recipes in people's pictures hold it.
    assert images.pixel_hash(Image.new("RGB", (2, 1), (1, 2, 3))) == (
        "0c387648e50406c52c3aa8e3601e3b81a6e973081af15e446a9cdd59bc6f5f52"
    )


def test_preview() -> None:
    rgb = np.arange(5 * 4 * 3, dtype=np.uint8).reshape(5, 4, 3)
    with Image.open(io.BytesIO(images.preview_png(rgb[:, ::-1]))) as image:
        assert np.array_equal(np.asarray(image), rgb[:, ::-1])


def test_no_other_decoder_is_imported() -> None:
    code = (
        "import sys, core.files.pictures.images;"
        "print(*(m for m in sys.modules if m.endswith('ImagePlugin')))"
    )
    root = Path(__file__).parents[4]
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout
    assert {"Gif", "Pdf", "Eps", "Psd", "Fits"}.isdisjoint(
        name.removeprefix("PIL.").removesuffix("ImagePlugin") for name in shown.split()
    )
