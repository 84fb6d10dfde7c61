"""Who works in another program is called when a training ends; who looks at the window is not."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop import notification
from desktop.attention import Attention


@pytest.fixture
def calls(monkeypatch):
    """Windows that were marked, and numbers at the program's sign."""
    found = []
    monkeypatch.setattr(QApplication, "alert", lambda window: found.append(window))
    monkeypatch.setattr(
        QGuiApplication, "setBadgeNumber", lambda _app, number: found.append(number)
    )
    return found


def test_a_window_that_is_not_looked_at_is_marked_until_it_is(qtbot, calls, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    shown = []
    monkeypatch.setattr(notification, "show", lambda *words: shown.append(words))
    attention = Attention(window, {"a": ("sks dog", "Finished"), "b": ("", "")}.__getitem__)
    monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: None)
    attention.call("a")
    attention.call("b", None)
    assert shown == [("sks dog", "Finished")], "what is gone has no words"
    assert calls == [window, 1, window, 2]
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert calls[4:] == [0]


def test_a_window_that_is_looked_at_is_not_marked(qtbot, calls, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: window)
    Attention(window, lambda _id: pytest.fail("nobody is called")).call("a")
    assert calls == []


def test_the_end_and_the_failure_of_a_training_call(open_window, calls, monkeypatch):
    window = open_window()
    monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: None)
    window.teaching.trainings.finished.emit("aaaaaaaa")
    window.teaching.trainings.failed.emit("aaaaaaaa", ValueError())
    assert calls == [window, 1, window, 2]
