"""The system's file dialogs are asked with what the page says."""

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.dialogs.files import FileDialogs


def test_pictures_of_the_formats_that_can_be_opened(qtbot, monkeypatch):
    host = QWidget()
    qtbot.addWidget(host)
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *given: asked.append(given) or ("/a/b.png", "")
    )
    assert FileDialogs(host).open_picture("Open", "Pictures", "/a") == "/a/b.png"
    assert asked[0][1:3] == ("Open", "/a")
    for ending in ("png", "jpg", "webp", "tiff", "bmp", "heic"):
        assert f"*.{ending}" in asked[0][3]


def test_a_folder(qtbot, monkeypatch):
    host = QWidget()
    qtbot.addWidget(host)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: "")
    assert FileDialogs(host).choose_folder("Choose", "/") == ""


def test_a_model_file(qtbot, monkeypatch):
    host = QWidget()
    qtbot.addWidget(host)
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *given: asked.append(given) or ("", "")
    )
    assert FileDialogs(host).open_model("Open", "Models", "/m") == ""
    assert asked[0][1:] == ("Open", "/m", "Models (*.safetensors *.ckpt *.pt *.bin)")


def test_where_a_picture_is_saved_ends_in_png(qtbot, monkeypatch):
    host = QWidget()
    qtbot.addWidget(host)
    for chosen, expected in (("/a/b", "/a/b.png"), ("/a/b.PNG", "/a/b.PNG"), ("", "")):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_given, chosen=chosen: (chosen, "")
        )
        assert FileDialogs(host).save_picture("Save", "Picture", "/a") == expected
