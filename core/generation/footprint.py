"""How much memory a picture takes in each phase, by a formula over shapes: no weight is read, nothing runs.

The weights that are there in that phase, at the size of their numbers, and what the network at work keeps beside
(`core/networks/activations.py`). What kernels of a kind of device add is in `Runtime`. What a machine really took
corrects it in `memory.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from torch import nn

from core.checkpoints.folder import FolderModel
from core.contract.request import Saving
from core.generation.plan import ResolvedRequest
from core.generation.residence import Part
from core.networks.activations import decoder_numbers, encoder_numbers, unet_numbers
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.tiling import TILE, needs_tiles

Stage = Literal["encode_text", "encode_picture", "denoise", "decode"]
Phase = TypeVar("Phase", bound=str)

CPU_SCRATCH = (
    100 * 2**20
)  # bytes: kernels that oneDNN makes, and its copies of maps; measured, docs/memory.md
GPU_SCRATCH = (
    256 * 2**20
)  # bytes: room for cuDNN's workspaces and torch's rounding; not measured here
NEEDS: dict[Stage, Part] = {
    "encode_text": "text",
    "encode_picture": "vae",
    "denoise": "unet",
    "decode": "vae",
}


@dataclass(frozen=True)
class Outline:
    """What of a model counts for memory."""

    family: str
    unet: UNetConfig
    vae: VAEConfig
    numbers: Mapping[Part, int]  # in the weights of each part
    largest: Mapping[Part, int]  # numbers in the largest tensor of each

    @staticmethod
    def of(model: FolderModel, family: str) -> Outline:
        """From networks with or without weights."""
        texts = [net for net in (model.text_encoder, model.text_encoder_2) if net is not None]
        parts: dict[Part, list[nn.Module]] = {
            "text": [*texts],
            "unet": [model.unet],
            "vae": [model.vae],
        }
        sizes = {
            part: [p.numel() for net in networks for p in net.parameters()]
            for part, networks in parts.items()
        }
        return Outline(
            family,
            model.unet.config,
            model.vae.config,
            {part: sum(found) for part, found in sizes.items()},
            {part: max(found) for part, found in sizes.items()},
        )


@dataclass(frozen=True)
class Picture:
    """What is drawn."""

    width: int  # px
    height: int  # px
    passes: int  # of the network in one batch, unless apart: one a prompt, and one without
    from_picture: bool = False
    loras: bool = False  # some: their layers are in RAM twice, changed and as they were

    @staticmethod
    def of(plan: ResolvedRequest, *, prompts: int, loras: bool) -> Picture:
        """Of a request whose gaps are filled; `prompts`: how many are joined by AND, 1 where none."""
        passes = prompts + plan.uses_negative
        return Picture(plan.width, plan.height, passes, plan.init is not None, loras)


@dataclass(frozen=True)
class Runtime:
    """What a kind of device and a number format add to shapes."""

    kind: str  # "cpu", "cuda", "mps"
    number: int  # bytes of one, in networks and their maps
    base: int = 0  # bytes of this process before any model: on the CPU it lives in the same memory

    @property
    def fused(self) -> bool:
        """Whether attention makes no matrix of all places by all places."""
        return self.kind in ("cpu", "cuda")

    def scratch(self, largest: int) -> int:
        """Bytes beside weights and maps; the CPU's library lays the weights of a layer out anew."""
        return CPU_SCRATCH + largest * self.number if self.kind == "cpu" else GPU_SCRATCH


@dataclass(frozen=True)
class Footprint(Generic[Phase]):
    """Bytes, by phases of some work."""

    base: int
    weights: dict[Phase, int]
    work: dict[Phase, int]  # maps and scratch

    def total(self, stage: Phase, correction: float = 1.0) -> int:
        """All that is there in a phase; `correction` multiplies what is no weight."""
        return self.base + self.weights[stage] + round(self.work[stage] * correction)

    def peak(self, correction: float = 1.0) -> int:
        """The most of all phases."""
        return self.total(self.widest(correction), correction)

    def widest(self, correction: float = 1.0) -> Phase:
        """The phase that takes the most."""
        return max(self.work, key=lambda stage: self.total(stage, correction))


def footprint(
    outline: Outline, picture: Picture, runtime: Runtime, savings: Collection[Saving]
) -> Footprint[Stage]:
    """What `picture` takes when it is drawn with `savings`."""
    maps = _maps(outline, picture, runtime, savings)
    weights, work = {}, {}
    for stage, numbers in maps.items():
        there = {NEEDS[stage]} if "offload" in savings else set(outline.numbers)
        numbers_there = 0
        if picture.loras and runtime.kind == "cpu":
            there |= {"text", "unet"}
            numbers_there = outline.numbers["text"] + outline.numbers["unet"]  # at the most
        numbers_there += sum(outline.numbers[part] for part in there)
        weights[stage] = numbers_there * runtime.number
        work[stage] = numbers * runtime.number + runtime.scratch(outline.largest[NEEDS[stage]])
    return Footprint(runtime.base, weights, work)


def _maps(
    outline: Outline, picture: Picture, runtime: Runtime, savings: Collection[Saving]
) -> dict[Stage, int]:
    """Numbers that the network of each phase keeps at its widest point."""
    factor, fused = outline.vae.downscale, runtime.fused
    height, width = picture.height // factor, picture.width // factor
    batch = 1 if "apart" in savings else picture.passes
    found: dict[Stage, int] = {
        "encode_text": 0,  # 77 places: less than the scratch
        "denoise": unet_numbers(outline.unet, batch, height, width, fused=fused),
    }
    if "tiled" not in savings or not needs_tiles(height, width):
        found["decode"] = decoder_numbers(outline.vae, 1, height, width, fused=fused)
        if picture.from_picture:
            whole = (height * factor, width * factor)
            found["encode_picture"] = encoder_numbers(outline.vae, 1, *whole, fused=fused)
        return found
    tile = (min(TILE, height), min(TILE, width))
    top = outline.vae.block_out_channels[-1]
    cells = top * height * width  # of the map that tiles are cut from, or put together to
    middle = _middle(outline.vae, height, width, fused=fused)
    pixels = 2 * outline.vae.out_channels * height * width * factor**2
    found["decode"] = max(
        middle, cells + pixels + decoder_numbers(outline.vae, 1, *tile, fused=fused)
    )
    if picture.from_picture:
        side = (tile[0] * factor, tile[1] * factor)
        tiles = encoder_numbers(outline.vae, 1, *side, fused=fused)
        found["encode_picture"] = max(middle, 2 * cells + pixels + tiles)
    return found


def _middle(config: VAEConfig, height: int, width: int, *, fused: bool) -> int:
    """The autoencoder's middle on the whole map: one level of its own width."""
    lone = VAEConfig(block_out_channels=config.block_out_channels[-1:], layers_per_block=0)
    return decoder_numbers(lone, 1, height, width, fused=fused)
