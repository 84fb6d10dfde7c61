"""The status strip: sentence, bar, device; at most ten drawings a second."""

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.panels.status_strip import RANGE, StatusStrip


@pytest.fixture
def host(qtbot):
    """A window round the widget: one with size hints of its own would trouble the platform."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def strip(host):
    widget = StatusStrip(host)
    widget.resize(900, 28)
    host.resize(900, 28)
    host.show()
    return widget


def bar(strip) -> QProgressBar:
    return strip.findChild(QProgressBar)


def test_the_first_progress_is_seen_at_once(strip):
    strip.set_progress(0.25, "Drawing · step 5 of 20")
    assert strip.sentence() == "Drawing · step 5 of 20"
    assert bar(strip).isVisible()
    assert bar(strip).value() == RANGE // 4


def test_of_many_the_last_is_seen(strip, qtbot):
    for step in range(50):
        strip.set_progress(step / 100, f"step {step}")
    assert strip.sentence() == "step 0"
    qtbot.waitUntil(lambda: strip.sentence() == "step 49")
    assert bar(strip).value() == round(0.49 * RANGE)


def test_nothing_running_has_no_bar(strip, qtbot):
    strip.set_progress(0.5, "Drawing")
    strip.set_progress(None, "Ready")
    qtbot.waitUntil(lambda: strip.sentence() == "Ready")
    assert not bar(strip).isVisible()


@pytest.mark.parametrize(("fraction", "value"), [(-1.0, 0), (2.0, RANGE)])
def test_the_bar_stays_in_its_range(strip, fraction, value):
    strip.set_progress(fraction, "Drawing")
    assert bar(strip).value() == value


def test_the_sentence_does_not_move_when_the_bar_comes(strip, qtbot):
    strip.set_progress(None, "Ready")
    qtbot.wait(120)
    before = strip.children()[1].geometry()
    strip.set_progress(0.1, "Ready")
    assert strip.children()[1].geometry() == before


def test_the_device_has_a_tooltip(strip):
    strip.set_device("RTX 3060", "12 GB, driver 555")
    label = next(c for c in strip.children() if getattr(c, "role", "") == "second")
    assert label.text() == "RTX 3060"
    assert label.toolTip().endswith("12 GB, driver 555</qt>")


def test_a_long_sentence_is_cut_in_a_narrow_window(strip):
    strip.set_device("RTX 3060")
    strip.resize(420, 28)
    strip.set_progress(0.5, "Drawing 2 of 4 · step 14 of 25 · " + "very " * 20 + "long")
    label = next(c for c in strip.children() if getattr(c, "role", "") == "text")
    assert label.geometry().right() <= bar(strip).geometry().left()
    assert bar(strip).geometry().right() <= 420


def test_the_bar_never_moves_back_while_figures_come_and_go(strip, qtbot):
    places = []
    for text in ("Drawing · step 10 of 25 · about 12 s left", "Drawing · saving", "Ready"):
        strip.set_progress(None if text == "Ready" else 0.5, text)
        qtbot.waitUntil(lambda text=text: strip.sentence() == text)
        qtbot.wait(30)
        places.append(bar(strip).x())
    assert places[0] == places[1]


def test_the_zoom_does_not_move_whatever_comes_beside_it(strip, qtbot):
    before = strip.zoom.geometry()
    assert before.right() > strip.width() - 20
    strip.set_device("RTX 3060")
    qtbot.wait(30)
    strip.zoom.show_zoom(0.05)
    strip.set_progress(0.5, "Drawing · step 10 of 25")
    assert strip.zoom.geometry() == before


TAUGHT = "Teaching sks dog · step 120 of 400 · about 2 min left"


def test_a_training_is_told_where_nothing_else_is(strip, qtbot):
    strip.set_progress(None, "Ready")
    strip.show_training(0.3, TAUGHT)
    qtbot.waitUntil(lambda: strip.sentence() == TAUGHT)
    assert bar(strip).value() == round(0.3 * RANGE)
    with qtbot.waitSignal(strip.training_asked):
        strip.show_it.click()
    for fraction, told in (
        (0.5, "Drawing · step 10 of 25"),
        (None, "Drawn in 3 s and saved"),
        (None, "The drawing engine is starting"),
    ):
        strip.set_progress(fraction, told)
        strip.show_training(0.4, TAUGHT)
        qtbot.waitUntil(lambda told=told: strip.sentence() == told)
        assert bar(strip).isVisible() == (fraction is not None)
        assert not strip.show_it.isVisible()
    strip.set_progress(None, "Ready")
    qtbot.waitUntil(lambda: strip.sentence() == TAUGHT)
    strip.show_training(None, "")
    qtbot.waitUntil(lambda: strip.sentence() == "Ready")
    assert not bar(strip).isVisible()
    assert not strip.show_it.isVisible()


def test_the_strip_is_as_high_with_a_training(strip, host, qtbot):
    strip.set_progress(None, "Ready")
    before = strip.sizeHint().height()
    strip.show_training(None, TAUGHT)
    qtbot.waitUntil(strip.show_it.isVisible)
    assert strip.sizeHint().height() == before
