"""The promise: from the formula, from what was tried, and what would make it fit."""

from dataclasses import replace

import pytest
import torch

from core.contract.digits import DigitsConfig
from core.contract.errors import InvalidValue, ModelNotFound
from core.generation.machine import UNKNOWN, DeviceMemory
from core.training.promise import forecast as module
from core.training.promise.forecast import FAR, NEAR, forecast
from core.training.promise.trials import Pace

PACE = Pace(step=2.0, encode=0.1, draw=0.2, decode=0.3)


def test_before_anything_was_tried_time_is_a_range(asked, monkeypatch):
    monkeypatch.setattr(module, "speed_of", lambda device, dtype: 0.001)
    found = asked(steps=100, patience=0)
    said = found.promise("j")
    assert (said.job, said.device, said.measured, said.fits) == ("j", "cpu", 0.0, True)
    assert said.step == pytest.approx(found.work / 0.001)
    assert 0 < said.least < said.most
    assert said.most / said.least == pytest.approx(module.GUESSED[1] / module.GUESSED[0])


def test_the_same_settings_that_were_tried_count_as_measured(asked):
    found = asked(steps=100, patience=0)
    found.trials.learn(found.trial(1.5, PACE, when=77.0))
    said = found.promise("j")
    assert (said.step, said.measured) == (2.0, 77.0)
    assert said.least == said.most == pytest.approx(found.amounts().seconds(PACE)[1])
    assert said.needed == found.memory.peak(1.5)
    other_steps = replace(found, config=replace(found.config, steps=7, learning_rate=1.0))
    assert other_steps.promise("j").measured == 77.0


@pytest.mark.parametrize(
    ("prior", "drawn"),
    [
        ("adapter_off", 0.0),
        ("pictures", 30 * (PACE.encode + PACE.decode)),
        ("distilled", 30 * (PACE.encode + PACE.decode)),
    ],
)
def test_what_keeping_the_class_takes_is_known_once_it_was_measured(asked, prior, drawn):
    found = asked(steps=100, patience=0, prior=prior, prior_count=30)
    assert found.promise("j").keeping == -1.0
    found.trials.learn(found.trial(1.0, PACE, when=7.0))
    keeping = found.promise("j").keeping
    bare = replace(found, config=replace(found.config, prior="none"))
    longer = 100 * PACE.step * (1 - bare.work / found.work)
    drawing = 30 * found.info.preset.steps * PACE.draw if drawn else 0.0
    assert keeping == pytest.approx(longer + drawing + drawn)
    assert longer > 0
    assert bare.promise("j").keeping == -1.0


def test_what_was_tried_otherwise_narrows_the_range(asked):
    found = asked(steps=100, patience=0)
    found.trials.learn(replace(found.trial(1.0, PACE, when=7.0), rows=2))
    pace, span = found.pace()
    assert (pace.step, span) == (pytest.approx(2.0), NEAR)
    found.trials.learn(replace(found.trial(1.0, PACE, when=7.0), rows=2))
    elsewhere = replace(found.trial(1.0, PACE, when=8.0), model="sdxl")
    found.trials._records = [elsewhere]
    assert found.pace()[1] == FAR
    assert found.promise("j").measured == 0.0


def test_the_first_change_that_makes_it_fit_is_named(asked):
    big = {"batch_size": 8, "resolution": 512, "prior": "none"}
    whole = asked(**big)
    assert whole.fitting() == ()
    once = replace(whole.config, gradient_checkpointing=True)
    enough = replace(whole, config=once).needed() / (1 - module.SPARE) + 1
    tight = replace(whole, room=DeviceMemory(0, int(enough), 0))
    assert not tight.fits()
    assert tight.fitting() == (("gradient_checkpointing", "true"),)
    tighter = replace(whole, room=DeviceMemory(0, int(enough * 0.6), 0))
    names = [name for name, _ in tighter.fitting()]
    assert names[:2] == ["gradient_checkpointing", "batch_size"]
    changed = {n: int(v) if v.isdigit() else v == "true" for n, v in tighter.fitting()}
    assert replace(tighter, config=replace(whole.config, **changed)).fits()


def test_where_nothing_helps_nothing_is_named(asked):
    hopeless = asked(free=1000, method="full")
    assert not hopeless.fits()
    assert hopeless.fitting() == ()


def test_a_system_that_does_not_tell_is_trusted(asked):
    assert asked(free=UNKNOWN).fits()


def test_what_teaches_no_finished_model_is_refused(outlines, tiny_model_folder, asked):
    with pytest.raises(InvalidValue):
        forecast(DigitsConfig(output="o", task="digit-score"), 5, outlines)
    with pytest.raises(ModelNotFound):
        forecast(replace(asked().config, model="nowhere"), 5, outlines)


def test_photos_are_at_least_one(asked):
    assert asked(photos=0).photos == 1
    assert asked().dtype == torch.float32


def test_the_disk_holds_all_saved_states_and_judged_weights(asked):
    found = asked(steps=1000, checkpoint_every=100, judge=True)
    weights = 4 * found.task.numbers
    assert found.disk() == 3 * (weights + found.task.kept) + 12 * weights
    assert asked(steps=1000, judge=False).disk() == found.disk() - 10 * weights
    assert found.promise("j").disk == found.disk()
    whole = asked(method="full", steps=1000, checkpoint_every=100, judge=True)
    assert (
        whole.disk() == 3 * (4 * whole.task.numbers + whole.task.kept) + 5 * 4 * whole.task.numbers
    )
