"""Where tensors lie, told from files made by hand. Whole conversions: `tests/core/files/models/test_legacy_pickle.py`."""

from __future__ import annotations

import io
from typing import Any

import pytest

from core.checkpoints import pickle_layout
from core.contract.errors import WeightsRefused
from tests.support.hostile_pickles import arguments, call, name, text, value, whole
from tests.support.old_checkpoints import SIX, archive, row, tensor, weights


def layout(data: bytes) -> dict[str, list[Any]]:
    """Name → the rest of its entry."""
    answer = pickle_layout.handlers()["tensors"](io.BytesIO(data), {})
    return {entry[0]: entry[1:] for entry in answer.data["tensors"]}


@pytest.mark.parametrize("container", [archive, row])
def test_the_place_of_a_tensor(container: Any) -> None:
    data = container(weights(tensor()))
    dtype, shape, stride, begin, crc = layout(data)["w0"]
    assert (dtype, shape, stride) == ("F32", [2, 3], None)
    assert data[begin : begin + 24] == SIX
    assert (crc is None) == (container is row)


def test_parts_and_turned_tensors() -> None:
    data = archive(
        weights(tensor(shape=(2,), stride=(1,), offset=3), tensor(shape=(3, 2), stride=(1, 3)))
    )
    found = layout(data)
    assert data[found["w0"][3] :][:8] == SIX[12:20]
    assert found["w0"][4] is None
    assert found["w1"][2] == [1, 3]


def test_axes_of_one_have_any_stride() -> None:
    assert layout(archive(weights(tensor(shape=(1, 6), stride=(99, 1)))))["w0"][2] is None


def nested(*levels: str) -> bytes:
    body = tensor()
    for level in reversed(levels):
        body = b"}" + text(level) + body + b"s"
    return archive(whole(body))


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (nested("state_dict", "a"), {"a"}),
        (nested("string_to_param", "*"), {"string_to_param.*"}),
        (nested("a", "b", "c", "d", "e"), {"a.b.c.d.e"}),
        (archive(whole(b"}(K\5" + tensor() + text("x") + b"Nu")), {"5"}),
        (
            archive(
                whole(
                    b"}("
                    + text("state_dict")
                    + b"}"
                    + text("a")
                    + tensor()
                    + b"s"
                    + text("b")
                    + tensor()
                    + b"u"
                )
            ),
            {"a"},
        ),
    ],
)
def test_names(data: bytes, names: set[str]) -> None:
    assert set(layout(data)) == names


def test_what_lies_deeper_is_no_weight() -> None:
    with pytest.raises(WeightsRefused, match="no weights"):
        layout(nested("a", "b", "c", "d", "e", "f"))


def test_things_beside_the_weights() -> None:
    beside = (
        text("callbacks") + b"}" + name("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint") + b"}s"
        + text("scalar") + call(name("numpy.core.multiarray", "scalar"), call(name("numpy", "dtype"), text("f4")), value(b"1234"))
        + text("config") + call(name("argparse", "Namespace")) + b"}" + text("lr") + b"K\1sb"
        + text("device") + call(name("torch", "device"), text("cuda"))
    )  # fmt: skip
    data = archive(
        whole(b"}(" + text("state_dict") + b"}" + text("w") + tensor() + b"s" + beside + b"u")
    )
    assert set(layout(data)) == {"w"}


def test_a_row_whose_storages_are_raw() -> None:
    tag = arguments(
        text("storage"), name("torch.storage", "UntypedStorage"), text("0"), text("cpu"), value(24)
    )
    kind = name("torch", "float32")
    hooks = call(name("collections", "OrderedDict"))
    body = call(
        name("torch._utils", "_rebuild_tensor_v3"),
        tag + b"Q",
        b"K\0",
        value((6,)),
        value((1,)),
        b"\x89",
        hooks,
        kind,
    )
    found = layout(archive(whole(b"}" + text("w") + body + b"s")))
    assert found["w"][:2] == ["F32", [6]]
