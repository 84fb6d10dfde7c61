"""A slider over steps."""

from PySide6.QtCore import Qt

from desktop.widgets.step_row import StepRow


def test_steps_are_counted_from_one_and_told_when_a_person_moves(qtbot):
    row = StepRow()
    qtbot.addWidget(row)
    chosen = []
    row.chosen.connect(chosen.append)
    row.show_steps(20)
    row.show_step(4)
    assert (row.label.text(), chosen) == ("step 5 of 20", [])
    qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    assert chosen == [5]


def test_play_says_what_a_click_does(qtbot):
    row = StepRow()
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.play_asked):
        row.play.click()
    row.show_playing(True)
    assert row.play.accessibleName() == "Pause"
    row.show_playing(False)
    assert row.play.accessibleName() == "Play"
