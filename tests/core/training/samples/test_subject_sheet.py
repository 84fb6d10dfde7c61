"""A row of pictures for each prompt, the same each time."""

import shutil

import numpy as np

from core.training.samples import subject_sheet


def test_it_draws_a_row_a_prompt_and_the_same_twice(make_dream, opened):
    task = opened(make_dream(prior="none"))
    one, again = task.sample(), task.sample()
    assert one.size == (64, 64)
    assert np.array_equal(np.asarray(one), np.asarray(again))
    picture = subject_sheet.draw(task._taught, task._texts, (task._words.subject,), 32, 0, 1)
    assert np.abs(np.asarray(picture).astype(int) - np.asarray(one)[:32, :32]).max() <= 1


def test_photos_with_long_captions_leave_the_sheet_as_it_is(make_dream, opened, photos, tmp_path):
    """All known texts are as long as the longest, what a sheet is drawn of need not be."""
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    for photo in sorted(own.glob("*.png")):
        photo.with_suffix(".txt").write_text("very " * 80 + "far away")
    task = opened(make_dream(prior="none", photos=str(own)))
    assert task.sample().size == (64, 64)
