"""Reading pictures strangers made, and making the PNG bytes we save.

A picture is read by content, never by its name's ending: PNG, JPEG, WebP, TIFF and BMP, at most 100
megapixels by its header. It becomes 8-bit RGB, turned upright, alpha over white, first frame only, without
metadata. Not here: writing to disk (`store.py`), the recipe's meaning (`core/contract/recipe.py`).
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, PngImagePlugin

from core.contract.errors import (
    OutOfMemory,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
)
from core.files.picture_formats import HEAD_BYTES, READERS, picture_format
from core.files.png_texts import read_png_texts
from core.files.reading import opened

PIXELS_MAX = 100_000_000
RECIPE_KEY = "reverie"
PARAMETERS_KEY = "parameters"
PNG_SUFFIX = ".png"
# What Pillow's decoders raise for damaged input, besides OSError.
_DAMAGE = (
    *(SyntaxError, ValueError, TypeError, IndexError, KeyError, AttributeError, EOFError),
    *(ArithmeticError, RuntimeError, AssertionError, struct.error, zlib.error, BufferError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)
_ORIENTATION_TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(path: Path | str) -> Image.Image:
    """Read a picture as upright 8-bit RGB without metadata.

    Raises `FileMissing`, `FileUnreadable`, `PictureUnsupported` (naming the format),
    `PictureTooLarge` (from the header, before any pixel is decoded), `PictureBroken`, `OutOfMemory`.
    """
    with opened(path) as file:
        return _read(file, str(path))


def picture_size(path: Path | str) -> tuple[int, int]:
    """Width and height in px as shown (upright), from the header. Raises as `read_picture`."""
    with opened(path) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _open(file, str(path))
        width, height = image.size
        return (height, width) if _orientation(image) >= 5 else (width, height)


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


def _read(file: BinaryIO, path: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow grumbles about metadata that we drop anyway
        image = _open(file, path)
        method = _UPRIGHT.get(_orientation(image))
        try:
            image.load()
            rgb = _to_rgb(image if method is None else image.transpose(method), path)
        except (*_DAMAGE, OSError) as error:
            raise PictureBroken(path, _damage(error)) from error
        except MemoryError as error:
            raise OutOfMemory("cpu", -1, -1) from error
    rgb.info = {}
    return rgb


def _open(file: BinaryIO, path: str) -> ImageFile.ImageFile:
    """Parse the header with the one reader that the first bytes call for; check the size."""
    name = picture_format(file.read(HEAD_BYTES))
    file.seek(0)
    reader = READERS.get(name)
    if reader is None:
        raise PictureUnsupported(path, name)
    try:
        # The class itself, not Image.open: that one stops at its own limit before telling the size.
        image = reader(file)
    except (*_DAMAGE, OSError) as error:
        raise PictureBroken(path, _damage(error)) from error
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureBroken(path, "it has no pixels")
    if width * height > PIXELS_MAX:
        raise PictureTooLarge(path, width, height, PIXELS_MAX // 1_000_000)
    return image


def _damage(error: Exception) -> str:
    """One plain clause for what Pillow says, which names its own classes and byte counts."""
    said = str(error).lower()
    if "truncated" in said:
        return "the file ends too early"
    if "too large" in said:
        return "a note in it is too large"
    return "its contents make no picture"


def _orientation(image: ImageFile.ImageFile) -> int:
    """EXIF orientation 1 … 8 as told before the pixels, so that size and picture always agree."""
    if image.format == "TIFF":  # Pillow turns these itself
        return 1
    if image.format == "PNG" and "exif" not in image.info:  # asking would decode all of it
        return 1
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except (*_DAMAGE, OSError):  # a broken note beside a good picture
        return 1
    return value if isinstance(value, int) else 1


def _to_rgb(image: Image.Image, path: str) -> Image.Image:
    """8-bit RGB of any mode that the five formats can hold; alpha is laid over white."""
    if image.mode.startswith("I;16"):
        high = np.asarray(image).astype(np.uint32)
        image = Image.fromarray(((high * 255 + 32767) // 65535).astype(np.uint8), "L")
    if image.mode in ("I", "F", "LAB", "HSV"):
        raise PictureUnsupported(path, f"a picture with {image.mode} samples")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        rgba = image if image.mode == "RGBA" else image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.copy() if image.mode == "RGB" else image.convert("RGB")
