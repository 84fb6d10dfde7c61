"""A model ready to draw: its networks on a device, its noise schedule, its preview colours.

Only holds things together; `loader.py` makes and keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from core.checkpoints.components import TEXT, TEXT_2
from core.checkpoints.folder import FolderModel
from core.contract.request import Saving
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.files.models.library import ModelInfo
from core.generation.lora_stack import LoraStack
from core.generation.preview import PreviewMap
from core.generation.residence import Part, Residence
from core.generation.words import Reader
from core.networks.unet import UNet
from core.networks.vae import VAE


@dataclass
class ModelBundle:
    """Everything one drawing needs of a model."""

    info: ModelInfo
    unet: UNet
    vae: VAE
    readers: tuple[Reader, ...]  # one, or SDXL's two
    schedule: NoiseSchedule
    preview: PreviewMap | None  # None: the latents cannot be shown
    device: torch.device
    dtype: torch.dtype  # of the networks; latents between steps are float32
    force_zeros: bool = False  # without a negative prompt the unconditional words are zeros
    stack: LoraStack | None = None  # its LoRAs; None: it takes none
    dropped: tuple[str, ...] = ()  # tensors of a single file that drawing does not need
    unknown: tuple[str, ...] = ()  # and those that nobody knows
    savings: tuple[Saving, ...] = ()  # how memory is saved at the moment
    residence: Residence | None = None  # None: all is in memory, and stays

    @property
    def vae_dtype(self) -> torch.dtype:
        """The autoencoder's own: float32 once it has overflowed in half precision."""
        return next(self.vae.parameters()).dtype

    @property
    def is_xl(self) -> bool:
        """Whether the U-Net is told the pooled text and the picture's size, too."""
        return self.unet.config.addition_embed_type == "text_time"

    def use(self, savings: Sequence[Saving]) -> None:
        """Save memory in these ways from now on. Raises what reading a model raises."""
        self.savings = tuple(savings)
        if self.residence is not None:
            self.residence.settle(offload="offload" in self.savings)

    def hold(self, part: Part) -> None:
        """Have a part's networks on the device; nothing happens where all of them are."""
        if self.residence is not None:
            self.residence.hold(part)

    def keep(self, *parts: Part) -> None:
        """Whatever is saved, let these parts never go, as long as their weights are not those of the files."""
        if self.residence is not None:
            self.residence.keep(parts)

    @staticmethod
    def of(
        info: ModelInfo,
        model: FolderModel,
        preview: PreviewMap | None,
        device: torch.device,
        dtype: torch.dtype,
    ) -> ModelBundle:
        """The parts of a loaded folder, in evaluation mode."""
        pairs = (
            (model.text_encoder, model.tokenizer),
            (model.text_encoder_2, model.tokenizer_2),
        )
        readers = tuple(Reader(net.eval(), words) for net, words in pairs if net and words)
        schedule = pipeline_schedule(model.schedule, xl=len(readers) > 1)
        return ModelBundle(
            info=info,
            unet=model.unet.eval(),
            vae=model.vae.eval(),
            readers=readers,
            schedule=NoiseSchedule(schedule),
            preview=preview,
            device=device,
            dtype=dtype,
            force_zeros=model.force_zeros,
            stack=LoraStack(
                model.unet,
                {
                    part: encoder
                    for part, encoder in (
                        (TEXT, model.text_encoder),
                        (TEXT_2, model.text_encoder_2),
                    )
                    if encoder is not None
                },
                info.family,
            ),
            dropped=model.dropped,
            unknown=model.unknown,
        )


def pipeline_schedule(config: ScheduleConfig, *, xl: bool = False) -> ScheduleConfig:
    """The schedule as diffusers' pipelines use it.

    Those of SD 1 and 2 set steps_offset to 1 and clip no guess, whatever the file says. Those of SDXL
    take the file as it is, and a file that does not say otherwise has ddim and ddpm clip.
    """
    if xl:
        return replace(config, clip_sample=config.clip_sample is not False)
    return replace(config, steps_offset=1, clip_sample=False)
