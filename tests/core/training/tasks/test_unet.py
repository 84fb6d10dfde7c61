"""The noise-prediction task: targets, caption dropout, figures that stay put, and samples."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest
import torch

from core.contract.errors import InvalidValue
from core.training.data.order import Batch
from core.training.parts import Parts
from core.training.tasks.unet import UnetTask

BATCH = Batch(0, 0, [0, 1, 2, 3], range(4))


@pytest.fixture
def build(make_config, make_setting, tmp_path):
    def build(**changes) -> UnetTask:
        config = make_config("unet", **changes)
        task = UnetTask(make_setting(config), Parts.of(config))
        list(task.prepare(tmp_path))
        return task

    return build


def test_a_silent_network_pays_the_size_of_its_target(build):
    """A fresh U-Net predicts 0, so its loss is the mean square of the noise."""
    loss = build().loss(BATCH)
    assert loss.item() == pytest.approx(BATCH.normal("noise", (4, 8, 8)).pow(2).mean().item())


def test_v_prediction_has_its_own_target(build, tmp_path, model_config):
    configs = tmp_path / "configs"
    for part in ("unet", "tokenizer", "scheduler"):
        shutil.copytree(model_config / part, configs / part)
    file = configs / "scheduler/scheduler_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "prediction_type": "v_prediction"}))
    task = build(model_config=str(configs))
    t = BATCH.integers("timestep", 50)
    posterior = task._latents.posterior(BATCH.pictures)
    latents = task._vae.to_latents(posterior.sample(BATCH.normal("posterior", (4, 8, 8))))
    v = task._schedule.velocity(latents, BATCH.normal("noise", (4, 8, 8)), t)
    assert task.loss(BATCH).item() == pytest.approx(v.pow(2).mean().item(), rel=1e-5)


def test_what_is_shown_of_a_mini_batch_is_what_the_network_is_given(build):
    task, given = build(middle_steps=0.5), []
    task._unet.register_forward_pre_hook(lambda _module, args: given.append(args))
    task.loss(BATCH)
    shown = task.shown(BATCH)
    ((noised, t, _context),) = given
    assert torch.equal(shown.noised, noised)
    assert torch.equal(shown.t, t)
    assert shown.colours is not None


def test_min_snr_lowers_the_weight_of_easy_levels(build):
    assert build(min_snr_gamma=1.0).loss(BATCH) < build().loss(BATCH)


def test_time_steps_crowd_around_the_middle_as_asked(build):
    many = Batch(0, 0, [0] * 400, range(400))
    even, middle = (build(middle_steps=share)._timesteps(many) for share in (0.0, 1.0))
    count = build()._schedule.timesteps
    for t in (even, middle):
        assert t.min() >= 0
        assert t.max() < count
    inner = [((t >= count / 4) & (t < 3 * count / 4)).float().mean().item() for t in (even, middle)]
    assert inner[0] == pytest.approx(0.5, abs=0.08)
    assert inner[1] == pytest.approx(0.73, abs=0.08)  # of a logit-normal: |z| < log 3
    mixed = build(middle_steps=0.5)._timesteps(many)
    assert (mixed == even).float().mean().item() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_captions_are_dropped_as_often_as_asked(build, share, monkeypatch):
    task = build(caption_dropout=share)
    seen: list[str] = []
    inner = task._texts.contexts
    monkeypatch.setattr(task._texts, "contexts", lambda texts: seen.extend(texts) or inner(texts))
    for step in range(40):
        task.loss(Batch(0, step, [0, 1, 2, 3], range(4)))
    assert seen.count("") / len(seen) == pytest.approx(share, abs=0.1)


def test_frozen_parts_stay_frozen(build):
    task = build()
    assert set(task.modules) == {"unet"}
    task.loss(BATCH).backward()
    assert all(p.grad is None for p in task._vae.parameters())


def test_pictures_are_needed_once(build, tmp_path):
    task = build()
    assert not task.needs_pictures(tmp_path)
    assert task.needs_pictures(tmp_path / "elsewhere")


def test_figures_repeat(build):
    task = build()
    assert task.report() == task.report()
    assert task.report()["held_out_loss"] == pytest.approx(1.0, abs=0.3)


def test_a_sample_is_drawn_with_guidance(build):
    assert build().sample().size == (4 * 16, 16)


@pytest.mark.parametrize("name", ["cross_attention_dim", "in_channels"])
def test_parts_that_do_not_fit_are_refused(build, tmp_path, model_config, name):
    configs = tmp_path / "configs"
    (configs / "unet").mkdir(parents=True)
    for part in ("tokenizer", "scheduler"):
        shutil.copytree(model_config / part, configs / part)
    data = json.loads((model_config / "unet/config.json").read_text())
    (configs / "unet/config.json").write_text(json.dumps({**data, name: 8}))
    with pytest.raises(InvalidValue, match=name):
        build(model_config=str(configs))


def test_without_latents_it_says_so(make_config, make_setting):
    config = make_config("unet")
    task = UnetTask(make_setting(dataclasses.replace(config)), Parts.of(config))
    with pytest.raises(RuntimeError, match="prepare"):
        task.loss(BATCH)
