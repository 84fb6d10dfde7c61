"""The closed list of names, and when a tensor lies inside what is stored."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints import pickle_names
from core.checkpoints.pickle_atoms import Name, Opaque, Refused
from core.checkpoints.pickle_names import Storage, StoredTensor, called, contiguous, known, stored

REBUILD = Name("torch._utils", "_rebuild_tensor_v2")
REBUILD_3 = Name("torch._utils", "_rebuild_tensor_v3")
FLOATS = Storage("0", "F32", 24)


def rebuilt(shape: Any, stride: Any, offset: Any = 0, storage: Any = FLOATS) -> StoredTensor:
    result = called(REBUILD, (storage, offset, shape, stride, False, {}))
    assert isinstance(result, StoredTensor)
    return result


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("collections", "OrderedDict"),
        ("torch._utils", "_rebuild_tensor_v2"),
        ("torch._utils", "_rebuild_parameter"),
        ("torch", "HalfStorage"),
        ("torch", "bfloat16"),
        ("torch.storage", "UntypedStorage"),
        ("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint"),
        ("numpy.core.multiarray", "scalar"),
    ],
)
def test_names_of_checkpoints(module: str, name: str) -> None:
    assert known(module, name) == Name(module, name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("torch", "load"),
        ("torch", "jit"),
        ("torch.storage", "_load_from_bytes"),
        ("torch.hub", "load"),
        ("numpy", "load"),
        ("collections", "OrderedDict.fromkeys"),
        ("", ""),
    ],
)
def test_all_others_are_refused_by_name(module: str, name: str) -> None:
    with pytest.raises(Refused, match="which no weights need"):
        known(module, name)


def test_what_lies_beside_weights_stays_closed() -> None:
    for module, names in pickle_names._BESIDE.items():
        for name in names:
            assert isinstance(called(known(module, name), ("anything", 5)), Opaque)


def test_ordered_dictionaries() -> None:
    ordered = Name("collections", "OrderedDict")
    assert called(ordered, ()) == {}
    assert called(ordered, ([["a", 1], ("b", 2)],)) == {"a": 1, "b": 2}
    for wrong in ((1,), ([1],), ([["a"]],), ([], [])):
        with pytest.raises(Refused):
            called(ordered, wrong)


@settings(deadline=None, max_examples=300)
@given(
    shape=st.lists(st.integers(0, 4), max_size=4).map(tuple),
    stride=st.lists(st.integers(0, 9), max_size=4).map(tuple),
    offset=st.integers(0, 9),
)
def test_views_are_taken_exactly_when_they_lie_inside_and_show_nothing_twice(
    shape: tuple[int, ...], stride: tuple[int, ...], offset: int
) -> None:
    """Compared with the places themselves. Refusing some views that interleave is allowed."""
    places = [offset]
    for n, step in zip(shape, stride, strict=False):
        places = [place + i * step for place in places for i in range(n)]
    inside = len(shape) == len(stride) and max(places, default=0) < 24
    try:
        rebuilt(shape, stride, offset)
    except Refused:
        once = len(set(places)) == len(places)
        assert not (inside and once and stride == contiguous(shape))
    else:
        assert inside or math.prod(shape) == 0
        assert len(set(places)) == len(places)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_every_permutation_is_taken(order: tuple[int, ...]) -> None:
    view = torch.zeros(2, 3, 4).permute(order)
    assert rebuilt(tuple(view.shape), view.stride()).stride == view.stride()


def test_contiguous_is_torchs() -> None:
    for shape in ((), (3,), (2, 3), (4, 1, 2), (0, 3), (2, 0, 3)):
        assert contiguous(shape) == torch.empty(shape).stride()


def test_number_types_of_new_tensors() -> None:
    raw = Storage("0", "", 24)
    kind = Name("torch", "float8_e4m3fn")
    tensor = called(REBUILD_3, (raw, 0, (24,), (1,), False, {}, kind))
    assert isinstance(tensor, StoredTensor)
    assert tensor.dtype == "F8_E4M3"
    with pytest.raises(Refused, match="larger"):
        called(REBUILD_3, (raw, 0, (24,), (1,), False, {}, Name("torch", "float32")))
    with pytest.raises(Refused, match="number type"):
        called(REBUILD_3, (raw, 0, (24,), (1,), False, {}, "float32"))
    with pytest.raises(Refused, match="number type"):
        rebuilt((24,), (1,), storage=raw)


def test_parameters_are_their_tensors() -> None:
    tensor = rebuilt((24,), (1,))
    assert called(Name("torch._utils", "_rebuild_parameter"), (tensor, True, {})) is tensor
    with pytest.raises(Refused):
        called(Name("torch._utils", "_rebuild_parameter"), ("x", True, {}))
    with pytest.raises(Refused):
        called(Name("torch._utils", "_rebuild_parameter"), (tensor,))


def test_storages() -> None:
    tag = ("storage", Name("torch", "HalfStorage"), "12", "cuda:0", 7)
    assert stored(tag) == stored((*tag, None)) == Storage("12", "F16", 7)
    assert all(pickle_names.DTYPE_BYTES[name] for name in pickle_names.STORAGES.values())
