"""The messages about trainings travel like all others."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import events as ev
from core.contract import training_events
from core.contract.errors import InvalidValue
from core.contract.teaching import DreamBoothConfig, EmbeddingConfig, FinetuneConfig
from core.contract.training import TrainingConfig
from tests.support.messages import check_message, messages_of

CONFIGS = (
    TrainingConfig(task="vae", data="d", output="o"),
    DreamBoothConfig(photos="p", class_noun="dog", output="o"),
    EmbeddingConfig(photos="p", token="t", init_word="dog", output="o"),
    FinetuneConfig(data="d", output="o"),
)


@pytest.mark.parametrize("kind", messages_of(training_events))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.task)
def test_every_kind_of_training_travels(config):
    message = ev.Train("a", config, resume=True)
    assert ev.from_line(ev.to_line(message)) == message


def test_a_wrong_field_of_a_config_is_named():
    line = ev.to_line(ev.Train("a", CONFIGS[1])).replace('"rank": 16', '"rank": 0')
    with pytest.raises(InvalidValue, match="rank"):
        ev.from_line(line)


def test_jobs_about_single_steps_come_back_as_they_were_sent():
    for message in (
        ev.TakeStep("a", "/runs/ä", 400),
        ev.SaveSoFar("b", "/runs/ä"),
        ev.SoFarSaved("b", 400, "/runs/ä/so-far/step-000400"),
    ):
        assert ev.from_line(ev.to_line(message)) == message
