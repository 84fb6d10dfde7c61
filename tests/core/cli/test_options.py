"""The flags of a picture become the request, and nothing else does."""

import argparse
import dataclasses

import pytest

from core.cli import options
from core.contract.errors import FileMissing, InvalidValue
from core.contract.request import GenerationRequest

# the window's own, and what only a recipe says
NOT_FLAGS = {"keep_inputs", "prompt_expanded", "negative_expanded"}


@pytest.fixture
def parser():
    parser = options.OneLineParser(prog="reverie")
    options.add_generation_flags(parser)
    return parser


def test_every_field_of_the_request_is_a_flag(parser):
    flags = {action.dest for action in parser._actions} - {"help"}
    fields = {field.name for field in dataclasses.fields(GenerationRequest)}
    assert flags == fields - NOT_FLAGS


def test_without_flags_the_models_own_values_count(parser):
    arguments = parser.parse_args(["--prompt", "a swan", "--output", "x.png", "--seed", "1"])
    request = options.generation_request(arguments)
    assert request == GenerationRequest("a swan", "x.png", seed=1)


@pytest.mark.parametrize("flag", ["--seed", "--steps", "--width", "--height", "--count"])
@pytest.mark.parametrize("value", ["x", "1.5", "", "1e3"])
def test_a_number_that_is_none_is_told_by_its_flag(parser, capsys, flag, value):
    with pytest.raises(SystemExit) as end:
        parser.parse_args(["--prompt", "a swan", "--output", "x.png", flag, value])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert flag in error
    assert error.count("\n") == 1


def test_a_strength_wants_a_picture_to_start_from(parser):
    said = ["--prompt", "a swan", "--output", "x.png", "--strength", "0.5"]
    with pytest.raises(InvalidValue) as refusal:
        options.generation_request(parser.parse_args(said))
    assert refusal.value.field == "strength"
    request = options.generation_request(parser.parse_args([*said, "--init", "photo.png"]))
    assert request.strength == 0.5


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
