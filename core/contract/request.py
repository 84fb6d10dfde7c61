"""What a picture is asked for: one frozen object that holds everything that shapes it.

`None` means "the model's own": guidance, sampler, schedule, steps and size are then taken from the
model's preset when the job runs, and the recipe in the picture records what they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from core.contract.additions import EMBEDDINGS_MAX, LORAS_MAX, Embedding, Lora
from core.contract.errors import InvalidValue

SamplerName = Literal[
    "ddpm",
    "ddim",
    "plms",
    "euler",
    "euler_a",
    "heun",
    "lms",
    "dpm2",
    "dpmpp_2m",
    "dpmpp_2m_sde",
    "dpmpp_sde",
    "unipc",
    "lcm",
]
ScheduleName = Literal["model", "karras", "exponential"]
SpacingName = Literal["leading", "linspace", "trailing"]
FillName = Literal["original", "noise", "blank"]
PredictionChoice = Literal["auto", "eps", "v"]
DeviceChoice = Literal["auto", "cpu", "cuda", "mps"]
DtypeName = Literal["float32", "float16", "bfloat16"]
DtypeChoice = Literal["auto", "float32", "float16", "bfloat16"]
# Ways to draw with less memory: only the network at work is on the device; guidance asks twice instead of
# in one batch; the autoencoder works in tiles.
Saving = Literal["offload", "apart", "tiled"]

SIZE_MULTIPLE = 8  # px: one latent cell
SIZE_MAX = 4096  # px
STEPS_MAX = 500
GUIDANCE_MAX = 100.0
COUNT_MAX = 1000
SEED_MAX = 2**63 - 1
FEATHER_MAX = 256  # px
CLIP_SKIP_MAX = 32  # layers of the deepest text encoder; a model may have fewer
PROMPT_MAX = 20_000  # characters
# Their steps have one length, or are those the model was taught.
OWN_SCHEDULE_ONLY: frozenset[SamplerName] = frozenset({"plms", "lcm"})
WITH_ETA: SamplerName = "ddim"


@dataclass(frozen=True)
class GenerationRequest:
    """One job: `count` pictures from the same words; picture i is drawn from `seed + i`."""

    prompt: str
    output: str  # a folder (files are named <time>-<seed>.png) or a file ending in .png
    seed: int  # 0 … 2^63-1
    model: str = "starter"  # a folder, or a name from the library
    vae: str | None = None  # a VAE file or folder that stands in for the model's own
    loras: tuple[Lora, ...] = ()  # their changes add up
    embeddings: tuple[Embedding, ...] = ()  # words of their own for prompt and negative
    # Files in the folders of embeddings are words by their names, too; a recipe names those that were.
    named_embeddings: bool = True
    negative: str | None = None
    plain_prompt: bool = False  # both texts are taken as they stand, whatever brackets they hold
    # What the texts came to, where a recipe says it (one picture): choices made, LoRAs taken out.
    prompt_expanded: str | None = None
    negative_expanded: str | None = None
    guidance_scale: float | None = None  # 0 … 100; 1 = the unconditional pass is left out
    steps: int | None = None  # 1 … 500
    sampler: SamplerName | None = None
    schedule: ScheduleName | None = None
    spacing: SpacingName | None = None  # which of the model's time steps are asked
    rescale: float | None = None  # 0 … 1: how much of the contrast that guidance adds is taken back
    eta: float = 0.0  # 0 … 1: ddim's share of new noise in each step
    width: int | None = None  # px, a multiple of 8, at most 4096
    height: int | None = None  # px
    count: int = 1
    init: str | None = None  # a picture to start from
    strength: float = 0.6  # 0 … 1: how much of `init` may change
    # 1: the text encoder's layer that the model was trained with; n: n - 1 before it
    clip_skip: int = 1
    mask: str | None = None  # a picture: where it is white, `init` is repainted, the rest stays
    mask_feather: int = 0  # 0 … 256 px inside the mask over which the old passes into the new
    fill: FillName = "original"  # what the masked part starts from, below full strength
    match_colours: bool | None = None  # at the seam; None: where there is a feather
    prediction: PredictionChoice = "auto"
    device: DeviceChoice = "auto"
    dtype: DtypeChoice = "auto"
    # None: what the memory asks for; (): none. What is chosen here is kept to, but for offloading, which
    # changes no bit and may come on top.
    savings: tuple[Saving, ...] | None = None
    overwrite: bool = False
    # Folder for the exact `init`, named by content; None: beside the output.
    keep_inputs: str | None = None

    def __post_init__(self) -> None:
        _check_text("prompt", self.prompt)
        _check_text("negative", self.negative or "")
        for name in ("prompt_expanded", "negative_expanded"):
            self._check_expanded(name, getattr(self, name))
        _check_range("guidance_scale", self.guidance_scale, 0.0, GUIDANCE_MAX)
        _check_range("steps", self.steps, 1, STEPS_MAX)
        _check_range("strength", self.strength, 0.0, 1.0)
        _check_range("clip_skip", self.clip_skip, 1, CLIP_SKIP_MAX)
        _check_range("rescale", self.rescale, 0.0, 1.0)
        _check_range("eta", self.eta, 0.0, 1.0)
        if self.sampler is not None:
            check_pair(self.sampler, self.schedule or "model")
            check_eta(self.sampler, self.eta)
        _check_range("count", self.count, 1, COUNT_MAX)
        _check_range("seed", self.seed, 0, SEED_MAX)
        _check_range("mask_feather", self.mask_feather, 0, FEATHER_MAX)
        for name, limit in (("loras", LORAS_MAX), ("embeddings", EMBEDDINGS_MAX)):
            if len(getattr(self, name)) > limit:
                raise InvalidValue(name, len(getattr(self, name)), f"at most {limit} files")
        if self.mask is None:
            self._check_no_mask()
        elif self.init is None:
            raise InvalidValue("mask", self.mask, "used with a picture to start from")
        for name, size in (("width", self.width), ("height", self.height)):
            _check_size(name, size)
        for saving in self.savings or ():
            if saving not in get_args(Saving):
                raise InvalidValue(
                    "memory", saving, f"auto, full, or {', '.join(get_args(Saving))}"
                )
        for name in ("output", "model", "vae", "init", "mask", "keep_inputs"):
            path = getattr(self, name)
            if path is not None and (not path or "\0" in path):
                raise InvalidValue(name, path, "a path")

    def _check_expanded(self, name: str, text: str | None) -> None:
        if text is None:
            return
        _check_text(name, text)
        if self.plain_prompt or self.count != 1:
            raise InvalidValue(name, text[:80], "left out for plain prompts and several pictures")

    def _check_no_mask(self) -> None:
        """What shapes the repainting needs something to repaint."""
        plain = GenerationRequest
        for name in ("mask_feather", "fill", "match_colours"):
            value = getattr(self, name)
            if value != getattr(plain, name):
                raise InvalidValue(name, value, "left out where there is no mask")


def check_pair(sampler: SamplerName, schedule: ScheduleName) -> None:
    """Raises `InvalidValue` where the sampler cannot walk the schedule."""
    if sampler in OWN_SCHEDULE_ONLY and schedule != "model":
        raise InvalidValue("schedule", schedule, f"model with the sampler {sampler}")


def check_eta(sampler: SamplerName, eta: float) -> None:
    """Raises `InvalidValue` where the sampler would not heed it."""
    if eta and sampler != WITH_ETA:
        raise InvalidValue("eta", eta, f"0 with the sampler {sampler} (only {WITH_ETA} heeds it)")


def _check_text(name: str, text: str) -> None:
    if len(text) > PROMPT_MAX:
        raise InvalidValue(name, len(text), f"at most {PROMPT_MAX} characters long")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InvalidValue(name, ascii(text[:40]), "text in valid Unicode")


def _check_range(name: str, value: float | None, low: float, high: float) -> None:
    if value is None:
        return
    if not low <= value <= high:  # also true of NaN and infinity
        raise InvalidValue(
            name,
            value,
            f"between {low:g} and {high:g}" if high < 2**53 else f"at least {low:g} and below 2^63",
        )


def _check_size(name: str, size: int | None) -> None:
    if size is None:
        return
    if not SIZE_MULTIPLE <= size <= SIZE_MAX:
        raise InvalidValue(name, size, f"between {SIZE_MULTIPLE} and {SIZE_MAX} pixels")
    if size % SIZE_MULTIPLE:
        raise InvalidValue(name, size, f"a multiple of {SIZE_MULTIPLE} pixels")
