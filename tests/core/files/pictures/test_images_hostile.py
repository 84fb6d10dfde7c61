"""Pictures that lie: bombs, other formats under a picture's name, cut and damaged ones."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.contract.errors import (
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
    ReverieError,
)
from core.files.pictures import images


def encoded(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    noise = Image.effect_noise((24, 20), 60).convert("RGB")
    noise.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bare_png(width: int, height: int, pixels: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(pixels))
        + png_chunk(b"IEND", b"")
    )


def test_a_bomb_is_refused_from_its_header(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bare_png(30_000, 30_000, bytes(1_000_000)))
    tracemalloc.start()
    with pytest.raises(PictureTooLarge) as caught:
        images.read_picture(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (caught.value.width, caught.value.height, caught.value.limit) == (30_000, 30_000, 100)
    assert peak < 10_000_000
    with pytest.raises(PictureTooLarge):
        images.picture_size(path)


@pytest.mark.parametrize(("width", "height"), [(2**31 - 1, 2**31 - 1), (65_535, 65_535)])
def test_other_bombs(tmp_path: Path, width: int, height: int) -> None:
    bmp = bytearray(encoded("BMP"))
    bmp[18:26] = struct.pack("<ii", width, height)
    jpeg = encoded("JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg = jpeg[:at] + struct.pack(">HH", min(height, 65_535), min(width, 65_535)) + jpeg[at + 4 :]
    for data in (bare_png(width, height), bytes(bmp), jpeg):
        (tmp_path / "a").write_bytes(data)
        with pytest.raises((PictureTooLarge, PictureBroken)):
            images.read_picture(tmp_path / "a")


def test_a_hundred_megapixels_are_not_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(bare_png(12_500, 8_000))
    assert images.picture_size(path) == (12_500, 8_000)
    path.write_bytes(bare_png(12_500, 8_001))
    with pytest.raises(PictureTooLarge):
        images.picture_size(path)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'\xef\xbb\xbf <svg width="1"><image href="file:///etc/passwd"/></svg>', "SVG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"GIF89a\1\0\1\0", "GIF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"8BPS\0\1", "Photoshop"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"\0\0\0\x14ftypmif1\0\0\0\0avif", "AVIF"),
        (b"\0\0\0\x10ftypmif1\0\0\0\0", "a HEIF picture"),
        (b"\0\0\1\0\1\0", "ICO"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"just words\n", "text"),
        ("längere Wörter ohne Sinn".encode(), "text"),
        (b"", "an empty file"),
        (b"\x01\x02\x03\x04", "no known format"),
    ],
)
@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_other_formats_are_named(tmp_path: Path, data: bytes, name: str, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(data)
    with pytest.raises(PictureUnsupported) as caught:
        images.read_picture(path)
    assert caught.value.format == name


def test_samples_without_a_known_range_are_refused(tmp_path: Path) -> None:
    for mode in ("I", "F"):
        Image.new(mode, (4, 4)).save(tmp_path / "a", "TIFF")
        with pytest.raises(PictureUnsupported, match="unusual number formats"):
            images.read_picture(tmp_path / "a")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
def test_every_cut_is_broken_and_never_half_a_picture(tmp_path: Path, kind: str) -> None:
    data = encoded(kind)
    whole = images_of(tmp_path, data)
    for cut in range(30, len(data) - 13, 37):
        (tmp_path / "a").write_bytes(data[:cut])
        try:
            image = images.read_picture(tmp_path / "a")
        except PictureBroken:
            continue
        assert image.tobytes() == whole, f"{kind} cut at {cut}"


def images_of(tmp_path: Path, data: bytes) -> bytes:
    (tmp_path / "whole").write_bytes(data)
    return images.read_picture(tmp_path / "whole").tobytes()


SEEDS = {
    "png": encoded("PNG"),
    "jpeg": encoded("JPEG"),
    "progressive": encoded("JPEG", progressive=True),
    "webp": encoded("WEBP"),
    "lossless": encoded("WEBP", lossless=True),
    "tiff": encoded("TIFF"),
    "bmp": encoded("BMP"),
}


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(SEEDS)),
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damage_gives_a_picture_or_a_typed_error(
    tmp_path: Path, name: str, edits: list[tuple[float, int]]
) -> None:
    data = bytearray(SEEDS[name])
    for place, value in edits:
        data[int(place * len(data))] = value
    (tmp_path / "a").write_bytes(with_checksums(bytes(data)) if name == "png" else data)
    started = time.perf_counter()
    for call in (images.read_picture, images.picture_size, images.read_texts):
        try:
            call(tmp_path / "a")
        except ReverieError:
            continue
    assert time.perf_counter() - started < 30


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(pixels=st.binary(max_size=2000), width=st.integers(1, 40), height=st.integers(1, 40))
def test_any_pixel_data_in_a_valid_png(
    tmp_path: Path, pixels: bytes, width: int, height: int
) -> None:
    (tmp_path / "a").write_bytes(bare_png(width, height, pixels))
    try:
        assert images.read_picture(tmp_path / "a").size == (width, height)
    except PictureBroken:
        assert len(pixels) < height * (3 * width + 1) or any(
            pixels[row * (3 * width + 1)] > 4 for row in range(height)
        )


def with_checksums(data: bytes) -> bytes:
    """The PNG with its chunk checksums made right, so that damage reaches the decoder."""
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if at + 12 + length > len(data):
            break
        out += png_chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return bytes(out) + data[at:]
