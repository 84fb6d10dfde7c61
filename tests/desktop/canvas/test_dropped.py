"""What a drag or the clipboard holds, as the canvas understands it."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from desktop.canvas.dropped import (
    TEXT_MAX,
    Encoded,
    ModelFile,
    PictureFile,
    Pixels,
    Refused,
    Words,
    accept_local_files,
    accept_picture_file,
    look_at,
    pixels_of,
)


def mime(*, urls=(), text=None, image=None) -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    if text is not None:
        data.setText(text)
    if image is not None:
        data.setImageData(image)
    return data


def small() -> QImage:
    return QImage(4, 4, QImage.Format.Format_RGB32)


def test_one_local_file_is_a_picture_whatever_its_name():
    assert look_at(mime(urls=["file:///home/me/a%20b.JPG"])) == PictureFile("/home/me/a b.JPG")
    assert look_at(mime(urls=["file:///m/a.SafeTensors"])) == ModelFile("/m/a.SafeTensors")
    assert look_at(mime(urls=["file:///home/me/noname"])) == PictureFile("/home/me/noname")


def test_several_files_get_a_sentence():
    found = look_at(mime(urls=["file:///a.png", "file:///b.png"]))
    assert found == Refused("SeveralPictures", {"count": 2})


@pytest.mark.parametrize(("name", "kind"), [("a.svg", "SVG"), ("a.SVGZ", "SVG"), ("b.pdf", "PDF")])
def test_drawings_and_documents_get_a_sentence(name, kind):
    found = look_at(mime(urls=[f"file:///{name}"]))
    assert found == Refused("PictureUnsupported", {"path": f"/{name}", "format": kind})


def test_a_file_counts_before_its_pixels_and_pixels_before_a_link():
    assert look_at(mime(urls=["file:///a.png"], image=small())) == PictureFile("/a.png")
    assert look_at(mime(urls=["https://x.org/a.png"], image=small())) == Pixels()


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp"])
def test_what_another_program_packed_is_not_for_qt_to_open(kind):
    data = mime()
    data.setData("image/svg+xml", b"<svg/>")
    data.setData(kind, b"bytes")
    data.setImageData(small())
    assert look_at(data) == Encoded(kind)


def test_a_packed_picture_of_another_kind_gets_a_sentence():
    data = mime(image=small())
    data.setData("image/svg+xml", b"<svg/>")
    assert look_at(data) == Refused("PictureUnsupported", {"path": "", "format": "SVG+XML"})


def test_a_link_alone_is_never_fetched():
    link = "https://x.org/a.png"
    assert look_at(mime(urls=[link])) == Refused("LinkOnly", {"link": link})
    assert look_at(mime(text=f" {link}\n")) == Refused("LinkOnly", {"link": link})


def test_text_becomes_words():
    assert look_at(mime(text=" a swan \n")) == Words("a swan")
    assert look_at(mime(text="see https://x.org for a swan")) == Words(
        "see https://x.org for a swan"
    )


@pytest.mark.parametrize("text", ["", "  \n", "x" * (TEXT_MAX + 1)])
def test_no_text_or_too_much_means_nothing(text):
    assert look_at(mime(text=text)) is None


def test_unknown_or_no_data_means_nothing():
    assert look_at(None) is None
    data = QMimeData()
    data.setData("application/x-thing", b"1")
    assert look_at(data) is None


def test_pixels_are_taken_out_only_where_there_are_some():
    assert pixels_of(mime(image=small())).size().toTuple() == (4, 4)
    assert pixels_of(mime(text="a swan")) is None


def drop_of(data: QMimeData) -> QDropEvent:
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    nothing = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    event = QDropEvent(QPointF(1, 1), both, data, *nothing)
    event.ignore()
    return event


def test_a_dropped_picture_file_is_taken_as_a_copy(qapp):
    data = mime(urls=["file:///home/me/cat.jpg"])
    event = drop_of(data)
    assert accept_picture_file(event) == "/home/me/cat.jpg"
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction


@pytest.mark.parametrize(
    "data", [mime(text="a swan"), mime(urls=["file:///a.safetensors"]), mime(image=small())]
)
def test_anything_else_is_left_to_others(qapp, data):
    event = drop_of(data)
    assert accept_picture_file(event) == ""
    assert not event.isAccepted()


def test_files_and_folders_of_this_computer_are_taken_as_copies_and_links_are_not(qapp):
    data = mime(urls=["file:///a", "https://example.org/b", "file:///c.png"])
    event = drop_of(data)
    assert accept_local_files(event) == ["/a", "/c.png"]
    assert event.dropAction() == Qt.DropAction.CopyAction
    data = mime(urls=["https://example.org/b"])
    link = drop_of(data)
    assert accept_local_files(link) == []
    assert not link.isAccepted()
