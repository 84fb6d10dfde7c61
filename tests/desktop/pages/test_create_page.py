"""Widths and folding of the Create page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


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
    assert page.saved_widths() == b""  # nobody moved anything: the window decides
    page.splitter.setSizes([460, 500, 240])
    page.splitter.splitterMoved.emit(460, 1)
    left = page.splitter.sizes()
    saved = page.saved_widths()
    page.reset_widths()
    page.restore_widths(saved)
    assert page.splitter.sizes() == left
    page.restore_widths(b"nonsense")
    assert page.splitter.sizes() == left


def test_a_wide_window_gives_wider_panels_and_takes_them_back(open_window):
    window = open_window(size=(1280, 800))
    page = window.page
    assert page.splitter.sizes()[2] == 200
    window.resize(1600, 900)
    assert page.splitter.sizes()[0] == 400
    assert page.splitter.sizes()[2] == 360
    assert not page.words.more.is_open()  # not high enough for all settings
    window.resize(1280, 800)
    assert page.splitter.sizes()[2] == 200


def test_a_large_window_has_a_high_prompt_more_open_and_two_columns(open_window, own_theme):
    own_theme.apply("light")
    page = open_window(size=(2560, 1440)).page
    assert page.words.words.prompt.height() == 168
    assert page.words.more.is_open()
    tile = page.results.view.itemDelegate().side
    assert 2 * 168 <= 2 * tile <= page.results.view.viewport().width()


def test_widths_that_a_person_chose_stay(qtbot, open_window):
    window = open_window(size=(1500, 800))
    page = window.page
    page.splitter.setSizes([470, 600, 220])
    page.splitter.splitterMoved.emit(470, 1)
    window.resize(1700, 900)
    assert page.splitter.sizes()[0] == 470
    assert page.splitter.sizes()[2] == 220


def test_more_stays_as_it_was_left(open_window):
    window = open_window(size=(2560, 1440))
    more = window.page.words.more
    more.button.click()
    assert not more.is_open()
    window.resize(2000, 1300)
    assert not more.is_open()
    more.choose(None)
    assert more.is_open()


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


def test_the_card_fits_the_smallest_window_with_longer_texts(open_window, longer):
    window = open_window(size=(960, 600))
    card = window.page.show_card()
    assert window.page.canvas.rect().contains(card.geometry())
    card.set_computer(10 * "No graphics card was found. ")
    for label in card.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
