"""Asking the jail for a picture's size or pixels, without Pillow on this side.

What a file is, is told from its first bytes here, so that SVG, PDF and the like are refused by name
before any process is troubled. The decoding itself is `decoder.py`, in the jail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.contract.errors import (
    OutOfMemory,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
    ReaderStopped,
)
from core.files import commands
from core.files.pictures.formats import HEAD_BYTES, OPENED, Ground, picture_format
from core.files.reading import opened
from core.jail.channel import Message
from core.jail.pool import Command, Pool
from core.jail.process import Question

PIXELS_MAX = 100_000_000
SECONDS_MAX = 60.0  # for one picture; a hundred megapixels take about ten
_ERRORS = (PictureUnsupported, PictureTooLarge, PictureBroken)


@dataclass(frozen=True)
class Pixels:
    """A decoded picture: 8-bit RGB in sRGB, row by row without gaps."""

    width: int
    height: int
    rgb: bytes | bytearray


def size_of(path: Path | str) -> tuple[int, int]:
    """Width and height in px as shown (upright), from the header. Raises as `pixels_of`."""
    with _known(path) as (file, pool):
        return _size(pool.ask(_question("size", None, 0), file, str(path)), str(path))


def pixels_of(path: Path | str, longest: int | None = None, ground: Ground = "white") -> Pixels:
    """The picture, upright, first frame, alpha over `ground`; scaled so that no side is above `longest` px.

    Raises `FileMissing`, `FileUnreadable`, `PictureUnsupported` (naming the format), `PictureTooLarge`
    (from the header, before any pixel is decoded), `PictureBroken`, `OutOfMemory`, `ReaderStopped`,
    `ReaderUnavailable`.
    """
    with _known(path) as (file, pool):
        return _pixels(pool, file, str(path), longest, ground)


def pool() -> Pool:
    """The decoders of everything but HEIC."""
    return _POOL


def warm() -> None:
    """Have a decoder wait for the first picture. Raises `ReaderUnavailable`."""
    _POOL.warm()


@contextmanager
def _known(path: Path | str) -> Iterator[tuple[BinaryIO, Pool]]:
    """The open file and the decoders for it."""
    with opened(path) as file:
        yield file, _pool_for(file, str(path))


def _pool_for(file: BinaryIO, path: str) -> Pool:
    name = picture_format(file.read(HEAD_BYTES))
    if name not in OPENED:
        raise PictureUnsupported(path, name)
    return _HEIC_POOL if name == "HEIC" else _POOL


def _pixels(
    pool: Pool, file: BinaryIO, path: str, longest: int | None, ground: Ground = "white"
) -> Pixels:
    message = pool.ask(_question("rgb", longest, PIXELS_MAX * 3, ground), file, path)
    width, height = _size(message, path)
    if len(message.raw) != width * height * 3 or max(width, height) > (longest or PIXELS_MAX):
        raise ReaderStopped(path, "garbage")
    return Pixels(width, height, message.raw)


def _size(message: Message, path: str) -> tuple[int, int]:
    width, height = message.data.get("width"), message.data.get("height")
    if type(width) is not int or type(height) is not int or min(width, height) < 1:
        raise ReaderStopped(path, "garbage")
    if width * height > PIXELS_MAX:
        raise ReaderStopped(path, "garbage")
    return width, height


def _question(do: str, longest: int | None, raw_bytes: int, ground: Ground = "white") -> Question:
    arguments: dict[str, int | str] = {"ground": ground}
    if longest is not None:
        arguments["longest"] = longest
    return Question(do, arguments, SECONDS_MAX, raw_bytes, errors=(*_ERRORS, OutOfMemory))


def _command(program: str) -> Command:
    command = commands.jail_command(program)
    return command.words(), command.environment


_POOL = Pool(lambda: _command("pictures"))
_HEIC_POOL = Pool(lambda: _command("heic"), idle=1)
