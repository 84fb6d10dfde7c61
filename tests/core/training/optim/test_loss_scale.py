"""The factor of float16: halved after an overflow, doubled after long peace, part of a checkpoint."""

import math

import pytest
import torch

from core.training.optim import loss_scale
from core.training.optim.loss_scale import FIRST, LossScale
from core.training.parts import Parts
from core.training.run_state import RunFolder
from core.training.tasks.vae import VaeTask
from core.training.train import train
from core.training.trainer import Trainer
from core.training.watch import Watch


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
    config = make_dream(dtype="float16", prior="none", method=method, judge=False, steps=2)
    list(train(config, Watch(), resume=False))
    checkpoint = RunFolder(config.output).newest()
    assert {t.dtype for t in checkpoint.tensors("weights").values()} == {torch.float32}
    value, _ = checkpoint.tensors("optimizer")[loss_scale.NAME].tolist()
    assert 1.0 <= value <= FIRST


@pytest.fixture
def start(make_config, make_setting, tmp_path):
    """`start(name)`: a trainer of float32 weights whose steps are of one size, in a new run folder or again in one."""

    def start(name):
        config = make_config(
            "vae", optimizer="sgd", learning_rate=0.05, gradient_clip=0.0, report_every=9
        )
        setting, run = make_setting(config), RunFolder(tmp_path / name)
        if not run.path.exists():
            run.create(config)
        return Trainer(VaeTask(setting, Parts.of(config)), setting, run)

    return start


def scaled(trainer):
    """With the factor of float16; the numbers themselves stay wide."""
    trainer._scale = LossScale(torch.float16)
    return trainer


def overflowing(trainer):
    """The first way back of all ends in no number; counted are the ways."""
    ways = []

    def spoiled(gradient):
        ways.append(trainer.step)
        return gradient * math.inf if len(ways) == 1 else gradient

    next(iter(trainer.parameters.values())).register_hook(spoiled)
    return ways


def test_a_step_that_overflows_is_done_again_with_half_the_factor(start):
    plain, trainer = start("plain"), scaled(start("scaled"))
    ways = overflowing(trainer)
    for one in (plain, trainer):
        one.train_step()
    assert (trainer.step, ways) == (1, [0, 0])
    assert trainer._scale.state()[loss_scale.NAME].tolist() == [FIRST / 2, 1.0]
    for name, parameter in plain.parameters.items():
        assert torch.equal(trainer.parameters[name], parameter)  # a power of two rounds nothing


def test_a_resumed_run_goes_on_with_its_factor(start, tmp_path):
    trainer = scaled(start("run"))
    overflowing(trainer)
    list(trainer.events(Watch()))
    again = scaled(start("run"))
    again.resume(RunFolder(tmp_path / "run").newest())
    assert again._scale.state()[loss_scale.NAME].tolist() == [FIRST / 2, 4.0]
