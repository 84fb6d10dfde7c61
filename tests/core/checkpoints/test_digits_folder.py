"""The folder of the digit networks: read as it was written, refused where it is damaged."""

from __future__ import annotations

import json

import pytest
import torch

from core.checkpoints.digits_folder import load_digits, save_predictor, save_score
from core.contract.errors import ConfigInvalid, ModelIncomplete, ReverieError
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.networks.digits import DigitPredictor, ScoreNet


@pytest.fixture
def folder(tmp_path):
    save_score(tmp_path, ScoreNet(), torch.float16)
    schedule = NoiseSchedule(ScheduleConfig(num_train_timesteps=50))
    save_predictor(tmp_path, DigitPredictor(), schedule, torch.float16)
    return tmp_path


def test_what_is_written_is_read(folder):
    model = load_digits(folder)
    assert model.schedule.timesteps == 50
    save_score(folder, model.score, torch.float16)
    again = load_digits(folder)
    for name, tensor in model.score.state_dict().items():
        assert torch.equal(tensor, again.score.state_dict()[name])
    assert not model.predictor.training


@pytest.mark.parametrize("channels", [None, [], [3], ["8"], [8] * 20, [-8], 8])
def test_a_wrong_config_is_refused(folder, channels):
    (folder / "score/config.json").write_text(json.dumps({"channels": channels}))
    with pytest.raises(ConfigInvalid):
        load_digits(folder)


def test_a_missing_or_other_file_is_refused(folder):
    (folder / "words/model.safetensors").write_bytes(b"")
    with pytest.raises(ReverieError):
        load_digits(folder)
    (folder / "scheduler/scheduler_config.json").unlink()
    with pytest.raises((ModelIncomplete, ReverieError)):
        load_digits(folder)
