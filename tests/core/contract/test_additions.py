import pytest

from core.contract import codec
from core.contract.additions import Embedding, EmbeddingRecord, Lora, LoraRecord, called, folded
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest

HASH, SHORT = "ab" * 32, "ab" * 6


def test_a_request_with_additions_travels() -> None:
    request = GenerationRequest(
        prompt="a",
        output="o",
        seed=1,
        loras=(Lora("ink"), Lora("/x.safetensors", -0.5, 0.25)),
        embeddings=(Embedding("neg"), Embedding("b.pt", "<b>")),
    )
    assert codec.from_json(GenerationRequest, codec.to_json(request)) == request


def test_without_a_weight_of_their_own_words_have_the_same() -> None:
    assert Lora("a", 0.5).for_text == 0.5
    assert Lora("a", 0.5, 0.0).for_text == 0.0


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), 20.1, -21.0])
def test_weights_out_of_range_are_refused(weight) -> None:
    with pytest.raises(InvalidValue, match="between -20 and 20"):
        Lora("a", weight)
    with pytest.raises(InvalidValue):
        Lora("a", 1.0, weight)
    with pytest.raises(InvalidValue):
        LoraRecord("a", HASH, SHORT, weight)


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_paths_that_are_none_are_refused(path) -> None:
    with pytest.raises(InvalidValue):
        Lora(path)
    with pytest.raises(InvalidValue):
        Embedding(path)


@pytest.mark.parametrize("token", ["", " a", "a\n", "x" * 101])
def test_tokens_that_nobody_can_type_are_refused(token) -> None:
    with pytest.raises(InvalidValue):
        Embedding("a", token)
    with pytest.raises(InvalidValue):
        EmbeddingRecord("a", HASH, token)


def test_records_of_strangers_are_checked() -> None:
    for digest, short in ((HASH[1:], SHORT), (HASH.upper(), SHORT), (HASH, SHORT[1:])):
        with pytest.raises(InvalidValue):
            LoraRecord("a", digest, short, 1.0)
    with pytest.raises(InvalidValue):
        LoraRecord("", HASH, SHORT, 1.0)
    with pytest.raises(InvalidValue):
        EmbeddingRecord("\ud800", HASH)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a easyneg, b", ["easyneg"]),
        ("EasyNeg", ["EasyNeg"]),
        ("easynegative easyneg2 myeasyneg", []),
        ("easyneg-v2 (easyneg-v2:1.2)", ["easyneg-v2", "easyneg-v2"]),
        ("x<cat>y", ["<cat>"]),
        ("", []),
    ],
)
def test_a_name_is_found_as_a_word(text, found) -> None:
    assert called(["easyneg", "easyneg-v2", "<cat>"]).findall(text) == found


def test_without_names_nothing_is_found() -> None:
    assert called([]).search("anything at all") is None


@pytest.mark.parametrize("text", ["İstanbul", "ıstanbul", "ISTANBUL"])
def test_both_of_turkish_i_are_found_in_any_case(text) -> None:
    assert called(["istanbul"]).findall(text) == [text]
    assert folded(text) == "istanbul"
