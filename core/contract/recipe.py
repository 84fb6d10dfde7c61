"""Everything that makes one picture, so that it can be made again; it travels in the PNG as JSON.

A recipe read from a file is a stranger's word: at most 1 MB, known fields only, every number in its
range. It starts nothing by itself: `recipe_to_request` only builds the request a person may run.
The text that other programs read is in `parameters.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from core.contract import codec
from core.contract.additions import (
    EMBEDDINGS_MAX,
    LORAS_MAX,
    Embedding,
    EmbeddingRecord,
    Lora,
    LoraRecord,
)
from core.contract.errors import InvalidValue
from core.contract.request import (
    CLIP_SKIP_MAX,
    FEATHER_MAX,
    GUIDANCE_MAX,
    PROMPT_MAX,
    SEED_MAX,
    SIZE_MAX,
    SIZE_MULTIPLE,
    STEPS_MAX,
    DeviceChoice,
    DtypeName,
    FillName,
    GenerationRequest,
    SamplerName,
    Saving,
    ScheduleName,
    SpacingName,
)
from core.contract.version import PROGRAM

RECIPE_FORMAT = 1  # raised when an older program could misread a newer recipe
TEXT_MAX = 1_000_000  # characters of JSON
NAME_MAX = 500  # characters of names and versions
BRANCHED = "absent: a branch can only be made again from the picture that it left"
DRAWN_ELSEWHERE = "the model's own to be drawn again from here"  # of a VAE
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Branch:
    """Where a picture left the way of another one: before `step` all was as in that, then as its recipe says."""

    step: int  # 0 …
    pixel_hash: str  # of the other picture
    # Pixel hash of the mask outside which it followed the other to the end
    mask_hash: str | None = None

    def __post_init__(self) -> None:
        _check_range("branch.step", self.step, 0, STEPS_MAX)
        for name in ("pixel_hash", "mask_hash"):
            _check_hash(f"branch.{name}", getattr(self, name))


@dataclass(frozen=True)
class Recipe:
    """One picture's complete making. Nothing here is "auto": it says what really ran."""

    prompt: str
    model: str  # name for a person and for looking it up; never a path
    model_hash: str  # of `core/files/models/hashes.py`: 64 hex digits
    sampler: SamplerName
    schedule: ScheduleName
    steps: int  # 1 … 500
    guidance_scale: float  # 0 … 100
    prediction: Literal["eps", "v"]
    seed: int  # of this very picture: request seed + index
    width: int  # px
    height: int  # px
    device: str  # "cpu", "cuda", "mps"
    dtype: DtypeName
    threads: int  # torch's threads on the CPU: they shape the last bits
    torch: str  # its version
    pixel_hash: str  # of the finished picture, see core.files.pictures.images.pixel_hash
    # None: nothing was said, which SDXL models may take as zeros; "": an empty text was encoded.
    negative: str | None = None
    plain_prompt: bool = True  # recipes without this field are older than the prompt language
    # What the texts came to, choices made and LoRAs taken out; None where they were read as written.
    prompt_expanded: str | None = None
    negative_expanded: str | None = None
    vae: str | None = None  # name of the VAE that stood in for the model's own; never a path
    vae_hash: str | None = None
    loras: tuple[LoraRecord, ...] = ()
    embeddings: tuple[EmbeddingRecord, ...] = ()
    init_hash: str | None = None  # pixel hash of the start picture, which is kept under this name
    strength: float | None = None  # 0 … 1, with a start picture
    mask_hash: str | None = None  # pixel hash of the mask, kept beside the start picture
    mask_feather: int | None = None  # px; this and the next two exactly with a mask
    fill: FillName | None = None
    match_colours: bool | None = None
    clip_skip: int = 1
    spacing: SpacingName | None = None  # None: the one of the model's own schedule
    rescale: float = 0.0  # 0 … 1
    eta: float = 0.0  # 0 … 1
    branch: Branch | None = None
    savings: tuple[Saving, ...] = ()  # of memory: passes apart and tiles shape the last bits
    program: str = PROGRAM
    format: int = RECIPE_FORMAT

    def __post_init__(self) -> None:
        for name in ("prompt", "negative", "prompt_expanded", "negative_expanded"):
            _check_text(name, getattr(self, name) or "", PROMPT_MAX)
        for name in ("model", "vae", "device", "torch", "program"):
            _check_text(name, getattr(self, name) or "", NAME_MAX)
        for name in ("model_hash", "vae_hash", "pixel_hash", "init_hash", "mask_hash"):
            _check_hash(name, getattr(self, name))
        _check_range("steps", self.steps, 1, STEPS_MAX)
        _check_range("guidance_scale", self.guidance_scale, 0, GUIDANCE_MAX)
        _check_range("clip_skip", self.clip_skip, 1, CLIP_SKIP_MAX)
        _check_range("rescale", self.rescale, 0, 1)
        _check_range("eta", self.eta, 0, 1)
        _check_range("seed", self.seed, 0, SEED_MAX)
        _check_range("threads", self.threads, 1, 4096)
        _check_range("format", self.format, 1, RECIPE_FORMAT)
        for name in ("width", "height"):
            _check_range(name, getattr(self, name), SIZE_MULTIPLE, SIZE_MAX)
        _check_range("loras", len(self.loras), 0, LORAS_MAX)
        _check_range("embeddings", len(self.embeddings), 0, EMBEDDINGS_MAX)
        if self.strength is not None:
            _check_range("strength", self.strength, 0, 1)
        if (self.init_hash is None) != (self.strength is None):
            raise InvalidValue(
                "Recipe.strength", self.strength, "given exactly with a start picture"
            )
        if self.mask_hash is not None and self.init_hash is None:
            raise InvalidValue(
                "Recipe.mask_hash", self.mask_hash, "given with a start picture only"
            )
        for name in ("mask_feather", "fill", "match_colours"):
            if (getattr(self, name) is None) != (self.mask_hash is None):
                raise InvalidValue(
                    f"Recipe.{name}", getattr(self, name), "given exactly with a mask"
                )
        if self.mask_feather is not None:
            _check_range("mask_feather", self.mask_feather, 0, FEATHER_MAX)

    def to_json(self) -> str:
        """One line of JSON, for the PNG's `reverie` field."""
        return json.dumps(codec.to_json(self), ensure_ascii=False, allow_nan=False)

    @staticmethod
    def from_json(text: str) -> Recipe:
        """Read what `to_json` wrote. Raises `InvalidValue` naming what is wrong."""
        if len(text) > TEXT_MAX:
            raise InvalidValue("Recipe", len(text), f"at most {TEXT_MAX} characters long")
        try:
            data = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise InvalidValue("Recipe", text[:80], "one JSON object") from error
        version = data.get("format") if isinstance(data, dict) else None
        if isinstance(version, int) and version > RECIPE_FORMAT:
            raise InvalidValue("Recipe.format", version, f"at most {RECIPE_FORMAT}")
        return codec.from_json(Recipe, data)


def recipe_to_request(
    recipe: Recipe,
    *,
    model: str,
    output: str,
    init: str | None = None,
    mask: str | None = None,
    vae: str | None = None,
    loras: Sequence[str] = (),
    embeddings: Sequence[str] = (),
    device: DeviceChoice | None = None,
) -> GenerationRequest:
    """The request that makes the recipe's picture again into the file `output`.

    `model`: the folder or library name the caller found for `recipe.model_hash`. `init`: the kept
    start picture, needed when the recipe has one (else `InvalidValue`), as are `mask` and `vae`; `loras` and
    `embeddings` are the files of the recipe's, in its order. `device` None: the recipe's. A branch cannot be
    made again by itself: `InvalidValue`.
    """
    if recipe.branch is not None:
        raise InvalidValue("Recipe.branch", f"step {recipe.branch.step}", BRANCHED)
    if recipe.init_hash is not None and init is None:
        raise InvalidValue("init", None, "the start picture of the recipe")
    if recipe.mask_hash is not None and mask is None:
        raise InvalidValue("mask", None, "the mask of the recipe")
    for name, files in (("loras", loras), ("embeddings", embeddings)):
        if len(files) != len(getattr(recipe, name)):
            raise InvalidValue(name, len(files), f"the {len(getattr(recipe, name))} of the recipe")
    recorded: DeviceChoice = "auto"
    for choice in get_args(DeviceChoice):
        if choice == recipe.device:
            recorded = choice
    return GenerationRequest(
        prompt=recipe.prompt,
        output=output,
        seed=recipe.seed,
        model=model,
        vae=vae,
        loras=tuple(
            Lora(file, used.weight, used.text_weight)
            for file, used in zip(loras, recipe.loras, strict=True)
        ),
        embeddings=tuple(
            Embedding(file, used.token or used.name)
            for file, used in zip(embeddings, recipe.embeddings, strict=True)
        ),
        named_embeddings=False,
        negative=recipe.negative,
        plain_prompt=recipe.plain_prompt,
        prompt_expanded=None if recipe.plain_prompt else recipe.prompt_expanded,
        negative_expanded=None if recipe.plain_prompt else recipe.negative_expanded,
        guidance_scale=recipe.guidance_scale,
        steps=recipe.steps,
        sampler=recipe.sampler,
        schedule=recipe.schedule,
        rescale=recipe.rescale,
        eta=recipe.eta,
        width=recipe.width,
        height=recipe.height,
        init=init if recipe.init_hash is not None else None,
        strength=GenerationRequest.strength if recipe.strength is None else recipe.strength,
        mask=mask if recipe.mask_hash is not None else None,
        mask_feather=recipe.mask_feather or 0,
        fill=recipe.fill or GenerationRequest.fill,
        match_colours=recipe.match_colours,
        clip_skip=recipe.clip_skip,
        spacing=recipe.spacing,
        prediction=recipe.prediction,
        device=device or recorded,
        dtype=recipe.dtype,
        savings=tuple(
            saving for saving in recipe.savings if saving != "offload"
        ),  # as it changes no bit
    )


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _check_text(name: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise InvalidValue(f"Recipe.{name}", len(text), f"at most {limit} characters long")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InvalidValue(f"Recipe.{name}", ascii(text[:40]), "text in valid Unicode")


def _check_hash(name: str, value: str | None) -> None:
    if value is not None and not _HASH.fullmatch(value):
        raise InvalidValue(f"Recipe.{name}", value[:80], "64 hexadecimal digits")


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # also true of NaN and infinity
        raise InvalidValue(f"Recipe.{name}", value, f"between {low} and {high}")
