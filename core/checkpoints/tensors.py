"""safetensors files into our networks and out of them, one tensor at a time.

Weights are copied into memory that torch allocated, never mapped: a mapped file is not aligned as
kernels want it, and one cut short while in use kills the process. Names and shapes are compared
with the network before a single number is read. Nothing here knows folders or configs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.checkpoints import interruption
from core.contract.errors import (
    FileMissing,
    FileUnreadable,
    ModelUnsupported,
    WeightsMismatch,
    WeightsNotFinite,
    WeightsTruncated,
)
from core.files import store
from core.files.models.header_writing import Stored, header_bytes
from core.files.models.headers import Header, TensorInfo, read_open_header
from core.files.models.legacy_pickle import safe_copy
from core.files.models.weight_formats import is_pickled

FLOATS = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
}
STORED = {
    **{dtype: name for name, dtype in FLOATS.items()},
    torch.int64: "I64",
    torch.int32: "I32",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}
STAGE_BYTES = 8 * 2**20  # of a tensor are in memory twice while its numbers change their type
NAMED_MAX = 5  # names in a `WeightsMismatch`

OwnName = Callable[[str], str | None]  # name in the file → name in the network, None: not wanted


@dataclass(frozen=True)
class Source:
    """An open file and its checked header."""

    path: Path
    file: FileIO
    header: Header


@dataclass(frozen=True)
class Wanted:
    """One tensor of a file, or some rows of it, and the parameter that takes it."""

    source: Source
    name: str
    info: TensorInfo
    parameter: str
    turned: bool = False  # the file has the matrix transposed


def load_into(
    module: nn.Module,
    files: Path | Iterable[Path],
    *,
    dtype: torch.dtype,
    device: torch.device,
    own_name: OwnName = str,
    reshape: bool = False,
) -> None:
    """Fill every parameter of `module` (which may have been built on "meta") from one or more files.

    `reshape`: a matrix may be stored as a 1×1 convolution.

    Raises `WeightsMismatch` before anything is read, `ModelUnsupported` (a number type that no
    network of ours uses), `WeightsNotFinite`, `WeightsTruncated`, `WeightsHeaderInvalid`,
    `FileMissing`, `FileUnreadable`. After an error the module is half filled: drop it.
    """
    with opened_sources([files] if isinstance(files, Path) else files) as sources:
        fill(module, _plan(module, sources, own_name, reshape), dtype=dtype, device=device)


@contextmanager
def opened_sources(paths: Iterable[Path]) -> Iterator[list[Source]]:
    """The files with their headers. What was checked is what is read: each is opened once.

    An old checkpoint is opened as its safe copy, under its own name. Raises as `legacy_pickle.conversion`.
    """
    with ExitStack() as stack:
        sources = []
        for path in paths:
            file = stack.enter_context(_open(safe_copy(path) if is_pickled(path) else path))
            sources.append(Source(path, file, read_open_header(file, path)))
        yield sources


def fill(
    module: nn.Module, plan: Sequence[Wanted], *, dtype: torch.dtype, device: torch.device
) -> None:
    """Read what a plan names, whose names and shapes fit `module`.

    Raises as `load_into`, and `Cancelled` within `interruption.stopped_by`.
    """
    for wanted in plan:
        check_floats(wanted.source.path, wanted.info)
    stage = torch.empty(STAGE_BYTES, dtype=torch.uint8)
    for wanted in plan:
        interruption.check()
        values = _read_floats(wanted, dtype, device, stage)
        if wanted.turned:
            values = values.t().contiguous()
        owner, _, leaf = wanted.parameter.rpartition(".")
        trained = module.get_parameter(wanted.parameter).requires_grad
        setattr(module.get_submodule(owner), leaf, nn.Parameter(values, requires_grad=trained))


def check_floats(path: Path, info: TensorInfo) -> None:
    """Raises `ModelUnsupported` for a number type that no network of ours uses."""
    if info.dtype not in FLOATS:
        raise ModelUnsupported(str(path), f"a file with numbers of type {info.dtype}")


def read_tensors(path: Path, *, device: torch.device) -> dict[str, Tensor]:
    """All tensors of a file, floats and whole numbers, in the types they are stored in.

    For our own run files (optimizer, cached latents), where no network says what there must be.
    Raises as `load_into`, but for `WeightsMismatch`.
    """
    kinds = {name: dtype for dtype, name in STORED.items()}
    tensors = {}
    with _open(path) as file:
        for name, info in read_open_header(file, path).tensors.items():
            if info.dtype not in kinds:
                raise ModelUnsupported(str(path), f"a file with numbers of type {info.dtype}")
            out = torch.empty(info.shape, dtype=kinds[info.dtype])
            read_exactly(file, path, info.begin, out)
            tensors[name] = out.to(device)
    return tensors


def write_safetensors(
    path: Path,
    tensors: Mapping[str, Tensor],
    metadata: Mapping[str, str] | None = None,
    *,
    dtype: torch.dtype | None = None,
) -> None:
    """Write a file durably, one tensor in memory at a time.

    With a `dtype` floats become it, and one that does not fit it raises `WeightsNotFinite`.
    """
    order = sorted(
        (
            Stored(name, STORED[_target(tensor, dtype)], tuple(tensor.shape))
            for name, tensor in tensors.items()
        ),
        key=lambda stored: stored.place,
    )
    header = header_bytes(order, metadata)
    with store.stream(path, size=len(header) + sum(stored.size for stored in order)) as out:
        out.write(header)
        for stored in order:
            tensor = tensors[stored.name]
            kind = _target(tensor, dtype)
            values = tensor.detach().to("cpu", kind).contiguous()
            if dtype is not None and kind.is_floating_point:
                check_finite(path, stored.name, values, tensor)
            out.write(bytes_of(values))


def _target(tensor: Tensor, dtype: torch.dtype | None) -> torch.dtype:
    return dtype if dtype is not None and tensor.is_floating_point() else tensor.dtype


def plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Without sides of 1 at the end: a 1×1 convolution and a matrix are the same numbers."""
    while shape and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def _plan(
    module: nn.Module, sources: list[Source], own_name: OwnName, reshape: bool
) -> list[Wanted]:
    """Which tensor goes where, in file order, after names and shapes have been found equal."""
    shapes = {name: tuple(parameter.shape) for name, parameter in module.named_parameters()}
    plan: list[Wanted] = []
    unexpected, wrong, seen = [], [], set()
    for source in sources:
        for name, info in sorted(source.header.tensors.items(), key=lambda item: item[1].begin):
            own = own_name(name)
            if own is None:
                continue
            if own not in shapes or own in seen:
                unexpected.append(name)
                continue
            seen.add(own)
            if reshape and plain(info.shape) == plain(shapes[own]):
                info = replace(info, shape=shapes[own])
            if info.shape != shapes[own]:
                wrong.append(f"{name} {list(info.shape)}, not {list(shapes[own])}")
            plan.append(Wanted(source, name, info, own))
    missing = [name for name in shapes if name not in seen]
    if missing or unexpected or wrong:
        lists = (tuple(names[:NAMED_MAX]) for names in (missing, unexpected, wrong))
        raise WeightsMismatch(str(sources[0].path), *lists)
    return plan


def _read_floats(wanted: Wanted, dtype: torch.dtype, device: torch.device, stage: Tensor) -> Tensor:
    """One tensor in the type asked for; `stage` is memory for the parts that are being converted."""
    source, info = wanted.source, wanted.info
    stored = FLOATS[info.dtype]
    out = torch.empty(info.shape, dtype=dtype, device=device)
    if stored == dtype and device.type == "cpu":
        read_exactly(source.file, source.path, info.begin, out)
        check_finite(source.path, wanted.name, out)
        return out
    flat, step = out.view(-1), STAGE_BYTES // stored.itemsize
    for begin in range(0, flat.numel(), step):
        count = min(step, flat.numel() - begin)
        part = stage[: count * stored.itemsize].view(stored)
        read_exactly(source.file, source.path, info.begin + begin * stored.itemsize, part)
        values = part.to(dtype)  # checked after the change: a float32 may be too large for float16
        check_finite(source.path, wanted.name, values, part)
        flat[begin : begin + count].copy_(values)
    return out


def check_finite(path: Path, name: str, values: Tensor, before: Tensor | None = None) -> None:
    """`before`: the same numbers in the type they came from, to tell a narrow type from a broken file."""
    if _is_finite(values):
        return
    too_narrow = before is not None and _is_finite(before)
    kind = str(values.dtype).removeprefix("torch.")
    raise WeightsNotFinite(str(path), name, kind if too_narrow else "")


def _is_finite(values: Tensor) -> bool:
    """NaN passes through the extremes, so that one fast pass finds both NaN and infinity."""
    if values.numel() == 0:
        return True
    low, high = torch.aminmax(values)
    return math.isfinite(low.item()) and math.isfinite(high.item())


def _open(path: Path) -> FileIO:
    """Unbuffered: big reads go straight into the tensors."""
    try:
        return FileIO(path)
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error


def read_exactly(file: FileIO, path: Path, begin: int, into: Tensor) -> None:
    """Fill a contiguous CPU tensor with the bytes from `begin` on."""
    view = bytes_of(into)
    done = 0
    try:
        file.seek(begin)
        while done < len(view):
            count = file.readinto(view[done:])
            if not count:
                raise WeightsTruncated(str(path), begin + len(view), begin + done)
            done += count
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error


def bytes_of(tensor: Tensor) -> memoryview:
    """The memory of a contiguous CPU tensor as bytes, without a copy."""
    array: Any = tensor.reshape(-1).view(torch.uint8).numpy()  # numpy's stubs hide the buffer
    return memoryview(array)
