"""Shared by the tests of core/files: the fault scenarios, and homes that are not the person's."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SUPPORT = Path(__file__).parents[2] / "support"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All of the person's folders under a temporary roof."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("REVERIE_HOME", str(home))
    monkeypatch.delenv("REVERIE_PICTURES", raising=False)
    return home


@pytest.fixture
def support() -> Iterator[Path]:
    """The folder of test helpers, importable while the test runs."""
    sys.path.insert(0, str(SUPPORT))
    yield SUPPORT
    sys.path.remove(str(SUPPORT))


@pytest.fixture
def scenarios(support: Path) -> ModuleType:
    import store_scenarios

    return store_scenarios


@pytest.fixture
def faults(support: Path) -> ModuleType:
    import store_faults

    return store_faults


def write_weights(path: Path, tensors: dict[str, bytes]) -> None:
    """A valid safetensors file of U8 tensors, made by hand."""
    entries, position = {}, 0
    for name, data in tensors.items():
        end = position + len(data)
        entries[name] = {"dtype": "U8", "shape": [len(data)], "data_offsets": [position, end]}
        position = end
    header = json.dumps(entries).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(header)) + header + b"".join(tensors.values()))


@pytest.fixture
def make_model(tmp_path: Path) -> Callable[..., Path]:
    """Makes a model folder of the SD 1 shape with empty weights; `changes`: file → JSON or None."""

    def make(name: str = "my-model", changes: dict[str, Any] | None = None) -> Path:
        folder = tmp_path / name
        files: dict[str, Any] = {
            "model_index.json": {
                "_class_name": "StableDiffusionPipeline",
                "_diffusers_version": "0.42.0",
                "feature_extractor": ["transformers", "CLIPImageProcessor"],
                "safety_checker": [None, None],
                "requires_safety_checker": False,
                "scheduler": ["diffusers", "PNDMScheduler"],
                "text_encoder": ["transformers", "CLIPTextModel"],
                "tokenizer": ["transformers", "CLIPTokenizer"],
                "unet": ["diffusers", "UNet2DConditionModel"],
                "vae": ["diffusers", "AutoencoderKL"],
            },
            "unet/config.json": {"_class_name": "UNet2DConditionModel", "sample_size": 64},
            "vae/config.json": {"_class_name": "AutoencoderKL", "block_out_channels": [1, 2, 3, 4]},
            "text_encoder/config.json": {"architectures": ["CLIPTextModel"]},
            "scheduler/scheduler_config.json": {"_class_name": "PNDMScheduler"},
            "tokenizer/vocab.json": {"a</w>": 0},
            "tokenizer/merges.txt": "",
            **(changes or {}),
        }
        for part, stem in (
            *(("unet", "diffusion_pytorch_model"), ("vae", "diffusion_pytorch_model")),
            ("text_encoder", "model"),
        ):
            write_weights(folder / part / f"{stem}.safetensors", {part: b"weights"})
        for file, content in files.items():
            if content is not None:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                text = content if isinstance(content, str) else json.dumps(content)
                (folder / file).write_text(text, "utf-8")
        return folder

    return make
