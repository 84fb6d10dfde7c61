"""Photos without a caption get one that says what is behind the subject, where the model can see that."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from core.files.folders import resources
from core.files.photos.listing import list_entries
from core.training.data.dataset import PictureSet
from core.training.subject.describing import described

STARTER = resources() / "models" / "starter"
CPU = torch.device("cpu")


@pytest.fixture
def pictures(tmp_path):
    """A white and a green ground, a captioned one, and noise."""
    noise = np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8)
    Image.new("RGB", (128, 128), "white").save(tmp_path / "a.png")
    Image.new("RGB", (128, 128), (101, 176, 101)).save(tmp_path / "b.png")
    Image.new("RGB", (128, 128), "white").save(tmp_path / "c.png")
    Image.fromarray(noise).save(tmp_path / "d.png")
    (tmp_path / "c.txt").write_text("in the snow")
    return PictureSet(tmp_path, list_entries(tmp_path, captions=False), 128)


def test_the_ground_of_a_photo_is_said_where_it_has_a_name(pictures):
    first, second, third, _ = described(pictures, STARTER, "a sks robot", CPU).captions
    assert first == "a sks robot on a white background"
    assert second == "a sks robot on a green background"
    assert third == "in the snow"


def test_a_model_that_knows_no_colours_is_not_asked(pictures, tmp_path):
    assert described(pictures, tmp_path, "a sks dog", CPU) is pictures
    assert described(pictures, tmp_path / "one.safetensors", "a sks dog", CPU) is pictures
