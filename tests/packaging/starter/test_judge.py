"""The judge learns what renders show, keeps what it learned, and can answer nothing."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image


@pytest.fixture
def sure(starter):
    """A judge whose network gives the wanted logits whatever it sees."""

    def make(logits):
        class Net(torch.nn.Module):
            def forward(self, pixels):
                return torch.tensor(logits).expand(len(pixels), -1)

        return starter("judge").Judge(Net())

    return make


def _logits(starter, said):
    vocabulary = starter("vocabulary").read_vocabulary()
    names = [*vocabulary.nouns, *(f"on {colour}" for colour in vocabulary.colours)]
    return [said.get(name, -5.0) for name in names]


def test_nouns_come_surest_first(starter, sure):
    judge = sure(_logits(starter, {"swan": 1.0, "fox": 3.0, "cat": -0.5, "on blue": 2.0}))
    verdict = judge.verdicts([Image.new("RGB", (128, 128))])[0]
    assert verdict.nouns == ("fox", "swan")
    assert verdict.colour == "blue"


def test_unsure_means_none(starter, sure):
    judge = sure(_logits(starter, {"swan": -0.1, "on blue": -0.1}))
    verdict = judge.verdicts([Image.new("RGB", (64, 64))])[0]
    assert verdict.nouns == ()
    assert verdict.colour is None


def test_it_learns_to_tell_two_colours(starter):
    module = starter("judge")
    rng = np.random.default_rng(0)
    which = rng.integers(0, 2, 256)
    colours = np.array([(214, 60, 60), (80, 130, 220)], np.uint8)[which]
    pictures = np.broadcast_to(colours[:, None, None], (256, 64, 64, 3)).copy()
    labels = np.eye(2, dtype=np.uint8)[which]
    net = module.train_net((pictures, labels), epochs=3, batch=16)
    assert (module.probabilities(net, pictures).argmax(axis=1) == which).all()


def test_a_trained_judge_is_read_again(starter, tmp_path, monkeypatch):
    module = starter("judge")
    vocabulary = starter("vocabulary").read_vocabulary()
    labels = len(vocabulary.nouns) + len(vocabulary.colours)
    data = (np.zeros((64, 64, 64, 3), np.uint8), np.zeros((64, labels), np.uint8))
    quality = module.JudgeQuality(noun=1.0, both=0.5, colour=1.0, none=0.9, seconds=2.0)
    monkeypatch.setattr(module, "labelled_scenes", lambda *_: data)
    monkeypatch.setattr(module, "check", lambda *_: quality)
    first, _ = module.trained_judge(tmp_path, scenes=64, epochs=1)
    monkeypatch.setattr(module, "train_net", None)  # may not be called again
    again, read = module.trained_judge(tmp_path, scenes=64, epochs=1)
    assert read == quality
    picture = Image.new("RGB", (128, 128), "red")
    assert first.verdicts([picture]) == again.verdicts([picture])
