"""What of a request is told wrong before a weight is read."""

import dataclasses

import pytest
from PIL import Image

from core.contract.errors import (
    FileMissing,
    InvalidValue,
    ModelNotFound,
    PictureUnsupported,
    WildcardMissing,
)
from core.contract.request import GenerationRequest
from core.generation.checks import check_request


@pytest.fixture
def request_(tiny_model_folder, tmp_path):
    return GenerationRequest(
        "a swan", str(tmp_path / "x.png"), seed=1, model=str(tiny_model_folder)
    )


def test_a_sound_request_passes(request_, tmp_path):
    Image.new("RGB", (32, 32)).save(tmp_path / "photo.png")
    check_request(request_)
    check_request(dataclasses.replace(request_, init=str(tmp_path / "photo.png")))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"model": "nowhere"}, ModelNotFound),
        ({"seed": 2**63 - 1, "count": 2}, InvalidValue),
        ({"init": "missing.png"}, FileMissing),
        ({"init": "TEXT"}, PictureUnsupported),
        ({"vae": "missing.safetensors"}, FileMissing),
        ({"prompt": "a __no such list__"}, WildcardMissing),
    ],
)
def test_what_is_wrong_is_told(request_, tmp_path, change, error):
    (tmp_path / "notes.txt").write_text("no picture")
    change = {k: str(tmp_path / "notes.txt") if v == "TEXT" else v for k, v in change.items()}
    with pytest.raises(error):
        check_request(dataclasses.replace(request_, **change))
