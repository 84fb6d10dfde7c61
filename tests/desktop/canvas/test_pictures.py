"""Opening files: what is opened, what is refused and why, and how it comes out."""

import os
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from core.contract.errors import (
    FileMissing,
    FileUnreadable,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
)
from desktop.canvas import pictures
from desktop.canvas.pictures import flattened, png_bytes, read_picture, read_png

# Qt's decoders say what is wrong on their own log too.
DECODER_LOG = ("libpng", "PNG", "qt.gui.imageio")


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises a size and holds no pixels."""
    data = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + data
    head = struct.pack(">I", len(data)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    body = b"IDAT" + zlib.compress(b"\0")
    return (
        b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I", len(body) - 4) + body
        + struct.pack(">I", zlib.crc32(body))
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
def test_the_bytes_decide_not_the_name(tmp_path, kind):
    path = tmp_path / "photo.xyz"
    Image.new("RGB", (20, 10), (200, 30, 40)).save(path, format=kind, quality=95)
    image = read_picture(str(path))
    assert (image.width(), image.height()) == (20, 10)
    assert image.format() == QImage.Format.Format_RGB32
    colour = image.pixelColor(10, 5)
    assert abs(colour.red() - 200) < 6
    assert abs(colour.green() - 30) < 6


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"GIF89a....", "GIF"),
        (b"\0\0\0\x18ftypavif....", "AVIF"),
        (b"PK\3\4.....", "ZIP"),
        (b"", "an empty file"),
        (b"just words", "text"),
    ],
)
def test_other_formats_are_refused_by_what_they_are(tmp_path, content, name):
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(PictureUnsupported) as caught:
        read_picture(str(path))
    assert caught.value.format == name


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(FileMissing):
        read_picture(str(tmp_path / "gone.png"))
    with pytest.raises(FileUnreadable):
        read_picture(str(tmp_path))


def test_a_png_that_ends_early_is_broken(tmp_path):
    path = tmp_path / "cut.png"
    buffer = BytesIO()
    Image.effect_noise((64, 64), 50).save(buffer, "PNG")
    path.write_bytes(buffer.getvalue()[:600])
    with pytest.raises(PictureBroken):
        read_picture(str(path))


def test_a_jpeg_that_ends_early_is_broken(tmp_path):
    path = tmp_path / "cut.jpg"
    buffer = BytesIO()
    Image.effect_noise((64, 64), 50).save(buffer, "JPEG")
    path.write_bytes(buffer.getvalue()[:-100])
    with pytest.raises(PictureBroken):
        read_picture(str(path))


@pytest.mark.parametrize("size", [(20_000, 20_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(tmp_path, size):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(*size))
    with pytest.raises(PictureTooLarge) as caught:
        read_picture(str(path))
    assert (caught.value.width, caught.value.height) == size
    assert caught.value.limit == 100


def test_a_turned_photo_is_put_upright(tmp_path):
    path = tmp_path / "turned.jpg"
    image = Image.new("RGB", (40, 20), (255, 0, 0))
    exif = image.getexif()
    exif[0x0112] = 6  # a quarter turn
    image.save(path, exif=exif)
    assert read_picture(str(path)).size().toTuple() == (20, 40)


def test_what_shines_through_becomes_white(tmp_path):
    path = tmp_path / "clear.png"
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(path)
    assert read_picture(str(path)).pixelColor(1, 1) == QColor("white")


def test_a_large_picture_is_kept_within_the_longest_side(tmp_path):
    path = tmp_path / "long.png"
    Image.new("L", (300, 30)).save(path)
    assert read_picture(str(path), longest=100).size().toTuple() == (100, 10)
    assert read_picture(str(path), longest=5).size().toTuple() == (5, 1)


def test_pixels_from_elsewhere_are_flattened_too():
    image = QImage(20, 10, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    result = flattened(image, longest=10)
    assert result.size().toTuple() == (10, 5)
    assert result.pixelColor(2, 2) == QColor("white")
    assert not result.hasAlphaChannel()


def test_png_bytes_hold_every_pixel(halves):
    image = halves()
    assert read_png(png_bytes(image)).convertToFormat(image.format()) == image


def test_an_empty_image_cannot_be_written():
    with pytest.raises(PictureBroken):
        png_bytes(QImage())


@pytest.mark.qt_log_ignore(*DECODER_LOG)
@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n cut"])
def test_what_is_no_png_is_null(data):
    assert read_png(data).isNull()


def test_no_file_reaches_a_reader_of_qt(make_picture, monkeypatch):
    def refuse(*arguments):
        raise AssertionError("a file was given to Qt")

    monkeypatch.setattr(pictures, "QImageReader", refuse)
    assert read_picture(make_picture()).format() == QImage.Format.Format_RGB32


def test_previews_have_a_limit_of_their_own():
    read_png(b"")
    assert pictures.QImageReader.allocationLimit() == pictures.ALLOCATION_MAX


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path):
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(FileUnreadable):
            read_picture(str(tmp_path / "pipe.png"))
    with pytest.raises(FileUnreadable):
        read_picture(str(tmp_path))
    with pytest.raises(FileUnreadable):
        read_picture("/no\0name.png")
