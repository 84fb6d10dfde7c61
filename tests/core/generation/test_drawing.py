"""One picture on the tiny model: exact start, exact ends."""

from dataclasses import replace

import pytest
import torch
from PIL import Image

from core.contract.errors import NonFiniteResult
from core.generation import drawing
from core.generation.bundle import ModelBundle
from core.generation.drawing import Canvas
from core.generation.encoding import encode_picture
from core.generation.plan import resolve


def canvas(bundle, plan, posterior=None) -> Canvas:
    return Canvas(
        drawing.sampling_path(bundle, plan), *drawing.encode_prompt(bundle, plan), posterior
    )


@torch.inference_mode()
def draw(bundle, plan, seed: int, posterior=None) -> Image.Image:
    shared = canvas(bundle, plan, posterior)
    steps = list(drawing.walk(bundle, plan, shared, seed))
    return drawing.decode(bundle, shared, steps[-1].x)


def test_size_and_seed_make_the_picture(bundle, ask, info) -> None:
    plan = resolve(ask(width=40, height=24), info)
    one, same, other = (draw(bundle, plan, seed) for seed in (1, 1, 2))
    assert one.size == (40, 24)
    assert one.tobytes() == same.tobytes()
    assert one.tobytes() != other.tobytes()


def test_a_spacing_that_is_given_changes_the_time_steps(bundle, ask, info) -> None:
    last = bundle.schedule.timesteps - 1
    for spacing, first in (("trailing", last), ("leading", last // 2 + 2)):
        plan = resolve(ask(steps=2, sampler="ddim", spacing=spacing), info)
        path = drawing.sampling_path(bundle, plan)
        assert path.time_of(float(path.sigmas[0])) == first
    assert bundle.schedule.config.timestep_spacing is None


def test_a_network_that_is_told_its_guidance_runs_once_a_step(bundle, ask, info) -> None:
    asked = []

    def network(x, t, context, pooled, size_ids, guidance_scale=None):
        asked.append((len(x), guidance_scale))
        return torch.zeros_like(x)

    bundle.unet.forward = network
    told = replace(info, is_told_guidance=True)
    draw(bundle, resolve(ask(guidance_scale=8.0, steps=2), told), 1)
    draw(bundle, resolve(ask(guidance_scale=8.0, steps=1), info), 1)
    assert asked == [(1, 8.0), (1, 8.0), (2, None)]


def test_negative_counts_only_with_guidance(bundle, ask, info) -> None:
    with torch.inference_mode():
        for scale, expected in ((1.0, None), (2.0, (1, 77, 16))):
            plan = resolve(ask(guidance_scale=scale, negative="blurry"), info)
            _, uncond = drawing.encode_prompt(bundle, plan)
            assert (None if uncond is None else tuple(uncond.context.shape)) == expected


def test_a_missing_negative_is_the_empty_text(bundle, ask, info) -> None:
    with torch.inference_mode():
        missing = drawing.encode_prompt(bundle, resolve(ask(), info))
        empty = drawing.encode_prompt(bundle, resolve(ask(negative=""), info))
    assert torch.equal(missing[1].context, empty[1].context)


def test_an_xl_model_is_told_sizes_and_nothing_as_zeros(info, tiny_xl_model, ask) -> None:
    bundle = ModelBundle.of(info, tiny_xl_model, None, torch.device("cpu"), torch.float32)

    def told(**fields):
        with torch.inference_mode():
            return drawing.encode_prompt(bundle, resolve(ask(width=64, height=40, **fields), info))

    cond, uncond = told()
    assert cond.size_ids.tolist() == uncond.size_ids.tolist() == [[40, 64, 0, 0, 40, 64]]
    assert not uncond.context.any()
    assert not uncond.pooled.any()
    assert uncond.context.shape == cond.context.shape == (1, 77, 40)
    assert told(negative="")[1].context.any()
    bundle.force_zeros = False
    assert torch.equal(told()[1].context, told(negative="")[1].context)
    assert told(guidance_scale=1.0)[1] is None


def test_posterior_noise_is_drawn_before_the_start_noise(bundle, ask, info, photo) -> None:
    plan = resolve(ask(init=str(photo()), strength=1.0, sampler="euler"), info)
    with torch.inference_mode():
        posterior = encode_picture(bundle, Image.open(plan.init))
        shared, asked = canvas(bundle, plan, posterior), []
        bundle.unet.register_forward_pre_hook(lambda module, given: asked.append(given[0]))
        next(drawing.walk(bundle, plan, shared, 9))
    generator = torch.Generator().manual_seed(9)
    first, second = (torch.randn(1, 4, 4, 4, generator=generator) for _ in range(2))
    sigma = float(shared.path.sigmas[0])
    latents = posterior.sample(first) * bundle.vae.config.scaling_factor
    want = (latents + sigma * second) / (1 + sigma**2) ** 0.5
    assert torch.allclose(asked[0][:1], want, atol=1e-6)


def test_prediction_can_be_overruled(bundle, ask, info) -> None:
    kinds = {
        c: drawing.prediction(bundle, resolve(ask(prediction=c), info))
        for c in ("auto", "eps", "v")
    }
    assert kinds == {"auto": "epsilon", "eps": "epsilon", "v": "v_prediction"}


def test_an_overruled_prediction_draws_another_picture(bundle, ask, info) -> None:
    own, same, other = (
        draw(bundle, resolve(ask(prediction=choice), info), 1) for choice in ("auto", "eps", "v")
    )
    assert own.tobytes() == same.tobytes() != other.tobytes()


def test_broken_latents_are_refused(bundle, ask, info) -> None:
    broken = torch.full((1, 4, 4, 4), float("nan"))
    with pytest.raises(NonFiniteResult) as caught:
        drawing.decode(bundle, canvas(bundle, resolve(ask(), info)), broken)
    assert (caught.value.stage, caught.value.dtype) == ("denoise", "float32")
