"""A LoRA file → what it changes in one model: each tensor read, checked and found its layer.

Nothing is applied here. A file that does not fit is refused whole, before anything was changed: one for
another family, factors of another size, numbers that are none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from core.checkpoints import lora_names
from core.checkpoints.lora_alphas import Alphas, read_alphas
from core.checkpoints.lora_names import Layer, Layers
from core.checkpoints.tensors import (
    FLOATS,
    Source,
    check_finite,
    check_floats,
    opened_sources,
    read_exactly,
)
from core.contract.addition_errors import AdditionForeign, AdditionRefused
from core.files.models.folder_kinds import Family
from core.files.models.lora_info import LORA, RANK_MAX, LoraInfo, lora_file, lora_info
from core.files.models.lora_keys import Role, other_kind, parse
from core.files.models.single_kinds import FAMILIES
from core.networks.lora import (
    Factors,
    Full,
    Hadamard,
    Kronecker,
    LayerChange,
    LowRank,
    Magnitude,
)

Parts = dict[Role, Tensor]
WHOLE = {"I64": torch.int64, "I32": torch.int32}  # a rank may stand so, as alpha


@dataclass(frozen=True)
class LoraFile:
    """What a file does to a model."""

    info: LoraInfo
    changes: tuple[tuple[Layer, LayerChange], ...]
    unused: tuple[str, ...]  # names in the file that mean nothing in this model


def read_lora(path: Path | str, layers: Layers, family: Family) -> LoraFile:
    """Read the LoRA at `path` (a file, or a training's folder) for a model of `family` with these layers.

    Raises `AdditionForeign`, `AdditionRefused`, `WeightsNotFinite`, `ModelUnsupported` (a type of numbers), and
    the errors of headers and of `legacy_pickle.conversion`.
    """
    file = lora_file(Path(path))
    with opened_sources([file]) as (source,):
        info = lora_info(file, source.header)
        if info.made_for is not None and info.family != family:
            raise AdditionForeign(str(file), LORA, info.made_for, FAMILIES[family])
        found, unused = _grouped(source)
        alphas = read_alphas(file, source.header.metadata)
        changes, foreign = [], []
        for name, tensors in found.items():
            candidates = lora_names.find(layers, name)
            if not candidates:
                foreign += [tensors[role] for role in tensors]
                continue
            changes.append(_change(source, candidates, tensors, alphas))
    if not changes:
        kind = other_kind(unused)
        reason = f"it is {kind}, which is not supported" if kind else _NOTHING_KNOWN
        raise AdditionRefused(str(file), LORA, reason)
    return LoraFile(info, tuple(changes), (*foreign, *unused))


_NOTHING_KNOWN = "none of the layers that it changes is in this model"


def _grouped(source: Source) -> tuple[dict[str, dict[Role, str]], list[str]]:
    """Layer's name → role → tensor's name, in the file's order; and the names that are none of a LoRA's."""
    found: dict[str, dict[Role, str]] = {}
    unused = []
    for name in source.header.tensors:
        key = parse(name)
        if key is None or key.role in found.get(key.layer, {}):
            unused.append(name)
        else:
            found.setdefault(key.layer, {})[key.role] = name
    return found, unused


def _change(
    source: Source, candidates: tuple[Layer, ...], names: Mapping[Role, str], alphas: Alphas
) -> tuple[Layer, LayerChange]:
    """One layer's change and the layer that it fits. Raises `AdditionRefused`."""
    parts: Parts = {role: _read(source, name, role) for role, name in names.items()}
    first = next(iter(names.values()))
    for layer in candidates:
        try:
            change = _made(parts, layer, alphas)
            change.check(layer.shape)
        except ValueError:
            continue
        if not math.isfinite(change.scale):
            raise AdditionRefused(str(source.path), LORA, f"its alpha at {first} is no number")
        return layer, change
    shape = " × ".join(map(str, candidates[0].shape))
    reason = f"its {first} does not fit the model's layer of {shape} numbers"
    raise AdditionRefused(str(source.path), LORA, reason)


def _read(source: Source, name: str, role: Role) -> Tensor:
    """Raises `WeightsNotFinite`, `ModelUnsupported`."""
    info = source.header.tensors[name]
    kind = WHOLE.get(info.dtype) if role == "alpha" else None
    if kind is None:
        check_floats(source.path, info)
        kind = FLOATS[info.dtype]
    values = torch.empty(info.shape, dtype=kind)
    read_exactly(source.file, source.path, info.begin, values)
    check_finite(source.path, name, values)
    return values


def _made(parts: Parts, layer: Layer, alphas: Alphas) -> LayerChange:
    """Raises `ValueError` where the parts make no change."""
    factors, rank = _factors(parts)
    if rank is not None and not 1 <= rank <= RANK_MAX:
        raise ValueError(f"rank {rank}")
    alpha = parts.get("alpha")
    if alpha is not None and alpha.numel() != 1:
        raise ValueError("alpha is more than one number")
    own = None if alpha is None else float(alpha)
    if "diff_b" in parts and getattr(layer.module, "bias", None) is None:
        raise ValueError("a bias that the layer has not")
    return LayerChange(
        factors=factors,
        scale=alphas.scale(layer, rank, own, is_low_rank=isinstance(factors, LowRank)),
        magnitude=_magnitude(parts, layer.shape),
        bias=parts.get("diff_b"),
    )


def _factors(parts: Parts) -> tuple[Factors | None, int | None]:
    """The factors and their rank; None where the scale is 1 whatever alpha says. Raises `ValueError`."""
    if "down" in parts and "up" in parts:
        low = LowRank(parts["up"], parts["down"], parts.get("mid"))
        return low, low.down.shape[0] if low.down.ndim else 0
    if all(role in parts for role in ("hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b")):
        core_1, core_2 = parts.get("hada_t1"), parts.get("hada_t2")
        if (core_1 is None) != (core_2 is None):
            raise ValueError("one core without the other")
        hada = Hadamard(
            parts["hada_w1_a"],
            parts["hada_w1_b"],
            parts["hada_w2_a"],
            parts["hada_w2_b"],
            core_1,
            core_2,
        )
        return hada, hada.w1_b.shape[0] if hada.w1_b.ndim else 0
    if any(role.startswith("lokr_") for role in parts):
        one, rank_1 = _side(parts, "lokr_w1", "lokr_w1_a", "lokr_w1_b")
        two, rank_2 = _side(parts, "lokr_w2", "lokr_w2_a", "lokr_w2_b")
        return Kronecker(one, two, parts.get("lokr_t2")), rank_2 or rank_1
    if "diff" in parts:
        return Full(parts["diff"]), None
    if "diff_b" in parts:
        return None, None
    raise ValueError("half a change")


def _side(
    parts: Parts, whole: Role, a: Role, b: Role
) -> tuple[Tensor | tuple[Tensor, Tensor], int | None]:
    """One side of a Kronecker product, and its rank where it is itself a product."""
    if whole in parts:
        return parts[whole], None
    if a not in parts or b not in parts or not parts[b].ndim:
        raise ValueError("half a side")
    return (parts[a], parts[b]), parts[b].shape[0]


def _magnitude(parts: Parts, shape: tuple[int, ...]) -> Magnitude | None:
    """peft's lengths are always of rows; kohya's and LyCORIS' are of columns unless their shape says rows."""
    if "magnitude" in parts:
        return Magnitude(parts["magnitude"].flatten(), "rows", blends=False)
    lengths = parts.get("dora_scale")
    if lengths is None:
        return None
    is_column = lengths.ndim > 1 and lengths.shape[0] == 1 and lengths.shape[1] == shape[1]
    return Magnitude(lengths.flatten(), "columns" if is_column else "rows", blends=True)
