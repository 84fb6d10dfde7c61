"""What one weights file is, told from the names and shapes in its header alone: a model, or what else.

It lies here and not beside the table of all names (`core/checkpoints/ldm_keys.py`) because the window
lists single files too, without torch. Nothing is read: the caller hands over a header's names and shapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.contract.errors import ModelIncomplete, ModelUnsupported
from core.files.models.folder_kinds import Family
from core.files.models.foreign_models import CONTROLNET, DEPTH, PIX2PIX, REFINER, UNCLIP, UPSCALER

Shapes = Mapping[str, tuple[int, ...]]

FAMILIES: dict[Family, str] = {
    "sd1": "Stable Diffusion 1",
    "sd2": "Stable Diffusion 2",
    "sdxl": "Stable Diffusion XL",
}
UNET = "model.diffusion_model."
UNET_INPUT = f"{UNET}input_blocks.0.0.weight"
VAE_INPUT = "first_stage_model.encoder.conv_in.weight"
# The first matrix of each family's last text encoder; a name of the whole model would not tell them apart.
_WORDS: dict[str, Family] = {
    "conditioner.embedders.1.model.token_embedding.weight": "sdxl",
    "cond_stage_model.model.token_embedding.weight": "sd2",
    "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight": "sd1",
    "cond_stage_model.transformer.embeddings.token_embedding.weight": "sd1",
}
LATENTS, INPAINTING = 4, 9  # channels into the U-Net: latents; with the mask and the masked latents
# Channels into a U-Net of ours that it was not built for → what it is.
_OTHER_INPUTS = {
    5: DEPTH,
    7: UPSCALER,
    8: PIX2PIX,
}
# One name that only this kind has (with or without what comes before a whole model's network) → what
# people call it. The first that is there counts.
_MARKS = (
    ("edm_mean", "Playground 2.5"),
    ("edm_vpred.sigma_max", "a CosXL model"),
    ("conditioner.embedders.0.model.token_embedding.weight", REFINER),
    ("depth_model.model.pretrained.cls_token", DEPTH),
    ("noise_augmentor.data_mean", UNCLIP),
    ("embedder.model.visual.proj", UNCLIP),
    ("low_scale_model.betas", UPSCALER),
    ("control_model.time_embed.0.weight", CONTROLNET),
    ("controlnet_cond_embedding.conv_in.weight", CONTROLNET),
    ("controlnet_blocks.0.weight", CONTROLNET),
    ("joint_blocks.0.x_block.attn.qkv.weight", "Stable Diffusion 3"),
    ("joint_blocks.0.context_block.adaLN_modulation.1.bias", "Stable Diffusion 3"),
    ("single_stream_modulation.lin.weight", "FLUX 2"),
    ("distilled_guidance_layer.in_proj.bias", "Chroma"),
    ("txt_in.individual_token_refiner.blocks.0.adaLN_modulation.1.bias", "HunyuanVideo"),
    ("double_blocks.0.img_attn.qkv.weight", "FLUX"),
    ("double_blocks.0.img_attn.norm.key_norm.scale", "FLUX"),
    ("double_layers.0.attn.w1q.weight", "AuraFlow"),
    ("cond_seq_linear.weight", "AuraFlow"),
    ("adaln_single.emb.timestep_embedder.linear_1.weight", "PixArt"),
    ("y_embedder.y_embedding", "PixArt"),
    ("mlp_t5.0.weight", "Hunyuan-DiT"),
    ("clip_txt_mapper.weight", "Stable Cascade"),
    ("down_blocks.1.0.channelwise.0.weight", "Stable Cascade"),
    ("cap_embedder.0.weight", "Lumina"),
    ("patchify_proj.weight", "LTX-Video"),
    ("head.modulation", "Wan"),
    ("double_stream_blocks.0.block.adaLN_modulation.1.bias", "HiDream"),
    ("transformer_blocks.0.img_mod.1.weight", "Qwen-Image"),
    ("transformer_blocks.0.attn.add_q_proj.weight", "FLUX or Stable Diffusion 3"),
    ("encoder_hid_proj.weight", "Kolors"),
    ("blocks.0.cross_attn.q_linear.weight", "Sana"),
    ("input_blocks.1.0.time_stack.in_layers.0.weight", "Stable Video Diffusion"),
    ("middle_block.1.time_stack.0.norm1.weight", "Stable Video Diffusion"),
    ("label_emb.weight", UPSCALER),
    ("image_proj.proj.weight", "an IP-Adapter"),
    ("image_proj.latents", "an IP-Adapter"),
    ("ip_adapter.1.to_k_ip.weight", "an IP-Adapter"),
    ("body.0.resnets.0.block1.weight", "a T2I adapter"),
    ("adapter.body.0.resnets.0.block1.weight", "a T2I adapter"),
    ("emb_params", "an embedding"),
    ("clip_l", "an embedding"),
    ("clip_g", "an embedding"),
    ("conv_first.weight", UPSCALER),
    ("model.0.weight", UPSCALER),
    ("params_ema.conv_first.weight", UPSCALER),
    ("shared.weight", "a T5 text encoder"),
    ("encoder.block.0.layer.0.SelfAttention.k.weight", "a T5 text encoder"),
    ("vision_model.embeddings.patch_embedding.weight", "a CLIP image encoder"),
)
# Where nothing above is there: endings of names that only a kind of add-on has.
_ADD_ONS = (
    (re.compile(r"\.lora_(?:down|up|A|B)\.|\.lora[._]|_lora\.(?:down|up)\.|^lora_"), "a LoRA"),
    (re.compile(r"\.(?:hada_w1_a|lokr_w1(?:_a)?|oft_blocks|oft_diag)$"), "a LoRA (LyCORIS)"),
    (re.compile(r"motion_modules\.\d"), "an AnimateDiff motion module"),
    (re.compile(r"\.quant_state\.bitsandbytes__"), "a file quantised by bitsandbytes"),
)
_VAES = ("encoder.conv_in.weight", "decoder.conv_in.weight")
_TEXTS = (
    *("embeddings.token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
    *("token_embedding.weight", "transformer.resblocks.0.ln_1.weight"),
)
_NETWORKS = ("", UNET, "model.", "transformer.", "net.")  # what may stand before a network's names


@dataclass(frozen=True)
class SingleKind:
    """A model that can be used."""

    family: Family
    inpainting: bool = False  # a U-Net of 9 channels


def kind_of(shapes: Shapes, path: str) -> SingleKind:
    """What the file at `path` (for errors only) is.

    Raises `ModelUnsupported` naming what it is instead, `ModelIncomplete` for a model without all parts.
    """
    family = next((kind for name, kind in _WORDS.items() if name in shapes), None)
    found = _marked(shapes, whole=family is not None)
    if found is not None:
        raise ModelUnsupported(path, found)
    unet, vae = shapes.get(UNET_INPUT), VAE_INPUT in shapes
    if unet is None:
        raise ModelUnsupported(path, _part(shapes) or "a file of weights of no known kind")
    if family is None or not vae:
        raise ModelIncomplete(path, "a VAE" if family is not None else "a text encoder")
    if family == "sd2" and f"{UNET}label_emb.0.0.weight" in shapes:
        raise ModelUnsupported(path, UNCLIP)
    channels = unet[1] if len(unet) == 4 else 0
    if channels not in (LATENTS, INPAINTING):
        what = _OTHER_INPUTS.get(channels, f"a model whose U-Net takes {channels} channels")
        raise ModelUnsupported(path, what)
    return SingleKind(family, channels == INPAINTING)


def what_it_is(shapes: Shapes) -> str:
    """What the file is, as a sentence names it: "it is a whole model of Stable Diffusion 2"."""
    try:
        return f"a whole model of {FAMILIES[kind_of(shapes, '').family]}"
    except ModelUnsupported as error:
        return error.what
    except ModelIncomplete:
        return "a part of a model"


def is_vae(shapes: Shapes) -> bool:
    """Whether the file is an autoencoder alone, in either of its layouts, with or without a prefix."""
    bare = {name.removeprefix("first_stage_model.") for name in shapes}
    return all(name in bare for name in _VAES) and UNET_INPUT not in shapes


def _marked(shapes: Shapes, *, whole: bool) -> str | None:
    """A whole model may hold LoRA-like leftovers; they are no reason to call it one."""
    for name, title in _MARKS:
        if any(before + name in shapes for before in _NETWORKS):
            return title
    if whole:
        return None
    for pattern, title in _ADD_ONS:
        if any(pattern.search(name) for name in shapes):
            return title
    return None


def _part(shapes: Shapes) -> str | None:
    """One network of a model, alone in its file."""
    if is_vae(shapes):
        return "a VAE, to be used with --vae"
    if any(before + name in shapes for name in _TEXTS for before in ("", "cond_stage_model.")):
        return "a text encoder without the rest of its model"
    if "time_embedding.linear_1.weight" in shapes:
        return "a U-Net without the rest of its model"
    if any(name in shapes for name in _WORDS):
        return "a text encoder without the rest of its model"
    return None
