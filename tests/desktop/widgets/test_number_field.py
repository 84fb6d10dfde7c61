"""The number field: what is typed, stepped and shown."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.widgets.number_field import NumberField, NumberKind

PERCENT = NumberKind(0, 1, step=0.01, factor=100, unit=" %")
GUIDANCE = NumberKind(1, 20, step=0.5, decimals=1, optional=True)
SEED = NumberKind(0, 2**63 - 1, optional=True)


@pytest.fixture
def make(qtbot):
    def field(kind, value=None):
        made = NumberField(kind)
        qtbot.addWidget(made)
        made.set_value(value)
        made.show()
        made.told = []
        made.value_changed.connect(made.told.append)
        return made

    return field


def write(qtbot, field, text):
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (PERCENT, "35", 0.35, "35 %"),
        (PERCENT, "35 %", 0.35, "35 %"),
        (PERCENT, "200", 1, "100 %"),
        (GUIDANCE, "7,5", 7.5, "7.5"),
        (GUIDANCE, "0.2", 1, "1.0"),
        (SEED, "9223372036854775807", 2**63 - 1, "9223372036854775807"),
        (NumberKind(1, 100, before="× "), "×4", 4, "× 4"),
        (NumberKind(8, 4096, step=8, unit=" px"), "500", 500, "500 px"),
    ],
)
def test_what_is_typed(qtbot, make, kind, typed, value, shown):
    field = make(kind, kind.low)
    write(qtbot, field, typed)
    assert field.value == value
    assert field.text() == shown
    assert field.told == ([value] if value != kind.low else [])


@pytest.mark.parametrize("typed", ["abc", "nan", "1e999", "--", "inf x"])
def test_nonsense_gives_way_to_the_value_before(qtbot, make, typed):
    field = make(GUIDANCE, 7.5)
    write(qtbot, field, typed)
    assert field.value in (7.5, 20)
    assert field.text() in ("7.5", "20.0")


def test_arrows_and_pages_step(qtbot, make):
    field = make(PERCENT, 0.6)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.told == [0.61, 0.51]
    assert field.text() == "51 %"


def test_an_empty_field_is_somebody_elses_value_in_grey(qtbot, make):
    field = make(GUIDANCE, 9.0)
    field.set_own(4.5)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.told == [None]
    assert field.text() == ""
    assert field.placeholderText() == "4.5"
    assert field.now() == 4.5
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.told[-1] == 5.0


def test_showing_a_value_says_nothing(make):
    field = make(GUIDANCE)
    field.set_value(3.0)
    assert field.told == []


def test_the_wheel_counts_only_with_the_focus(qtbot, make):
    field = make(PERCENT, 0.5)
    field.clearFocus()

    def wheel():
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    assert not wheel()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert wheel()
    assert field.told == [0.51]


def test_there_is_room_for_the_longest_number(make):
    field = make(SEED)
    text = str(2**63 - 1)
    assert field.preferred_width() > field.fontMetrics().horizontalAdvance(text)


def test_the_usual_value_is_grey_and_an_empty_field_brings_it_back(qtbot):
    field = NumberField(NumberKind(1, 12, usual=1))
    qtbot.addWidget(field)
    field.set_value(1)
    assert (field.text(), field.placeholderText()) == ("", "1")
    field.set_value(2)
    assert field.text() == "2"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.value_changed) as changed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert changed.args == [1]
    assert field.text() == ""
