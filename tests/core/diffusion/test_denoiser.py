"""eps and v networks as denoisers: exact where the prediction is exact."""

import pytest
import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser

SIGMA = 2.5


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_perfect_prediction_gives_the_clean_latents(prediction) -> None:
    latents, noise = torch.randn(2, 3, 4, 8, 8, generator=torch.Generator().manual_seed(0)).unbind()
    signal = 1 / (1 + SIGMA**2) ** 0.5
    spread = SIGMA * signal
    asked: list[Tensor] = []

    def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        asked.extend((x, t))
        return noise if prediction == "epsilon" else signal * noise - spread * latents

    denoiser = Denoiser(network, prediction, lambda sigma: 412.5)
    denoised = denoiser(latents + SIGMA * noise, SIGMA, Conditioning(torch.zeros(3, 1, 1)))
    assert torch.allclose(denoised, latents, atol=1e-5)
    assert torch.allclose(asked[0], signal * latents + spread * noise, atol=1e-6)
    assert asked[1].tolist() == [412.5] * 3


def test_network_computes_in_its_dtype_and_x_stays_float32() -> None:
    seen: list[torch.dtype] = []

    def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        seen.extend((x.dtype, context.dtype, t.dtype))
        return x

    denoiser = Denoiser(network, "epsilon", lambda sigma: 1.0, torch.bfloat16)
    cond = Conditioning(torch.ones(1, 2, 3))
    assert denoiser(torch.ones(1, 4, 2, 2), 1.0, cond).dtype is torch.float32
    assert seen == [torch.bfloat16, torch.bfloat16, torch.float32]
