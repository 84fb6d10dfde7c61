"""A digit in two ways from the same noise: frames of both, and what each ends with."""

from __future__ import annotations

import numpy as np
import pytest

from core.contract import events as ev
from core.contract.digits import MakeDigit
from core.explain.digits.make import made, made_events
from core.explain.digits.model import shipped

QUESTION = MakeDigit(3, made_seed=1, climb_steps=60, diffuse_steps=12)


@pytest.fixture(scope="module")
def frames():
    return list(made(shipped(), QUESTION))


def test_both_ways_go_side_by_side_to_their_ends(frames):
    lanes = {way: [f for f in frames if f.way == way] for way in ("climb", "diffuse")}
    assert [f.step for f in lanes["climb"]] == list(range(1, 61))
    assert [f.step for f in lanes["diffuse"]] == list(range(1, 13))
    middle = frames[: len(frames) // 2]
    assert sum(f.way == "diffuse" for f in middle) in (5, 6, 7)
    scores = [f.score for f in lanes["climb"]]
    assert scores[0] < 0.1
    assert scores[-1] > 0.9
    assert lanes["diffuse"][-1].score > 0.7
    times = [f.t for f in lanes["diffuse"]]
    assert times == sorted(times, reverse=True)


def test_what_removes_noise_ends_on_clean_paper_and_what_climbs_does_not(frames):
    ends = {frame.way: frame.image for frame in frames}
    border = {
        way: np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
        for way, image in ends.items()
    }
    assert (border["diffuse"] > 200).mean() > 0.95
    assert (border["climb"] > 200).mean() < 0.8


def test_it_can_be_stopped():
    asked = iter([False, False, True])
    events = list(made_events(shipped(), QUESTION, lambda: next(asked), "j"))
    assert [type(event) for event in events] == [ev.Explained, ev.Explained, ev.JobCancelled]
    assert {"picture"} <= events[0].glances.keys()
