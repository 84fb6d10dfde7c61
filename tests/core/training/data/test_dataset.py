"""Folders of captioned pictures: what is read, and what is refused before anything happens."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.errors import DatasetInvalid
from core.training.data import dataset
from core.training.data.dataset import open_pictures, to_pixels, to_square


def picture(path: Path, size: tuple[int, int] = (8, 8), colour: object = (255, 0, 0)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)


def metadata(folder: Path, *lines: object) -> None:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "metadata.jsonl").write_text(text)


def test_metadata_gives_names_in_order_with_captions(tmp_path):
    picture(tmp_path / "b/2.png")
    picture(tmp_path / "a.png")
    picture(tmp_path / "not listed.png")
    metadata(
        tmp_path,
        {"file_name": "b/2.png", "text": "two", "more": 1},
        "",
        {"file_name": "a.png", "text": "one"},
    )
    pictures = open_pictures(tmp_path, 8, captions=True)
    assert [(e.name, e.caption) for e in pictures.entries] == [("a.png", "one"), ("b/2.png", "two")]


def test_a_text_file_beside_each_picture(tmp_path):
    picture(tmp_path / "x.PNG")
    picture(tmp_path / "deep/y.jpg")
    (tmp_path / "x.txt").write_text(" a swan \n", encoding="utf-8")
    (tmp_path / "deep/y.txt").write_text("é", encoding="utf-8")
    assert open_pictures(tmp_path, 8, captions=True).captions == ["é", "a swan"]


def test_pixels_have_the_promised_range_and_shape(tmp_path):
    values = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    values[0, 0], values[0, 1] = 0, 255
    Image.fromarray(values).save(tmp_path / "a.png")
    pictures = open_pictures(tmp_path, 8, captions=False)
    from_disk = pictures.pixels([0, 0])
    list(pictures.read())
    assert torch.equal(pictures.pixels([0, 0]), from_disk)
    assert from_disk.shape == (2, 3, 8, 8)
    assert from_disk.dtype == torch.float32
    assert from_disk[0, :, 0, 0].tolist() == [-1, -1, -1]
    assert from_disk[0, :, 0, 1].tolist() == [1, 1, 1]
    back = ((from_disk[0] + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0)
    assert np.array_equal(back.numpy(), values)


def test_to_square_takes_the_middle():
    image = Image.new("RGB", (30, 10), (255, 0, 0))
    image.paste((0, 0, 255), (10, 0, 20, 10))
    square = np.asarray(to_square(image, 4))
    assert square.shape == (4, 4, 3)
    assert (square[:, 1:3] == (0, 0, 255)).all()
    assert to_square(image.crop((0, 0, 10, 10)), 10).size == (10, 10)


def test_pictures_that_do_not_fit_stay_on_the_disk(tmp_path, monkeypatch):
    picture(tmp_path / "a.png", colour=(10, 20, 30))
    monkeypatch.setattr(dataset, "memory_allowance", lambda: 100)
    pictures = open_pictures(tmp_path, 8, captions=False)
    assert not pictures.fits()
    assert [p.done for p in pictures.read()] == [1]
    assert pictures.images([0])[0, 0, 0].tolist() == [10, 20, 30]


def test_fingerprint_follows_names_sizes_and_captions(tmp_path):
    def fingerprint(text: str, side: int = 8) -> str:
        metadata(tmp_path, {"file_name": "a.png", "text": text})
        return open_pictures(tmp_path, side, captions=True).fingerprint

    picture(tmp_path / "a.png")
    base = fingerprint("one")
    assert fingerprint("one") == base
    assert fingerprint("two") != base
    assert fingerprint("one", 16) != base
    picture(tmp_path / "a.png", (64, 64))
    assert fingerprint("one") != base


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "no object"),
        ({"text": "x"}, "no object"),
        ({"file_name": "a.png", "text": 3}, "no object"),
        ({"file_name": "../a.png", "text": "x"}, "outside"),
        ({"file_name": "/etc/passwd", "text": "x"}, "outside"),
        ({"file_name": "gone.png", "text": "x"}, "does not exist"),
        ({"file_name": "a.png"}, "no caption"),
        ({"file_name": "a.png", "text": "x" * 30_000}, "30000 characters"),
    ],
)
def test_wrong_lines_are_refused_with_their_reason(tmp_path, line, reason):
    picture(tmp_path / "a.png")
    metadata(tmp_path, line)
    with pytest.raises(DatasetInvalid, match=reason):
        open_pictures(tmp_path, 8, captions=True)


def test_a_picture_listed_twice_is_refused(tmp_path):
    picture(tmp_path / "a.png")
    metadata(tmp_path, *[{"file_name": "a.png", "text": "x"}] * 2)
    with pytest.raises(DatasetInvalid, match="twice"):
        open_pictures(tmp_path, 8, captions=True)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_no_folder_and_no_pictures_are_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetInvalid):
        open_pictures(tmp_path / name, 8, captions=False)


def test_a_broken_picture_is_named(tmp_path):
    picture(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes((tmp_path / "a.png").read_bytes()[:45])
    with pytest.raises(DatasetInvalid, match=r"b\.png"):
        list(open_pictures(tmp_path, 8, captions=False).read())


def test_a_picture_that_went_meanwhile_is_told_with_what_helps(tmp_path):
    picture(tmp_path / "a.png")
    picture(tmp_path / "b.png")
    pictures = open_pictures(tmp_path, 8, captions=False)
    (tmp_path / "b.png").unlink()
    with pytest.raises(DatasetInvalid) as caught:
        list(pictures.read())
    assert caught.value.reason == "b.png is not there any more; put it back to go on"
    picture(tmp_path / "b.png")
    assert [p.done for p in pictures.read()] == [1, 2]


def test_what_is_no_picture_is_told_so(tmp_path):
    (tmp_path / "a.png").write_bytes(b"none")
    with pytest.raises(DatasetInvalid) as caught:
        open_pictures(tmp_path, 8, captions=False).images([0])
    assert caught.value.reason == "a.png cannot be used (no picture of a kind that can be opened)"


def test_to_pixels_is_contiguous():
    images = torch.zeros(2, 4, 4, 3, dtype=torch.uint8)
    assert to_pixels(images).is_contiguous()
