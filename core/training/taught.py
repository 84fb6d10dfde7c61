"""The model that is taught: its parts as a training needs them, and how it is told words and sizes.

A frozen part is in the precision of the forward pass, one whose weights learn in float32; the autoencoder always
works in float32, because SDXL's overflows in half precision.

Axes: B batch, C channels, h w latent cells, L tokens, D width, P pooled width.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from core.checkpoints import components
from core.checkpoints.folder import FolderModel
from core.contract.errors import InvalidValue
from core.diffusion.conditioning import Conditioning, joined
from core.diffusion.schedule import NoiseSchedule
from core.files.models.library import ModelInfo
from core.files.trainings.teachable import obstacle
from core.generation.bundle import ModelBundle
from core.generation.loader import read_model
from core.generation.preview import PreviewMap, read_preview_map
from core.generation.probe import settled
from core.generation.words import Reader, Words, encode_words, most_chunks
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import TextEncoder

TEXT_PARTS = (components.TEXT, components.TEXT_2)


@dataclass
class Taught:
    """A loaded model."""

    info: ModelInfo
    model: FolderModel
    schedule: NoiseSchedule
    device: torch.device
    dtype: torch.dtype  # of the forward pass

    @property
    def unet(self) -> UNet:
        return self.model.unet

    @property
    def vae(self) -> VAE:
        return self.model.vae

    @property
    def texts(self) -> dict[str, TextEncoder]:
        """Part → text encoder: one, or SDXL's two."""
        found = {part: getattr(self.model, part) for part in TEXT_PARTS}
        return {part: encoder for part, encoder in found.items() if encoder is not None}

    @property
    def is_xl(self) -> bool:
        return self.model.text_encoder_2 is not None

    @property
    def zeros(self) -> bool:
        """Whether guidance goes away from zeros where no words are said, instead of from the empty text."""
        return self.is_xl and self.model.force_zeros

    @property
    def colours(self) -> PreviewMap | None:
        """How its latents are shown small; None where nobody knows."""
        folder = Path(self.info.path)
        return read_preview_map(folder, self.vae.config.latent_channels, xl=self.is_xl)

    @property
    def readers(self) -> tuple[Reader, ...]:
        words = (self.model.tokenizer, self.model.tokenizer_2)
        pairs = zip(self.texts.values(), words, strict=False)
        return tuple(Reader(encoder, tokenizer) for encoder, tokenizer in pairs if tokenizer)

    def chunks(self, texts: Iterable[str]) -> int:
        """K of the longest of `texts`: chunks of 77 tokens."""
        return most_chunks(self.readers, map(Words, texts))

    def autocast(self) -> AbstractContextManager[object]:
        """For networks whose weights are wider than the forward pass."""
        if self.dtype == torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, dtype=self.dtype)

    def encoding(self) -> AbstractContextManager[None]:
        """Within the block the autoencoder has a card to itself, but for what learns: the other networks wait in RAM."""
        networks = (self.unet, *self.texts.values())
        waiting = [each for each in networks if not any(p.requires_grad for p in each.parameters())]
        return moved(waiting, torch.device("cpu"))

    def told(self, texts: Sequence[str], chunks: int = 1) -> Conditioning:
        """What the U-Net is told of each text: context (B, 77·K, D), pooled (B, P) for SDXL. With gradient where one flows.

        K is that of the longest, and at least `chunks`. Each distinct text is encoded by itself: what it comes to must not depend on its company.
        """
        words = [Words(text) for text in texts]
        with self.autocast():
            distinct = list(dict.fromkeys(words))
            each = encode_words(self.readers, distinct, self.device, least=chunks)
        by_text = dict(zip(distinct, each, strict=True))
        return joined([by_text[word] for word in words])

    def network(
        self,
        x: Tensor,
        t: Tensor,
        context: Tensor,
        pooled: Tensor | None,
        size_ids: Tensor | None,
    ) -> Tensor:
        """The U-Net in the precision of the forward pass; see `UNet.forward`."""
        kept = next(self.unet.parameters()).dtype
        with self.autocast() if kept != self.dtype else nullcontext():
            out: Tensor = self.unet(x.to(kept), t, context.to(kept), pooled, size_ids)
        return out.float()

    def predict(self, noised: Tensor, t: Tensor, cond: Conditioning) -> Tensor:
        """Its word on noised latents (B, C, h, w) at t (B,), in float32."""
        return self.network(noised, t, cond.context, cond.pooled, cond.size_ids)


def open_taught(
    info: ModelInfo,
    device: torch.device,
    dtype: torch.dtype,
    *,
    learned: Sequence[str],
) -> Taught:
    """Read a model. `learned`: parts whose own weights will change ("unet", "text_encoder", "text_encoder_2").

    Raises `InvalidValue` for a model that cannot be taught, and what `read_model` raises.
    """
    check_teachable(info)
    parts = ("unet", *TEXT_PARTS)
    model = read_model(
        Path(info.path),
        device=device,
        dtype=dtype,
        parts=tuple(p for p in parts if p not in learned),
    )
    wide = (*(part for part in parts if part in learned), "vae")
    other = read_model(Path(info.path), device=device, dtype=torch.float32, parts=wide)
    for part in wide:
        setattr(model, part, getattr(other, part))
    for network in (model.unet, model.vae, model.text_encoder, model.text_encoder_2):
        if network is not None:
            network.eval().requires_grad_(False)
    bundle = ModelBundle.of(info, model, None, device, dtype)
    if info.basis == "family":  # nobody says what a single file predicts
        bundle = settled(bundle)
        model.schedule = bundle.schedule.config  # a whole model that is taught is saved with it
        kind = model.schedule.prediction_type
        if model.scheduler_file:
            model.scheduler_file = {**model.scheduler_file, "prediction_type": kind}
    return Taught(bundle.info, model, bundle.schedule, device, dtype)


@contextmanager
def moved(networks: Collection[nn.Module], device: torch.device) -> Iterator[None]:
    """Within the block these networks are on `device`, and afterwards each where it was."""
    places = [next(network.parameters()).device for network in networks]
    for network in networks:
        network.to(device)
    try:
        yield
    finally:
        for network, place in zip(networks, places, strict=True):
            network.to(place)


def check_teachable(info: ModelInfo) -> None:
    """Raises `InvalidValue` for a model that paints into masks, or that is told its guidance."""
    reason = obstacle(info)
    if reason is not None:
        what = "an inpainting model" if reason == "inpaint" else "made for a few steps"
        raise InvalidValue("model", info.name, f"one that draws whole pictures; this one is {what}")
