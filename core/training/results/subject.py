"""The finished weights of a training that taught a model something, and their way into the library.

A LoRA is one file with A1111's note and a picture beside it; a fully trained model is a folder or a file.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from core.checkpoints import components
from core.checkpoints.convert import to_single_file
from core.checkpoints.folder import save_folder
from core.checkpoints.tensors import write_safetensors
from core.contract.teaching import (
    AdapterConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    TeachConfig,
)
from core.files import folder_store, store
from core.files.catalogue import addition_folders, folder_list
from core.files.models.folder_files import weight_files
from core.files.models.library import ModelInfo
from core.files.pictures.images import encode_png
from core.training.data.dataset import PictureSet
from core.training.learning import Learning
from core.training.parts import Parts, copy_file
from core.training.results.lora_metadata import Subject, metadata, note
from core.training.results.names import result_name, trigger
from core.training.task import Setting
from core.training.taught import Taught

KEPT = torch.float16  # of a LoRA's numbers, as other programs write them
PREVIEW = "preview.png"  # in a model folder
EXTRAS = ("preset.json", "words.json", "latent_preview.json")  # of a model folder of ours
LORA_SUFFIX, NOTE, PICTURE = ".safetensors", ".json", ".png"
BESIDE = (NOTE, PICTURE)
OTHER_WEIGHTS = (".pt", ".bin", ".ckpt")  # whose notes would have the same names


def subject_of(config: AdapterConfig, pictures: PictureSet, steps: int) -> Subject:
    """What the metadata of a LoRA say about what was taught with `pictures` in so many steps."""
    of_class = config.class_count if isinstance(config, DreamBoothConfig) else 0
    name, side = result_name(config), pictures.resolution
    return Subject(name, trigger(config), len(pictures), of_class, side, steps)


def save_result(
    folder: Path,
    setting: Setting[AdapterConfig],
    taught: Taught,
    learning: Learning,
    steps: int,
    picture: Image.Image,
) -> None:
    """Write everything into the empty `folder`; `steps` were taken. Raises what writing raises."""
    config = setting.config
    name = result_name(config)
    if config.method == "full":
        _save_model(folder, config, taught, learning, name)
        _save_beside(folder, config, name, picture)
        return
    subject = subject_of(config, setting.pictures, steps)
    save_lora(folder, config, taught.info, subject, learning.lora_tensors(), picture)


def save_lora(
    folder: Path,
    config: AdapterConfig,
    info: ModelInfo,
    subject: Subject,
    lora: Mapping[str, Tensor],
    picture: Image.Image | None,
) -> None:
    """Write a LoRA with all that belongs beside it into the empty `folder`. Raises what writing raises."""
    name = result_name(config)
    tensors = {key: value.to("cpu", KEPT) for key, value in lora.items()}
    said = metadata(config, info, subject, tensors)
    write_safetensors(folder / f"{name}{LORA_SUFFIX}", tensors, said)
    store.write_json(folder / f"{name}.json", note(subject))
    if picture is not None:
        store.write_bytes(folder / f"{name}.png", encode_png(picture, {}))


def _save_model(
    folder: Path, config: AdapterConfig, taught: Taught, learning: Learning, name: str
) -> None:
    """The whole model; a folder's untouched parts are copied as they are."""
    dtype = torch.float32 if taught.dtype == torch.float32 else torch.float16
    model = folder if config.result_format == "folder" else folder / f".{name}"
    source = Path(taught.info.path)
    if source.is_dir():
        store.make_folder(model)
        written = _save_parts(model, taught, learning, dtype)
        Parts(source, None, config.seed).copy_others(model, written)
        for extra in EXTRAS:
            if (source / extra).is_file():
                copy_file(source / extra, model / extra)
    else:
        save_folder(model, taught.model, dtype, overwrite=True)
    if config.result_format == "single-file":
        to_single_file(model, folder / f"{name}{LORA_SUFFIX}")
        folder_store.remove_folder(model)


def _save_beside(
    folder: Path, config: AdapterConfig, name: str, picture: Image.Image | None
) -> None:
    """A picture and the words that call it up, where the library looks for those of a whole model."""
    words, is_folder = trigger(config), config.result_format == "folder"
    if words and is_folder:
        said = json.dumps(words, ensure_ascii=False)  # YAML knows JSON's texts
        store.write_text(folder / "README.md", f"---\ninstance_prompt: {said}\n---\n\n# {name}\n")
    elif words:
        store.write_json(folder / f"{name}{NOTE}", {"activation text": words, "notes": ""})
    if picture is not None:
        place = folder / (PREVIEW if is_folder else f"{name}{PICTURE}")
        store.write_bytes(place, encode_png(picture, {}))


def _save_parts(
    model: Path, taught: Taught, learning: Learning, dtype: torch.dtype
) -> frozenset[str]:
    """Write what learned, and what its folder has as a pickle only: such a file is not handed on. Returns their names."""
    source = Path(taught.info.path)
    written = {part for part in ("unet", "vae", *taught.texts) if not weight_files(source / part)}
    written |= learning.modules.keys()
    if "unet" in written:
        components.save_unet(model, taught.unet, dtype)
    if "vae" in written:
        components.save_vae(model, taught.vae, dtype)
    for part in written & taught.texts.keys():
        components.save_text_encoder(model, taught.texts[part], dtype)
    return frozenset(written)


def put_into_library(result: Path, config: TeachConfig, instead: Path | None = None) -> Path | None:
    """Let the library show a finished `result` from now on; returns what it shows.

    A LoRA or a word is copied beside the person's others, under a name that is still free, and only once; a model
    stays where it is and its place is added to the library's list. `instead`: an earlier copy, whose place it takes.
    None where somebody moved the weights elsewhere.
    """
    if isinstance(config, AdapterConfig) and config.method == "full":
        folder_list.add(result)
        return result
    file = _file(result, config)
    if not file.is_file():
        return None
    target = instead.with_suffix("") if instead is not None else _place(library_of(config), file)
    store.make_folder(target.parent)
    for ending in (*BESIDE, LORA_SUFFIX):
        source, place = file.with_suffix(ending), target.with_name(target.name + ending)
        is_newer = instead is not None and ending != NOTE
        kept = place.exists() and not is_newer  # what a person has changed since stays
        if source.is_file() and not kept:
            store.write_bytes(place, source.read_bytes())
    return target.with_name(target.name + LORA_SUFFIX)


def library_copy(result: Path, config: TeachConfig) -> Path | None:
    """The copy of a finished LoRA or word that lies in the library; None where there is none."""
    if isinstance(config, AdapterConfig) and config.method == "full":
        return None
    file, folder = _file(result, config), library_of(config)
    if not file.is_file():
        return None
    found = sorted(folder.glob(f"{glob.escape(file.stem)}*{LORA_SUFFIX}"))
    return next((path for path in found if path.read_bytes() == file.read_bytes()), None)


def library_of(config: TeachConfig) -> Path:
    """The folder of the library that a finished LoRA or word is copied into."""
    is_word = isinstance(config, EmbeddingConfig)
    return addition_folders.embeddings() if is_word else addition_folders.loras()


def _file(result: Path, config: TeachConfig) -> Path:
    """Of the weights of a LoRA or a word; it may not be there any more."""
    return result / f"{result_name(config)}{LORA_SUFFIX}"


def _place(folder: Path, file: Path) -> Path:
    """The name of `file` in `folder`, without ending: with the lowest number behind it that nobody else has."""
    names = (f"{file.stem}-{number}" if number > 1 else file.stem for number in count(1))
    return next(place for place in map(folder.joinpath, names) if _is_free(place, file))


def _is_free(place: Path, file: Path) -> bool:
    """Whether nothing of others lies there: no weights, no notes, no picture."""
    weights = place.with_name(place.name + LORA_SUFFIX)
    if weights.exists():
        return _is_same(weights, file)  # of this very run, which went on
    if any(place.with_name(place.name + ending).exists() for ending in OTHER_WEIGHTS):
        return False
    beside = ((place.with_name(place.name + end), file.with_suffix(end)) for end in BESIDE)
    return all(not there.exists() or _is_same(there, ours) for there, ours in beside)


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
