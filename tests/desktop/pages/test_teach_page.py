import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from core.contract.draft import Draft, Teaching
from desktop.pages.teach_page import TeachPage
from desktop.state.training_course import Course

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(qtbot):
    result = TeachPage()
    qtbot.addWidget(result)
    result.resize(1180, 740)
    result.show()
    yield result
    result.checks.stop()


def test_each_view_has_its_entry_and_its_regions(page):
    assert page.entry() is page.list.first
    page.wizard.show_teaching(Teaching("a", Draft()))
    page.show_wizard()
    assert page.entry() is page.wizard.what.cards["pet"]
    assert len(page.regions()) == 4
    page.show_run()
    assert page.shows() is page.run
    page.show_list()
    assert page.shows() is page.list


def test_dropped_files_are_told_and_never_moved(qtbot, page, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg")), QUrl("https://x.example/b.png")])
    enter = QDragEnterEvent(
        QPoint(10, 10), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, mime, LEFT, NONE
    )
    page.dragEnterEvent(enter)
    assert enter.dropAction() is Qt.DropAction.CopyAction
    assert page.hint.isVisible()
    drop = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, LEFT, NONE)
    with qtbot.waitSignal(page.dropped) as told:
        page.dropEvent(drop)
    assert told.args == [[str(tmp_path / "a.jpg")]]
    assert not page.hint.isVisible()


def test_a_message_hides_neither_the_rows_nor_the_buttons_of_the_wizard(page):
    page.wizard.show_teaching(Teaching("a", Draft()))
    page.show_wizard()
    page.messages.show_note("One sentence.")
    bar, following = page.messages.geometry(), page.wizard.next
    assert bar.bottom() < following.mapTo(page, QPoint(0, 0)).y()
    page.show_list()
    assert page.messages.geometry().top() > page.height() / 2


def test_escape_leaves_the_course_of_a_training_and_nothing_else(qtbot, page):
    page.show_run()
    page.run.show_training(
        Teaching("a", Draft(), "paused"), Course(), makes_room=False, learning_bytes=0
    )
    with qtbot.waitSignal(page.run.back_asked):
        qtbot.keyClick(page.run.go_on, Qt.Key.Key_Escape)
    page.show_list()
    with qtbot.assertNotEmitted(page.run.back_asked):
        qtbot.keyClick(page.list.first, Qt.Key.Key_Escape)
