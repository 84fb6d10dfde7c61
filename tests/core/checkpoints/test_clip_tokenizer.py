"""The shipped merges give CLIP's published ids, and those of transformers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.tokenizer_files import read_tokenizer, write_tokenizer
from core.text.tokenizer import END, START


@pytest.fixture(scope="module")
def clip():
    return clip_tokenizer(zero_padded=False)


@pytest.fixture(scope="module")
def theirs(clip):
    from transformers import CLIPTokenizer

    merges = list(clip.merges)
    return CLIPTokenizer(vocab=clip.vocab, merges=merges, model_max_length=77)


def test_size(clip):
    assert len(clip.merges) == 48_894  # that CLIP was trained with; the published list goes on
    assert len(clip.vocab) == 49_408
    assert (clip.vocab[START], clip.vocab[END]) == (49_406, 49_407)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a photo of a cat", [320, 1125, 539, 320, 2368]),
        ("hello world", [3306, 1002]),
        ("!", [256]),
    ],
)
def test_published_ids(clip, text, ids):
    assert clip.pieces(text) == ids


def test_padding(clip):
    zeros = clip_tokenizer(zero_padded=True)
    assert zeros.encode("cat")[:4] == [49_406, 2368, 49_407, 0]
    assert clip.encode("cat")[:4] == [49_406, 2368, 49_407, 49_407]


@pytest.mark.oracle
@settings(deadline=None, max_examples=150)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=60))
def test_as_transformers(clip, theirs, text):
    assert clip.pieces(text) == theirs(text, add_special_tokens=False).input_ids


@pytest.mark.oracle
@pytest.mark.parametrize(
    "text",
    [
        "A Graceful swan, oil on canvas!!! (masterpiece:1.2)",
        "l'été à Zürich — 東京の夜 🏙️ naïve café",
        "don't you're 1234 ½ ²  \t trailing ",
        "<|endoftext|> in the middle <|startoftext|>",
        "😀👩‍👩‍👧‍👦 ✨ ﷺ ǅ İstanbul ΟΔΟΣ",
    ],
)
def test_sentences_as_transformers(clip, theirs, text):
    assert clip.pieces(text) == theirs(text, add_special_tokens=False).input_ids


def test_written_and_read(clip, tmp_path):
    zeros = clip_tokenizer(zero_padded=True)
    (tmp_path / "tokenizer").mkdir()
    write_tokenizer(tmp_path / "tokenizer", zeros)
    back = read_tokenizer(tmp_path, length=77, vocab_size=49_408)
    assert (back.vocab, back.merges, back.pad_id) == (zeros.vocab, zeros.merges, 0)
