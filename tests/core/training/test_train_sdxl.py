"""SDXL, taught in every way: what learns changes and nothing else does, and what comes of it opens and draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from core.checkpoints.folder import load_folder
from core.contract.additions import Embedding, Lora
from core.contract.request import GenerationRequest
from core.contract.teaching import DreamBoothConfig, EmbeddingConfig, FinetuneConfig
from core.generation.loader import Loader
from core.training import teaching
from core.training.subject.class_pictures import FOLDER
from core.training.taught import open_taught
from core.training.train import train
from core.training.watch import Watch
from tests.support.drawn import done, run

TEXTS = ("text_encoder", "text_encoder_2")
WORD = "<plush>"


@pytest.fixture
def shared(tmp_path, home, tiny_xl_folder):
    return {
        "model": str(tiny_xl_folder),
        "output": str(tmp_path / "run"),
        "resolution": 32,
        "steps": 2,
        "batch_size": 2,
        "checkpoint_every": 2,
        "learning_rate": 0.05,
        "library": False,
        "device": "cpu",
    }


@pytest.fixture
def teach(shared, tiny_xl_folder, monkeypatch):
    """A function: config → its result, and the parts that are no more as they lie in the model's folder."""
    opened = []

    def kept(*given, **named):
        opened.append(open_taught(*given, **named))
        return opened[-1]

    monkeypatch.setattr(teaching, "open_taught", kept)

    def call(config):
        *_, end = train(config, Watch(), resume=False)
        whole = load_folder(tiny_xl_folder, device=torch.device("cpu"), dtype=torch.float32)
        (taught,) = opened
        networks = {"unet": taught.unet, "vae": taught.vae, **taught.texts}
        changed = {
            part
            for part, network in networks.items()
            if not same(network.state_dict(), getattr(whole, part).state_dict())
        }
        return Path(end.result), changed

    return call


def same(one, other):
    assert one.keys() == other.keys()
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.fixture
def differs(tiny_xl_folder, tmp_path):
    """A function: fields of a request → whether what is drawn so is another picture than the untaught model's."""

    def picture(prompt="a swan", **fields):
        asked = {"output": str(tmp_path / "drawn.png"), "overwrite": True, "seed": 3}
        asked |= {"model": str(tiny_xl_folder), "width": 64, "height": 64, "steps": 2}
        asked |= {"device": "cpu", "dtype": "float32"} | fields
        (end,) = done(run(GenerationRequest(prompt=prompt, **asked), Loader()))
        return np.asarray(Image.open(end.path)).astype(int)

    def call(prompt="a swan", **fields):
        return np.abs(picture(prompt, **fields) - picture(prompt)).max() > 3

    return call


def test_a_word_is_a_pair_of_vectors_of_which_both_learn(shared, teach, differs, photos):
    how = {"token": WORD, "init_word": "swan", "vectors": 2}
    config = EmbeddingConfig(photos=str(photos), **how, **shared)
    result, changed = teach(config)
    assert changed == set()
    pair = load_file(result / "plush.safetensors")
    assert {name: tuple(rows.shape) for name, rows in pair.items()} == {
        "clip_l": (2, 16),
        "clip_g": (2, 24),
    }
    whole = load_folder(Path(config.model), device=torch.device("cpu"), dtype=torch.float32)
    for rows, part, words in (
        (pair["clip_l"], whole.text_encoder, whole.tokenizer),
        (pair["clip_g"], whole.text_encoder_2, whole.tokenizer_2),
    ):
        table = part.model.embeddings.token_embedding.weight
        start = table[words.pieces("swan")[:2]]
        assert torch.allclose(rows.norm(dim=1), start.norm(dim=1), rtol=1e-4)
        assert ((rows - start).abs().amax(1) > 1e-3).all()
    file = str(result / "plush.safetensors")
    assert differs(f"a {WORD}", embeddings=(Embedding(file, WORD),))


def test_the_weights_themselves_with_both_text_encoders(shared, teach, differs, photos):
    how = {"method": "full", "prior": "none", "train_text_encoder": True}
    how |= {"text_learning_rate": 0.05}
    config = DreamBoothConfig(photos=str(photos), class_noun="swan", **how, **shared)
    result, changed = teach(config)
    assert changed == {"unet", *TEXTS}
    for part in ("vae", "unet", *TEXTS):
        (name,) = (path.name for path in (result / part).glob("*.safetensors"))
        now, before = (load_file(Path(place) / part / name) for place in (result, config.model))
        assert same(now, before) == (part not in changed)
    assert differs(model=str(result))


@pytest.mark.parametrize("way", ["class pictures", "fine-tune"])
def test_a_lora(shared, teach, differs, photos, pictures, home, way):
    how = {"rank": 2, "name": "it"} | shared
    if way == "class pictures":
        how |= {"photos": str(photos), "class_noun": "swan", "prior_count": 2}
        config = DreamBoothConfig(**how)
    else:
        how |= {"train_text_encoder": True, "text_learning_rate": 0.05}
        config = FinetuneConfig(data=str(pictures), **how)
    result, changed = teach(config)
    assert changed == set()
    file = result / "it.safetensors"
    ups = {n: up for n, up in load_file(file).items() if n.endswith("lora_up.weight")}
    parts = {"unet"} if way == "class pictures" else {"unet", "te1", "te2"}
    assert {name.split("_")[1] for name in ups} == parts
    assert {name.split("_")[1] for name, up in ups.items() if up.any()} == parts
    drawn = list((home / "cache" / FOLDER).rglob("*.png"))
    assert len(drawn) == (2 if way == "class pictures" else 0)
    assert differs(loras=(Lora(str(file), 1.0),))
