"""The encoders of the judging are the two that published figures are measured with."""

from __future__ import annotations

from core.files.judging_encoders import ALL, CLIP, DINO


def test_each_lies_in_a_folder_of_its_repositorys_name():
    assert [encoder.folder for encoder in ALL] == ["clip-vit-base-patch32", "dino-vits16"]
    assert (CLIP.repo, DINO.repo) == ("openai/clip-vit-base-patch32", "facebook/dino-vits16")
