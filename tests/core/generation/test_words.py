"""Words to context: chunks of 75, both texts of one length."""

import pytest
import torch

from core.contract.errors import InvalidValue
from core.generation.words import Reader, Words, encode_words, token_chunks

CPU = torch.device("cpu")


def test_a_short_prompt_is_what_the_tokenizer_gives(tokenizer) -> None:
    for text in ("", "a swan, oil on canvas", "x" * 75):
        assert token_chunks(tokenizer, text) == [tokenizer.encode(text)]


def test_a_long_prompt_loses_nothing(tokenizer) -> None:
    text = "abcdefghij" * 20
    chunks = token_chunks(tokenizer, text)
    assert [len(chunk) for chunk in chunks] == [77] * 3
    assert all(chunk[0] == tokenizer.start_id for chunk in chunks)
    inner = [i for chunk in chunks for i in chunk[1:] if i != tokenizer.end_id]
    assert inner == tokenizer.pieces(text)


def test_both_texts_get_the_length_of_the_longer(tiny_model, tokenizer) -> None:
    readers = [Reader(tiny_model.text_encoder, tokenizer)]
    with torch.no_grad():
        long, short = encode_words(readers, [Words("abcdefghij" * 10), Words("b")], CPU)
        alone = encode_words(readers, [Words("b"), Words("")], CPU)
    assert long.context.shape == short.context.shape == (1, 154, 16)
    assert torch.allclose(short.context[:, :77], alone[0].context, atol=1e-6)
    assert torch.allclose(short.context[:, 77:], alone[1].context, atol=1e-6)
    assert long.pooled is None


def test_clip_skip_takes_an_earlier_layer_with_the_final_norm(tiny_xl_model) -> None:
    encoder, tokenizer = tiny_xl_model.text_encoder, tiny_xl_model.tokenizer
    readers = [Reader(encoder, tokenizer)]
    with torch.no_grad():
        ids = torch.tensor([tokenizer.encode("a swan")])
        for skip in (1, 2, 3):
            (told,) = encode_words(readers, [Words("a swan", skip)], CPU)
            assert torch.equal(told.context, encoder(ids, back=skip - 1).context)
    for skip in (4, 64):
        with pytest.raises(InvalidValue, match="clip_skip"):
            encode_words(readers, [Words("a swan", skip)], CPU)


def test_two_readers(xl_readers) -> None:
    first, second = xl_readers
    with torch.no_grad():
        (told,) = encode_words(xl_readers, [Words("a swan")], CPU)
        one = first.encoder(torch.tensor([first.tokenizer.encode("a swan")]), 1, False)
        two = second.encoder(torch.tensor([second.tokenizer.encode("a swan")]), 1, False)
    assert torch.equal(told.context, torch.cat([one.context, two.context], -1))
    assert torch.equal(told.pooled, two.pooled)
    with pytest.raises(InvalidValue):
        encode_words(xl_readers, [Words("a swan", 3)], CPU)


def test_pooled_text_is_the_first_chunk_s(xl_readers) -> None:
    words = ["abcdefghij"[i % 10] for i in range(200)]
    with torch.no_grad():
        (long,) = encode_words(xl_readers, [Words(" ".join(words))], CPU)
        (start,) = encode_words(xl_readers, [Words(" ".join(words[:75]))], CPU)
    assert long.context.shape == (1, 3 * 77, 40)
    assert torch.allclose(long.pooled, start.pooled, atol=1e-6)


@pytest.fixture
def xl_readers(tiny_xl_model) -> list[Reader]:
    return [
        Reader(tiny_xl_model.text_encoder, tiny_xl_model.tokenizer),
        Reader(tiny_xl_model.text_encoder_2, tiny_xl_model.tokenizer_2),
    ]
