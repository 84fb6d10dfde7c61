"""A training that is looked at while it runs, and what its folder tells afterwards."""

from __future__ import annotations

import pytest

from core.contract import events as ev
from core.contract.digits import DigitsConfig, ShowRun, TrainDigits
from core.contract.errors import Cancelled, InvalidValue
from core.explain.digits import live as living
from core.explain.run_view import run_answer, thinned
from core.training.tasks import digit_score
from core.training.train import train
from core.training.watch import Watch


def config(output, **changes) -> DigitsConfig:
    usual = {"steps": 2, "batch_size": 20, "pictures": 40, "device": "cpu", "report_every": 1}
    return DigitsConfig(task="digit-score", output=str(output), **{**usual, **changes})


@pytest.fixture
def always(monkeypatch):
    """Look after each step; samples cost next to nothing."""
    for name in ("GLANCE_SECONDS", "SAMPLE_SECONDS"):
        monkeypatch.setattr(living, name, 0.0)
    monkeypatch.setattr(living, "LOOK_SHARE", 1e9)
    monkeypatch.setattr(digit_score, "SAMPLE_STEPS", 1)


def test_batches_losses_weights_and_samples_are_told_and_looking_on_changes_no_bit(
    tmp_path, always
):
    run = tmp_path / "run"
    events = list(living.live(TrainDigits(config(run)), lambda: False, "j"))
    batches = [e for e in events if isinstance(e, ev.Explained) and e.part == "batch"]
    samples = [e for e in events if isinstance(e, ev.Explained) and e.part == "samples"]
    losses = [e.metrics["loss"] for e in events if isinstance(e, ev.TrainStep)]
    assert [e.figures["loss"] for e in batches] == losses
    assert [e.figures["step"] for e in samples] == [1, 2]
    last = batches[-1].figures
    assert len(last["t"]) == len(last["labels"]) == len(last["errors"]) == living.SHOWN
    assert (last["size"], last["weights"] > 1000) == (20, True)
    assert batches[0].figures["moved"] == 0
    assert last["moved"] > 0
    assert isinstance(events[-1], ev.TrainDone)

    told = run_answer(ShowRun(str(run)))
    assert told.figures["batch"]["t"] == last["t"]
    assert [line["step"] for line in told.figures["log"]] == [1, 2]
    assert told.figures["finished"] is True
    assert told.figures["samples"] == [2]
    assert run_answer(ShowRun(str(run), 2)).glances["sample"].shape == (48, 120, 3)
    with pytest.raises(InvalidValue):
        run_answer(ShowRun(str(run), 1))

    list(train(config(tmp_path / "unseen"), Watch(), resume=False))
    weights = "result/score/model.safetensors"
    assert (run / weights).read_bytes() == (tmp_path / "unseen" / weights).read_bytes()


def test_a_stopped_training_has_saved_its_state(tmp_path):
    with pytest.raises(Cancelled):
        list(living.live(TrainDigits(config(tmp_path / "run")), lambda: True, "j"))


def test_a_long_log_is_thinned_and_keeps_its_ends():
    log = [{"step": step} for step in range(2000)]
    short = thinned(log)
    assert len(short) == 500
    assert (short[0], short[-1]) == (log[0], log[-1])
