"""Small random networks and words of each published kind, as diffusers and transformers make them.

Each kind is a function: a folder for its words → the parts that diffusers' pipeline of it takes, less
the scheduler. They draw something: the U-Nets answer with noise of unit size and listen to words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import torch
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

from core.checkpoints.tokenizer_files import write_tokenizer
from core.text.tokenizer import END, Tokenizer
from core.text.vocabulary import PADDING, vocabulary

BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
SIZE = 64  # px
UNCHECKED = {"safety_checker": None, "requires_safety_checker": False}
_MERGES = [("s", "w"), ("sw", "a"), ("swa", "n</w>"), ("o", "i"), ("oi", "l</w>")]
_POOLED = 24  # width of SDXL's pooled text, and of LCM's guidance


def sd1(folder: Path, **unet: Any) -> dict[str, Any]:
    """Convolutions as projections, one size of heads; the end of a text is found by its id."""
    vocab = vocabulary(_MERGES)
    ids = {"bos_token_id": vocab[END] - 1, "eos_token_id": vocab[END], "pad_token_id": vocab[END]}
    return {
        "vae": _vae(0.18215),
        "unet": _unet(attention_head_dim=2, **unet),
        "tokenizer": _tokenizer(folder / "words", END),
        "text_encoder": CLIPTextModel(_text(32, "quick_gelu", **ids)).eval(),
        "feature_extractor": None,
        **UNCHECKED,
    }


def sd2(folder: Path) -> dict[str, Any]:
    """Linear projections, heads of each level, gelu, zeros as padding."""
    return {
        "vae": _vae(0.18215),
        "unet": _unet(attention_head_dim=(2, 4), use_linear_projection=True),
        "tokenizer": _tokenizer(folder / "words", PADDING),
        "text_encoder": CLIPTextModel(_text(32, "gelu")).eval(),
        "feature_extractor": None,
        **UNCHECKED,
    }


def lcm(folder: Path) -> dict[str, Any]:
    """A U-Net that is told its guidance."""
    return {
        "vae": _vae(0.18215),
        "unet": _unet(attention_head_dim=2, use_linear_projection=True, time_cond_proj_dim=_POOLED),
        "tokenizer": _tokenizer(folder / "words", END),
        "text_encoder": CLIPTextModel(_text(32, "quick_gelu")).eval(),
        "feature_extractor": None,
        **UNCHECKED,
    }


def sdxl(folder: Path, **unet: Any) -> dict[str, Any]:
    """Two encoders of different widths; a U-Net that is told sizes and the pooled text."""
    return {
        "vae": _vae(0.13025),
        "unet": _unet(
            cross_attention_dim=32 + 48,
            attention_head_dim=(2, 4),
            use_linear_projection=True,
            transformer_layers_per_block=(1, 2),
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=6 * 8 + _POOLED,
            **unet,
        ),
        "tokenizer": _tokenizer(folder / "words", END),
        "tokenizer_2": _tokenizer(folder / "words_2", PADDING),
        "text_encoder": CLIPTextModel(_text(32, "quick_gelu")).eval(),
        "text_encoder_2": CLIPTextModelWithProjection(_text(48, "gelu")).eval(),
    }


def _tokenizer(folder: Path, padding: str) -> CLIPTokenizer:
    vocab = vocabulary(_MERGES)
    folder.mkdir()
    write_tokenizer(folder, Tokenizer(vocab, _MERGES, pad_id=vocab[padding]))
    return CLIPTokenizer.from_pretrained(folder)


def _text(width: int, act: str, **ids: int) -> CLIPTextConfig:
    """As in the published configs of old, an `eos_token_id` of 2 means: the highest id is the end."""
    return CLIPTextConfig(
        vocab_size=len(vocabulary(_MERGES)),
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=4,
        num_attention_heads=4,
        hidden_act=act,
        projection_dim=_POOLED,
        **({"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1} | ids),
    )


def _vae(scale: float) -> diffusers.AutoencoderKL:
    return diffusers.AutoencoderKL(
        block_out_channels=(8, 16, 16, 16),
        layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        sample_size=SIZE,
        scaling_factor=scale,
    ).eval()


@torch.no_grad()
def _unet(**kind: Any) -> diffusers.UNet2DConditionModel:
    blocks = {
        "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    }
    unet = diffusers.UNet2DConditionModel(
        sample_size=SIZE // 8,
        out_channels=4,
        block_out_channels=(16, 32),
        layers_per_block=1,
        norm_num_groups=4,
        **({"cross_attention_dim": 32} | blocks | kind),
    ).eval()
    for name, module in unet.named_modules():
        if name.endswith(("attn2.to_v", "attn2.to_out.0")):
            module.weight.mul_(4)
    answer = unet(
        torch.randn(1, unet.config.in_channels, 8, 8),
        torch.tensor(500),
        torch.randn(1, 77, unet.config.cross_attention_dim),
        timestep_cond=torch.randn(1, _POOLED) if unet.config.time_cond_proj_dim else None,
        added_cond_kwargs={
            "text_embeds": torch.randn(1, _POOLED),
            "time_ids": torch.full((1, 6), float(SIZE)),
        },
    ).sample
    unet.conv_out.weight.div_(answer.std())
    unet.conv_out.bias.div_(answer.std())
    return unet
