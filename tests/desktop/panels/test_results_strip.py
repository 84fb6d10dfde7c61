"""The results strip: choosing, copying, dragging, the menu, and what an empty one says."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QDrag,
    QGuiApplication,
    QImage,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtTest import QTest

from desktop.panels import results_strip
from desktop.panels.results_strip import ResultsStrip

ROLE = 300
# What the offscreen platform has not, and no window of ours needs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def paths(tmp_path) -> list[str]:
    made = []
    for name in ("red", "lime", "blue"):
        image = QImage(32, 32, QImage.Format.Format_RGB32)
        image.fill(QColor(name))
        made.append(str(tmp_path / f"{name}.png"))
        assert image.save(made[-1])
    return made


def model_of(paths, parent) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for path in paths:
        item = QStandardItem()
        item.setData(path, ROLE)
        item.setDragEnabled(True)
        model.appendRow(item)
    return model


@pytest.fixture
def strip(qtbot, paths):
    widget = ResultsStrip()
    qtbot.addWidget(widget)
    widget.resize(200, 400)
    widget.set_model(model_of(paths, widget), ROLE)
    widget.show()
    widget.view.setCurrentIndex(widget.view.model().index(1, 0))
    yield widget
    QGuiApplication.clipboard().clear()


def test_enter_and_double_click_choose(strip, paths, qtbot):
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.keyClick(strip.view, Qt.Key.Key_Return)
    assert chosen.args == [paths[1]]
    place = strip.view.visualRect(strip.view.model().index(2, 0)).center()
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [paths[2]]


def test_nothing_selected_chooses_nothing(strip, qtbot):
    strip.view.setCurrentIndex(strip.view.model().index(-1, 0))
    with qtbot.assertNotEmitted(strip.chosen):
        QTest.keyClick(strip.view, Qt.Key.Key_Return)
    assert strip.view.current_path() == ""


def test_copy_takes_file_and_pixels(strip, paths):
    QTest.keyClick(strip.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.urls() == [QUrl.fromLocalFile(paths[1])]
    assert mime.imageData().pixelColor(3, 3) == QColor("lime")


def test_a_drag_carries_the_file_and_only_copies(strip, paths, monkeypatch):
    dragged = []

    def run(drag, actions):
        dragged.append((drag.mimeData().urls(), actions))
        return actions

    monkeypatch.setattr(QDrag, "exec", run)
    strip.view.startDrag(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction)
    assert dragged == [([QUrl.fromLocalFile(paths[1])], Qt.DropAction.CopyAction)]


def test_the_tiles_can_be_dragged(strip):
    assert strip.view.dragEnabled()
    assert strip.view.model().flags(strip.view.model().index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


class Opened(QObject):
    """Stands for the system's file manager."""

    opened = Signal(QUrl)

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.emit(url)


def test_the_menu_starts_copies_and_shows_the_folder(strip, paths, qtbot):
    menu = strip.view.menu_for(paths[0])
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Start from it", "Look inside", "Copy", "Show in folder"]
    with qtbot.waitSignal(strip.start_from) as started:
        actions["Start from it"].trigger()
    assert started.args == [paths[0]]
    with qtbot.waitSignal(strip.view.look_asked) as asked:
        actions["Look inside"].trigger()
    assert asked.args == [paths[0]]
    actions["Copy"].trigger()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.imageData().pixelColor(3, 3) == QColor("red")
    receiver = Opened()
    QDesktopServices.setUrlHandler("file", receiver, "open")
    with qtbot.waitSignal(receiver.opened) as opened:
        actions["Show in folder"].trigger()
    QDesktopServices.unsetUrlHandler("file")
    assert opened.args[0].toLocalFile() == str(results_strip.Path(paths[0]).parent)
    menu.close()


def test_the_menu_belongs_to_a_tile(strip, qtbot):
    strip.view.customContextMenuRequested.emit(QPoint(190, 390))
    assert strip.view.findChildren(results_strip.QMenu) == []
    place = strip.view.visualRect(strip.view.model().index(0, 0)).center()
    strip.view.customContextMenuRequested.emit(place)
    (menu,) = strip.view.findChildren(results_strip.QMenu)
    menu.close()


def test_two_columns_at_every_width(strip, qtbot):
    for width in (200, 280, 360):
        strip.resize(width, 400)
        qtbot.wait(1)
        view = strip.view
        first, second, third = (view.visualRect(view.model().index(row, 0)) for row in range(3))
        assert first.top() == second.top() < third.top()
        assert third.left() == first.left()


def test_an_empty_strip_says_what_comes(qtbot):
    strip = ResultsStrip()
    qtbot.addWidget(strip)
    strip.resize(200, 400)
    strip.show()
    without = strip.grab().toImage()
    strip.set_model(model_of([], strip), ROLE)
    empty = strip.grab().toImage()
    assert without == empty
    strip.set_model(model_of(["/nowhere/a.png"], strip), ROLE)
    assert strip.grab().toImage() != empty


def test_it_has_a_name_for_screen_readers(strip):
    assert strip.view.accessibleName() == "Results"
