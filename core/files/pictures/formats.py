"""What a picture file is, told from its first bytes alone. No decoder is here."""

from __future__ import annotations

import codecs
from typing import Literal

Ground = Literal["white", "black"]  # what see-through pixels are laid over
HEAD_BYTES = 4096
OPENED = frozenset({"PNG", "JPEG", "WebP", "TIFF", "BMP", "HEIC"})  # what we have readers for
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "ICO"),
    (b"\0\0\2\0", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"v/1\x01", "OpenEXR"),
    (b"qoif", "QOI"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1aE\xdf\xa3", "video"),
)
UNKNOWN = "no known format"
# Of the ISO base media file format; a file names a main brand and others that it obeys as well.
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
    b"jxl ": "JPEG XL",
    b"crx ": "Canon RAW",
}
_ANY_BRAND = (b"mif1", b"mif2", b"msf1", b"miaf")  # says only that it holds pictures


def picture_format(head: bytes) -> str:
    """The name of the format that starts with `head` (up to 4096 bytes), in words for a person."""
    if not head:
        return "an empty file"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        return _branded(head)
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    return _text_format(head)


def _branded(head: bytes) -> str:
    main = head[8:12]
    if main in _ANY_BRAND:
        box = head[: min(int.from_bytes(head[:4], "big"), len(head))]
        others = (box[at : at + 4] for at in range(16, len(box) - 3, 4))
        return next((_BRANDS[brand] for brand in others if brand in _BRANDS), "a HEIF picture")
    return _BRANDS.get(main, "video")


def _text_format(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if text.startswith(b"<?xml"):
        return "XML"
    if all(byte in b"\t\n\r\f" or 32 <= byte != 127 for byte in head):
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)  # the end may be cut
        except UnicodeDecodeError:
            return UNKNOWN
        return "text"
    return UNKNOWN
