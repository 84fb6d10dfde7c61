"""F6 goes round the parts of the window."""

from PySide6.QtCore import Qt

F6 = Qt.Key.Key_F6


def places(qtbot, window, presses):
    found = []
    for _ in range(presses):
        qtbot.keyClick(window, F6)
        found.append(window.focusWidget())
    return found


def test_f6_goes_round(qtbot, open_window):
    window = open_window()
    page = window.page
    page.words.words.negative.setFocus()  # anywhere in the words
    assert places(qtbot, window, 4) == [
        page.canvas,
        page.results.view,
        window.status.zoom,
        page.words.words.prompt,
    ]


def test_a_message_is_a_part_while_it_is_there(qtbot, open_window):
    window = open_window()
    page = window.page
    page.messages.show_error("Something happened.", [("Try again", lambda: None)])
    page.canvas.setFocus()
    (verb,) = places(qtbot, window, 1)
    assert verb.text() == "Try again"
    assert places(qtbot, window, 1) == [page.results.view]


def test_folded_parts_are_left_out(qtbot, open_window):
    window = open_window()
    window.actions_table["results"].trigger()
    window.page.canvas.setFocus()
    assert places(qtbot, window, 1) == [window.status.zoom]
