"""Do the parts of one model fit each other? Asked of their configs, before any weight is read."""

from __future__ import annotations

from pathlib import Path

from core.contract.errors import ConfigInvalid
from core.contract.request import SIZE_MULTIPLE
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import TextEncoder

SIZE_IDS = 6  # numbers of size and crop that SDXL is told


def check_fit(
    model: Path, unet: UNet, vae: VAE, text: TextEncoder, text_2: TextEncoder | None
) -> None:
    """The parts of one model speak with each other, and with the request, through these numbers.

    Raises `ConfigInvalid`, naming the config that is out of tune.
    """
    if SIZE_MULTIPLE % vae.config.downscale:
        place, levels = str(model / "vae/config.json"), len(vae.config.block_out_channels)
        few_enough = f"few enough for cells of at most {SIZE_MULTIPLE} pixels"
        raise ConfigInvalid(place, "block_out_channels", f"{levels} levels", few_enough)
    path = str(model / "unet/config.json")
    config, channels = unet.config, vae.config.latent_channels
    # An inpainting U-Net also takes the mask and the latents of the masked picture.
    into = config.in_channels if config.in_channels == 2 * channels + 1 else channels
    wanted: list[tuple[str, object, object]] = [
        ("in_channels", config.in_channels, into),
        ("out_channels", config.out_channels, channels),
    ]
    if text_2 is None:
        width, told, inner = text.config.hidden_size, None, None
    else:
        width, told = text.config.hidden_size + text_2.config.hidden_size, "text_time"
        inner = text_2.config.projection_dim + SIZE_IDS * (config.addition_time_embed_dim or 0)
    wanted += [
        ("cross_attention_dim", config.cross_attention_dim, width),
        ("addition_embed_type", config.addition_embed_type, told),
        (
            "projection_class_embeddings_input_dim",
            config.projection_class_embeddings_input_dim,
            inner,
        ),
    ]
    for key, value, expected in wanted:
        if value != expected:
            raise ConfigInvalid(path, key, value, f"{expected}, as the other parts have it")
