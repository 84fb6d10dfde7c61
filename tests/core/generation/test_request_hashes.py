"""The hashes of a request's files."""

import torch

from core.files.models.hashes import model_hash
from core.generation.additions import Additions
from core.generation.request_hashes import RequestHashes


def test_model_and_vae_are_hashed(tiny_model_folder) -> None:
    vae = str(tiny_model_folder / "vae")
    found = RequestHashes.of(str(tiny_model_folder), vae, Additions(), torch.float32)
    assert found.model.value() == model_hash(str(tiny_model_folder), dtype="float32")
    assert found.vae.value() == model_hash(vae, dtype="float32")


def test_without_another_vae_there_is_none(tiny_model_folder) -> None:
    found = RequestHashes.of(str(tiny_model_folder), None, Additions(), torch.float32)
    assert found.vae is None
