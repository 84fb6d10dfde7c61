"""The shipped configs describe the published models: as many numbers in each network."""

import pytest
import torch

from core.checkpoints import components, schemas
from core.files import folders
from core.files.models.folder_files import read_json
from core.networks.unet import UNet

CONFIGS = folders.resources() / "model_configs"
# As counted in the published checkpoints.
UNETS = {
    "sd1": 859_520_964,
    "sd1-inpaint": 859_535_364,
    "sd2": 865_910_724,
    "sd2-v": 865_910_724,
    "sd2-inpaint": 865_925_124,
    "sdxl": 2_567_463_684,
    "sdxl-inpaint": 2_567_478_084,
}
TEXTS = {"sd1": 123_060_480, "sd2": 340_387_840, "sdxl": 123_060_480}


def count(network: torch.nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def family(name: str) -> str:
    return name.partition("-")[0]


def test_all_are_known():
    assert {path.name for path in CONFIGS.iterdir()} == set(UNETS)


@pytest.mark.parametrize("name", UNETS)
def test_sizes(name):
    unet = components.build_unet(CONFIGS / name)
    assert isinstance(unet, UNet)
    assert count(unet) == UNETS[name]
    assert count(components.build_vae(CONFIGS / name)) == 83_653_863
    assert count(components.build_text_encoder(CONFIGS / name)) == TEXTS[family(name)]
    if family(name) == "sdxl":
        second = components.build_text_encoder(CONFIGS / name, components.TEXT_2)
        assert count(second) == 694_659_840


@pytest.mark.parametrize("name", UNETS)
def test_schedule(name):
    file = "scheduler/scheduler_config.json"
    config = schemas.schedule_config(read_json(CONFIGS / name, file), file)
    assert config.prediction_type == ("v_prediction" if name == "sd2-v" else "epsilon")
    assert (config.beta_start, config.beta_end) == (0.00085, 0.012)
