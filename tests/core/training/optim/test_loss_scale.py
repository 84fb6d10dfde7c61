"""The factor of float16: halved after an overflow, doubled after long peace, part of a checkpoint."""

import pytest
import torch

from core.training.optim import loss_scale
from core.training.optim.loss_scale import FIRST, LossScale


def test_other_precisions_have_none():
    scale = LossScale(torch.bfloat16)
    scale.passed()
    assert (scale.value, scale.lower(), scale.state()) == (1.0, False, {})


def test_it_falls_at_once_and_rises_slowly(monkeypatch):
    monkeypatch.setattr(loss_scale, "GROW_EVERY", 2)
    scale = LossScale(torch.float16)
    assert scale.lower()
    assert scale.value == FIRST / 2
    scale.passed()
    assert scale.value == FIRST / 2
    scale.passed()
    assert scale.value == FIRST
    while scale.lower():
        pass
    assert scale.value == 1.0


def test_a_checkpoint_keeps_it():
    scale, other = LossScale(torch.float16), LossScale(torch.float16)
    scale.lower()
    scale.passed()
    other.load_state(scale.state())
    assert torch.equal(other.state()[loss_scale.NAME], scale.state()[loss_scale.NAME])


def test_gradients_get_their_true_size():
    scale = LossScale(torch.float16)
    parameter = torch.nn.Parameter(torch.ones(2))
    (scale.value * parameter.sum()).backward()
    scale.unscale([parameter, torch.nn.Parameter(torch.ones(1))])
    assert parameter.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("method", ["lora", "full"])
def test_trap_10_half_precision_learns_in_wide_weights_and_a_step_that_overflows_is_done_again(
    make_dream, tmp_path, method
):
    from core.training.run_state import RunFolder
    from core.training.train import train
    from core.training.watch import Watch

    config = make_dream(dtype="float16", prior="none", method=method, judge=False, steps=2)
    list(train(config, Watch(), resume=False))
    checkpoint = RunFolder(config.output).newest()
    assert {t.dtype for t in checkpoint.tensors("weights").values()} == {torch.float32}
    value, _ = checkpoint.tensors("optimizer")[loss_scale.NAME].tolist()
    assert 1.0 <= value <= FIRST
