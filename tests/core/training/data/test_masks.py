"""Masks lie beside their photos by name and are cut as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.errors import DatasetInvalid
from core.files.photos.crop import Box
from core.files.photos.listing import Entry
from core.training.data import masks
from core.training.data.dataset import PictureSet
from core.training.data.framing import Frame


@pytest.fixture
def pictures(tmp_path):
    frame = Frame((16, 16), (40, 20), Box(0.5, 0.0, 1.0, 1.0))
    entries = [Entry("deep/é 1.jpg", "", 1), Entry("b.png", "", 1)]
    return PictureSet(tmp_path / "photos", entries, 16, [frame, frame])


def mask(path: Path, half: str = "right") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.zeros((20, 40), np.uint8)
    values[:, 30:] = 255
    Image.fromarray(values).save(path)


def test_a_mask_is_found_by_name_and_cut_like_its_photo(tmp_path, pictures):
    mask(tmp_path / "masks/deep/é 1.png")
    found = masks.find_masks(tmp_path / "masks", pictures)
    assert list(found) == [0]
    read = masks.reader(found, pictures)
    values = read(0)
    assert values.shape == (16, 16)
    assert values[:, :6].max() < 0.05
    assert values[:, 10:].min() > 0.95


def test_a_photo_without_a_mask_counts_everywhere(tmp_path, pictures):
    mask(tmp_path / "masks/b.png")
    read = masks.reader(masks.find_masks(tmp_path / "masks", pictures), pictures)
    assert torch.equal(read(0), torch.ones(16, 16))


def test_no_folder_no_match_and_a_broken_mask_are_told(tmp_path, pictures):
    with pytest.raises(DatasetInvalid, match="no such folder"):
        masks.find_masks(tmp_path / "gone", pictures)
    mask(tmp_path / "masks/other.png")
    with pytest.raises(DatasetInvalid, match="name of a photo"):
        masks.find_masks(tmp_path / "masks", pictures)
    (tmp_path / "masks/b.png").write_bytes(b"nothing")
    read = masks.reader(masks.find_masks(tmp_path / "masks", pictures), pictures)
    with pytest.raises(DatasetInvalid, match=r"b\.png cannot be read"):
        read(1)


def test_another_mask_is_another_key(tmp_path, pictures):
    mask(tmp_path / "masks/b.png")
    first = masks.key(masks.find_masks(tmp_path / "masks", pictures))
    Image.new("L", (50, 50)).save(tmp_path / "masks/b.png")
    assert masks.key(masks.find_masks(tmp_path / "masks", pictures)) != first
