"""All keys at a glance, and away again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.actions import TABLE
from desktop.panels.keys_card import KeysCard, split

SHIFT = Qt.KeyboardModifier.ShiftModifier


def texts(card):
    return {label.text() for label in card.findChildren(QLabel)}


def test_shift_question_mark_shows_every_key_of_the_menus(qtbot, open_window):
    window = open_window()
    window.page.canvas.setFocus()
    qtbot.keyClick(window.page.canvas, Qt.Key.Key_Question, SHIFT)
    card = window.keys_card
    assert card.isVisible()
    assert card.isAncestorOf(window.focusWidget())
    shown = texts(card)
    for spec in TABLE:
        if spec.keys or spec.canvas_key:
            assert spec.text.replace("&", "").removesuffix("…") in shown
    assert {"F7", "Ctrl+O", "Enter", "Esc", "← →", "Play the steps"} <= shown


def test_it_goes_and_the_keyboard_is_where_it_was(qtbot, open_window):
    window = open_window()
    window.page.canvas.setFocus()
    window.keys_card.toggle()
    qtbot.keyClick(window.keys_card, Qt.Key.Key_Escape)
    assert not window.keys_card.isVisible()
    assert window.focusWidget() is window.page.canvas


def test_esc_closes_it_before_it_stops_a_picture(qtbot, open_window):
    window = open_window(steps=500, step_delay=0.01)
    window.flow.generate()
    window.keys_card.toggle()
    qtbot.keyClick(window.keys_card, Qt.Key.Key_Escape)
    assert not window.keys_card.isVisible()
    assert not window.states.jobs.stopping
    qtbot.keyClick(window.page.canvas, Qt.Key.Key_Escape)
    assert window.states.jobs.stopping
    qtbot.waitUntil(lambda: not window.states.jobs.running, timeout=10_000)


def test_a_question_mark_in_the_prompt_is_one(qtbot, open_window):
    window = open_window()
    prompt = window.page.words.words.prompt
    prompt.setFocus()
    qtbot.keyClicks(prompt, "swan?")
    assert prompt.toPlainText() == "swan?"
    assert not window.keys_card.isVisible()


def test_it_fits_the_smallest_window(open_window):
    window = open_window(size=(960, 600))
    window.keys_card.toggle()
    assert window.centralWidget().rect().contains(window.keys_card.geometry())
    window.resize(1400, 900)
    middle = window.centralWidget().rect().center()
    assert (window.keys_card.geometry().center() - middle).manhattanLength() <= 2


def test_in_a_narrow_window_all_keys_stand_in_one_column(qtbot):
    groups = [
        (f"Group {i}", [("Ctrl+Shift+X", "what this key does in so many words")] * 4)
        for i in range(4)
    ]
    host = QWidget()
    qtbot.addWidget(host)
    card = KeysCard(groups, host)
    for width in (1200, 520):
        host.resize(width, 600)
        host.show()
        card.toggle()
        area = card.findChild(QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, width
        card.toggle()


def test_groups_keep_their_order_in_columns_of_about_one_height():
    groups = [(str(n), [("a", "b")] * n) for n in (5, 1, 1, 4)]
    assert split(groups, 1) == [groups]
    assert split(groups, 2) == [groups[:2], groups[2:]]
    assert [name for column in split(groups, 3) for name, _keys in column] == ["5", "1", "1", "4"]
