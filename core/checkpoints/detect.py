"""What kind of network a weights file holds, told from the names and shapes of its tensors alone.

Reads no file and imports no torch: the caller hands over a header. Only for saying what a file is
that does not fit; what does fit is decided by its config and a full comparison.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.files.models.foreign_models import unet_title

Shapes = Mapping[str, tuple[int, ...]]

USABLE = ("Stable Diffusion 1", "Stable Diffusion 2", "Stable Diffusion XL")
INPAINTING = " for inpainting"  # added to one of these
_CLASSES = "class_embedding.linear_1.weight"
_TIME = "time_embedding.linear_1.weight"
_INPUT = "conv_in.weight"
_KEYS = ".attn2.to_k.weight"  # (C, width of the words)
_INPAINTING_CHANNELS = 9  # latents, mask, masked latents
# A name that only this kind has → what people call it; the first that is there counts.
_MARKS = (
    ("controlnet_cond_embedding.conv_in.weight", "a ControlNet"),
    ("model.diffusion_model.input_blocks.0.0.weight", "a single file"),
    ("double_blocks.0.img_attn.qkv.weight", "FLUX"),
    ("transformer_blocks.0.attn.add_q_proj.weight", "FLUX or Stable Diffusion 3"),
    ("text_model.embeddings.token_embedding.weight", "a CLIP text encoder"),
    ("embeddings.token_embedding.weight", "a CLIP text encoder"),
    ("encoder.conv_in.weight", "a VAE"),
)


def family(shapes: Shapes) -> str | None:
    """What a person calls the network, or None. `usable` tells which can be loaded."""
    for name, title in _MARKS:
        if name in shapes:
            return title
    if _TIME in shapes and len(shapes.get(_INPUT, ())) == 4:
        return _unet_family(shapes)
    if any(".lora_" in name or "lora_down" in name for name in shapes):
        return "a LoRA"
    return None


def usable(name: str) -> bool:
    """Whether `family` said one of ours."""
    return name.removesuffix(INPAINTING) in USABLE


def _unet_family(shapes: Shapes) -> str:
    channels, is_xl = shapes[_INPUT][1], "add_embedding.linear_1.weight" in shapes
    words = next((shape[-1] for name, shape in shapes.items() if name.endswith(_KEYS)), None)
    foreign = unet_title(
        {
            "in_channels": channels,
            "addition_embed_type": "text_time" if is_xl else None,
            "cross_attention_dim": words,
            "class_embed_type": "projection" if _CLASSES in shapes else None,
        }
    )
    if foreign is not None:
        return foreign
    linear = (len(shape) == 2 for name, shape in shapes.items() if name.endswith("proj_in.weight"))
    name = USABLE[2] if is_xl else USABLE[1] if any(linear) else USABLE[0]
    return name + INPAINTING if channels == _INPAINTING_CHANNELS else name
