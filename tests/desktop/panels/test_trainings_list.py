import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from core.contract.draft import Draft, Teaching
from desktop.panels.trainings_list import TrainingsList
from desktop.state.training_course import Course


def test_an_empty_list_says_what_to_do_with_a_button(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show()
    assert listed.entry() is listed.first
    with qtbot.waitSignal(listed.new_asked):
        listed.first.click()
    with qtbot.waitSignal(listed.folder_asked):
        listed.first_folder.click()


def test_what_runs_is_first_and_what_is_finished_last(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    trainings = [
        Teaching(s[0] * 8, Draft(word=s), s) for s in ("finished", "draft", "running", "waiting")
    ]
    listed.show_trainings(trainings, False)
    listed.show()
    tops = sorted(listed.rows.values(), key=lambda row: row.y())
    assert [row.id[0] for row in tops] == ["r", "w", "d", "f"]
    assert listed.entry() is tops[0].act


def test_rows_stay_while_their_training_does(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    one = Teaching("a" * 8, Draft(), "running")
    listed.show_trainings([one, Teaching("b" * 8, Draft())], False)
    row = listed.rows["a" * 8]
    listed.show_trainings([one], False)
    assert listed.rows == {"a" * 8: row}
    listed.show_trainings([], False)
    assert listed.rows == {}


def test_what_was_paused_for_painting_says_so(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show_trainings([Teaching("a" * 8, Draft(), "waiting", step=5)], True)
    assert "while you paint" in listed.rows["a" * 8].line.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot, key):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show()
    with qtbot.waitSignal(listed.new_asked):
        qtbot.keyClick(listed.first, key)
    with qtbot.waitSignal(listed.folder_asked):
        qtbot.keyClick(listed.first_folder, key)


def test_photos_a_folder_or_a_drop_are_ways_in_both_with_and_without_rows(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show()
    said = [label.text() for label in listed.findChildren(QLabel) if label.isVisible()]
    assert any("dropped here" in text for text in said)
    listed.show_trainings([Teaching("a" * 8, Draft())], False)
    assert listed.new.isVisible()
    assert listed.new_folder.isVisible()
    with qtbot.waitSignal(listed.folder_asked):
        listed.new_folder.click()


def test_a_row_says_what_was_heard_of_its_training(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    one, other = (Teaching(name * 8, Draft(), "running", step=5, steps=9) for name in "ab")
    heard = {one.id: Course(activity="teaching", seconds_left=120.0)}
    listed.show_trainings([one, other], False, heard, {other.id: "pause"})
    assert listed.rows[one.id].line.text() == "Step 5 of 9 · teaching · about 2 min left"
    assert listed.rows[other.id].line.text() == "Pausing…"


def test_the_keyboard_goes_to_the_row_in_the_place_of_one_that_went(qtbot):
    shown = TrainingsList()
    qtbot.addWidget(shown)
    trainings = [Teaching(name, Draft(word=name), "draft") for name in "abc"]
    shown.show_trainings(trainings, False)
    with qtbot.waitActive(shown):
        shown.show()
    for gone, then in (("b", "c"), ("c", "a")):
        shown.rows[gone].trash.setFocus()
        trainings = [teaching for teaching in trainings if teaching.id != gone]
        shown.show_trainings(trainings, False)
        assert shown.rows[then].isAncestorOf(QApplication.focusWidget())
    shown.rows["a"].trash.setFocus()
    shown.show_trainings([], False)
    assert QApplication.focusWidget() is shown.first
