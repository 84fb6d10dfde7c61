"""A network drawn with in the middle of a training draws what the program draws with it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from core.checkpoints.folder import load_folder
from core.contract.request import GenerationRequest
from core.diffusion.conditioning import Conditioning
from core.diffusion.schedule import NoiseSchedule
from core.files import folders
from core.files.models import library
from core.files.models.library import ModelInfo
from core.files.models.presets import Preset
from core.generation.bundle import pipeline_schedule
from core.generation.generate import generate
from core.generation.loader import Loader
from core.training.samples.drawing import Drawing, Manner

PROMPT, SEED, STEPS = "a cake on a blue background", 5, 3


@pytest.fixture(scope="module")
def tiny(tiny_model_folder):
    return load_folder(tiny_model_folder, device=torch.device("cpu"), dtype=torch.float32)


def test_the_same_prompt_and_seed_give_the_programs_own_picture(tmp_path):
    path = folders.resources() / "models" / "starter"
    request = GenerationRequest(
        prompt=PROMPT, seed=SEED, steps=STEPS, output=str(tmp_path / "a.png"), device="cpu"
    )
    list(generate(request, Loader(), lambda: False))
    model = load_folder(path, device=torch.device("cpu"), dtype=torch.float32)

    def told(texts):
        ids = torch.tensor([model.tokenizer.encode(text) for text in texts])
        return Conditioning(model.text_encoder(ids).context)

    info = library.describe(path)
    manner = Manner.of(info, 128, STEPS)
    schedule = NoiseSchedule(pipeline_schedule(model.schedule))
    draw = Drawing(model.unet.eval(), told, model.vae.eval(), schedule, manner)
    pixels = draw(PROMPT, SEED)
    ours = ((pixels[0].clamp(-1, 1) + 1) * 127.5).round().permute(1, 2, 0).numpy()
    theirs = np.asarray(Image.open(tmp_path / "a.png").convert("RGB"), np.float32)
    assert np.abs(ours - theirs).max() <= 2


@pytest.mark.parametrize(("spacing", "first"), [(None, 0), ("trailing", 999)])
def test_it_asks_at_the_time_steps_that_the_model_is_drawn_with(tiny, spacing, first):
    """A model of one step in a single file: its preset alone says where that step begins."""
    manner = Manner("euler_a", "model", 1, 1.0, 0.0, 32, 32, spacing)
    asked = []

    def network(x, t, context, pooled, size_ids):
        asked.append(t.item())
        return torch.zeros_like(x)

    told = Conditioning(torch.zeros(2, 77, 16))
    schedule = NoiseSchedule(tiny.schedule)
    Drawing(network, lambda texts: told, tiny.vae, schedule, manner)("a dog", 0)
    assert asked == [first]


def test_a_manner_has_the_spacing_of_the_models_preset(tmp_path):
    preset = Preset(1.0, "euler_a", "model", 1, 32, 32, spacing="trailing")
    info = ModelInfo("tiny", str(tmp_path), "sd1", "Tiny", 7, 32, "eps", None, preset)
    assert Manner.of(info, 32, 20).spacing == "trailing"


@pytest.mark.parametrize("zeros", [False, True])
def test_a_prompt_of_several_chunks_is_drawn(tiny, zeros):
    """Asked alone the empty text would have fewer than the prompt."""

    def told(texts):
        chunks = max(1 + len(text) // 75 for text in texts)
        return Conditioning(torch.ones(len(texts), 77 * chunks, 16))

    manner = Manner("ddim", "model", 2, 3.0, 0.0, 32, 32)
    draw = Drawing(tiny.unet, told, tiny.vae, NoiseSchedule(tiny.schedule), manner, zeros)
    assert draw("a" * 200, 0).shape == (1, 3, 32, 32)
