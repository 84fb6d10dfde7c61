"""The client and the real engine with torch: it draws, is killed while drawing, and draws again."""

import base64
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.digits import SIDE, MakeDigit, ScoreDigit
from core.contract.request import GenerationRequest
from core.training.digits.render import picture_of
from desktop.engine.client import EngineClient

END = (ev.JobDone, ev.JobCancelled, ev.JobFailed)
START_MS, DRAW_MS = 90_000, 60_000  # a busy machine needs long for torch


@pytest.fixture
def client(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    client = EngineClient()
    with qtbot.waitSignal(client.ready, timeout=START_MS):
        client.start()
    yield client
    client.shutdown()


def test_kill_while_drawing_then_the_picture_is_drawn_once_more(
    client, qtbot, tmp_path, tiny_model_folder
):
    events, stops = [], []
    client.heard.connect(events.append)
    client.stopped.connect(stops.append)
    folder = tmp_path / "out"
    request = GenerationRequest(
        *("a swan", str(folder)),
        seed=1,
        model=str(tiny_model_folder),
        steps=12,  # on a busy machine each may take seconds
        width=128,
        height=128,
    )
    client.submit(ev.Generate("a", request))
    client.submit(ev.CountTokens("q", str(tiny_model_folder), "a swan"))
    qtbot.waitUntil(lambda: any(isinstance(e, ev.Step) for e in events), timeout=DRAW_MS)
    first = client.process_id
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: any(isinstance(e, END) for e in events), timeout=START_MS + DRAW_MS)
    assert stops == [-signal.SIGKILL]
    assert client.process_id != first
    assert [type(e).__name__ for e in events if isinstance(e, END)] == ["JobDone"]
    (image,) = [e for e in events if isinstance(e, ev.ImageDone)]
    assert Path(image.path).parent == folder
    assert [e.tokens for e in events if isinstance(e, ev.TokenCount)] == [5]

    # The same life hears a cancel within a step, and fails without ending.
    client.submit(ev.Generate("b", replace(request, steps=200)))
    seen = len(events)
    qtbot.waitUntil(lambda: any(isinstance(e, ev.Step) for e in events[seen:]), timeout=DRAW_MS)
    client.cancel("b")
    qtbot.waitUntil(lambda: ev.JobCancelled("b") in events, timeout=DRAW_MS)
    client.submit(
        ev.Generate("c", GenerationRequest("a swan", str(folder), seed=1, model="nowhere"))
    )
    qtbot.waitUntil(lambda: isinstance(events[-1], ev.JobFailed), timeout=DRAW_MS)
    assert events[-1].code == "ModelNotFound"
    assert len(stops) == 1
    process = client.process_id
    client.shutdown()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_drawing_is_judged_at_once_even_while_a_digit_is_made(client, qtbot, tmp_path):
    events = []
    client.heard.connect(events.append)
    drawing = base64.b64encode(picture_of(3_000_000, 3, SIDE).tobytes()).decode("ascii")
    client.submit(ev.Peek("first", ScoreDigit(drawing)))  # reads the networks
    qtbot.waitUntil(lambda: any(isinstance(e, ev.Explained) for e in events), timeout=START_MS)
    assert events[-1].figures["digit"] == 3
    client.submit(ev.Explain("m", MakeDigit(3, climb_steps=1000, diffuse_steps=400), str(tmp_path)))
    made = lambda: any(getattr(e, "part", "") == "climb" for e in events)  # noqa: E731
    qtbot.waitUntil(made, timeout=DRAW_MS)
    client.submit(ev.Peek("second", ScoreDigit(drawing, 999)))
    answered = lambda: [e for e in events if getattr(e, "job", "") == "second"]  # noqa: E731
    qtbot.waitUntil(lambda: bool(answered()), timeout=DRAW_MS)
    assert not any(isinstance(e, END) for e in events)
    assert answered()[0].figures["score"] < 0.05
    client.cancel("m")
    qtbot.waitUntil(lambda: ev.JobCancelled("m") in events, timeout=DRAW_MS)
