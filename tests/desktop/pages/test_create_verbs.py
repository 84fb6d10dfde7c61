"""Every verb of an error does what it says, or is not there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDesktopServices, QImage

from core.contract import errors as e
from core.contract.request import GenerationRequest
from desktop.state.jobs_state import Drawing, Failure
from desktop.state.lora_choice import LoraChoice
from desktop.state.promise import Work
from desktop.wording.errors import error_message


@pytest.fixture
def opened(monkeypatch):
    urls = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))
    return urls


def failure(error):
    request = GenerationRequest(prompt="x", output="/o", seed=1, width=64, height=64)
    return Failure(Drawing("j", request, Work("m", 64, 64, 5, passes=2)), error, "")


def show(window, error, *, job=True):
    window.verbs.show(error_message(error), failure(error) if job else None, error)
    return dict(window.page.messages.message().actions)


def test_show_in_folder(open_window, tmp_path, opened):
    (tmp_path / "m").mkdir()
    verbs = show(open_window(), e.WeightsTruncated(str(tmp_path / "m" / "w.safetensors"), 9, 1))
    verbs["Show in folder"]()
    assert opened == [str(tmp_path / "m")]


def test_use_the_starter_falls_back_to_a_model_that_is_there(open_window):
    window = open_window()
    show(window, e.ModelNotFound("gone", ()))["Use the starter"]()
    assert window.states.models.current is not None


def test_another_folder_draws_again_there(open_window, tmp_path):
    window = open_window()
    asked = []
    window.states.jobs.started.connect(asked.append)
    window.verbs.opening.dialogs.choose_folder = lambda _title, _folder: str(tmp_path)
    show(window, e.NotWritable("/o", "read-only"))["Choose another folder…"]()
    assert asked[0].request.output == str(tmp_path)


def test_another_folder_is_offered_only_for_pictures(open_window):
    window = open_window()
    assert "Choose another folder…" not in show(window, e.NotWritable("/c/styles.csv", "read-only"))
    window.page.messages.close_message()
    assert "Choose another folder…" not in show(window, e.DiskFull("", -1, -1))
    window.page.messages.close_message()
    assert "Choose another folder…" in show(window, e.DiskFull("/o/1.png", -1, -1))


def test_full_precision_draws_once_more_in_it(open_window):
    window = open_window()
    asked = []
    window.states.jobs.started.connect(asked.append)
    show(window, e.NonFiniteResult("decode", "float16"))["Draw in full precision"]()
    assert asked[0].request.dtype == "float32"
    window.page.messages.close_message()
    error = e.WeightsNotFinite("/m/w.safetensors", "x", "float16")
    assert "Draw in full precision" not in show(window, error, job=False)


def test_a_lora_that_is_gone_is_switched_off(open_window):
    window = open_window()
    window.states.generation.loras = (LoraChoice("/l/ink.safetensors"),)
    show(window, e.FileMissing("/l/ink.safetensors"))["Switch it off"]()
    assert not window.states.generation.loras[0].is_on
    window.page.messages.close_message()
    assert "Switch it off" not in show(window, e.FileMissing("/p/a.png"))


def test_a_model_that_is_a_file_is_replaced_by_a_file(open_window):
    window = open_window()
    verbs = show(window, e.ModelNotFound("/m/gone.safetensors", ()))
    assert "Open a model file…" in verbs
    assert "Open a model folder…" not in verbs


def test_where_there_is_no_engine_nobody_says_that_it_crashed(open_window):
    window = open_window()
    window.client.failed_to_start.emit("ImportError: no torch")
    window.states.jobs.failed.emit(failure(e.EngineStopped(3)))
    window.page.messages.close_message()
    assert window.page.messages.message() is None


def test_again_is_there_only_where_there_is_something_to_do_again(open_window):
    window = open_window()
    assert "Try again" in show(window, e.EngineStopped(1))
    window.page.messages.close_message()
    assert "Try again" not in show(window, e.NonFiniteResult("decode", "float16"), job=False)


def test_choose_another_picture(qtbot, open_window, tmp_path):
    window = open_window()
    path = tmp_path / "a.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.red))
    image.save(str(path))
    window.verbs.opening.dialogs.open_picture = lambda *_asked: str(path)
    with qtbot.waitSignal(window.page.canvas.picture_changed, timeout=5000):
        show(window, e.PictureBroken("/x.png", "cut off"), job=False)["Choose another…"]()
    assert window.states.generation.start_reason == "open"


def test_words_at_fault_are_gone_to(open_window):
    window = open_window()
    window.page.canvas.setFocus()
    error = e.InvalidValue("prompt", "30000 characters", "at most 20000 characters")
    show(window, error, job=False)["Go to the words"]()
    assert window.focusWidget() is window.page.words.words.prompt


def test_no_engine_is_said(open_window):
    window = open_window()
    window.client.failed_to_start.emit("ImportError: no torch")
    message = window.page.messages.message()
    assert message.details == "ImportError: no torch"
    assert [text for text, _run in message.actions] == ["Try again"]


def test_memory_is_freed_before_the_next_try(open_window, monkeypatch):
    window, asked = open_window(), []
    monkeypatch.setattr(window.client, "submit", asked.append)
    show(window, e.OutOfMemory("cpu", -1, -1))["Free memory and try again"]()
    assert [type(job).__name__ for job in asked] == ["Unload", "Generate"]


def test_where_no_engine_can_be_had_the_strip_says_so(qtbot, open_window):
    window = open_window(wait=False, start_status=3)
    qtbot.waitUntil(lambda: "cannot be started" in window.status.sentence(), timeout=10_000)
