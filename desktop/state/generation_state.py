"""What the words panel holds: everything that shapes the next picture, and nothing of how it looks.

Values of `None` are the model's own: they follow the model until a person changes them. The one way
out is `to_request`. It starts no job and knows no canvas; the page hands it the picture's file.
"""

from __future__ import annotations

import secrets
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal, Slot

from core.contract.additions import Embedding
from core.contract.request import (
    OWN_SCHEDULE_ONLY,
    GenerationRequest,
    SamplerName,
    ScheduleName,
)
from core.files.models.folder_kinds import Family
from core.files.models.library import ModelInfo
from core.prompt.composition import most_parts
from core.prompt.loras import names_loras
from desktop.state import lora_choice
from desktop.state.lora_choice import LoraChoices
from desktop.state.observable import Property
from desktop.state.setting_checks import is_sound
from desktop.state.sizes import Shape, Size, size_of

StartFrom = Literal["words", "picture"]
Reason = Literal["", "drop", "paste", "open", "result", "clear"]  # worded by the panel
NEW_SEED_BELOW = 2**32  # what other programs can take over, too
TWO_LOOKS = frozenset({"heun", "dpm2", "dpmpp_sde"})  # samplers that ask the network twice a step
DEFAULT_SIZE: Size = (512, 512)
SAVED = (
    *("prompt", "negative", "strength", "guidance", "steps", "shape", "own_size"),
    *("seed", "seed_locked", "count", "sampler", "schedule", "rescale", "clip_skip"),
    *("plain_prompt", "loras", "embeddings", "vae"),
)


class GenerationState(QObject):
    """The settings of the next picture."""

    prompt_changed = Signal(object)
    negative_changed = Signal(object)
    start_from_changed = Signal(object)
    start_reason_changed = Signal(object)
    picture_changed = Signal(object)
    strength_changed = Signal(object)
    guidance_changed = Signal(object)
    steps_changed = Signal(object)
    shape_changed = Signal(object)
    own_size_changed = Signal(object)
    seed_changed = Signal(object)
    seed_locked_changed = Signal(object)
    count_changed = Signal(object)
    sampler_changed = Signal(object)
    schedule_changed = Signal(object)
    rescale_changed = Signal(object)
    clip_skip_changed = Signal(object)
    plain_prompt_changed = Signal(object)
    loras_changed = Signal(object)
    embeddings_changed = Signal(object)
    vae_changed = Signal(object)
    model_changed = Signal(object)
    any_changed = Signal()

    prompt = Property("")
    negative = Property("")
    start_from: Property[StartFrom] = Property("words")
    start_reason: Property[Reason] = Property("")
    picture: Property[Size | None] = Property(None)  # px of what lies on the canvas
    strength = Property(0.6)  # 0 … 1
    guidance: Property[float | None] = Property(None)
    steps: Property[int | None] = Property(None)
    shape: Property[Shape] = Property("auto")
    own_size: Property[Size] = Property(DEFAULT_SIZE)
    seed = Property(0)  # of the last picture, or the next where it is locked
    seed_locked = Property(False)
    count = Property(1)
    sampler: Property[SamplerName | None] = Property(None)
    schedule: Property[ScheduleName | None] = Property(None)
    rescale: Property[float | None] = Property(None)  # 0 … 1
    clip_skip = Property(1)  # 1: the layer the model was taught with
    plain_prompt = Property(False)  # brackets and the like mean nothing
    loras: Property[LoraChoices] = Property(())
    # Files from elsewhere, called by their names.
    embeddings: Property[tuple[str, ...]] = Property(())
    vae: Property[str | None] = Property(None)  # path of one to use instead of the model's own
    model: Property[ModelInfo | None] = Property(None)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for name in (*SAVED, "start_from", "picture", "model"):
            getattr(self, name + "_changed").connect(self.any_changed)
        self._family: Family | None = None  # of the last model
        self.model_changed.connect(self._fit_vae)

    # --- what holds at the moment ------------------------------------------------------------------

    def own_guidance(self) -> float:
        """What the model takes where nobody chose."""
        return float(self.model.preset.guidance_scale) if self.model else 7.5

    def own_steps(self) -> int:
        return int(self.model.preset.steps) if self.model else 25

    def guidance_now(self) -> float:
        return self.own_guidance() if self.guidance is None else self.guidance

    def steps_now(self) -> int:
        return self.own_steps() if self.steps is None else self.steps

    def steps_run(self) -> int:
        """The steps that really run: a picture to start from skips the first ones."""
        if self.start_from == "words":
            return self.steps_now()
        return max(1, int(self.steps_now() * self.strength)) if self.strength > 0 else 0

    def learned_size(self) -> Size:
        """What the model was trained on, px."""
        if self.model is None:
            return DEFAULT_SIZE
        return self.model.preset.width, self.model.preset.height

    def size_now(self) -> Size:
        """Width and height of the next picture, px; also the frame on the canvas."""
        picture = self.picture if self.start_from == "picture" else None
        if self.shape == "picture":
            picture = self.picture
        return size_of(self.shape, self.learned_size(), picture, self.own_size)

    def sampler_now(self) -> str:
        """The sampler's name, "" where no model says one."""
        return self.sampler or (self.model.preset.sampler if self.model else "")

    def schedule_counts(self) -> bool:
        """Whether the sampler walks any schedule but the model's own."""
        return self.sampler_now() not in OWN_SCHEDULE_ONLY

    def schedule_now(self) -> ScheduleName | None:
        """What is asked for: nothing where the sampler has its own."""
        if self.schedule_counts():
            return self.schedule
        return "model"

    def negative_counts(self) -> bool:
        """Whether the negative prompt is read at all."""
        return self.guidance_now() != 1.0

    def passes(self) -> int:
        """How often the network is asked at once: by each prompt joined by AND, and without words."""
        told = self.model is not None and self.model.is_told_guidance
        prompts = 1 if self.plain_prompt else most_parts(self.prompt)
        return prompts + (self.guidance_now() > 1.0 and not told)

    def has_loras(self) -> bool:
        """Whether the stack or the prompt has one."""
        named = not self.plain_prompt and names_loras(self.prompt)
        return named or bool(lora_choice.asked(self.loras))

    def hidden_changed(self) -> int:
        """How many of the folded settings are not the model's own."""
        schedule = self.schedule_counts() and self.schedule is not None
        own = (self.sampler is None, not schedule, self.rescale is None, self.clip_skip == 1)
        return own.count(False) + self.plain_prompt + (self.vae is not None)

    # --- what people do ----------------------------------------------------------------------------

    def picture_arrived(self, size: Size, reason: Reason) -> None:
        """Something lies on the canvas now: the next picture starts from it."""
        self.picture = size
        self.start_reason = reason
        self.start_from = "picture"

    def picture_left(self) -> None:
        """The canvas was emptied."""
        self.picture = None
        self.start_reason = "clear" if self.start_from == "picture" else ""
        self.start_from = "words"
        if self.shape == "picture":
            self.shape = "auto"

    @Slot()
    def _fit_vae(self, *_ignored: object) -> None:
        """A VAE that was chosen for models of one family would spoil the pictures of another's."""
        family = self.model.family if self.model is not None else self._family
        if self._family not in (None, family):
            self.vae = None
        self._family = family

    def choose_start(self, start: StartFrom) -> None:
        """A click on a segment; it wins over what was concluded before."""
        self.start_reason = ""
        self.start_from = start if self.picture is not None else "words"

    def swap_size(self) -> None:
        """Width becomes height."""
        width, height = self.size_now()
        learned = self.learned_size()
        picture = self.picture if self.start_from == "picture" else None  # as in size_now
        shapes: tuple[Shape, ...] = ("auto", "square", "portrait", "landscape")
        for shape in shapes:
            if size_of(shape, learned, picture, self.own_size) == (height, width):
                self.shape = shape
                return
        self.own_size = (height, width)
        self.shape = "own"

    def throw_dice(self) -> None:
        """A new seed, kept for the next picture."""
        self.seed = secrets.randbelow(NEW_SEED_BELOW)
        self.seed_locked = True

    # --- out ----------------------------------------------------------------------------------------

    def to_request(self, output: str, init: str | None = None) -> GenerationRequest:
        """The request for what is set now; an unlocked seed is drawn anew (and shown)."""
        if not self.seed_locked:
            self.seed = secrets.randbelow(NEW_SEED_BELOW)
        width, height = self.size_now()
        return GenerationRequest(
            prompt=self.prompt,
            output=output,
            seed=self.seed,
            model=self.model.path if self.model else "starter",
            loras=lora_choice.asked(self.loras),
            embeddings=tuple(map(Embedding, self.embeddings)),
            vae=self.vae,
            negative=self.negative if self.negative.strip() and self.negative_counts() else None,
            guidance_scale=self.guidance,
            steps=self.steps,
            sampler=self.sampler,
            schedule=self.schedule_now(),
            rescale=self.rescale,
            width=width,
            height=height,
            count=self.count,
            init=init,
            strength=self.strength,
            clip_skip=self.clip_skip,
            plain_prompt=self.plain_prompt,
        )

    def saved(self) -> dict[str, Any]:
        """What the next start of the program takes over, as JSON values."""
        values = {name: getattr(self, name) for name in SAVED}
        loras, embeddings = lora_choice.to_saved(self.loras), list(self.embeddings)
        return {**values, "loras": loras, "embeddings": embeddings}

    def restore(self, saved: dict[str, Any]) -> None:
        """Take over what `saved` holds and is still valid; the rest stays as it is."""
        self.loras = lora_choice.from_saved(saved.get("loras"))
        for name, value in saved.items():
            if is_sound(name, value):
                setattr(self, name, tuple(value) if isinstance(value, list) else value)
