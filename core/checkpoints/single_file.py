"""A single file in the original layout of Stable Diffusion 1, 2 or XL, read into our networks.

Header, names and shapes are checked first; then each tensor is read into memory that torch allocated,
as for folders. What the file holds beyond its networks is known and dropped, or unknown and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import nn

from core.checkpoints import components, ldm_keys
from core.checkpoints.folder import PARTS, FolderModel, load_folder
from core.checkpoints.ldm_configs import untold
from core.checkpoints.ldm_keys import JOINED, Key
from core.checkpoints.single_folder import usual_words, write_small_files
from core.checkpoints.tensors import NAMED_MAX, Source, Wanted, fill, opened_sources, plain
from core.contract.errors import (
    ConfigInvalid,
    ModelIncomplete,
    ModelUnsupported,
    WeightsMismatch,
)
from core.files import folder_store, folders, store
from core.files.models.headers import DTYPE_BYTES, TensorInfo
from core.files.models.predictions import Told, told
from core.files.models.single_files import PACKED
from core.files.models.single_kinds import SingleKind, kind_of

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """An open single file, what it is, and where each of its model's tensors lies."""

    source: Source
    kind: SingleKind
    told: Told
    model: FolderModel  # its networks without weights
    places: Mapping[str, tuple[Wanted, ...]]  # part → its tensors
    dropped: tuple[str, ...]  # known and not needed
    unknown: tuple[str, ...]  # neither


def load_single(
    path: Path | str,
    *,
    device: torch.device,
    dtype: torch.dtype,
    parts: Collection[str] = PARTS,
) -> FolderModel:
    """Load a single file as `load_folder` does a folder; `parts` names the networks whose weights are wanted.

    Raises `ModelUnsupported`, `ModelIncomplete`, `ConfigInvalid`, `WeightsMismatch`, `WeightsNotFinite`,
    `WeightsTruncated`, `WeightsHeaderInvalid`, `FileMissing`, `FileUnreadable`.
    """
    with opened_layout(Path(path)) as layout:
        for part, wanted in layout.places.items():
            if part in parts:
                module = network(layout.model, part)
                fill(module, wanted, dtype=dtype, device=device)
                module.to(device).eval()
        return replace(layout.model, dropped=layout.dropped, unknown=layout.unknown)


@contextmanager
def opened_layout(path: Path) -> Iterator[Layout]:
    """The file, understood from its header alone. Raises as `load_single`."""
    with opened_sources([path]) as (source,):
        shapes = {
            ldm_keys.known_name(name): info.shape for name, info in source.header.tensors.items()
        }
        kind, said = kind_of(shapes, str(path)), told(path, source.header)
        model = _empty_model(path, source, shapes, kind, said)
        places, rest = _places(source, kind, model)
        layers = {
            tower.part: getattr(model, tower.part).config.num_hidden_layers
            for tower in ldm_keys.TOWERS[kind.family]
        }
        dropped = tuple(n for n in rest if ldm_keys.is_dropped(n, kind.family, layers))
        known = set(dropped)
        unknown = tuple(name for name in rest if name not in known)
        foreign = [n for n in unknown if n.startswith((ldm_keys.UNET, ldm_keys.VAE))]
        if foreign:  # it would change what the network computes
            raise WeightsMismatch(str(path), (), tuple(foreign[:NAMED_MAX]), ())
        yield Layout(source, kind, said, model, places, dropped, unknown)


def part_names(model: FolderModel) -> tuple[str, ...]:
    """The networks of a model that a single file holds."""
    names = ("unet", "vae", "text_encoder", "text_encoder_2")
    return tuple(name for name in names if getattr(model, name, None) is not None)


def network(model: FolderModel, part: str) -> nn.Module:
    """One of `part_names`."""
    found: nn.Module = getattr(model, part)
    return found


def parameters(model: FolderModel, part: str) -> dict[str, str]:
    """Names in the table → names in our network, which differ for text encoders."""
    names = (name for name, _ in network(model, part).named_parameters())
    if not part.startswith("text"):
        return {name: name for name in names}
    return {components.bare_name(name): name for name in names}


def part_keys(model: FolderModel, part: str, kind: SingleKind) -> tuple[Key, ...]:
    """The rows of the table for one part."""
    names = parameters(model, part)
    match part:
        case "unet":
            return ldm_keys.unet_keys(names, model.unet.config)
        case "vae":
            return ldm_keys.vae_keys(names, model.vae.config)
        case _:
            towers = {tower.part: tower for tower in ldm_keys.TOWERS[kind.family]}
            return ldm_keys.text_keys(names, towers[part])


def _empty_model(
    path: Path, source: Source, shapes: Mapping[str, Shape], kind: SingleKind, said: Told
) -> FolderModel:
    """The model on "meta", through a folder of its small files that is there for a moment."""
    place = store.make_folder(folders.cache() / "single-files")
    folder_store.clean_stale(place)
    folder = folder_store.new_folder(place / "model")
    metadata = source.header.metadata
    try:
        write_small_files(folder, kind, shapes, metadata, said, str(path))
        words = usual_words(kind, metadata)
        device, dtype = torch.device("cpu"), torch.float32
        return load_folder(folder, device=device, dtype=dtype, parts=(), tokenizers=words)
    except (ConfigInvalid, ModelIncomplete, ModelUnsupported) as error:
        if isinstance(error, ConfigInvalid) and PACKED not in metadata:  # it was our guess
            raise ModelUnsupported(str(path), untold(kind.family)) from error
        error.path = str(path)  # the person has never seen the folder
        raise
    finally:
        folder_store.remove_folder(folder)


def _places(
    source: Source, kind: SingleKind, model: FolderModel
) -> tuple[dict[str, tuple[Wanted, ...]], tuple[str, ...]]:
    """Where each parameter lies, and the names that none of them wants. Raises `WeightsMismatch`."""
    names = {ldm_keys.known_name(name): name for name in source.header.tensors}
    places: dict[str, tuple[Wanted, ...]] = {}
    missing, wrong, used = [], [], set()
    for part in part_names(model):
        own, module = parameters(model, part), network(model, part)
        wanted = []
        for key in part_keys(model, part, kind):
            shape = tuple(module.get_parameter(own[key.own]).shape)
            name = names.get(key.ldm)
            if name is None:
                missing.append(key.ldm)
                continue
            used.add(name)
            info = source.header.tensors[name]
            theirs = ldm_keys.ldm_shape(shape, key.form)
            if plain(info.shape) != plain(theirs):
                wrong.append(f"{name} {list(info.shape)}, not {list(theirs)}")
                continue
            wanted.append(_wanted(source, name, own[key.own], shape, key))
        places[part] = tuple(sorted(wanted, key=lambda w: w.info.begin))
    if missing or wrong:
        lists = (tuple(found[:NAMED_MAX]) for found in (missing, [], wrong))
        raise WeightsMismatch(str(source.path), *lists)
    return places, tuple(name for name in source.header.tensors if name not in used)


def _wanted(source: Source, name: str, parameter: str, shape: Shape, key: Key) -> Wanted:
    """The bytes of one parameter: the whole tensor, or a third of its rows."""
    info, turned = source.header.tensors[name], key.form == "transposed"
    if key.form in JOINED:
        count = DTYPE_BYTES[info.dtype]
        for side in shape:
            count *= side
        begin = info.begin + JOINED.index(key.form) * count
        info = replace(info, begin=begin, end=begin + count)
    return Wanted(
        source,
        name,
        TensorInfo(info.dtype, shape[::-1] if turned else shape, info.begin, info.end),
        parameter,
        turned,
    )
