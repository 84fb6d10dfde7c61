"""A row of pictures for each prompt, the same each time."""

import shutil

import numpy as np
import torch

from core.contract.teaching import STRENGTHS
from core.training.samples import subject_sheet


def test_it_draws_a_row_a_prompt_and_the_same_twice(make_dream, opened):
    task = opened(make_dream(prior="none"))
    one, again = task.sample(), task.sample()
    assert one.size == (64, 64)
    assert np.array_equal(np.asarray(one), np.asarray(again))
    picture = subject_sheet.draw(task._taught, task._texts, (task._words.subject,), 32, 0, 1)
    assert np.abs(np.asarray(picture).astype(int) - np.asarray(one)[:32, :32]).max() <= 1


def test_a_lora_is_shown_weaker_and_weaker_beside_itself(make_dream, opened):
    task = opened(make_dream(prior="none", learning_rate=1e-3))
    with torch.no_grad():
        for adapter in task.modules.values():
            for name, factor in adapter.named_parameters():
                if name.endswith("up"):  # begins at zero, where no strength makes a difference
                    factor.normal_(0, 0.3, generator=torch.Generator().manual_seed(0))
    shown = np.asarray(task.at_strengths()).astype(int)
    assert shown.shape == (32, 32 * len(STRENGTHS), 3)
    each = np.split(shown, len(STRENGTHS), axis=1)
    whole = np.asarray(task.sample()).astype(int)[:32, :32]
    away = [np.abs(picture - whole).mean() for picture in each]
    assert np.abs(each[-1] - whole).max() <= 1
    assert away[0] > away[1] > away[2] > away[3]


def test_weights_that_learn_themselves_have_no_strengths(make_dream, opened):
    assert opened(make_dream(prior="none", method="full")).at_strengths() is None


def test_photos_with_long_captions_leave_the_sheet_as_it_is(make_dream, opened, photos, tmp_path):
    """All known texts are as long as the longest, what a sheet is drawn of need not be."""
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    for photo in sorted(own.glob("*.png")):
        photo.with_suffix(".txt").write_text("very " * 80 + "far away")
    task = opened(make_dream(prior="none", photos=str(own)))
    assert task.sample().size == (64, 64)
