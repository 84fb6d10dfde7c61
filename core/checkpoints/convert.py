"""Models from one layout into the other: folder → single file, single file → folder, without rounding.

Weights stream from file to file. What the result cannot hold is returned, for the person to read; what
is written appears whole under its name or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from core.checkpoints import components, ldm_keys, schemas
from core.checkpoints.baking import Baked, bake
from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.folder import FolderModel, load_folder
from core.checkpoints.ldm_keys import JOINED, Form
from core.checkpoints.rewriting import Meter, Piece, Planned, Progress, rewrite, rewritten_size
from core.checkpoints.single_file import network, opened_layout, parameters, part_keys, part_names
from core.checkpoints.single_folder import (
    CONFIGS,
    PRESET,
    TOKENIZERS,
    family_configs,
    usual_words,
    write_small_files,
)
from core.checkpoints.tensors import NAMED_MAX, Source, opened_sources
from core.checkpoints.tokenizer_files import VOCABULARY_BYTES, write_tokenizer
from core.contract.errors import FileAlreadyThere, ModelUnsupported, WeightsMismatch
from core.files import folder_store, library, store
from core.files.model_files import inside, read_text
from core.files.part_files import CLIP
from core.files.places import check_new
from core.files.predictions import Told
from core.files.single_files import PACKED
from core.files.single_kinds import SingleKind
from core.files.streams import check_room

Texts = dict[str, str]
_EXTRA = (PRESET, "words.json", "latent_preview.json")  # of a folder of ours
_ARCHITECTURES = {
    "sd1": "stable-diffusion-v1",
    "sd2": "stable-diffusion-v2-512",
    "sdxl": "stable-diffusion-xl-v1-base",
}
_SD2_V = "stable-diffusion-v2-768-v"


@dataclass(frozen=True)
class Converted:
    """What a conversion left out: tensors by name, or whole parts of a folder."""

    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    unused: tuple[str, ...] = ()  # of LoRAs: what means nothing in this model


@dataclass(frozen=True)
class _Opened:
    """A model in either layout, its weights still in their files."""

    path: Path
    kind: SingleKind
    told: Told
    model: FolderModel  # without weights
    pieces: Mapping[str, Mapping[str, Piece]]  # part → the table's name → where it lies
    texts: Texts  # a folder's small files; none of a single file
    left_out: Converted
    loras: tuple[Baked, ...] = ()


def to_single_file(
    path: Path,
    output: Path,
    *,
    dtype: torch.dtype | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    loras: Sequence[Baked] = (),
) -> Converted:
    """Write the model at `path` (either layout) as one file in the original layout, with `loras` in its weights.

    `dtype` None: as stored. `progress` is told the bytes of numbers written. Raises the errors of reading, `FileAlreadyThere`, `DiskFull`, `NotWritable`,
    `WriteFailed`, `WeightsNotFinite`, `InvalidValue` (an output in the model's own folder).
    """
    check_new(path, output, overwrite=overwrite)
    with _baked(path, loras) as opened:
        plan = _single_plan(opened)
        metadata = _metadata(opened, {p.name: p.shape for p in plan}, output.stem)
        size = rewritten_size(plan, dtype)
        check_room(output, size)
        wrote = Meter(size, progress)
        rewrite(output, plan, metadata, dtype=dtype, overwrite=overwrite, wrote=wrote)
        return opened.left_out


def to_folder(
    path: Path,
    output: Path,
    *,
    dtype: torch.dtype | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    loras: Sequence[Baked] = (),
) -> Converted:
    """Write the model at `path` (either layout) as a folder. Only a model folder is ever overwritten.

    Raises as `to_single_file`.
    """
    check_new(path, output, overwrite=overwrite)
    if output.exists() and not (output / "model_index.json").is_file():
        raise FileAlreadyThere(str(output))
    with _baked(path, loras) as opened:
        plans = {part: _folder_plan(opened, part) for part in opened.pieces}
        size = sum(rewritten_size(plan, dtype) for plan in plans.values())
        check_room(output, size)
        wrote = Meter(size, progress)
        folder = folder_store.new_folder(output)
        try:
            _write_texts(folder, opened)
            for part, plan in plans.items():
                stem = CLIP if part.startswith("text") else components.NETWORK
                rewrite(folder / part / f"{stem}.safetensors", plan, dtype=dtype, wrote=wrote)
            folder_store.commit_folder(folder, output, overwrite=overwrite)
        except BaseException:
            if folder.is_dir():
                folder_store.remove_folder(folder)
            raise
        return opened.left_out


@contextmanager
def _baked(path: Path, loras: Sequence[Baked]) -> Iterator[_Opened]:
    """The model at `path` with `loras` in its weights. Raises as `baking.bake`, too."""
    with _opened(path) as opened:
        pieces, unused = bake(opened.pieces, opened.model, opened.kind.family, loras)
        left_out = replace(opened.left_out, unused=unused)
        yield replace(opened, pieces=pieces, left_out=left_out, loras=tuple(loras))


@contextmanager
def _opened(path: Path) -> Iterator[_Opened]:
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
        yield _Opened(path, layout.kind, layout.told, layout.model, pieces, {}, left_out)


@contextmanager
def _opened_folder(folder: Path) -> Iterator[_Opened]:
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
        yield _Opened(folder, kind, told, model, pieces, _texts(folder), Converted(left, ()))


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


def _single_plan(opened: _Opened) -> list[Planned]:
    """Every tensor of the new file; queries, keys and values come together where the layout wants it."""
    shapes: dict[str, tuple[int, ...]] = {}
    found: dict[str, dict[Form, Piece]] = {}
    for part, pieces in opened.pieces.items():
        for key in part_keys(opened.model, part, opened.kind):
            piece = pieces[key.own]
            shapes[key.ldm] = ldm_keys.ldm_shape(_shape(piece), key.form)
            if key.form == "transposed":
                piece = replace(piece, turned=not piece.turned)
            found.setdefault(key.ldm, {})[key.form] = piece
    return [
        Planned(name, shapes[name], tuple(parts[form] for form in sorted(parts, key=_place)))
        for name, parts in found.items()
    ]


def _folder_plan(opened: _Opened, part: str) -> list[Planned]:
    plan = []
    for name, piece in opened.pieces[part].items():
        is_text = part.startswith("text") and name != "text_projection.weight"
        plan.append(Planned(f"text_model.{name}" if is_text else name, _shape(piece), (piece,)))
    return plan


def _shape(piece: Piece) -> tuple[int, ...]:
    """As our network has it."""
    return piece.info.shape[::-1] if piece.turned else piece.info.shape


def _place(form: Form) -> int:
    """Queries, keys and values lie in this order, in whichever our network names them."""
    return JOINED.index(form) if form in JOINED else 0


def _metadata(opened: _Opened, shapes: Mapping[str, tuple[int, ...]], title: str) -> dict[str, str]:
    """modelspec's fields, and a folder's own small files where nobody could tell them from the rest."""
    kind, told, unet = opened.kind, opened.told, opened.model.unet.config
    architecture = _ARCHITECTURES[kind.family]
    if kind.family == "sd2" and told.prediction == "v":
        architecture = _SD2_V
    side = unet.sample_size * opened.model.vae.config.downscale
    said = {
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": architecture + ("-inpainting" if kind.inpainting else ""),
        "modelspec.title": title,
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": "v" if told.prediction == "v" else "epsilon",
    }
    if opened.loras:
        said["modelspec.merged_from"] = ", ".join(lora.title for lora in opened.loras)
    packed = _unusual(opened, shapes)
    if packed:
        said[PACKED] = json.dumps(packed, ensure_ascii=False)
    return said


def _unusual(opened: _Opened, shapes: Mapping[str, tuple[int, ...]]) -> Texts:
    """The small files that a reader of names and shapes would get wrong: all configs, or none."""
    told = Told(opened.told.prediction, "metadata")
    model, texts = opened.model, opened.texts
    if not texts:  # of a single file: what it carries itself
        return dict(json.loads(_source(opened).header.metadata.get(PACKED, "{}")))
    packed: Texts = {}
    try:
        guessed = family_configs(opened.kind, shapes, told, str(opened.path))
        same = _same_configs(model, guessed, texts)
    except ModelUnsupported:
        same = False
    if not same:
        packed = {name: texts[name] for name in CONFIGS if name in texts}
    if PRESET in texts:
        packed[PRESET] = texts[PRESET]
    for part, padded in (("tokenizer", opened.kind.family == "sd2"), ("tokenizer_2", True)):
        own, usual = getattr(model, part, None), clip_tokenizer(zero_padded=padded)
        if own is not None and not own.reads_as(usual):
            packed |= {n: text for n, text in texts.items() if n.startswith(f"{part}/")}
    return packed


def _same_configs(model: FolderModel, guessed: Texts, texts: Texts) -> bool:
    """Whether the guessed configs make the same networks and the same noise."""
    data = {name: json.loads(text) for name, text in guessed.items()}
    own = {name: json.loads(texts[name]) for name in CONFIGS if name in texts}
    zeros = "force_zeros_for_empty_prompt"
    scheduler = "scheduler/scheduler_config.json"
    return (
        schemas.unet_config(data["unet/config.json"], "") == model.unet.config
        and schemas.vae_config(data["vae/config.json"], "") == model.vae.config
        and schemas.schedule_config(data[scheduler], "") == model.schedule
        and all(
            schemas.text_config(
                data[f"{part}/config.json"], "", projected=part == components.TEXT_2
            )
            == getattr(model, part).config
            for part in part_names(model)
            if part.startswith("text")
        )
        and data["model_index.json"].get(zeros) == own["model_index.json"].get(zeros)
    )


def _texts(folder: Path) -> Texts:
    """The small files of a folder that a model may have."""
    names = (*CONFIGS, *TOKENIZERS, *_EXTRA)
    return {
        name: read_text(folder, name, VOCABULARY_BYTES)
        for name in names
        if inside(folder, name).is_file()
    }


def _source(opened: _Opened) -> Source:
    """A file of the U-Net's."""
    return next(iter(opened.pieces["unet"].values())).source


def _write_texts(folder: Path, opened: _Opened) -> None:
    """All but the weights."""
    if opened.texts:
        for name, text in opened.texts.items():
            store.make_folder((folder / name).parent)
            store.write_text(folder / name, text)
        return
    source = _source(opened)
    shapes = {ldm_keys.known_name(n): info.shape for n, info in source.header.tensors.items()}
    metadata = source.header.metadata
    write_small_files(folder, opened.kind, shapes, metadata, opened.told, str(opened.path))
    for part, words in usual_words(opened.kind, metadata).items():
        store.make_folder(folder / part)
        write_tokenizer(folder / part, words)


def _stem(part: str) -> str:
    return f"{part}/{CLIP if part.startswith('text') else components.NETWORK}"


def _own_name(part: str, name: str) -> str:
    """A folder's tensor under the name that the table has for it."""
    if part.startswith("text"):
        return components.bare_name(name)
    return components.current_name(name) if part == "vae" else name
