"""A bundle holds a model ready to draw, with the schedule that diffusers' pipelines would use."""

import pytest
import torch

from core.diffusion.schedule import ScheduleConfig
from core.generation.bundle import ModelBundle, pipeline_schedule


@pytest.mark.parametrize("offset", [None, 0, 1])
def test_offset_is_one_whatever_the_file_says(offset) -> None:
    assert pipeline_schedule(ScheduleConfig(steps_offset=offset)).steps_offset == 1


def test_parts_are_in_evaluation_mode(info, tiny_model) -> None:
    tiny_model.unet.train()
    bundle = ModelBundle.of(info, tiny_model, None, torch.device("cpu"), torch.float32)
    assert not bundle.unet.training
    assert bundle.schedule.timesteps == 1000
    assert (len(bundle.readers), bundle.is_xl, bundle.force_zeros) == (1, False, False)


def test_an_xl_model_has_two_readers_and_its_file_s_offset(info, tiny_xl_model) -> None:
    bundle = ModelBundle.of(info, tiny_xl_model, None, torch.device("cpu"), torch.float32)
    assert (len(bundle.readers), bundle.is_xl, bundle.force_zeros) == (2, True, True)
    assert bundle.schedule.config.steps_offset is None


@pytest.mark.parametrize(
    ("said", "xl", "clips"),
    [
        (None, True, True),
        (True, True, True),
        (False, True, False),
        (None, False, False),
        (True, False, False),
    ],
)
def test_clipping_as_the_pipelines_have_it(said, xl, clips) -> None:
    config = pipeline_schedule(ScheduleConfig(clip_sample=said), xl=xl)
    assert config.clip_sample is clips
