"""A finished picture → a PNG with its recipe, safe on the disk.

The hash of the model is computed beside the drawing, in its own thread, because reading gigabytes
takes a while. The start picture is kept by content when the first picture is saved, not before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image

from core.contract.parameters import parameters_text
from core.contract.recipe import Recipe
from core.contract.request import Saving
from core.files.models.library import ModelInfo
from core.files.pictures import images
from core.files.recipes.inputs import keep_input
from core.generation.addition_hashes import AdditionHashes
from core.generation.device import dtype_name
from core.generation.hashing import ModelHash
from core.generation.output import Output
from core.generation.picture_words import PictureWords
from core.generation.plan import ResolvedRequest
from core.generation.watch import Watch
from core.prompt.reading import Reading


@dataclass(frozen=True)
class InputHashes:
    """Hashes under which the inputs are kept; None where there is none."""

    init: str | None
    mask: str | None


@dataclass(frozen=True)
class Saver:
    """Writes the pictures of one request."""

    plan: ResolvedRequest
    words: tuple[PictureWords, ...]  # of each picture
    info: ModelInfo
    output: Output
    inputs: Path  # below it the start picture is kept
    device: torch.device
    dtype: torch.dtype
    model_hash: ModelHash
    init: Image.Image | None  # as read from its file, at its own size
    mask: Image.Image | None  # likewise
    vae_hash: ModelHash | None = None  # of the VAE that stands in for the model's own
    watch: Watch | None = None
    additions: AdditionHashes | None = None
    savings: tuple[Saving, ...] = ()  # how memory was saved

    def save(self, image: Image.Image, index: int) -> Path:
        """Picture `index` → its path. Raises the errors of `store` and of the model's hash."""
        kept = InputHashes(
            *(None if x is None else keep_input(self.inputs, x) for x in (self.init, self.mask))
        )
        recipe = self.recipe(image, index, kept)
        texts = {images.RECIPE_KEY: recipe.to_json()}
        if recipe.branch is None:  # the line of other programs has no word for it
            texts[images.PARAMETERS_KEY] = parameters_text(recipe)
        return self.output.save(images.encode_png(image, texts), index, recipe.seed)

    def recipe(self, image: Image.Image, index: int, kept: InputHashes) -> Recipe:
        """All that made this picture."""
        plan, masked, words = self.plan, kept.mask is not None, self.words[index]
        return Recipe(
            prompt=plan.prompt,
            negative=plan.negative,
            plain_prompt=words.prompt.is_plain,
            prompt_expanded=_where_other(words.prompt, plan.prompt),
            negative_expanded=_where_other(words.negative, plan.negative),
            model=self.info.name,
            model_hash=self.model_hash.value(),
            vae=plan.vae_name,
            vae_hash=None if self.vae_hash is None else self.vae_hash.value(),
            loras=() if self.additions is None else self.additions.loras(index),
            embeddings=() if self.additions is None else self.additions.embeddings(words),
            sampler=plan.sampler,
            schedule=plan.schedule,
            rescale=plan.rescale,
            eta=plan.eta,
            steps=plan.steps,
            guidance_scale=plan.guidance_scale,
            prediction=self.info.prediction if plan.prediction == "auto" else plan.prediction,
            seed=plan.seed + index,
            width=plan.width,
            height=plan.height,
            device=self.device.type,
            dtype=dtype_name(self.dtype),
            threads=torch.get_num_threads(),
            torch=torch.__version__,
            pixel_hash=images.pixel_hash(image),
            init_hash=kept.init,
            strength=None if kept.init is None else plan.strength,
            mask_hash=kept.mask,
            mask_feather=plan.mask_feather if masked else None,
            fill=plan.fill if masked else None,
            match_colours=plan.match_colours if masked else None,
            clip_skip=plan.clip_skip,
            spacing=plan.spacing,
            branch=None if self.watch is None else self.watch.branch,
            savings=self.savings,
        )


def _where_other(read: Reading | None, template: str | None) -> str | None:
    """The text that was read, where choices or comments make it another than what was written."""
    return None if read is None or read.text == template else read.text
