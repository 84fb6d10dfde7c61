"""Files and folders that are opened, and where pictures go."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices

from core.files.catalogue import folder_list
from core.files.models import library


@pytest.fixture
def opened(monkeypatch):
    urls = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))
    return urls


def test_the_pictures_folder_is_made_and_shown(open_window, own_folders, opened):
    open_window().verbs.opening.show_pictures()
    assert opened == [str(own_folders / "pictures")]
    assert (own_folders / "pictures").is_dir()


def test_a_model_file_is_used_where_it_lies_and_remembered(
    open_window, settings, tmp_path, monkeypatch
):
    window = open_window()
    path = tmp_path / "dream.safetensors"
    path.write_bytes(b"0")
    info = replace(window.states.models.current, name="dream", title="dream", path=str(path))
    monkeypatch.setattr(library, "describe", lambda _place: info)
    window.verbs.opening.dialogs.open_model = lambda *_asked: str(path)
    window.actions_table["open_model_file"].trigger()
    assert window.states.models.current == info
    assert str(path) in folder_list.read()
    assert "nothing was copied" in window.page.messages.message().text


def test_a_dropped_file_that_is_no_model_is_told(open_window, tmp_path):
    window = open_window()
    path = tmp_path / "dream.safetensors"
    path.write_bytes(b"no header")
    before = window.states.models.current
    window.page.drops.model_dropped.emit(str(path))
    message = window.page.messages.message()
    assert message.kind == "error"
    assert "“dream.safetensors”" in message.text
    assert window.states.models.current == before
