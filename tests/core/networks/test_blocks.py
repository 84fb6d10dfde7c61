"""Residual blocks, halving, doubling and the sines of time."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.networks.blocks import Downsample, ResnetBlock, Upsample, sinusoids


def test_sinusoids_follow_the_formula():
    row = sinusoids(torch.tensor([3.5]), 6)[0]
    rates = [math.exp(-math.log(10000) * i / 3) for i in range(3)]
    expected = [math.cos(3.5 * r) for r in rates] + [math.sin(3.5 * r) for r in rates]
    torch.testing.assert_close(row, torch.tensor(expected))


def test_sinusoids_of_odd_width_end_in_zero():
    assert sinusoids(torch.tensor([1.0]), 5)[0, -1] == 0


def test_sinusoids_stay_in_float32_for_half_precision_steps():
    assert sinusoids(torch.tensor([999.0], dtype=torch.bfloat16), 8).dtype == torch.float32


@given(st.integers(1, 40), st.integers(1, 40))
def test_up_after_down_meets_the_skip(h, w):
    x = torch.zeros(1, 2, h, w)
    small = Downsample(2)(x)
    assert small.shape[-2:] == (math.ceil(h / 2), math.ceil(w / 2))
    assert Upsample(2)(small, x.shape[-2:]).shape == x.shape


def test_the_autoencoder_pads_right_and_below():
    down = Downsample(1, pad_right_below=True)
    torch.nn.init.ones_(down.conv.weight)
    torch.nn.init.zeros_(down.conv.bias)
    out = down(torch.ones(1, 1, 4, 4))
    torch.testing.assert_close(out[0, 0], torch.tensor([[9.0, 6.0], [6.0, 4.0]]))


@pytest.mark.parametrize("c_out", [4, 8])
def test_time_shifts_every_cell_alike(c_out):
    torch.manual_seed(0)
    block = ResnetBlock(4, c_out, time_width=6, groups=2, eps=1e-5)
    x = torch.randn(2, 4, 5, 5)
    assert block(x, torch.randn(2, 6)).shape == (2, c_out, 5, 5)
    assert not torch.equal(block(x, torch.zeros(2, 6)), block(x, torch.ones(2, 6)))
