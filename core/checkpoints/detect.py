"""What kind of network a weights file holds, told from the names and shapes of its tensors alone.

Reads no file and imports no torch: the caller hands over a header. Only for saying what a file is
that does not fit; what does fit is decided by its config and a full comparison.
"""

from __future__ import annotations

from collections.abc import Mapping

Shapes = Mapping[str, tuple[int, ...]]

USABLE = ("Stable Diffusion 1", "Stable Diffusion 2")
_TIME = "time_embedding.linear_1.weight"
_INPUT = "conv_in.weight"
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
    """What a person calls the network, or None. `USABLE` lists those that can be loaded."""
    for name, title in _MARKS:
        if name in shapes:
            return title
    if _TIME in shapes and len(shapes.get(_INPUT, ())) == 4:
        return _unet_family(shapes)
    if any(".lora_" in name or "lora_down" in name for name in shapes):
        return "a LoRA"
    return None


def _unet_family(shapes: Shapes) -> str:
    if shapes[_INPUT][1] == _INPAINTING_CHANNELS:
        return "an inpainting model"
    if "add_embedding.linear_1.weight" in shapes:
        return "Stable Diffusion XL"
    linear = (len(shape) == 2 for name, shape in shapes.items() if name.endswith("proj_in.weight"))
    return USABLE[1] if any(linear) else USABLE[0]
