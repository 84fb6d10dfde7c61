"""`reverie train TASK --help`: what a flag means is true of that task."""

from __future__ import annotations

import dataclasses

import pytest

from core.cli.main import build_parser
from core.cli.train_help import HELP, NEVER_DECIDED, OF_TASK, decided, help_of
from core.contract.teaching import CONFIGS, heeds
from core.files.catalogue import finding
from core.files.trainings.presets import suggested

TEACHINGS = ("dreambooth", "embedding", "finetune")


@pytest.fixture
def said(capsys):
    """A function: task → its help in one line."""

    def call(task: str) -> str:
        with pytest.raises(SystemExit):
            build_parser().parse_args(["train", task, "--help"])
        return " ".join(capsys.readouterr().out.split())

    return call


def names_of(task) -> set[str]:
    return {field.name for field in dataclasses.fields(CONFIGS[task])}


def test_help_names_no_number_where_the_model_decides(said):
    assert "optimiser steps (by the model)" in said("dreambooth")
    assert "optimiser steps (1000)" in said("unet")
    assert "left to chance are derived from (0)" in said("dreambooth")


@pytest.mark.parametrize("task", TEACHINGS)
def test_what_the_model_decides_is_said_of_the_tasks_for_which_it_does(task):
    starter = finding.find("starter")
    models = [dataclasses.replace(starter, family=f, sample_size=512) for f in ("sd1", "sdxl")]
    found = set()
    for model in (starter, *models):
        for method in ("lora", "full"):
            found |= suggested(model, task, method, 5).keys()
    assert decided(task) & names_of(task) == found


@pytest.mark.parametrize("task", ["vae", "clip", "unet", "digit-score", "digit-noise"])
def test_from_nothing_no_model_decides(task):
    assert not decided(task)


def test_a_task_without_use_for_a_flag_says_so(said):
    gamma = "--min-snr-gamma MIN_SNR_GAMMA "
    for task in ("unet", "digit-noise", *TEACHINGS):
        assert f"{gamma}min-SNR weighting of the noise levels" in said(task)
    for task in ("vae", "clip", "digit-score"):
        assert f"{gamma}without effect in this task" in said(task)
    assert "weight of the KL term (1e-06)" in said("vae")
    assert "the KL term" not in said("unet")


@pytest.mark.parametrize("task", CONFIGS)
def test_no_text_speaks_of_another_task(said, task):
    found = said(task)
    assert not [other for other in ("(vae)", "(unet)", "a fine-tune") if other in found]
    assert "weights stay float32" not in found
    assert "()" not in found


def test_the_new_words_beginning_is_told_whole(said):
    assert "several pieces the first are taken, one for each vector" in said("embedding")


def test_every_field_has_a_text_and_every_text_a_field():
    assert set(HELP) | {"task"} == {name for task in CONFIGS for name in names_of(task)}
    for task, texts in OF_TASK.items():
        assert set(texts) <= names_of(task)
        assert all(heeds(task, name) for name in texts)
    for task, names in NEVER_DECIDED.items():
        assert set(names) <= names_of(task)
    assert help_of("finetune", "name").endswith("without it the trigger, else finetune")
    assert help_of("embedding", "name").endswith("without it the token")
