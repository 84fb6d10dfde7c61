from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.contract.draft import Draft
from core.contract.judging import Judgement
from core.files.trainings import judging_encoders
from core.files.trainings.judging_encoders import ALL
from desktop.state.training_course import Course
from tests.support.shown_run import COURSE, RUNNING


def test_what_runs_and_how_long_still_is_read_at_once(run_view):
    shown = run_view()
    text = shown.line.text().replace(",", "")
    assert text == "Step 1040 of 1200 · teaching · about 3 min left"
    assert shown.pause.isVisible()
    assert not shown.go_on.isVisible()
    assert "800 is more alike, but copies a photo" in shown.why.text()
    assert "those it learned from" in shown.note.text()


@pytest.mark.parametrize(("status", "moves"), [("running", True), ("waiting", False)])
def test_the_bar_of_one_that_waits_stands_still(run_view, status, moves):
    shown = run_view(replace(RUNNING, status=status, step=0, steps=0), Course())
    assert (shown.bar.maximum() == 0) is moves


@pytest.mark.parametrize(
    ("status", "seen", "unseen"),
    [
        ("paused", ("go_on", "finish"), ("pause", "use")),
        ("interrupted", ("go_on", "finish"), ("pause", "use")),
        ("failed", ("go_on", "finish"), ("pause", "use")),
        ("waiting", ("pause",), ("go_on", "use")),
        ("finished", ("use", "show_file", "data", "strengths"), ("pause", "go_on", "finish")),
    ],
)
def test_each_state_has_its_verbs(run_view, status, seen, unseen):
    shown = run_view(
        replace(RUNNING, status=status, result="/r/result"), learning_bytes=190_000_000
    )
    assert all(getattr(shown, name).isVisible() for name in seen)
    assert not any(getattr(shown, name).isVisible() for name in unseen)


@pytest.mark.parametrize(
    ("verb", "says"),
    [("finish", "Ending with what it has learned…"), ("pause", "Pausing…")],
)
def test_what_was_clicked_is_said_at_once_and_until_it_is_done(qtbot, run_view, verb, says):
    shown = run_view()
    work = (shown.pause, shown.finish, shown.paint, shown.paint_with)
    with qtbot.waitSignal(getattr(shown, f"{verb}_asked")):
        getattr(shown, verb).click()
    for _ in range(2):
        assert shown.line.text() == says
        assert not any(button.isEnabled() for button in work)
        assert all(says in button.toolTip() for button in work)
        run_view(replace(RUNNING, step=1041))  # nobody has told yet that it goes
    run_view(replace(RUNNING, status="paused"))
    assert shown.finish.isEnabled()
    run_view()  # it was asked to go on
    assert shown.line.text().startswith("Step")
    assert all(button.isEnabled() for button in work)


def test_what_its_row_was_asked_for_is_said_here_too(run_view):
    shown = run_view()
    shown.show_training(RUNNING, COURSE, makes_room=False, learning_bytes=0, leaving="pause")
    assert shown.line.text() == "Pausing…"
    assert not shown.finish.isEnabled()
    shown.show_training(RUNNING, COURSE, makes_room=False, learning_bytes=0, leaving="room")
    assert "room" in shown.line.text()
    assert shown.finish.isEnabled(), "it can still be ended for good"


def test_the_click_belongs_to_the_training_it_was_made_for(run_view):
    shown = run_view()
    shown.pause.click()
    run_view(replace(RUNNING, id="b"))
    assert shown.pause.isEnabled()


def test_a_paused_one_that_shall_end_waits_for_its_turn_and_can_be_called_back(run_view):
    shown = run_view(replace(RUNNING, status="paused"))
    shown.finish.click()
    assert shown.line.text() == "Ending with what it has learned…"
    run_view(replace(RUNNING, status="waiting"))
    assert "as soon as it is its turn" in shown.line.text()
    assert not shown.finish.isEnabled()
    assert shown.pause.isEnabled()


@pytest.mark.parametrize("says_so", [False, True])
def test_a_second_space_after_pause_does_not_end_the_training(qtbot, run_view, says_so):
    shown = run_view()
    shown.pause.setFocus()
    with qtbot.assertNotEmitted(shown.finish_asked):
        qtbot.keyClick(shown.pause, Qt.Key.Key_Space)
        if says_so:
            qtbot.keyClick(shown.window().focusWidget(), Qt.Key.Key_Space)
        run_view(replace(RUNNING, status="paused"))
        assert shown.window().focusWidget() is shown.go_on
    with qtbot.waitSignal(shown.go_on_asked):
        qtbot.keyClick(shown.window().focusWidget(), Qt.Key.Key_Space)
    run_view()
    assert shown.window().focusWidget() is shown.pause


def test_the_keyboard_stays_where_a_person_put_it_meanwhile(qtbot, run_view):
    shown = run_view()
    shown.pause.setFocus()
    qtbot.keyClick(shown.pause, Qt.Key.Key_Space)
    shown.fold.setFocus()
    run_view(replace(RUNNING, status="paused"))
    assert shown.window().focusWidget() is shown.fold


def test_no_button_moves_while_it_learns_and_makes_room(qtbot, run_view):
    first = run_view(replace(RUNNING, step=0))
    assert first.finish.isVisible()
    assert not first.finish.isEnabled()
    assert "before the first step" in first.finish.toolTip()

    def places(shown):
        qtbot.wait(30)  # lays it out
        return [button.geometry() for button in (shown.pause, shown.finish, shown.paint)]

    before = places(first)
    for status, room in (("running", False), ("waiting", True), ("running", False)):
        shown = run_view(replace(RUNNING, status=status), makes_room=room)
        assert places(shown) == before
        assert shown.finish.isEnabled() == (status == "running")
        assert "Ends now" in shown.finish.toolTip() or "once it runs" in shown.finish.toolTip()


def test_the_bar_leaves_its_room_when_it_goes(qtbot, run_view):
    shown = run_view()
    qtbot.wait(30)  # lays it out
    place = shown.verbs.y()
    run_view(replace(RUNNING, status="finished", result="/r"))
    qtbot.wait(30)
    assert not shown.bar.isVisible()
    assert shown.verbs.y() == place


def test_deleted_learning_data_are_said_where_the_pictures_were(run_view, tmp_path):
    (tmp_path / "config.toml").write_text("")
    sheets = {600: str(tmp_path / "judged-000600.png")}
    done = replace(RUNNING, status="finished", folder=str(tmp_path), result=str(tmp_path))
    shown = run_view(done, replace(COURSE, sheets=sheets), learning_bytes=9)
    assert "as it learns" in shown.pictures.large.absent
    assert shown.chart.isVisible()
    shown = run_view(done, replace(COURSE, sheets=sheets))
    assert shown.pictures.large.absent == "The learning data was deleted; the result stays."
    assert shown.pictures.large.path == ""
    assert not shown.chart.isVisible()
    shown = run_view(replace(done, folder="/away"), Course())
    assert "deleted" not in shown.pictures.large.absent, "nobody knows"


def test_the_last_judged_sheet_stays_until_the_next_one_is_there(run_view, tmp_path):
    judged = {step: str(tmp_path / f"judged-{step:06d}.png") for step in (0, 200)}
    sample = {400: str(tmp_path / "step-000400.png")}
    course = replace(COURSE, sheets=judged | sample, activity="judging")
    shown = run_view(course=course)
    assert shown.pictures.large.path == judged[200]
    assert not shown.pictures.strip.place_of(400).isEmpty(), "one can look at it"
    new = str(tmp_path / "judged-000400.png")
    shown = run_view(course=replace(course, sheets=judged | {400: new}))
    assert shown.pictures.large.path == new
    assert run_view(course=replace(COURSE, sheets=sample)).pictures.large.path == sample[400]


def test_learning_data_says_how_much_it_is(run_view):
    shown = run_view(replace(RUNNING, status="finished", result="/r"), learning_bytes=190_000_000)
    assert shown.data.text() == "Delete learning data, 190 MB"


def test_another_step_is_looked_at_by_a_click_on_its_mark(qtbot, run_view):
    shown = run_view(replace(RUNNING, status="finished", result="/r"))
    place = shown.chart.place_of(400).toPoint()
    qtbot.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=place)
    assert "likeness 0.40" in shown.under.text()


def test_the_pointer_on_a_mark_shows_its_pictures_until_it_leaves(qtbot, run_view, tmp_path):
    sheets = {step: str(tmp_path / f"judged-{step:06d}.png") for step in (200, 600)}
    course = replace(COURSE, sheets=sheets, asked=("a photo of sks dog", "a photo of a dog"))
    shown = run_view(replace(RUNNING, status="finished", result="/r"), course)
    shown.show_kept([200, 600], is_busy=False)
    assert (shown.pictures.step, shown.pictures.large.rows) == (600, course.asked)
    shown.chart.hovered.emit(200)
    assert shown.pictures.large.path == sheets[200]
    assert "likeness 0.20" in shown.under.text()
    assert not shown.take.isVisible(), "600 is the one that is looked at"
    shown.show_training(shown._teaching, course, makes_room=False, learning_bytes=0)
    assert shown.pictures.step == 200, "news of the training change nothing under the pointer"
    shown.chart.hovered.emit(800)  # has no pictures
    assert shown.pictures.step == 600
    assert "likeness 0.80" in shown.under.text()
    shown.chart.hovered.emit(200)
    shown.chart.hovered.emit(-1)
    assert shown.pictures.step == 600
    assert "likeness 0.60" in shown.under.text()
    shown.chart.hovered.emit(600)
    qtbot.keyClick(shown.chart, Qt.Key.Key_Left)
    qtbot.keyClick(shown.chart, Qt.Key.Key_Left)
    assert shown.pictures.step == 200, "who walks by keys sees where that leads"


def test_another_step_can_be_taken_where_its_weights_are_kept(qtbot, run_view):
    shown = run_view(replace(RUNNING, status="finished", result="/r"))
    assert not shown.take.isVisible()
    shown.show_kept([400, 600], is_busy=False)
    assert not shown.take.isVisible(), "600 is the result already"
    place = shown.chart.place_of(400).toPoint()
    qtbot.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=place)
    assert shown.take.isVisible()
    with qtbot.waitSignal(shown.take_asked) as told:
        shown.take.click()
    assert told.args == [400]
    shown.show_kept([400, 600], is_busy=True)
    assert not shown.take.isEnabled()
    place = shown.chart.place_of(800).toPoint()
    qtbot.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=place)
    assert not shown.take.isVisible(), "its weights are not kept"


def test_what_is_not_finished_can_be_painted_with(qtbot, run_view):
    assert not run_view(replace(RUNNING, step=0)).paint_with.isVisible()
    shown = run_view()
    with qtbot.waitSignal(shown.paint_with_asked):
        shown.paint_with.click()
    shown.show_kept([], is_busy=True)
    assert not shown.paint_with.isEnabled()
    assert not run_view(replace(RUNNING, status="finished", result="/r")).paint_with.isVisible()


def test_without_a_judge_the_loss_is_shown_and_that_is_said(run_view):
    course = Course(
        {100: Judgement(100, 0.3)}, losses=[(n, 0.1) for n in range(50)], encoders="none"
    )
    shown = run_view(course=course)
    assert not shown.chart.isVisible()
    assert shown.loss.isVisible()
    assert "only the loss" in shown.note.text()


def test_what_judges_can_be_fetched_where_it_is_missing(qtbot, run_view, monkeypatch):
    lacking = [ALL]
    monkeypatch.setattr(judging_encoders, "missing", lambda model: lacking[0])
    shown = run_view(course=Course({100: Judgement(100, 0.3)}, encoders="none"))
    assert "next training" in shown.judges.says.text()
    with qtbot.waitSignal(shown.judges.fetch_asked) as asked:
        shown.judges.buttons[ALL[0].repo].click()
    assert asked.args == [ALL[0].repo]
    lacking[0] = ()
    shown.show_lacking()
    assert not shown.judges.isVisible()
    lacking[0] = ALL
    assert not run_view(course=COURSE).judges.isVisible(), "it is judged"
    style = replace(RUNNING, draft=Draft(kind="style"))
    assert not run_view(
        style, Course({100: Judgement(100, 0.3)}, encoders="none")
    ).judges.isVisible()


def test_before_the_first_verdict_it_says_when_that_comes(run_view):
    shown = run_view(course=Course(activity="readying"))
    assert "first verdict" in shown.under.text()


def test_what_is_prepared_before_the_first_step_is_seen_with_how_far_it_is(run_view):
    new = replace(RUNNING, step=0, steps=0)
    course = Course(activity="drawing", prepared=(30, 100), seconds_left=700.0)
    shown = run_view(new, course)
    assert shown.line.text() == (
        "Starting · drawing what the model knows as “dog”, 30 of 100 · about 12 min left"
    )
    assert (shown.bar.value(), shown.bar.maximum()) == (30, 100)
    shown = run_view(new, Course(activity="loading"))
    assert shown.line.text() == "Starting · loading the model"
    assert shown.bar.maximum() == 0
    assert run_view(new, Course()).line.text() == "Starting"
