"""A whole model folder as diffusers lays it out, read into our networks and written back.

Besides what diffusers knows, a folder may hold `image_encoder/text_projection.safetensors`, which
joins the image encoder to the text encoder (its `text_projection.weight` and `logit_scale`); the
starter has it. Other files (words.json, preset.json, a card) are not this module's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import torch

from core.checkpoints import components, schemas
from core.checkpoints.tokenizer_files import read_tokenizer, write_tokenizer
from core.contract.errors import ConfigInvalid, FileAlreadyThere, ModelNotFound
from core.contract.request import SIZE_MULTIPLE
from core.diffusion.schedule import ScheduleConfig
from core.files import folder_store, store
from core.files.model_classes import check_pipeline
from core.files.model_files import read_json
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import ImageEncoder, TextEncoder
from core.text.tokenizer import Tokenizer

PARTS = ("unet", "vae", "text_encoder", "image_encoder")
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


def load_folder(
    path: Path | str,
    *,
    device: torch.device,
    dtype: torch.dtype,
    parts: Collection[str] = PARTS,
) -> FolderModel:
    """Load a model folder; `parts` names the networks whose weights are wanted.

    Raises `ModelNotFound` (no folder), `ModelIncomplete`, `ModelUnsupported`, `ConfigInvalid`,
    `FileUnreadable`, and the errors of `tensors.load_into`.
    """
    model = Path(path)
    if not model.is_dir():
        raise ModelNotFound(str(path), ())
    check_pipeline(model, read_json(model, INDEX))
    scheduler = schemas.plain_numbers(read_json(model, SCHEDULER))
    schedule = schemas.schedule_config(scheduler, str(model / SCHEDULER))
    # All configs are checked against each other before any weights are read.
    unet = components.build_unet(model)
    vae = components.build_vae(model)
    text = components.build_text_encoder(model)
    _check_fit(model, unet, vae, text)
    tokenizer = read_tokenizer(
        model, length=text.config.max_position_embeddings, vocab_size=text.config.vocab_size
    )
    if "unet" in parts:
        unet = components.fill(unet, model, device=device, dtype=dtype)
    if "vae" in parts:
        vae = components.fill(vae, model, device=device, dtype=dtype)
    if "text_encoder" in parts:
        text = components.fill(text, model, device=device, dtype=dtype)
    image = None
    if "image_encoder" in parts:
        image = components.load_image_encoder(
            model, text.config.hidden_size, device=device, dtype=dtype
        )
    return FolderModel(unet, vae, text, tokenizer, schedule, image, scheduler)


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
    folder = folder_store.new_folder(final)
    try:
        _write_parts(folder, model, dtype)
        folder_store.commit_folder(folder, final, overwrite=overwrite)
    except BaseException:
        if folder.is_dir():
            folder_store.remove_folder(folder)
        raise


def _write_parts(folder: Path, model: FolderModel, dtype: torch.dtype) -> None:
    scheduler = model.scheduler_file or schemas.schedule_json(model.schedule)
    components.save_unet(folder, model.unet, dtype)
    components.save_vae(folder, model.vae, dtype)
    components.save_text_encoder(folder, model.text_encoder, dtype)
    if model.image_encoder is not None:
        components.save_image_encoder(folder, model.image_encoder, dtype)
    for name in ("scheduler", "tokenizer"):
        store.make_folder(folder / name)
    store.write_json(folder / SCHEDULER, scheduler)
    write_tokenizer(folder / "tokenizer", model.tokenizer)
    scheduler_class = scheduler.get("_class_name", "DDIMScheduler")
    store.write_json(folder / INDEX, _index(scheduler_class, model.image_encoder is not None))


def _index(scheduler_class: str, has_image_encoder: bool) -> schemas.JSON:
    """model_index.json: the pipeline and the class of each part."""
    image = ["transformers", "CLIPVisionModelWithProjection"] if has_image_encoder else [None, None]
    return {
        "_class_name": "StableDiffusionPipeline",
        "_diffusers_version": schemas.DIFFUSERS_VERSION,
        "feature_extractor": [None, None],
        "image_encoder": image,
        "requires_safety_checker": False,
        "safety_checker": [None, None],
        "scheduler": ["diffusers", scheduler_class],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }


def _check_fit(model: Path, unet: UNet, vae: VAE, text: TextEncoder) -> None:
    """The parts of one model speak with each other, and with the request, through these numbers."""
    if SIZE_MULTIPLE % vae.config.downscale:
        place, levels = str(model / "vae" / components.CONFIG), len(vae.config.block_out_channels)
        few_enough = f"few enough for cells of at most {SIZE_MULTIPLE} pixels"
        raise ConfigInvalid(place, "block_out_channels", f"{levels} levels", few_enough)
    path = str(model / "unet" / components.CONFIG)
    channels = vae.config.latent_channels
    for key, value, expected in (
        ("cross_attention_dim", unet.config.cross_attention_dim, text.config.hidden_size),
        ("in_channels", unet.config.in_channels, channels),
        ("out_channels", unet.config.out_channels, channels),
    ):
        if value != expected:
            raise ConfigInvalid(path, key, value, f"{expected}, as the other parts have it")
