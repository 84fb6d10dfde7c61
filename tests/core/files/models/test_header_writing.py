"""What we write before tensors, against the format's own library and our strict reader."""

from __future__ import annotations

import numpy as np
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from core.files.models.header_writing import Stored, header_bytes
from core.files.models.headers import DTYPE_BYTES, read_header

TYPES = {"F64": np.float64, "F32": np.float32, "F16": np.float16, "U8": np.uint8}
TENSORS = st.dictionaries(
    st.text("abcdefgh.é_", min_size=1, max_size=9),
    st.tuples(st.sampled_from(sorted(TYPES)), st.lists(st.integers(0, 5), max_size=3)),
    max_size=8,
)


@given(TENSORS)
def test_a_file_is_byte_for_byte_what_the_formats_own_library_writes(tensors):
    stored = sorted((Stored(n, d, s) for n, (d, s) in tensors.items()), key=lambda t: t.place)
    arrays = {t.name: np.ones(t.shape, TYPES[t.dtype]) for t in stored}
    ours = header_bytes(stored) + b"".join(arrays[t.name].tobytes() for t in stored)
    assert ours == safetensors.numpy.save(arrays, {"format": "pt"})


def test_our_reader_finds_what_was_said_and_every_tensor_at_a_multiple_of_its_type(tmp_path):
    stored = [Stored("b", "F32", (2, 3)), Stored("a", "F16", (3,)), Stored("c", "U8", (5,))]
    path = tmp_path / "x.safetensors"
    path.write_bytes(header_bytes(stored, {"of": "ü"}) + bytes(sum(t.size for t in stored)))
    header = read_header(path)
    assert header.metadata == {"format": "pt", "of": "ü"}
    for tensor in stored:
        found = header.tensors[tensor.name]
        assert (found.dtype, found.shape) == (tensor.dtype, tuple(tensor.shape))
        assert found.end - found.begin == tensor.size
        assert found.begin % DTYPE_BYTES[tensor.dtype] == 0
