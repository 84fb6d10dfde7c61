"""The flags of a picture become the request, and nothing else does."""

import dataclasses

import pytest

from core.cli import options
from core.contract.request import GenerationRequest

NOT_FLAGS = {"keep_inputs"}  # the window's own
RENAMED = {"guidance": "guidance_scale"}


@pytest.fixture
def parser():
    parser = options.OneLineParser(prog="reverie")
    options.add_generation_flags(parser)
    return parser


def test_every_field_of_the_request_is_a_flag(parser):
    flags = {action.dest for action in parser._actions} - {"help"}
    fields = {field.name for field in dataclasses.fields(GenerationRequest)}
    assert {RENAMED.get(flag, flag) for flag in flags} == fields - NOT_FLAGS


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
