"""Which models there are and what each is, from the JSON of its folder alone: no weight is read.

Known are the shipped starter and folders the person has opened (given by the caller, who remembers them).
Not here: tensors, shapes, loading.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.contract.errors import (
    ConfigInvalid,
    FileUnreadable,
    ModelIncomplete,
    ModelNotFound,
    ModelUnsupported,
    ReverieError,
)
from core.files import folders
from core.files.foreign_models import check_lone_part, unet_title
from core.files.model_classes import Layout, check_component, check_pipeline
from core.files.model_files import inside, read_json, weight_files
from core.files.part_files import has_part
from core.files.places import expanded
from core.files.presets import Preset, preset_for

INDEX = "model_index.json"
WORDS_FILE = "words.json"
PICKLES = "a folder of pickled weights (.bin) without safetensors"
WORDS_MAX = 10_000
_CONFIGS = ("unet/config.json", "vae/config.json", "scheduler/scheduler_config.json")
_WEIGHTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}
_TEXT = {"text_encoder": "model"}
_TEXT_2 = {"text_encoder_2": "model"}
_PREDICTIONS: dict[str, Literal["eps", "v"]] = {"epsilon": "eps", "v_prediction": "v"}
# Before this version of diffusers a U-Net's sample size was not kept up to date: 64 was meant.
_SIZES_KEPT = (0, 9)


Family = Literal["sd1", "sd2", "sdxl"]
Kind = Literal["base", "inpaint"]  # an inpainting U-Net also takes a mask and the masked picture


@dataclass(frozen=True)
class ModelInfo:
    """What the window, the command line and the loader need to know before any weight is read."""

    name: str  # the library's name, else the folder's
    path: str
    family: Family
    title: str  # for a person
    bytes: int  # of all weight files
    sample_size: int  # px: the longer side of the size it learnt
    prediction: Literal["eps", "v"]
    words: tuple[str, ...] | None  # all it knows, where it says so
    preset: Preset
    things: int | None = None  # how many of the words name things that can be drawn
    kind: Kind = "base"


@dataclass(frozen=True)
class Survey:
    """All models that can be used, and why the others cannot."""

    models: tuple[ModelInfo, ...]
    problems: tuple[ReverieError, ...]


def describe(path: Path | str) -> ModelInfo:
    """What the model folder at `path` is.

    Raises `ModelNotFound`, `ModelIncomplete`, `ModelUnsupported`, `ConfigInvalid`, `FileUnreadable`.
    """
    folder = Path(path)
    if folder.is_file():
        raise ModelUnsupported(str(path), "a single file")
    if not folder.is_dir():
        raise ModelNotFound(str(path), tuple(_shipped()))
    if not inside(folder, INDEX).exists():
        check_lone_part(folder)
    layout = check_pipeline(folder, read_json(folder, INDEX))
    unet, vae, scheduler = (read_json(folder, name) for name in _CONFIGS)
    for name, config in zip(_CONFIGS, (unet, vae, scheduler), strict=True):
        check_component(folder, name, config)
    foreign = unet_title(unet)
    if foreign is not None:
        raise ModelUnsupported(str(folder), foreign)
    _check_files(folder, layout)
    family = _family(folder, layout, unet)
    kind = _kind(folder, unet, vae)
    width, height = _sample_size(folder, unet, vae)
    words, things = _words(folder)
    shipped = {path: name for name, path in _shipped().items()}
    name = shipped.get(folder.resolve(), _folder_name(folder))
    return ModelInfo(
        name=name,
        path=str(folder),
        family=family,
        title=name[:1].upper() + name[1:] if folder.resolve() in shipped else name,
        bytes=sum(file.stat().st_size for file in weight_files(folder)),
        sample_size=max(width, height),
        prediction=_prediction(folder, scheduler),
        words=words,
        preset=preset_for(folder, family, width, height),
        things=things,
        kind=kind,
    )


def find(name_or_path: str, extra: Iterable[Path | str] = ()) -> ModelInfo:
    """A model by its name in the library, else by its path. Raises as `describe`."""
    known: dict[str, Path] = {}
    for path in extra:
        known.setdefault(_folder_name(Path(path)), Path(path))
    known |= _shipped()
    if name_or_path in known:
        return describe(known[name_or_path])
    try:
        exists = expanded(name_or_path).exists()
    except (OSError, ValueError):  # no name a file can have
        exists = False
    if not exists:
        raise ModelNotFound(name_or_path, tuple(known))
    return describe(expanded(name_or_path))


def survey(extra: Iterable[Path | str] = ()) -> Survey:
    """The shipped models and those in the folders `extra`, each described once."""
    models: list[ModelInfo] = []
    problems: list[ReverieError] = []
    paths = dict.fromkeys((*_shipped().values(), *map(_resolved, extra)))
    for path in paths:
        try:
            models.append(describe(path))
        except ReverieError as error:
            problems.append(error)
    return Survey(tuple(models), tuple(problems))


def _resolved(path: Path | str) -> Path:
    """Without links; as it is where no file can have such a name."""
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError):
        return Path(path)


def _shipped() -> dict[str, Path]:
    """Name → folder of the models that come with the program."""
    root = (folders.resources() / "models").resolve()
    if not root.is_dir():
        return {}
    return {
        path.name: path for path in sorted(root.iterdir()) if (path / "model_index.json").is_file()
    }


def _folder_name(folder: Path) -> str:
    """The folder's name; for the hub cache's `models--who--what/snapshots/<sha>` it is `what`."""
    folder = folder.absolute()
    if folder.parent.name == "snapshots" and folder.parent.parent.name.startswith("models--"):
        folder = Path(folder.parent.parent.name.rsplit("--", 1)[-1])
    # A recipe holds this name, so it is valid Unicode even where the disk's is not.
    return os.fsencode(folder.name or str(folder)).decode("utf-8", "replace")


def _check_files(folder: Path, layout: Layout) -> None:
    """Each part's weights, the text encoders' configs and one of a tokenizer's two forms must be there.

    The schema of those configs is the loader's.
    """
    texts = {**_TEXT, **(_TEXT_2 if layout == "sdxl" else {})}
    for part in texts:
        read_json(folder, f"{part}/config.json")
    for part, stem in {**_WEIGHTS, **texts}.items():
        if not has_part(folder, f"{part}/{stem}"):
            if any((folder / part).glob("*.bin")):
                raise ModelUnsupported(str(folder), PICKLES)
            raise ModelIncomplete(str(folder), f"{part}/{stem}.safetensors")
    for part in (part.replace("text_encoder", "tokenizer") for part in texts):
        whole = inside(folder, f"{part}/tokenizer.json").is_file()
        for name in (f"{part}/vocab.json", f"{part}/merges.txt"):
            if not whole and not inside(folder, name).is_file():
                raise ModelIncomplete(str(folder), name)


def _family(folder: Path, layout: Layout, unet: dict[str, Any]) -> Family:
    """SD 2 projects by linear layers, SD 1 by convolutions; XL is told sizes and the pooled text."""
    is_xl = unet.get("addition_embed_type") == "text_time"
    if is_xl != (layout == "sdxl"):
        told = "text_time" if layout == "sdxl" else "nothing"
        found = repr(unet.get("addition_embed_type"))[:80]
        raise ConfigInvalid(str(folder / _CONFIGS[0]), "addition_embed_type", found, told)
    if is_xl:
        return "sdxl"
    return "sd2" if unet.get("use_linear_projection") is True else "sd1"


def _kind(folder: Path, unet: dict[str, Any], vae: dict[str, Any]) -> Kind:
    into, latent = unet.get("in_channels", 4), vae.get("latent_channels", 4)
    if into == latent:
        return "base"
    if type(latent) is int and into == 2 * latent + 1:  # latents, mask, masked latents
        return "inpaint"
    expected = f"the vae's latent channels: {latent}"
    raise ConfigInvalid(str(folder / _CONFIGS[0]), "in_channels", repr(into)[:80], expected)


def _sample_size(folder: Path, unet: dict[str, Any], vae: dict[str, Any]) -> tuple[int, int]:
    """Width and height in px: the U-Net's size in latent cells times the VAE's factor."""
    blocks = vae.get("block_out_channels", [64])
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 8:
        path = str(folder / _CONFIGS[1])
        raise ConfigInvalid(path, "block_out_channels", blocks, "a list of 1 to 8 numbers")
    size = unet.get("sample_size") or 64
    if type(size) is int and size < 64 and _version(unet) < _SIZES_KEPT:
        size = 64
    height, width = size if isinstance(size, list) and len(size) == 2 else (size, size)
    factor = 2 ** (len(blocks) - 1)
    for side in (width, height):
        if type(side) is not int or not 1 <= side * factor <= 4096:
            path = str(folder / _CONFIGS[0])
            raise ConfigInvalid(path, "sample_size", size, "one or two numbers, at most 4096 px")
    return width * factor, height * factor


def _version(config: dict[str, Any]) -> tuple[int, ...]:
    """Of the diffusers that wrote the config, major and minor; a config that does not say is new."""
    parts = str(config.get("_diffusers_version", "")).split(".")[:2]
    return (
        tuple(map(int, parts))
        if all(part.isdecimal() and len(part) < 5 for part in parts)
        else (1,)
    )


def _prediction(folder: Path, scheduler: dict[str, Any]) -> Literal["eps", "v"]:
    kind = scheduler.get("prediction_type", "epsilon")
    if not isinstance(kind, str) or kind not in _PREDICTIONS:
        path = str(folder / _CONFIGS[2])
        raise ConfigInvalid(path, "prediction_type", kind, "epsilon or v_prediction")
    return _PREDICTIONS[kind]


def _words(folder: Path) -> tuple[tuple[str, ...] | None, int | None]:
    """All words of `words.json` (an object of word lists) and how many of them are under "nouns".

    None where a model has no such list.
    """
    path = inside(folder, WORDS_FILE)
    if not path.exists():
        return None, None
    words: dict[str, None] = {}
    groups = read_json(folder, WORDS_FILE)
    for key, group in groups.items():
        if not isinstance(group, list) or not all(isinstance(word, str) for word in group):
            raise ConfigInvalid(str(path), key, repr(group)[:80], "a list of words")
        words |= dict.fromkeys(group)
    if len(words) > WORDS_MAX or any(len(word) > 100 for word in words):
        raise FileUnreadable(str(path), "too many or too long words")
    return tuple(words), len(set(groups["nouns"])) if "nouns" in groups else None
