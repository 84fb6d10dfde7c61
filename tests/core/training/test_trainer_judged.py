"""A judged run: judged at its checkpoints, ended by the rule, killed anywhere and judged the same."""

from __future__ import annotations

import dataclasses
import itertools
import math

import pytest
import torch

from core.contract.errors import TrainingDiverged
from core.contract.judging import Judged, Judgement, Limits
from core.contract.training_events import CheckpointSaved, TrainStep
from core.training.fidelity.course import Course, Terms, judged_steps, judged_weights
from core.training.fidelity.judge import Baseline, Drawn
from core.training.parts import Parts
from core.training.pausing import Paused, put_down
from core.training.run_state import RunFolder
from core.training.tasks.unet import UnetTask
from core.training.trainer import Trainer, Watch

NEVER = Watch("job")
TERMS = Terms(Limits(), patience=2, seen=False, encoders="own", keeps_all=True)


class Seer:
    """Judges by the weights, as a true judge does; likeness is planted by step."""

    def __init__(self, likenesses) -> None:
        self.likenesses = likenesses

    def baseline(self, draw, loss, drawn):
        draw("untrained", 0)
        return Baseline(0.1, 0.9, 0.1, 0.3, 0.95)

    def draw(self, draw):
        pixels = draw("a prompt", 1)[None]
        return Drawn(pixels, pixels)

    def judgement(self, step, loss, drawn, base):
        return Judgement(step, loss, self.likenesses[step], faithfulness=float(drawn.subject.sum()))


@pytest.fixture
def start(make_config, make_setting, tmp_path):
    """`start(name, likenesses, stop=…)`: a judged trainer in a new run folder, or again in one that is there."""

    def start(name, likenesses, stop=None, **changes):
        config = make_config("unet", checkpoint_every=2, min_snr_gamma=None, **changes)
        setting = make_setting(config)
        run = RunFolder(tmp_path / name)
        new = not run.path.exists()
        if new:
            run.create(config)
        task = UnetTask(setting, Parts.of(config))
        list(task.prepare(run.path))

        def draw(prompt, seed):
            if stop is not None:
                stop()
            total = sum(float(p.detach().sum()) for p in task.modules["unet"].parameters())
            return torch.full((1, 3, 8, 8), total)

        terms = dataclasses.replace(TERMS, limits=Limits(faithfulness=-1e9))
        trainer = Trainer(task, setting, run, Course(run, Seer(likenesses), draw, terms))
        checkpoint = None if new else run.newest()
        if checkpoint is not None:
            trainer.resume(checkpoint)
        run.cut_log(trainer.step)
        return trainer, run

    return start


RISING = {2: 0.2, 4: 0.4, 5: 0.5, 6: 0.6}
PEAK = {2: 0.2, 4: 0.9, 6: 0.3, 8: 0.2, 10: 0.1}


def log_of(run):
    """Without the time that was spent."""
    return [{k: v for k, v in record.items() if k != "seconds"} for record in run.read_log()]


def test_each_checkpoint_is_judged_after_it_is_safe(start):
    trainer, run = start("run", RISING, steps=5)
    events = [e for e in trainer.events(NEVER) if not isinstance(e, TrainStep)]
    told = [
        ("saved", e.step) if isinstance(e, CheckpointSaved) else ("judged", e.judgement.step)
        for e in events
    ]
    assert told == [(what, step) for step in (2, 4, 5) for what in ("saved", "judged")]
    assert [step for step, _ in judged_steps(run)] == [2, 4, 5]


def test_a_run_ends_where_nothing_better_came_and_takes_the_planted_best(start):
    trainer, _ = start("run", PEAK, steps=10)
    list(trainer.events(NEVER))
    assert trainer.step == 8
    chosen, weights = trainer.taken("job")
    assert (chosen.choice.step, chosen.early) == (4, True)
    trainer.take(weights)
    now = {name: p.detach() for name, p in trainer.parameters.items()}
    assert all(torch.equal(now[name], weights[name]) for name in weights)


def test_what_is_judged_and_kept_are_the_averaged_weights(start):
    trainer, run = start("ema", RISING, ema_decay=0.9, steps=4)
    events = list(trainer.events(NEVER))
    kept, average = judged_weights(run, 4), trainer.ema.tensors
    assert kept.keys() == average.keys()
    assert all(torch.equal(kept[name], average[name]) for name in kept)
    now = run.newest().tensors("weights")
    assert any(not torch.equal(kept[name], now[name]) for name in kept)
    with trainer.averaged():
        loss = trainer.task.report()["held_out_loss"]
        drawn = trainer._course._judge.draw(trainer._course._draw)
    judged = [e.judgement for e in events if isinstance(e, Judged)][-1]
    assert (judged.loss, judged.faithfulness) == (loss, float(drawn.subject.sum()))
    assert trainer.task.report()["held_out_loss"] != loss


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_killed_while_a_picture_is_drawn_and_resumed_it_has_the_same_judgements(start, at):
    """The untrained model and three checkpoints are drawn: the process dies at picture `at`."""
    whole, run = start("whole", RISING, steps=6)
    list(whole.events(NEVER))
    count = itertools.count()

    def die():
        if next(count) == at:
            raise Killed

    broken, _ = start("broken", RISING, stop=die, steps=6)
    with pytest.raises(Killed):
        list(broken.events(NEVER))
    again, other = start("broken", RISING, steps=6)
    list(again.events(NEVER))
    assert log_of(other) == log_of(run)
    assert again.taken("job")[0].choice == whole.taken("job")[0].choice


def test_stopped_between_checkpoints_it_is_judged_as_though_it_had_not_been(start):
    whole, run = start("whole", RISING, steps=6)
    list(whole.events(NEVER))
    broken, run_of_it = start("broken", RISING, steps=6)
    with pytest.raises(Paused) as paused:
        list(broken.events(Watch("job", lambda: broken.step == 3)))
    list(put_down(paused.value.state, run_of_it, torch.device("cpu"), "job"))
    again, other = start("broken", RISING, steps=6)
    list(again.events(NEVER))
    judged = [record for record in log_of(run) if "judged" in record]
    assert [record for record in log_of(other) if "judged" in record] == judged


def test_finished_early_by_a_person_its_last_step_is_judged_too(start):
    trainer, _ = start("run", {**RISING, 3: 0.35}, steps=6)
    calls = itertools.count()
    events = list(trainer.events(Watch("job", finished=lambda: next(calls) == 2)))
    assert trainer.step == 3
    assert [e.judgement.step for e in events if isinstance(e, Judged)] == [2, 3]


def test_what_the_untrained_model_draws_is_kept_to_be_compared_with(start):
    trainer, run = start("a", RISING)
    list(trainer.events(NEVER))
    assert (run.samples / "judged-000000.png").is_file()


def test_a_loss_that_is_no_number_is_judged_by_nobody(start, monkeypatch):
    trainer, run = start("diverged", {2: 0.3, 4: 0.5})
    report = trainer.task.report
    monkeypatch.setattr(
        trainer.task,
        "report",
        lambda: report() if trainer.step < 2 else dict.fromkeys(report(), math.inf),
    )
    with pytest.raises(TrainingDiverged):
        list(trainer.events(NEVER))
    assert list(judged_steps(run)) == []
    assert run.newest().step == 2  # what was learned is safe
