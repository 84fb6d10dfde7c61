"""The Help menu of the real window on the scripted engine."""

import pytest
from PySide6.QtGui import QGuiApplication

from desktop import i18n
from desktop import settings as keys
from desktop.actions import Actions
from desktop.dialogs.guide import PAGES
from desktop.dialogs.help import GUIDE_OF, Help
from desktop.panels.message_bar import MessageBar
from desktop.settings import Settings
from desktop.updates import Release


@pytest.fixture
def parts(qtbot, tmp_path):
    from PySide6.QtWidgets import QMainWindow, QWidget

    window = QMainWindow()
    qtbot.addWidget(window)
    body = QWidget()
    window.setCentralWidget(body)
    window.resize(900, 600)
    window.show()
    page = ["create"]
    settings = Settings(tmp_path / "a.ini")
    messages = MessageBar(body)
    actions = Actions(window)
    return (
        Help(window, actions, settings, lambda: messages, lambda: page[0]),
        actions,
        settings,
        messages,
        page,
    )


def test_f1_opens_the_guide_at_the_page_that_is_shown(parts):
    shown, actions, _, _, page = parts
    page[0] = "teach"
    actions["guide"].trigger()
    assert shown.guide.isVisible()
    assert shown.guide.page == "teach"
    assert actions["guide"].shortcut().toString() == "F1"
    page[0] = "create"
    actions["guide"].trigger()
    assert shown.guide.page == "first-picture"
    assert set(GUIDE_OF.values()) <= set(PAGES)


def test_about_opens_once(parts):
    shown, actions, *_ = parts
    actions["about"].trigger()
    first = shown.about
    actions["about"].trigger()
    assert shown.about is first
    assert first.isVisible()


def test_another_language_is_kept_for_the_next_start_and_said(parts):
    _, actions, settings, messages, _ = parts
    assert actions["language_system"].isChecked()
    actions["language_de"].trigger()
    assert settings.get(keys.LANGUAGE) == "de"
    assert actions["language_de"].isChecked()
    assert not actions["language_system"].isChecked()
    assert "started again" in messages.message().text


def test_every_language_has_its_line_in_the_menu_in_its_own_words(parts):
    _, actions, *_ = parts
    for code, name in i18n.LANGUAGES.items():
        assert actions[f"language_{code}"].text().replace("&", "") == name


def test_a_crash_is_told_with_a_report_to_copy(parts):
    shown, _, _, messages, _ = parts
    shown.tell_crash("Reverie 1\nFatal Python error")
    message = messages.message()
    assert message.details.startswith("Reverie 1")
    message.actions[0][1]()
    assert QGuiApplication.clipboard().text() == "Reverie 1\nFatal Python error"


def test_where_nobody_announces_versions_nothing_can_be_asked(parts):
    _, actions, *_ = parts
    assert not actions["updates"].isVisible()


@pytest.mark.parametrize(
    ("version", "said", "verbs"),
    [("99.0", "newer version: 99.0", 1), ("0.0.1", "newest version", 0)],
)
def test_what_was_found_is_said(parts, version, said, verbs):
    shown, _, _, messages, _ = parts
    shown.updates.found.emit(Release(version, "https://example.org/"))
    assert said in messages.message().text
    assert len(messages.message().actions) == verbs


def test_that_nothing_was_heard_is_said(parts):
    shown, _, _, messages, _ = parts
    shown.updates.failed.emit("no network")
    assert "no network" in messages.message().text
