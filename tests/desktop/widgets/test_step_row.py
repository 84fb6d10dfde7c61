"""A slider over steps."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

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


def test_it_plays_from_step_to_step_and_at_the_end_from_the_beginning(qtbot):
    row = StepRow()
    qtbot.addWidget(row)
    row.show()
    chosen = []
    row.chosen.connect(chosen.append)
    row.show_steps(3)
    row.show_step(2)
    row.play.click()
    assert row.play.accessibleName() == "Pause"
    qtbot.waitUntil(lambda: row.play.accessibleName() == "Play")
    assert chosen == [0, 1, 2]
    row.play.click()
    row.hide()  # nobody looks
    assert row.play.accessibleName() == "Play"


def test_keys_go_on_and_back_and_play_for_whoever_hears_them(qtbot):
    row = StepRow()
    qtbot.addWidget(row)
    row.show_steps(3)

    def press(key):
        return row.take_key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))

    assert press(Qt.Key.Key_Right)
    assert press(Qt.Key.Key_Right)
    assert press(Qt.Key.Key_Left)
    assert row.slider.value() == 1
    assert press(Qt.Key.Key_Space)
    assert row.play.accessibleName() == "Pause"
    assert not press(Qt.Key.Key_A)
