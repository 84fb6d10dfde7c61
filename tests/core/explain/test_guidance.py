"""One step put together anew: exactly what the run had, and what a run with another guidance would have."""

import numpy as np
import pytest
import torch

from core.contract.errors import InvalidValue
from core.explain.guidance import AtStep, at_step, difference
from core.explain.recording import Leaving, Recording
from core.generation.preview import SD1_PREVIEW


def recorded(ask, drawn, **fields) -> Recording:
    recording = Recording()
    drawn(ask(**fields), recording)
    return recording


@pytest.mark.parametrize("fields", [{}, {"family": "sd2-v"}, {"rescale": 0.7}, {"negative": "oil"}])
def test_at_its_own_guidance_a_step_is_itself_to_the_bit(ask, drawn, fields) -> None:
    run = recorded(ask, drawn, guidance_scale=5.0, **fields)
    for call in run.trace.calls:
        assert torch.equal(at_step(run, call.step).guided(5.0), call.denoised)


def test_at_another_guidance_the_first_step_is_that_of_such_a_run(ask, drawn) -> None:
    five, nine = (recorded(ask, drawn, guidance_scale=g) for g in (5.0, 9.0))
    assert torch.equal(at_step(five, 0).guided(9.0), nine.trace.calls[0].denoised)


def test_one_is_with_words_and_nought_is_without(ask, drawn) -> None:
    run = recorded(ask, drawn)
    step = at_step(run, 1)
    without, with_words = step.guesses()
    assert torch.equal(step.guided(1), with_words)
    assert torch.equal(step.guided(0), without)
    plain = recorded(ask, drawn, guidance_scale=1.0)  # a batch of another size: other last bits
    assert torch.allclose(at_step(run, 0).guided(1), plain.trace.calls[0].denoised, atol=1e-3)


def test_figures_tell_how_far_the_words_pull(ask, drawn) -> None:
    step = at_step(recorded(ask, drawn), 2)
    assert step.figures()["difference_std"] == pytest.approx(
        float((step.with_words - step.without).std())
    )


def test_a_difference_of_none_is_grey() -> None:
    same = torch.randn(1, 4, 3, 3)
    assert np.array_equal(difference(SD1_PREVIEW, same, same), np.full((3, 3, 3), 128, np.uint8))
    assert difference(SD1_PREVIEW, same, same + 0.5).std() > 0


def test_what_has_no_two_answers_is_told(ask, drawn) -> None:
    with pytest.raises(InvalidValue, match="guidance above 1"):
        at_step(recorded(ask, drawn, guidance_scale=1.0), 0)
    run = recorded(ask, drawn)
    with pytest.raises(InvalidValue, match="between 0 and 3"):
        at_step(run, 4)
    branch = Recording(leaving=Leaving(run, 2))
    drawn(ask(prompt="oil"), branch)
    with pytest.raises(InvalidValue, match="between 2 and 3"):
        at_step(branch, 1)
    assert isinstance(at_step(branch, 2), AtStep)
    with pytest.raises(InvalidValue, match="guidance_scale"):
        at_step(run, 0).guided(float("nan"))


@pytest.mark.parametrize(
    "prompt", ["a swan AND an apple:0.5", "[oil:teddy:2] swan", "a (swan:1.4)"]
)
def test_so_is_a_step_of_several_prompts_of_changing_ones_and_of_emphasis(
    ask, drawn, prompt
) -> None:
    run = recorded(ask, drawn, prompt=prompt, negative="blurry", rescale=0.3)
    for call in run.trace.calls:
        assert torch.equal(at_step(run, call.step).guided(5.0), call.denoised)


def test_the_same_words_on_both_sides_pull_nowhere(ask, drawn) -> None:
    run = recorded(ask, drawn, prompt="a swan", negative="a swan")
    assert float(at_step(run, 1).pull.abs().max()) < 1e-3
