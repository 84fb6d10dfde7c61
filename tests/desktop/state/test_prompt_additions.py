"""Naming LoRAs and embeddings in a prompt."""

import pytest

from core.prompt.loras import take_loras
from desktop.state.prompt_additions import added, text_for
from tests.support.library_entries import entry


def test_a_lora_is_a_tag_that_the_prompt_s_own_reader_finds():
    text = text_for(entry("/m/soft light v2.safetensors"))
    assert text == "<lora:soft light v2:1>"
    rest, (tag,) = take_loras(f"a swan, {text}")
    assert (rest, tag.name, tag.unet) == ("a swan, ", "soft light v2", 1.0)
    assert text_for(entry("/m/sks dog/pytorch_lora_weights.safetensors")) == "<lora:sks dog:1>"


def test_an_embedding_is_a_word():
    assert text_for(entry("/e/easy(neg).pt", "embedding")) == r"easy\(neg\)"


@pytest.mark.parametrize("name", ["a:b", "a<b", "a\nb", " a", "a\udcff"])
def test_a_name_that_no_tag_can_hold(name):
    assert text_for(entry(f"/m/{name}.safetensors")) == ""


def test_only_these_are_named_in_prompts():
    assert text_for(entry("/m/a.safetensors", "vae")) == ""


def test_it_comes_to_the_end_once():
    assert added("a swan, ", "<lora:a:1>") == "a swan, <lora:a:1>"
    assert added("", "x") == "x"
    assert added("a, x", "x") == "a, x"
