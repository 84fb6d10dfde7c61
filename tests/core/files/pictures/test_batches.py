"""Many pictures at a time: the same pictures, in order, and the same errors at the same place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pytest
from PIL import Image

from core.contract.errors import (
    FileMissing,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
    ReaderStopped,
)
from core.files.pictures import batches as picture_batches
from core.files.pictures import decoder as picture_decoder
from core.files.pictures import images
from core.files.pictures import jailed as jailed_pictures
from core.files.pictures.batches import pixels_of_many
from core.files.pictures.jailed import Pixels, pixels_of
from core.jail.channel import Message
from core.jail.process import Question
from tests.support.hostile_pictures import encoded, photo, png


@pytest.fixture
def folder(tmp_path: Path) -> list[Path]:
    """Pictures of all kinds and sizes, more than one batch of them."""
    made = []
    for number in range(150):
        image = Image.new("RGB", (1 + number % 40, 1 + number % 7), (number, 0, 200))
        kind = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")[number % 5]
        made.append(tmp_path / f"{number}.png")
        made[-1].write_bytes(encoded(kind, image))
    made[70].write_bytes(photo())
    made[71].write_bytes(encoded("BMP", Image.new("RGB", (400, 300))))  # a large file
    made[72].write_bytes(
        encoded("PNG", Image.new("RGB", (900, 800)))
    )  # a large picture in a small file
    return made


def test_the_same_pictures_in_order(folder: list[Path]) -> None:
    assert list(pixels_of_many(folder)) == [pixels_of(path) for path in folder]
    assert [image.tobytes() for image in images.read_pictures(folder[:3])] == [
        images.read_picture(path).tobytes() for path in folder[:3]
    ]


def test_few_ways_for_many(folder: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = jailed_pictures.pool().ask

    def watched(question: Question, file: BinaryIO, path: str) -> Message:
        asked.append(question.do)
        return real(question, file, path)

    monkeypatch.setattr(jailed_pictures.pool(), "ask", watched)
    assert len(list(pixels_of_many(folder))) == 150
    assert asked.count("many") == 3
    assert asked.count("rgb") == 2  # the large ones; HEIC has a pool of its own


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (png()[:40], PictureBroken),
        (b"<svg/>", PictureUnsupported),
        (png(size=(2**31 - 1, 9), pixels=b"x"), PictureTooLarge),
        (b"", PictureUnsupported),
        (None, FileMissing),
    ],
)
def test_the_bad_one_is_named_and_those_before_it_came(
    folder: list[Path], content: bytes | None, error: type[Exception]
) -> None:
    if content is None:
        folder[100].unlink()
    else:
        folder[100].write_bytes(content)
    came: list[Pixels] = []
    with pytest.raises(error) as caught:
        came.extend(pixels_of_many(folder))
    assert len(came) == 100
    assert caught.value.path == str(folder[100])  # type: ignore[attr-defined]


def test_none() -> None:
    assert list(pixels_of_many([])) == []


class Fake:
    """A pool whose jail is not to be trusted."""

    def __init__(self, data: Any, raw: bytes) -> None:
        self.message = Message({"pictures": data}, raw)

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        if question.do == "many":
            return self.message
        raise ReaderStopped(path, "alone")


@pytest.mark.parametrize(
    ("data", "raw"),
    [
        (None, b""),
        ([], b""),
        ([[1, 1]], b"123"),
        ([[1, 1], [1, 1]], b"12345"),
        ([[1, 1], [1, 1]], b"1234567"),
        ([[-1, -1], [1, 1]], b"123456"),
        ([[2**20, 2**20], None], b""),
        ([["1", 1], [1]], b""),
        ([True, {}], b""),
    ],
)
def test_an_answer_that_does_not_add_up_is_none(
    folder: list[Path], monkeypatch: pytest.MonkeyPatch, data: Any, raw: bytes
) -> None:
    monkeypatch.setattr(jailed_pictures, "_POOL", Fake(data, raw))
    with pytest.raises(ReaderStopped, match="alone"):
        list(pixels_of_many(folder[:2]))


def test_a_reader_that_dies_over_one_of_them(
    folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = jailed_pictures.pool().ask

    def dying(question: Question, file: BinaryIO, path: str) -> Message:
        if question.do == "many":
            raise ReaderStopped(path, "crashed")
        return real(question, file, path)

    monkeypatch.setattr(jailed_pictures.pool(), "ask", dying)
    assert len(list(pixels_of_many(folder[:4]))) == 4


def test_the_limits_of_both_sides_agree() -> None:
    assert picture_batches.SMALL_PIXELS == picture_decoder.SMALL_PIXELS
