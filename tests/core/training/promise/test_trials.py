"""What was tried here: the same again, its kin, and others on this machine."""

from dataclasses import replace

import pytest

from core.training.promise.trials import UNKNOWN, Pace, Trial, Trials

PACE = Pace(2.0, 0.1, 0.5, 0.3)
ONE = Trial("sd1", "cuda", "bfloat16", "attention-r16", 512, 2, 1, 100.0, 1.2, PACE, 9.0)


@pytest.fixture
def trials(tmp_path):
    return Trials(tmp_path / "trials.json")


def test_the_same_settings_count_as_measured_whenever_they_were(trials, tmp_path):
    trials.learn(ONE)
    trials.learn(replace(ONE, pace=replace(PACE, step=3.0), when=10.0))
    again = Trials(tmp_path / "trials.json")
    assert again.same(replace(ONE, when=0.0)).pace.step == 3.0
    assert len(again.records) == 1
    for other in ({"side": 256}, {"rows": 4}, {"device": "cpu"}, {"method": "all-whole"}):
        assert again.same(replace(ONE, **other)) is None


def test_memory_is_corrected_by_the_same_method_at_the_nearest_size(trials):
    assert trials.ratio(ONE) is None
    trials.learn(ONE)
    trials.learn(replace(ONE, side=1024, work=500.0, ratio=2.0))
    assert trials.ratio(replace(ONE, side=640, work=150.0)) == 1.2
    assert trials.ratio(replace(ONE, side=960, work=450.0)) == 2.0
    assert trials.ratio(replace(ONE, method="all-whole")) is None
    trials.learn(replace(ONE, ratio=UNKNOWN))
    assert trials.ratio(ONE) is None


def test_speed_is_that_of_this_model_or_else_of_this_machine(trials):
    assert trials.speed(ONE) is None
    trials.learn(replace(ONE, model="sdxl"))
    assert trials.speed(ONE) == (50.0, False)
    trials.learn(replace(ONE, method="all-whole", work=30.0))
    assert trials.speed(ONE) == (15.0, True)
    assert trials.speed(replace(ONE, device="cpu")) is None


def test_what_cannot_be_true_is_not_kept(trials):
    wrong = [
        {"pace": replace(PACE, step=0.0)},
        {"pace": replace(PACE, draw=-1.0)},
        {"pace": replace(PACE, decode=float("nan"))},
        {"ratio": 50.0},
        {"work": 0.0},
        {"side": 0},
    ]
    for change in wrong:
        trials.learn(replace(ONE, **change))
    assert trials.records == ()
