"""The first card is shown once."""

from PySide6.QtWidgets import QLabel

from desktop import settings as keys
from desktop.phrases import common as phrases


def test_the_first_time_a_card_welcomes(qtbot, open_window, settings):
    settings.put(keys.WELCOMED, False)
    window = open_window()
    assert window.page.card() is not None
    assert not window.page.words.foot.generate.property("primary")
    qtbot.keyClicks(window.page, "s")
    assert window.page.card() is None
    assert window.page.words.foot.generate.property("primary")
    assert window.page.words.words.prompt.toPlainText() == "s"
    assert settings.get(keys.WELCOMED)


def test_skip_is_remembered(qtbot, open_window, settings):
    settings.put(keys.WELCOMED, False)
    window = open_window()
    window.page.card().skipped.emit()
    assert window.page.card() is None
    assert settings.get(keys.WELCOMED)
    assert window.page.words.words.prompt.hasFocus() or not window.isActiveWindow()


def test_the_card_tells_what_this_computer_has(qtbot, open_window, settings):
    settings.put(keys.WELCOMED, False)
    window = open_window()
    card = window.page.card()
    told = [label.text() for label in card.findChildren(QLabel)]
    assert phrases.computer_text(window.states.jobs.engine) in told
    assert phrases.models_text([info.title for info in window.states.models.models]) in told
    assert phrases.computer_text(None) not in told
