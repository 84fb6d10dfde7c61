"""The figures as lines for a terminal."""

from __future__ import annotations

import pytest


@pytest.fixture
def report(starter):
    figures, judge = starter("figures"), starter("judge")
    drawn = figures.Drawn(
        *(500, 0.91, 0.96, 0.71, 0.12, 0.01, 0.77, 0.88, 0.62, 0.31, 0.8, ["swan 1/5"]),
        {"1": 0.5, "5": 0.9},
    )
    return figures.Report(
        drawn,
        figures.Variety(40.0, 44.0, 21.0, 20.0),
        figures.Parts(28.5, 0.93, 0.74),
        judge.JudgeQuality(0.98, 0.9, 0.99, 0.95, 60.0),
        None,
        None,
    )


def test_every_figure_has_its_place(starter, report):
    text = starter("figures").text_of(report)
    for part in (
        "91.0%",
        "96.0%",
        "71.0%",
        "12.0%",
        "1.0%",
        "77.0%",
        "88.0%",
        "62.0%",
        "31.0%",
        "28.50 dB",
        "93.0%",
    ):
        assert part in text
    assert "1: 50.0%, 5: 90.0%" in text
    assert "swan 1/5" in text
