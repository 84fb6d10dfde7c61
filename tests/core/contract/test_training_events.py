"""The messages about trainings travel like all others."""

import pytest

from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.contract.teaching import DreamBoothConfig, EmbeddingConfig, FinetuneConfig
from core.contract.training import TrainingConfig

CONFIGS = (
    TrainingConfig(task="vae", data="d", output="o"),
    DreamBoothConfig(photos="p", class_noun="dog", output="o"),
    EmbeddingConfig(photos="p", token="t", init_word="dog", output="o"),
    FinetuneConfig(data="d", output="o"),
)


@pytest.mark.parametrize(
    "message",
    [
        *(ev.Train("a", config, resume=True) for config in CONFIGS),
        ev.Finish("a"),
        ev.TrainStep("a", 1, 2, {"loss": 0.5}, 3.0),
        ev.CheckpointSaved("a", 1, "step-000001"),
        ev.TrainDone("a", 2, "result"),
    ],
)
def test_there_and_back(message):
    assert ev.from_line(ev.to_line(message)) == message


def test_a_wrong_field_of_a_config_is_named():
    line = ev.to_line(ev.Train("a", CONFIGS[1])).replace('"rank": 16', '"rank": 0')
    with pytest.raises(InvalidValue, match="rank"):
        ev.from_line(line)
