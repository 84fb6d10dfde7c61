"""A model of a published size costs little more than its bytes while it loads."""

import json
import shutil
import subprocess
import sys

import pytest

from core.checkpoints import components
from core.files import folders

ALLOWED = 1.2  # times the bytes of the weights in the type asked for

# Loads a folder, or some parts of it, and prints the rise of anonymous memory and the bytes of the weights.
MEASURE = """
import re, sys, threading, time
from pathlib import Path
import torch
from core.checkpoints.folder import load_folder

def anonymous():
    return int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

model, dtype, parts = Path(sys.argv[1]), getattr(torch, sys.argv[2]), sys.argv[3:]
before = peak = anonymous()
done = threading.Event()

def watch():
    global peak
    while not done.wait(0.01):
        peak = max(peak, anonymous())

watcher = threading.Thread(target=watch)
watcher.start()
loaded = load_folder(model, device=torch.device("cpu"), dtype=dtype, parts=parts)
done.set()
watcher.join()
bytes_ = sum(p.nbytes for part in parts for p in getattr(loaded, part).parameters())
print(max(peak, anonymous()) - before, bytes_)
"""


def sparse_weights(path, module, prefix, stored, size):
    """A file of zeros that takes no room on the disk: only its header is written."""
    entries, position = {}, 0
    for name, parameter in module.named_parameters():
        end = position + parameter.numel() * size
        shape = list(parameter.shape)
        name = prefix + name.removeprefix("model.") if prefix else name
        entries[name] = {"dtype": stored, "shape": shape, "data_offsets": [position, end]}
        position = end
    header = json.dumps(entries).encode()
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + position)


def true_size(folder, family, parts, stored, size):
    """The shipped config of a published model with weights of zeros."""
    shutil.copytree(folders.resources() / "model_configs" / family, folder, dirs_exist_ok=True)
    for part in ("tokenizer", "tokenizer_2"):
        if (folder / part).is_dir():
            letters = {name: i for i, name in enumerate(["!", "<|startoftext|>", "<|endoftext|>"])}
            (folder / part / "vocab.json").write_text(json.dumps(letters))
            (folder / part / "merges.txt").write_text("#version: 0.2\n")
    for part in parts:
        is_text = part.startswith("text_encoder")
        if is_text:
            network, stem = components.build_text_encoder(folder, part), "model"
        else:
            network = getattr(components, f"build_{part}")(folder)
            stem = "diffusion_pytorch_model"
        prefix = "text_model." if is_text else ""
        sparse_weights(folder / part / f"{stem}.safetensors", network, prefix, stored, size)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="RssAnon is Linux's")
@pytest.mark.parametrize(
    ("family", "stored", "size", "wanted", "parts"),
    [
        ("sd1", "F16", 2, "float16", ("unet", "vae", "text_encoder")),
        ("sd1", "F32", 4, "float16", ("unet",)),
        ("sdxl", "F16", 2, "float16", ("vae", "text_encoder", "text_encoder_2")),
    ],
)
def test_rise_of_anonymous_memory(tmp_path, family, stored, size, wanted, parts):
    """The U-Nets of SD 2 and SDXL are left out for the time they take; the way is the same."""
    true_size(tmp_path, family, parts, stored, size)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path), wanted, *parts],
        capture_output=True,
        text=True,
        check=True,
    )
    rise, weights = map(int, done.stdout.split())
    assert rise <= ALLOWED * weights
    assert weights > 1.7e9
