"""The button that shows a file's folder."""

from PySide6.QtGui import QDesktopServices

from core.contract import errors as e
from desktop.pages.folder_verbs import folder_verbs
from desktop.wording.errors import error_message


def verbs_of(error):
    return folder_verbs(error_message(error), error)


def test_a_file_is_shown_where_it_lies(qapp, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    ((text, show),) = verbs_of(e.FileUnreadable(str(tmp_path / "a.png"), "odd"))
    show()
    assert text == "Show in folder"
    assert opened == [str(tmp_path)]


def test_where_there_is_nothing_to_show_there_is_no_button(qapp):
    assert verbs_of(e.EngineStopped(3)) == []
    assert verbs_of(e.FileUnreadable("", "odd")) == []
