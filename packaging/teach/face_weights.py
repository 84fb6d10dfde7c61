"""Makes `resources/faces/blazeface.safetensors` of MediaPipe's weights, which come in TensorFlow Lite's format.

    pip download --no-deps --dest /tmp/wheel mediapipe==0.10.14
    unzip -d /tmp/wheel /tmp/wheel/mediapipe-*.whl
    pip install tflite
    python packaging/teach/face_weights.py /tmp/wheel/mediapipe/modules/face_detection/face_detection_short_range.tflite

The file holds the weights in the order in which they are used, which is how they are told apart. Of what the heads say
the six landmarks of each face are left out: nothing here asks for them.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

SHA256 = "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"
TARGET = Path(__file__).resolve().parents[2] / "resources" / "faces" / "blazeface.safetensors"
BLOCKS = 16
NUMBERS = 16  # a guess: a box and six points
BOX = 4  # of them come first
Halves = NDArray[np.float16]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="face_detection_short_range.tflite")
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    data = chosen.source.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        parser.error(f"{chosen.source} is not the file of mediapipe 0.10.14")
    metadata = {
        "title": "BlazeFace, short range, without landmarks",
        "from": "MediaPipe 0.10.14, face_detection_short_range.tflite",
        "license": "Apache-2.0",
    }
    save_file(named(list(_convolutions(data))), chosen.target, metadata)
    print(f"{chosen.target}: {chosen.target.stat().st_size:,} bytes")
    return 0


def named(convolutions: list[tuple[Halves, Halves]]) -> dict[str, Halves]:
    """Weight and bias of each, in the order of their use, by our names. Raises `ValueError` for another network."""
    names = ["stem"]
    for number in range(BLOCKS):
        names += [f"block.{number}.depth", f"block.{number}.point"]
    names += ["score.8", "score.16", "box.8", "box.16"]
    found: dict[str, Halves] = {}
    for name, (weight, bias) in zip(names, convolutions, strict=True):
        if name.endswith("depth"):
            weight = weight[0]
        elif name != "stem":
            weight = weight[:, 0, 0]
        if name.startswith("box"):
            weight = weight.reshape(-1, NUMBERS, weight.shape[-1])[:, :BOX].reshape(
                -1, weight.shape[-1]
            )
            bias = bias.reshape(-1, NUMBERS)[:, :BOX].ravel()
        found[f"{name}.weight"] = np.ascontiguousarray(weight)
        found[f"{name}.bias"] = np.ascontiguousarray(bias)
    return found


def _convolutions(data: bytes) -> Iterator[tuple[Halves, Halves]]:
    import tflite  # wanted here alone, and by nobody who only runs the program

    model = tflite.Model.GetRootAsModel(data, 0)
    graph = model.Subgraphs(0)
    kinds = tflite.BuiltinOperator
    halves: dict[int, int] = {}  # tensors in full precision, and those they are made of

    def constant(tensor: int) -> Any:
        held = graph.Tensors(halves[tensor])
        values = model.Buffers(held.Buffer()).DataAsNumpy()
        return np.frombuffer(values.tobytes(), np.float16).reshape(held.ShapeAsNumpy())

    for number in range(graph.OperatorsLength()):
        operator = graph.Operators(number)
        code = model.OperatorCodes(operator.OpcodeIndex())
        match max(code.BuiltinCode(), code.DeprecatedBuiltinCode()):
            case kinds.DEQUANTIZE:
                halves[operator.Outputs(0)] = operator.Inputs(0)
            case kinds.CONV_2D | kinds.DEPTHWISE_CONV_2D:
                yield constant(operator.Inputs(1)), constant(operator.Inputs(2))


if __name__ == "__main__":
    raise SystemExit(main())
