"""A file's kind from names and shapes: ours are told apart, the others named."""

from __future__ import annotations

import pytest

from core.contract.errors import ModelIncomplete, ModelUnsupported
from core.files.models.foreign_models import CONTROLNET, DEPTH, PIX2PIX, UNCLIP, UPSCALER
from core.files.models.foreign_models import REFINER as XL_REFINER
from core.files.models.single_kinds import (
    UNET,
    UNET_INPUT,
    VAE_INPUT,
    SingleKind,
    is_vae,
    kind_of,
    what_it_is,
)

WORDS = {
    "sd1": "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight",
    "sd2": "cond_stage_model.model.token_embedding.weight",
    "sdxl": "conditioner.embedders.1.model.token_embedding.weight",
}
VAE = {VAE_INPUT: (128, 3, 3, 3), "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3)}


def whole(family: str, channels: int = 4, **extra: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return {UNET_INPUT: (320, channels, 3, 3), WORDS[family]: (49408, 768), **VAE, **extra}


def named(shapes: dict[str, tuple[int, ...]]) -> str:
    with pytest.raises(ModelUnsupported) as caught:
        kind_of(shapes, "/a/x.safetensors")
    assert caught.value.path == "/a/x.safetensors"
    return caught.value.what


@pytest.mark.parametrize("family", WORDS)
@pytest.mark.parametrize("channels", [4, 9])
def test_models_of_ours(family, channels):
    assert kind_of(whole(family, channels), "x") == SingleKind(family, channels == 9)


def test_sd1_with_the_older_names_of_its_words():
    shapes = whole("sd1")
    del shapes[WORDS["sd1"]]
    shapes["cond_stage_model.transformer.embeddings.token_embedding.weight"] = (49408, 768)
    assert kind_of(shapes, "x") == SingleKind("sd1")


def test_leftovers_of_training_do_not_make_a_model_something_else():
    extra = {"model_ema.decay": (), "lora_unet_x.lora_down.weight": (4, 4)}
    assert kind_of({**whole("sd1"), **extra}, "x").family == "sd1"


REFINER = {
    UNET_INPUT: (384, 4, 3, 3),
    "conditioner.embedders.0.model.token_embedding.weight": (49408, 1280),
    **VAE,
}


@pytest.mark.parametrize(
    ("shapes", "what"),
    [
        (REFINER, XL_REFINER),
        (whole("sd1", 8), PIX2PIX),
        (whole("sd2", 5), DEPTH),
        (whole("sd2", 7), UPSCALER),
        (whole("sd1", 6), "a model whose U-Net takes 6 channels"),
        ({**whole("sd2"), f"{UNET}label_emb.0.0.weight": (1280, 2048)}, UNCLIP),
        ({**whole("sd2"), "noise_augmentor.data_mean": (1, 1024)}, UNCLIP),
        ({**whole("sdxl"), "edm_mean": (4,)}, "Playground 2.5"),
        ({**whole("sdxl"), "edm_vpred.sigma_max": ()}, "a CosXL model"),
        ({**whole("sd1"), "control_model.time_embed.0.weight": (1280, 320)}, CONTROLNET),
        ({f"{UNET}joint_blocks.0.x_block.attn.qkv.weight": (1,)}, "Stable Diffusion 3"),
        ({f"{UNET}double_blocks.0.img_attn.qkv.weight": (1,)}, "FLUX"),
        ({"double_blocks.0.img_attn.qkv.weight": (1,)}, "FLUX"),
        ({f"{UNET}distilled_guidance_layer.in_proj.bias": (1,)}, "Chroma"),
        ({"model.double_layers.0.attn.w1q.weight": (1,)}, "AuraFlow"),
        ({"adaln_single.emb.timestep_embedder.linear_1.weight": (1,)}, "PixArt"),
        ({"y_embedder.y_embedding": (1,)}, "PixArt"),
        ({"mlp_t5.0.weight": (1,)}, "Hunyuan-DiT"),
        ({"clip_txt_mapper.weight": (1,)}, "Stable Cascade"),
        ({"cap_embedder.0.weight": (1,)}, "Lumina"),
        ({f"{UNET}patchify_proj.weight": (1,)}, "LTX-Video"),
        ({"head.modulation": (1,)}, "Wan"),
        ({"transformer_blocks.0.img_mod.1.weight": (1,)}, "Qwen-Image"),
        ({f"{UNET}input_blocks.1.0.time_stack.in_layers.0.weight": (1,)}, "Stable Video Diffusion"),
        ({"controlnet_cond_embedding.conv_in.weight": (1,)}, CONTROLNET),
        ({"lora_unet_down_blocks_0.lora_down.weight": (4, 320)}, "a LoRA"),
        ({"unet.down_blocks.0.attn1.to_q.lora_A.weight": (4, 320)}, "a LoRA"),
        ({"down.attn1.processor.to_q_lora.down.weight": (4, 320)}, "a LoRA"),
        ({"lycoris_x.hada_w1_a": (4, 320)}, "a LoRA (LyCORIS)"),
        ({"down_blocks.0.motion_modules.0.norm.weight": (1,)}, "an AnimateDiff motion module"),
        ({"encoder.conv_in.weight": (1,), "decoder.conv_in.weight": (1,)}, "a VAE, to be used with"),
        (VAE, "a VAE, to be used with --vae"),
        ({"text_model.embeddings.token_embedding.weight": (1,)}, "a text encoder without the rest"),
        ({WORDS["sd2"]: (49408, 1024)}, "a text encoder without the rest"),
        ({"shared.weight": (1,)}, "a T5 text encoder"),
        ({"vision_model.embeddings.patch_embedding.weight": (1,)}, "a CLIP image encoder"),
        ({"emb_params": (4, 768)}, "an embedding"),
        ({"clip_g": (4, 1280), "clip_l": (4, 768)}, "an embedding"),
        ({"model.0.weight": (64, 3, 3, 3)}, UPSCALER),
        ({"image_proj.proj.weight": (1,), "ip_adapter.1.to_k_ip.weight": (1,)}, "an IP-Adapter"),
        ({"conv_in.weight": (1,), "time_embedding.linear_1.weight": (1,)}, "a U-Net without the rest"),
        ({"a": (1,)}, "a file of weights of no known kind"),
        ({}, "a file of weights of no known kind"),
    ],
)  # fmt: skip
def test_others_are_named(shapes, what):
    assert what in named(shapes)


def test_a_model_that_lacks_a_part_says_which():
    shapes = whole("sd1")
    for name, missing in ((VAE_INPUT, "a VAE"), (WORDS["sd1"], "a text encoder")):
        with pytest.raises(ModelIncomplete) as caught:
            kind_of({key: shape for key, shape in shapes.items() if key != name}, "x")
        assert caught.value.missing == missing


def test_shapes_that_lie():
    for shape in ((), (4,), (320, 4), (320, 0, 3, 3), (320, 4, 3, 3, 3)):
        with pytest.raises(ModelUnsupported):
            kind_of({**whole("sd1"), UNET_INPUT: shape}, "x")


def test_a_vae_alone():
    assert is_vae(VAE)
    assert is_vae({"encoder.conv_in.weight": (1,), "decoder.conv_in.weight": (1,)})
    assert not is_vae({"encoder.conv_in.weight": (1,)})
    assert not is_vae(whole("sd1"))


def test_a_file_has_a_name_for_sentences_whatever_it_is():
    assert what_it_is(whole("sd2")) == "a whole model of Stable Diffusion 2"
    assert what_it_is(VAE) == "a VAE, to be used with --vae"
    assert what_it_is({UNET_INPUT: (320, 4, 3, 3), **VAE}) == "a part of a model"
