"""Every reason is one sentence, and none shows a gap where a value is missing."""

from __future__ import annotations

import typing

import pytest

from core.cli.judging_wording import FAULTS, choice, judged
from core.contract.judging import Choice, Fault, Judged, Judgement, Why


@pytest.mark.parametrize("why", typing.get_args(Why))
def test_each_reason_is_worded(why: Why) -> None:
    text = choice(Choice(600, why, 8, 0.834, rival=900, fault="leak", seen=False))
    assert text.startswith("step 600")
    assert "None" not in text
    assert "\n" not in text


def test_a_refused_rival_is_named_with_its_fault() -> None:
    assert choice(Choice(600, "held_back", 8, 0.8, rival=900, fault="copying")) == (
        "step 600 (likeness 0.80): step 900 is more alike, but copies a photo"
    )


def test_likeness_on_seen_photos_says_so() -> None:
    assert "has seen" in choice(Choice(600, "best", 8, 0.8, seen=True))


def test_each_fault_is_worded() -> None:
    assert set(FAULTS) == set(typing.get_args(Fault))


def test_a_judgement_without_an_encoder_says_so() -> None:
    event = Judged("", Judgement(100, 0.21), Choice(100, "last", 1), "", "none", "none")
    assert judged(event) == "step 100: loss 0.21 (loss only: there is no encoder to judge with)"
