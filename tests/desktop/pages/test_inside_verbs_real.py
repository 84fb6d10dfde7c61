"""The Inside page with the real engine and the starter: a drawn picture looked into, branched, taken apart."""

import pytest
from PySide6.QtCore import QPointF, QThreadPool

from core.files.models import library
from desktop import settings as keys
from desktop.engine.client import EngineClient
from desktop.main_window import MainWindow

LONG = 120_000  # ms: a busy machine needs long for torch


@pytest.fixture
def window(qtbot, settings):
    settings.put(keys.MODEL, str(library.shipped()["starter"]))
    client = EngineClient()
    window = MainWindow(client, settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(client.ready, timeout=LONG):
        client.start()
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone()


def test_a_picture_of_ones_own_is_understood(qtbot, window):
    state, run = window.states.generation, window.inside.states.run
    state.prompt, state.steps, state.seed, state.seed_locked = "a swan", 4, 42, True
    with qtbot.waitSignal(window.flow.drawn, timeout=LONG) as drawn:
        window.flow.generate()
    # Looked into, it is drawn again, recorded, and is the same picture to the last bit.
    window.page.results.view.look_asked.emit(drawn.args[0])
    qtbot.waitUntil(lambda: run.run is not None and run.run.identical is not None, timeout=LONG)
    assert run.run.identical
    film = window.inside.page.topic()
    assert "identical" in film.verdict.text()
    guess = film.tiles["guess"]
    qtbot.waitUntil(lambda: guess.image() is not None and guess.note() == "", timeout=LONG)
    # A branch without a change is the identical picture, too; with other words it is not.
    first = run.run
    film.go_to(1)
    film.branch.click()
    film.form.draw.click()
    qtbot.waitUntil(lambda: run.run is not first and run.run.identical is not None, timeout=LONG)
    assert run.run.identical
    run.choose(first.name)
    film.go_to(1)
    film.branch.click()
    film.form.prompt.setText("a red apple")
    film.form.draw.click()
    qtbot.waitUntil(lambda: len(run.runs) == 3 and run.runs[2].identical is not None, timeout=LONG)
    assert run.runs[2].identical is False
    # At its own guidance the step that is put together is the guess of the film, to the bit.
    run.choose(first.name)
    guidance = window.inside.page.show_topic("guidance")
    guidance.go_to(2)
    shown = lambda: guidance.guidance.shown  # noqa: E731
    qtbot.waitUntil(lambda: shown() is not None and shown().step == 2, timeout=LONG)
    assert shown().glances["guided"] == first.glances["guess-002"]
    words = window.inside.page.show_topic("words")
    qtbot.waitUntil(lambda: len(words.chips) == 2, timeout=LONG)
    words.picture.hovered.emit(QPointF(0.5, 0.5))
    assert words.words.maps.sum == pytest.approx(1, abs=1e-4)
    coder = window.inside.page.show_topic("autoencoder")
    qtbot.waitUntil(lambda: coder.coder.passage is not None, timeout=LONG)
    assert coder.coder.passage.figures.psnr > 20
    noise = window.inside.page.show_topic("noise")
    qtbot.waitUntil(lambda: noise.noise.shown is not None, timeout=LONG)
    compare = window.inside.page.show_topic("compare")
    compare.texts.setPlainText("a swan\na red apple")
    compare.add_picture(run.runs[2].picture)
    compare.attempt.click()
    qtbot.waitUntil(lambda: compare.compare.found is not None, timeout=LONG)
    assert sum(compare.compare.found.across[0]) == pytest.approx(1, abs=1e-4)
