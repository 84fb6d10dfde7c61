"""Pictures as Pillow images: read through the jail, and made into the PNG bytes we save.

A picture is read by content, never by its name's ending: PNG, JPEG, WebP, TIFF, BMP and HEIC, at most 100
megapixels by its header. It becomes 8-bit RGB, turned upright, in sRGB, alpha over white, first frame only,
without metadata. Not here: decoding (`decoder.py`, in a process of its own), writing to disk
(`store.py`), the recipe's meaning (`core/contract/recipe.py`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from core.files.pictures import jailed as jailed_pictures
from core.files.pictures.batches import pixels_of_many
from core.files.pictures.formats import Ground
from core.files.pictures.jailed import Pixels
from core.files.pictures.png_texts import read_png_texts
from core.files.reading import opened

RECIPE_KEY = "reverie"
PARAMETERS_KEY = "parameters"
PNG_SUFFIX = ".png"


def read_picture(path: Path | str, ground: Ground = "white") -> Image.Image:
    """Read a picture as upright 8-bit RGB without metadata. Raises as `jailed_pictures.pixels_of`."""
    return _image(jailed_pictures.pixels_of(path, ground=ground))


def read_pictures(paths: Iterable[Path]) -> Iterator[Image.Image]:
    """`read_picture` for one after another, quickly where they are small. Raises when it comes to a bad one."""
    return map(_image, pixels_of_many(paths))


def picture_size(path: Path | str) -> tuple[int, int]:
    """Width and height in px as shown (upright), from the header. Raises as `read_picture`."""
    return jailed_pictures.size_of(path)


def encode_png(image: Image.Image, texts: Mapping[str, str]) -> bytes:
    """A PNG of an RGB picture with `texts` (keyword → text, keywords 1–79 latin letters).

    The recipe goes into iTXt (UTF-8); the others as other programs write them: tEXt where Latin-1
    can hold the text, else iTXt.
    """
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        if key == RECIPE_KEY:
            info.add_itxt(key, text)
        else:
            info.add_text(key, text)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def read_texts(path: Path | str) -> dict[str, str]:
    """The text fields of a PNG, at most 1 MB in all; empty for any other file.

    Raises `FileMissing`, `FileUnreadable`. Damaged fields are left out: metadata is optional.
    """
    with opened(path) as file:
        return read_png_texts(file)


def pixel_hash(image: Image.Image) -> str:
    """SHA-256 in hex over "WIDTHxHEIGHT:" and the RGB bytes row by row: equal pixels, equal hash."""
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    digest = hashlib.sha256(f"{rgb.width}x{rgb.height}:".encode())
    digest.update(rgb.tobytes())
    return digest.hexdigest()


def preview_png(rgb: NDArray[np.uint8]) -> bytes:
    """A small PNG, quickly made, of `rgb` (H, W, 3) uint8."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(rgb), "RGB").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _image(pixels: Pixels) -> Image.Image:
    return Image.frombuffer("RGB", (pixels.width, pixels.height), pixels.rgb, "raw", "RGB", 0, 1)
