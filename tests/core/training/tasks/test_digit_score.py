"""Teaching the judge: what the right answer is, figures, sample, result."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from core.checkpoints.digits_folder import load_score
from core.training.data.order import Batch
from core.training.tasks.digit_score import DigitScoreTask

BATCH = Batch(0, 0, [0, 1, 2, 3], range(4))


@pytest.fixture
def task(make_digits_setting):
    return DigitScoreTask(make_digits_setting("digit-score", pictures=200))


def test_the_right_answer_is_the_share_of_the_picture(task):
    seen = task.seen(BATCH)
    right = torch.zeros(4, 10)
    for row, (label, t) in enumerate(zip(seen.labels.tolist(), seen.t, strict=True)):
        if label < 10:
            right[row, label] = task._digits.share(t[None])[0]
    logits = task.modules["score"](seen.noised)
    errors = F.binary_cross_entropy_with_logits(logits, right, reduction="none").sum(1)
    assert torch.allclose(errors, seen.errors, atol=1e-6)
    assert task.loss(BATCH).item() == pytest.approx(seen.errors.mean().item())


def test_figures_stay_put_and_the_result_can_be_read(task, tmp_path):
    assert task.report() == task.report()
    assert {"held_out_loss", "score_clean", "score_noise"} <= task.report().keys()
    assert task.sample().size == (120, 48)
    task.export(tmp_path, 4)
    read = load_score(tmp_path)
    pixels = torch.randn(2, 1, 24, 24)
    assert torch.equal(read(pixels), task.modules["score"](pixels))
