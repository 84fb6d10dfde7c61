"""What teaching a finished model may be asked for."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.teaching import (
    AnyConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TeachConfig,
    filled,
)

DREAM = DreamBoothConfig(photos="p", class_noun="dog", output="o")
WORD = EmbeddingConfig(photos="p", token="<pup>", init_word="dog", output="o")
MORE = FinetuneConfig(data="d", output="o")


@pytest.mark.parametrize("config", [DREAM, WORD, MORE], ids=lambda c: c.task)
def test_there_and_back_by_the_task(config: TeachConfig) -> None:
    data = json.loads(json.dumps(codec.to_json(config)))
    assert codec.from_json(AnyConfig, data, "config") == config


def test_errors_are_about_the_field_that_is_wrong_not_about_other_tasks() -> None:
    data = codec.to_json(DREAM)
    with pytest.raises(InvalidValue, match="rank"):
        codec.from_json(AnyConfig, {**data, "rank": 0}, "config")
    with pytest.raises(InvalidValue, match="no such field"):
        codec.from_json(AnyConfig, {**data, "vectors": 2}, "config")
    with pytest.raises(InvalidValue, match="vae, clip, unet, dreambooth, embedding, finetune"):
        codec.from_json(AnyConfig, {**data, "task": "hypernetwork"}, "config")


@pytest.mark.parametrize(
    ("config", "field", "value"),
    [
        (DREAM, "photos", " "),
        (DREAM, "class_noun", ""),
        (DREAM, "token", "x" * 1001),
        (DREAM, "prompt", "a {noun}"),
        (DREAM, "prompt", "a {token} {nuon}"),
        (DREAM, "class_prompt", "a {token} {noun}"),
        (DREAM, "prior_count", 0),
        (DREAM, "prior_count", 10_001),
        (DREAM, "prior_weight", -1.0),
        (DREAM, "prior_weight", float("nan")),
        (DREAM, "rank", 0),
        (DREAM, "rank", 1025),
        (DREAM, "alpha", 0.0),
        (DREAM, "text_learning_rate", 0.0),
        (DREAM, "resolution", 100),
        (DREAM, "noise_offset", -0.1),
        (DREAM, "mask_background", 1.1),
        (DREAM, "model", ""),
        (DREAM, "name", "../up"),
        (DREAM, "name", ".hidden"),
        (DREAM, "steps", 0),
        (WORD, "vectors", 0),
        (WORD, "token", ""),
        (WORD, "init_word", ""),
        (WORD, "prompt", "a photo"),
        (WORD, "prompt", "a {token} {nuon}"),
        (MORE, "caption_dropout", 1.1),
        (MORE, "data", ""),
    ],
)
def test_beyond_the_edges(config: TeachConfig, field: str, value: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        dataclasses.replace(config, **{field: value})
    assert caught.value.field == field


def test_only_a_lora_can_be_switched_off() -> None:
    for prior in ("adapter_off", "distilled"):
        assert dataclasses.replace(DREAM, prior=prior)
        with pytest.raises(InvalidValue, match="prior"):
            dataclasses.replace(DREAM, prior=prior, method="full")


@pytest.mark.parametrize(
    ("changes", "keeps", "count"),
    [
        ({"prior": "pictures"}, True, 100),
        ({"prior": "distilled", "prior_count": 7}, True, 7),
        ({"prior": "adapter_off"}, True, 0),
        ({"prior": "none"}, False, 0),
        ({"prior": "pictures", "prior_weight": 0.0}, False, 0),
        ({"prior": "adapter_off", "prior_weight": 0.0}, False, 0),
    ],
)
def test_what_keeps_the_class(changes: dict[str, Any], keeps: bool, count: int) -> None:
    config = dataclasses.replace(DREAM, **changes)
    assert (config.keeps_class, config.class_count) == (keeps, count)


def test_alpha_is_the_rank_unless_it_is_named() -> None:
    assert DREAM.scale == 1.0
    assert dataclasses.replace(DREAM, rank=8, alpha=4.0).scale == 0.5


def test_words_are_put_into_a_prompt() -> None:
    assert filled(DREAM.prompt, "sks", "dog") == "a photo of sks dog"
    assert filled(DREAM.class_prompt, "sks", "dog") == "a photo of dog"
