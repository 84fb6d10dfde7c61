"""One sentence for each notice: what a person should know and is no failure."""

from __future__ import annotations

from typing import Any

from core.cli.wording import sentence
from core.contract.notices import (
    CLASS_PICTURES_DRAWN,
    DEVICE_FREE,
    EMBEDDING_FOREIGN,
    LATENTS_MADE,
    LORA_UNUSED,
    MASK_RESIZED,
    NOT_SHOWN,
    PART_LEFT_OUT,
    PHOTOS_ALIKE,
    PHOTOS_ENLARGED,
    PHOTOS_FACELESS,
    PHOTOS_FEW,
    PHOTOS_LEFT_OUT,
    PHOTOS_LOOKED_AT,
    PHOTOS_UNKNOWN,
    SIZE_FAR,
    SMALLER_PIECES,
    TENSORS_LEFT_OUT,
    TRAINING_CHANGED,
    USELESS,
    VAE_OVERFLOW,
    Notice,
)
from core.files.plain_text import plain


def notice(code: str, data: dict[str, Any]) -> str:
    """The sentence for a `Notice`."""
    if code == USELESS:
        return f"It came whole. {sentence(Notice('', code, data).problem())}"
    if code == NOT_SHOWN:
        problem = sentence(Notice("", code, data).problem())
        return f"The result is there, but was not drawn at several strengths. {problem}"
    text = _NOTICES.get(code)
    if text is None:
        return plain(f"Note: {code} {data or ''}".rstrip())
    return plain(text.format_map(_Missing(data)))


class _Missing(dict[str, Any]):
    """Fills a gap in a notice's data instead of failing: a notice must never end a run."""

    def __missing__(self, key: str) -> str:
        return "?"


_NOTICES: dict[str, str] = {
    SIZE_FAR: (
        "Drawing at {size}, the size of the picture; the model learned {learned}. This takes long and "
        "shows things twice: choose less with --width and --height."
    ),
    MASK_RESIZED: "The mask is {mask}, the picture {picture}: the mask was stretched to fit.",
    PART_LEFT_OUT: "The part “{part}” is left out: it wants {needs}.",
    LORA_UNUSED: (
        "{count} entries of the LoRA {name} mean nothing in this model and are left out: {names}."
    ),
    TENSORS_LEFT_OUT: (
        "Of {model} are left out: {dropped} tensors that drawing does not need, {unknown} that are "
        "unknown ({names}). models show lists them."
    ),
    EMBEDDING_FOREIGN: (
        "{name} is an embedding for {made_for}, so here it is only a word like others."
    ),
    VAE_OVERFLOW: (
        "This model's autoencoder overflows in {dtype}: it now works in {used}, "
        "which takes a little longer."
    ),
    SMALLER_PIECES: (
        "Memory ran out ({phase}): what is not done yet is drawn once more in smaller pieces ({savings})."
    ),
    DEVICE_FREE: "The device is free; the state of the training is being written.",
    PHOTOS_LEFT_OUT: "Photos that cannot be read are left out: {names} ({reason}).",
    PHOTOS_ENLARGED: "Photos with less than {side} px are enlarged: {names}.",
    PHOTOS_FACELESS: "No face is found in {names}: what stands out is learned, or the crop of --crops.",
    PHOTOS_ALIKE: "All {count} photos are the same picture: nothing else can be learned from them.",
    PHOTOS_FEW: "Few photos ({count}): a subject is hardly told from what is around it; five are better.",
    PHOTOS_UNKNOWN: "The file of --crops names what is no photo here and is passed over: {names}.",
    PHOTOS_LOOKED_AT: "{done} of {total} photos looked at.",
    LATENTS_MADE: "{done} of {total} pictures stored as latents; their files are needed no more.",
    "captions_read": "{done} of {total} captions are read.",
    "pictures_read": "{done} of {total} pictures are read.",
    CLASS_PICTURES_DRAWN: "{done} of {total} pictures of the class are drawn.",
    TRAINING_CHANGED: "{what} was {before} when the training began; now it is {now}.",
}
