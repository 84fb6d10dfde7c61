"""A network drawn with in the middle of a training draws what the program draws with it."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image

from core.checkpoints.folder import load_folder
from core.contract.request import GenerationRequest
from core.diffusion.denoiser import Conditioning
from core.diffusion.schedule import NoiseSchedule
from core.files import folders
from core.files.models import library
from core.generation.bundle import pipeline_schedule
from core.generation.generate import generate
from core.generation.loader import Loader
from core.training.results.drawing import Drawing, Manner

PROMPT, SEED, STEPS = "a cake on a blue background", 5, 3


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
