"""From a checkpoint on the disk to the picture: what diffusers' pipelines draw, to 2 levels of 255.

Both read the same folder, written by diffusers, on the CPU in float32. The schedulers alone are
compared in tests/core/diffusion, the networks in tests/core/networks; here it is the whole way.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from core.contract.events import ImageDone
from core.contract.request import GenerationRequest
from core.generation.generate import generate
from core.generation.loader import Loader
from core.text.tokenizer import byte_alphabet

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

PROMPT, NEGATIVE = "a graceful swan, oil on canvas", "blurry teddy"
SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
MEAN_MAX, MAX = 0.1, 2  # levels of 255
SIZE = 64  # px


def _made(name: str, **own: Any) -> Callable[[Any], Any]:
    return lambda config: getattr(diffusers, name).from_config(config, **own)


KARRAS, EXPONENTIAL = {"use_karras_sigmas": True}, {"use_exponential_sigmas": True}
SDE = {"algorithm_type": "sde-dpmsolver++"}
SCHEDULERS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("ddpm", "model"): _made("DDPMScheduler"),
    ("ddim", "model"): _made("DDIMScheduler"),
    ("plms", "model"): _made("PNDMScheduler", skip_prk_steps=True),
    ("euler", "model"): _made("EulerDiscreteScheduler"),
    ("euler", "karras"): _made("EulerDiscreteScheduler", **KARRAS),
    ("euler_a", "model"): _made("EulerAncestralDiscreteScheduler"),
    ("heun", "model"): _made("HeunDiscreteScheduler"),
    ("lms", "karras"): _made("LMSDiscreteScheduler", **KARRAS),
    ("dpm2", "exponential"): _made("KDPM2DiscreteScheduler", **EXPONENTIAL),
    ("dpmpp_2m", "model"): _made("DPMSolverMultistepScheduler"),
    ("dpmpp_2m", "karras"): _made("DPMSolverMultistepScheduler", **KARRAS),
    ("dpmpp_2m_sde", "karras"): _made("DPMSolverMultistepScheduler", **SDE, **KARRAS),
    ("unipc", "model"): _made("UniPCMultistepScheduler"),
    ("lcm", "model"): _made("LCMScheduler"),
}


class Parity:
    """One checkpoint, drawn from both ways."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loader = Loader()
        whole = diffusers.StableDiffusionPipeline.from_pretrained(
            folder, safety_checker=None, requires_safety_checker=False
        )
        self.parts = {name: part for name, part in whole.components.items() if name != "scheduler"}
        self.scheduler = folder / "scheduler" / "scheduler_config.json"

    def configure(self, fields: dict[str, Any]) -> None:
        """Replace scheduler_config.json: keys that are not given are absent."""
        data = {"_class_name": "DDIMScheduler", "_diffusers_version": "0.42.0", **SD1, **fields}
        self.scheduler.write_text(json.dumps(data))

    def check(self, tmp_path: Path, **fields: Any) -> None:
        fields = {
            "steps": 5,
            "guidance_scale": 7.5,
            "sampler": "ddim",
            "schedule": "model",
        } | fields
        request = GenerationRequest(
            prompt=PROMPT,
            negative=NEGATIVE,
            model=str(self.folder),
            device="cpu",
            dtype="float32",
            output=str(tmp_path / "ours.png"),
            **({"seed": 11} | fields),
        )
        got = ours(request, self.loader)
        for index, image in enumerate(got):
            want = self.theirs(request, request.seed + index)
            assert image.shape == want.shape
            difference = np.abs(image - want)
            assert difference.mean() <= MEAN_MAX
            assert difference.max() <= MAX

    def theirs(self, request: GenerationRequest, seed: int) -> np.ndarray:
        file = diffusers.DDIMScheduler.from_pretrained(self.folder, subfolder="scheduler")
        scheduler = SCHEDULERS[request.sampler, request.schedule](file.config)
        kind = diffusers.StableDiffusionPipeline
        if request.init:
            kind = diffusers.StableDiffusionImg2ImgPipeline
        pipe = kind(**self.parts, scheduler=scheduler, requires_safety_checker=False)
        pipe.set_progress_bar_config(disable=True)
        if request.init:
            extra = {"image": Image.open(request.init), "strength": request.strength}
        else:
            extra = {"width": request.width or SIZE, "height": request.height or SIZE}
            extra["guidance_rescale"] = request.rescale or 0.0
        result = pipe(
            prompt=request.prompt,
            negative_prompt=request.negative,
            guidance_scale=request.guidance_scale,
            num_inference_steps=request.steps,
            generator=torch.Generator().manual_seed(seed),
            eta=request.eta,
            **extra,
        )
        return np.asarray(result.images[0]).astype(int)


def ours(request: GenerationRequest, loader: Loader) -> list[np.ndarray]:
    events = generate(request, loader, lambda: False)
    paths = [event.path for event in events if isinstance(event, ImageDone)]
    return [np.asarray(Image.open(path)).astype(int) for path in paths]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Parity:
    folder = tmp_path_factory.mktemp("checkpoint")
    torch.manual_seed(4)
    tokenizer = _tokenizer(folder / "words")
    text = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=32,
        bos_token_id=len(tokenizer) - 2,
        eos_token_id=len(tokenizer) - 1,
        pad_token_id=len(tokenizer) - 1,
    )
    pipe = diffusers.StableDiffusionPipeline(
        vae=_vae(),
        unet=_unet(),
        tokenizer=tokenizer,
        text_encoder=CLIPTextModel(text).eval(),
        scheduler=diffusers.DDIMScheduler(clip_sample=False, steps_offset=1, **SD1),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.save_pretrained(folder / "model")
    return Parity(folder / "model")


@pytest.fixture
def parity(checkpoint: Parity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parity:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    checkpoint.configure({"steps_offset": 1, "set_alpha_to_one": False, "clip_sample": False})
    return checkpoint


@pytest.fixture
def init(tmp_path: Path) -> Callable[[int, int], str]:
    def make(width: int = SIZE, height: int = SIZE) -> str:
        coarse = np.random.default_rng(1).integers(0, 256, (5, 5, 3), dtype=np.uint8)
        path = tmp_path / "init.png"
        Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC).save(path)
        return str(path)

    return make


@pytest.mark.parametrize("spacing", [None, "leading", "linspace", "trailing"])
@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_spacings(parity, tmp_path, sampler, schedule, spacing) -> None:
    parity.configure({"timestep_spacing": spacing} if spacing else {})
    parity.check(tmp_path, sampler=sampler, schedule=schedule)


@pytest.mark.parametrize("steps", [1, 2, 16])
@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_steps(parity, tmp_path, sampler, schedule, steps) -> None:
    parity.check(tmp_path, sampler=sampler, schedule=schedule, steps=steps, seed=3)


@pytest.mark.parametrize("strength", [0.2, 0.6, 1.0])
@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_from_a_picture(parity, tmp_path, init, sampler, schedule, strength) -> None:
    parity.check(
        tmp_path, sampler=sampler, schedule=schedule, steps=6, init=init(), strength=strength
    )


@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_v_prediction(parity, tmp_path, sampler, schedule) -> None:
    parity.configure({"prediction_type": "v_prediction", "steps_offset": 1})
    parity.check(tmp_path, sampler=sampler, schedule=schedule)


@pytest.mark.parametrize("scale", [0.0, 0.5, 1.0, 1.5, 15.0])
def test_guidance(parity, tmp_path, scale) -> None:
    parity.check(tmp_path, guidance_scale=scale)


@pytest.mark.parametrize("rescale", [0.3, 1.0])
@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_rescale(parity, tmp_path, prediction, rescale) -> None:
    parity.configure({"prediction_type": prediction, "steps_offset": 1})
    parity.check(tmp_path, sampler="euler", rescale=rescale)


def test_eta(parity, tmp_path) -> None:
    parity.check(tmp_path, eta=0.6, count=2)


@pytest.mark.parametrize("sampler", ["euler", "ddim"])
def test_zero_terminal_snr(parity, tmp_path, sampler) -> None:
    parity.configure(
        {
            "prediction_type": "v_prediction",
            "rescale_betas_zero_snr": True,
            "timestep_spacing": "trailing",
        }
    )
    parity.check(tmp_path, sampler=sampler, rescale=0.7)


@pytest.mark.parametrize("size", [(8, 8), (72, 40), (40, 104)])
def test_sizes(parity, tmp_path, size) -> None:
    parity.check(tmp_path, sampler="dpmpp_2m", width=size[0], height=size[1])


def test_pictures_of_a_batch(parity, tmp_path) -> None:
    parity.check(tmp_path, count=3, seed=100)


def test_a_picture_of_an_odd_size(parity, tmp_path, init) -> None:
    parity.check(tmp_path, init=init(77, 61), strength=0.5)


@pytest.mark.parametrize("offset", [0, 1])
def test_offset_as_the_pipelines_have_it(parity, tmp_path, offset) -> None:
    parity.configure({"steps_offset": offset, "clip_sample": True})
    parity.check(tmp_path)


def _tokenizer(folder: Path) -> CLIPTokenizer:
    letters = byte_alphabet()
    merges = [("s", "w"), ("sw", "a"), ("swa", "n</w>"), ("o", "i"), ("oi", "l</w>")]
    words = [*letters, *(c + "</w>" for c in letters), *("".join(m) for m in merges)]
    words += ["<|startoftext|>", "<|endoftext|>"]
    folder.mkdir()
    (folder / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate(words)}))
    lines = ["#version: 0.2", *(" ".join(m) for m in merges), ""]
    (folder / "merges.txt").write_text("\n".join(lines))
    return CLIPTokenizer(
        str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77
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
def _unet() -> diffusers.UNet2DConditionModel:
    """Random, but with noise of unit size as its answer, and words that matter."""
    unet = diffusers.UNet2DConditionModel(
        sample_size=SIZE // 8,
        block_out_channels=(16, 32),
        layers_per_block=1,
        norm_num_groups=4,
        cross_attention_dim=32,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        attention_head_dim=2,
    ).eval()
    for name, module in unet.named_modules():
        if name.endswith(("attn2.to_v", "attn2.to_out.0")):
            module.weight.mul_(4)
    answer = unet(torch.randn(1, 4, 8, 8), torch.tensor(500), torch.randn(1, 77, 32)).sample
    unet.conv_out.weight.div_(answer.std())
    unet.conv_out.bias.div_(answer.std())
    return unet
