"""Modes and colour profiles, read through the jail: what the person saw elsewhere is what comes in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.files.pictures import images

SQUARE = (24, 16)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def other() -> bytes:
    """sRGB's profile under another name with red and green exchanged: a wrong conversion cannot hide."""
    data = bytearray(srgb())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    while (at := data.lower().find("srgb".encode("utf-16-be").lower())) >= 0:
        data[at : at + 8] = "Swap".encode("utf-16-be")
    while (at := data.lower().find(b"srgb built-in")) >= 0:
        data[at : at + 4] = b"Swap"
    return bytes(data)


def read(path: Path, image: Image.Image, kind: str, **options: object) -> np.ndarray:
    image.save(path, kind, **options)
    return np.asarray(images.read_picture(path)).astype(int)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "JPEG"])
def test_another_profile_is_applied(tmp_path: Path, kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    found = read(
        tmp_path / "a",
        Image.new("RGB", SQUARE, (220, 40, 30)),
        kind,
        icc_profile=other(),
        **options,
    )
    assert np.abs(found - (40, 220, 30)).max() <= 6


def test_srgb_changes_no_bit(tmp_path: Path) -> None:
    noise = Image.effect_noise(SQUARE, 90).convert("RGB")
    plain = read(tmp_path / "a", noise, "PNG")
    assert np.array_equal(plain, read(tmp_path / "b", noise, "PNG", icc_profile=srgb()))


@pytest.mark.parametrize("profile", [b"", b"no profile", bytes(128), b"\xff" * 4000])
def test_a_broken_profile_is_left_out(tmp_path: Path, profile: bytes) -> None:
    found = read(
        tmp_path / "a", Image.new("RGB", SQUARE, (220, 40, 30)), "TIFF", icc_profile=profile
    )
    assert np.array_equal(found[0, 0], (220, 40, 30))


def test_a_profile_of_another_kind_than_the_picture_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path / "a", Image.new("L", SQUARE, 77), "TIFF", icc_profile=other())
    assert np.array_equal(found[0, 0], (77, 77, 77))


def test_alpha_with_a_profile(tmp_path: Path) -> None:
    found = read(
        tmp_path / "a", Image.new("RGBA", SQUARE, (220, 40, 30, 0)), "PNG", icc_profile=other()
    )
    assert found.min() >= 254


def test_large_alpha_is_the_same_in_bands(tmp_path: Path) -> None:
    """Higher than a band, with every alpha: equal to Pillow's composite in one piece."""
    rows = np.random.default_rng(0).integers(0, 256, (1300, 3, 4), dtype=np.uint8)
    image = Image.fromarray(rows, "RGBA")
    whole = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    assert np.array_equal(read(tmp_path / "a", image, "PNG"), np.asarray(whole))


def test_every_grey_of_sixteen_bits(tmp_path: Path) -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    found = read(tmp_path / "a", Image.fromarray(values), "PNG")
    assert np.array_equal(found[..., 0], np.round(values / 257))
