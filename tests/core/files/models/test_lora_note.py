import json

import pytest

from core.files.models.lora_note import prefer, preferred_weight


@pytest.fixture
def lora(tmp_path):
    return tmp_path / "ink.safetensors"


def note(lora, content):
    lora.with_suffix(".json").write_text(
        content if isinstance(content, str) else json.dumps(content)
    )


def test_what_was_written_is_read_and_all_else_stays(lora):
    note(lora, {"activation text": "ink", "preferred weight": 1.0, "notes": "mine"})
    prefer(lora, 0.6)
    assert preferred_weight(lora) == 0.6
    assert json.loads(lora.with_suffix(".json").read_text()) == {
        "activation text": "ink",
        "preferred weight": 0.6,
        "notes": "mine",
    }


def test_without_a_note_one_is_made_and_only_where_it_says_something(lora):
    prefer(lora, 1.0)
    assert not lora.with_suffix(".json").exists()
    prefer(lora, 0.8)
    assert preferred_weight(lora) == 0.8


@pytest.mark.parametrize(
    "content",
    ["", "[1]", "[" * 99_999, {"preferred weight": "0.5"}, {"preferred weight": 0}]
    + [{"preferred weight": value} for value in (True, None, 21, 1e400, [1])],
)
def test_what_makes_no_sense_is_full_strength(lora, content):
    note(lora, content)
    assert preferred_weight(lora) == 1.0


def test_a_note_that_cannot_be_read_is_left_alone(lora):
    note(lora, "half a no")
    prefer(lora, 0.5)
    assert lora.with_suffix(".json").read_text() == "half a no"
