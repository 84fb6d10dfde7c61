"""A whole model folder as diffusers lays it out, read into our networks and written back.

Besides what diffusers knows, a folder may hold `image_encoder/text_projection.safetensors`, which
joins the image encoder to the text encoder (its `text_projection.weight` and `logit_scale`); the
starter has it. Other files (words.json, preset.json, a card) are not this module's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from core.checkpoints import components, schemas
from core.checkpoints.fit import check_fit
from core.checkpoints.tokenizer_files import read_tokenizer, write_tokenizer
from core.contract.errors import ConfigInvalid, FileAlreadyThere, ModelNotFound
from core.diffusion.schedule import ScheduleConfig
from core.files import folder_store, store
from core.files.models.classes import check_pipeline
from core.files.models.folder_files import read_json
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import ImageEncoder, TextEncoder
from core.text.tokenizer import Tokenizer

PARTS = ("unet", "vae", "text_encoder", "text_encoder_2", "image_encoder")
INDEX = "model_index.json"
SCHEDULER = "scheduler/scheduler_config.json"


@dataclass
class FolderModel:
    """A model. A network that was not asked for is there with its config, on "meta", without weights."""

    unet: UNet
    vae: VAE
    text_encoder: TextEncoder
    tokenizer: Tokenizer
    schedule: ScheduleConfig
    image_encoder: ImageEncoder | None = None  # where the folder has one that fits its words
    scheduler_file: schemas.JSON | None = None  # as read, for writing it back unchanged
    text_encoder_2: TextEncoder | None = None  # SDXL has a second, with its own tokenizer
    tokenizer_2: Tokenizer | None = None
    # SDXL: without a negative prompt the unconditional words are zeros, not an encoded empty text.
    force_zeros: bool = False
    # Of a single file: tensors that are known and not needed, and those that are neither.
    dropped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def load_folder(
    path: Path | str,
    *,
    device: torch.device,
    dtype: torch.dtype,
    parts: Collection[str] = PARTS,
    tokenizers: Mapping[str, Tokenizer] | None = None,
) -> FolderModel:
    """Load a model folder; `parts` names the networks whose weights are wanted.

    `tokenizers` are taken, by the names of their folders, instead of the model's own.

    Raises `ModelNotFound` (no folder), `ModelIncomplete`, `ModelUnsupported`, `ConfigInvalid`,
    `FileUnreadable`, and the errors of `tensors.load_into`.
    """
    model = Path(path)
    if not model.is_dir():
        raise ModelNotFound(str(path), ())
    index = read_json(model, INDEX)
    has_second = check_pipeline(model, index) == "sdxl"
    scheduler = schemas.plain_numbers(read_json(model, SCHEDULER))
    schedule = schemas.schedule_config(scheduler, str(model / SCHEDULER))
    # All configs are checked against each other before any weights are read.
    unet = components.build_unet(model)
    vae = components.build_vae(model)
    text = components.build_text_encoder(model)
    text_2 = components.build_text_encoder(model, components.TEXT_2) if has_second else None
    check_fit(model, unet, vae, text, text_2)
    loaded = FolderModel(
        unet=unet,
        vae=vae,
        text_encoder=text,
        tokenizer=_tokenizer(model, text, "tokenizer", tokenizers or {}),
        schedule=schedule,
        scheduler_file=scheduler,
        text_encoder_2=text_2,
        tokenizer_2=_tokenizer(model, text_2, "tokenizer_2", tokenizers or {}) if text_2 else None,
        force_zeros=has_second and _force_zeros(model, index),
    )
    for part in ("unet", "vae", "text_encoder", "text_encoder_2"):
        network = getattr(loaded, part)
        if part in parts and network is not None:
            components.fill(network, model, device=device, dtype=dtype)
    if "image_encoder" in parts:
        loaded.image_encoder = components.load_image_encoder(
            model, text.config.hidden_size, device=device, dtype=dtype
        )
    return loaded


def save_folder(
    path: Path | str, model: FolderModel, dtype: torch.dtype, *, overwrite: bool = False
) -> None:
    """Write a model as a folder that diffusers loads: complete under its name, or not at all.

    Raises `FileAlreadyThere`, `DiskFull`, `NotWritable`, `WriteFailed`, `WeightsNotFinite` (a weight
    too large for `dtype`).
    """
    final = Path(path)
    if final.exists() and not overwrite:
        raise FileAlreadyThere(str(final))
    with folder_store.folder_of(final, overwrite=overwrite) as folder:
        _write_parts(folder, model, dtype)


def _write_parts(folder: Path, model: FolderModel, dtype: torch.dtype) -> None:
    scheduler = model.scheduler_file or schemas.schedule_json(model.schedule)
    components.save_unet(folder, model.unet, dtype)
    components.save_vae(folder, model.vae, dtype)
    components.save_text_encoder(folder, model.text_encoder, dtype)
    if model.text_encoder_2 is not None:
        components.save_text_encoder(folder, model.text_encoder_2, dtype)
    if model.image_encoder is not None:
        components.save_image_encoder(folder, model.image_encoder, dtype)
    store.make_folder(folder / "scheduler")
    store.write_json(folder / SCHEDULER, scheduler)
    for name, tokenizer in (("tokenizer", model.tokenizer), ("tokenizer_2", model.tokenizer_2)):
        if tokenizer is not None:
            store.make_folder(folder / name)
            write_tokenizer(folder / name, tokenizer)
    store.write_json(folder / INDEX, _index(model, scheduler.get("_class_name", "DDIMScheduler")))


def _index(model: FolderModel, scheduler_class: str) -> schemas.JSON:
    """model_index.json: the pipeline and the class of each part."""
    has_image = model.image_encoder is not None
    image = ["transformers", "CLIPVisionModelWithProjection"] if has_image else [None, None]
    xl, inpaint = model.text_encoder_2 is not None, model.unet.config.in_channels != _latents(model)
    said: schemas.JSON = {
        "_class_name": f"StableDiffusion{'XL' if xl else ''}{'Inpaint' if inpaint else ''}Pipeline",
        "_diffusers_version": schemas.DIFFUSERS_VERSION,
        "feature_extractor": [None, None],
        "image_encoder": image,
        "scheduler": ["diffusers", scheduler_class],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    if not xl:
        return {**said, "requires_safety_checker": False, "safety_checker": [None, None]}
    return {
        **said,
        "force_zeros_for_empty_prompt": model.force_zeros,
        "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
        "tokenizer_2": ["transformers", "CLIPTokenizer"],
    }


def _latents(model: FolderModel) -> int:
    return model.vae.config.latent_channels


def _tokenizer(
    model: Path, text: TextEncoder, part: str, given: Mapping[str, Tokenizer]
) -> Tokenizer:
    """The given one, where the encoder has a place for each of its ids, or the one in the folder."""
    length, size = text.config.max_position_embeddings, text.config.vocab_size
    words = given.get(part)
    if words is None:
        return read_tokenizer(model, length=length, vocab_size=size, part=part)
    for key, value, least in (
        ("vocab_size", size, 1 + max(words.vocab.values())),
        ("max_position_embeddings", length, words.length),
    ):
        if value < least:
            raise ConfigInvalid(str(model / part), key, value, f"at least {least}")
    return words


def _force_zeros(model: Path, index: schemas.JSON) -> bool:
    """True where the file does not say, as in diffusers."""
    value = index.get("force_zeros_for_empty_prompt", True)
    if not isinstance(value, bool):
        path = str(model / INDEX)
        raise ConfigInvalid(path, "force_zeros_for_empty_prompt", None, "true or false")
    return value
