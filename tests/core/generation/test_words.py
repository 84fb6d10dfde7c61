"""Words to context: chunks of 75, all texts of one length, emphasis as A1111's "Original"."""

import pytest
import torch

from core.contract.errors import InvalidValue
from core.generation.words import Reader, Words, emphasised, encode_words

CPU = torch.device("cpu")


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


def weighted(text: str, **fields) -> Words:
    return Words(text, is_plain=False, **fields)


def test_emphasis_by_hand() -> None:
    """Two tokens of two numbers: times 1 and 2 the mean goes from 2.5 to 4.25, so all shrink by 2.5 / 4.25."""
    context = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    got = emphasised(context, torch.tensor([[1.0, 2.0]]))
    want = torch.tensor([[[1.0, 2.0], [6.0, 8.0]]]) * (2.5 / 4.25)
    assert torch.allclose(got, want)
    assert got.mean() == pytest.approx(2.5)


def test_emphasis_restores_the_mean_of_each_chunk_by_itself() -> None:
    context = torch.randn(3, 77, 8, generator=torch.Generator().manual_seed(1)) + 0.5
    weights = torch.ones(3, 77)
    weights[0, 1:5], weights[2, 3] = 1.5, 0.2
    got = emphasised(context, weights)
    assert torch.allclose(got.mean((1, 2)), context.mean((1, 2)))
    assert torch.allclose(got[1], context[1])
    assert torch.allclose(got[0, 2] / got[0, 9], 1.5 * context[0, 2] / context[0, 9], rtol=1e-4)


def test_a_mean_of_nothing_is_not_restored() -> None:
    got = emphasised(torch.ones(1, 2, 2), torch.tensor([[1.0, -1.0]]))
    assert torch.equal(got, torch.tensor([[[1.0, 1.0], [-1.0, -1.0]]]))


def test_a_text_without_syntax_is_read_to_the_bit_as_a_plain_one(tiny_model, tokenizer) -> None:
    readers = [Reader(tiny_model.text_encoder, tokenizer)]
    with torch.no_grad():
        for text in ("", "a swan, oil on canvas: 16:9", "abcdefghij" * 10):
            plain, read = encode_words(readers, [Words(text), weighted(text)], CPU)
            assert torch.equal(plain.context, read.context)


def test_a_plain_text_keeps_its_brackets(tiny_model, tokenizer) -> None:
    readers = [Reader(tiny_model.text_encoder, tokenizer)]
    with torch.no_grad():
        literal, plain = encode_words(readers, [weighted(r"\(a\)"), Words("(a)")], CPU)
    assert torch.equal(literal.context, plain.context)


def test_emphasis_multiplies_what_the_encoder_gives(tiny_model, tokenizer) -> None:
    encoder = tiny_model.text_encoder
    with torch.no_grad():
        (told,) = encode_words([Reader(encoder, tokenizer)], [weighted("a (bc:1.5) [d]")], CPU)
        raw = encoder(torch.tensor([tokenizer.encode("a bc d")])).context
    factors = torch.ones(77)
    factors[2:4], factors[4] = 1.5, 1 / 1.1
    want = raw * factors[None, :, None]
    want = want * (raw.mean() / want.mean())
    assert torch.allclose(told.context, want, atol=1e-6)


def test_both_encoders_are_weighted_by_themselves_and_the_pooled_text_is_not(xl_readers) -> None:
    first, second = xl_readers
    with torch.no_grad():
        told, plain = encode_words(xl_readers, [weighted("a (sw:2)"), Words("a sw")], CPU)
    assert torch.equal(told.pooled, plain.pooled)
    one, two = plain.context.split([16, 24], dim=-1)
    for part, raw, reader in zip(
        told.context.split([16, 24], dim=-1), (one, two), (first, second), strict=True
    ):
        pieces = len(reader.tokenizer.pieces("a"))
        assert torch.allclose(part.mean(), raw.mean(), atol=1e-6)
        ratio = (part / raw)[0]
        assert torch.allclose(ratio[1 + pieces], 2 * ratio[0], rtol=1e-4)


def test_break_begins_a_chunk(tiny_model, tokenizer) -> None:
    readers = [Reader(tiny_model.text_encoder, tokenizer)]
    with torch.no_grad():
        (told,) = encode_words(readers, [weighted("a BREAK b")], CPU)
        a, b = encode_words(readers, [Words("a"), Words("b")], CPU)
    assert torch.allclose(told.context, torch.cat([a.context, b.context], 1), atol=1e-6)


def test_what_was_encoded_is_not_encoded_again(tiny_model, tokenizer) -> None:
    readers, kept = [Reader(tiny_model.text_encoder, tokenizer)], {}
    with torch.no_grad():
        first = encode_words(readers, [Words("a"), Words("b"), Words("a")], CPU, kept)
        again = encode_words(readers, [Words("b")], CPU, kept)
        longer = encode_words(readers, [Words("b"), Words("c" * 80)], CPU, kept)
    assert first[0] is first[2]
    assert again[0] is first[1]
    assert longer[0].context.shape == (1, 154, 16)
    assert len(kept) == 4


@pytest.fixture
def xl_readers(tiny_xl_model) -> list[Reader]:
    return [
        Reader(tiny_xl_model.text_encoder, tiny_xl_model.tokenizer),
        Reader(tiny_xl_model.text_encoder_2, tiny_xl_model.tokenizer_2),
    ]
