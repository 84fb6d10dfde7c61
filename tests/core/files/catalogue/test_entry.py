"""What an entry says for people, and that it survives its way through a file."""

import json

from core.contract import codec
from core.contract.errors import ModelUnsupported, WeightsTruncated
from core.files.catalogue.entry import Card, Entry, Problem


def entry(**changes) -> Entry:
    known = {"path": "/m/a.safetensors", "kind": "lora", "name": "a", "folder": "/m", "bytes": 5}
    return Entry(**{**known, "stamp": "s", "identity": "1:2", **changes})


def test_it_is_called_as_its_maker_calls_it_else_by_its_name():
    assert entry().title == "a"
    assert entry(card=Card(title="Soft light")).title == "Soft light"


def test_the_short_hash_is_the_start_of_the_long_one_and_folders_have_none():
    assert entry(sha256="0123456789abcdef").autov2 == "0123456789"
    assert entry(sha256="0123456789abcdef", is_folder=True).autov2 == ""


def test_the_label_names_the_family_where_it_is_known():
    assert entry(family="sdxl").label == "SDXL"
    assert entry().label == ""


def test_it_and_its_problem_come_back_from_json_as_they_were():
    error = WeightsTruncated("/m/a.safetensors", 10, 5)
    before = entry(problem=Problem.of(error), card=Card(triggers=("x", "y")), family="sd1")
    after = codec.from_json(Entry, json.loads(json.dumps(codec.to_json(before))))
    assert after == before
    assert after.problem.error() == error
    assert not after.is_usable
    assert Problem.of(ModelUnsupported("/x", "FLUX")).error().what == "FLUX"
