"""A request with every gap filled: what will really be drawn, settled before any weight is read.

Guidance, sampler, schedule, steps and size come from the request, else from the model's preset; with
a picture to start from the size is the picture's. Devices and outputs are settled elsewhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image

from core.contract.errors import InvalidValue
from core.contract.request import (
    OWN_SCHEDULE_ONLY,
    SEED_MAX,
    SIZE_MAX,
    SIZE_MULTIPLE,
    FillName,
    GenerationRequest,
    PredictionChoice,
    SamplerName,
    ScheduleName,
    SpacingName,
    check_eta,
    check_pair,
)
from core.files.models.library import ModelInfo
from core.files.pictures import images

T = TypeVar("T")

FAR = 4  # times the area that the model learned: from there on a picture's own size is told


@dataclass(frozen=True)
class ResolvedRequest:
    """A `GenerationRequest` without None but where None means "nothing". Ranges as there."""

    prompt: str
    negative: str | None  # None: nothing was said
    seed: int  # of picture 0
    count: int
    guidance_scale: float
    steps: int
    sampler: SamplerName
    schedule: ScheduleName
    rescale: float
    eta: float
    width: int  # px
    height: int  # px
    init: str | None  # the picture's path
    strength: float
    mask: str | None  # the mask's path
    mask_feather: int  # px
    fill: FillName
    match_colours: bool
    prediction: PredictionChoice
    clip_skip: int
    spacing: SpacingName | None  # None: the one of the model's own schedule
    is_told_guidance: bool = False  # the network takes the scale itself
    vae: str | None = None  # path of the VAE that stands in for the model's own

    @property
    def vae_name(self) -> str | None:
        """What a recipe calls that VAE."""
        if self.vae is None:
            return None
        path = Path(self.vae).absolute()
        return os.fsencode(path.stem if path.suffix == ".safetensors" else path.name).decode(
            "utf-8", "replace"
        )

    @property
    def copies_init(self) -> bool:
        """Strength 0: the picture comes back unchanged, and no network runs."""
        return self.init is not None and self.strength == 0

    @property
    def uses_negative(self) -> bool:
        """Up to a guidance of 1 the unconditional pass is left out; a network that is told needs none."""
        return self.guidance_scale > 1 and not self.is_told_guidance


def resolve(request: GenerationRequest, info: ModelInfo) -> ResolvedRequest:
    """Fill the gaps. Reads the header of the start picture only.

    Raises `InvalidValue` and, for the start picture, what `images.picture_size` raises.
    """
    if request.seed + request.count - 1 > SEED_MAX:
        raise InvalidValue("seed", request.seed, f"at most 2^63 - {request.count} for this count")
    if info.kind == "inpaint" and request.mask is None:
        expected = f"the area to repaint: {info.name} is an inpainting model"
        raise InvalidValue("mask", None, expected)
    preset = info.preset
    width, height = _size(request, info)
    sampler = request.sampler or preset.sampler
    schedule = request.schedule or preset.schedule
    if request.schedule is None and sampler in OWN_SCHEDULE_ONLY:
        schedule = "model"  # the preset's is for its own sampler
    check_pair(sampler, schedule)
    check_eta(sampler, request.eta)
    return ResolvedRequest(
        prompt=request.prompt,
        negative=request.negative,
        seed=request.seed,
        count=request.count,
        guidance_scale=_or(request.guidance_scale, preset.guidance_scale),
        steps=_or(request.steps, preset.steps),
        sampler=sampler,
        schedule=schedule,
        rescale=_or(request.rescale, preset.rescale),
        eta=request.eta,
        width=width,
        height=height,
        init=request.init,
        strength=request.strength,
        mask=request.mask,
        mask_feather=request.mask_feather,
        fill=request.fill,
        match_colours=_or(request.match_colours, request.mask_feather > 0),
        prediction=request.prediction,
        clip_skip=request.clip_skip,
        spacing=request.spacing or preset.spacing,
        is_told_guidance=info.is_told_guidance,
        vae=request.vae,
    )


def read_init(plan: ResolvedRequest) -> Image.Image | None:
    """The picture to start from as it is in the file (RGB, upright), or None. Raises as `read_picture`."""
    return None if plan.init is None else images.read_picture(plan.init)


def far_above(request: GenerationRequest, plan: ResolvedRequest, info: ModelInfo) -> bool:
    """Whether a picture gave its own size, nobody chose it, and the model learned one of a quarter or less."""
    if request.init is None or request.width is not None or request.height is not None:
        return False
    learned = info.preset.width * info.preset.height
    return plan.width * plan.height >= FAR * learned


def fit(image: Image.Image, plan: ResolvedRequest) -> Image.Image:
    """`image` at the plan's size: untouched where it fits, else resized with Lanczos as diffusers does."""
    if image.size == (plan.width, plan.height):
        return image
    return image.resize((plan.width, plan.height), Image.Resampling.LANCZOS)


def _size(request: GenerationRequest, info: ModelInfo) -> tuple[int, int]:
    """Width and height in px; each side on its own from the request, the picture or the preset."""
    preset = info.preset
    if request.init is None:
        return _or(request.width, preset.width), _or(request.height, preset.height)
    found = images.picture_size(request.init)
    width = _or(request.width, found[0] - found[0] % SIZE_MULTIPLE)
    height = _or(request.height, found[1] - found[1] % SIZE_MULTIPLE)
    if min(width, height) < SIZE_MULTIPLE or max(width, height) > SIZE_MAX:
        expected = (
            f"{SIZE_MULTIPLE} to {SIZE_MAX} pixels a side where no width and height are given"
        )
        raise InvalidValue("init", f"{found[0]}×{found[1]} pixels", expected)
    return width, height


def _or(value: T | None, default: T) -> T:
    return default if value is None else value
