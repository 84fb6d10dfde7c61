"""What a folder's configs say, and folders that contradict themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import ConfigInvalid
from core.files.models import folder_kinds

FOLDER = Path("model")


@pytest.mark.parametrize(
    ("layout", "unet", "expected"),
    [
        ("sd", {}, "sd1"),
        ("sd", {"use_linear_projection": True}, "sd2"),
        ("sdxl", {"use_linear_projection": True, "addition_embed_type": "text_time"}, "sdxl"),
    ],
)
def test_family(layout: Any, unet: dict[str, Any], expected: str) -> None:
    assert folder_kinds.family(FOLDER, layout, unet) == expected


@pytest.mark.parametrize(
    ("layout", "told"), [("sd", "text_time"), ("sdxl", None), ("sdxl", ["text_time"])]
)
def test_an_index_and_a_u_net_of_two_families(layout: Any, told: Any) -> None:
    with pytest.raises(ConfigInvalid, match="addition_embed_type"):
        folder_kinds.family(FOLDER, layout, {"addition_embed_type": told})


@pytest.mark.parametrize(
    ("into", "latent", "expected"), [(4, 4, "base"), (9, 4, "inpaint"), (16, 16, "base")]
)
def test_kind(into: int, latent: int, expected: str) -> None:
    found = folder_kinds.kind(FOLDER, {"in_channels": into}, {"latent_channels": latent})
    assert found == expected


@pytest.mark.parametrize(("into", "latent"), [(6, 4), ("9", 4), (9, [4]), (None, 4)])
def test_channels_that_do_not_fit(into: Any, latent: Any) -> None:
    with pytest.raises(ConfigInvalid, match="in_channels"):
        folder_kinds.kind(FOLDER, {"in_channels": into}, {"latent_channels": latent})


@pytest.mark.parametrize(
    ("said", "expected"), [({}, "eps"), ({"prediction_type": "v_prediction"}, "v")]
)
def test_prediction(said: dict[str, Any], expected: str) -> None:
    assert folder_kinds.prediction(FOLDER, said) == expected
