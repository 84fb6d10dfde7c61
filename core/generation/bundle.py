"""A model ready to draw: its networks on a device, its noise schedule, its preview colours.

Only holds things together; `loader.py` makes and keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from core.checkpoints.folder import FolderModel
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.files.library import ModelInfo
from core.generation.preview import PreviewMap
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import TextEncoder
from core.text.tokenizer import Tokenizer


@dataclass
class ModelBundle:
    """Everything one drawing needs of a model."""

    info: ModelInfo
    unet: UNet
    vae: VAE
    text_encoder: TextEncoder
    tokenizer: Tokenizer
    schedule: NoiseSchedule
    preview: PreviewMap | None  # None: the latents cannot be shown
    device: torch.device
    dtype: torch.dtype  # of the networks; latents between steps are float32

    @staticmethod
    def of(
        info: ModelInfo,
        model: FolderModel,
        preview: PreviewMap | None,
        device: torch.device,
        dtype: torch.dtype,
    ) -> ModelBundle:
        """The parts of a loaded folder, in evaluation mode."""
        return ModelBundle(
            info=info,
            unet=model.unet.eval(),
            vae=model.vae.eval(),
            text_encoder=model.text_encoder.eval(),
            tokenizer=model.tokenizer,
            schedule=NoiseSchedule(pipeline_schedule(model.schedule)),
            preview=preview,
            device=device,
            dtype=dtype,
        )


def pipeline_schedule(config: ScheduleConfig) -> ScheduleConfig:
    """The schedule as diffusers' SD 1 and 2 pipelines use it: they set steps_offset to 1, whatever the file says."""
    return replace(config, steps_offset=1)
