"""The counter asks when the writing rests, and the newest text wins."""

import pytest

from core.contract import events as ev
from core.files.models.library import describe
from desktop.state.generation_state import GenerationState
from desktop.state.token_counter import TokenCounter
from tests.support.remembering_client import RememberingClient


@pytest.fixture
def parts(make_model):
    state, client = GenerationState(), RememberingClient()
    state.model = describe(make_model())
    return state, client, TokenCounter(state, client)


def test_nothing_is_asked_before_the_engine_is_ready(parts, qtbot):
    state, client, _counter = parts
    state.prompt = "a"
    qtbot.wait(400)
    assert client.asked == []
    client.ready.emit(None)
    qtbot.waitUntil(lambda: bool(client.asked))
    assert client.asked[0].text == "a"


def test_one_question_for_many_keys_and_old_answers_are_dropped(parts, qtbot):
    state, client, counter = parts
    client.ready.emit(None)
    for end in range(1, 7):
        state.prompt = "a swan"[:end]
    qtbot.waitUntil(lambda: bool(client.asked))
    assert [job.text for job in client.asked] == ["a swan"]
    state.prompt = "a swan and"
    with qtbot.assertNotEmitted(counter.counted):
        client.heard.emit(ev.TokenCount(client.asked[0].job, 2, 75))
    qtbot.waitUntil(lambda: len(client.asked) == 2)
    with qtbot.waitSignal(counter.counted) as told:
        client.heard.emit(ev.TokenCount(client.asked[1].job, 3, 75))
    assert told.args[0].tokens == 3


def test_a_plain_prompt_is_counted_as_one(parts, qtbot):
    state, client, _counter = parts
    client.ready.emit(None)
    state.prompt = "(a)"
    qtbot.waitUntil(lambda: len(client.asked) == 1)
    state.plain_prompt = True
    qtbot.waitUntil(lambda: len(client.asked) == 2)
    assert [job.plain for job in client.asked] == [False, True]
