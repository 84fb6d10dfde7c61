"""From trained weights to the model folder that is shipped: half precision, preview, words, preset.

The card comes from `card.py`. Run by `build.py`.
"""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import asdict
from pathlib import Path

import measure
import repository  # noqa: F401 (imported for what it does: core becomes importable)
import torch
from torch import nn
from vocabulary import VOCABULARY_FILE, known_words, read_vocabulary

from core.checkpoints.folder import load_folder, save_folder
from core.files import folder_store, store
from core.files.models.presets import PRESET_FILE, Preset
from core.generation.preview import PREVIEW_FILE, fit_preview_map

BYTES_MAX = 32_000_000
PRESET = Preset(
    guidance_scale=4.0, sampler="dpmpp_2m", schedule="model", steps=20, width=128, height=128
)
PREVIEW_SCENES = 256
GRID, FINE_GRID = 4, 12  # steps in a standard deviation of the weights: of U-Net, of autoencoder


def make_model_folder(trained: Path, scenes: Path, output: Path) -> None:
    """Write the finished model but its card. `trained` is a whole model folder in any precision.

    Replaces `output`. Raises what reading and writing a model raise.
    """
    device = torch.device("cpu")
    model = load_folder(trained, device=device, dtype=torch.float32)
    round_to_grid(model.unet, GRID)
    round_to_grid(model.vae, FINE_GRID)
    save_folder(output, model, torch.float16, overwrite=True)
    pictures = [picture for picture, _ in measure.held_out_scenes(scenes, PREVIEW_SCENES)]
    preview = fit_preview_map(measure.latents_of(model, pictures), measure.to_pixels(pictures))
    store.write_json(output / PREVIEW_FILE, asdict(preview))
    store.write_json(output / PRESET_FILE, asdict(PRESET))
    write_words(output)


@torch.no_grad()
def round_to_grid(network: nn.Module, grid: int) -> None:
    """Round matrices and convolutions to about `grid` steps in their standard deviation, in place.

    The steps are powers of two, so that half precision holds every multiple. What remains packs to less than
    half as much, which counts where each version stays in the repository's history.
    """
    for parameter in network.parameters():
        if parameter.dim() >= 2:
            spread = float(parameter.std())
            if spread > 0:
                step = 2.0 ** round(math.log2(spread / grid))
                parameter.copy_((parameter / step).round() * step)


def write_words(folder: Path) -> None:
    """words.json, for the dotted lines under words the model never saw, and its source."""
    words = known_words(read_vocabulary())
    store.write_json(folder / "words.json", {key: list(group) for key, group in words.items()})
    store.write_bytes(folder / "vocabulary.tsv", VOCABULARY_FILE.read_bytes())


def install(finished: Path, place: Path) -> int:
    """Put a finished model folder in its place in the checkout. Returns its size in bytes.

    Raises `ValueError` above the size that may be shipped.
    """
    size = sum(path.stat().st_size for path in finished.rglob("*") if path.is_file())
    if size > BYTES_MAX:
        raise ValueError(f"{finished} has {size} bytes; at most {BYTES_MAX} are shipped")
    tmp = folder_store.new_folder(place)
    shutil.copytree(finished, tmp, dirs_exist_ok=True)
    folder_store.commit_folder(tmp, place, overwrite=True)
    return size


def read_report(path: Path) -> dict[str, object]:
    report = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(report, dict):
        raise ValueError(f"{path} holds no report")
    return report
