"""MediaPipe's weights by our names. The file itself is not here; `test_blazeface.py` tests what was made of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from core.files.photos.blazeface import BlazeFace, network

CHANNELS = (24, 24, 28, 32, 36, 42, 48, 56, 64, 72, 80, 88, 96, 96, 96, 96, 96)


def convolutions() -> list[tuple[np.ndarray, np.ndarray]]:
    """As many and as large as the network has, in the order of their use."""

    def made(*shape: int) -> tuple[np.ndarray, np.ndarray]:
        outputs = shape[-1] if shape[0] == 1 else shape[0]
        return np.zeros(shape, np.float16), np.arange(outputs, dtype=np.float16)

    found = [made(24, 5, 5, 3)]
    for before, after in pairwise(CHANNELS):
        found += [made(1, 3, 3, before), made(after, 1, 1, before)]
    return [*found, made(2, 1, 1, 88), made(6, 1, 1, 96), made(32, 1, 1, 88), made(96, 1, 1, 96)]


def test_each_convolution_has_its_name_and_heads_keep_boxes_only(teach):
    named = teach("face_weights").named(convolutions())
    real = network()._weights
    assert {name: values.shape for name, values in named.items()} == {
        name: values.shape for name, values in real.items()
    }
    assert named["box.8.bias"].tolist() == [0, 1, 2, 3, 16, 17, 18, 19]
    sure, _boxes = BlazeFace(named).guesses(np.zeros((128, 128, 3), np.float32))
    assert len(sure) == 896


def test_another_network_is_refused(teach):
    with pytest.raises(ValueError, match="zip"):
        teach("face_weights").named(convolutions()[:-1])


def test_another_file_is_refused_and_nothing_is_written(teach, capsys, tmp_path):
    other = tmp_path / "a.tflite"
    other.write_bytes(b"another")
    target = tmp_path / "out.safetensors"
    with pytest.raises(SystemExit):
        teach("face_weights").main([str(other), "--target", str(target)])
    assert "is not the file of mediapipe" in capsys.readouterr().err
    assert not target.exists()
