"""Field names and meanings are transformers', so that a config.json needs no mapping."""

import dataclasses

import pytest

from core.text.configs import ImageConfig, TextConfig


@pytest.mark.oracle
def test_every_field_is_one_of_the_reference():
    from transformers import CLIPTextConfig, CLIPVisionConfig

    for ours, theirs in ((TextConfig, CLIPTextConfig), (ImageConfig, CLIPVisionConfig)):
        known = theirs().to_dict()
        assert {f.name for f in dataclasses.fields(ours)} <= set(known)
        for field in dataclasses.fields(ours):
            value = getattr(theirs(**dataclasses.asdict(ours())), field.name)
            assert value == getattr(ours(), field.name)
