"""What the flags of all verbs are read with."""

import argparse

from core.cli import options
from core.contract.errors import FileMissing, InvalidValue


def test_a_value_that_was_typed_is_named_by_its_flag():
    typed = argparse.Namespace(clip_skip=40, guidance_scale=500.0)
    for field, name in (
        ("clip_skip", "--clip-skip"),
        ("guidance_scale", "--guidance"),
        ("config.clip_skip", "--clip-skip"),
        ("learning_rate", "learning_rate"),
    ):
        error = options.by_flag(InvalidValue(field, 1, "less"), typed)
        assert error == InvalidValue(name, 1, "less")
    missing = FileMissing("x")
    assert options.by_flag(missing, typed) is missing
    assert options.by_flag(InvalidValue("seed", 1, "less"), None).field == "seed"
