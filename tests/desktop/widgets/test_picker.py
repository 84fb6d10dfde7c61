"""The combo box with our chevron."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.picker import ROW, Picker


@pytest.fixture
def picker(qtbot):
    made = Picker()
    qtbot.addWidget(made)
    for key in ("a", "b"):
        made.addItem(key.upper(), key)
    made.show()
    return made


def test_a_person_chooses_by_key(picker, qtbot):
    told = []
    picker.value_changed.connect(told.append)
    picker.set_value("b")
    assert picker.currentText() == "B"
    assert told == []
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert told == ["a"]


def test_a_key_that_is_not_there_shows_nothing(picker):
    picker.set_value("c")
    assert picker.currentIndex() == -1


def test_the_wheel_changes_nothing_in_passing(picker):
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picker, event)
    assert picker.currentText() == "A"
    assert not event.isAccepted()


def test_an_impossible_entry_is_passed_over(picker, qtbot):
    picker.add_impossible(QIcon(), "C", "not there")
    picker.addItem("D", "d")
    assert picker.itemData(2, Qt.ItemDataRole.ToolTipRole) == "not there"
    picker.set_value("b")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.currentText() == "D"


def test_the_picker_paints_its_own_chevron(picker):
    image = picker.grab().toImage()
    places = range(picker.width() - 24, picker.width() - 6)
    assert len({image.pixelColor(x, picker.height() // 2).name() for x in places}) > 1


def test_a_cut_text_is_whole_in_the_tooltip_above_what_it_is_for(picker):
    picker.addItem("a name that is far too long for so small a box", "long")
    picker.set_hint("Which one.")
    assert picker.toolTip() == "<qt>Which one.</qt>"
    picker.resize(500, picker.height())
    picker.set_value("long")
    assert picker.toolTip() == "<qt>Which one.</qt>"
    picker.resize(120, picker.height())
    assert picker.toolTip().startswith("<qt>a name that is far too long")
    assert picker.accessibleDescription().endswith("\nWhich one.")


def test_a_cut_text_ends_before_the_chevron(picker):
    picker.addItem("M" * 60, "long")
    picker.resize(160, picker.height())

    def gap(key):
        """What is painted between text and chevron."""
        picker.set_value(key)
        image = picker.grab().toImage()
        return [image.pixelColor(160 - 26, y).name() for y in range(picker.height())]

    assert gap("long") == gap("a")


def test_the_list_is_as_wide_as_its_longest_text_and_its_rows_can_be_hit(qtbot, own_theme):
    own_theme.apply("light")
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    picker = Picker(host)
    picker.resize(120, picker.height())
    picker.addItem("a name that is far too long for so small a box", "long")
    picker.insertSeparator(1)
    picker.addItem("B", "b")
    host.show()
    picker.showPopup()
    view = picker.view()
    assert view.width() > picker.fontMetrics().horizontalAdvance(picker.itemText(0))
    assert view.sizeHintForRow(0) == view.sizeHintForRow(2) == ROW
    assert view.sizeHintForRow(1) < ROW
    picker.hidePopup()
