"""Repainting a part of a picture: inside the mask what diffusers' pipelines draw, outside the old bytes.

Ordinary and inpainting U-Nets of SD 1 and SDXL, random, written by diffusers, in float32 on the CPU.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

from core.checkpoints.tokenizer_files import write_tokenizer
from core.contract.events import ImageDone
from core.contract.request import GenerationRequest
from core.generation.generate import generate
from core.generation.loader import Loader
from core.text.tokenizer import Tokenizer
from core.text.vocabulary import vocabulary

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
MAX = 2  # levels of 255
SIZE = 64  # px
MERGES = [("s", "w"), ("sw", "a")]
SCHEDULERS = {
    "ddpm": diffusers.DDPMScheduler,
    "ddim": diffusers.DDIMScheduler,
    "plms": diffusers.PNDMScheduler,
    "euler": diffusers.EulerDiscreteScheduler,
    "euler_a": diffusers.EulerAncestralDiscreteScheduler,
    "heun": diffusers.HeunDiscreteScheduler,
    "lms": diffusers.LMSDiscreteScheduler,
    "dpm2": diffusers.KDPM2DiscreteScheduler,
    "dpmpp_2m": diffusers.DPMSolverMultistepScheduler,
    "dpmpp_2m_sde": diffusers.DPMSolverMultistepScheduler,
    "unipc": diffusers.UniPCMultistepScheduler,
    "lcm": diffusers.LCMScheduler,
}
OWN = {
    "plms": {"skip_prk_steps": True},
    "dpmpp_2m_sde": {"algorithm_type": "sde-dpmsolver++"},
}


class Checkpoint:
    """One folder, drawn from both ways."""

    def __init__(self, folder: Path, *, xl: bool, channels: int) -> None:
        torch.manual_seed(6)
        words = {"tokenizer": _tokenizer(folder / "words")}
        if xl:
            words |= {
                "tokenizer_2": words["tokenizer"],
                "text_encoder": CLIPTextModel(_text(16)).eval(),
                "text_encoder_2": CLIPTextModelWithProjection(_text(24)).eval(),
            }
            kind, extra = diffusers.StableDiffusionXLInpaintPipeline, {}
        else:
            words["text_encoder"] = CLIPTextModel(_text(40)).eval()
            kind = diffusers.StableDiffusionInpaintPipeline
            extra = {
                "safety_checker": None,
                "feature_extractor": None,
                "requires_safety_checker": False,
            }
        self.parts = {"vae": _vae(), "unet": _unet(xl, channels), **words, **extra}
        scheduler = diffusers.DDIMScheduler(clip_sample=False, steps_offset=1, **BETAS)
        kind(**self.parts, scheduler=scheduler).save_pretrained(folder / "model")
        self.kind, self.folder, self.loader = kind, folder / "model", Loader()

    def draw(self, tmp_path: Path, **fields: Any) -> np.ndarray:
        request = self.request(tmp_path, **fields)
        events = generate(request, self.loader, lambda: False)
        (path,) = (event.path for event in events if isinstance(event, ImageDone))
        return np.asarray(Image.open(path)).astype(int)

    def request(self, tmp_path: Path, **fields: Any) -> GenerationRequest:
        asked = {"prompt": "a swan", "seed": 11, "steps": 4, "guidance_scale": 4.0}
        asked |= {"sampler": "ddim", "schedule": "model", "device": "cpu", "dtype": "float32"}
        asked |= {"model": str(self.folder), "output": str(tmp_path / "ours.png")}
        return GenerationRequest(**(asked | fields))

    def check(self, tmp_path: Path, start: tuple[str, str], **fields: Any) -> None:
        request = self.request(tmp_path, init=start[0], mask=start[1], **fields)
        got = self.draw(tmp_path, init=start[0], mask=start[1], **fields)
        old = np.asarray(Image.open(start[0])).astype(int)
        inside = np.asarray(Image.open(start[1]).convert("L")) >= 128
        want = self.theirs(request)
        assert got.shape == want.shape == old.shape
        assert np.array_equal(got[~inside], old[~inside])
        assert np.abs(got - want)[inside].max() <= MAX
        assert np.abs(want - old)[inside].mean() > 10, "something must be repainted"

    def theirs(self, request: GenerationRequest) -> np.ndarray:
        scheduler = SCHEDULERS[request.sampler].from_pretrained(
            self.folder, subfolder="scheduler", **OWN.get(request.sampler, {})
        )
        pipe = self.kind(**self.parts, scheduler=scheduler)
        pipe.set_progress_bar_config(disable=True)
        result = pipe(
            prompt=request.prompt,
            image=Image.open(request.init),
            mask_image=Image.open(request.mask),
            width=SIZE,
            height=SIZE,
            strength=request.strength,
            guidance_scale=request.guidance_scale,
            num_inference_steps=request.steps,
            generator=torch.Generator().manual_seed(request.seed),
        )
        return np.asarray(result.images[0]).astype(int)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Checkpoint]:
    made = {}
    for name in ("sd1", "sdxl"):
        for channels in (4, 9):
            folder = tmp_path_factory.mktemp(f"{name}-{channels}")
            made[name, channels] = Checkpoint(folder, xl=name == "sdxl", channels=channels)
    return made


@pytest.fixture
def start(tmp_path: Path) -> tuple[str, str]:
    """A picture and a mask whose edges do not lie on cells."""
    coarse = np.random.default_rng(1).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    init, mask = tmp_path / "init.png", tmp_path / "mask.png"
    Image.fromarray(coarse).resize((SIZE, SIZE), Image.Resampling.BICUBIC).save(init)
    pixels = np.zeros((SIZE, SIZE), dtype=np.uint8)
    pixels[13:45, 20:61] = 255
    Image.fromarray(pixels).save(mask)
    return str(init), str(mask)


@pytest.mark.parametrize("strength", [0.3, 0.75, 1.0])
@pytest.mark.parametrize("channels", [4, 9])
@pytest.mark.parametrize("name", ["sd1", "sdxl"])
def test_families(checkpoints, tmp_path, start, name, channels, strength) -> None:
    checkpoints[name, channels].check(tmp_path, start, strength=strength)


@pytest.mark.parametrize("sampler", SCHEDULERS)
@pytest.mark.parametrize(("channels", "strength"), [(4, 1.0), (4, 0.6), (9, 1.0)])
def test_samplers(checkpoints, tmp_path, start, sampler, channels, strength) -> None:
    checkpoints["sd1", channels].check(tmp_path, start, sampler=sampler, strength=strength, steps=5)


@pytest.mark.parametrize("channels", [4, 9])
def test_without_guidance(checkpoints, tmp_path, start, channels) -> None:
    checkpoints["sd1", channels].check(tmp_path, start, guidance_scale=1.0, strength=0.8)


@pytest.mark.parametrize("channels", [4, 9])
def test_fills_are_three_pictures_below_full_strength(
    checkpoints, tmp_path, start, channels
) -> None:
    def drawn(strength: float) -> set[bytes]:
        return {
            checkpoints["sd1", channels]
            .draw(
                tmp_path, init=start[0], mask=start[1], strength=strength, fill=fill, overwrite=True
            )
            .tobytes()
            for fill in ("original", "noise", "blank")
        }

    assert len(drawn(0.6)) == 3
    assert len(drawn(1.0)) == 1


def _tokenizer(folder: Path) -> CLIPTokenizer:
    vocab = vocabulary(MERGES)
    folder.mkdir()
    write_tokenizer(folder, Tokenizer(vocab, MERGES, pad_id=vocab["!"]))
    return CLIPTokenizer.from_pretrained(folder)


def _text(width: int) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(vocabulary(MERGES)),
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=24,
        bos_token_id=0,
        eos_token_id=2,
        pad_token_id=1,
    )


def _vae() -> diffusers.AutoencoderKL:
    return diffusers.AutoencoderKL(
        block_out_channels=(8, 16, 16, 16),
        layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        sample_size=SIZE,
    ).eval()


@torch.no_grad()
def _unet(xl: bool, channels: int) -> diffusers.UNet2DConditionModel:
    """Random, but with noise of unit size as its answer."""
    kind: dict[str, Any] = {"use_linear_projection": xl}
    if xl:
        kind |= {
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": 6 * 8 + 24,
            "attention_head_dim": (2, 4),
        }
    unet = diffusers.UNet2DConditionModel(
        sample_size=SIZE // 8,
        in_channels=channels,
        out_channels=4,
        block_out_channels=(16, 32),
        layers_per_block=1,
        norm_num_groups=4,
        cross_attention_dim=40,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        **({"attention_head_dim": 4} | kind),
    ).eval()
    told = {"text_embeds": torch.randn(1, 24), "time_ids": torch.full((1, 6), 64.0)}
    answer = unet(
        torch.randn(1, channels, 8, 8),
        torch.tensor(500),
        torch.randn(1, 77, 40),
        added_cond_kwargs=told if xl else None,
    ).sample
    unet.conv_out.weight.div_(answer.std())
    unet.conv_out.bias.div_(answer.std())
    return unet
