"""What the program says of itself."""

import pytest
from PySide6.QtGui import QGuiApplication

from core.contract.version import VERSION
from desktop.dialogs.about import AboutWindow, licences


@pytest.fixture
def window(qtbot):
    window = AboutWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_version_and_what_a_report_needs(window):
    window.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert f"Reverie {VERSION}" in copied
    assert "Python 3." in copied
    assert "Qt 6." in copied
    assert window.facts.text() == copied


def test_every_library_that_is_shipped_has_its_licence(window):
    from importlib.metadata import requires

    shown = window.licences.toPlainText().lower()
    assert "apache" in shown
    known_as = {"PySide6-Essentials": "pyside6", "torch": "pytorch"}
    for line in requires("reverie") or ():
        if "extra ==" not in line:
            name = line.split(">")[0].split(";")[0].split("!")[0].strip()
            assert known_as.get(name, name).lower() in shown, name


def test_it_does_not_block(window):
    assert not window.isModal()


def test_the_licences_are_the_files(window):
    assert "Lucide" in licences()
