"""The words panel as a whole: width, order, names, and what it passes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QScrollArea

from desktop.panels.words_panel import EDGE, GUTTER, LEAST, MOST, WordsPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot, state, models, jobs, promise):
    made = WordsPanel(state, models, jobs, promise)
    qtbot.addWidget(made)
    made.resize(LEAST, 800)
    made.show()
    return made


def test_generate_stays_in_sight_and_alone_is_accented(panel):
    panel.resize(LEAST, 540)
    button = panel.foot.generate
    assert panel.rect().contains(button.geometry().translated(panel.foot.pos()))
    accented = [b for b in panel.findChildren(QAbstractButton) if b.property("primary")]
    assert accented == [button]


def test_what_its_sections_ask_is_passed_on(panel, qtbot):
    with qtbot.waitSignal(panel.generate_asked):
        qtbot.mouseClick(panel.foot.generate, LEFT)
    with qtbot.waitSignal(panel.generate_asked):
        qtbot.keyClick(panel.words.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(panel.stop_asked):
        panel.foot.stop_asked.emit()
    with qtbot.waitSignal(panel.open_model_asked):
        panel.model.folder_asked.emit()
    with qtbot.waitSignal(panel.open_file_asked):
        panel.model.file_asked.emit()
    with qtbot.waitSignal(panel.download_asked):
        panel.model.download_asked.emit()


def test_the_fields_do_not_move_when_the_scroll_bar_comes(panel, qtbot):
    area = panel.findChild(QScrollArea)
    panel.resize(LEAST, 1200)
    assert not area.verticalScrollBar().isVisible()
    wide = panel.words.prompt.width()
    panel.resize(LEAST, 300)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    bar = area.verticalScrollBar().width()  # GUTTER px with the sheet
    qtbot.waitUntil(lambda: panel.words.prompt.width() == wide - max(0, bar - GUTTER))
    assert wide == LEAST - 2 * EDGE


def test_everything_has_a_name_and_icons_a_tooltip(panel):
    for field in panel.findChildren(QLineEdit) + panel.findChildren(QPlainTextEdit):
        assert field.accessibleName(), field
    for button in panel.findChildren(QAbstractButton):
        assert button.text() or (button.accessibleName() and button.toolTip()), button
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("factor", [1.0, 1.25])
def test_the_width_follows_the_type_within_bounds(
    qapp, qtbot, state, models, jobs, promise, factor
):
    font = QFont(qapp.font())
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * factor)
    qapp.setFont(larger)
    try:
        made = WordsPanel(state, models, jobs, promise)
        qtbot.addWidget(made)
        assert LEAST <= made.needed_width() <= MOST
        made.resize(made.needed_width(), 800)
        made.show()
        content = made._content
        assert content.width() >= content.minimumSizeHint().width()
    finally:
        qapp.setFont(font)
