"""What is missing to judge with, said plainly; nothing is asked before a click."""

import pytest

from core.files.trainings.judging_encoders import ALL, DINO
from desktop.panels.judges_row import JudgesRow


@pytest.fixture
def row(qtbot):
    made = JudgesRow()
    qtbot.addWidget(made)
    return made


def seen(row):
    return [button.text() for button in row.buttons.values() if not button.isHidden()]


def test_without_both_only_the_loss_is_known_and_each_has_its_size(row):
    row.show_missing(ALL)
    assert "only the loss" in row.says.text()
    assert seen(row) == ["Get CLIP ViT-B/32, 605 MB…", "Get DINO ViT-S/16, 87 MB…"]


def test_with_clip_alone_likeness_is_known(row):
    row.show_missing((DINO,))
    assert "CLIP alone" in row.says.text()
    assert seen(row) == ["Get DINO ViT-S/16, 87 MB…"]


def test_after_a_training_that_was_not_judged_they_are_for_the_next_one(row):
    row.show_missing(ALL, late=True)
    assert "next training" in row.says.text()
    assert len(seen(row)) == 2


def test_nothing_is_seen_where_nothing_is_missing(row):
    row.show_missing(ALL)
    row.show_missing(())
    assert row.isHidden()


def test_a_click_names_the_repository(row, qtbot):
    row.show_missing(ALL)
    with qtbot.waitSignal(row.fetch_asked) as asked:
        row.buttons[DINO.repo].click()
    assert asked.args == ["facebook/dino-vits16"]
