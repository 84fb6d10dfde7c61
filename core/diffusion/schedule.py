"""How much noise there is at each of the training timesteps, from a model's scheduler_config.json.

`ScheduleConfig` mirrors the file, `NoiseSchedule` holds the numbers. Which of the levels a sampler
visits is `sigmas.py`; reading the file is `core/checkpoints`. Nothing here knows a network.

Axes: T training timesteps, B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.contract.errors import InvalidValue

BetaSchedule = Literal["linear", "scaled_linear", "squaredcos_cap_v2"]
Prediction = Literal["epsilon", "v_prediction"]
Spacing = Literal["leading", "linspace", "trailing"]
FinalSigma = Literal["zero", "sigma_min"]
SolverType = Literal["midpoint", "heun", "bh1", "bh2", "logrho"]

# Stands for 0 at the last step of a zero-terminal-SNR schedule, so that sigma stays finite.
LAST_ALPHA = 2.0**-24
COSINE_BETA_MAX = 0.999

_MUST_BE_OFF = (
    "thresholding",
    "use_beta_sigmas",
    "use_lu_lambdas",
    "use_flow_sigmas",
)


@dataclass(frozen=True)
class ScheduleConfig:
    """The fields of scheduler_config.json that shape a picture. None: the file does not say.

    An absent field takes the default of the diffusers class that defines the sampler, which differs
    from sampler to sampler; `sigmas.py` knows those. Raises `InvalidValue` for what is not built.
    """

    num_train_timesteps: int | None = None  # 1000
    beta_start: float | None = None  # 0.0001
    beta_end: float | None = None  # 0.02
    beta_schedule: BetaSchedule | None = None  # linear
    trained_betas: tuple[float, ...] | None = None  # overrides the three above
    rescale_betas_zero_snr: bool | None = None  # False; Lin et al. 2023
    prediction_type: Prediction | None = None  # epsilon
    timestep_spacing: Spacing | None = None
    steps_offset: int | None = None
    set_alpha_to_one: bool | None = None  # ddim: True, plms: False
    final_sigmas_type: FinalSigma | None = None  # zero; euler, dpmpp_2m, unipc
    use_karras_sigmas: bool | None = None  # False
    use_exponential_sigmas: bool | None = None  # False
    sigma_min: float | None = None  # ends of karras and exponential; None: the schedule's own
    sigma_max: float | None = None
    interpolation_type: Literal["linear"] | None = None  # euler
    timestep_type: Literal["discrete"] | None = None  # euler
    algorithm_type: str | None = None  # the sampler decides, not the file
    solver_order: int | None = None  # 2; dpmpp_2m (1 or 2), unipc (1 to 3)
    # dpmpp_2m: midpoint, unipc: bh2, for each other's names too
    solver_type: SolverType | None = None
    lower_order_final: bool | None = None  # True; dpmpp_2m, unipc
    euler_at_final: bool | None = None  # False; dpmpp_2m
    lambda_min_clipped: float | None = None  # -infinity; dpmpp_2m
    predict_x0: bool | None = None  # True; unipc
    disable_corrector: tuple[int, ...] | None = None  # none; unipc
    variance_type: str | None = None  # fixed_small; ddpm
    original_inference_steps: int | None = None  # 50; lcm
    timestep_scaling: float | None = None  # 10; lcm
    clip_sample: bool | None = None  # ddim, ddpm: hold the guess within ± clip_sample_range
    clip_sample_range: float | None = None  # 1
    thresholding: bool | None = None
    use_beta_sigmas: bool | None = None
    use_lu_lambdas: bool | None = None
    use_flow_sigmas: bool | None = None

    def __post_init__(self) -> None:
        for name in _MUST_BE_OFF:
            if getattr(self, name):
                raise InvalidValue(name, True, "off")
        steps = self.num_train_timesteps
        if steps is not None and not 1 <= steps <= 100_000:
            raise InvalidValue("num_train_timesteps", steps, "between 1 and 100000")
        for name in ("beta_start", "beta_end"):
            beta = getattr(self, name)
            if beta is not None and not 0 < beta < 1:
                raise InvalidValue(name, beta, "between 0 and 1")
        if self.trained_betas is not None and not all(0 < b < 1 for b in self.trained_betas):
            raise InvalidValue("trained_betas", None, "numbers between 0 and 1")
        if self.solver_order is not None and self.solver_order not in (1, 2, 3):
            raise InvalidValue("solver_order", self.solver_order, "1, 2 or 3")
        taught = self.original_inference_steps
        if taught is not None and not 1 <= taught <= (steps or 1000):
            raise InvalidValue("original_inference_steps", taught, "between 1 and all timesteps")
        for name in ("sigma_min", "sigma_max", "timestep_scaling"):
            sigma = getattr(self, name)
            if sigma is not None and not 0 < sigma < math.inf:
                raise InvalidValue(name, sigma, "greater than 0")


class NoiseSchedule:
    """Betas and what follows from them, float32 on the CPU; the methods follow their arguments' device.

    `betas` (T,), `alphas_cumprod` (T,) falling, `sigmas` (T,) rising: sqrt((1 - a) / a).
    """

    def __init__(self, config: ScheduleConfig, last_alpha: float = LAST_ALPHA) -> None:
        self.config = config
        betas = _betas(config)
        if config.rescale_betas_zero_snr:
            betas = _zero_terminal_snr(betas)
        self.betas = betas
        self.alphas_cumprod = torch.cumprod(1.0 - betas, dim=0)
        if config.rescale_betas_zero_snr:
            self.alphas_cumprod[-1] = last_alpha
        self.sigmas = ((1 - self.alphas_cumprod) / self.alphas_cumprod) ** 0.5

    @property
    def timesteps(self) -> int:
        """T: how many levels the model was trained on."""
        return len(self.betas)

    @property
    def prediction(self) -> Prediction:
        """What the network predicts; epsilon where the file says nothing."""
        return self.config.prediction_type or "epsilon"

    def add_noise(self, latents: Tensor, noise: Tensor, t: Tensor) -> Tensor:
        """sqrt(a) · latents + sqrt(1 - a) · noise (Ho et al. 2020, eq. 4). (B,C,h,w), t (B,) whole, 0 … T-1."""
        signal, spread = self._scales(latents, t)
        return signal * latents + spread * noise

    def velocity(self, latents: Tensor, noise: Tensor, t: Tensor) -> Tensor:
        """v = sqrt(a) · noise - sqrt(1 - a) · latents (Salimans & Ho 2022). Shapes as in `add_noise`."""
        signal, spread = self._scales(latents, t)
        return signal * noise - spread * latents

    def snr(self, t: Tensor) -> Tensor:
        """a / (1 - a) at t (B,) → (B,) float32, for loss weights (Hang et al. 2023)."""
        alpha = self.alphas_cumprod.to(t.device)[t]
        return alpha / (1 - alpha)

    def _scales(self, like: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
        """sqrt(a) and sqrt(1 - a) of each picture, as (B,1,1,1) on the device and dtype of `like`."""
        alpha = self.alphas_cumprod.to(t.device)[t].to(like.device)
        shape = (-1, *(1,) * (like.dim() - 1))
        signal, spread = alpha**0.5, (1 - alpha) ** 0.5
        return signal.reshape(shape).to(like.dtype), spread.reshape(shape).to(like.dtype)


def _betas(config: ScheduleConfig) -> Tensor:
    """(T,) float32, each between 0 and 1."""
    if config.trained_betas is not None:
        return torch.tensor(config.trained_betas, dtype=torch.float32)
    count = config.num_train_timesteps or 1000
    start = 0.0001 if config.beta_start is None else config.beta_start
    end = 0.02 if config.beta_end is None else config.beta_end
    kind = config.beta_schedule or "linear"
    if kind == "linear":
        return torch.linspace(start, end, count, dtype=torch.float32)
    if kind == "scaled_linear":
        return torch.linspace(start**0.5, end**0.5, count, dtype=torch.float32) ** 2
    return torch.tensor(_cosine_betas(count), dtype=torch.float32)


def _cosine_betas(count: int) -> list[float]:
    """Nichol & Dhariwal 2021, eq. 17, capped where the noise would leave nothing."""

    def signal(time: float) -> float:
        return math.cos((time + 0.008) / 1.008 * math.pi / 2) ** 2

    return [
        min(1 - signal((i + 1) / count) / signal(i / count), COSINE_BETA_MAX) for i in range(count)
    ]


def _zero_terminal_snr(betas: Tensor) -> Tensor:
    """Shift and scale sqrt(a) so that nothing is left at the last step (Lin et al. 2023, algorithm 1)."""
    root = torch.cumprod(1.0 - betas, dim=0).sqrt()
    first, last = root[0].clone(), root[-1].clone()
    alphas_cumprod = ((root - last) * (first / (first - last))) ** 2
    alphas = torch.cat([alphas_cumprod[:1], alphas_cumprod[1:] / alphas_cumprod[:-1]])
    return 1 - alphas
