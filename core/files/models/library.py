"""What a model is, from JSON and headers alone: no weight is read.

Not here: which models there are beyond the shipped ones and those directly in one folder (`catalogue`
knows), tensors, shapes, loading.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract.errors import (
    ConfigInvalid,
    FileUnreadable,
    ModelNotFound,
    ModelUnsupported,
)
from core.files import folders
from core.files.models import folder_kinds
from core.files.models.classes import Layout, check_component, check_pipeline
from core.files.models.distilled import Distillation, Distilled, distilled
from core.files.models.folder_files import inside, read_json, weight_files
from core.files.models.folder_kinds import Family, Kind, Prediction
from core.files.models.foreign_models import check_lone_part, unet_title
from core.files.models.predictions import Basis
from core.files.models.presets import TOLD_GUIDANCE, ZERO_SNR, Preset, preset_for
from core.files.models.single_files import SingleFile, read_single
from core.files.run_names import RESULT, is_begun

INDEX = "model_index.json"
WORDS_FILE = "words.json"
WORDS_MAX = 10_000
SINGLE_SUFFIXES = frozenset({".safetensors", ".ckpt"})

_LABELS: dict[Family, str] = {"sd1": "SD 1", "sd2": "SD 2", "sdxl": "SDXL"}


@dataclass(frozen=True)
class ModelInfo:
    """What the window, the command line and the loader need to know before any weight is read."""

    name: str  # the library's name, else the folder's
    path: str
    family: Family
    title: str  # for a person
    bytes: int  # of all weight files
    sample_size: int  # px: the longer side of the size it learnt
    prediction: Prediction
    words: tuple[str, ...] | None  # all it knows, where it says so
    preset: Preset
    things: int | None = None  # how many of the words name things that can be drawn
    kind: Kind = "base"
    distilled: Distillation | None = None
    is_told_guidance: bool = False  # as a number, instead of by an unconditional pass
    basis: Basis = "folder"  # who says what it predicts

    @property
    def label(self) -> str:
        """Family and kind in a few names that are the same in every language: "SDXL · turbo"."""
        marks = ["v" if self.prediction == "v" else "", "", self.distilled or ""]
        if self.kind == "inpaint":
            marks[1] = "inpainting"
        return " · ".join([_LABELS[self.family], *filter(None, marks)])


def describe(path: Path | str) -> ModelInfo:
    """What the model at `path` is, a folder or a single file.

    Raises `ModelNotFound`, `ModelIncomplete`, `ModelUnsupported`, `ConfigInvalid`, `FileUnreadable`.
    """
    folder = Path(path)
    if folder.is_file():
        return describe_single(read_single(folder))
    if not folder.is_dir():
        raise ModelNotFound(str(path), tuple(shipped()))
    if not inside(folder, INDEX).exists():
        check_lone_part(folder)
    index = read_json(folder, INDEX)
    layout = check_pipeline(folder, index)
    unet, vae, scheduler = (
        _component(folder, name)
        for name in (folder_kinds.UNET, folder_kinds.VAE, folder_kinds.SCHEDULER)
    )
    foreign = unet_title(unet)
    if foreign is not None:
        raise ModelUnsupported(str(folder), foreign)
    folder_kinds.check_files(folder, layout)
    return _info(folder, _Said(index, unet, vae, scheduler), layout)


@dataclass(frozen=True)
class _Said:
    """The JSON of a folder, each file's class checked."""

    index: dict[str, Any]
    unet: dict[str, Any]
    vae: dict[str, Any]
    scheduler: dict[str, Any]

    @property
    def is_told_guidance(self) -> bool:
        return self.unet.get("time_cond_proj_dim") is not None


def _info(folder: Path, said: _Said, layout: Layout) -> ModelInfo:
    family = folder_kinds.family(folder, layout, said.unet)
    size = folder_kinds.sample_size(folder, said.unet, said.vae)
    words, things = _words(folder)
    found = distilled(said.scheduler.get("_class_name"), _names(folder, said.index))
    if said.is_told_guidance and found is None:
        found = Distilled("lcm")  # nobody else was taught so
    kind = folder_kinds.kind(folder, said.unet, said.vae)
    if said.is_told_guidance and kind == "inpaint":
        raise ModelUnsupported(str(folder), "an inpainting model that is told its guidance")
    ours = {path: name for name, path in shipped().items()}
    name = ours.get(folder.resolve(), _folder_name(folder))
    return ModelInfo(
        name=name,
        path=str(folder),
        family=family,
        title=name[:1].upper() + name[1:] if folder.resolve() in ours else name,
        bytes=sum(file.stat().st_size for file in weight_files(folder)),
        sample_size=max(size),
        prediction=folder_kinds.prediction(folder, said.scheduler),
        words=words,
        preset=_preset(folder, family, size, said, found),
        things=things,
        kind=kind,
        distilled=found.kind if found else None,
        is_told_guidance=said.is_told_guidance,
    )


def describe_single(single: SingleFile) -> ModelInfo:
    """What the model in a single file is. Raises `ConfigInvalid` for a preset of its own that is none."""
    path = single.path
    kind, found = single.kind, distilled(None, single.names)
    said = _Said({}, {"time_cond_proj_dim": single.guidance_width}, {}, single.scheduler)
    if said.is_told_guidance and found is None:
        found = Distilled("lcm")  # nobody else was taught so
    width, height = single.size
    if found is not None and found.size is not None:
        width = height = found.size
    name = _valid(path.stem)
    return ModelInfo(
        name=name,
        path=str(path),
        family=kind.family,
        title=name,
        bytes=single.header.size,
        sample_size=max(width, height),
        prediction=single.told.prediction,
        words=None,
        preset=_preset(None, kind.family, (width, height), said, found, single.preset),
        kind="inpaint" if kind.inpainting else "base",
        distilled=found.kind if found else None,
        is_told_guidance=said.is_told_guidance,
        basis=single.told.basis,
    )


def _component(folder: Path, name: str) -> dict[str, Any]:
    config = read_json(folder, name)
    check_component(folder, name, config)
    return config


def shipped() -> dict[str, Path]:
    """Name → place of the models that come with the program."""
    return found_in(folders.resources() / "models")


def found_in(root: Path) -> dict[str, Path]:
    """Name → place of what looks like a model directly in `root`: folders, and single files."""
    try:
        places = sorted(root.resolve().iterdir())
    except OSError:
        return {}
    found = [p for p in places if (p / INDEX).is_file() or _is_single(p)]
    return {model_name(place): place for place in found}


def _is_single(path: Path) -> bool:
    return path.suffix.lower() in SINGLE_SUFFIXES and path.is_file() and path.name[0] != "."


def model_name(place: Path) -> str:
    """What a model is called: its folder's name, or its file's without the ending."""
    return _valid(place.stem) if place.is_file() else _folder_name(place)


def _folder_name(folder: Path) -> str:
    """The folder's name; for the hub cache's `models--who--what/snapshots/<sha>` it is `what`.

    That of a training, which is called `result` in every run folder, is the run folder's.
    """
    folder = folder.absolute()
    if folder.name == RESULT and is_begun(folder.parent):
        folder = folder.parent
    if folder.parent.name == "snapshots" and folder.parent.parent.name.startswith("models--"):
        folder = Path(folder.parent.parent.name.rsplit("--", 1)[-1])
    return _valid(folder.name or str(folder))


def _valid(name: str) -> str:
    """A recipe holds this name, so it is valid Unicode even where the disk's is not."""
    return os.fsencode(name).decode("utf-8", "replace")


def _names(folder: Path, index: dict[str, Any]) -> list[str]:
    """What the model is called: by its folder, and by whoever saved it."""
    origin = index.get("_name_or_path")
    return [_folder_name(folder), *([origin.rpartition("/")[2]] if isinstance(origin, str) else [])]


def _preset(
    folder: Path | None,
    family: Family,
    size: tuple[int, int],
    said: _Said,
    found: Distilled | None,
    own: Mapping[str, object] | None = None,
) -> Preset:
    """The family's, changed by what is known of the model's kind."""
    names: list[str] = [family]
    known: dict[str, object] = {}
    if said.scheduler.get("rescale_betas_zero_snr") is True:
        names.append(ZERO_SNR)
        if said.scheduler.get("timestep_spacing") is not None and found is None:  # it counts
            known["spacing"] = None
    if found is not None:
        names.append(found.kind)
        known |= {"steps": found.steps} if found.steps else {}
    if said.is_told_guidance:
        names.append(TOLD_GUIDANCE)
    return preset_for(folder, names, *size, {**known, **(own or {})})


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
