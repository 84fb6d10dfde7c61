"""What strangers, disks and crashes do to the window: it says so in a sentence and goes on."""

import os
import signal
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from core.contract.errors import DiskFull
from core.files import folders
from core.files.catalogue import folder_list
from desktop import settings as keys
from desktop.canvas.pictures import png_bytes
from desktop.engine.client import CLOSE_MS, KILL_MS, TERMINATE_MS
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.wording.parts import UNBROKEN

NOTHING = Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


def idle(window):
    return not window.states.jobs.running and window.states.jobs.waiting == 0


def gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def drop(window, *, paths=(), text=None, link=None, packed=None):
    """Let go of something over the canvas; whether it was taken."""
    mime = QMimeData()
    links = [QUrl.fromLocalFile(str(path)) for path in paths]
    if link is not None:
        links.append(QUrl(link))
    if links:
        mime.setUrls(links)
    if text is not None:
        mime.setText(text)
    if packed is not None:  # as browsers offer a picture: its file's content
        mime.setData("image/png", packed)
        mime.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    place, copy = QPointF(100, 100), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place.toPoint(), copy, mime, NOTHING, PLAIN)
    QApplication.sendEvent(window.page.canvas, enter)
    event = QDropEvent(place, copy, mime, NOTHING, PLAIN)
    QApplication.sendEvent(window.page.canvas, event)
    return enter.isAccepted() and event.isAccepted()


def said(qtbot, window):
    """The sentence in the bar, once there is one."""
    bar = window.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None, timeout=5000)
    text = bar.message().text
    bar.close_message()
    return text


def header_of(width, height):
    """A PNG that says it is enormous and holds nothing."""
    data = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + data
    crc = struct.pack(">I", zlib.crc32(chunk))
    end = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(data)) + chunk + crc + end


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("<b>a</b>.png", b"\x89PNG\r\n\x1a\n broken", "“<b>a</b>.png” is damaged"),
        ("huge.png", header_of(40_000, 40_000), "“huge.png” is too large: 40000 × 40000 px"),
        ("scan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“scan.svg” cannot be opened"),
        ("turns.gif", b"GIF89a" + bytes(20), "it looks like GIF"),
        ("notes.png", b"only words", "“notes.png” cannot be opened: it looks like text"),
        ("empty.png", b"", "it looks like an empty file"),
    ],
)
def test_files_that_are_no_pictures(qtbot, open_window, tmp_path, name, content, sentence):
    window = open_window()
    path = tmp_path / name.replace("/", "∕")
    path.write_bytes(content)
    assert drop(window, paths=[path])
    assert sentence.replace("/", "∕") in said(qtbot, window)
    assert window.page.canvas.picture() is None
    assert window.states.generation.start_from == "words"


def test_pictures_that_another_program_packed(qtbot, open_window):
    window = open_window()
    assert drop(window, packed=png_bytes(QImage(40, 30, QImage.Format.Format_RGB32)))
    qtbot.waitUntil(lambda: window.page.canvas.picture() is not None)
    assert window.page.canvas.picture().image.size().toTuple() == (40, 30)
    assert drop(window, packed=b"\x89PNG\r\n\x1a\n broken")
    assert "is damaged" in said(qtbot, window)


def test_no_room_for_a_packed_picture(qtbot, open_window, monkeypatch):
    window = open_window()

    def full(_data):
        raise DiskFull("/cache", 10, 0)

    monkeypatch.setattr(window.starts, "put_packed", full)
    assert drop(window, packed=b"bytes")
    assert said(qtbot, window).startswith("The disk is full")


def test_folders(qtbot, open_window, tmp_path, make_model):
    window = open_window()
    (tmp_path / "photos").mkdir()
    assert drop(window, paths=[tmp_path / "photos"])
    assert said(qtbot, window).startswith("A folder is no picture")
    other = make_model("dropped", words=None)
    assert drop(window, paths=[other])
    assert "dropped is used where it lies" in said(qtbot, window)
    assert window.states.models.current.path == str(other.resolve())
    assert drop(window, paths=[other, tmp_path / "photos"])
    assert said(qtbot, window).startswith("One picture at a time")


def test_texts_and_links(qtbot, open_window):
    window = open_window()
    assert drop(window, text="<b>a fox</b><img src=x>")
    assert window.page.words.words.prompt.toPlainText() == "<b>a fox</b><img src=x>"
    assert drop(window, link="https://example.org/a.png")
    assert "only a link" in said(qtbot, window)
    assert not drop(window, text="x" * 30_000)  # no prompt, and nothing happens
    assert window.states.generation.prompt == "<b>a fox</b><img src=x>"


def test_folders_that_are_no_model_and_models_of_another_family(open_window, make_model, tmp_path):
    window = open_window()
    before = window.states.models.current
    (tmp_path / "photos").mkdir()
    window.verbs.opening.use_model(str(tmp_path / "photos"))
    message = window.page.messages.message()
    assert message.text.startswith("“photos” is not the folder of a model")
    assert [text for text, _run in message.actions] == ["Open a model folder…"]
    window.page.messages.close_message()
    other = make_model("xl")
    index = other / "model_index.json"
    index.write_text(index.read_text().replace("DiffusionPipeline", "Diffusion3Pipeline"))
    window.verbs.opening.use_model(str(other))
    assert "“xl” cannot be used" in window.page.messages.message().text
    assert window.states.models.current == before


@pytest.mark.parametrize(
    ("code", "data", "sentence", "verb"),
    [
        ("DiskFull", {"path": "PICTURES/<u>.png", "needed": 300_000_000, "free": 12_000_000},
         "12 MB are free, 300 MB are needed", "Choose another folder…"),
        ("NotWritable", {"path": "/p", "reason": "read-only"}, "Nothing can be written", "Try again"),
        ("EngineStopped", {"exit_code": -9}, "crashed twice", "Try again"),
        ("ModelNotFound", {"name": "/gone/<b>m</b>", "known": []}, "is not there any more",
         "Open a model folder…"),
        ("NobodyKnows", {"x": 1}, "Something unforeseen", "Try again"),
    ],
)  # fmt: skip
def test_what_the_engine_reports_has_a_sentence_and_a_verb(
    qtbot, open_window, code, data, sentence, verb
):
    pictures = str(folders.pictures())
    data = {k: v.replace("PICTURES", pictures) if k == "path" else v for k, v in data.items()}
    window = open_window(fail={"code": code, "data": data})
    window.states.generation.prompt = "<b>x</b>"
    window.flow.generate()
    bar = window.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None, timeout=10_000)
    assert sentence in bar.message().text.replace(UNBROKEN, " ")
    assert verb in [text for text, _run in bar.message().actions]
    qtbot.waitUntil(lambda: idle(window))
    assert window.states.generation.prompt == "<b>x</b>"


def test_the_pictures_folder_vanishes_and_comes_back(qtbot, open_window, settings):
    settings.put(keys.PROPOSAL_HINT, True)
    window = open_window()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000) as told:
        window.flow.generate()
    qtbot.waitUntil(lambda: idle(window))
    path = Path(told.args[0])
    qtbot.waitUntil(lambda: window.page.canvas._cache.get(str(path)) is not None)
    window.page.canvas.discard()
    path.unlink()
    path.parent.rmdir()
    window.page.canvas._cache.forget(str(path))
    window.page.results.chosen.emit(str(path))
    assert "is not there any more" in said(qtbot, window)
    window.page.results.view.copy(str(path))
    window.page.results.view.viewport().grab()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()


def test_the_engine_killed_while_drawing_and_while_idle(qtbot, open_window, settings):
    settings.put(keys.PROPOSAL_HINT, True)
    window = open_window(steps=60, step_delay=0.02)
    window.flow.generate()
    qtbot.waitUntil(lambda: window.states.jobs.progress().step > 2, timeout=5000)
    with qtbot.waitSignal(window.flow.drawn, timeout=20_000):
        os.kill(window.client.process_id, signal.SIGKILL)
    assert "started again" in said(qtbot, window)
    qtbot.waitUntil(lambda: idle(window))
    with qtbot.waitSignal(window.client.ready, timeout=10_000):
        os.kill(window.client.process_id, signal.SIGKILL)
    assert window.page.messages.message() is None  # nothing was lost, so nothing is said
    with qtbot.waitSignal(window.flow.drawn, timeout=20_000):
        window.flow.generate()


@pytest.mark.parametrize("script", [{"steps": 900, "step_delay": 0.02}, {"hang_at": 2}])
def test_closed_while_drawing_it_is_gone_within_four_seconds(qtbot, open_window, settings, script):
    assert (
        CLOSE_MS + TERMINATE_MS + KILL_MS < 4000
    )  # all that is waited for; the machine may be busy
    window = open_window(**script)
    window.states.generation.prompt = "a swan"
    window.resize(1111, 777)
    window.flow.generate()
    qtbot.waitUntil(lambda: window.states.jobs.progress().step >= 1, timeout=5000)
    process = window.client.process_id
    window.close()
    assert window.isHidden()
    assert gone(process)
    stored = Settings(settings.file)
    assert stored.get(keys.GENERATION)["prompt"] == "a swan"
    assert len(stored.get(keys.GEOMETRY)) > 0


def test_closing_does_not_mind_that_somebody_cleaned_up(open_window, own_folders):
    window = open_window()
    image = window.page.canvas.grab().toImage()
    path = Path(window.starts.put(image))
    path.unlink()
    assert Path(window.starts.put(image)).is_file()
    path.unlink()
    window.close()
    assert window.isHidden()


def test_a_damaged_settings_file_is_told_and_the_start_goes_on(qtbot, start_client, own_folders):
    path = own_folders / "config" / "desktop.ini"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\x00\xff no settings at all\n" * 30)
    settings = Settings()
    window = MainWindow(start_client(wait=False), settings)
    qtbot.addWidget(window)
    message = window.page.messages.message()
    assert "were damaged" in message.text
    assert [text for text, _run in message.actions] == ["Show in folder"]
    assert path.with_name("desktop.ini.damaged").is_file()
    assert window.page.card() is not None
    window.close()
    assert Settings().problem == ""


def test_settings_of_the_right_type_and_no_sense(open_window, settings):
    for setting, value in (
        (keys.GEOMETRY, b"nonsense"), (keys.SPLITTER, b"nonsense"), (keys.SCHEME, "purple"),
        (keys.PICTURES, "/no\0name"), (keys.CANVAS_PICTURE, "/no\0name"), (keys.MODEL, "\0"),
        (keys.START_FROM, "picture"), (keys.MEASURED, {"x": "y", "a|b": [1, 2, 3, 4, -5]}),
        (keys.GENERATION, {"prompt": 5, "steps": "x", "own_size": [[]], "sampler": {}, "seed": -1}),
    ):  # fmt: skip
        settings.put(setting, value)
    window = open_window()
    assert window.states.generation.prompt == ""
    assert window.states.generation.start_from == "words"
    assert window.isVisible()


def test_the_model_that_was_in_use_is_away(qtbot, open_window, settings, make_model, tmp_path):
    away = tmp_path / "<b>away</b>"
    one = make_model().resolve()
    folder_list.add(away)
    folder_list.add(one)
    settings.put(keys.MODEL, str(away))
    window = open_window()
    message = window.page.messages.message()
    assert "is not there any more" in message.text
    assert "is used meanwhile" in message.text
    verbs = dict(message.actions)
    assert list(verbs) == ["Look again", "Open a model folder…", "Forget it"]
    window.page.messages.close_message()
    verbs["Look again"]()
    assert window.page.messages.message() is not None  # still away
    window.page.messages.close_message()
    verbs["Forget it"]()
    assert folder_list.read() == (str(one),)
    assert window.page.messages.message() is None


def test_a_place_on_a_monitor_that_is_gone(qtbot, open_window):
    first = open_window()
    first.move(9000, 7000)
    first.close()
    second = open_window()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    seen = screen.intersected(second.frameGeometry())
    assert seen.width() >= 200
    assert seen.height() >= 200
    assert screen.top() <= second.frameGeometry().top() < screen.bottom() - 40
