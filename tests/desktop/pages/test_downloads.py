"""From the menu to a model one can draw with, with the real process and a hub on this computer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from core.files import folders
from core.files.catalogue import folder_list
from core.files.commands import Command, fetcher_command
from desktop.pages.downloads import Downloads

SUPPORT = Path(__file__).parents[2] / "support"


@pytest.fixture
def server(monkeypatch, make_model, own_folders):
    monkeypatch.syspath_prepend(str(SUPPORT))
    import fake_hub

    model = make_model("remote")
    paths = (path for path in model.rglob("*") if path.is_file())
    files = {path.relative_to(model).as_posix(): path.read_bytes() for path in paths}
    files["unet/diffusion_pytorch_model.safetensors"] = b"w" * 100_000
    with fake_hub.FakeHub(files) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def open_downloads(qtbot):
    opened = []

    def make(command=None):
        host = QWidget()
        qtbot.addWidget(host)
        downloads = Downloads(host, command)
        opened.append(downloads)
        return downloads

    yield make
    for downloads in opened:
        downloads.shutdown()


def idle(window):
    return window._downloads.activity == "idle"


def test_look_download_pause_and_go_on_after_a_restart(server, open_downloads, qtbot):
    server.slow = 0.05
    first = open_downloads(fetcher_command())
    window = first.open()
    window.field.setText("owner/tiny")
    window.look.click()
    qtbot.waitUntil(lambda: window._downloads.offer is not None and idle(window), timeout=30_000)
    window.offer.download.click()
    qtbot.waitUntil(lambda: server.sent > 20_000, timeout=30_000)
    first.shutdown()  # the program ends
    kept = server.sent
    server.slow = 0.0

    second = open_downloads(fetcher_command())
    window = second.open()
    (row,) = window.stopped_rows()
    with qtbot.waitSignal(second.downloaded, timeout=30_000) as caught:
        row.go_on.click()
    assert caught.args == [str(folders.models() / "tiny")]
    qtbot.waitUntil(lambda: idle(window))
    assert window.stopped_rows() == []
    with qtbot.waitSignal(second.use_asked) as used:
        window.messages.message().actions[0][1]()
    assert used.args == caught.args
    total = sum(map(len, server.files.values()))
    assert server.sent <= 1.1 * total + 10_000, kept


def test_nothing_is_made_or_started_before_it_is_opened(open_downloads):
    downloads = open_downloads(Command("/nowhere", ()))
    assert downloads.window is None
    downloads.shutdown()


def test_it_is_one_window(open_downloads):
    downloads = open_downloads(Command(sys.executable, ()))
    assert downloads.open() is downloads.open()


def test_the_menu_and_the_picker_open_it(open_window):
    window = open_window()
    assert window.downloads.window is None
    window.actions_table["download_model"].trigger()
    assert window.downloads.window.isVisible()
    window.downloads.window.close()
    window.page.words.download_asked.emit()
    assert window.downloads.window.isVisible()


def test_what_came_is_drawn_with_on_the_create_page(open_window, make_model):
    window = open_window()
    window.actions_table["show_library"].trigger()
    folders.models().mkdir(parents=True, exist_ok=True)
    model = make_model("came").rename(folders.models() / "came")
    window.downloads.use_asked.emit(str(model))
    assert window.pages.key == "create"
    assert window.states.models.current.name == "came"
    assert str(model) not in folder_list.read(), "that folder is looked into anyway"


def test_the_library_has_a_button_for_it_and_sees_what_came(open_window, qtbot):
    window = open_window()
    (button,) = [b for b in window.models.page.findChildren(QPushButton) if b.text() == "Download…"]
    button.click()
    assert window.downloads.window.isVisible()
    with qtbot.waitSignal(window.library.progress_changed):
        window.downloads.downloaded.emit("/models/tiny")
