"""What teaching a finished model is asked for: DreamBooth, textual inversion, fine-tuning.

`TeachConfig` is what all three share, `AdapterConfig` what those share that change the networks. The defaults
here are those for Stable Diffusion 1; what another model wants instead, and how
many steps a number of photos wants, says `core/files/trainings/presets.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from core.contract.digits import DigitsConfig
from core.contract.errors import InvalidValue
from core.contract.training import (
    LearningRateShape,
    LoopConfig,
    TrainingConfig,
    check_not_negative,
    check_positive,
    check_range,
    check_sides,
)

TaskName = Literal[
    "vae", "clip", "unet", "dreambooth", "embedding", "finetune", "digit-score", "digit-noise"
]
Method = Literal["lora", "full"]
# How a model is kept from forgetting what the class noun meant: pictures that it draws itself are learned
# beside the photos (Ruiz et al. 2023); or, with a LoRA, its own prediction without the LoRA is the target, on
# such pictures ("distilled") or, cheaper, on the photos ("adapter_off"); or not at all.
Prior = Literal["pictures", "distilled", "adapter_off", "none"]
ResultFormat = Literal["folder", "single-file"]
# What a photo is cut around, where nothing was decided about it: what stands out in it, or head and shoulders.
CropAround = Literal["subject", "face"]

RANK_MAX = 1024
VECTORS_MAX = 64
COUNT_MAX = 10_000
TEXT_MAX = 1000  # characters
STRENGTHS = (0.4, 0.6, 0.8, 1.0)  # of a LoRA, that are offered and shown side by side
# px: two cells of latents. Pictures that keep their shape have sides of such multiples (`core/files/photos/buckets.py`),
# in every family of models: below it the square itself would have no side.
SIDE_MIN = 16
# Fields of configs that several tasks share, and the tasks that make something of them.
_HEEDED_BY: dict[str, tuple[TaskName, ...]] = {
    "crop": ("vae",),
    "crop_around": ("dreambooth", "embedding"),
    "kl_weight": ("vae",),
    "gradient_weight": ("vae",),
    "freeze_encoder": ("vae",),
    "middle_steps": ("unet",),
    "caption_dropout": ("unet", "finetune", "digit-noise"),
    "min_snr_gamma": ("unet", "dreambooth", "embedding", "finetune", "digit-noise"),
}


@dataclass(frozen=True, kw_only=True)
class TeachConfig(LoopConfig):
    """What every teaching has."""

    model: str = "starter"  # to be taught: a name from the library, a folder or a single file
    name: str | None = None  # of the result in the library; None: from token and noun
    resolution: int | None = None  # px, at least SIDE_MIN; None: the model's own
    # A JSON file with what was decided about single pictures, see `core/files/photos/choices.py`: left out,
    # turned, or the box that is looked at. Without a word about one, `crop_around` is looked for.
    crops: str | None = None
    crop_around: CropAround = "subject"  # face: of a person; where none is found, the subject
    # Folder with a grey picture for each photo, of the same name up to the ending: where it is white
    # the subject is, and errors count; elsewhere they count `mask_background`. None: all counts.
    masks: str | None = None
    mask_background: float = 0.1
    library: bool = True  # the result is put into the person's library
    # Every other time the picture is seen in a mirror; never for people or lettering
    mirror: bool = False
    noise_offset: float = 0.0  # 0 switches it off; 0.0357 is SDXL's usual
    gradient_checkpointing: bool = False  # half the memory for a third more time
    batch_size: int = 1
    learning_rate_shape: LearningRateShape = "cosine"
    warmup_steps: int = 0
    checkpoint_every: int = 100
    judge: bool = True  # pictures are drawn at each checkpoint, and the best one is the result
    patience: int = 4  # checkpoints without gain after which it ends; 0: all steps are done

    def __post_init__(self) -> None:
        super().__post_init__()
        check_sides(self, ("resolution",), SIDE_MIN)
        check_not_negative(self, ("patience",))
        check_not_negative(self, ("noise_offset",))
        check_range(self, ("mask_background",), 1.0)
        _check_word("model", self.model)
        if self.name is not None:
            _check_name("name", self.name)


@dataclass(frozen=True, kw_only=True)
class AdapterConfig(TeachConfig):
    """What those have that change the networks themselves: as a LoRA beside the weights, or the weights."""

    method: Method = "lora"
    rank: int = 16  # lora: how much it can hold
    alpha: float | None = None  # lora: its change counts alpha / rank; None: as the rank
    conv: bool = False  # lora: also the convolutions, beside attention and feed-forward
    train_text_encoder: bool = False
    text_learning_rate: float = 1e-5
    result_format: ResultFormat = "folder"  # full: a LoRA is always one file

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.rank <= RANK_MAX:
            raise InvalidValue("rank", self.rank, f"between 1 and {RANK_MAX}")
        if self.alpha is not None:
            check_positive(self, ("alpha",))
        check_positive(self, ("text_learning_rate",))

    @property
    def scale(self) -> float:
        """What a LoRA's product is multiplied by."""
        return 1.0 if self.alpha is None else self.alpha / self.rank


@dataclass(frozen=True, kw_only=True)
class DreamBoothConfig(AdapterConfig):
    """A subject from a few photos (Ruiz et al. 2023)."""

    photos: str  # folder of the subject's photos; a .txt beside one says more about it
    class_noun: str  # what the subject is: "dog"
    task: Literal["dreambooth"] = "dreambooth"
    token: str = "sks"  # noqa: S105 - the rare word that will mean the subject
    prompt: str = "a photo of {token} {noun}"  # what the photos are called
    class_prompt: str = "a photo of {noun}"  # what the pictures of the class are called
    prior: Prior = "pictures"
    prior_count: int = 100  # pictures of the class; drawn once, and kept for other trainings
    prior_weight: float = 1.0
    # lora: share of the class's half that is told nothing, and must say what the model said before. Guidance goes
    # away from what is drawn without words; where that drifts towards the subject, all else loses its shape.
    prior_dropout: float = 0.25

    def __post_init__(self) -> None:
        super().__post_init__()
        for field in ("photos", "class_noun", "token"):
            _check_word(field, getattr(self, field))
        for field in ("prompt", "class_prompt"):
            _check_template(field, getattr(self, field))
        if "{token}" not in self.prompt:
            raise InvalidValue("prompt", self.prompt, "a text with {token}")
        if "{token}" in self.class_prompt:
            raise InvalidValue("class_prompt", self.class_prompt, "a text without {token}")
        if not 1 <= self.prior_count <= COUNT_MAX:
            raise InvalidValue("prior_count", self.prior_count, f"between 1 and {COUNT_MAX}")
        check_not_negative(self, ("prior_weight",))
        check_range(self, ("prior_dropout",), 1.0)
        if self.prior in ("distilled", "adapter_off") and self.method == "full":
            raise InvalidValue(
                "prior", self.prior, "pictures or none: only a LoRA can be switched off"
            )

    @property
    def keeps_class(self) -> bool:
        """Whether each step has another half that keeps what the class noun means."""
        return self.prior != "none" and self.prior_weight > 0

    @property
    def class_count(self) -> int:
        """Pictures of the class that the model draws itself."""
        is_drawn = self.prior in ("pictures", "distilled")
        return self.prior_count if is_drawn and self.keeps_class else 0


@dataclass(frozen=True, kw_only=True)
class EmbeddingConfig(TeachConfig):
    """A new word for what the model can draw already (textual inversion, Gal et al. 2022)."""

    photos: str
    token: str  # the new word
    init_word: str  # a word of the model's that is near, to start from
    task: Literal["embedding"] = "embedding"
    vectors: int = 4  # how many tokens long the word is, each different
    # What the photos are called; None: another neutral sentence each time.
    prompt: str | None = None
    # Only the direction of a vector learns: one that grows drowns the words around it.
    keep_length: bool = True
    learning_rate: float = 5e-3
    weight_decay: float = 0.0
    steps: int = 2000

    def __post_init__(self) -> None:
        super().__post_init__()
        for field in ("photos", "token", "init_word"):
            _check_word(field, getattr(self, field))
        if self.token != self.token.strip() or not self.token.isprintable():
            raise InvalidValue("token", self.token, "a word without spaces around it")
        if self.prompt is not None:
            _check_template("prompt", self.prompt)
            if "{token}" not in self.prompt:
                raise InvalidValue("prompt", self.prompt, "a text with {token}")
        if not 1 <= self.vectors <= VECTORS_MAX:
            raise InvalidValue("vectors", self.vectors, f"between 1 and {VECTORS_MAX}")


@dataclass(frozen=True, kw_only=True)
class FinetuneConfig(AdapterConfig):
    """More of many captioned pictures."""

    data: str  # folder of pictures with metadata.jsonl or a .txt beside each
    task: Literal["finetune"] = "finetune"
    buckets: bool = True  # pictures keep about their shape; else they are cut to squares
    caption_dropout: float = 0.1  # share of empty captions, so that guidance goes on working
    # Put behind each caption that lacks it, so that it calls up what was taught: "sks style". "": nothing is.
    trigger: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_word("data", self.data)
        if self.trigger:
            _check_word("trigger", self.trigger)
        check_range(self, ("caption_dropout",), 1.0)


AnyConfig: TypeAlias = (
    TrainingConfig | DreamBoothConfig | EmbeddingConfig | FinetuneConfig | DigitsConfig
)

CONFIGS: dict[TaskName, type[AnyConfig]] = {
    "vae": TrainingConfig,
    "clip": TrainingConfig,
    "unet": TrainingConfig,
    "dreambooth": DreamBoothConfig,
    "embedding": EmbeddingConfig,
    "finetune": FinetuneConfig,
    "digit-score": DigitsConfig,
    "digit-noise": DigitsConfig,
}


def heeds(task: TaskName, field: str) -> bool:
    """Whether the task makes anything of a field of its config."""
    return task in _HEEDED_BY.get(field, (task,))


def without_effect(config: AnyConfig) -> frozenset[str]:
    """Names of the fields that change nothing: other ones say so, or the task makes nothing of them."""
    idle = {field.name for field in fields(config) if not heeds(config.task, field.name)}
    if isinstance(config, TeachConfig):
        if not config.judge:
            idle.add("patience")
        if config.masks is None:
            idle.add("mask_background")
    if isinstance(config, AdapterConfig):
        idle |= {"rank", "alpha", "conv"} if config.method == "full" else {"result_format"}
        if not config.train_text_encoder:
            idle.add("text_learning_rate")
    if isinstance(config, DreamBoothConfig):
        if not config.class_count:
            idle.add("prior_count")
        if not config.keeps_class:  # one of the two says so, and the other one is not asked
            idle |= {"prior_dropout", "prior_weight" if config.prior == "none" else "prior"}
        if config.method == "full":  # weights cannot be asked what they were
            idle.add("prior_dropout")
    return frozenset(idle)


def has_word(text: str, word: str) -> bool:
    """Whether it stands there by itself, whatever punctuation is around it."""
    return _alone(word).search(text) is not None


def instead(text: str, word: str, other: str) -> str:
    """The text with `other` wherever the word stands by itself."""
    return _alone(word).sub(lambda _found: other, text)


def _alone(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def filled(template: str, token: str, noun: str) -> str:
    """A prompt with its words in place of {token} and {noun}."""
    return template.replace("{token}", token).replace("{noun}", noun)


def _check_word(field: str, text: str) -> None:
    if not text.strip() or len(text) > TEXT_MAX:
        raise InvalidValue(field, text[:TEXT_MAX], f"a text of 1 to {TEXT_MAX} characters")


def _check_template(field: str, text: str) -> None:
    _check_word(field, text)
    left = filled(text, "", "")
    if "{" in left or "}" in left:
        raise InvalidValue(field, text, "a text with no other braces than {token} and {noun}")


def _check_name(field: str, name: str) -> None:
    """A file will be called so."""
    _check_word(field, name)
    if name != name.strip() or name.startswith(".") or set(name) & set('/\\:*?"<>|\0\n'):
        raise InvalidValue(field, name, "a name that a file can have")
