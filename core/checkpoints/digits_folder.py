"""The folder of the two small networks about digits: read with the checks of every model, and written.

    score/{config.json, model.safetensors}                the judge
    unet/ and words/model.safetensors                      the noise predictor and what it is told
    scheduler/scheduler_config.json                        its noise levels

Each part may be missing in the result of a training, which teaches one of the networks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn

from core.checkpoints import components, schemas
from core.checkpoints.tensors import load_into, write_safetensors
from core.contract.errors import ConfigInvalid
from core.diffusion.schedule import NoiseSchedule
from core.files import store
from core.files.models.folder_files import inside, read_json
from core.networks.digits import SCORE_GROUPS, DigitPredictor, ScoreNet

SCORE, WORDS, SCHEDULER = "score", "words", "scheduler/scheduler_config.json"
WEIGHTS = "model.safetensors"
CHANNELS_MAX = 4096
Module = TypeVar("Module", ScoreNet, nn.Embedding)
_CPU, _ABSENT = torch.device("cpu"), torch.device("meta")


@dataclass(frozen=True, eq=False)
class DigitModel:
    """Both networks, in float32 on the CPU, and the noise levels they were taught on."""

    score: ScoreNet
    predictor: DigitPredictor
    schedule: NoiseSchedule


def load_digits(folder: Path) -> DigitModel:
    """The whole folder. Raises the model errors of `components` and `tensors`."""
    return DigitModel(load_score(folder), load_predictor(folder), load_schedule(folder))


def load_score(folder: Path) -> ScoreNet:
    """score/, in evaluation mode."""
    name = f"{SCORE}/{components.CONFIG}"
    channels = read_json(folder, name).get("channels")
    with _ABSENT:
        network = ScoreNet(_channels(channels, str(folder / name)))
    return _filled(network, inside(folder, f"{SCORE}/{WEIGHTS}"))


def load_predictor(folder: Path) -> DigitPredictor:
    """unet/ and words/, in evaluation mode."""
    config = components.build_unet(folder).config
    with _ABSENT:
        network = DigitPredictor(config)
    network.unet = components.load_unet(folder, device=_CPU, dtype=torch.float32)
    network.words = _filled(network.words, inside(folder, f"{WORDS}/{WEIGHTS}"))
    return network.eval()


def load_schedule(folder: Path) -> NoiseSchedule:
    """The levels in scheduler_config.json."""
    return NoiseSchedule(
        schemas.schedule_config(read_json(folder, SCHEDULER), str(folder / SCHEDULER))
    )


def save_score(folder: Path, network: ScoreNet, dtype: torch.dtype) -> None:
    """score/ with its weights as `dtype`. Raises what writing raises."""
    place = folder / SCORE
    store.make_folder(place)
    store.write_json(
        place / components.CONFIG, {"channels": [conv.out_channels for conv in network.convs]}
    )
    write_safetensors(place / WEIGHTS, network.state_dict(), dtype=dtype)


def save_predictor(
    folder: Path, network: DigitPredictor, schedule: NoiseSchedule, dtype: torch.dtype
) -> None:
    """unet/, words/ and scheduler/ with their weights as `dtype`. Raises what writing raises."""
    components.save_unet(folder, network.unet, dtype)
    store.make_folder(folder / WORDS)
    write_safetensors(folder / WORDS / WEIGHTS, network.words.state_dict(), dtype=dtype)
    store.make_folder((folder / SCHEDULER).parent)
    store.write_json(folder / SCHEDULER, schemas.schedule_json(schedule.config))


def _filled(network: Module, file: Path) -> Module:
    load_into(network, file, dtype=torch.float32, device=_CPU)
    return network.eval()


def _channels(value: object, path: str) -> tuple[int, ...]:
    """Raises `ConfigInvalid` for what is no list of widths."""
    fits = isinstance(value, list) and 1 <= len(value) <= 8
    whole = value if fits and isinstance(value, list) else []
    if not whole or not all(
        type(c) is int and 0 < c <= CHANNELS_MAX and c % SCORE_GROUPS == 0 for c in whole
    ):
        raise ConfigInvalid(path, "channels", value, f"a list of multiples of {SCORE_GROUPS}")
    return tuple(whole)
