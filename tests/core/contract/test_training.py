"""What a training may be asked for."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.request import SEED_MAX
from core.contract.training import TrainingConfig

PLAIN = TrainingConfig(task="unet", data="photos", output="run")


def test_there_and_back() -> None:
    config = dataclasses.replace(PLAIN, crop=64, min_snr_gamma=5.0, init_from="starter", seed=3)
    data = json.loads(json.dumps(codec.to_json(config)))
    assert codec.from_json(TrainingConfig, data) == config
    with pytest.raises(InvalidValue, match="task"):
        codec.from_json(TrainingConfig, {**data, "task": "lora"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps", 0),
        ("batch_size", 0),
        ("accumulation", -1),
        ("checkpoint_every", 0),
        ("keep_checkpoints", 0),
        ("report_every", 0),
        ("seed", -1),
        ("seed", SEED_MAX + 1),
        ("seed", 2**64 - 1),
        ("warmup_steps", -1),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("learning_rate", float("inf")),
        ("weight_decay", -0.1),
        ("weight_decay", float("nan")),
        ("gradient_clip", float("inf")),
        ("kl_weight", float("nan")),
        ("min_snr_gamma", 0.0),
        ("min_snr_gamma", float("nan")),
        ("ema_decay", 1.0),
        ("ema_decay", float("nan")),
        ("caption_dropout", 1.1),
        ("middle_steps", 1.1),
        ("resolution", 0),
        ("resolution", 100),
        ("resolution", 8192),
        ("crop", 12),
    ],
)
def test_beyond_the_edges(field: str, value: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        dataclasses.replace(PLAIN, **{field: value})
    assert caught.value.field == field


@pytest.mark.parametrize(
    "changes",
    [
        {"gradient_clip": 0.0},
        {"ema_decay": 0.999999},
        {"caption_dropout": 1.0},
        {"resolution": 8},
        {"crop": 4096},
        {"warmup_steps": 0},
        {"seed": SEED_MAX},
    ],
)
def test_edges_that_are_fine(changes: dict[str, Any]) -> None:
    assert dataclasses.replace(PLAIN, **changes)
