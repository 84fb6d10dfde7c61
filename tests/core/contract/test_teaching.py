"""What teaching a finished model may be asked for."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.request import SEED_MAX
from core.contract.teaching import (
    CONFIGS,
    SIDE_MIN,
    AnyConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TeachConfig,
    filled,
    heeds,
    without_effect,
)
from core.contract.training import TrainingConfig
from core.files.photos.buckets import CELLS, bucket_sizes

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
        (DREAM, "resolution", 8),
        (WORD, "resolution", 8),
        (MORE, "resolution", 8),
        (MORE, "seed", SEED_MAX + 1),
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


def test_the_smallest_pictures_still_have_sides_in_every_shape() -> None:
    for config in (DREAM, WORD, MORE):
        assert dataclasses.replace(config, resolution=SIDE_MIN).resolution == SIDE_MIN
    for side in range(SIDE_MIN, 513, 8):
        assert min(map(min, bucket_sizes(side, CELLS))) >= CELLS


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


# Of a teaching as it is, without another word: nothing is masked, and the words' encoder stays as it is.
QUIET = {"mask_background", "text_learning_rate"}


@pytest.mark.parametrize(
    ("config", "changes", "idle"),
    [
        (DREAM, {}, {"result_format"}),
        (DREAM, {"prior": "distilled"}, {"result_format"}),
        (DREAM, {"prior": "adapter_off"}, {"result_format", "prior_count"}),
        (
            DREAM,
            {"prior": "none"},
            {"result_format", "prior_count", "prior_weight", "prior_dropout"},
        ),
        (
            DREAM,
            {"prior_weight": 0.0},
            {"result_format", "prior_count", "prior", "prior_dropout"},
        ),
        (DREAM, {"method": "full"}, {"rank", "alpha", "conv", "prior_dropout"}),
        (
            DREAM,
            {"method": "full", "prior": "none"},
            {"rank", "alpha", "conv", "prior_dropout", "prior_count", "prior_weight"},
        ),
        (MORE, {}, {"result_format", "crop_around"}),
        (MORE, {"method": "full"}, {"rank", "alpha", "conv", "crop_around"}),
        (MORE, {"judge": False}, {"result_format", "patience", "crop_around"}),
    ],
)
def test_what_changes_nothing(config: TeachConfig, changes: dict[str, Any], idle: set[str]) -> None:
    assert without_effect(dataclasses.replace(config, **changes)) == idle | QUIET


def test_what_is_asked_for_has_its_effect() -> None:
    asked = dataclasses.replace(MORE, masks="m", train_text_encoder=True, min_snr_gamma=5.0)
    assert without_effect(asked) == {"result_format", "crop_around"}
    assert without_effect(WORD) == {"mask_background"}
    assert without_effect(dataclasses.replace(WORD, judge=False, masks="m")) == {"patience"}


@pytest.mark.parametrize(
    ("task", "idle"),
    [
        ("vae", {"caption_dropout", "middle_steps", "min_snr_gamma"}),
        ("unet", {"crop", "kl_weight", "gradient_weight", "freeze_encoder"}),
        (
            "clip",
            {"crop", "kl_weight", "gradient_weight", "freeze_encoder"}
            | {"caption_dropout", "middle_steps", "min_snr_gamma"},
        ),
        ("digit-score", {"caption_dropout", "min_snr_gamma"}),
        ("digit-noise", set()),
    ],
)
def test_what_a_task_makes_nothing_of(task: Any, idle: set[str]) -> None:
    data = {"data": "d"} if CONFIGS[task] is TrainingConfig else {}
    config: AnyConfig = CONFIGS[task](task=task, output="o", **data)
    assert without_effect(config) == idle
    assert [heeds(task, name) for name in sorted(idle)] == [False] * len(idle)
    assert heeds(task, "steps")
