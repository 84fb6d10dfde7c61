"""The film: scrubbing, developing, branching, saving."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from core.contract.explain import BranchRun, ShowStep
from desktop.panels.inside.film_topic import FilmTopic
from desktop.panels.inside.looks import Looks
from desktop.state.inside import developed


@pytest.fixture
def film(qtbot, recorded, monkeypatch):
    monkeypatch.setattr(developed, "REST_MS", 20)
    topic = FilmTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.resize(900, 700)
    with qtbot.waitExposed(topic):
        topic.show()
    return topic


def red(tile):
    return tile.image().pixelColor(1, 1).red()


def test_small_looks_follow_the_slider_at_once_and_developed_ones_when_one_rests(
    qtbot, film, recorded, instant
):
    guess = film.tiles["guess"]
    for step in (0, 1, 2):
        film.steps.slider.setValue(step)
        assert (red(guess), guess.note()) == (10 * step, "quick look")
    qtbot.waitUntil(lambda: guess.note() == "", timeout=10_000)
    assert red(guess) == 200
    asked = [question.shown_step for question in instant.questions(ShowStep)]
    assert asked[-1] == 2
    assert not {0, 1} & set(asked)
    assert "noise level σ 7.000" in film.foot.text()
    assert "seed 42" in film.foot.text()
    assert film.tiles["added"].isHidden()


def test_try_this_goes_to_the_step_that_the_words_speak_of(film, recorded):
    film.attempt.click()
    assert recorded.run.step == 2
    film.chart.pointed.emit(1.2)
    assert recorded.run.step == 0


def test_another_way_from_a_step(qtbot, film, recorded, instant):
    film.go_to(1)
    film.branch.click()
    assert film.form.isVisible()
    film.form.prompt.setText("a fox")
    film.form.guidance.set_value(9.0)
    picks = []
    film.pick_asked.connect(picks.append)
    film.form.choose_mask.click()
    picks[0]("/masks/left.png")
    with qtbot.waitSignal(recorded.run.run_changed):
        film.form.draw.click()
    (question,) = instant.questions(BranchRun)
    assert (question.branch_step, question.branch_mask) == (1, "/masks/left.png")
    told = question.branched
    assert (told.prompt, told.negative, told.guidance_scale) == ("a fox", "green", 9.0)
    assert not film.form.isVisible()
    assert film.tree.isVisible()
    assert len(film.tree.rows()) == 2
    film.tree.chosen.emit(film.tree.rows()[0].name)
    assert recorded.run.run.left is None


def test_a_branch_in_one_part_is_framed_on_the_guess(qtbot, film, recorded, instant):
    film.branch.click()
    guess = film.tiles["guess"]
    middle = guess.place().center().toPoint()
    corner = guess.place().topLeft().toPoint() + QPoint(2, 2)
    qtbot.mousePress(guess, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(guess, middle)
    with qtbot.waitSignal(film.frame.framed):
        qtbot.mouseRelease(guess, Qt.MouseButton.LeftButton, pos=middle)
    assert "frame" in film.form.mask_name.text()
    with qtbot.waitSignal(recorded.run.run_changed):
        film.form.draw.click()
    (question,) = instant.questions(BranchRun)
    mask = QImage(question.branch_mask)
    whites = [mask.pixelColor(x, y).red() for x, y in ((30, 30), (200, 30), (200, 200))]
    assert whites == [255, 0, 0]
    assert guess._box is None  # the form is closed


def test_in_a_low_window_the_form_is_scrolled_to(qtbot, film):
    film.resize(640, 420)
    film.branch.click()
    bar = film.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    below = film.form.mapTo(film.viewport(), film.form.rect().bottomLeft()).y()
    assert below <= film.viewport().height()


def test_a_step_can_be_saved_with_its_numbers(qtbot, film, recorded):
    with qtbot.waitSignal(film.save_asked) as told:
        film.tiles["noise"].menu_asked.emit(QPoint())
    image, figures, name = told.args
    assert (image.width(), figures["tile"], name) == (8, "noise", "noise-4")
    assert figures["sigma"] == recorded.run.run.film.steps[3].sigma
    with qtbot.waitSignal(film.folder_asked) as told:
        film.save.click()
    assert told.args == [recorded.run.run]


def test_whether_it_became_the_same_picture_is_said(film, recorded):
    name = recorded.run.run.name
    recorded.run._checked((name, True))
    assert "identical" in film.verdict.text()
    recorded.run._checked((name, False))
    assert "not the same" in film.verdict.text()


def test_a_forgotten_recording_is_told(qtbot, film, instant):
    instant.forgets = True
    with qtbot.waitSignal(film.failed) as told:
        film.go_to(0)
    assert told.args[0].field == "run"
