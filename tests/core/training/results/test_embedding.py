"""The file of a learned word: one tensor under its word, or SDXL's pair; nothing of the photos."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from PIL import Image

from core.checkpoints.embedding_file import read_vectors
from core.contract.teaching import EmbeddingConfig
from core.files.models.embedding_info import describe_embedding
from core.files.models.headers import read_header
from core.training.results.embedding import save_embedding

WIDTHS = {"sd1": (768,), "sd2": (1024,), "sdxl": (768, 1280)}


@pytest.mark.parametrize(
    ("family", "prediction", "architecture"),
    [
        ("sd1", "eps", "stable-diffusion-v1"),
        ("sd2", "eps", "stable-diffusion-v2-512"),
        ("sd2", "v", "stable-diffusion-v2-768-v"),
        ("sdxl", "eps", "stable-diffusion-xl-v1-base"),
    ],
)
def test_it_is_read_back_as_it_was(tmp_path, family, prediction, architecture):
    config = EmbeddingConfig(
        photos="/home/me/secret", output="out", token="sks-cat", init_word="cat", name="my cat"
    )
    rows = [torch.randn(2, width) for width in WIDTHS[family]]
    info = SimpleNamespace(family=family, prediction=prediction, name="model")
    save_embedding(tmp_path, config, info, rows, 7, Image.new("RGB", (8, 8)))
    file = tmp_path / "my-cat.safetensors"
    told = describe_embedding(file)
    assert (told.family, told.vectors, told.name) == (family, 2, "my-cat")
    assert told.token == (None if family == "sdxl" else "sks-cat")
    assert all(torch.equal(a, b) for a, b in zip(read_vectors(file), rows, strict=True))
    said = read_header(file).metadata
    assert said["modelspec.trigger_phrase"] == "sks-cat"
    assert said["ss_steps"] == "7"
    assert said["modelspec.architecture"] == f"{architecture}/textual-inversion"
    assert not any("secret" in value for value in said.values())
    assert (tmp_path / "my-cat.png").is_file()
