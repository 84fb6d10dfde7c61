"""Decodes pictures strangers made. Runs in the jail only: see `core/jail` and `jailed.py`.

A picture becomes 8-bit RGB, turned upright, in sRGB, alpha over white, first frame only, without metadata,
and if asked no side longer than `longest` px. Only the readers named here are imported: none of Pillow's
other forty parsers ever sees a byte.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias

from PIL import (
    BmpImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from core.contract.errors import (
    OutOfMemory,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
    ReverieError,
)
from core.files.pictures.colours import to_srgb
from core.files.pictures.formats import HEAD_BYTES, Ground, picture_format
from core.jail.inside import Answer, Handler
from core.jail.limits import Limits

Reader: TypeAlias = Callable[[BinaryIO], ImageFile.ImageFile]

PIXELS_MAX = 100_000_000
LIMITS = Limits(memory=4 * 2**30, seconds=1200)
READERS: dict[str, Reader] = {
    "PNG": PngImagePlugin.PngImageFile,
    "JPEG": JpegImagePlugin.JpegImageFile,
    "WebP": WebPImagePlugin.WebPImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
}
SMALL_PIXELS = 2**18  # of a picture that may come together with others
BAND_BYTES = 2**20  # of the result, that are copied at once
# What Pillow's decoders raise for damaged input, besides OSError.
_DAMAGE = (
    *(SyntaxError, ValueError, TypeError, IndexError, KeyError, AttributeError, EOFError),
    *(ArithmeticError, RuntimeError, AssertionError, struct.error, zlib.error, BufferError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, OSError),
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


def handlers(readers: Mapping[str, Reader] = READERS) -> dict[str, Handler]:
    """What can be asked: "size", from the header, and "rgb", with the pixels of the upright picture.

    Both answer {"width", "height"} and raise `PictureUnsupported`, `PictureTooLarge`, `PictureBroken`, `OutOfMemory`;
    "rgb" takes the arguments `longest` and `ground`. "many" is for files of `sizes` bytes behind each other: {"pictures":
    [[width, height] or null, …]} with the pixels of all; null: large or bad, to be asked for alone.
    """

    def size(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
        image = _open(file, readers)
        width, height = image.size
        return _answer((height, width) if _orientation(image) >= 5 else (width, height))

    def rgb(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
        try:
            image = _decode(_open(file, readers), arguments.get("longest"), _ground(arguments))
        except MemoryError as error:
            raise OutOfMemory("cpu", -1, -1) from error
        answer = _answer(image.size)
        return Answer(answer.data, _bands(image), image.width * image.height * 3)

    def many(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
        images = [_small(io.BytesIO(file.read(n)), readers) for n in arguments["sizes"]]
        pieces = [image.tobytes() for image in images if image is not None]
        found = [None if image is None else list(image.size) for image in images]
        return Answer({"pictures": found}, pieces, sum(map(len, pieces)))

    return {"size": size, "rgb": rgb, "many": many}


def _small(file: BinaryIO, readers: Mapping[str, Reader]) -> Image.Image | None:
    """One of many; None where it deserves a question of its own."""
    try:
        image = _open(file, readers)
        return None if image.width * image.height > SMALL_PIXELS else _decode(image, None, "white")
    except ReverieError:
        return None


def _answer(size: tuple[int, int]) -> Answer:
    return Answer({"width": size[0], "height": size[1]})


def _open(file: BinaryIO, readers: Mapping[str, Reader]) -> ImageFile.ImageFile:
    """Parse the header with the one reader that the first bytes call for; check the size."""
    name = picture_format(file.read(HEAD_BYTES))
    file.seek(0)
    reader = readers.get(name)
    if reader is None:
        raise PictureUnsupported("", name)
    try:
        # The class itself, not Image.open: that one stops at its own limit before telling the size.
        image = reader(file)
    except _DAMAGE as error:
        raise PictureBroken("", _damage(error)) from error
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureBroken("", "it has no pixels")
    if width * height > PIXELS_MAX:
        raise PictureTooLarge("", width, height, PIXELS_MAX // 1_000_000)
    return image


def _ground(arguments: dict[str, Any]) -> Ground:
    return "black" if arguments.get("ground") == "black" else "white"


def _decode(image: ImageFile.ImageFile, longest: int | None, ground: Ground) -> Image.Image:
    """All of it in RGB, upright and no longer than `longest` px."""
    method = _UPRIGHT.get(_orientation(image))
    profile = image.info.get("icc_profile")
    small = None if longest is None else _within(image.size, longest)
    try:
        if small is not None and image.format == "JPEG":
            image.draft(None, small)  # decodes at a fraction of the size, never below `small`
        image.load()
        result = to_srgb(image, profile if isinstance(profile, bytes) else None, ground)
        if small is not None and result.size != small:
            result = result.resize(small, Image.Resampling.BICUBIC, reducing_gap=2.0)
        return result if method is None else result.transpose(method)
    except _DAMAGE as error:
        raise PictureBroken("", _damage(error)) from error


def _within(size: tuple[int, int], longest: int) -> tuple[int, int] | None:
    """The size at which no side is longer than `longest`; None where that is so already."""
    scale = longest / max(size)
    return None if scale >= 1 else (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def _bands(image: Image.Image) -> Iterator[bytes]:
    """The pixels row by row, in pieces: a second copy of a large picture is never in memory."""
    step = max(1, BAND_BYTES // (3 * image.width))
    if step >= image.height:
        yield image.tobytes()
        return
    for top in range(0, image.height, step):
        box = (0, top, image.width, min(top + step, image.height))
        yield image.crop(box).tobytes()


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
    if image.format in ("TIFF", "HEIF"):  # turned by their readers
        return 1
    if image.format == "PNG" and "exif" not in image.info:  # asking would decode all of it
        return 1
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except _DAMAGE:  # a broken note beside a good picture
        return 1
    return value if isinstance(value, int) else 1
