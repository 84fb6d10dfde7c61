"""A single file of Stable Diffusion 1.5's true size costs little more than its bytes while it loads."""

import json
import subprocess
import sys

import pytest
import torch

from core.checkpoints import components, ldm_keys
from core.checkpoints.ldm_keys import TOWERS
from core.files import folders

ALLOWED = 1.2  # times the bytes of the weights in the type asked for

# Prints the rise of anonymous memory, the bytes of the weights, and what was made of them.
MEASURE = """
import re, sys, threading
from pathlib import Path
import torch
from core.checkpoints.single_file import load_single

def anonymous():
    return int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

before = peak = anonymous()
done = threading.Event()

def watch():
    global peak
    while not done.wait(0.01):
        peak = max(peak, anonymous())

watcher = threading.Thread(target=watch)
watcher.start()
model = load_single(sys.argv[1], device=torch.device("cpu"), dtype=getattr(torch, sys.argv[2]))
done.set()
watcher.join()
networks = (model.unet, model.vae, model.text_encoder, model.text_encoder_2)
bytes_ = sum(p.nbytes for network in networks if network for p in network.parameters())
print(max(peak, anonymous()) - before, bytes_)
"""


def true_size(path, name, stored, size):
    """A single file of the published names and shapes, of zeros that take no room on the disk."""
    folder, family = folders.resources() / "model_configs" / name, name.partition("-")[0]
    unet, vae = components.build_unet(folder), components.build_vae(folder)
    rows = [(unet, lambda own: ldm_keys.unet_keys(own, unet.config), str)]
    rows.append((vae, lambda own: ldm_keys.vae_keys(own, vae.config), str))
    for tower in TOWERS[family]:
        text = components.build_text_encoder(folder, tower.part)
        rows.append((text, lambda own, t=tower: ldm_keys.text_keys(own, t), components.bare_name))
    shapes = {}
    for module, keys, bare in rows:
        own = {bare(n): tuple(p.shape) for n, p in module.named_parameters()}
        shapes |= {key.ldm: ldm_keys.ldm_shape(own[key.own], key.form) for key in keys(own)}
    entries, position = {}, 0
    for tensor, shape in shapes.items():
        end = position + size * torch.Size(shape).numel()
        entries[tensor] = {"dtype": stored, "shape": shape, "data_offsets": [position, end]}
        position = end
    header = json.dumps(entries).encode()
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + position)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="RssAnon is Linux's")
@pytest.mark.parametrize(
    ("name", "stored", "size"), [("sd1", "F16", 2)]
)  # sd2-v and sdxl take several GB of memory: tried by hand
def test_rise_of_anonymous_memory(tmp_path, monkeypatch, name, stored, size):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    true_size(tmp_path / "a.safetensors", name, stored, size)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "a.safetensors"), "float16"],
        capture_output=True,
        text=True,
        check=True,
    )
    rise, weights = map(int, done.stdout.split())
    assert rise <= ALLOWED * weights
    assert weights > 2e9
