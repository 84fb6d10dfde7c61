"""The flags of a picture become the request, and nothing else does."""

import argparse
import dataclasses

import pytest

from core.cli import generation_flags, options
from core.contract.additions import Embedding, Lora
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest

# the window's own, and what only a recipe says
NOT_FLAGS = {"keep_inputs", "named_embeddings", "prompt_expanded", "negative_expanded"}


@pytest.fixture
def parser():
    parser = options.OneLineParser(prog="reverie")
    generation_flags.add_flags(parser)
    return parser


def test_every_field_of_the_request_is_a_flag(parser):
    flags = {action.dest for action in parser._actions} - {"help"}
    fields = {field.name for field in dataclasses.fields(GenerationRequest)}
    assert flags == fields - NOT_FLAGS


def test_without_flags_the_models_own_values_count(parser):
    arguments = parser.parse_args(["--prompt", "a swan", "--output", "x.png", "--seed", "1"])
    request = generation_flags.generation_request(arguments)
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
        generation_flags.generation_request(parser.parse_args(said))
    assert refusal.value.field == "strength"
    request = generation_flags.generation_request(parser.parse_args([*said, "--init", "photo.png"]))
    assert request.strength == 0.5


@pytest.mark.parametrize(
    ("text", "lora"),
    [
        ("ink", Lora("ink")),
        ("ink:0.7", Lora("ink", 0.7)),
        ("ink:-1:.25", Lora("ink", -1.0, 0.25)),
        ("/a/b:c.safetensors", Lora("/a/b:c.safetensors")),
        ("C:\\ink.safetensors:0.5", Lora("C:\\ink.safetensors", 0.5)),
        ("a:b:1", Lora("a:b", 1.0)),
        ("a:1:2:3", Lora("a:1", 2.0, 3.0)),
        ("x" * 5000 + ":2", Lora("x" * 5000, 2.0)),
    ],
)
def test_a_lora_is_a_file_and_its_weights(text, lora):
    assert generation_flags.lora(text) == lora


def test_a_file_with_a_number_behind_a_colon_is_a_file(tmp_path):
    path = tmp_path / "ink:0.5"
    path.touch()
    assert generation_flags.lora(str(path)) == Lora(str(path))
    assert generation_flags.lora(f"{path}:2") == Lora(str(path), 2.0)


@pytest.mark.parametrize("text", ["", ":1", "ink:21", "ink:1:1e9"])
def test_what_is_no_lora_is_refused(text):
    with pytest.raises(InvalidValue):
        generation_flags.lora(text)


def test_an_embedding_is_a_file_and_its_word(tmp_path):
    assert generation_flags.embedding("neg") == Embedding("neg")
    assert generation_flags.embedding("a=b.pt=<x>") == Embedding("a=b.pt", "<x>")
    path = tmp_path / "a=b"
    path.touch()
    assert generation_flags.embedding(str(path)) == Embedding(str(path))
    with pytest.raises(InvalidValue):
        generation_flags.embedding("a= b")


@pytest.mark.parametrize(
    ("text", "savings"),
    [
        ("auto", None),
        ("full", ()),
        ("tiled", ("tiled",)),
        ("tiled,offload", ("offload", "tiled")),
        ("offload,apart,tiled", ("offload", "apart", "tiled")),
    ],
)
def test_ways_to_save_memory(text, savings):
    assert generation_flags.savings(text) == savings


@pytest.mark.parametrize("text", ["", "some", "full,tiled", "tiled,", "Tiled"])
def test_other_ways_are_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="not auto, full or some of"):
        generation_flags.savings(text)
