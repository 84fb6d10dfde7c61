"""A picture at any time step, and the error of one step against a computation by hand."""

import pytest
import torch

from core.contract.errors import InvalidValue
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.explain.autoencoder import encoded
from core.explain.noise import NoiseBench, curves, spread_times
from core.files.catalogue.finding import find
from core.files.pictures.images import read_picture
from core.generation.picture_words import picture_words
from core.generation.plan import resolve
from core.generation.telling import tell


@pytest.fixture
def bench(ask, loader, photo):
    def make(family="sd1", **fields):
        request = ask(family, **fields)
        info = find(request.model)
        bundle = loader.load(info, torch.device("cpu"), torch.float32)
        plan, latents = resolve(request, info), encoded(bundle, read_picture(photo))
        (words,) = picture_words(request)
        told = tell(bundle, plan, words, 1).guides[0].conds[0]
        return NoiseBench(bundle, plan, words, latents), bundle, told, latents

    return make


@pytest.mark.parametrize("family", ["sd1", "sd2-v", "sdxl"])
def test_the_error_of_one_step_equals_a_hand_computation(bench, family) -> None:
    made, bundle, cond, z = bench(family)
    t, seed = 400, 3
    noise = torch.randn(z.shape, generator=torch.Generator().manual_seed(seed))
    a = bundle.schedule.alphas_cumprod[t]
    x = a.sqrt() * z + (1 - a).sqrt() * noise
    with torch.inference_mode():
        said = bundle.unet(x, torch.tensor([400.0]), cond.context, cond.pooled, cond.size_ids)
    is_v = family == "sd2-v"
    target = a.sqrt() * noise - (1 - a).sqrt() * z if is_v else noise
    x0 = a.sqrt() * x - (1 - a).sqrt() * said if is_v else (x - (1 - a).sqrt() * said) / a.sqrt()
    step = made.one_step(t, seed)
    assert torch.allclose(step.x, x, atol=1e-6)
    assert step.error == pytest.approx(float(((said - target) ** 2).mean()), rel=1e-4)
    assert torch.allclose(step.denoised, x0, atol=1e-3)


def test_the_curve_is_the_error_at_each_time_step_and_noise(bench) -> None:
    made, *_ = bench()
    points = list(made.errors((0, 500, 999), (1, 2)))
    assert [point.t for point in points] == [0, 500, 999]
    assert points[1].errors == tuple(made.one_step(500, seed).error for seed in (1, 2))
    assert points[1].mean == pytest.approx(sum(points[1].errors) / 2)


def test_at_the_first_step_a_picture_is_nearly_itself_and_at_the_last_noise(bench) -> None:
    made, _, _, z = bench()
    first, last = made.noised(0, 1), made.noised(999, 1)
    noise = torch.randn(z.shape, generator=torch.Generator().manual_seed(1))
    assert float((first - z).std()) < 0.05
    assert float((last - noise).std()) < 0.1 * float(z.std())
    assert made.picture(first).size == (64, 64)


def test_curves_are_the_schedules_own() -> None:
    schedule = NoiseSchedule(ScheduleConfig(beta_schedule="scaled_linear"))
    found = curves(schedule)
    assert {len(values) for values in found.values()} == {1000}
    assert found["alpha_cumprod"][:2] == pytest.approx(
        [1 - found["beta"][0], (1 - found["beta"][0]) * (1 - found["beta"][1])]
    )
    assert found["snr"][9] == pytest.approx(1 / found["sigma"][9] ** 2, rel=1e-4)


def test_times_are_spread_from_the_first_to_the_last() -> None:
    assert spread_times(1000, 3) == (0, 500, 999)
    assert spread_times(1000, 1) == (0,)
    assert spread_times(5, 100) == (0, 1, 2, 3, 4)
    with pytest.raises(InvalidValue):
        spread_times(1000, 0)


def test_what_cannot_be_is_told(bench) -> None:
    made, *_ = bench()
    with pytest.raises(InvalidValue, match="between 0 and 999"):
        made.one_step(1000, 1)
