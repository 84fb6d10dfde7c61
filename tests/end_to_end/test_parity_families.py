"""SD 2 and SDXL from the folder to the picture: what diffusers' pipelines draw, to 2 levels of 255.

Random checkpoints that diffusers wrote, on the CPU in float32; `test_parity.py` does the same for SD 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
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

PROMPT = "a graceful swan, oil on canvas"
BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
MEAN_MAX, MAX = 0.1, 2  # levels of 255
SIZE = 64  # px
MERGES = [("s", "w"), ("sw", "a"), ("swa", "n</w>"), ("o", "i"), ("oi", "l</w>")]
SCHEDULERS = {
    "ddim": diffusers.DDIMScheduler,
    "euler": diffusers.EulerDiscreteScheduler,
    "dpmpp_2m": diffusers.DPMSolverMultistepScheduler,
}
OTHERS = {
    "ddpm": diffusers.DDPMScheduler,
    "plms": diffusers.PNDMScheduler,
    "euler_a": diffusers.EulerAncestralDiscreteScheduler,
    "heun": diffusers.HeunDiscreteScheduler,
    "lms": diffusers.LMSDiscreteScheduler,
    "unipc": diffusers.UniPCMultistepScheduler,
    "lcm": diffusers.LCMScheduler,
}
PLAIN = {
    # Its own image to image takes strength for another thing; all our samplers share one meaning.
    "lcm": (
        diffusers.LatentConsistencyModelPipeline,
        diffusers.StableDiffusionImg2ImgPipeline,
    ),
    "sd": (diffusers.StableDiffusionPipeline, diffusers.StableDiffusionImg2ImgPipeline),
    "sdxl": (diffusers.StableDiffusionXLPipeline, diffusers.StableDiffusionXLImg2ImgPipeline),
}


class Checkpoint:
    """One folder, drawn from both ways."""

    def __init__(self, folder: Path, layout: str) -> None:
        self.folder, self.layout, self.loader = folder, layout, Loader()
        extra = {"safety_checker": None, "requires_safety_checker": False}
        self.extra = {} if layout == "sdxl" else extra
        whole = PLAIN[layout][0].from_pretrained(folder, **self.extra)
        unwanted = {"scheduler", "safety_checker", "feature_extractor", "image_encoder"}
        self.told: dict[str, torch.Tensor] = {}  # to diffusers, in place of words
        # transformers 5 took this name away, under which diffusers 0.42 still finds the final norm.
        object.__setattr__(whole.text_encoder, "text_model", whole.text_encoder)
        self.parts = {n: part for n, part in whole.components.items() if n not in unwanted}

    def check(self, tmp_path: Path, **fields: Any) -> None:
        """`fields` of the request, of which diffusers gets its own names."""
        asked = {
            "prompt": PROMPT,
            "seed": 11,
            "steps": 4,
            "guidance_scale": 5.0,
            "sampler": "euler",
        }
        request = GenerationRequest(
            **(asked | {"schedule": "model", "device": "cpu", "dtype": "float32"} | fields),
            model=str(self.folder),
            output=str(tmp_path / "ours.png"),
        )
        events = generate(request, self.loader, lambda: False)
        (path,) = (event.path for event in events if isinstance(event, ImageDone))
        got = np.asarray(Image.open(path)).astype(int)
        want = self.theirs(request)
        assert got.shape == want.shape
        assert want.std() > 10, "a picture of one colour proves nothing"
        assert np.abs(got - want).mean() <= MEAN_MAX
        assert np.abs(got - want).max() <= MAX

    def theirs(self, request: GenerationRequest) -> np.ndarray:
        known = SCHEDULERS | OTHERS
        extra = {"skip_prk_steps": True} if request.sampler == "plms" else {}
        scheduler = known[request.sampler].from_pretrained(
            self.folder, subfolder="scheduler", **extra
        )
        kind = PLAIN[self.layout][1 if request.init else 0]
        pipe = kind(**self.parts, scheduler=scheduler, **({"feature_extractor": None} | self.extra))
        pipe.set_progress_bar_config(disable=True)
        if request.init:
            size = {"image": Image.open(request.init), "strength": request.strength}
        else:
            size = {"width": request.width or SIZE, "height": request.height or SIZE}
        if request.rescale is not None:
            size["guidance_rescale"] = request.rescale
        said = {"prompt": request.prompt}
        if self.layout != "lcm":  # which is told its guidance, and has no words to avoid
            said["negative_prompt"] = request.negative
        result = pipe(
            **(self.told or said),
            guidance_scale=request.guidance_scale,
            num_inference_steps=request.steps,
            generator=torch.Generator().manual_seed(request.seed),
            clip_skip=request.clip_skip - 1 if request.clip_skip > 1 else None,
            **size,
        )
        return np.asarray(result.images[0]).astype(int)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def sd2(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    """Linear projections, heads of each level, gelu, zeros as padding, v-prediction."""
    torch.manual_seed(4)
    folder = tmp_path_factory.mktemp("sd2")
    unet = _unet(
        cross_attention_dim=32,
        attention_head_dim=(2, 4),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    )
    schedule = {"clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}
    diffusers.StableDiffusionPipeline(
        vae=_vae(0.18215),
        unet=unet,
        tokenizer=_tokenizer(folder / "words", "!"),
        text_encoder=CLIPTextModel(_text(32, "gelu")).eval(),
        scheduler=diffusers.DDIMScheduler(prediction_type="v_prediction", **schedule, **BETAS),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder / "model")
    return Checkpoint(folder / "model", "sd")


@pytest.fixture(scope="module")
def sdxl(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    torch.manual_seed(5)
    folder = tmp_path_factory.mktemp("sdxl")
    unet = _unet(
        cross_attention_dim=32 + 48,
        attention_head_dim=(2, 4),
        transformer_layers_per_block=(1, 2),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=6 * 8 + 24,
    )
    diffusers.StableDiffusionXLPipeline(
        vae=_vae(0.13025),
        unet=unet,
        tokenizer=_tokenizer(folder / "words", "<|endoftext|>"),
        tokenizer_2=_tokenizer(folder / "words_2", "!"),
        text_encoder=CLIPTextModel(_text(32, "quick_gelu")).eval(),
        text_encoder_2=CLIPTextModelWithProjection(_text(48, "gelu")).eval(),
        scheduler=diffusers.EulerDiscreteScheduler(
            steps_offset=1, timestep_spacing="leading", **BETAS
        ),
    ).save_pretrained(folder / "model")
    edit(folder / "model/scheduler/scheduler_config.json", clip_sample=False)
    return Checkpoint(folder / "model", "sdxl")


@pytest.fixture(scope="module")
def lcm(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    torch.manual_seed(6)
    folder = tmp_path_factory.mktemp("lcm")
    unet = _unet(
        cross_attention_dim=32,
        attention_head_dim=2,
        time_cond_proj_dim=24,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    )
    diffusers.LatentConsistencyModelPipeline(
        vae=_vae(0.18215),
        unet=unet,
        tokenizer=_tokenizer(folder / "words", "<|endoftext|>"),
        text_encoder=CLIPTextModel(_text(32, "quick_gelu")).eval(),
        scheduler=diffusers.LCMScheduler(**BETAS),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder / "model")
    return Checkpoint(folder / "model", "lcm")


@pytest.fixture
def init(tmp_path: Path) -> Callable[..., str]:
    def make(width: int = SIZE, height: int = SIZE) -> str:
        coarse = np.random.default_rng(1).integers(0, 256, (5, 5, 3), dtype=np.uint8)
        path = tmp_path / "init.png"
        Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC).save(path)
        return str(path)

    return make


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


STRENGTHS = [(0.02, 50), (0.3, 10), (0.98, 20), (1.0, 5)]  # with steps, of which one at least runs


@pytest.mark.parametrize("sampler", SCHEDULERS)
@pytest.mark.parametrize("steps", [1, 5])
def test_v_prediction(sd2, tmp_path, sampler, steps) -> None:
    sd2.check(tmp_path, sampler=sampler, steps=steps, negative="blurry")


@pytest.mark.parametrize("sampler", SCHEDULERS)
@pytest.mark.parametrize(("strength", "steps"), STRENGTHS)
def test_v_prediction_from_a_picture(sd2, tmp_path, init, sampler, strength, steps) -> None:
    sd2.check(tmp_path, sampler=sampler, steps=steps, init=init(), strength=strength)


@pytest.mark.parametrize("sampler", SCHEDULERS)
def test_zero_terminal_snr(sd2, tmp_path, sampler) -> None:
    file = sd2.folder / "scheduler/scheduler_config.json"
    kept = file.read_text()
    edit(file, rescale_betas_zero_snr=True, timestep_spacing="trailing")
    sd2.check(tmp_path, sampler=sampler, rescale=0.7, negative="blurry")
    file.write_text(kept)


@pytest.mark.parametrize("skip", [1, 2, 4])
def test_clip_skip(sd2, tmp_path, skip) -> None:
    sd2.check(tmp_path, clip_skip=skip, negative="blurry")


@pytest.mark.parametrize("negative", [None, "", "blurry"])
@pytest.mark.parametrize("size", [(64, 64), (96, 40), (48, 104)])
def test_sdxl(sdxl, tmp_path, negative, size) -> None:
    sdxl.check(tmp_path, negative=negative, width=size[0], height=size[1], seed=size[0])


@pytest.mark.parametrize("sampler", SCHEDULERS)
@pytest.mark.parametrize("spacing", ["leading", "trailing", "linspace"])
def test_sdxl_samplers(sdxl, tmp_path, sampler, spacing) -> None:
    file = sdxl.folder / "scheduler/scheduler_config.json"
    kept = file.read_text()
    edit(file, timestep_spacing=spacing)
    sdxl.check(tmp_path, sampler=sampler, steps=6)
    file.write_text(kept)


@pytest.mark.parametrize("sampler", OTHERS)
def test_sdxl_other_samplers(sdxl, tmp_path, init, sampler) -> None:
    sdxl.check(tmp_path, sampler=sampler)
    sdxl.check(tmp_path, sampler=sampler, steps=6, init=init(), strength=0.6, overwrite=True)


@pytest.mark.parametrize("sampler", ["ddim", "ddpm", "euler_a"])
def test_a_file_that_does_not_say_whether_to_clip(sdxl, tmp_path, sampler) -> None:
    file = sdxl.folder / "scheduler/scheduler_config.json"
    kept = file.read_text()
    data = json.loads(kept)
    del data["clip_sample"]
    file.write_text(json.dumps(data))
    sdxl.check(tmp_path, sampler=sampler)
    file.write_text(kept)


@pytest.mark.parametrize("offset", [0, 1])
def test_sdxl_takes_its_own_offset(sdxl, tmp_path, offset) -> None:
    file = sdxl.folder / "scheduler/scheduler_config.json"
    kept = file.read_text()
    edit(file, steps_offset=offset)
    sdxl.check(tmp_path, sampler="ddim")
    file.write_text(kept)


@pytest.mark.parametrize("negative", [None, "blurry"])
@pytest.mark.parametrize(("strength", "steps"), STRENGTHS)
def test_sdxl_from_a_picture(sdxl, tmp_path, init, negative, strength, steps) -> None:
    picture = init(72, 56)
    sdxl.check(tmp_path, negative=negative, init=picture, strength=strength, steps=steps)


@pytest.mark.parametrize("skip", [1, 2, 3])
@pytest.mark.parametrize("negative", [None, "blurry"])
def test_sdxl_clip_skip(sdxl, tmp_path, skip, negative) -> None:
    sdxl.check(tmp_path, clip_skip=skip, negative=negative)


def test_a_long_prompt_is_its_chunks_end_to_end(sdxl, tmp_path) -> None:
    """What A1111 makes of many words, put together here by hand and drawn by diffusers."""
    prompt = " ".join([PROMPT] * 8)
    context, pooled = _chunks(sdxl.parts, prompt)
    without, pooled_without = _chunks(sdxl.parts, "blurry")
    missing = (context.shape[1] - without.shape[1]) // 77
    assert missing >= 2
    filled = torch.cat([without, *[_chunks(sdxl.parts, "")[0]] * missing], 1)
    sdxl.told = {
        "prompt_embeds": context,
        "pooled_prompt_embeds": pooled,
        "negative_prompt_embeds": filled,
        "negative_pooled_prompt_embeds": pooled_without,
    }
    sdxl.check(tmp_path, prompt=prompt, negative="blurry")
    sdxl.told = {}


@pytest.mark.parametrize("guidance", [0.0, 1.0, 1.5])
def test_sdxl_guidance(sdxl, tmp_path, guidance) -> None:
    sdxl.check(tmp_path, guidance_scale=guidance)


def test_sdxl_that_encodes_an_empty_negative(sdxl, tmp_path) -> None:
    index = sdxl.folder / "model_index.json"
    kept = index.read_text()
    edit(index, force_zeros_for_empty_prompt=False)
    other = Checkpoint(sdxl.folder, "sdxl")
    other.extra = {"force_zeros_for_empty_prompt": False}
    other.check(tmp_path)
    index.write_text(kept)


@pytest.mark.parametrize("guidance", [1.0, 8.5])
def test_a_consistency_model_that_is_told_its_guidance(lcm, tmp_path, init, guidance) -> None:
    lcm.check(tmp_path, sampler="lcm", guidance_scale=guidance)
    lcm.check(
        tmp_path,
        sampler="lcm",
        guidance_scale=guidance,
        init=init(),
        strength=0.5,
        overwrite=True,
    )


@torch.no_grad()
def _chunks(parts: dict[str, Any], text: str) -> tuple[torch.Tensor, torch.Tensor]:
    """SDXL's context and pooled text of a text of any length, by transformers alone."""
    contexts, pooled = [], None
    for mark in ("", "_2"):
        tokenizer, encoder = parts[f"tokenizer{mark}"], parts[f"text_encoder{mark}"]
        pieces = tokenizer(text, add_special_tokens=False).input_ids
        rows = []
        for cut in range(0, max(len(pieces), 1), 75):
            row = [tokenizer.bos_token_id, *pieces[cut : cut + 75], tokenizer.eos_token_id]
            rows.append(row + [tokenizer.pad_token_id] * (77 - len(row)))
        out = encoder(torch.tensor(rows), output_hidden_states=True)
        contexts.append(out.hidden_states[-2].reshape(1, 77 * len(rows), -1))
        pooled = out[0][:1]
    return torch.cat(contexts, -1), pooled


def _tokenizer(folder: Path, padding: str) -> CLIPTokenizer:
    vocab = vocabulary(MERGES)
    folder.mkdir()
    write_tokenizer(folder, Tokenizer(vocab, MERGES, pad_id=vocab[padding]))
    return CLIPTokenizer.from_pretrained(folder)


def _text(width: int, act: str) -> CLIPTextConfig:
    count = len(vocabulary(MERGES))
    return CLIPTextConfig(
        vocab_size=count,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=4,
        num_attention_heads=4,
        hidden_act=act,
        projection_dim=24,
        bos_token_id=0,
        eos_token_id=2,
        pad_token_id=1,
    )


def _vae(scale: float) -> diffusers.AutoencoderKL:
    return diffusers.AutoencoderKL(
        block_out_channels=(8, 16, 16, 16),
        layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        sample_size=SIZE,
        scaling_factor=scale,
    ).eval()


@torch.no_grad()
def _unet(**kind: Any) -> diffusers.UNet2DConditionModel:
    """Random, but with noise of unit size as its answer, and words that matter."""
    unet = diffusers.UNet2DConditionModel(
        sample_size=SIZE // 8,
        block_out_channels=(16, 32),
        layers_per_block=1,
        norm_num_groups=4,
        use_linear_projection=True,
        **kind,
    ).eval()
    for name, module in unet.named_modules():
        if name.endswith(("attn2.to_v", "attn2.to_out.0")):
            module.weight.mul_(4)
    told = {"text_embeds": torch.randn(1, 24), "time_ids": torch.full((1, 6), 64.0)}
    answer = unet(
        torch.randn(1, 4, 8, 8),
        torch.tensor(500),
        torch.randn(1, 77, unet.config.cross_attention_dim),
        timestep_cond=torch.randn(1, 24) if unet.config.time_cond_proj_dim else None,
        added_cond_kwargs=told,
    ).sample
    unet.conv_out.weight.div_(answer.std())
    unet.conv_out.bias.div_(answer.std())
    return unet
