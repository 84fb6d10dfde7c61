"""Words to context: chunks of 75, both texts of one length."""

import torch

from core.generation.words import encode_words, token_chunks

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
    texts = ("abcdefghij" * 10, "b")
    with torch.no_grad():
        long, short = encode_words(tiny_model.text_encoder, tokenizer, texts, CPU)
        alone = encode_words(tiny_model.text_encoder, tokenizer, ("b", ""), CPU)
    assert long.context.shape == short.context.shape == (1, 154, 16)
    assert torch.allclose(short.context[:, :77], alone[0].context, atol=1e-6)
    assert torch.allclose(short.context[:, 77:], alone[1].context, atol=1e-6)
