"""Devices and number formats: what there is, and a full memory told from other failures."""

import pytest
import torch

from core.contract.errors import DeviceUnavailable, OutOfMemory
from core.generation import device as devices


def test_cpu_is_always_there_and_last() -> None:
    assert devices.available_devices()[-1] == "cpu"
    assert devices.choose_device("cpu") == torch.device("cpu")
    assert devices.choose_device("auto").type == devices.available_devices()[0]


def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceUnavailable) as caught:
        devices.choose_device("cuda")
    assert caught.value.device == "cuda"
    assert "cpu" in caught.value.available


def test_best_device_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert devices.choose_device("auto").type == "cuda"


@pytest.mark.parametrize(
    ("choice", "device", "expected"),
    [
        ("auto", "cpu", torch.float32),
        ("auto", "cuda", torch.float16),
        ("auto", "mps", torch.float16),
        ("bfloat16", "cpu", torch.bfloat16),
        ("float32", "cuda", torch.float32),
    ],
)
def test_half_precision_where_it_is_fast(choice, device, expected) -> None:
    dtype = devices.choose_dtype(choice, torch.device(device))
    assert dtype is expected
    assert devices.DTYPES[devices.dtype_name(dtype)] is dtype


@pytest.mark.parametrize(
    ("error", "needed"),
    [
        (MemoryError(), -1),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 64 bytes."), 64),
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 …"), 2**31),
        (RuntimeError("MPS backend out of memory"), -1),
    ],
)  # fmt: skip
def test_full_memory_is_recognised(error, needed) -> None:
    assert devices.out_of_memory(error, torch.device("cpu")) == OutOfMemory("cpu", needed, -1)


@pytest.mark.parametrize("error", [RuntimeError("shapes do not match"), ValueError("memory")])
def test_other_failures_stay_what_they_are(error) -> None:
    assert devices.out_of_memory(error, torch.device("cpu")) is None


def test_a_real_full_memory_is_recognised() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**50, dtype=torch.uint8)
    found = devices.out_of_memory(caught.value, torch.device("cpu"))
    assert found is not None
    assert found.needed == 2**50


def test_the_processor_is_called_cpu() -> None:
    assert devices.device_name(torch.device("cpu")) == "cpu"
