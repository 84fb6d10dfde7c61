"""Widths and folding of the Create page."""

from PySide6.QtCore import Qt


def test_a_double_click_on_a_splitter_brings_the_widths_back(qtbot, open_window):
    page = open_window().page
    fresh = page.splitter.sizes()
    assert fresh[0] == page.words.needed_width()
    assert fresh[2] == 200
    page.splitter.setSizes([470, 500, 250])
    assert page.splitter.sizes() != fresh
    qtbot.mouseDClick(page.splitter.handle(1), Qt.MouseButton.LeftButton)
    assert page.splitter.sizes() == fresh


def test_widths_are_kept(open_window):
    page = open_window().page
    page.splitter.setSizes([460, 500, 240])
    left = page.splitter.sizes()
    saved = page.saved_widths()
    page.reset_widths()
    page.restore_widths(saved)
    assert page.splitter.sizes() == left
    page.restore_widths(b"nonsense")
    assert page.splitter.sizes() == left


def test_a_large_window_gives_two_wide_columns(open_window):
    page = open_window(size=(1800, 900)).page
    assert page.splitter.sizes()[2] == 360


def test_the_card_stands_in_the_middle_of_the_canvas(qtbot, open_window):
    window = open_window()
    card = window.page.show_card()
    window.resize(1500, 900)
    qtbot.waitUntil(
        lambda: abs(card.geometry().center().x() - window.page.canvas.rect().center().x()) <= 1
    )
    assert window.page.show_card() is card
    card.started.emit()
    assert window.page.card() is None
