"""Where in an added folder to look, and for what: A1111's and ComfyUI's folders are known by their names.

In any other folder everything is looked through. Nothing is opened but ComfyUI's list of paths.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import ReverieError
from core.files import folders
from core.files.catalogue.extra_paths import NAME, SUFFIXES, read_extra_paths
from core.files.catalogue.kinds import Kind
from core.files.places import is_folder

# Folders below `models` → what is expected in them, in lower case: A1111 and its kin, then ComfyUI.
_MODELS: dict[str, Kind] = {
    "stable-diffusion": "model",
    "diffusers": "model",
    "lora": "lora",
    "lycoris": "lora",
    "vae": "vae",
    "checkpoints": "model",
    "loras": "lora",
    "embeddings": "embedding",
}
_MARKS = ("stable-diffusion", "checkpoints")  # the names that make a folder one of those
_MODELS_FOLDER, _EMBEDDINGS = "models", "embeddings"


@dataclass(frozen=True)
class Place:
    """A folder to look through, or one model; `expects` None: anything.

    `folder` is the line of the list that brought it here.
    """

    path: Path
    folder: str
    expects: Kind | None = None


@dataclass(frozen=True)
class Layout:
    """The places that one line of the list stands for, or why there are none to be had now."""

    folder: str
    places: tuple[Place, ...]
    problem: ReverieError | None = None


def own_layouts() -> tuple[Layout, ...]:
    """What the program brings, and the person's models folder."""
    shipped, mine = (folders.resources() / "models").resolve(), folders.models().resolve()
    names = _folders_in(mine)
    known = [Place(names[name], str(mine), kind) for name, kind in _MODELS.items() if name in names]
    return (
        Layout(str(shipped), tuple(Place(path, str(shipped)) for path in _models_in(shipped))),
        Layout(str(mine), (*known, Place(mine, str(mine)))),
    )


def _models_in(shipped: Path) -> list[Path]:
    """The models among what is shipped: the digits' small networks beside them draw nothing in the window."""
    return sorted(path.parent for path in shipped.glob("*/model_index.json"))


def layout_of(place: str) -> Layout:
    """What an added folder, file or list of paths stands for."""
    path = Path(place)
    if path.suffix.lower() in SUFFIXES and not is_folder(path):
        try:
            found = read_extra_paths(path)
        except ReverieError as error:
            return Layout(place, (), error)
        return Layout(place, tuple(Place(where, place, kind) for where, kind in found))
    found_here = _known_folders(path)
    places = [Place(where, place, kind) for where, kind in found_here]
    extra = path / NAME
    if found_here and extra.is_file():
        return _with_extra(place, places, extra)
    return Layout(place, tuple(places) or (Place(path, place),))


def _with_extra(place: str, places: list[Place], extra: Path) -> Layout:
    """A whole ComfyUI: its own folders and those its list names."""
    try:
        places += [Place(where, place, kind) for where, kind in read_extra_paths(extra)]
    except ReverieError as error:
        return Layout(place, tuple(places), error)
    return Layout(place, tuple(places))


def _known_folders(path: Path) -> list[tuple[Path, Kind]]:
    """The folders of A1111 or ComfyUI at `path`, which may be its root or its `models`; else none."""
    names = _folders_in(path)
    if any(mark in names for mark in _MARKS):
        return [(names[name], kind) for name, kind in _MODELS.items() if name in names]
    if _MODELS_FOLDER not in names:
        return []
    below = _folders_in(names[_MODELS_FOLDER])
    if not any(mark in below for mark in _MARKS):
        return []
    found = [(below[name], kind) for name, kind in _MODELS.items() if name in below]
    if _EMBEDDINGS in names:
        found.append((names[_EMBEDDINGS], "embedding"))
    return found


def _folders_in(path: Path) -> dict[str, Path]:
    """Name in lower case → folder; nothing where it cannot be looked into."""
    try:
        with os.scandir(path) as found:
            return {entry.name.lower(): Path(entry.path) for entry in found if entry.is_dir()}
    except (OSError, ValueError):
        return {}
