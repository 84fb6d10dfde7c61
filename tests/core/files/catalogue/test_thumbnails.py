"""Pictures inside metadata: copied as bytes, kept once, thrown away when nobody shows them."""

import base64
from pathlib import Path

import pytest

from core.files import folders
from core.files.catalogue import thumbnails

JPEG = b"\xff\xd8\xff\xe0 whatever"


def said(data: bytes, kind: str = "jpeg") -> dict[str, str]:
    return {thumbnails.KEY: f"data:image/{kind};base64,{base64.b64encode(data).decode()}"}


def test_a_picture_is_laid_into_the_cache_once():
    path = Path(thumbnails.lay_out(said(JPEG, "anything")))
    assert path.read_bytes() == JPEG
    assert path.suffix == ".jpg"  # by its bytes, whatever it says
    assert path.is_relative_to(folders.cache())
    assert thumbnails.lay_out(said(JPEG)) == str(path)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {thumbnails.KEY: "http://example.org/a.jpg"},
        {thumbnails.KEY: "data:image/jpeg;base64,###"},
        said(b"<svg/>", "svg+xml"),
        said(b""),
        {thumbnails.KEY: "data:text/html;base64,/9j/"},
        {thumbnails.KEY: "data:image/jpeg;base64," + "A" * thumbnails.TEXT_MAX},
    ],
)
def test_nothing_else_is(metadata):
    assert thumbnails.lay_out(metadata) == ""


def test_what_is_not_shown_any_more_goes():
    kept, gone = thumbnails.lay_out(said(JPEG)), thumbnails.lay_out(said(JPEG + b"2"))
    thumbnails.clean([kept, "/some/where/else.png", ""])
    assert Path(kept).exists()
    assert not Path(gone).exists()
