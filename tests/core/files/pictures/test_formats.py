"""Formats by their first bytes: every format that Pillow writes for us is recognised as what it is."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.files.pictures.decoder import READERS
from core.files.pictures.formats import OPENED, picture_format


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("PNG", "PNG"),
        ("JPEG", "JPEG"),
        ("WEBP", "WebP"),
        ("TIFF", "TIFF"),
        ("BMP", "BMP"),
        ("GIF", "GIF"),
        ("ICO", "ICO"),
        ("PDF", "PDF"),
        ("EPS", "EPS"),
    ],
)
def test_what_pillow_writes(kind: str, name: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, kind)
    assert picture_format(buffer.getvalue()[:4096]) == name


def test_heic_as_phones_write_it() -> None:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (16, 16))).save(buffer)
    assert picture_format(buffer.getvalue()[:4096]) == "HEIC"


@pytest.mark.parametrize(
    ("brands", "name"),
    [
        (b"heix", "HEIC"),
        (b"mif1\0\0\0\0mif1heic", "HEIC"),
        (b"mif1\0\0\0\0avifmif1", "AVIF"),
        (b"mif1\0\0\0\0", "a HEIF picture"),
        (b"avis", "AVIF"),
        (b"crx ", "Canon RAW"),
        (b"isom\0\0\0\0heic", "video"),
    ],
)
def test_brands_tell_what_such_a_file_holds(brands: bytes, name: str) -> None:
    box = b"ftyp" + brands
    assert picture_format((len(box) + 4).to_bytes(4, "big") + box + b"avifheic") == name


def test_there_is_a_reader_for_each_that_is_opened() -> None:
    assert {*READERS, "HEIC"} == OPENED


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_anything_has_a_name(head: bytes) -> None:
    assert picture_format(head)


@settings(deadline=None)
@given(
    st.text(min_size=4, alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]))
)
def test_text_is_text_even_when_cut(text: str) -> None:
    head = text.encode()
    for cut in range(3):
        assert picture_format(head[: len(head) - cut]) in (
            "text",
            "BMP",
            "SVG",
            "XML",
            "HTML",
            "EPS",
        )
