"""Models of a published size with random weights, and tiny ones, as folders in diffusers' layout.

Weights are written in float16, as published models are; neither time nor memory depends on what they are.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import diffusers
import torch
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.tokenizer_files import write_tokenizer
from core.files import folders
from tests.support import random_pipelines

PIPELINES = {
    "sd1": diffusers.StableDiffusionPipeline,
    "sdxl": diffusers.StableDiffusionXLPipeline,
}
SEED = 7


@dataclass(frozen=True)
class Size:
    """A model and the pictures that it learns from."""

    family: str
    side: int  # px
    batch_size: int
    is_tiny: bool = False


SIZES = {
    "sd1": Size("sd1", 512, 2),
    "sdxl": Size("sdxl", 1024, 1),
    "tiny-sd1": Size("sd1", random_pipelines.SIZE, 2, is_tiny=True),
    "tiny-sdxl": Size("sdxl", random_pipelines.SIZE, 1, is_tiny=True),
}


def make(size: Size, folder: Path) -> None:
    """Write the model into `folder`, which need not be there."""
    torch.manual_seed(SEED)
    if size.is_tiny:
        _make_tiny(size.family, folder)
        return
    # SDXL has 3.5 thousand million numbers to draw: seconds on a GPU, a minute or more on a CPU.
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        _make_real(size.family, folder)
    if torch.cuda.is_available():
        torch.cuda.empty_cache()  # the sides are measured while this process waits


def _make_tiny(family: str, folder: Path) -> None:
    words = folder.with_name(f"{folder.name}-words")
    words.mkdir(parents=True)
    parts = getattr(random_pipelines, family)(words)
    scheduler = diffusers.DDPMScheduler(**random_pipelines.BETAS, clip_sample=False, steps_offset=1)
    PIPELINES[family](**parts, scheduler=scheduler).save_pretrained(folder)


def _make_real(family: str, folder: Path) -> None:
    """One part after the other: together SDXL's would want 14 GB of RAM."""
    shutil.copytree(folders.resources() / "model_configs" / family, folder)
    for part, network in (
        ("unet", diffusers.UNet2DConditionModel),
        ("vae", diffusers.AutoencoderKL),
    ):
        network.from_config(network.load_config(folder / part)).half().save_pretrained(
            folder / part
        )
    for part, network in (
        ("text_encoder", CLIPTextModel),
        ("text_encoder_2", CLIPTextModelWithProjection),
    ):
        if (folder / part).is_dir():
            config = CLIPTextConfig.from_pretrained(folder / part)
            network(config).half().save_pretrained(folder / part)
    for part, padded in (("tokenizer", False), ("tokenizer_2", True)):
        if (folder / part).is_dir():
            write_tokenizer(folder / part, clip_tokenizer(zero_padded=padded))
