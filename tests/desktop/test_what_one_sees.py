"""Questions one asks of a screenshot, asked of the real window in every state that matters.

Clipped texts, names and tooltips of buttons, why something is disabled, the one focus ring, the one
accented button, plain text: each as a rule over all widgets, so that a new one is held to it.
"""

import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from desktop import settings as keys
from desktop.panels.results_strip import ResultsView
from desktop.roles import DARK, LIGHT, contrast
from desktop.widgets.elided_label import ElidedLabel

FAIL = {"code": "OutOfMemory", "data": {"device": "cpu", "needed": 7_900_000_000, "free": 5}}
SMALL, USUAL, LARGE = (960, 600), (1280, 800), (2560, 1440)


def shown(window, *kinds):
    found = [widget for kind in kinds for widget in window.findChildren(kind)]
    return [w for w in found if w.isVisible() and not w.visibleRegion().isEmpty()]


def named(widget):
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} {widget.accessibleName() or text!r}"


@pytest.fixture
def state(qtbot, own_theme, settings, open_window):
    """A function: name of a state → the window in it, with our colours and sheet."""
    own_theme.apply("light")

    def make(name, size=USUAL):
        if name == "first run":
            settings.put(keys.WELCOMED, False)
        window = open_window(size=size, **({"fail": FAIL} if name == "error" else {"steps": 3}))
        page = window.page
        if name == "proposal":
            with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
                window.flow.generate()
            qtbot.waitUntil(lambda: not window.states.jobs.running)
        elif name == "picture":
            image = QImage(40, 30, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.darkCyan)
            page.canvas.start_from_image(image, "drop")
            window.states.generation.shape = "own"
            page.words.more.choose(True)
        elif name == "error":
            window.flow.generate()
            qtbot.waitUntil(lambda: page.messages.message() is not None, timeout=10_000)
        elif name == "keys":
            window.keys_card.toggle()
        qtbot.wait(50)
        return window

    return make


STATES = ["first run", "empty", "proposal", "picture", "error", "keys"]


# --- layout ---------------------------------------------------------------------------------------


def clipped(window):
    """Texts that do not fit and that no tooltip has in full."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # of a text that just came
    found = []
    for label in shown(window, QLabel):
        wraps = label.wordWrap()
        tall = label.heightForWidth(label.width()) if wraps else label.sizeHint().height()
        fits = label.height() >= tall and (wraps or label.width() >= label.sizeHint().width())
        if label.text() and not fits and label.text() not in label.toolTip():
            found.append(label)
    for button in shown(window, QAbstractButton):
        text = button.text().replace("&&", "&")
        room = button.width() - (button.iconSize().width() if not button.icon().isNull() else 0)
        if button.property("flat"):  # its icon stands above the word
            room = button.width()
        fits = button.fontMetrics().horizontalAdvance(text) <= room
        if text and not fits and text not in button.toolTip():
            found.append(button)
    for box in shown(window, QComboBox):
        room = box.width() - 24 - 10 - (0 if box.itemIcon(box.currentIndex()).isNull() else 24)
        wide = box.fontMetrics().horizontalAdvance(box.currentText())
        if wide > room and box.currentText() not in box.toolTip():
            found.append(box)
    for field in shown(window, QLineEdit):
        text = field.text() or field.placeholderText()
        if field.fontMetrics().horizontalAdvance(text) > field.width() - 24:
            found.append(field)
    found += [
        label
        for label in shown(window, ElidedLabel)
        if label.shown_text() != label.text() and not label.toolTip()
    ]
    return [named(widget) for widget in found]


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", [SMALL, USUAL])
def test_nothing_is_clipped_in_a_language_40_percent_longer_at_15_px(
    state, longer, qapp, name, size
):
    font = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(15 * 72 / 96)
    qapp.setFont(larger)
    try:
        assert clipped(state(name, size)) == []
    finally:
        qapp.setFont(font)


def test_the_rule_about_clipping_can_fail(state):
    window = state("empty")
    label = QLabel("a text that is far too long", window)
    label.setGeometry(0, 0, 30, 20)
    label.show()
    assert clipped(window) == [named(label)]


def broken_rules(window):
    """What in this window breaks a rule that holds in every state."""
    page, buttons = window.page, shown(window, QAbstractButton)
    area = {part: part.width() * part.height() for part in (page.canvas, page.words, page.results)}
    if max(area, key=area.__getitem__) is not page.canvas:
        yield "the picture is not the largest thing"
    for button in (page.words.foot.generate, page.words.foot.stop):
        corner = button.mapTo(window, QRect().topLeft())
        if not window.rect().contains(QRect(corner, button.size())):
            yield f"{named(button)} is not seen"
    if len([button for button in buttons if button.property("primary")]) != 1:
        yield "not exactly one button is accented"
    for button in buttons:
        if not (button.accessibleName() or button.text()):
            yield f"{named(button)} has no spoken name"
        if not button.text() and not button.toolTip():
            yield f"{named(button)} does not say what it does"
    fields = shown(window, QLineEdit, QPlainTextEdit, QComboBox, QSlider, ResultsView)
    for field in fields:
        if not field.accessibleName():
            yield f"{named(field)} has no spoken name"
    for widget in (*buttons, *fields):
        if not widget.isEnabled() and not widget.toolTip():
            yield f"{named(widget)} does not say why it is disabled"


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_every_state_keeps_the_rules(state, name, size):
    assert list(broken_rules(state(name, size))) == []


def test_the_rules_can_be_broken(state):
    window = state("empty")
    window.page.words.foot.set_primary(False)
    window.page.words.words.negative.setEnabled(False)
    window.page.words.words.negative.setToolTip("")
    window.page.words.seed.dice.setAccessibleName("")
    told = " ".join(broken_rules(window))
    for part in ("accented", "no spoken name", "why it is disabled"):
        assert part in told


def test_names_and_fields_share_their_left_edge(state):
    window = state("picture")
    words = window.page.words
    parts = [
        words.model.picker, words.words.prompt, words.words.negative, words.start.choice,
        words.start.strength, words.numbers.guidance, words.numbers.steps, words.size_section.label,
        words.seed.label, words.more.sampler.parentWidget(), words.foot.promise_line, words.foot.generate,
    ]  # fmt: skip
    assert len({part.mapTo(window, QRect().topLeft()).x() for part in parts}) == 1
    rights = [words.model.picker, words.words.prompt, words.start.choice, words.numbers.steps]
    assert len({part.mapTo(window, part.rect().topRight()).x() for part in rights}) == 1


# --- reading --------------------------------------------------------------------------------------


def test_tooltips_name_the_keys_there_are(state):
    window = state("proposal")
    foot, bar = window.page.words.foot, window.page.canvas.findChild(QWidget, "proposals")
    assert "Ctrl+Enter" in foot.generate.toolTip()
    window.states.jobs.running = True
    assert "Esc" in foot.stop.toolTip()
    window.states.jobs.running = False
    tips = " ".join(button.toolTip() for button in bar.findChildren(QAbstractButton))
    assert all(f"({key})" in tips for key in ("Enter", "Del"))


def test_tags_in_words_files_and_models_are_text(qtbot, state, make_model, tmp_path):
    window = state("empty")
    folder = make_model("<b>bold</b> & <img src=x>".replace("/", "∕"), words=("a",))
    window.verbs.opening.use_model(str(folder))
    window.states.generation.prompt = "a <b>swan</b>"
    broken = tmp_path / "<i>no picture<i>.png"
    broken.write_text("nothing")
    window.page.messages.close_message()
    window.page.canvas.start_from(str(broken), "open")
    qtbot.waitUntil(lambda: window.page.messages.message() is not None, timeout=5000)
    for label in window.findChildren(QLabel):
        assert not label.text() or label.textFormat() == Qt.TextFormat.PlainText, named(label)
    for widget in window.findChildren(QWidget):
        tip = re.sub(r"</?qt>|<br>", "", widget.toolTip())
        assert "<" not in tip, named(widget)
    assert "<b>bold" in window.page.words.model.picker.currentText()
    assert window.page.words.words.prompt.toPlainText() == "a <b>swan</b>"
    assert "<i>" in window.page.messages.message().text


# --- colour ---------------------------------------------------------------------------------------


def focusable(window):
    wanted = Qt.FocusPolicy.TabFocus
    return [
        w
        for w in window.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & wanted and w.focusProxy() is None
        and not w.visibleRegion().isEmpty()
    ]  # fmt: skip


def grey(image: QImage) -> np.ndarray:
    """(height, width) of 0 … 255."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(bytes(image.constBits()), np.uint8)
    return lines.reshape(image.height(), image.bytesPerLine())[:, : image.width()].astype(int)


def changed_part(one: QImage, other: QImage) -> QRect:
    """The rectangle round all pixels in which two pictures differ."""
    rows, columns = np.nonzero(grey(one) != grey(other))
    if not rows.size:
        return QRect()
    left, top = int(columns.min()), int(rows.min())
    return QRect(left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("first run", "light"), ("proposal", "dark"), ("picture", "light"), ("error", "dark")],
)
def test_the_focus_ring_is_seen_on_one_widget_only(qtbot, state, own_theme, name, scheme):
    window = state(name)
    own_theme.apply(scheme)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    before, left = window.grab().toImage(), QRect()
    for widget in focusable(window):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert window.focusWidget() is widget
        now = window.grab().toImage()
        place = QRect(widget.mapTo(window, QRect().topLeft()), widget.size())
        gone, come = changed_part(before.copy(left), now.copy(left)), changed_part(before, now)
        assert place.united(left).contains(come), f"{named(widget)}: {come} outside {place}"
        ring = changed_part(before.copy(place), now.copy(place))
        assert min(ring.width(), ring.height()) >= 16, f"{named(widget)}: {ring} is no ring"
        assert left.isNull() or gone.isValid(), f"a ring stays before {named(widget)}"
        before, left = now, place


def test_icons_have_the_texts_colour_in_both_themes(state, own_theme):
    window = state("empty")
    for scheme, roles in (("light", LIGHT), ("dark", DARK)):
        own_theme.apply(scheme)
        for button in shown(window, QAbstractButton):
            if button.icon().isNull() or not button.isEnabled():
                continue
            for ratio in (1.0, 2.0):
                image = button.icon().pixmap(button.iconSize(), ratio).toImage()
                assert image.width() == round(button.iconSize().width() * ratio)
                whole = image.convertToFormat(QImage.Format.Format_ARGB32)
                ink = np.frombuffer(bytes(whole.constBits()), np.uint8).reshape(-1, 4)
                solid = np.unique(ink[ink[:, 3] == 255][:, 2::-1], axis=0)
                colours = ["#{:02X}{:02X}{:02X}".format(*colour) for colour in solid.tolist()]
                assert all(contrast(c, roles.text) < 1.05 for c in colours), named(button)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_checked_segment_is_told_without_colour(state, own_theme, scheme):
    window = state("picture")
    own_theme.apply(scheme)
    choice = window.page.words.start.choice
    seen = grey(choice.grab().toImage())

    def line(key):
        """The grey under the text."""
        box = choice.button(key).geometry()
        return seen[box.bottom() - 2, box.center().x()]

    assert abs(line("picture") - line("words")) >= 60
    assert choice.button("picture").font().weight() >= choice.button("words").font().weight()


# --- states ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "size"), [("empty", SMALL), ("proposal", USUAL)])
def test_a_disabled_menu_entry_says_why(state, name, size):
    window = state(name, size)
    for menu in window.actions_table.menus.values():
        assert menu.toolTipsVisible()
        for action in menu.actions():
            if action.isVisible() and not action.isEnabled() and not action.isSeparator():
                assert action.toolTip().endswith("."), action.text()
    window.actions_table["canvas_only"].trigger()
    assert "F11" in window.actions_table["words"].toolTip()


def test_a_changed_setting_that_is_folded_is_counted(state):
    window = state("empty")
    window.states.generation.schedule = "karras"
    assert "1 changed" in window.page.words.more.button.text()
