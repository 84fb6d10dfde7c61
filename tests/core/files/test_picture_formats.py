"""Formats by their first bytes: every format that Pillow writes for us is recognised as what it is."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.files.picture_formats import READERS, picture_format


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


def test_only_five_are_opened() -> None:
    assert sorted(READERS) == ["BMP", "JPEG", "PNG", "TIFF", "WebP"]


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
