"""Picker, rail, icon button, labels and rule."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption, NameLabel, figures
from desktop.widgets.picker import Picker
from desktop.widgets.rail import ENTRY, Rail
from desktop.widgets.rule import Rule


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


def test_the_wheel_changes_nothing_in_passing(picker):
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picker, event)
    assert picker.currentText() == "A"
    assert not event.isAccepted()


def test_the_picker_paints_its_own_chevron(picker):
    with_chevron = picker.grab().toImage()
    right = [
        with_chevron.pixelColor(x, picker.height() // 2)
        for x in range(picker.width() - 24, picker.width() - 6)
    ]
    assert len({colour.name() for colour in right}) > 1


def test_the_rail_shows_its_first_page(qtbot):
    rail = Rail()
    qtbot.addWidget(rail)
    button = rail.add("create", "Create", "brush", "Draw")
    assert button.isChecked()
    assert button.size() == ENTRY
    assert button.accessibleName() == "Create"
    with qtbot.waitSignal(rail.chosen) as told:
        button.click()
    assert told.args == ["create"]


def test_icon_buttons_have_a_name_and_a_tooltip(qtbot):
    button = IconButton("dice-5", "New seed", "Throw the dice")
    qtbot.addWidget(button)
    assert button.accessibleName() == "New seed"
    assert "Throw the dice" in button.toolTip()
    assert not button.icon().isNull()


def test_labels(qtbot):
    field = QLineEdit()
    name, caption = NameLabel("&Seed", field), Caption("<b>x</b>")
    for widget in (field, name, caption):
        qtbot.addWidget(widget)
    assert name.buddy() is field
    assert name.font().weight() == QFont.Weight.DemiBold
    assert caption.textFormat() == Qt.TextFormat.PlainText
    assert caption.font().pointSizeF() < name.font().pointSizeF()
    caption.say("")
    assert caption.isHidden()
    caption.say("more")
    assert caption.text() == "more"
    figures(field)
    assert field.font().featureValue(QFont.Tag("tnum")) == 1


def test_a_rule_is_one_pixel(qtbot):
    rule = Rule(Qt.Orientation.Vertical)
    qtbot.addWidget(rule)
    assert rule.sizeHint().width() == 1
    rule.grab()
