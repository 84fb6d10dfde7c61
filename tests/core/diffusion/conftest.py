"""A walk with one of our samplers beside the walk of the diffusers scheduler that defines it."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import diffusers
import pytest
import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.samplers.step import finish, start_from_latents, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SHAPE = (1, 4, 6, 6)
TOLERANCE = 3e-4
OF_KIND = {
    "model": {},
    "karras": {"use_karras_sigmas": True},
    "exponential": {"use_exponential_sigmas": True},
}


def network(x: Tensor, t: Tensor, *told: Tensor | None) -> Tensor:
    """Smooth in x and t, different in every channel and cell; about unit size as a real prediction."""
    phase = torch.linspace(0, 3, x[0].numel()).reshape(x[0].shape)
    time = t.reshape(-1, 1, 1, 1).float() / 1000
    return torch.sin(1.3 * x + phase + 2 * time) + 0.3 * x * torch.cos(5 * time)


def drawing(seed: int) -> Callable[[], Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return lambda: torch.randn(SHAPE, generator=generator)


def dpm_sde(config: dict[str, Any], kind: dict[str, Any]) -> Any:
    """Its module wants torchsde, for noise that the comparison puts in by itself."""
    stub = types.ModuleType("torchsde")
    sys.modules.setdefault("torchsde", stub)
    try:
        from diffusers.schedulers.scheduling_dpmsolver_sde import DPMSolverSDEScheduler
    finally:
        if sys.modules["torchsde"] is stub:
            del sys.modules["torchsde"]
    return DPMSolverSDEScheduler.from_config({**config, **kind})


def from_config(name: str, **own: Any) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    return lambda config, kind: getattr(diffusers, name).from_config({**config, **own, **kind})


MAKERS = {
    "ddpm": from_config("DDPMScheduler", clip_sample=False),
    "ddim": from_config("DDIMScheduler", clip_sample=False),
    "plms": from_config("PNDMScheduler", skip_prk_steps=True),
    "euler": from_config("EulerDiscreteScheduler"),
    "euler_a": from_config("EulerAncestralDiscreteScheduler"),
    "heun": from_config("HeunDiscreteScheduler"),
    "lms": from_config("LMSDiscreteScheduler"),
    "dpm2": from_config("KDPM2DiscreteScheduler"),
    "dpmpp_2m": from_config("DPMSolverMultistepScheduler", algorithm_type="dpmsolver++"),
    "dpmpp_2m_sde": from_config("DPMSolverMultistepScheduler", algorithm_type="sde-dpmsolver++"),
    "dpmpp_sde": dpm_sde,
    "unipc": from_config("UniPCMultistepScheduler"),
    "lcm": from_config("LCMScheduler"),
}
WITH_GENERATOR = {"ddpm", "ddim", "euler_a", "dpmpp_2m_sde", "lcm"}


@dataclass
class Comparison:
    """Both walks from the same start with the same noise."""

    sampler: str
    kind: str
    steps: int
    fields: dict[str, Any]
    strength: float | None = None  # None: from words alone
    eta: float = 0.0
    tolerance: float = TOLERANCE

    def check(self) -> None:
        ours, theirs = self.ours(), self.theirs()
        scale = max(1.0, float(theirs.abs().max()))
        assert bool(torch.isfinite(theirs).all())
        assert float((ours - theirs).abs().max()) <= self.tolerance * scale

    def ours(self) -> Tensor:
        config = ScheduleConfig(**self.fields)
        path = noise_path(NoiseSchedule(config), self.sampler, self.kind, self.steps, self.eta)
        denoiser = Denoiser(
            network, config.prediction_type or "epsilon", lambda sigma: path.time_of(sigma)
        )
        latents, noise, draw = self.start()
        if self.strength is None:
            x = start_from_noise(noise, path)
        else:
            path = path.tail(self.strength)
            x = start_from_latents(latents, noise, path)
        cond = Conditioning(torch.zeros(1, 1, 1))
        walk = SAMPLERS[self.sampler](lambda x, sigma: denoiser(x, sigma, cond), x, path, draw)
        steps = list(walk)
        assert [step.index for step in steps] == list(range(path.steps))
        return finish(steps[-1].x, path)

    def theirs(self) -> Tensor:
        """What a diffusers pipeline does with a scheduler: its x after the last step."""
        scheduler = MAKERS[self.sampler](self.fields, OF_KIND[self.kind])
        scheduler.set_timesteps(self.steps)
        latents, noise, draw = self.start()
        times = scheduler.timesteps
        if self.strength is None:
            x = noise * scheduler.init_noise_sigma
            begin = 0  # without it they start at the second of two equal timesteps
        else:
            kept = max(1, min(int(self.steps * self.strength), self.steps))
            begin = (self.steps - kept) * scheduler.order
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(begin)
        times = times[begin:]
        if self.strength is not None:
            x = scheduler.add_noise(latents, noise, times[:1])
        extra = {"generator": None} if self.sampler in WITH_GENERATOR else {}
        if self.sampler == "ddim":
            extra["eta"] = self.eta
        if self.sampler == "dpmpp_sde":
            scheduler.noise_sampler = lambda *levels: draw()
        with drawn_from(draw):
            for t in times:
                output = network(scheduler.scale_model_input(x, t), t.reshape(1), x)
                x = scheduler.step(output, t, x, return_dict=False, **extra)[0]
        return x

    def start(self) -> tuple[Tensor, Tensor, Callable[[], Tensor]]:
        draw = drawing(self.steps)
        return draw(), draw(), draw


class drawn_from:  # noqa: N801 - reads as a verb
    """Lets the schedulers of diffusers draw with `draw`."""

    def __init__(self, draw: Callable[[], Tensor]) -> None:
        self._patch = pytest.MonkeyPatch()
        self._draw = draw

    def __enter__(self) -> None:
        for name, module in list(sys.modules.items()):
            if name.startswith("diffusers.schedulers.") and hasattr(module, "randn_tensor"):
                self._patch.setattr(module, "randn_tensor", lambda *a, **k: self._draw())

    def __exit__(self, *_error: object) -> None:
        self._patch.undo()


@pytest.fixture
def compare() -> Callable[..., None]:
    """compare(sampler, kind, steps, fields, strength=…, eta=…) fails where the two walks differ."""

    def run(*given: Any, **more: Any) -> None:
        Comparison(*given, **more).check()

    return run
