"""The message bar: what stays, what goes, what waits, and that nothing moves."""

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop.panels.message_bar import GAP, WIDTH_MAX, MessageBar


@pytest.fixture
def host(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 500)
    widget.show()
    QCursor.setPos(widget.mapToGlobal(widget.rect().bottomLeft()))  # away from the bar
    return widget


@pytest.fixture
def bar(host):
    return MessageBar(host, note_ms=60)


def verbs(bar) -> dict[str, QPushButton]:
    return {b.accessibleName(): b for b in bar.findChildren(QPushButton) if b.isVisible()}


def test_an_error_stays_until_it_is_closed(bar, qtbot):
    bar.show_error("No room on /home.")
    qtbot.wait(120)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.closed):
        bar.close_message()
    assert not bar.isVisible()
    assert bar.message() is None


def test_a_note_goes_by_itself(bar, qtbot):
    with qtbot.waitSignal(bar.closed):
        bar.show_note("Rounded to 504.")
    assert not bar.isVisible()


def test_a_note_stays_under_the_pointer(bar, qtbot):
    bar.show_note("Rounded to 504.")
    place = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(place, place, place))
    qtbot.wait(120)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.closed):
        QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))


def test_a_question_stays_while_the_keyboard_is_in_it(bar):
    field = QLineEdit(bar.parentWidget())
    field.show()
    bar.show_note("Throw it away?", [("Throw away", lambda: None)])
    bar.entry().setFocus()
    assert not bar._timer.isActive()
    field.setFocus()
    assert bar._timer.isActive()


def test_a_question_can_be_refused_by_the_keyboard(bar, qtbot):
    done = []
    for refuse in ("Esc", "Tab"):
        bar.show_note("Throw it away?", [("Throw away", lambda: done.append(1)), ("More", print)])
        bar.entry().setFocus()
        if refuse == "Esc":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        else:
            for _verb in range(2):
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert not bar.isVisible()
    assert done == []


def test_a_later_note_replaces_a_note_and_starts_its_time_anew(bar, qtbot, monkeypatch):
    starts, start = [], bar._timer.start
    monkeypatch.setattr(bar._timer, "start", lambda ms: starts.append(ms) or start(ms))
    bar.show_note("one")
    bar.show_note("two")
    assert starts == [60, 60]
    assert bar.message().text == "two"
    with qtbot.waitSignal(bar.closed):
        pass


def test_an_error_replaces_a_note_and_everything_waits_behind_an_error(bar):
    bar.show_note("note")
    bar.show_error("first")
    bar.show_note("old note")
    bar.show_error("second")
    bar.show_note("new note")
    read = []
    while bar.message() is not None:
        read.append(bar.message().text)
        bar.close_message()
    assert read == ["first", "second", "new note"]


def test_the_same_error_twice_is_one(bar):
    bar.show_error("one")
    bar.show_error("one")
    bar.show_error("two")
    bar.show_error("two")
    bar.close_message()
    assert bar.message().text == "two"
    bar.close_message()
    assert bar.message() is None


def test_text_is_plain(bar):
    bar.show_error('"<b>x</b>.png" cannot be opened.')
    labels = [label for label in bar.findChildren(QLabel) if label.text()]
    assert [label.text() for label in labels] == ['"<b>x</b>.png" cannot be opened.']
    assert labels[0].textFormat() == Qt.TextFormat.PlainText


def test_verbs_close_the_message_and_do_their_work(bar):
    done = []
    bar.show_error("No room.", [("Try again", lambda: done.append(1)), ("Save & go", print)])
    assert list(verbs(bar)) == ["Try again", "Save & go"]
    verbs(bar)["Try again"].click()
    assert done == [1]
    assert bar.message() is None


def test_a_verb_may_show_the_next_message(bar):
    bar.show_error("No room.", [("Try again", lambda: bar.show_note("Saved."))])
    verbs(bar)["Try again"].click()
    assert bar.message().text == "Saved."
    assert verbs(bar) == {}


def test_details_unfold_below(bar):
    bar.show_error("It stopped.", details="Traceback …")
    details = bar.findChild(QPlainTextEdit)
    assert not details.isVisible()
    height = bar.height()
    verbs(bar)["Details"].click()
    assert details.isVisible()
    assert details.toPlainText() == "Traceback …"
    assert bar.height() > height
    verbs(bar)["Details"].click()
    assert bar.height() == height


def test_it_floats_in_the_top_middle_and_moves_nothing(bar, host):
    child = QWidget(host)
    child.setGeometry(0, 0, 900, 500)
    bar.show_error("word " * 60)
    assert child.geometry().getRect() == (0, 0, 900, 500)
    assert bar.y() == GAP
    assert bar.width() == WIDTH_MAX
    assert abs(bar.geometry().center().x() - host.rect().center().x()) <= 1
    tall = bar.height()
    host.resize(400, 500)
    assert bar.width() == 400 - 2 * GAP
    assert bar.height() > tall


def test_a_short_message_is_low(bar):
    bar.show_note("Saved.")
    assert bar.height() < 60


def test_what_is_shown_is_told(bar, qtbot):
    with qtbot.waitSignal(bar.shown) as shown:
        bar.show_error("No room.")
    assert shown.args == ["No room."]
    assert bar.accessibleName() == "Error"
    assert bar.accessibleDescription() == "No room."


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(bar, qtbot, key):
    done = []
    bar.show_error("Move it?", [("Move", lambda: done.append(1))])
    button = verbs(bar)["Move"]
    button.setFocus()
    qtbot.keyClick(button, key)
    assert done == [1]


def test_it_tells_how_much_of_the_upper_edge_it_covers(bar, host):
    told = []
    bar.covered.connect(told.append)
    bar.show_error("No room on /home.")
    assert told[-1] == bar.geometry().bottom() + 1
    bar.close_message()
    assert told[-1] == 0


def test_the_keyboard_goes_back_where_it_was(bar, qtbot):
    field = QLineEdit(bar.parentWidget())
    field.show()
    field.setFocus()
    bar.show_error("Oh.", [("Go on", lambda: None)])
    bar.entry().setFocus()
    assert bar.isAncestorOf(QApplication.focusWidget())
    bar.entry().click()
    assert QApplication.focusWidget() is field


def test_without_a_place_to_go_back_to_the_keyboard_stays_on_the_page(bar, qtbot):
    field = QLineEdit(bar.parentWidget())
    field.show()
    field.setFocus()
    bar.show_error("Oh.", [("Go on", lambda: None)])
    bar.entry().setFocus()
    shiboken6.delete(field)
    bar.entry().click()
    assert QApplication.focusWidget() is bar.parentWidget()


def test_at_the_lower_edge_it_keeps_above_what_is_there(host):
    bar = MessageBar(host, edge="bottom")
    heights = []
    bar.covered.connect(heights.append)
    bar.show_note("One")
    assert bar.geometry().bottom() == host.height() - GAP - 1
    bar.keep_above(56)
    assert bar.geometry().bottom() == host.height() - GAP - 57
    host.resize(900, 40)
    QApplication.processEvents()
    assert bar.y() == GAP, "never out of sight"
    assert set(heights) == {0}, "nothing of the upper edge"


def test_an_offer_waits_for_an_answer_and_accents_the_first(bar, qtbot):
    bar.show_offer("Go on?", [("Go on", lambda: None), ("Later", lambda: None)])
    bar.show_note("Something else.")
    qtbot.wait(120)
    assert bar.message().text == "Go on?"
    assert bar.accessibleName() == "Note"
    assert [bool(button.property("primary")) for button in verbs(bar).values()][:2] == [True, False]
    verbs(bar)["Later"].click()
    assert bar.message().text == "Something else."
