import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionRefused
from core.files.models.lora_info import TEXT_MAX, WORDS_MAX, describe_lora

LAYER = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"
HADA = {"hada_w1_a": (8, 2), "hada_w1_b": (2, 1024), "hada_w2_a": (8, 2), "hada_w2_b": (2, 1024)}


@pytest.fixture
def write(tmp_path: Path):
    """A function: names and shapes, and metadata → the file."""

    def make(shapes: dict[str, tuple[int, ...]], **metadata: str) -> Path:
        path = tmp_path / "ink.safetensors"
        save_file({n: torch.zeros(s) for n, s in shapes.items()}, path, metadata=metadata or None)
        return path

    return make


def pair(layer: str, width: int, rank: int = 4) -> dict[str, tuple[int, ...]]:
    return {f"{layer}.lora_down.weight": (rank, width), f"{layer}.lora_up.weight": (8, rank)}


@pytest.mark.parametrize(("width", "family"), [(768, "sd1"), (1024, "sd2"), (2048, "sdxl")])
def test_the_width_of_the_words_tells_the_family(write, width, family) -> None:
    info = describe_lora(write(pair(LAYER, width)))
    assert (info.family, info.kinds, info.ranks) == (family, ("LoRA",), (4, 4))


def test_other_kinds_tell_their_family_too(write) -> None:
    loha = describe_lora(write({f"{LAYER}.{name}": shape for name, shape in HADA.items()}))
    assert (loha.family, loha.kinds, loha.ranks) == ("sd2", ("LoHa",), (2, 2))
    lokr = {f"{LAYER}.lokr_w1": (4, 8), f"{LAYER}.lokr_w2": (80, 96)}
    found = describe_lora(write(lokr))
    assert (found.family, found.kinds, found.ranks) == ("sd1", ("LoKr",), None)
    assert describe_lora(write(pair(LAYER, 768) | {f"{LAYER}.dora_scale": (8, 1)})).kinds == (
        "DoRA",
    )


def test_two_text_encoders_mean_sdxl_and_one_of_that_name_does_not(write) -> None:
    text = "text_model_encoder_layers_0_mlp_fc1"
    assert describe_lora(write(pair(f"lora_te2_{text}", 1280))).family == "sdxl"
    assert describe_lora(write(pair(f"lora_te1_{text}", 768))).family is None


def test_else_the_file_says_it_in_words(write) -> None:
    shapes = pair("lora_unet_mid_block_resnets_0_conv1", 320)
    said = {"modelspec.architecture": "stable-diffusion-xl-v1-base/lora"}
    assert describe_lora(write(shapes, **said)).family == "sdxl"
    assert describe_lora(write(shapes, ss_base_model_version="sd_v1")).family == "sd1"
    assert describe_lora(write(shapes)).family is None


def test_one_for_a_family_we_lack_is_named(write) -> None:
    info = describe_lora(write(pair("lora_unet_double_blocks_0_img_attn_qkv", 3072)))
    assert (info.family, info.made_for) == (None, "FLUX")


def test_the_words_it_was_trained_with_come_in_the_order_of_their_number(write) -> None:
    tags = {"10_dog": {"sks dog": 30, "grass": 5}, "1_x": {"grass": 40, "night\n": 1}}
    said = {"ss_tag_frequency": json.dumps(tags), "modelspec.trigger_phrase": "inkstyle"}
    info = describe_lora(write(pair(LAYER, 768), **said))
    assert info.words == ("inkstyle", "grass", "sks dog", "night")


@pytest.mark.parametrize("text", ["", "no json", "[1]", '{"a": 1}', '{"a": {"b": "c"}}', "[" * 900])
def test_nonsense_in_the_metadata_is_no_words(write, text) -> None:
    assert describe_lora(write(pair(LAYER, 768), ss_tag_frequency=text)).words == ()


def test_long_texts_and_lists_are_cut(write) -> None:
    tags = {"a": {f"{i:05} " + "x" * 900: 1 for i in range(500)}}
    info = describe_lora(write(pair(LAYER, 768), ss_tag_frequency=json.dumps(tags)))
    assert len(info.words) == WORDS_MAX
    assert max(map(len, info.words)) == TEXT_MAX


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ({"emb_params": (2, 768)}, "an embedding"),
        ({"lora_unet_x.oft_blocks": (2, 2)}, "an OFT, which is not supported"),
        ({"encoder.conv_in.weight": (8, 3, 3, 3), "decoder.conv_in.weight": (8, 4, 3, 3)}, "a VAE"),
        ({"x": (1,)}, "a file of weights of no known kind"),
    ],
)
def test_what_is_no_lora_is_refused_by_what_it_is(write, shapes, said) -> None:
    with pytest.raises(AdditionRefused) as refused:
        describe_lora(write(shapes))
    assert refused.value.reason.startswith(f"it is {said}")


def test_a_trainings_folder_stands_for_the_file_in_it(write, tmp_path) -> None:
    folder = tmp_path / "anna"
    folder.mkdir()
    write(pair(LAYER, 768)).rename(folder / "pytorch_lora_weights.safetensors")
    assert describe_lora(folder).name == "anna"
