"""A row of pictures for each prompt, the same each time."""

import numpy as np

from core.training.results import subject_sheet


def test_it_draws_a_row_a_prompt_and_the_same_twice(make_dream, opened):
    task = opened(make_dream(prior="none"))
    one, again = task.sample(), task.sample()
    assert one.size == (64, 64)
    assert np.array_equal(np.asarray(one), np.asarray(again))
    picture = subject_sheet.draw(task._taught, task._texts, (task.subject,), 32, 0, 1)
    assert np.abs(np.asarray(picture).astype(int) - np.asarray(one)[:32, :32]).max() <= 1
