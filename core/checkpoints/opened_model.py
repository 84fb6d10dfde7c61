"""A model in either layout, opened to be written again: understood and checked, its weights still in their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from core.checkpoints import components
from core.checkpoints.baking import Baked
from core.checkpoints.folder import FolderModel, load_folder
from core.checkpoints.rewriting import Piece
from core.checkpoints.single_file import network, opened_layout, parameters, part_names
from core.checkpoints.single_folder import CONFIGS, PRESET, TOKENIZERS
from core.checkpoints.tensors import NAMED_MAX, Source, opened_sources
from core.checkpoints.tokenizer_files import VOCABULARY_BYTES
from core.contract.errors import WeightsMismatch
from core.files.models import library
from core.files.models.folder_files import inside, read_text
from core.files.models.part_files import CLIP
from core.files.models.predictions import Told
from core.files.models.single_kinds import SingleKind

Texts = dict[str, str]
_EXTRA = (PRESET, "words.json", "latent_preview.json")  # of a folder of ours


@dataclass(frozen=True)
class Converted:
    """What a conversion left out: tensors by name, or whole parts of a folder."""

    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    unused: tuple[str, ...] = ()  # of LoRAs: what means nothing in this model


@dataclass(frozen=True)
class Opened:
    """A model in either layout, its weights still in their files."""

    path: Path
    kind: SingleKind
    told: Told
    model: FolderModel  # without weights
    pieces: Mapping[str, Mapping[str, Piece]]  # part → the table's name → where it lies
    texts: Texts  # a folder's small files; none of a single file
    left_out: Converted
    loras: tuple[Baked, ...] = ()

    def source(self) -> Source:
        """A file of the U-Net's."""
        return next(iter(self.pieces["unet"].values())).source


@contextmanager
def opened_model(path: Path) -> Iterator[Opened]:
    """The model at `path`, its files open and understood, no weight read."""
    if path.is_dir():
        with _opened_folder(path) as opened:
            yield opened
        return
    with opened_layout(path) as layout:
        pieces: dict[str, dict[str, Piece]] = {}
        for part, wanted in layout.places.items():
            names = {own: name for name, own in parameters(layout.model, part).items()}
            pieces[part] = {
                names[w.parameter]: Piece(w.source, w.name, w.info, w.turned) for w in wanted
            }
        left_out = Converted(layout.dropped, layout.unknown)
        yield Opened(path, layout.kind, layout.told, layout.model, pieces, {}, left_out)


@contextmanager
def _opened_folder(folder: Path) -> Iterator[Opened]:
    info = library.describe(folder)
    model = load_folder(folder, device=torch.device("cpu"), dtype=torch.float32, parts=())
    parts = part_names(model)
    files = {part: components.weight_files(folder, _stem(part)) for part in parts}
    with opened_sources(file for found in files.values() for file in found) as sources:
        pieces: dict[str, Mapping[str, Piece]] = {}
        for part in parts:
            found = {
                _own_name(part, name): Piece(source, name, tensor)
                for source in sources
                if source.path in files[part]
                for name, tensor in source.header.tensors.items()
            }
            pieces[part] = _checked(folder, model, part, found)
        kind = SingleKind(info.family, info.kind == "inpaint")
        prediction = model.schedule.prediction_type or "epsilon"
        told = Told(
            "v" if prediction == "v_prediction" else "eps",
            "folder",
            bool(model.schedule.rescale_betas_zero_snr),
        )
        left = ("image_encoder/",) if (folder / "image_encoder").is_dir() else ()
        yield Opened(folder, kind, told, model, pieces, _texts(folder), Converted(left, ()))


def _checked(
    folder: Path, model: FolderModel, part: str, found: Mapping[str, Piece]
) -> dict[str, Piece]:
    """Exactly the part's tensors, in their shapes. Raises `WeightsMismatch`."""
    module = network(model, part)
    shapes = {
        name: tuple(module.get_parameter(own).shape)
        for name, own in parameters(model, part).items()
    }
    missing = [name for name in shapes if name not in found]
    extra = [n for n in found if n not in shapes and not n.endswith("position_ids")]
    wrong = [n for n, shape in shapes.items() if n in found and found[n].info.shape != shape]
    if missing or extra or wrong:
        lists = (tuple(names[:NAMED_MAX]) for names in (missing, extra, wrong))
        raise WeightsMismatch(str(folder / part), *lists)
    return {name: found[name] for name in shapes}


def _texts(folder: Path) -> Texts:
    """The small files of a folder that a model may have."""
    names = (*CONFIGS, *TOKENIZERS, *_EXTRA)
    return {
        name: read_text(folder, name, VOCABULARY_BYTES)
        for name in names
        if inside(folder, name).is_file()
    }


def _stem(part: str) -> str:
    return f"{part}/{CLIP if part.startswith('text') else components.NETWORK}"


def _own_name(part: str, name: str) -> str:
    """A folder's tensor under the name that the table has for it."""
    if part.startswith("text"):
        return components.bare_name(name)
    return components.current_name(name) if part == "vae" else name
