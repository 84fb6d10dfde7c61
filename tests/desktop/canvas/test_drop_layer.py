"""Dragging onto the canvas: zones, what is told after the drop, and the same for the clipboard."""

import warnings

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop.canvas.drop_layer import DropLayer

MOVE_OR_COPY = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
REST = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def host(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show()
    return widget


@pytest.fixture
def layer(host):
    return DropLayer(host)


@pytest.fixture
def told(layer):
    """Everything the layer says, as (signal's name, *arguments)."""
    heard = []
    layer.picture_dropped.connect(lambda path: heard.append(("picture", path)))
    layer.packed_dropped.connect(lambda data: heard.append(("packed", data)))
    layer.model_dropped.connect(lambda path: heard.append(("model", path)))
    layer.pixels_dropped.connect(lambda image: heard.append(("pixels", image.size().toTuple())))
    layer.text_dropped.connect(lambda text: heard.append(("text", text)))
    layer.refused.connect(lambda code, data: heard.append(("refused", code, data)))
    return heard


def file_mime(*names) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    return mime


def send(host, kind, mime, x=150, y=100):
    with warnings.catch_warnings():  # tests must use constructors that are none of our business
        warnings.simplefilter("ignore", DeprecationWarning)
        place = QPointF(x, y) if kind is QDropEvent else QPoint(x, y)
        event = kind(place, MOVE_OR_COPY, mime, *REST)
    event.ignore()
    QApplication.sendEvent(host, event)
    return event


def test_a_picture_shows_its_zone_and_is_told_only_after_the_drop(host, layer, told):
    mime = file_mime("/nowhere/photo.jpg")  # never opened
    event = send(host, QDragEnterEvent, mime)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert layer.isVisible()
    assert layer.geometry() == host.rect()
    assert layer.zone().title == "Start from it"
    send(host, QDragMoveEvent, mime)
    assert told == []
    event = send(host, QDropEvent, mime)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert told == [("picture", "/nowhere/photo.jpg")]
    assert layer.reason() == "drop"
    assert not layer.isVisible()


def test_the_zone_lights_up_under_the_pointer(host, layer):
    mime = file_mime("/photo.jpg")
    send(host, QDragEnterEvent, mime, 1, 1)
    pale = layer.grab().toImage()
    send(host, QDragMoveEvent, mime, 150, 100)
    lit = layer.grab().toImage()
    send(host, QDragMoveEvent, mime, 2, 2)
    assert pale != lit
    assert layer.grab().toImage() == pale


def test_leaving_takes_the_zone_away(host, layer, told):
    send(host, QDragEnterEvent, file_mime("/photo.jpg"))
    QApplication.sendEvent(host, QDragLeaveEvent())
    assert not layer.isVisible()
    assert told == []


def test_text_has_another_zone(host, layer, told):
    mime = QMimeData()
    mime.setText("a swan")
    send(host, QDragEnterEvent, mime)
    assert layer.zone().title == "Use as prompt"
    send(host, QDropEvent, mime)
    assert told == [("text", "a swan")]


def test_a_model_file_has_a_zone_of_its_own(host, layer, told):
    mime = file_mime("/models/dream.safetensors")
    send(host, QDragEnterEvent, mime)
    assert layer.zone().title == "Draw with this model"
    send(host, QDropEvent, mime)
    assert told == [("model", "/models/dream.safetensors")]


def test_what_is_refused_shows_no_zone_and_is_told_after_the_drop(host, layer, told):
    mime = file_mime("/a.png", "/b.png")
    assert send(host, QDragEnterEvent, mime).isAccepted()
    assert not layer.isVisible()
    assert told == []
    send(host, QDropEvent, mime)
    assert told == [("refused", "SeveralPictures", {"count": 2})]


def test_what_means_nothing_is_not_accepted(host, layer, told):
    mime = QMimeData()
    mime.setData("application/x-thing", b"1")
    assert not send(host, QDragEnterEvent, mime).isAccepted()
    assert not send(host, QDropEvent, mime).isAccepted()
    assert told == []


def test_the_layer_follows_its_host(host, layer):
    host.resize(500, 400)
    assert layer.size() == host.size()


@pytest.fixture
def clipboard(qapp):
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def test_pixels_are_pasted(layer, told, clipboard):
    clipboard.setImage(QImage(20, 10, QImage.Format.Format_RGB32))
    layer.paste()
    assert told == [("pixels", (20, 10))]
    assert layer.reason() == "paste"


def test_files_and_words_are_pasted(layer, told, clipboard):
    clipboard.setMimeData(file_mime("/photo.jpg"))
    layer.paste()
    clipboard.setText("a swan")
    layer.paste()
    assert told == [("picture", "/photo.jpg"), ("text", "a swan")]


def test_an_empty_clipboard_gets_a_sentence(layer, told, clipboard):
    clipboard.clear()
    layer.paste()
    assert told == [("refused", "NothingToPaste", {})]


def test_pixels_that_cannot_be_had_get_a_sentence(layer, told, clipboard):
    mime = QMimeData()
    mime.setImageData(QImage())
    clipboard.setMimeData(mime)
    layer.paste()
    assert told[0][0] == "refused"


def test_packed_pictures_are_handed_on_unopened(host, layer, told):
    mime = QMimeData()
    mime.setData("image/png", b"a stranger's bytes")
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    send(host, QDragEnterEvent, mime)
    assert layer.isVisible()
    send(host, QDropEvent, mime)
    assert told == [("packed", b"a stranger's bytes")]
