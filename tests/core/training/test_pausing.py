"""What is held in RAM, told and written when a training is asked to stop."""

from __future__ import annotations

import gc
import weakref

import pytest
import torch

from core.contract.errors import Cancelled
from core.contract.notices import DEVICE_FREE, Notice
from core.contract.training_events import CheckpointSaved, TrainStep
from core.training import train as training
from core.training.pausing import State, put_down
from core.training.run_state import RunFolder
from core.training.train import train
from core.training.watch import Watch


def test_a_copied_state_shares_nothing():
    tensor = torch.zeros(3)
    state = State(1, {"weights": {"a": tensor}}, {}, 2).copied()
    tensor += 1
    assert state.parts["weights"]["a"].tolist() == [0, 0, 0]


def test_the_device_is_told_free_before_anything_is_written(tmp_path):
    run = RunFolder(tmp_path)
    events = put_down(
        State(3, {"weights": {"a": torch.zeros(1)}}, {}, 2), run, torch.device("cpu"), "j"
    )
    assert next(events) == Notice("j", DEVICE_FREE)
    assert run.newest() is None
    (saved,) = events
    assert saved == CheckpointSaved("j", 3, str(run.newest().path))


def test_no_network_lives_any_more_when_the_device_is_told_free(make_config, monkeypatch):
    """What a GPU is freed by: the task and its networks are gone, not only forgotten."""
    alive = []
    build = training.TASKS["unet"]

    def watched(setting, parts):
        task = build(setting, parts)
        alive.extend(weakref.ref(module) for module in (*task.modules.values(), task._vae))
        return task

    monkeypatch.setitem(training.TASKS, "unet", watched)
    events = train(make_config("unet"), Watch("j", lambda: bool(steps)), resume=False)

    steps = []

    def living():
        """Yields once, when the device is told free: how many networks there are still."""
        for event in events:
            steps.extend([event] * isinstance(event, TrainStep))
            if isinstance(event, Notice) and event.code == DEVICE_FREE:
                gc.collect()
                yield sum(ref() is not None for ref in alive)

    counts = living()
    assert next(counts) == 0
    assert alive
    with pytest.raises(Cancelled):
        next(counts)
