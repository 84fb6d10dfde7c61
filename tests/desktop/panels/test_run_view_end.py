"""The end of a training on its page: strengths, and why it was this step."""

from dataclasses import replace

from PySide6.QtCore import Qt

from core.contract.judging import Choice, Judgement
from desktop.state.training_course import Course
from tests.support.shown_run import RUNNING


def test_a_click_on_a_strength_makes_it_the_usual_one_and_nothing_else(qtbot, run_view):
    shown = run_view(replace(RUNNING, status="finished", result="/r", strength=0.8))
    assert shown.strengths.buttons[0.8].isChecked()
    with (
        qtbot.assertNotEmitted(shown.use_asked),
        qtbot.waitSignal(shown.strength_asked) as told,
    ):
        shown.strengths.buttons[0.6].click()
    assert told.args == [0.6]
    with qtbot.waitSignal(shown.use_asked):
        shown.use.click()
    word = replace(RUNNING.draft, method="embedding")
    assert not run_view(replace(RUNNING, status="finished", draft=word)).strengths.isVisible()


def test_strengths_are_chosen_by_their_pictures_where_there_are_some(qtbot, run_view):
    finished = replace(RUNNING, status="finished", result="/r", strength=0.8)
    shown = run_view(finished)
    assert shown.strengths.isVisible()
    assert not shown.strength_pictures.isVisible()
    shown.show_kept([], is_busy=False, strengths="/r/samples/strengths-000010.png")
    assert not shown.strengths.isVisible()
    assert shown.strength_pictures.isVisible()
    assert shown.strength_pictures.strip.key == 0.8
    with qtbot.waitSignal(shown.strength_asked) as told:
        qtbot.keyClick(shown.strength_pictures.strip, Qt.Key.Key_Left)
    assert told.args == [0.6]
    shown.fold.click()  # the curve needs the room
    assert shown.strengths.isVisible()
    assert not shown.strength_pictures.isVisible()
    shown.fold.click()
    assert shown.strength_pictures.isVisible()
    assert not run_view(replace(finished, id="other")).strength_pictures.isVisible()


def test_one_that_ended_early_says_so_beside_why_its_step_was_taken(run_view):
    verdict = Choice(200, "best", 5, 0.6)
    judgements = {s: Judgement(s, 0.2, 0.5, 0.05, 0.9) for s in (200, 400, 600, 800, 1000)}
    done = replace(RUNNING, status="finished", step=1000, result="/r")
    shown = run_view(done, Course(judgements, choice=verdict, verdict=verdict))
    text = shown.why.text().replace(",", "")
    assert text.startswith("Done early at step 1000: nothing better since 200. ")
    assert "200 chosen" in text
    assert "early" not in run_view(replace(done, step=1200)).why.text()
