"""One picture on the tiny model: exact start, exact ends."""

from dataclasses import replace

import pytest
import torch
from PIL import Image

from core.contract.errors import NonFiniteResult
from core.generation import drawing
from core.generation.drawing import Canvas
from core.generation.encoding import encode_picture
from core.generation.picture_words import PictureWords
from core.generation.plan import resolve
from core.generation.telling import tell
from core.prompt.reading import read_prompt


def canvas(bundle, plan, posterior=None) -> Canvas:
    return Canvas(drawing.sampling_path(bundle, plan), posterior)


def walk(bundle, plan, shared: Canvas, seed: int):
    told = tell(bundle, plan, PictureWords(read_prompt(plan.prompt)), shared.path.steps)
    return drawing.walk(bundle, plan, shared, told, seed)


@torch.inference_mode()
def draw(bundle, plan, seed: int, posterior=None) -> Image.Image:
    shared = canvas(bundle, plan, posterior)
    steps = list(walk(bundle, plan, shared, seed))
    return drawing.decode(bundle, shared.path, steps[-1].x)


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


def test_posterior_noise_is_drawn_before_the_start_noise(bundle, ask, info, photo) -> None:
    plan = resolve(ask(init=str(photo()), strength=1.0, sampler="euler"), info)
    with torch.inference_mode():
        posterior = encode_picture(bundle, Image.open(plan.init))
        shared, asked = canvas(bundle, plan, posterior), []
        bundle.unet.register_forward_pre_hook(lambda module, given: asked.append(given[0]))
        next(walk(bundle, plan, shared, 9))
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
        drawing.decode(bundle, canvas(bundle, resolve(ask(), info)).path, broken)
    assert (caught.value.stage, caught.value.dtype) == ("denoise", "float32")


def test_each_step_is_drawn_with_its_own_words(bundle, ask, info) -> None:
    contexts = []
    bundle.unet.register_forward_pre_hook(lambda module, given: contexts.append(given[2]))
    plan = resolve(ask(prompt="[a:b:0.5]", steps=4, sampler="heun"), info)
    draw(bundle, plan, 1)
    alone = {
        text: tell(bundle, plan, PictureWords(read_prompt(text)), 1).guides[0] for text in "ab"
    }
    said = [
        next(t for t, guide in alone.items() if torch.equal(seen[1:], guide.conds[0].context))
        for seen in contexts
    ]
    assert "".join(said) == "aaaa" + "bbb"  # heun asks twice in every step but the last


@pytest.mark.parametrize(("savings", "passes"), [((), [2]), (("apart",), [1, 1])])
def test_guidance_takes_one_pass_or_two(bundle, ask, info, savings, passes) -> None:
    bundle.savings, seen = savings, []
    bundle.unet.register_forward_pre_hook(lambda module, given: seen.append(len(given[0])))
    draw(bundle, resolve(ask(steps=3, sampler="euler"), info), 1)
    assert seen == passes * 3
