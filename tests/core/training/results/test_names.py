"""Names that files can have."""

import pytest

from core.contract.teaching import DreamBoothConfig, EmbeddingConfig, FinetuneConfig
from core.training.results.names import LONGEST, file_name, result_name, trigger

PHOTOS = {"photos": "p", "output": "o"}


def test_a_result_is_called_by_what_calls_it_up():
    dog = DreamBoothConfig(class_noun="dog", token="sks", **PHOTOS)
    assert (trigger(dog), result_name(dog)) == ("sks dog", "sks-dog")
    word = EmbeddingConfig(token="<cat>", init_word="cat", **PHOTOS)
    assert (trigger(word), result_name(word)) == ("<cat>", "cat")
    assert result_name(FinetuneConfig(data="d", output="o")) == "finetune"
    assert result_name(FinetuneConfig(data="d", output="o", trigger="my style")) == "my-style"


@pytest.mark.parametrize("text", ["robot " * 60, "ä" * 300, "犬" * 200])
def test_a_long_name_is_cut_between_two_letters(text):
    found = file_name(text)
    assert LONGEST - 4 < len(found.encode()) <= LONGEST
    assert file_name(found) == found
    config = FinetuneConfig(data="d", output="o", trigger=text)
    assert result_name(config) == found
