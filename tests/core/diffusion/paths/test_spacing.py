"""Rows of timesteps and levels. That they are diffusers' is in samplers/test_table.py."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diffusion.paths import spacing
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig

LEVELS = NoiseSchedule(ScheduleConfig()).sigmas.numpy()


@given(st.integers(1, 400), st.sampled_from(["leading", "linspace", "trailing"]))
def test_times_fall_and_are_as_many_as_asked(steps, kind) -> None:
    for times in (
        spacing.whole_times(1000, steps, kind, 0),
        spacing.fractional_times(1000, steps, kind, 0),
        spacing.solver_times(1000, 1000, steps, kind, 0),
    ):
        assert len(times) == steps
        assert bool((np.diff(times) < 0).all())
        assert times[0] <= 999
        assert times[-1] >= 0


@pytest.mark.parametrize("row", [spacing.karras, spacing.exponential])
def test_rows_of_levels_keep_their_ends(row) -> None:
    levels = row(14.6, 0.03, 9)
    assert levels[0] == pytest.approx(14.6)
    assert levels[-1] == pytest.approx(0.03)
    assert bool((np.diff(levels) < 0).all())
    assert row(14.6, 0.03, 1).tolist() == pytest.approx([14.6])


def test_a_level_of_the_model_is_at_its_own_time() -> None:
    at = np.array([999, 500, 0])
    assert spacing.time_at(LEVELS[at].astype(np.float64), LEVELS) == pytest.approx(at)


def test_what_was_asked_for_wins_over_the_file() -> None:
    config = ScheduleConfig(use_karras_sigmas=True)
    assert spacing.chosen_kind(config, "model") == "karras"
    assert spacing.chosen_kind(config, "exponential") == "exponential"
    assert spacing.chosen_kind(ScheduleConfig(), "model") == "model"
