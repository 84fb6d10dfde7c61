"""Teaching the small noise predictor: its target, what it is told, samples, result."""

from __future__ import annotations

import pytest
import torch

from core.checkpoints.digits_folder import load_predictor, load_schedule
from core.networks.digits import NOTHING
from core.training.data.order import Batch
from core.training.tasks.digit_noise import DigitNoiseTask

BATCH = Batch(0, 0, [0, 1, 2, 3], range(4))


@pytest.fixture
def build(make_digits_setting):
    return lambda **changes: DigitNoiseTask(make_digits_setting("digit-noise", **changes))


def test_a_silent_network_pays_the_size_of_the_noise(build):
    noise = BATCH.normal("noise", (1, 24, 24))
    assert build().loss(BATCH).item() == pytest.approx(noise.pow(2).mean().item())


def test_the_digit_is_told_unless_it_is_dropped(build):
    assert build(caption_dropout=0.0).seen(BATCH).labels.tolist() == [0, 1, 2, 3]
    assert build(caption_dropout=1.0).seen(BATCH).labels.tolist() == [NOTHING] * 4


def test_min_snr_lowers_the_weight_of_easy_levels(build):
    assert build(min_snr_gamma=0.5).loss(BATCH) < build().loss(BATCH)


def test_figures_stay_put_and_the_result_can_be_read(build, tmp_path):
    task = build()
    assert task.report() == task.report()
    assert task.sample().size == (120, 48)
    task.export(tmp_path, 4)
    read, x, t = load_predictor(tmp_path), torch.randn(1, 1, 24, 24), torch.tensor([10.0])
    own = task.modules["predictor"]
    digit = torch.tensor([3])
    assert torch.equal(read(x, t, read.context(digit)), own(x, t, own.context(digit)))
    assert load_schedule(tmp_path).timesteps == 1000
