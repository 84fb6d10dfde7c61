"""The plan of the build."""

from __future__ import annotations

from dataclasses import fields

from core.contract.training import TrainingConfig


def test_every_flag_is_a_field_of_the_training_config(starter):
    plans = starter("plan")
    known = {field.name for field in fields(TrainingConfig)}
    for plan in (plans.Plan(), plans.smoke_plan()):
        for stage in plan.stages:
            assert {name.replace("-", "_") for name in stage.flags} <= known


def test_expected_times_name_every_stage(starter):
    plans = starter("plan")
    text = plans.expected_times(plans.Plan())
    stages = [stage.name for stage in plans.FULL]
    assert len(set(stages)) == len(stages)
    for name in ("scenes", *stages, "evaluation", "CPU", "GPU"):
        assert name in text


def test_the_smoke_build_is_tiny_and_walks_every_stage(starter):
    plans = starter("plan")
    plan = plans.smoke_plan()
    assert plan.scenes <= 200
    assert all(stage.steps <= 10 for stage in plan.stages)
    assert [stage.name for stage in plan.stages] == [stage.name for stage in plans.FULL]


def test_no_latent_changes_under_the_unet(starter):
    assert [stage.task for stage in starter("plan").FULL] == ["vae", "vae", "clip", "unet"]
