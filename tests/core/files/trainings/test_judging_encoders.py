"""The encoders of the judging are the two that published figures are measured with."""

from __future__ import annotations

from core.files import folders
from core.files.trainings.judging_encoders import (
    ALL,
    CLIP,
    DINO,
    is_encoder,
    missing,
    of_repository,
)


def test_each_lies_in_a_folder_of_its_repositorys_name():
    assert [encoder.folder for encoder in ALL] == ["clip-vit-base-patch32", "dino-vits16"]
    assert (CLIP.repo, DINO.repo) == ("openai/clip-vit-base-patch32", "facebook/dino-vits16")


def test_what_is_missing_is_told_and_a_model_with_its_own_needs_none(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path))
    assert missing("/m/any.safetensors") == ALL
    (folders.models() / CLIP.folder).mkdir(parents=True)
    assert missing("/m/any.safetensors") == (DINO,)
    assert is_encoder(folders.models() / CLIP.folder)
    assert not is_encoder(tmp_path / CLIP.folder)
    assert missing(str(folders.resources() / "models" / "starter")) == ()


def test_a_repository_that_is_none_of_them_is_an_ordinary_one():
    assert of_repository(CLIP.repo) is CLIP
    assert of_repository("owner/name") is None
