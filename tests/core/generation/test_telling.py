"""What the network is told in each step: the right texts, each encoded once."""

import pytest
import torch

from core.contract.errors import InvalidValue
from core.generation.bundle import ModelBundle
from core.generation.picture_words import PictureWords, picture_words
from core.generation.plan import resolve
from core.generation.telling import Teller, Telling, tell
from core.generation.words import Words, encode_words
from core.prompt.reading import read_negative, read_prompt


@pytest.fixture
def telling(bundle, ask, info):
    """A function: a request's fields → what its picture is told."""

    def telling(steps: int = 4, model: ModelBundle = bundle, **fields) -> Telling:
        request = ask(**fields)
        with torch.inference_mode():
            return tell(model, resolve(request, info), picture_words(request)[0], steps)

    return telling


@pytest.fixture
def guides(telling):
    """A function: a request's fields → the guide of each step."""
    return lambda **fields: telling(**fields).guides


@pytest.fixture
def context(bundle):
    """A function: a text → its context."""

    def context(text: str) -> torch.Tensor:
        with torch.inference_mode():
            return encode_words(bundle.readers, [Words(text)], bundle.device)[0].context

    return context


def test_negative_counts_only_with_guidance(guides) -> None:
    for scale, expected in ((1.0, None), (2.0, (1, 77, 16))):
        uncond = guides(guidance_scale=scale, negative="blurry")[0].uncond
        assert (None if uncond is None else tuple(uncond.context.shape)) == expected


def test_a_missing_negative_is_the_empty_text(guides) -> None:
    assert torch.equal(guides()[0].uncond.context, guides(negative="")[0].uncond.context)


def test_an_xl_model_is_told_sizes_and_nothing_as_zeros(info, tiny_xl_model, guides) -> None:
    bundle = ModelBundle.of(info, tiny_xl_model, None, torch.device("cpu"), torch.float32)

    def told(**fields):
        guide = guides(model=bundle, width=64, height=40, **fields)[0]
        return guide.conds[0], guide.uncond

    cond, uncond = told()
    assert cond.size_ids.tolist() == uncond.size_ids.tolist() == [[40, 64, 0, 0, 40, 64]]
    assert not uncond.context.any()
    assert not uncond.pooled.any()
    assert uncond.context.shape == cond.context.shape == (1, 77, 40)
    assert told(negative="")[1].context.any()
    bundle.force_zeros = False
    assert torch.equal(told()[1].context, told(negative="")[1].context)
    assert told(guidance_scale=1.0)[1] is None


def test_steps_that_say_the_same_have_the_very_same_guide(guides, context) -> None:
    found = guides(prompt="[a:b:0.5]", negative="[c|d]")
    assert len({id(guide) for guide in found}) == 4
    assert len({id(guide) for guide in guides(prompt="[a:b:0.5]")}) == 2
    assert len({id(guide) for guide in guides(prompt="(a:1.2)")}) == 1
    for step, (cond, uncond) in enumerate(("ac", "ad", "bc", "bd")):
        assert torch.equal(found[step].conds[0].context, context(cond))
        assert torch.equal(found[step].uncond.context, context(uncond))
    assert found[0].conds[0] is found[1].conds[0]
    plain = guides(prompt="[a:b:0.5]", plain_prompt=True)
    assert all(guide is plain[0] for guide in plain)


def test_each_text_is_encoded_once(bundle, guides) -> None:
    asked = []
    encoder = bundle.readers[0].encoder
    handle = encoder.register_forward_pre_hook(lambda module, given: asked.append(len(given[0])))
    try:
        guides(steps=20, prompt="[a|b] AND [b|a] AND c", negative="[c|a]")
    finally:
        handle.remove()
    # "a ", " b ", " c", "b ", " a " of the prompts; "c" and "a" of the negative
    assert asked == [1] * 7


def test_parts_of_an_and_carry_their_weights(guides, context) -> None:
    guide = guides(prompt="a :1.5 AND b :-1")[0]
    assert guide.weights == (1.5, -1.0)
    for cond, text in zip(guide.conds, ("a", " b"), strict=True):
        assert torch.equal(cond.context, context(text))


def test_weights_that_come_to_nothing_are_told_where_nothing_guides(guides) -> None:
    guides(prompt="a AND b :-1", guidance_scale=2.0)
    with pytest.raises(InvalidValue, match="sum above 0"):
        guides(prompt="a AND b :-1", guidance_scale=1.0)


def test_all_texts_of_a_picture_have_one_length(guides) -> None:
    long = "abcdefghij" * 8
    for guide in guides(prompt=f"[a:{long}:2]", negative="b"):
        assert guide.conds[0].context.shape == guide.uncond.context.shape == (1, 154, 16)


def test_a_teller_encodes_only_what_is_new(bundle, ask, info) -> None:
    words = [
        PictureWords(read_prompt(text), read_negative("blurry")) for text in ("a", "a", "b", "a")
    ]
    teller = Teller(bundle, resolve(ask(negative="blurry"), info), words, 3)
    asked = []
    encoder = bundle.readers[0].encoder
    handle = encoder.register_forward_pre_hook(lambda module, given: asked.append(1))
    try:
        with torch.inference_mode():
            assert not teller.has_told(0)
            told = [teller.told(0)]
            assert teller.has_told(1)
            told += [teller.told(index) for index in (1, 2, 3)]
    finally:
        handle.remove()
    assert told[0] is told[1]
    assert told[2].guides[0].uncond.context is told[0].guides[0].uncond.context
    assert told[3].guides[0].conds[0].context is told[0].guides[0].conds[0].context
    assert len(asked) == 3


def test_all_that_is_said_is_known_by_its_text(telling) -> None:
    told = telling(prompt="[a:b:2] AND c", negative="[d|e]")
    assert [words.text for words, _ in told.prompts] == ["a ", " c", "b "]
    assert [words.text for words, _ in told.negatives] == ["d", "e"]
    said = {id(cond) for guide in told.guides for cond in (*guide.conds, guide.uncond)}
    assert said == {id(cond) for _, cond in (*told.prompts, *told.negatives)}
    nothing = telling()
    assert [words.text for words, _ in nothing.negatives] == [""]
    assert telling(guidance_scale=1.0).negatives == ()
