"""BlazeFace, the network that says where faces are (Bazarevsky et al. 2019, arXiv:1907.05047), for any size of picture.

The weights are MediaPipe's for faces near by; `packaging/teach/face_weights.py` made the file of them. In NumPy: a
picture of 128 px takes some ten milliseconds, and the process that looks at photos starts without torch.

Axes: H W px, C channels, A guesses at a place, N guesses in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from core.files.folders import resources

Floats = NDArray[np.float32]

LEARNED_AT = 128  # px of the longer side: then a face has a sixth of it, and more
MULTIPLE = 16  # that both sides must be of
BLOCKS = 16
HALVING = (2, 5, 11)  # blocks that go on with every other place
GUESSES = {8: 2, 16: 6}  # by how many px lie between two places: A


class BlazeFace:
    """Sixteen blocks of a depthwise and a pointwise convolution, and a head on each of the last two sizes."""

    def __init__(self, weights: Mapping[str, NDArray[np.float16]]) -> None:
        self._weights = {name: values.astype(np.float32) for name, values in weights.items()}

    def guesses(self, picture: Floats) -> tuple[Floats, Floats]:
        """All of a picture (H, W, 3) in -1 … 1: how sure each is, (N,) in 0 … 1, and its box in px, (N, 4).

        A box is left, top, right, bottom, and may reach beyond the picture.
        """
        x = _relu(self._stem(picture))
        heads = []
        for number in range(BLOCKS):
            if number == HALVING[-1]:
                heads.append(self._head(x, 8))
            x = self._block(x, number)
        heads.append(self._head(x, 16))
        sure, boxes = zip(*heads, strict=True)
        return np.concatenate(sure), np.concatenate(boxes)

    def _stem(self, picture: Floats) -> Floats:
        weight, bias = self._of("stem")  # (C, 5, 5, 3)
        windows = np.lib.stride_tricks.sliding_window_view(_padded(picture, 5, 2), (5, 5), (0, 1))
        return np.asarray(
            np.einsum("hwcij,oijc->hwo", windows[::2, ::2], weight, optimize=True) + bias
        )

    def _block(self, x: Floats, number: int) -> Floats:
        """What it was, and what both convolutions make of it; new channels begin with nothing."""
        stride = 2 if number in HALVING else 1
        weight, bias = self._of(f"block.{number}.depth")  # (3, 3, C)
        padded = _padded(x, 3, stride)
        height, width = x.shape[0] // stride, x.shape[1] // stride
        y = np.zeros((height, width, x.shape[2]), np.float32)
        for i, j in np.ndindex(3, 3):
            rows, columns = (
                slice(i, i + stride * height, stride),
                slice(j, j + stride * width, stride),
            )
            y += padded[rows, columns] * weight[i, j]
        y = self._point(y + bias, f"block.{number}.point")
        y[..., : x.shape[2]] += x if stride == 1 else _halved(x)
        return _relu(y)

    def _head(self, x: Floats, stride: int) -> tuple[Floats, Floats]:
        """Boxes are told from the middle of their place, in px."""
        height, width = x.shape[:2]
        count = GUESSES[stride]
        score = self._point(x, f"score.{stride}")  # (H, W, A)
        places = self._point(x, f"box.{stride}").reshape(height, width, count, 4)
        down, across = (
            (np.arange(length, dtype=np.float32) + 0.5) * stride for length in (height, width)
        )
        x, y = places[..., 0] + across[:, None], places[..., 1] + down[:, None, None]
        wide, high = places[..., 2] / 2, places[..., 3] / 2
        boxes = np.stack([x - wide, y - high, x + wide, y + high], axis=-1, dtype=np.float32)
        sure = np.float32(1) / (1 + np.exp(-score.clip(-50, 50)))
        return np.asarray(sure.ravel()), boxes.reshape(-1, 4)

    def _point(self, x: Floats, name: str) -> Floats:
        weight, bias = self._of(name)  # (C of what comes, C of x)
        return np.asarray(x @ weight.T + bias)

    def _of(self, name: str) -> tuple[Floats, Floats]:
        return self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]


@lru_cache(maxsize=1)
def network() -> BlazeFace:
    """The one that lies in the resources, read once."""
    return BlazeFace(load_file(resources() / "faces" / "blazeface.safetensors"))


def _padded(x: Floats, size: int, stride: int) -> Floats:
    """With zeros around it, so that every place has a window of `size`; where they do not part evenly, behind it one more."""
    total = size - stride
    around = (total // 2, total - total // 2)
    return np.pad(x, (around, around, (0, 0)))


def _halved(x: Floats) -> Floats:
    """The largest of each 2 × 2."""
    height, width, channels = x.shape
    return np.asarray(x.reshape(height // 2, 2, width // 2, 2, channels).max(axis=(1, 3)))


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0)
