"""A model of Stable Diffusion 1.5's true size costs little more than its bytes while it loads."""

import json
import subprocess
import sys

import pytest
import torch

from core.checkpoints import schemas
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import TextConfig
from core.text.encoder import TextEncoder

ALLOWED = 1.2  # times the bytes of the weights in the type asked for

# Loads the parts in the order of the whole folder and prints the rise of anonymous memory and the bytes.
MEASURE = """
import re, sys, threading, time
from pathlib import Path
import torch
from core.checkpoints import components

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
loaded = [getattr(components, f"load_{p}")(model, device=torch.device("cpu"), dtype=dtype) for p in parts]
done.set()
watcher.join()
bytes_ = sum(p.nbytes for module in loaded for p in module.parameters())
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


def true_size(folder, stored, size):
    with torch.device("meta"):
        parts = {
            "unet": (UNet(UNetConfig()), schemas.unet_json(UNetConfig()), ""),
            "vae": (VAE(VAEConfig()), schemas.vae_json(VAEConfig()), ""),
            "text_encoder": (
                TextEncoder(TextConfig()),
                schemas.text_json(TextConfig()),
                "text_model.",
            ),
        }
    for part, (module, config, prefix) in parts.items():
        (folder / part).mkdir(parents=True)
        (folder / part / "config.json").write_text(json.dumps(config))
        stem = "model" if prefix else "diffusion_pytorch_model"
        sparse_weights(folder / part / f"{stem}.safetensors", module, prefix, stored, size)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="RssAnon is Linux's")
@pytest.mark.parametrize(
    ("stored", "size", "wanted", "parts"),
    [
        ("F16", 2, "float16", ("unet", "vae", "text_encoder")),
        ("F32", 4, "float16", ("unet",)),
    ],
)
def test_rise_of_anonymous_memory(tmp_path, stored, size, wanted, parts):
    true_size(tmp_path, stored, size)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path), wanted, *parts],
        capture_output=True,
        text=True,
        check=True,
    )
    rise, weights = map(int, done.stdout.split())
    assert rise <= ALLOWED * weights
    assert weights > 1.7e9
