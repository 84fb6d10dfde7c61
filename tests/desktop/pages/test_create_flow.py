"""The flow of the Create page: what becomes of words, events and dropped things."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage

from core.contract.errors import DiskFull
from core.contract.job_events import EngineReady
from core.contract.notices import VAE_OVERFLOW, Notice
from core.files import folders, prompt_log, styles
from desktop import settings as keys
from desktop.pages import names
from desktop.phrases import common as phrases


def idle(window):
    return not window.states.jobs.running and window.states.jobs.waiting == 0


@pytest.fixture
def announced(monkeypatch):
    """What screen readers are told."""
    texts = []

    def update(event):
        if hasattr(event, "message"):
            texts.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    return texts


def test_each_picture_is_announced_and_heads_the_strip(qtbot, open_window, announced):
    window = open_window()
    window.states.generation.count = 2
    window.flow.generate()
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)
    assert [text for text in announced if text.startswith("Picture")] == [
        "Picture 1 of 2 is ready",
        "Picture 2 of 2 is ready",
    ]
    assert window.states.results.rowCount() == 2
    assert window.page.canvas.proposals().count == 2


def test_what_the_engine_tells_is_a_note(qtbot, open_window):
    window = open_window()
    window.flow.generate()
    data = {"dtype": "float16", "used": "float32"}
    window.states.jobs.noticed.emit(Notice("any", VAE_OVERFLOW, data))
    assert "float32" in window.page.messages.message().text
    window.states.jobs.noticed.emit(Notice("any", "of tomorrow"))
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_the_request_is_what_the_page_shows(qtbot, open_window, tmp_path):
    window = open_window()
    window.settings.put(keys.PICTURES, str(tmp_path / "mine"))
    state = window.states.generation
    state.prompt, state.steps, state.shape = "a <b>swan</b>", 7, "portrait"
    asked = []
    window.states.jobs.started.connect(asked.append)
    with qtbot.waitSignal(window.flow.started_drawing):
        window.flow.generate()
    request = asked[0].request
    assert (request.prompt, request.steps, request.width, request.height) == (
        "a <b>swan</b>", 7, 64, 96,
    )  # fmt: skip
    assert request.init is None
    assert Path(request.output) == tmp_path / "mine"
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_without_a_model_nothing_is_asked_and_a_folder_can_be_opened(open_window, monkeypatch):
    window = open_window()
    window.states.models.models = ()
    window.states.models.choose("")
    window.states.generation.prompt = "a swan"
    window.flow.generate()
    message = window.page.messages.message()
    assert message.text.startswith("There is no model")
    assert [text for text, _run in message.actions] == ["Open a model folder…"]
    assert window.states.jobs.current is None
    assert window.states.generation.prompt == "a swan"


def test_a_prompt_that_is_too_long_is_said_and_kept(open_window):
    window = open_window()
    window.states.generation.prompt = "swan " * 6000
    window.flow.generate()
    assert window.page.messages.message().text.startswith("The prompt must be at most 20000")
    assert window.states.jobs.current is None
    window.save_state()
    assert len(window.settings.get(keys.GENERATION)["prompt"]) == 30_000


def test_a_start_picture_that_cannot_be_put_down_is_an_error_with_its_words_kept(
    open_window, monkeypatch
):
    window = open_window()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    window.page.canvas.start_from_image(image, "paste")

    def full(_image):
        raise DiskFull("/cache", 10, 0)

    monkeypatch.setattr(window.starts, "put", full)
    window.flow.generate()
    assert window.page.messages.message().text.startswith("The disk is full")
    assert window.states.jobs.current is None


def test_the_sentence_of_a_stop_is_honest(qtbot, open_window):
    window = open_window(steps=300, step_delay=0.5)
    window.flow.generate()
    qtbot.waitUntil(lambda: "step " in window.status.sentence(), timeout=5000)
    window.states.jobs.stop_seconds = lambda: 12.0
    window.flow.stop()
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Stopp"), timeout=2000)
    assert window.status.sentence().startswith("Stopping after this step, up to 10 s · Esc again")
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Stopped"))


def test_what_ended_is_no_longer_told_on_another_page(qtbot, open_window):
    window = open_window()
    window.flow.generate()
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Drawn"))
    window.pages.show_page(names.LIBRARY)
    qtbot.waitUntil(lambda: window.status.sentence() == phrases.ready_text())


def test_while_the_engine_is_away_the_frame_says_so(qtbot, open_window):
    window = open_window(steps=300, step_delay=0.02)
    window.flow.generate()
    qtbot.waitUntil(lambda: window.states.jobs.progress().step > 1, timeout=5000)
    window.client.lost.emit()
    assert "starting" in window.page.canvas.label()
    window.client.ready.emit(EngineReady("1", "cpu", "x", 1, "2", 1.0))
    assert "starting" not in window.page.canvas.label()
    window.flow.stop()
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_an_example_becomes_the_prompt(open_window):
    window = open_window()
    window.page.canvas.example_chosen.emit("a fox on a green background")
    assert window.states.generation.prompt == "a fox on a green background"
    assert window.page.words.words.prompt.toPlainText() == "a fox on a green background"


def test_a_result_can_be_looked_at_and_started_from(qtbot, open_window):
    window = open_window()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000) as told:
        window.flow.generate()
    path = told.args[0]
    qtbot.waitUntil(lambda: idle(window))
    with qtbot.waitSignal(window.page.canvas.picture_changed, timeout=5000):
        window.page.results.start_from.emit(path)
    assert window.states.generation.start_reason == "result"
    window.page.results.chosen.emit(path)
    assert window.page.canvas.proposal_path() == path


def test_the_zoom_is_shown_and_a_click_goes_to_and_fro(qtbot, open_window):
    window = open_window()
    zoom, canvas = window.status.zoom, window.page.canvas
    assert zoom.text() == f"{round(canvas.zoom() * 100)} %"
    fitted = zoom.text()
    zoom.click()
    assert zoom.text() == "100 %"
    zoom.click()
    assert zoom.text() == fitted
    canvas.zoom_in()
    assert zoom.text() == f"{round(canvas.zoom() * 100)} %"


def test_words_that_are_drawn_are_found_again(qtbot, open_window):
    window = open_window(steps=2)
    window.states.generation.prompt = "a (swan:1.2)"
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
    assert [entry.prompt for entry in prompt_log.read()] == ["a (swan:1.2)"]
    window.page.words.words.history.click()
    assert window.page.words.words.history.popup.rows.item(0).text() == "a (swan:1.2)"


def test_styles_that_cannot_be_read_are_said_in_the_bar(open_window):
    window = open_window()
    (folders.config() / styles.FILE).write_bytes(b"\xff")
    window.page.words.words.styles.click()
    assert "styles.csv" in window.page.messages.message().text
