"""The loop: a step is a function of seed and step; accumulation, stopping, and a clear end when it diverges."""

from __future__ import annotations

import dataclasses
import itertools
import math

import pytest
import torch

from core.checkpoints import interruption
from core.contract.errors import TrainingDiverged, WeightsMismatch
from core.contract.events import to_line
from core.contract.notices import Notice
from core.contract.training_events import CheckpointSaved, TrainStep
from core.training.parts import Parts
from core.training.pausing import Paused
from core.training.run_state import RunFolder
from core.training.tasks.vae import VaeTask
from core.training.trainer import Trainer
from core.training.watch import Watch

NEVER = Watch("job", lambda: False)


@pytest.fixture
def start(make_config, make_setting, tmp_path):
    """`start(name, **changes)`: a vae trainer in a new run folder, or again in one that is there."""

    def start(name: str = "run", **changes) -> Trainer:
        config = make_config("vae", **changes)
        setting = make_setting(config)
        run = RunFolder(tmp_path / name)
        if not run.path.exists():
            run.create(config)
        return Trainer(VaeTask(setting, Parts.of(config)), setting, run)

    return start


def vector(trainer: Trainer) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in trainer.parameters.values()])


def test_events_tell_steps_figures_and_checkpoints(start, tmp_path):
    trainer = start(steps=5, report_every=2, checkpoint_every=3)
    events = list(trainer.events(NEVER))
    steps = [e for e in events if isinstance(e, TrainStep)]
    assert [e.step for e in steps] == [1, 2, 3, 4, 5]
    assert all(e.job == "job" and e.steps == 5 for e in steps)
    assert [e.step for e in steps if "psnr" in e.metrics] == [2, 4, 5]
    assert steps[-1].seconds_left == 0
    assert [e.step for e in events if isinstance(e, CheckpointSaved)] == [3, 5]
    run = RunFolder(tmp_path / "run")
    assert [line["step"] for line in run.read_log()] == [2, 4, 5]
    assert sorted(p.name for p in run.samples.iterdir()) == ["step-000003.png", "step-000005.png"]


def test_the_loss_falls(start):
    trainer = start(steps=60, learning_rate=3e-3, batch_size=8)
    losses = [trainer.train_step()[0] for _ in range(60)]
    assert sum(losses[-5:]) < 0.85 * sum(losses[:5])


def test_what_is_held_out_is_never_shown(start):
    trainer = start(batch_size=11)  # of twelve pictures: a step is an epoch
    (held,) = trainer._setting.held_out
    for epoch in range(2):
        (batch,) = trainer.batches(epoch)
        assert sorted(batch.pictures) == [n for n in range(12) if n != held]


def test_accumulation_equals_the_big_batch(start):
    changes = {"optimizer": "sgd", "learning_rate": 0.05, "steps": 8}
    big = start("big", batch_size=6, **changes)
    small = start("small", batch_size=2, accumulation=3, **changes)
    for _ in range(8):
        assert big.train_step()[0] == pytest.approx(small.train_step()[0], rel=1e-5)
    assert (vector(big) - vector(small)).norm() <= 1e-5 * vector(big).norm()


def test_resuming_is_bit_equal_and_reports_change_nothing(start, tmp_path):
    changes = {"steps": 9, "ema_decay": 0.9, "crop": 8, "checkpoint_every": 4}
    straight = start("straight", report_every=1, **changes)
    list(straight.events(NEVER))
    first = start("again", report_every=9, **changes)
    for event in first.events(NEVER):
        if isinstance(event, CheckpointSaved):
            break
    second = start("again", report_every=9, **changes)
    second.resume(RunFolder(tmp_path / "again").newest())
    assert second.step == 4
    list(second.events(NEVER))
    assert torch.equal(vector(straight), vector(second))
    for name, tensor in straight.ema.tensors.items():
        assert torch.equal(tensor, second.ema.tensors[name])
    state = second.optimizer.state()
    assert all(torch.equal(value, state[k]) for k, value in straight.optimizer.state().items())


def test_stop_hands_over_the_state_of_the_last_whole_step(start, tmp_path):
    trainer, seen = start(steps=9, checkpoint_every=100), []
    events = trainer.events(Watch("", lambda: len(seen) == 2))
    with pytest.raises(Paused) as caught:
        seen += events
    state = caught.value.state
    assert state.step == 2
    for name, parameter in trainer.parameters.items():
        assert torch.equal(state.parts["weights"][name], parameter)
        assert state.parts["weights"][name].data_ptr() != parameter.data_ptr()


def test_stop_amid_a_step_leaves_the_weights_of_the_step_before(start):
    trainer, calls = start(steps=9, accumulation=4, checkpoint_every=100), itertools.count()
    before = {name: p.detach().clone() for name, p in trainer.parameters.items()}
    with pytest.raises(Paused) as caught:
        list(trainer.events(Watch("", lambda: next(calls) == 3)))
    assert caught.value.state is None  # nothing is done that would be worth keeping
    assert trainer.step == 0
    assert all(torch.equal(before[name], p) for name, p in trainer.parameters.items())


@pytest.mark.parametrize("where", ["loss", "gradient"])
def test_no_number_stops_the_run_and_keeps_the_last_good_checkpoint(
    start, tmp_path, monkeypatch, where
):
    trainer = start(steps=9, checkpoint_every=2)
    good = VaeTask.loss

    def broken(task, batch):
        loss = good(task, batch)
        if batch.step < 5:
            return loss
        return loss * math.nan if where == "loss" else (loss - loss.detach()).sqrt() * 0 + loss

    monkeypatch.setattr(VaeTask, "loss", broken)
    with pytest.raises(TrainingDiverged) as caught:
        list(trainer.events(NEVER))
    assert caught.value.step == 6
    assert caught.value.run == str(tmp_path / "run")
    assert vector(trainer).isfinite().all()
    newest = RunFolder(tmp_path / "run").newest()
    assert newest.step == 4
    assert all(tensor.isfinite().all() for tensor in newest.tensors("weights").values())


@pytest.mark.parametrize("figure", [math.nan, math.inf])
def test_a_figure_that_is_no_number_ends_no_training(start, tmp_path, figure, monkeypatch):
    trainer = start(steps=2, report_every=1, checkpoint_every=2)
    monkeypatch.setattr(trainer.task, "report", lambda: {"psnr": figure, "other": 1.0})
    events = list(trainer.events(NEVER))
    assert all(to_line(event) for event in events)  # as the window hears them
    assert [set(e.metrics) for e in events if isinstance(e, TrainStep)] == [
        {"loss", "learning_rate", "other"}
    ] * 2
    assert [line["other"] for line in RunFolder(tmp_path / "run").read_log()] == [1.0, 1.0]


def test_broken_weights_are_never_saved(start, tmp_path):
    trainer = start(steps=2, checkpoint_every=1)
    trainer.train_step()
    with torch.no_grad():
        next(iter(trainer.parameters.values())).fill_(math.inf)
    with pytest.raises(TrainingDiverged):
        list(trainer._save(NEVER))
    assert RunFolder(tmp_path / "run").newest() is None


def test_clipping_bounds_the_step(start):
    changes = {"learning_rate": 1.0, "warmup_steps": 0, "weight_decay": 0.0}
    trainer = start(optimizer="sgd", gradient_clip=1e-3, **changes)
    before = vector(trainer).clone()
    trainer.train_step()
    assert (vector(trainer) - before).norm() <= 1.001e-3


def test_a_checkpoint_of_other_networks_is_refused(start, tmp_path):
    trainer = start(steps=2)
    list(trainer.events(NEVER))
    newest = RunFolder(tmp_path / "run").newest()
    name = next(iter(trainer.parameters))
    other = start("other")
    other.parameters[name] = torch.nn.Parameter(torch.zeros(7))
    with pytest.raises(WeightsMismatch):
        other.resume(newest)


def test_what_changed_since_is_told(start, tmp_path):
    trainer = start(steps=2)
    list(trainer.events(NEVER))
    newest = RunFolder(tmp_path / "run").newest()
    assert list(trainer.differences(newest, "j")) == []
    changed = dataclasses.replace(newest, facts={**newest.facts, "threads": 77})
    (notice,) = trainer.differences(changed, "j")
    assert isinstance(notice, Notice)
    assert notice.data == {"what": "threads", "before": 77, "now": 1}


def test_a_pause_does_not_wait_for_the_figures_and_the_step_counts(start, tmp_path):
    trainer, wanted = start(steps=5, report_every=2), []

    def report():
        wanted.append(True)
        interruption.check()
        raise AssertionError("it was not heard")

    trainer.task.report = report
    with pytest.raises(Paused) as stop:
        list(trainer.events(Watch("job", lambda: bool(wanted))))
    assert stop.value.state.step == 2
    (line,) = RunFolder(tmp_path / "run").read_log()
    assert (line["step"], set(line)) == (2, {"step", "mean_loss", "seconds"})
