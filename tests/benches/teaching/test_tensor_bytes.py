"""What is counted, and what is taken off."""

import torch

from tests.benches.teaching.tensor_bytes import TensorBytes, weights_of

KIB = 2**10


def test_the_peak_is_that_of_the_phases_less_what_is_elsewhere():
    count = TensorBytes()
    before = torch.empty(64 * KIB, dtype=torch.uint8)
    del before  # on the way: no phase has begun
    stays = torch.empty(8 * KIB, dtype=torch.uint8)
    count.phase(away=2 * KIB)
    passing = torch.empty(4 * KIB, dtype=torch.uint8)
    del passing
    count.phase(away=8 * KIB)
    last = torch.empty(5 * KIB, dtype=torch.uint8)
    assert count.peak() == (8 + 4 - 2) * KIB
    assert len(stays) + len(last) == 13 * KIB


def test_weights_are_counted_as_they_are_kept():
    assert weights_of([torch.nn.Linear(3, 2).half(), torch.nn.Linear(1, 1)]) == 2 * 8 + 4 * 2
