"""The first card: what it shows, what it asks for, and its keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.panels.first_run_card import FirstRunCard
from desktop.widgets.elided_label import ElidedLabel


@pytest.fixture
def host(qtbot):
    """A window round the widget: one with size hints of its own would trouble the platform."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def card(host):
    widget = FirstRunCard(host)
    host.show()
    return widget


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Change…", "change_folder"),
        ("My models are elsewhere…", "models_elsewhere"),
        ("Skip", "skipped"),
        ("Start drawing", "started"),
    ],
)
def test_each_button_has_its_signal(card, qtbot, text, signal):
    button = next(b for b in card.findChildren(QPushButton) if b.text() == text)
    with qtbot.waitSignal(getattr(card, signal)):
        button.click()


def test_only_start_drawing_is_accented(card):
    accented = [b.text() for b in card.findChildren(QPushButton) if b.property("primary")]
    assert accented == ["Start drawing"]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "started"),
        (Qt.Key.Key_Enter, "started"),
        (Qt.Key.Key_Escape, "skipped"),
    ],
)
def test_keys(card, qtbot, key, signal):
    card.focus_start()
    with qtbot.waitSignal(getattr(card, signal)):
        QTest.keyClick(card, key)


def test_it_shows_what_it_is_told_as_plain_text(card):
    card.set_pictures_folder("~/Pictures/<b>Reverie</b>")
    card.set_computer("no graphics card found, 2 cores, 8 GB")
    card.set_models("Starter is ready.")
    texts = [label.text() for label in card.findChildren(QLabel)]
    assert "no graphics card found, 2 cores, 8 GB" in texts
    assert "Starter is ready." in texts
    assert "~/Pictures/<b>Reverie</b>" in [e.text() for e in card.findChildren(ElidedLabel)]
    assert {label.textFormat() for label in card.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_it_is_as_high_as_its_text(card):
    card.set_computer("word")
    card.adjustSize()
    low = card.height()
    card.set_computer("many words " * 30)
    card.adjustSize()
    assert card.height() > low
