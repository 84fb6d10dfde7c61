"""Generate, how many, Stop, and the promise above them."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from core.contract.drawing_events import ImageDone, Phase, Step
from core.contract.job_events import EngineReady, JobDone
from desktop.panels.generate_bar import HEIGHT, GenerateBar, model_of, work_of
from desktop.state.generation_state import GenerationState
from desktop.state.promise import Measured

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot, state, jobs, promise):
    made = GenerateBar(state, jobs, promise)
    qtbot.addWidget(made)
    made.resize(344, 90)
    made.show()
    return made


def test_generate_and_stop_ask(bar, jobs, qtbot):
    with qtbot.waitSignal(bar.generate_asked):
        qtbot.mouseClick(bar.generate, LEFT)
    jobs.running = True
    with qtbot.waitSignal(bar.stop_asked):
        qtbot.mouseClick(bar.stop, LEFT)


def test_stop_says_why_it_is_grey_and_never_moves(bar, jobs, client):
    before = bar.stop.geometry()
    assert not bar.stop.isEnabled()
    assert bar.stop.accessibleDescription() == "Nothing is being drawn."
    client.ready.emit(EngineReady("1", "cpu", "x", 1, "2", 1.0))
    jobs.running = True
    assert bar.stop.isEnabled()
    assert "Esc" in bar.stop.toolTip()
    jobs.stopping = True
    assert "ends the engine" in bar.stop.toolTip()
    assert bar.stop.geometry() == before
    assert bar.generate.height() == bar.count.height() == bar.stop.height() == HEIGHT


def test_the_promise_is_measured_here_or_not_made(bar, state, promise):
    assert "not measured" in bar.promise_line.text()
    promise.learn(state.model.path, Measured(step=100.0, load=0, words=0, rest=0, area=0.004))
    alone = bar.promise_line.text()
    assert alone.startswith("About")
    state.count = 3
    assert bar.promise_line.text().endswith("for 3 pictures")
    state.count, state.steps = 1, 150
    assert bar.promise_line.text() != alone


def test_the_model_that_is_not_loaded_costs_its_loading(bar, state, jobs, promise, client):
    promise.learn(state.model.path, Measured(step=0.0, load=40.0, words=0, rest=250.0, area=0.004))
    assert bar.promise_line.text() == "About 40 s"
    request = state.to_request("/o")
    drawing = jobs.add(request, work_of(state))
    client.heard.emit(Phase(drawing.job, "denoise"))
    client.heard.emit(Step(drawing.job, 1, 1))
    client.heard.emit(ImageDone(drawing.job, "/o/1.png", 1, 64, 64, 0.5))
    client.heard.emit(JobDone(drawing.job, 0.5))
    assert jobs.is_loaded(state.model.path)
    assert bar.promise_line.text() in ("About 1 s", "About 2 s")


def test_how_many_is_held_between_1_and_100(bar, state, qtbot):
    for typed, held in (("7", 7), ("0", 1), ("5000", 100)):
        bar.count.selectAll()
        qtbot.keyClicks(bar.count, typed)
        qtbot.keyClick(bar.count, Qt.Key.Key_Return)
        assert state.count == held


def test_the_accent_can_be_lent_to_another_button(bar):
    bar.set_primary(False)
    assert not bar.generate.property("primary")
    bar.set_primary(True)
    assert bar.generate.property("primary")


def test_the_work_of_a_picture(state):
    work = work_of(state)
    assert (work.model, work.width, work.height, work.steps) == (state.model.path, 64, 64, 20)
    assert work.passes == 2
    state.guidance = 1.0
    state.picture_arrived((64, 64), "drop")
    state.strength = 0.5
    assert work_of(state) == dataclasses.replace(work, passes=1, steps=10)
    assert model_of(GenerationState()) == "starter"


@pytest.mark.parametrize(("sampler", "looks"), [(None, 1), ("euler", 1), ("heun", 2)])
def test_a_sampler_that_looks_twice_is_promised_so(state, sampler, looks):
    state.sampler = sampler
    assert work_of(state).looks == looks
