"""What photos are called, with the subject's word and without it."""

from __future__ import annotations

import pytest

from core.contract.teaching import DreamBoothConfig
from core.training.subject.photo_words import PhotoWords

CONFIG = DreamBoothConfig(photos="photos", class_noun="dog", output="run")


@pytest.mark.parametrize(
    ("caption", "named", "plain"),
    [
        ("", "a photo of sks dog", "a photo of dog"),
        (" in the snow\n", "a photo of sks dog, in the snow", "a photo of dog, in the snow"),
        ("a sks dog on a red rug", "a sks dog on a red rug", "a dog on a red rug"),
        ("my sks asleep", "my sks asleep", "my dog asleep"),
        ("sks, dog, grass", "sks, dog, grass", "dog, dog, grass"),
        ("sks dog on two desks, sks", "sks dog on two desks, sks", "dog on two desks, dog"),
        ("two desks", "a photo of sks dog, two desks", "a photo of dog, two desks"),
    ],
)
def test_only_the_token_parts_the_subject_from_its_class(caption, named, plain):
    """Else the rest of a caption would come to mean the subject, too."""
    words = PhotoWords(CONFIG, ["", caption])
    assert (words.named(1), words.plain(1)) == (named, plain)


def test_subject_and_class_are_called_as_the_config_says():
    words = PhotoWords(CONFIG, ["x"])
    assert (len(words), words.subject, words.class_prompt) == (
        *(1, "a photo of sks dog", "a photo of dog"),
    )
