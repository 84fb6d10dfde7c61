"""Text chunks: the three kinds, limits, damage, and the same answers as Pillow."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from core.files.pictures import png_texts
from core.files.pictures.png_texts import TEXT_BYTES, read_png_texts

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def read(*chunks: bytes, end: bytes = chunk(b"IEND", b"")) -> dict[str, str]:
    return read_png_texts(io.BytesIO(SIGNATURE + b"".join(chunks) + end))


def test_three_kinds() -> None:
    assert read(
        chunk(b"tEXt", b"a\0caf\xe9"),
        chunk(b"zTXt", b"b\0\0" + zlib.compress(b"\xe9" * 500)),
        chunk(b"iTXt", b"c\0\0\0de\0key\0" + "日本\0x".encode()),
        chunk(b"iTXt", b"d\0\1\0\0\0" + zlib.compress("ä".encode() * 500)),
    ) == {"a": "café", "b": "é" * 500, "c": "日本\0x", "d": "ä" * 500}


def test_text_behind_the_pixels_and_the_first_of_two() -> None:
    pixels = chunk(b"IDAT", bytes(100_000))
    assert read(chunk(b"tEXt", b"a\0one"), pixels, chunk(b"tEXt", b"a\0two"), pixels) == {
        "a": "one"
    }
    assert read(pixels, chunk(b"tEXt", b"a\0late")) == {"a": "late"}


@pytest.mark.parametrize(
    "bad",
    [
        chunk(b"tEXt", b"no separator"),
        chunk(b"tEXt", b"\0no key"),
        chunk(b"tEXt", b"k" * 80 + b"\0too long a key"),
        chunk(b"tEXt", b"a\0wrong checksum")[:-1] + b"!",
        chunk(b"zTXt", b"a\0\1unknown method"),
        chunk(b"zTXt", b"a\0\0not packed"),
        chunk(b"zTXt", b"a\0\0" + zlib.compress(b"cut short" * 9)[:-5]),
        chunk(b"iTXt", b"a\0\0\0only one\0"),
        chunk(b"iTXt", b"a\0"),
        chunk(b"iTXt", b"a\0\0\0\0\0\xff\xfe not utf-8"),
        chunk(b"iTXt", b"a\0\1\1\0\0unknown method"),
    ],
)
def test_damaged_ones_are_left_out(bad: bytes) -> None:
    assert read(bad, chunk(b"tEXt", b"b\0fine")) == {"b": "fine"}


def test_bombs_are_not_unpacked() -> None:
    bomb = zlib.compress(bytes(50_000_000))
    kept = chunk(b"tEXt", b"z\0kept")
    assert read(chunk(b"zTXt", b"a\0\0" + bomb), kept) == {"z": "kept"}
    assert read(chunk(b"iTXt", b"a\0\1\0\0\0" + bomb), kept) == {"z": "kept"}
    assert read(chunk(b"tEXt", b"a\0" + bytes(5_000_000)), kept) == {"z": "kept"}


def test_all_text_together_is_limited() -> None:
    many = [chunk(b"tEXt", b"%d\0" % i + b"x" * 90_000) for i in range(50)]
    texts = read(*many)
    assert 10 <= len(texts) <= 11
    assert sum(map(len, texts.values())) <= TEXT_BYTES


@pytest.mark.parametrize("end", [b"", b"\0\0", struct.pack(">I4s", 2**32 - 1, b"tEXt")])
def test_a_file_that_just_ends(end: bytes) -> None:
    assert read(chunk(b"tEXt", b"a\0b"), end=end) == {"a": "b"}


def test_endless_chunks_end() -> None:
    assert read(*[chunk(b"abCd", b"")] * 150_000, chunk(b"tEXt", b"a\0b")) == {}


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_anything_is_read_without_an_error(data: bytes) -> None:
    assert read_png_texts(io.BytesIO(data)) == {}
    read_png_texts(io.BytesIO(SIGNATURE + data))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
KEY = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=79).filter(
    lambda k: k.strip() == k
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(KEY, st.tuples(TEXT, st.booleans(), st.booleans()), max_size=5))
def test_what_pillow_writes_is_read_as_pillow_reads_it(
    fields: dict[str, tuple[str, bool, bool]],
) -> None:
    info = PngImagePlugin.PngInfo()
    for key, (text, international, packed) in fields.items():
        if international:
            info.add_itxt(key, text, zip=packed)
        else:
            info.add_text(key, text, zip=packed)
    buffer = io.BytesIO()
    Image.new("L", (1, 1)).save(buffer, "PNG", pnginfo=info)
    with Image.open(io.BytesIO(buffer.getvalue())) as image:
        image.load()
        assert read_png_texts(io.BytesIO(buffer.getvalue())) == image.text


def test_only_so_many_texts_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = []
    real = png_texts._inflate
    monkeypatch.setattr(png_texts, "_inflate", lambda *a: unpacked.append(1) or real(*a))
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(2_000_000)))
    assert read(*[bomb] * 1000) == {}
    assert len(unpacked) == png_texts.TEXTS_MAX
