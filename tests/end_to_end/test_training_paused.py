"""A real engine process that is teaching: paused it soon frees the device, then writes its state and may end."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.notices import DEVICE_FREE, Notice
from core.contract.teaching import EmbeddingConfig
from core.contract.training_events import CheckpointSaved, Train, TrainStep
from core.files.commands import engine_command
from core.training.run_state import RunFolder

PHOTOS = Path(__file__).parents[1] / "data/photos/duck_toy"
PROMISED = 5  # seconds until the device is free
NIGHTLY = "REVERIE_NIGHTLY"  # in the environment: also what takes minutes


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get(NIGHTLY), reason=f"takes minutes: set {NIGHTLY}")
def test_paused_while_teaching_it_frees_the_device_saves_and_ends(tmp_path, record_property):
    config = EmbeddingConfig(
        photos=str(PHOTOS),
        token="quack",
        init_word="swan",
        output=str(tmp_path / "run"),
        resolution=64,
        steps=100_000,
        checkpoint_every=100_000,
        device="cpu",
    )
    command = engine_command()
    environment = {**command.whole_environment(), "REVERIE_HOME": str(tmp_path / "home")}
    pipe = subprocess.PIPE
    engine = subprocess.Popen(command.words(), env=environment, stdin=pipe, stdout=pipe)

    def say(job):
        engine.stdin.write(ev.to_line(job).encode() + b"\n")
        engine.stdin.flush()

    events, asked, seconds = [], 0.0, 0.0
    say(Train("t", config))
    for line in engine.stdout:
        event = ev.from_line(line.decode())
        assert not isinstance(event, ev.JobFailed), event
        events.append(event)
        if isinstance(event, TrainStep) and event.step == 3:
            asked = time.monotonic()
            say(ev.Cancel("t"))
        if isinstance(event, Notice) and event.code == DEVICE_FREE:
            seconds = time.monotonic() - asked
        if isinstance(event, ev.JobCancelled):
            engine.stdin.close()
    assert engine.wait(20) == 0
    engine.stdout.close()
    last = [type(event).__name__ for event in events[-3:]]
    assert last == ["Notice", "CheckpointSaved", "JobCancelled"]
    record_property("seconds", seconds)
    assert 0 < seconds < PROMISED
    done = max(event.step for event in events if isinstance(event, TrainStep))
    assert RunFolder(tmp_path / "run").newest().step == done
    assert [event.step for event in events if isinstance(event, CheckpointSaved)] == [done]
