"""The two small networks: shapes, sizes, and what they are told."""

from __future__ import annotations

import torch

from core.networks.digits import CLASSES, NOTHING, DigitPredictor, ScoreNet


def test_the_judge_gives_a_number_for_each_digit():
    assert ScoreNet()(torch.zeros(2, 1, 24, 24)).shape == (2, CLASSES)
    assert ScoreNet((8, 16))(torch.zeros(1, 1, 16, 16)).shape == (1, CLASSES)


def test_the_predictor_hears_time_and_digit():
    network, x = DigitPredictor().eval(), torch.randn(1, 1, 24, 24)
    told = [network.context(torch.tensor([digit])) for digit in (3, 4, NOTHING)]
    with torch.no_grad():
        answers = [network(x, torch.tensor([t]), c) for t in (1.0, 900.0) for c in told]
    assert all(answer.shape == x.shape for answer in answers)
    assert len({answer.numpy().tobytes() for answer in answers}) == 6


def test_both_together_fit_in_a_few_hundred_kilobytes():
    numbers = sum(p.numel() for net in (ScoreNet(), DigitPredictor()) for p in net.parameters())
    assert 2 * numbers < 580_000
