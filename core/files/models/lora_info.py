"""What a LoRA file is, from its header alone: family, kind, ranks, the words it was trained with. No torch.

Everything a file says about itself is a stranger's text: shortened, and only ever shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.contract.addition_errors import AdditionRefused
from core.files.models.folder_kinds import Family
from core.files.models.headers import Header
from core.files.models.legacy_pickle import header_of
from core.files.models.lora_keys import Role, is_lora, other_kind, parse
from core.files.models.single_kinds import FAMILIES, what_it_is

LORA = "LoRA"  # the kind in errors of additions
Kind = Literal["LoRA", "DoRA", "LoHa", "LoKr", "full"]
Shape = tuple[int, ...]
Layers = dict[str, dict[Role, Shape]]

RANK_MAX = 1024
WORDS_MAX = 50
TEXT_MAX = 200  # characters of what a file says
# Inside a folder that a training left: diffusers' and peft's names.
FOLDER_FILES = ("pytorch_lora_weights.safetensors", "adapter_model.safetensors")
_WIDTHS: dict[int, Family] = {768: "sd1", 1024: "sd2", 2048: "sdxl"}  # of the words in attention
# Part of a layer's name that only another family has.
_FOREIGN = (
    ("double_blocks", "FLUX"),
    ("double_stream_blocks", "HiDream"),
    ("single_transformer_blocks", "FLUX"),
    ("joint_blocks", "Stable Diffusion 3"),
    ("context_block", "Stable Diffusion 3"),
    ("add_q_proj", "FLUX or Stable Diffusion 3"),
    ("layers_0_attention", "Lumina or Z-Image"),
    ("down_blocks_0_resnets_0_motion", "a video model"),
    ("motion_modules", "AnimateDiff"),
    ("adaln_single", "PixArt"),
    ("self_attn_k_img", "Wan"),
    ("blocks.0.cross_attn", "Wan"),
    ("blocks_0_cross_attn", "Wan"),
    ("img_mod", "Qwen-Image"),
)
# Beginnings of what files say in words.
_SAID: tuple[tuple[str, Family], ...] = (
    ("stable-diffusion-xl", "sdxl"),
    ("sdxl", "sdxl"),
    ("stable-diffusion-v2", "sd2"),
    ("sd_v2", "sd2"),
    ("stable-diffusion-v1", "sd1"),
    ("sd_v1", "sd1"),
)


@dataclass(frozen=True)
class LoraInfo:
    """What the library, the window and errors say of a LoRA before any of its numbers is read."""

    name: str  # of the file; what `<lora:name:1>` calls it
    path: str
    family: Family | None  # None: it does not tell
    foreign: str | None  # the other kind of model that it is for
    kinds: tuple[Kind, ...]
    ranks: tuple[int, int] | None  # lowest and highest
    words: tuple[str, ...]  # it was trained with, the most frequent first

    @property
    def made_for(self) -> str | None:
        """The family of its models, for a person."""
        return FAMILIES[self.family] if self.family is not None else self.foreign


def describe_lora(path: Path | str) -> LoraInfo:
    """What the LoRA at `path` is, a file or a folder that a training left.

    Raises `AdditionRefused` for anything else, naming it, and the errors of `legacy_pickle.header_of`.
    """
    file = lora_file(Path(path))
    return lora_info(file, header_of(file))


def lora_file(path: Path) -> Path:
    """The file itself, or the one in a training's folder; what is neither is returned as it is."""
    found = (path / name for name in FOLDER_FILES if (path / name).is_file())
    return next(found, path)


def lora_info(path: Path, header: Header) -> LoraInfo:
    """The same for a header that was read already. Raises `AdditionRefused`."""
    layers = _layers(path, header)
    family, foreign = _family(layers, header.metadata)
    ranks = sorted(filter(None, map(_rank, layers.values())))
    return LoraInfo(
        name=addition_name(path),
        path=str(path),
        family=family,
        foreign=foreign,
        kinds=_kinds(layers),
        ranks=(ranks[0], ranks[-1]) if ranks else None,
        words=_words(header.metadata),
    )


def addition_name(path: Path) -> str:
    """A file's name without its ending, valid Unicode; that of a training's folder is the folder's."""
    stem = path.parent.name if path.name in FOLDER_FILES else path.stem
    return os.fsencode(stem).decode("utf-8", "replace")


def _layers(path: Path, header: Header) -> Layers:
    """Layer → what there is of its change. Raises `AdditionRefused` where there is none."""
    layers: Layers = {}
    for name, info in header.tensors.items():
        key = parse(name)
        if key is not None:
            layers.setdefault(key.layer, {})[key.role] = info.shape
    if is_lora(header.tensors):
        return layers
    raise AdditionRefused(str(path), LORA, f"it is {_other(header)}")


def _other(header: Header) -> str:
    """What a file is that is no LoRA."""
    kind = other_kind(header.tensors)
    if kind is not None:
        return f"{kind}, which is not supported"
    return what_it_is({name: info.shape for name, info in header.tensors.items()})


def _family(layers: Layers, said: Mapping[str, str]) -> tuple[Family | None, str | None]:
    """From the names, the widths, and last from what the file says in words."""
    for layer in layers:
        for mark, title in _FOREIGN:
            if mark in layer:
                return None, title
    if any(layer.startswith(("lora_te2_", "text_encoder_2.")) for layer in layers):
        return "sdxl", None
    for layer, shapes in layers.items():
        if "attn2" in layer and any(leaf in layer for leaf in ("to_k", "to_v")):
            family = _WIDTHS.get(_width(shapes) or 0)
            if family is not None:
                return family, None
    texts = (said.get(key, "") for key in ("modelspec.architecture", "ss_base_model_version"))
    words = [text.lower() for text in texts]
    for start, family in _SAID:
        if any(word.startswith(start) for word in words):
            return family, None
    return None, None


def _width(shapes: Mapping[Role, Shape]) -> int | None:
    """How many numbers go into the layer, as far as its change tells."""
    for role in ("down", "hada_w1_b", "diff"):
        shape = shapes.get(role)
        if shape is not None and len(shape) > 1:
            return shape[1]
    one = shapes.get("lokr_w1") or shapes.get("lokr_w1_b")
    two = shapes.get("lokr_w2") or shapes.get("lokr_w2_b")
    if one is not None and two is not None and len(one) > 1 and len(two) > 1:
        return one[1] * two[1]
    return None


def _rank(shapes: Mapping[Role, Shape]) -> int | None:
    for role in ("down", "hada_w1_b", "lokr_w2_b", "lokr_w1_b"):
        shape = shapes.get(role)
        if shape:
            return shape[0]
    return None


def _kinds(layers: Layers) -> tuple[Kind, ...]:
    roles = {role for shapes in layers.values() for role in shapes}
    found: list[Kind] = []
    is_dora = bool(roles & {"magnitude", "dora_scale"})
    if "down" in roles:
        found.append("DoRA" if is_dora else "LoRA")
    if "hada_w1_b" in roles:
        found.append("LoHa")
    if roles & {"lokr_w1", "lokr_w1_b"}:
        found.append("LoKr")
    if "diff" in roles:
        found.append("full")
    if is_dora and "DoRA" not in found:
        found.append("DoRA")
    return tuple(found)


def _words(said: Mapping[str, str]) -> tuple[str, ...]:
    """`modelspec.trigger_phrase`, then the captions' tags of `ss_tag_frequency`, the most frequent first."""
    counts: dict[str, int] = {}
    with suppress(ValueError, RecursionError):
        folders = json.loads(said.get("ss_tag_frequency", "{}"))
        for tags in folders.values() if isinstance(folders, dict) else ():
            for tag, count in tags.items() if isinstance(tags, dict) else ():
                if type(count) is int:
                    counts[_text(tag)] = counts.get(_text(tag), 0) + count
    phrase = _text(said.get("modelspec.trigger_phrase", ""))
    frequent = sorted(counts, key=lambda word: (-counts[word], word))
    found = dict.fromkeys(filter(None, (phrase, *frequent)))
    return tuple(found)[:WORDS_MAX]


def _text(text: str) -> str:
    """A stranger's text in one short line."""
    shown = "".join(c if c.isprintable() else " " for c in text[: 4 * TEXT_MAX])
    return " ".join(shown.split())[:TEXT_MAX]
