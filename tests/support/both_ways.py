"""One request drawn by our `generate` and by diffusers' pipelines, from one folder, to be compared."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import torch
from PIL import Image

from core.contract.drawing_events import ImageDone
from core.contract.request import GenerationRequest
from core.generation.generate import generate
from core.generation.loader import Loader
from tests.support.random_pipelines import SIZE, UNCHECKED

PROMPT, NEGATIVE = "a graceful swan, oil on canvas", "blurry teddy"
MEAN_MAX, MAX = 0.1, 2  # levels of 255
CLASSES = {
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
OF_SAMPLER = {
    "plms": {"skip_prk_steps": True},
    "dpmpp_2m_sde": {"algorithm_type": "sde-dpmsolver++"},
}
OF_SCHEDULE = {
    "model": {},
    "karras": {"use_karras_sigmas": True},
    "exponential": {"use_exponential_sigmas": True},
}
PIPELINES = {  # from words, from a picture, repainting
    "sd": (
        diffusers.StableDiffusionPipeline,
        diffusers.StableDiffusionImg2ImgPipeline,
        diffusers.StableDiffusionInpaintPipeline,
    ),
    # Its own image to image takes strength for another thing; all our samplers share one meaning.
    "lcm": (diffusers.LatentConsistencyModelPipeline, diffusers.StableDiffusionImg2ImgPipeline),
    "sdxl": (
        diffusers.StableDiffusionXLPipeline,
        diffusers.StableDiffusionXLImg2ImgPipeline,
        diffusers.StableDiffusionXLInpaintPipeline,
    ),
}


def request_of(model: Path, tmp_path: Path, **fields: Any) -> GenerationRequest:
    """A short run in float32 on the CPU, into `tmp_path`, unless `fields` say otherwise."""
    asked = {"prompt": PROMPT, "seed": 11, "steps": 4, "guidance_scale": 5.0, "sampler": "euler"}
    asked |= {"schedule": "model", "device": "cpu", "dtype": "float32", "model": str(model)}
    return GenerationRequest(**(asked | {"output": str(tmp_path / "ours.png")} | fields))


def drawn_by_us(request: GenerationRequest, loader: Loader) -> list[np.ndarray]:
    """(height, width, 3) of 0 … 255 for each picture."""
    events = generate(request, loader, lambda: False)
    return [pixels(Image.open(event.path)) for event in events if isinstance(event, ImageDone)]


def drawn_by(pipe: diffusers.DiffusionPipeline, seed: int, **told: Any) -> np.ndarray:
    """(height, width, 3) of 0 … 255, as a pipeline of diffusers draws what it is told."""
    pipe.set_progress_bar_config(disable=True)
    return pixels(pipe(generator=torch.Generator().manual_seed(seed), **told).images[0])


def pixels(image: Image.Image) -> np.ndarray:
    """(height, width, 3) of 0 … 255, signed, so that they can be subtracted."""
    return np.asarray(image).astype(int)


class BothWays:
    """A folder that diffusers wrote.

    `layout` is a key of `PIPELINES`; `usual` are fields of each request, `extra` is for the pipelines
    and `told`, where it is set, goes to diffusers in place of words.
    """

    def __init__(self, folder: Path, layout: str, **usual: Any) -> None:
        self.folder, self.layout, self.usual, self.loader = folder, layout, usual, Loader()
        self.extra: dict[str, Any] = {} if layout == "sdxl" else dict(UNCHECKED)
        self.told: dict[str, torch.Tensor] = {}
        self._scheduler_file = folder / "scheduler/scheduler_config.json"
        self.scheduler = json.loads(self._scheduler_file.read_text())
        whole = diffusers.DiffusionPipeline.from_pretrained(folder, **self.extra)
        # transformers 5 took this name away, under which diffusers 0.42 still finds the final norm.
        object.__setattr__(whole.text_encoder, "text_model", whole.text_encoder)
        unwanted = {"scheduler", "safety_checker", "feature_extractor", "image_encoder"}
        self.parts = {n: part for n, part in whole.components.items() if n not in unwanted}

    @contextmanager
    def restored(self) -> Iterator[BothWays]:
        """What is configured holds for one test."""
        kept = self.scheduler
        try:
            yield self
        finally:
            self.scheduler = kept

    def configure(self, **fields: Any) -> None:
        """Change keys of scheduler_config.json; None removes one."""
        changed = {**self.scheduler, **fields}
        self.scheduler = {key: value for key, value in changed.items() if value is not None}

    def check(self, tmp_path: Path, **fields: Any) -> None:
        """`fields` are the request's, of which diffusers gets its own names."""
        self.settle()
        request = self.request(tmp_path, **fields)
        got = self.ours(request)
        assert len(got) == request.count
        for index, image in enumerate(got):
            want = self.theirs(request, request.seed + index)
            assert image.shape == want.shape
            assert want.std() > 10, "a picture of one colour proves nothing"
            assert np.abs(image - want).mean() <= MEAN_MAX
            assert np.abs(image - want).max() <= MAX

    def settle(self) -> None:
        """Have the file say what is configured; untouched if it does, or the model would be read anew."""
        text = json.dumps(self.scheduler)
        if self._scheduler_file.read_text() != text:
            self._scheduler_file.write_text(text)

    def request(self, tmp_path: Path, **fields: Any) -> GenerationRequest:
        """What is asked for: the fields given, those usual here, those of every test."""
        return request_of(self.folder, tmp_path, **(self.usual | fields))

    def ours(self, request: GenerationRequest) -> list[np.ndarray]:
        """The pictures that our core draws."""
        return drawn_by_us(request, self.loader)

    def theirs(
        self,
        request: GenerationRequest,
        seed: int,
        install: Callable[[diffusers.DiffusionPipeline], None] | None = None,
    ) -> np.ndarray:
        """The picture that diffusers draws; `install` has the pipeline first, with networks of its own."""
        own = OF_SAMPLER.get(request.sampler, {}) | OF_SCHEDULE[request.schedule]
        kind = CLASSES[request.sampler]
        scheduler = kind.from_pretrained(self.folder, subfolder="scheduler", **own)
        task = 2 if request.mask else 1 if request.init else 0
        extra = {"feature_extractor": None} | self.extra
        parts = self.parts if install is None else {n: _own(p) for n, p in self.parts.items()}
        pipe = PIPELINES[self.layout][task](**parts, scheduler=scheduler, **extra)
        if install is not None:
            install(pipe)
        words: dict[str, Any] = {"prompt": request.prompt}
        if self.layout != "lcm":  # which is told its guidance, and has no words to avoid
            words["negative_prompt"] = request.negative
        return drawn_by(
            pipe,
            seed,
            **(self.told or words),
            **_start(request),
            guidance_scale=request.guidance_scale,
            num_inference_steps=request.steps,
            clip_skip=request.clip_skip - 1 if request.clip_skip > 1 else None,
        )


def _own(part: Any) -> Any:
    return copy.deepcopy(part) if isinstance(part, torch.nn.Module) else part


def _start(request: GenerationRequest) -> dict[str, Any]:
    """What the three pipelines of a layout are told under different names, or not at all."""
    told: dict[str, Any] = {}
    if request.mask or not request.init:
        told |= {"width": request.width or SIZE, "height": request.height or SIZE}
    if request.init:
        told |= {"image": Image.open(request.init), "strength": request.strength}
    if request.mask:
        told["mask_image"] = Image.open(request.mask)
    if request.rescale is not None:
        told["guidance_rescale"] = request.rescale
    if request.eta:
        told["eta"] = request.eta
    return told
