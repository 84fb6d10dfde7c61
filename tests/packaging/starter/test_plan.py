"""The plan of the build."""

from __future__ import annotations

from dataclasses import fields

from core.contract.training import TrainingConfig


def test_every_flag_is_a_field_of_the_training_config(starter):
    plans = starter("plan")
    known = {field.name for field in fields(TrainingConfig)}
    for plan in (plans.Plan(), plans.smoke_plan()):
        for training in plan.trainings.values():
            assert {name.replace("-", "_") for name in training.flags} <= known


def test_expected_times_name_every_stage(starter):
    plans = starter("plan")
    text = plans.expected_times(plans.Plan())
    for stage in ("scenes", *plans.TASKS, "evaluation", "CPU", "GPU"):
        assert stage in text


def test_the_smoke_build_is_tiny(starter):
    plan = starter("plan").smoke_plan()
    assert plan.scenes <= 200
    assert all(training.steps <= 10 for training in plan.trainings.values())
