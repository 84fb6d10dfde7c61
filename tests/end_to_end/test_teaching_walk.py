"""The whole way in the real window with the real engines: a dropped folder, a kill, going on, the LoRA, a picture.

Few steps: that something is learned well is measured elsewhere. Its pictures are kept where `REVERIE_SHOTS` names a folder.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QPushButton

from core.contract.recipe import Recipe
from core.files.commands import Command
from core.files.pictures.images import read_texts
from desktop import settings as keys
from desktop.engine.client import EngineClient
from desktop.main_window import MainWindow
from desktop.settings import Settings

PHOTOS = Path(__file__).resolve().parents[1] / "data" / "photos" / "duck_toy"
STEPS, EVERY = 4, 2
NIGHTLY = bool(os.environ.get("REVERIE_NIGHTLY"))  # then with judging, as people have it
LONG = 240_000  # ms; of a busy machine
IDLE = Command(sys.executable, ("-c", "import sys; sys.stdin.read()"))  # takes no processor time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four photos in a folder with a name of no ASCII."""
    place = tmp_path / "Fotos ä 日本"
    shutil.copytree(PHOTOS, place)
    return place


@pytest.fixture
def open_window(qtbot, tmp_path):
    """A function that opens the program's window on the same home; what draws is started only where it is `drawing`."""
    windows: list[MainWindow] = []
    gc.collect()
    gc.disable()  # as in the program: collected between Qt's calls, never within one

    def make(*, drawing: bool) -> MainWindow:
        settings = Settings(tmp_path / "settings.ini")
        settings.put(keys.WELCOMED, True)
        client = EngineClient(None if drawing else IDLE)
        window = MainWindow(client, settings)
        client.setParent(window)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.pages.show_page("teach")
        window.teaching.load()
        return window

    yield make
    for window in windows:
        end(window)
        window.deleteLater()
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()


def end(window: MainWindow) -> None:
    window.close()
    for client in window.findChildren(EngineClient):
        client.shutdown()


def shot(window: MainWindow, name: str) -> None:
    place = os.environ.get("REVERIE_SHOTS")
    if place:
        window.grab().save(f"{place}/{name}.png")


def test_from_a_dropped_folder_over_a_kill_to_a_picture_with_the_lora(
    qtbot, open_window, folder, tmp_path
):
    window = open_window(drawing=False)
    identifier = start(qtbot, window, folder)
    trainings = window.teaching.trainings
    qtbot.waitUntil(lambda: trainings.get(identifier).step > EVERY, timeout=LONG)
    shot(window, "3-runs")
    os.kill(window.teaching.client.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: trainings.get(identifier).status == "interrupted", timeout=LONG)
    assert "Nothing is lost" in window.teaching.page.messages.message().text
    shot(window, "4-killed")
    end(window)

    window = open_window(drawing=True)
    page, trainings = window.teaching.page, window.teaching.trainings
    assert trainings.get(identifier).step >= EVERY
    assert "stopped at step" in page.messages.message().text
    shot(window, "5-unfinished")
    buttons = page.messages.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Go on").click()
    qtbot.waitUntil(lambda: trainings.get(identifier).status == "running", timeout=LONG)
    page.list.rows[identifier].open.click()
    qtbot.waitUntil(lambda: trainings.get(identifier).status == "finished", timeout=LONG)
    assert trainings.get(identifier).step == STEPS
    shot(window, "6-finished")

    (entry,) = learned(qtbot, window)
    assert entry.kind == "lora"
    assert entry.card.triggers == ("sks teddy bear",)
    window.pages.show_page("library")
    shot(window, "7-library")
    window.pages.show_page("teach")

    window.teaching.verbs.use(identifier)
    assert window.pages.key == "create"
    assert window.states.generation.prompt == "a sks teddy bear"
    window.states.generation.steps = 4
    with qtbot.waitSignal(window.flow.drawn, timeout=LONG):
        window.flow.generate()
    shot(window, "8-drawn")
    (picture,) = (tmp_path / "home" / "pictures").glob("*.png")
    recipe = Recipe.from_json(read_texts(picture)["reverie"])
    assert recipe.prompt == "a sks teddy bear"
    assert [lora.name for lora in recipe.loras] == ["sks-teddy-bear"]
    assert {path.name for path in folder.iterdir()} == {path.name for path in PHOTOS.iterdir()}


def start(qtbot, window: MainWindow, folder: Path) -> str:
    """Drop the folder, go through the four steps; returns the training's name."""
    page = window.teaching.page
    page.dropped.emit([str(folder)])
    wizard = page.wizard
    wizard.what.cards["object"].click()
    assert not wizard.next.isEnabled(), "nobody knows what it is"
    wizard.what.change(noun="teddy bear")
    shot(window, "1-what")
    wizard.next.click()
    qtbot.waitUntil(lambda: page.checks.progress == (4, 4), timeout=LONG)
    qtbot.waitUntil(lambda: "Ready" in wizard.photos.summary.text(), timeout=LONG)
    shot(window, "2-photos")
    wizard.next.click()
    settings = {"steps": STEPS, "checkpoint_every": EVERY, "prior_count": 4}
    if not NIGHTLY:
        settings["judge"] = "false"
    wizard.how.change(settings=tuple((name, str(value)) for name, value in settings.items()))
    wizard.next.click()
    wizard.next.click()
    return wizard.id


def learned(qtbot, window: MainWindow) -> list:
    """What the library has of our trainings."""

    def found() -> list:
        return [e for e in window.library.catalogue.entries if e.title.startswith("sks")]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    return found()
