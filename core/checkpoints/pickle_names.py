"""What the names in a checkpoint's pickle mean: a closed list. Everything else is refused by its name.

Tensors and storages become plain records of numbers; what trainers leave beside the weights (callbacks,
configs, numpy's scalars) becomes `Opaque`, whatever is in it. No name is looked up anywhere but in these tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from core.checkpoints.pickle_atoms import Name, Opaque, Refused, Value, dictionary
from core.files.models.headers import DTYPE_BYTES, RANK_MAX

BYTES_MAX: Final = 2**50  # of anything; keeps all sums small

# torch's storage classes and number types → safetensors' names; U16 and the like are younger than storages.
STORAGES = {
    "DoubleStorage": "F64",
    "FloatStorage": "F32",
    "HalfStorage": "F16",
    "BFloat16Storage": "BF16",
    "LongStorage": "I64",
    "IntStorage": "I32",
    "ShortStorage": "I16",
    "CharStorage": "I8",
    "ByteStorage": "U8",
    "BoolStorage": "BOOL",
}
TYPES = {
    "float64": "F64",
    "float32": "F32",
    "float16": "F16",
    "bfloat16": "BF16",
    "int64": "I64",
    "int32": "I32",
    "int16": "I16",
    "int8": "I8",
    "uint8": "U8",
    "bool": "BOOL",
    "uint64": "U64",
    "uint32": "U32",
    "uint16": "U16",
    "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2": "F8_E5M2",
}
_REBUILT = "torch._utils"
_PARAMETERS = {"_rebuild_parameter": 3, "_rebuild_parameter_with_state": 4}
_OTHER_TENSORS = {
    "_rebuild_sparse_tensor": "a sparse tensor",
    "_rebuild_sparse_csr_tensor": "a sparse tensor",
    "_rebuild_qtensor": "a quantised tensor",
    "_rebuild_meta_tensor_no_storage": "a tensor without numbers",
    "_rebuild_wrapper_subclass": "a tensor of a kind of its own",
    "_rebuild_nested_tensor": "a nested tensor",
}
_ORDERED_DICT = Name("collections", "OrderedDict")
# Left by trainers beside the weights. They stay closed, so that a new one here can do no harm.
_BESIDE = {
    "_codecs": ("encode",),
    "argparse": ("Namespace",),
    "collections": ("defaultdict", "Counter"),
    "builtins": ("dict", "list", "set", "frozenset", "int", "float", "str", "bytes", "bool"),
    "__builtin__": ("dict", "list", "set", "int", "long", "float", "str", "unicode", "bool"),
    "numpy": ("dtype", "ndarray", "float32", "float64", "int32", "int64"),
    "numpy.core.multiarray": ("scalar", "_reconstruct"),
    "numpy._core.multiarray": ("scalar", "_reconstruct"),
    "omegaconf.base": ("ContainerMetadata", "Metadata", "Node"),
    "omegaconf.dictconfig": ("DictConfig",),
    "omegaconf.listconfig": ("ListConfig",),
    "omegaconf.nodes": ("AnyNode",),
    "pytorch_lightning.callbacks.early_stopping": ("EarlyStopping",),
    "pytorch_lightning.callbacks.model_checkpoint": ("ModelCheckpoint",),
    "pytorch_lightning.utilities.parsing": ("AttributeDict",),
    "torch": ("Size", "device"),
    "typing": ("Any",),
}


@dataclass(frozen=True)
class Storage:
    """A run of `count` numbers that lies elsewhere in the file under `key`."""

    key: str
    dtype: str  # as safetensors names it; "" where only the tensor knows
    count: int


@dataclass(frozen=True)
class StoredTensor:
    """A view of a storage. `offset` and `stride` count numbers of `dtype`."""

    storage: Storage
    dtype: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


def known(module: str, name: str) -> Name:
    """The name, if it is one of the lists. Raises `Refused`."""
    found = Name(module, name)
    if module == _REBUILT and name in _OTHER_TENSORS:
        raise Refused(f"it holds {_OTHER_TENSORS[name]}")
    is_torch = module == "torch" and (name in STORAGES or name in TYPES)
    is_rebuilt = module == _REBUILT and (name in _PARAMETERS or name in _TENSORS)
    is_storage = module == "torch.storage" and name == "UntypedStorage"
    is_beside = found == _ORDERED_DICT or name in _BESIDE.get(module, ())
    if is_torch or is_rebuilt or is_storage or is_beside:
        return found
    raise Refused(f"it asks for {_short(module)}.{_short(name)}, which no weights need")


def called(name: Name, arguments: tuple[Value, ...]) -> Value:
    """What a call of a known name stands for. Raises `Refused`."""
    if name.module == _REBUILT:
        if name.name in _PARAMETERS:
            return _parameter(name.name, arguments)
        return _tensor(arguments, _TENSORS[name.name])
    if name == _ORDERED_DICT:
        return dictionary([item for pair in _listed(arguments) for item in _two(pair)])
    if name.name in _BESIDE.get(name.module, ()):
        return Opaque()
    raise Refused(f"it calls {name}, which no weights do")


def stored(tag: Value) -> Storage:
    """The storage that a persistent id stands for: ("storage", class, key, device, count). Raises `Refused`."""
    if not isinstance(tag, tuple) or len(tag) not in (5, 6) or tag[0] != "storage":
        raise Refused("it points to what is no storage")
    kind, key, count = tag[1], tag[2], tag[4]
    if len(tag) == 6 and tag[5] is not None:
        raise Refused("a storage in it is part of another one")
    if not isinstance(kind, Name) or not isinstance(key, str) or not _is_count(count):
        raise Refused("it points to what is no storage")
    if kind == Name("torch.storage", "UntypedStorage"):
        return Storage(key, "", count)
    if kind.module != "torch" or kind.name not in STORAGES:
        raise Refused("it points to what is no storage")
    return Storage(key, STORAGES[kind.name], count)


# Name → place of the number type in the arguments, -1: the storage knows it.
_TENSORS = {"_rebuild_tensor": -1, "_rebuild_tensor_v2": -1, "_rebuild_tensor_v3": 6}


def _tensor(arguments: tuple[Value, ...], type_at: int) -> StoredTensor:
    """(storage, offset, shape, stride, …): a dense view without overlap, that lies in its storage."""
    if len(arguments) < max(4, type_at + 1) or not isinstance(arguments[0], Storage):
        raise Refused("a tensor in it has no storage")
    storage, offset, shape, stride = arguments[:4]
    if not _is_count(offset) or not _are_counts(shape) or not _are_counts(stride):
        raise Refused("a tensor in it has a shape that is none")
    if len(shape) > RANK_MAX or len(shape) != len(stride):
        raise Refused("a tensor in it has a shape that is none")
    dtype = storage.dtype
    if type_at >= 0:
        kind = arguments[type_at]
        if not isinstance(kind, Name) or kind.module != "torch" or kind.name not in TYPES:
            raise Refused("a tensor in it has no number type")
        dtype = TYPES[kind.name]
    if not dtype:
        raise Refused("a tensor in it has no number type")
    size = storage.count * DTYPE_BYTES[storage.dtype] if storage.dtype else storage.count
    return _within(StoredTensor(storage, dtype, offset, shape, stride), size)


def _within(tensor: StoredTensor, storage_bytes: int) -> StoredTensor:
    """Refuse what is larger than its storage, reaches beyond it, or shows one number twice."""
    elements = math.prod(tensor.shape)
    if not elements:
        return replace(tensor, offset=0, stride=contiguous(tensor.shape))
    item = DTYPE_BYTES[tensor.dtype]
    last = tensor.offset + sum(
        (n - 1) * step for n, step in zip(tensor.shape, tensor.stride, strict=True)
    )
    if elements * item > storage_bytes or (last + 1) * item > storage_bytes:
        raise Refused("a tensor in it is larger than what is stored")
    reach = 0  # of the axes with smaller strides: the next one must step over it
    for step, n in sorted(
        (s, n) for n, s in zip(tensor.shape, tensor.stride, strict=True) if n > 1
    ):
        if step <= reach:
            raise Refused("a tensor in it shows one number more than once")
        reach += step * (n - 1)
    return tensor


def contiguous(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Strides of a tensor whose numbers lie in order without gaps."""
    strides, step = [], 1
    for n in reversed(shape):
        strides.append(step)
        step *= max(n, 1)
    return tuple(reversed(strides))


def _parameter(name: str, arguments: tuple[Value, ...]) -> Value:
    if len(arguments) != _PARAMETERS[name] or not isinstance(arguments[0], StoredTensor):
        raise Refused("a parameter in it is no tensor")
    return arguments[0]


def _listed(arguments: tuple[Value, ...]) -> list[Value]:
    """The pairs an OrderedDict is made of: none, or those of one list."""
    if not arguments:
        return []
    if len(arguments) > 1 or not isinstance(arguments[0], list):
        raise Refused("a dictionary in it is none")
    return arguments[0]


def _two(pair: Value) -> tuple[Value, Value]:
    if not isinstance(pair, (list, tuple)) or len(pair) != 2:
        raise Refused("a dictionary in it is none")
    return pair[0], pair[1]


def _is_count(value: Value) -> bool:
    return type(value) is int and 0 <= value <= BYTES_MAX


def _are_counts(values: Value) -> bool:
    return isinstance(values, tuple) and all(map(_is_count, values))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
