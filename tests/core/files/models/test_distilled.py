"""Few-step models are told by their scheduler or their name, and by nothing else."""

from __future__ import annotations

import pytest

from core.files.models.distilled import Distilled, distilled


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sd-turbo", Distilled("turbo", None, 512)),
        ("sdxl-turbo", Distilled("turbo", None, 512)),
        ("sd_xl_turbo_1.0_fp16", Distilled("turbo", None, 512)),
        ("DreamShaperXL_Turbo_v2", Distilled("turbo")),
        ("DreamShaperXLTurbo", Distilled("turbo")),
        ("sdxl_lightning_4step", Distilled("lightning", 4)),
        ("SDXL-Lightning-8-steps", Distilled("lightning", 8)),
        ("juggernautXL_v9Rdphoto2Lightning", Distilled("lightning")),
        ("Hyper-SDXL-1step-Unet", Distilled("hyper", 1)),
        ("HyperSD15", Distilled("hyper")),
        ("dreamshaper-8-lcm", Distilled("lcm")),
        ("LCM_Dreamshaper_v7", Distilled("lcm")),
        ("lightning-turbo", Distilled("lightning")),  # the first of the list counts
        ("model-lightning-50steps", Distilled("lightning")),  # so many are no distillation
        ("hyperrealism", None),
        ("turbocharged", None),
        ("my-2step-model", None),
        ("stable-diffusion-xl-base-1.0", None),
        ("", None),
    ],
)
def test_names(name: str, expected: Distilled | None) -> None:
    assert distilled("EulerDiscreteScheduler", [name]) == expected


def test_the_scheduler_comes_first() -> None:
    assert distilled("LCMScheduler", ["model-turbo-4step"]) == Distilled("lcm", 4)
    assert distilled("TCDScheduler", []) == Distilled("hyper")
    assert distilled(None, []) is None


def test_any_of_the_names_counts() -> None:
    assert distilled(None, ["snapshot", "sdxl-turbo"]) == Distilled("turbo", None, 512)


def test_a_very_long_name_is_not_read_whole() -> None:
    assert distilled(None, ["turbo" + "-x" * 10**6]) is None
