"""The card holds data, licence, commands and the measured figures."""

from __future__ import annotations

import pytest


@pytest.fixture
def facts(starter):
    report = {
        "drawn": {
            "pictures": 140,
            "noun": 0.875,
            "colour": 0.99,
            "both": 0.4,
            "blue": 0.11,
            "blue_negative": 0.01,
            "quick": 0.76,
            "kept_place": 0.93,
            "painted": 0.62,
            "painted_unseen": 0.31,
            "seconds": 0.84,
            "missed": ["swan 1/5"],
            "guidance": {"1": 0.41, "5": 0.92},
        },
        "variety": {
            "spread": 41.2,
            "spread_renders": 44.9,
            "nearest": 21.7,
            "nearest_held_out": 20.1,
        },
        "parts": {"psnr": 27.31, "retrieval": 0.92, "kept": 0.74},
        "judge": {"noun": 0.991, "both": 0.9, "colour": 0.999, "none": 0.97, "seconds": 500.0},
    }
    commands = [f"python -m core train {task}" for task in ("vae", "clip", "unet")]
    return starter("card").Facts(report, commands, 31_700_000, "2.10.0", smoke=False)


def test_figures_commands_and_licence_are_told(starter, facts):
    text = starter("card").card_text(starter("plan").Plan(), facts)
    for part in (
        "87.5%",
        "27.31 dB",
        "31.0%",
        "0.84 s",
        "swan 1/5",
        "31.7 MB",
        "SIL Open Font License 1.1",
        "python -m core train unet",
        "48000 scenes",
        "seed 0",
        "sks",
        "teddy bear",
    ):
        assert part in text
    assert "smoke" not in text


def test_a_smoke_build_says_so(starter, facts):
    from dataclasses import replace

    text = starter("card").card_text(starter("plan").smoke_plan(), replace(facts, smoke=True))
    assert "draws nothing" in text


def test_the_guidance_table_is_left_out_where_nothing_was_measured(starter, facts):
    plan = starter("plan").Plan()
    assert "| noun right | 41.0% | 92.0% |" in starter("card").card_text(plan, facts)
    facts.report["drawn"]["guidance"] = {}
    assert "| guidance |" not in starter("card").card_text(plan, facts)
