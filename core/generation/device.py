"""Which device and number format a run uses, and how a full memory is told from other failures.

It chooses; it moves nothing. Changing torch's global settings is nobody's business here.
"""

from __future__ import annotations

import re

import torch

from core.contract.errors import DeviceUnavailable, OutOfMemory
from core.contract.request import DeviceChoice, DtypeChoice, DtypeName

DTYPES: dict[DtypeName, torch.dtype] = {
    "float32": torch.float32,
    "float16": torch.float16,
    "bfloat16": torch.bfloat16,
}

_ASKED_CPU = re.compile(r"tried to allocate (\d+) bytes")
_ASKED_GPU = re.compile(r"Tried to allocate ([\d.]+) (KiB|MiB|GiB)")
_UNITS = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_FULL = (
    "out of memory",
    "can't allocate memory",
    "not enough memory",
    "CUBLAS_STATUS_ALLOC_FAILED",
)


def available_devices() -> tuple[str, ...]:
    """What this machine has, best first; "cpu" always comes last."""
    found = []
    if torch.cuda.is_available():
        found.append("cuda")
    if torch.backends.mps.is_available():
        found.append("mps")
    return (*found, "cpu")


def choose_device(choice: DeviceChoice) -> torch.device:
    """The device for "auto" or a name. Raises `DeviceUnavailable`."""
    devices = available_devices()
    if choice == "auto":
        return torch.device(devices[0])
    if choice not in devices:
        raise DeviceUnavailable(choice, devices)
    return torch.device(choice)


def choose_dtype(choice: DtypeChoice, device: torch.device) -> torch.dtype:
    """Half precision where it is fast, float32 on the CPU, unless the person says otherwise."""
    if choice != "auto":
        return DTYPES[choice]
    return torch.float32 if device.type == "cpu" else torch.float16


def dtype_name(dtype: torch.dtype) -> DtypeName:
    """The name as requests and recipes write it. `KeyError` for one that they do not know."""
    return {known: name for name, known in DTYPES.items()}[dtype]


def device_name(device: torch.device) -> str:
    """The product's name for a GPU, else the kind of device."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type


def out_of_memory(error: BaseException, device: torch.device) -> OutOfMemory | None:
    """`error` as `OutOfMemory` if that is what it means, else None.

    torch tells a full CPU memory by a RuntimeError with a text, and CUDA's libraries do likewise.
    """
    if isinstance(error, MemoryError):
        return OutOfMemory("cpu", -1, -1)
    if not isinstance(error, RuntimeError):
        return None
    text = str(error)
    if not isinstance(error, torch.OutOfMemoryError) and not any(known in text for known in _FULL):
        return None
    free = torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else -1
    return OutOfMemory(device.type, _asked(text), free)


def _asked(text: str) -> int:
    """Bytes wanted, from an allocator's message; -1 where it does not say."""
    if on_cpu := _ASKED_CPU.search(text):
        return int(on_cpu[1])
    if on_gpu := _ASKED_GPU.search(text):
        return int(float(on_gpu[1]) * _UNITS[on_gpu[2]])
    return -1
