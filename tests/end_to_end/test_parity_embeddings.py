"""Pictures with embeddings: what diffusers draws after `load_textual_inversion`, to 2 levels of 255.

SDXL's second encoder has `eos_token_id` 2 as the published ones have it: then the token of the highest id ends
a text, which is the last vector of an embedding, in diffusers and here.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from core.contract.additions import Embedding
from core.contract.teaching import EmbeddingConfig
from core.files.catalogue import finding
from core.training.results.embedding import save_embedding
from tests.support import random_pipelines
from tests.support.both_ways import CLASSES, MAX, PIPELINES, BothWays, drawn_by
from tests.support.random_pipelines import BETAS, SIZE

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

FAMILIES = ("sd1", "sd2", "sdxl")
WIDTHS = {"sd1": (32,), "sd2": (32,), "sdxl": (32, 48)}
TOKEN = "<blot>"
PROMPT, NEGATIVE = f"a swan {TOKEN}, oil {TOKEN} on canvas", f"{TOKEN} teddy"


Install = Callable[[diffusers.DiffusionPipeline], None]


class WithEmbeddings(BothWays):
    """A folder, drawn from by both with the same embedding."""

    def check_embedding(self, tmp_path: Path, file: Path, install: Install) -> None:
        """The file as we read it, and what `install` lets diffusers have; the old picture comes back."""
        fields: dict[str, Any] = {"prompt": PROMPT, "negative": NEGATIVE, "steps": 2}
        plain = self.ours(self.request(tmp_path, **fields))[0]
        fields["overwrite"] = True
        given = (Embedding(str(file), TOKEN),)
        got = self.ours(self.request(tmp_path, embeddings=given, **fields))[0]
        parts = {
            name: copy.deepcopy(part) if "e" in name else part for name, part in self.parts.items()
        }
        scheduler = CLASSES["euler"].from_pretrained(self.folder, subfolder="scheduler")
        kind = PIPELINES[self.layout][0]
        pipe = kind(**parts, scheduler=scheduler, **({"feature_extractor": None} | self.extra))
        install(pipe)
        told = {"prompt": PROMPT, "negative_prompt": NEGATIVE, "num_inference_steps": 2}
        told |= {"guidance_scale": 5.0, "width": SIZE, "height": SIZE}
        want = drawn_by(pipe, 11, **told)
        assert np.abs(got - plain).max() > 3 * MAX, "the embedding does nothing"
        assert np.abs(got - want).max() <= MAX
        assert np.array_equal(self.ours(self.request(tmp_path, **fields))[0], plain)


def each(made: dict[str, torch.Tensor]) -> Install:
    """Lets a pipeline have the vectors of each of its encoders."""

    def install(pipe: diffusers.DiffusionPipeline) -> None:
        for number, vectors in enumerate(made.values()):
            mark = f"_{number + 1}" if number else ""
            pipe.load_textual_inversion(
                vectors,
                token=TOKEN,
                text_encoder=getattr(pipe, f"text_encoder{mark}"),
                tokenizer=getattr(pipe, f"tokenizer{mark}"),
            )

    return install


@pytest.fixture(scope="module", params=FAMILIES)
def both(request, tmp_path_factory) -> WithEmbeddings:
    folder = tmp_path_factory.mktemp(request.param)
    torch.manual_seed(5)
    layout = "sdxl" if request.param == "sdxl" else "sd"
    scheduler = diffusers.EulerDiscreteScheduler(steps_offset=1, **BETAS)
    parts = getattr(random_pipelines, request.param)(folder)
    PIPELINES[layout][0](**parts, scheduler=scheduler).save_pretrained(folder / "model")
    made = WithEmbeddings(folder / "model", layout)
    made.family = request.param
    return made


def vectors(both: WithEmbeddings, count: int) -> dict[str, torch.Tensor]:
    torch.manual_seed(count)
    names = ("clip_l", "clip_g") if both.family == "sdxl" else ("emb_params",)
    widths = WIDTHS[both.family]
    return {n: torch.randn(count, width) for n, width in zip(names, widths, strict=True)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_safetensors_file(both, tmp_path, count) -> None:
    made = vectors(both, count)
    file = tmp_path / "blot.safetensors"
    save_file(made, file)
    both.check_embedding(tmp_path, file, each(made))


def test_an_old_pickle(both, tmp_path) -> None:
    """A1111's layout, and diffusers' for one of a single vector."""
    made = vectors(both, 2)
    file = tmp_path / "blot.pt"
    kept: dict[str, Any] = made
    if both.family == "sd1":
        kept = {"string_to_token": {"*": 265}, "string_to_param": {"*": made["emb_params"]}}
    if both.family == "sd2":
        kept = {TOKEN: made["emb_params"]}
    torch.save(kept, file)
    both.check_embedding(tmp_path, file, each(made))


def test_the_file_of_a_word_that_was_taught_here(both, tmp_path) -> None:
    """diffusers reads the file itself, and calls its vectors as the file does; of SDXL's pair it wants each."""
    rows = list(vectors(both, 3).values())
    config = EmbeddingConfig(photos="p", output="o", token=TOKEN, init_word="swan", name="blot")
    info = finding.find(str(both.folder))
    save_embedding(tmp_path, config, info, rows, 10, Image.new("RGB", (8, 8)))
    file = tmp_path / "blot.safetensors"
    if both.family == "sdxl":
        pair = load_file(file)
        install = each({name: pair[name] for name in ("clip_l", "clip_g")})
    else:

        def install(pipe: diffusers.DiffusionPipeline) -> None:
            pipe.load_textual_inversion(str(file))

    both.check_embedding(tmp_path, file, install)
