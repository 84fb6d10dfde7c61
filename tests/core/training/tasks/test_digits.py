"""What both trainings on digits share: pictures and noise as functions of the batch."""

from __future__ import annotations

import torch

from core.training.data.order import Batch
from core.training.tasks.digits import DigitSetting

BATCH = Batch(0, 3, [0, 1, 2, 3], range(4))


def test_minus_one_means_no_noise(make_digits_setting):
    digits = DigitSetting(make_digits_setting("digit-score"))
    t = torch.tensor([-1, 0, 500, 999])
    noised, noise = digits.noised(BATCH, t)
    clean = make_digits_setting("digit-score").pictures.pixels(BATCH.pictures)
    assert torch.equal(noised[0], clean[0])
    assert torch.allclose(noised[3], noise[3], atol=0.05)
    share = digits.share(t)
    assert share[0] == 1
    assert (share.diff() < 0).all()


def test_the_judge_also_sees_clean_pictures_and_the_predictor_none(make_digits_setting):
    many = Batch(0, 0, [0] * 400, range(400))
    for task, share in (("digit-score", 0.25), ("digit-noise", 0.0)):
        t = DigitSetting(make_digits_setting(task)).timesteps(many)
        assert abs(float((t < 0).float().mean()) - share) < 0.07
        assert t.max() <= 999
