"""Shapes of a model and of what would learn in it, without a weight read."""

import math
from pathlib import Path

import pytest
import torch

from core.contract.teaching import DreamBoothConfig
from core.files.catalogue import finding
from core.generation import loader
from core.training import learning
from core.training.taught import open_taught


def numbers(shapes):
    return sum(math.prod(shape) for shape in shapes)


@pytest.mark.parametrize("conv", [False, True])
def test_the_factors_counted_are_those_that_would_learn(tiny_model_folder, outlines, conv):
    info = finding.find(str(tiny_model_folder))
    taught = open_taught(info, torch.device("cpu"), torch.float32, learned=())
    config = DreamBoothConfig(
        photos="p", class_noun="dog", output="o", rank=4, conv=conv, train_text_encoder=True
    )
    made = learning.of(taught, config)
    counted = outlines.of(info)
    for part, adapters in made.adapters.items():
        own = sum(p.numel() for p in adapters.parameters())
        assert numbers(counted.lora(part, 4, conv=conv)) == own


def test_the_weights_counted_are_the_models(tiny_model_folder, outlines):
    outline = outlines.of(finding.find(str(tiny_model_folder)))
    assert numbers(outline.weights["unet"]) == outline.plain.numbers["unet"]
    assert numbers(outline.weights["text_encoder"]) == outline.plain.numbers["text"]


def test_a_model_is_read_once(tiny_model_folder, outlines, monkeypatch):
    info = finding.find(str(tiny_model_folder))
    first = outlines.of(info)
    monkeypatch.setattr(loader, "read_model", lambda *_a, **_k: pytest.fail("read again"))
    assert outlines.of(info) is first
    assert Path(info.path).is_dir()
