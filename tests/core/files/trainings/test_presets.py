"""Settings that a teaching begins with: every one of them is a field that the task's config takes."""

import dataclasses

import pytest

from core.contract import codec
from core.contract.teaching import CONFIGS
from core.files.catalogue import finding
from core.files.trainings.presets import FIELDS, suggested

NEEDED = {
    "dreambooth": {"photos": "p", "class_noun": "dog", "output": "o"},
    "embedding": {"photos": "p", "token": "t", "init_word": "dog", "output": "o"},
    "finetune": {"data": "d", "output": "o"},
}
STARTER = finding.find("starter")


@pytest.mark.parametrize("task", NEEDED)
@pytest.mark.parametrize("method", ["lora", "full"])
@pytest.mark.parametrize("family", ["sd1", "sd2", "sdxl", "small"])
def test_every_suggestion_is_a_valid_config(task, method, family):
    large = {"family": "sd1" if family == "small" else family, "sample_size": 512}
    info = dataclasses.replace(STARTER, **({} if family == "small" else large))
    values = suggested(info, task, method, 5)
    config = codec.from_json(CONFIGS[task], {**NEEDED[task], **values, **_method(task, method)})
    assert config.steps > 0


def test_help_knows_every_field_that_a_model_decides():
    small = dataclasses.replace(STARTER, sample_size=128)
    large = dataclasses.replace(STARTER, sample_size=512)
    found = set()
    for task in NEEDED:
        for method in ("lora", "full"):
            for family in ("sd1", "sd2", "sdxl"):
                found |= suggested(
                    dataclasses.replace(large, family=family), task, method, 5
                ).keys()
            found |= suggested(small, task, method, 5).keys()
    assert found == FIELDS


def _method(task, method):
    return {} if task == "embedding" else {"method": method}


@pytest.mark.parametrize(("photos", "steps"), [(1, 800), (12, 1200), (100, 2500)])
def test_steps_grow_with_the_photos_within_bounds(photos, steps):
    info = dataclasses.replace(STARTER, sample_size=512, family="sd1")
    assert suggested(info, "dreambooth", "lora", photos)["steps"] == steps


def test_a_full_training_of_sdxl_takes_the_optimiser_that_fits():
    info = dataclasses.replace(STARTER, sample_size=1024, family="sdxl")
    assert suggested(info, "dreambooth", "full", 5)["optimizer"] == "adafactor"
