"""A first guess of speed."""

import torch

from core.training.promise.speed import speed_of


def test_a_device_multiplies_at_some_speed_and_is_asked_once():
    found = speed_of(torch.device("cpu"), torch.float32)
    assert 0.01 < found < 1e6  # 1e9 a second
    assert speed_of(torch.device("cpu"), torch.float32) == found
