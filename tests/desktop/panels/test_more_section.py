"""More settings: folded, counted, the model's own first."""

import pytest
from PySide6.QtCore import Qt

from desktop.panels.more_section import MoreSection
from tests.support.library_entries import entry

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def more(qtbot, state, models):
    made = MoreSection(state, models)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_opens_in_place_and_says_so(more, qtbot):
    assert not more.is_open()
    with qtbot.waitSignal(more.folded) as told:
        qtbot.mouseClick(more.button, LEFT)
    assert told.args == [False]
    assert more.is_open()
    with qtbot.waitSignal(more.folded) as told:
        qtbot.mouseClick(more.button, LEFT)
    assert told.args == [True]


def test_the_models_own_stands_first_and_is_named(more, state):
    assert state.model.preset.sampler == "dpmpp_2m"
    assert more.sampler.currentText() == "The model’s: DPM++ 2M"
    assert more.sampler.currentData() is None


def test_what_is_changed_is_counted_while_it_is_folded(more, state):
    assert more.button.text() == "More settings"
    more.sampler.value_changed.emit("euler")
    assert state.sampler == "euler"
    assert more.button.text() == "More settings · 1 changed"
    state.schedule = "karras"
    assert more.button.text() == "More settings · 2 changed"
    assert more.schedule.currentText().startswith("Karras")
    more.sampler.value_changed.emit(None)
    assert state.sampler is None
    assert more.button.text() == "More settings · 1 changed"


def test_a_choice_outlives_another_model(more, state, models):
    state.sampler = "ddim"
    models.choose(models.models[-1].path)
    assert state.sampler == "ddim"
    assert more.sampler.currentText().startswith("DDIM")


def test_all_samplers_are_there_in_groups(more):
    texts = [more.sampler.itemText(row) for row in range(more.sampler.count())]
    assert "DPM++ 2M – good default" in texts
    assert texts.count("") >= 1  # a line between two groups
    assert [t for t in texts if t][1] == "DPM++ 2M – good default"


def test_clip_skip_is_a_setting_like_the_others(more, state):
    assert (more.clip_skip.text(), more.clip_skip.placeholderText()) == ("", "1")
    more.clip_skip.step_by(1)
    assert state.clip_skip == 2
    assert more.button.text() == "More settings · 1 changed"
    more.clip_skip.step_by(-5)
    assert state.clip_skip == 1


def test_rescale_is_the_models_own_until_somebody_sets_it(more, state):
    assert (more.rescale.text(), more.rescale.placeholderText()) == ("", "0 %")
    more.rescale.step_by(14)
    assert state.rescale == 0.7
    assert more.rescale.text() == "70 %"
    assert more.button.text() == "More settings · 1 changed"


def test_a_sampler_with_steps_of_its_own_takes_no_schedule_and_says_why(more, state):
    state.schedule = "karras"
    state.sampler = "lcm"
    assert not more.schedule.isEnabled()
    assert "steps of its own" in more.schedule.toolTip()
    assert more.button.text() == "More settings · 1 changed"
    assert state.to_request("/o").schedule == "model"
    state.sampler = None
    assert more.schedule.isEnabled()
    assert state.to_request("/o").schedule == "karras"


def test_plain_text_is_a_setting_that_counts_as_changed(more, state):
    assert more.brackets.value() == "read"
    more.brackets.button("plain").click()
    assert state.plain_prompt
    assert "1 changed" in more.button.text()
    state.plain_prompt = False
    assert more.brackets.value() == "read"


def test_vaes_of_the_library_can_stand_in_for_the_model_s_own(more, state, models, qtbot):
    models.take([entry("/vaes/ft-mse.safetensors", "vae"), entry("/m.safetensors", "model")])
    texts = [more.vae.itemText(row) for row in range(more.vae.count())]
    assert texts == ["The model’s", "ft-mse"]
    more.vae.value_changed.emit(more.vae.itemData(1))
    assert state.vae == entry("/vaes/ft-mse.safetensors", "vae").path
    assert "1 changed" in more.button.text()
    state.vae = "/elsewhere/<b>.safetensors"  # from before the library was looked through
    assert more.vae.currentText() == "<b>.safetensors"
    state.vae = None
    assert more.vae.currentText() == "The model’s"
