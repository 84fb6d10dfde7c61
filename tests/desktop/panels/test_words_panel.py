"""The words panel and its sections, bound to their state."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit

from core.contract.events import EngineReady, TokenCount
from desktop.panels.words_panel import LEAST, MOST, WordsPanel
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.models_state import ModelsState
from desktop.state.promise import Measured, Promise

LEFT = Qt.MouseButton.LeftButton


class Client(QObject):
    ready = Signal(object)
    heard = Signal(object)

    def submit(self, job):
        self.job = job

    def cancel(self, job):
        pass

    def kill_now(self):
        pass


@pytest.fixture
def parts(qtbot, make_model):
    client, promise = Client(), Promise()
    state, models, jobs = GenerationState(), ModelsState(), JobsState(client, promise)
    folder = make_model(steps=20, guidance_scale=4.5)
    models.load([str(folder), str(make_model("other", words=None))], str(folder.resolve()))
    models.current_changed.connect(lambda info: setattr(state, "model", info))
    state.model = models.current
    panel = WordsPanel(state, models, jobs, promise)
    panel.client = client
    qtbot.addWidget(panel)
    panel.resize(LEAST, 800)
    panel.show()
    return panel, state, models, jobs, promise


def test_the_model_picker_lists_models_and_another_folder(parts, qtbot):
    panel, state, models, _jobs, _promise = parts
    picker = panel.model.picker
    assert picker.currentText() == "tiny · knows 3 words"
    picker.set_value(models.models[-1].path)
    picker.activated.emit(picker.currentIndex())
    assert state.model == models.models[-1]
    with qtbot.waitSignal(panel.open_model_asked):
        picker.activated.emit(picker.count() - 1)
    assert picker.currentData() == models.current.path


def test_words_are_counted_and_checked(parts, qtbot):
    panel, state, *_ = parts
    words = panel.words
    qtbot.keyClicks(words.prompt, "a blue dragon")
    assert state.prompt == "a blue dragon"
    assert words.strange.text() == "1 unknown word"
    assert "dragon" in words.strange.toolTip()
    assert "tiny" in words.strange.toolTip()
    assert [mark.cursor.selectedText() for mark in words.prompt.extraSelections()] == ["dragon"]
    words.show_count(TokenCount("j", 80, 75))
    assert words.counter.text() == "80 / 75"
    assert "left out" in words.counter.toolTip()
    state.prompt = "a swan"
    assert words.strange.isHidden()


def test_braces_in_words_do_no_harm(parts):
    panel, state, *_ = parts
    state.prompt = "{0} {zebra} %s"
    assert "zebra" in panel.words.strange.toolTip()


def test_the_negative_prompt_says_when_it_is_not_read(parts):
    panel, state, *_ = parts
    assert panel.words.negative.isEnabled()
    state.guidance = 1.0
    assert not panel.words.negative.isEnabled()
    assert "guidance 1" in panel.words.negative.toolTip()
    state.guidance = None
    assert panel.words.negative.isEnabled()


def test_start_from_and_strength(parts, qtbot):
    panel, state, *_ = parts
    start = panel.start
    assert not start.choice.button("picture").isEnabled()
    assert "no picture" in start.choice.button("picture").toolTip()
    assert start.strength.isHidden()
    state.picture_arrived((64, 64), "drop")
    assert start.reason.text() == "because you dropped a picture"
    assert not start.strength.isHidden()
    assert "Runs 12 of the 20 steps" in start.strength.slider.toolTip()
    qtbot.mouseClick(start.choice.button("words"), LEFT)
    assert state.start_from == "words"
    assert start.reason.text() == ""


def test_numbers_show_the_models_own_until_moved(parts):
    panel, state, models, *_ = parts
    guidance = panel.numbers.guidance
    assert guidance.field.placeholderText() == "4.5"
    guidance.slider.setValue(20)
    assert state.guidance == 10.0
    models.choose(models.models[-1].path)
    assert state.guidance == 10.0
    assert panel.numbers.steps.field.placeholderText() == str(state.model.preset.steps)


def test_sizes_by_name_and_other_sizes_rounded(parts, qtbot):
    panel, state, *_ = parts
    size = panel.size_section
    texts = [size.picker.itemText(row) for row in range(size.picker.count())]
    assert texts == ["Square 64 × 64", "Portrait 64 × 96", "Landscape 96 × 64", "Other size…"]
    size.picker.value_changed.emit("own")
    size.width_field.selectAll()
    qtbot.keyClicks(size.width_field, "500")
    qtbot.keyClick(size.width_field, Qt.Key.Key_Return)
    assert state.size_now() == (504, 64)
    assert "500 became 504" in size.note.text()
    size.width_field.selectAll()
    qtbot.keyClicks(size.width_field, "5000")
    qtbot.keyClick(size.width_field, Qt.Key.Key_Return)
    assert state.size_now() == (4096, 64)
    assert "5000 became 4096" in size.note.text()
    state.own_size = (504, 64)
    qtbot.mouseClick(size.swap, LEFT)
    assert state.size_now() == (64, 504)
    state.shape = "auto"
    state.picture_arrived((300, 200), "paste")
    assert size.picker.currentText() == "As the picture 80 × 56"


def test_seed_dice_and_lock(parts, qtbot):
    panel, state, *_ = parts
    seed = panel.seed
    assert seed.field.placeholderText() == "new for each picture"
    qtbot.keyClicks(seed.field, "42")
    qtbot.keyClick(seed.field, Qt.Key.Key_Return)
    assert (state.seed, state.seed_locked) == (42, True)
    assert seed.lock.isChecked()
    qtbot.mouseClick(seed.lock, LEFT)
    assert not state.seed_locked
    assert seed.field.text() == ""
    assert seed.field.placeholderText() == "42"
    qtbot.mouseClick(seed.dice, LEFT)
    assert state.seed_locked
    assert seed.field.text() == str(state.seed)


def test_more_settings_count_what_is_changed(parts, qtbot):
    panel, state, *_ = parts
    more = panel.more
    assert not more.is_open()
    with qtbot.waitSignal(more.folded):
        qtbot.mouseClick(more.button, LEFT)
    assert more.is_open()
    assert more.sampler.itemText(0).startswith("The model's: ")
    more.sampler.value_changed.emit("euler")
    assert state.sampler == "euler"
    assert more.button.text() == "More settings · 1 changed"


def test_the_promise_line(parts):
    panel, state, _models, _jobs, promise = parts
    assert "not measured" in panel.foot.promise_line.text()
    promise.learn(state.model.path, Measured(step=100.0, load=0, words=0, rest=0, area=0.004))
    assert panel.foot.promise_line.text().startswith("About")
    state.count = 3
    assert panel.foot.promise_line.text().endswith("for 3 pictures")


def test_stop_is_enabled_only_while_something_runs(parts):
    panel, _state, _models, jobs, _promise = parts
    assert not panel.foot.stop.isEnabled()
    assert panel.foot.stop.accessibleDescription() == "Nothing is being drawn."
    panel.client.ready.emit(EngineReady("1", "cpu", "x", 1, "2", 1.0))
    jobs.running = True
    assert panel.foot.stop.isEnabled()
    assert "Esc" in panel.foot.stop.toolTip()


def test_generate_stays_in_sight_and_alone_is_accented(parts):
    panel, *_ = parts
    panel.resize(LEAST, 540)
    button = panel.foot.generate
    assert panel.rect().contains(button.geometry().translated(panel.foot.pos()))
    accented = [b for b in panel.findChildren(QAbstractButton) if b.property("primary")]
    assert accented == [button]


def test_everything_has_a_name_and_icons_a_tooltip(parts):
    panel, *_ = parts
    for field in panel.findChildren(QLineEdit) + panel.findChildren(QPlainTextEdit):
        assert field.accessibleName(), field
    for button in panel.findChildren(QAbstractButton):
        assert button.text() or (button.accessibleName() and button.toolTip()), button
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("factor", [1.0, 1.25])
def test_the_width_follows_the_type_within_bounds(parts, qapp, qtbot, factor):
    _panel, state, models, jobs, promise = parts
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
