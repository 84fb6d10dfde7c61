from dataclasses import replace

import pytest

from core.contract.draft import Draft, Teaching
from desktop.panels.training_bar import TrainingBar
from desktop.state.training_course import Course

RUNNING = Teaching("a", Draft(), "running", step=7, steps=9)


@pytest.mark.parametrize(
    ("teaching", "course", "seen"),
    [
        (RUNNING, Course(), (7, 9)),
        (replace(RUNNING, step=9), Course(), (8, 9)),  # it never waits at its end
        (replace(RUNNING, step=0, steps=0), Course(prepared=(29, 44)), (29, 44)),
        (replace(RUNNING, status="paused"), Course(prepared=(29, 44)), (7, 9)),
        (replace(RUNNING, step=0, steps=0, status="waiting"), Course(), (0, 1)),  # stands still
    ],
)
def test_it_shows_steps_or_what_is_prepared(qtbot, teaching, course, seen):
    bar = TrainingBar()
    qtbot.addWidget(bar)
    bar.show_training(teaching, course)
    assert (bar.value(), bar.maximum()) == seen


def test_what_runs_and_has_no_number_moves(qtbot):
    bar = TrainingBar()
    qtbot.addWidget(bar)
    bar.show_training(replace(RUNNING, step=0, steps=0), Course())
    assert (bar.minimum(), bar.maximum()) == (0, 0)
