"""What is asked of the engine about memory, and when it is told to let go."""

import pytest

from core.contract import events as ev
from core.contract.explain import Explained
from core.files.models.library import describe
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.memory_state import MemoryState
from desktop.state.promise import Promise
from tests.support.remembering_client import RememberingClient

READY = ev.EngineReady("1", "cpu", "x", 1, "2", 1.0)


def questions(client):
    return [job for job in client.asked if isinstance(job, ev.AskMemory)]


def unloads(client):
    return [job for job in client.asked if isinstance(job, ev.Unload)]


def plan(job, **fields):
    known = {"needed": 2, "free": 9, "full": 2, "savings": (), "fits": True, "measured": False}
    return ev.MemoryPlan(job=job, device="cpu", **(known | fields))


@pytest.fixture
def parts(make_model):
    state, client = GenerationState(), RememberingClient()
    state.model = describe(make_model())
    jobs = JobsState(client, Promise())
    return state, jobs, client, MemoryState(state, jobs, client)


def test_the_engine_is_asked_when_it_is_ready(parts, qtbot):
    state, _jobs, client, memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: bool(questions(client)))
    (question,) = questions(client)
    assert (question.model, question.width) == (state.model.path, state.size_now()[0])
    client.heard.emit(plan(question.job))
    assert memory.plan.needed == 2


def test_words_cost_nothing_and_a_size_does(parts, qtbot):
    state, _jobs, client, memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: len(questions(client)) == 1)
    state.prompt = "a swan"
    qtbot.wait(400)
    assert len(questions(client)) == 1
    state.own_size, state.shape = (256, 512), "own"
    qtbot.waitUntil(lambda: len(questions(client)) == 2)
    assert (questions(client)[1].width, questions(client)[1].height) == (256, 512)
    client.heard.emit(plan(questions(client)[0].job))
    assert memory.plan is None  # an old answer


def test_after_a_job_it_is_asked_again(parts, qtbot):
    _state, jobs, client, _memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: len(questions(client)) == 1)
    jobs.ended.emit(False)
    qtbot.waitUntil(lambda: len(questions(client)) == 2)


def test_a_model_that_cannot_be_read_has_no_plan(parts, qtbot):
    _state, _jobs, client, memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: bool(questions(client)))
    client.heard.emit(plan(questions(client)[0].job))
    client.heard.emit(ev.JobFailed(questions(client)[0].job, "FileMissing", {"path": "x"}))
    assert memory.plan is None


def test_without_an_engine_nothing_is_known(parts, qtbot):
    _state, _jobs, client, memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: bool(questions(client)))
    client.heard.emit(plan(questions(client)[0].job))
    client.lost.emit()
    assert memory.plan is None


def test_freeing_is_told_once_and_the_model_is_gone(parts, qtbot):
    _state, jobs, client, memory = parts
    client.ready.emit(READY)
    jobs._loaded = "m"
    memory.free()
    (unload,) = unloads(client)
    with qtbot.waitSignal(memory.freed):
        client.heard.emit(ev.MemoryFreed(unload.job, 9, 4))
    assert not jobs.is_loaded("m")
    with qtbot.assertNotEmitted(memory.freed):
        client.heard.emit(ev.MemoryFreed("idle", 9, 4))


def test_an_idle_model_is_let_go_of(parts, qtbot, monkeypatch):
    _state, jobs, client, memory = parts
    monkeypatch.setattr("desktop.state.memory_state.MINUTE_MS", 20)
    client.ready.emit(READY)
    memory.unload_after(1)
    qtbot.waitUntil(lambda: len(unloads(client)) == 1)
    memory.unload_after(0)
    jobs.ended.emit(False)
    qtbot.wait(100)
    assert len(unloads(client)) == 1


def test_while_a_picture_is_drawn_nothing_is_let_go_of(parts, qtbot, monkeypatch):
    _state, jobs, client, memory = parts
    monkeypatch.setattr("desktop.state.memory_state.MINUTE_MS", 20)
    client.ready.emit(READY)
    jobs.running = True
    memory.unload_after(1)
    qtbot.wait(100)
    assert not unloads(client)


def test_what_somebody_looks_into_is_kept_and_work_for_it_puts_it_off(parts, qtbot):
    _state, _jobs, client, memory = parts
    client.ready.emit(READY)
    memory.hold(True)
    memory.unload_after(1)
    assert not memory._idle.isActive()
    memory.hold(False)
    before = memory._idle.id()
    client.heard.emit(Explained("job", "film", {}))
    assert memory._idle.isActive()
    assert memory._idle.id() != before  # it began anew
    assert not unloads(client)
    memory._idle.timeout.emit()
    assert len(unloads(client)) == 1


def test_a_training_gets_the_room_unless_somebody_looks_at_what_the_engine_keeps(parts):
    _state, _jobs, client, memory = parts
    memory.make_room()
    assert not unloads(client)  # no engine, nothing to free
    client.ready.emit(READY)
    memory.hold(True)
    memory.make_room()
    assert not unloads(client)
    memory.hold(False)
    memory.make_room()
    assert len(unloads(client)) == 1


def test_prompts_joined_by_and_and_loras_cost_memory(parts, qtbot):
    state, _jobs, client, _memory = parts
    client.ready.emit(READY)
    qtbot.waitUntil(lambda: len(questions(client)) == 1)
    state.prompt = "a swan AND a lake <lora:ink:1>"
    qtbot.waitUntil(lambda: len(questions(client)) == 2)
    before, after = questions(client)
    assert (before.passes, before.loras) == (2, False)
    assert (after.passes, after.loras) == (3, True)
