"""A recorded picture is the ordinary one to the bit, for every kind of model and run."""

import pytest
import torch
from PIL import Image

from core.contract.errors import InvalidValue
from core.contract.recipe import Recipe
from core.explain.recording import Leaving, Recording
from core.files.pictures import images
from core.files.pictures.images import pixel_hash
from core.insight.tokens import words_of

FAMILIES = ("sd1", "sd2-v", "sdxl")


def same(one: Image.Image, other: Image.Image) -> bool:
    return pixel_hash(one) == pixel_hash(other)


@pytest.mark.parametrize("family", FAMILIES)
def test_recorded_with_maps_is_the_same_picture(ask, drawn, family) -> None:
    request = ask(family, negative="blurry teddy")
    recording = Recording(maps=True)
    assert same(drawn(request), drawn(request, recording))
    trace = recording.trace
    assert [told.name for told in trace.told] == ["prompt", "negative"]
    assert len(trace.levels) == 4
    assert [(maps.told, maps.first) for maps in trace.maps] == [
        (told, step) for told in (0, 1) for step in range(4)
    ]
    for maps in trace.maps:
        for each in maps.stages.values():
            assert len(each) == len(trace.told[maps.told].tokens)
            assert torch.allclose(each.sum(0), torch.ones(each.shape[1:]), atol=1e-5)


@pytest.mark.parametrize("sampler", ["heun", "unipc", "dpmpp_2m_sde", "plms"])
def test_so_is_one_of_another_sampler(ask, drawn, sampler) -> None:
    request = ask(sampler=sampler)
    assert same(drawn(request), drawn(request, Recording(maps=True)))


def test_so_is_one_from_a_picture_or_repainted(ask, drawn, photo, half_mask) -> None:
    for fields in ({}, {"mask": half_mask}):
        request, recording = ask(init=photo, strength=0.6, **fields), Recording(maps=True)
        assert same(drawn(request), drawn(request, recording))
        assert len(recording.trace.levels) == 2
        assert {maps.told for maps in recording.trace.maps} == {0}  # nobody wrote the negative


def test_without_guidance_only_the_prompt_is_told(ask, drawn) -> None:
    recording = Recording(maps=True)
    drawn(ask(guidance_scale=1.0, negative="never read"), recording)
    assert [told.name for told in recording.trace.told] == ["prompt"]
    assert all(len(call.said) == 1 for call in recording.trace.calls)
    assert "swan" in dict(words_of(recording.trace.told[0].tokens))


def test_without_maps_nothing_is_heard(ask, drawn) -> None:
    recording = Recording()
    drawn(ask(), recording)
    assert recording.trace.maps == ()
    assert recording.is_whole


def test_too_large_a_run_is_refused_before_it_draws(ask, drawn, tmp_path) -> None:
    with pytest.raises(InvalidValue, match="steps"):
        drawn(ask(), Recording(limit=100))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("sampler", ["ddim", "euler_a", "dpmpp_2m", "lms"])
@pytest.mark.parametrize("step", [0, 2, 4])
def test_a_branch_without_change_is_the_identical_picture(ask, drawn, sampler, step) -> None:
    request, recording = ask(sampler=sampler), Recording()
    whole = drawn(request, recording)
    branch = Recording(leaving=Leaving(recording, step))
    assert same(whole, drawn(request, branch))
    assert branch.branch is None
    assert branch.first == step


def test_a_branch_with_other_words_is_another_picture_and_its_recipe_says_so(
    ask, drawn, tmp_path
) -> None:
    recording = Recording()
    whole = drawn(ask(), recording)
    output = str(tmp_path / "branch.png")
    branch = Recording(leaving=Leaving(recording, 2))
    other = drawn(ask(prompt="an oily teddy", guidance_scale=9.0, output=output), branch)
    assert not same(whole, other)
    texts = images.read_texts(output)
    left = Recipe.from_json(texts[images.RECIPE_KEY]).branch
    assert left is not None
    assert (left.step, left.pixel_hash) == (2, pixel_hash(whole))
    assert images.PARAMETERS_KEY not in texts
    assert torch.equal(branch.trace.calls[1].denoised, recording.trace.calls[1].denoised)
    assert not torch.equal(branch.trace.calls[2].denoised, recording.trace.calls[2].denoised)
    assert branch.trace.calls[1].said == ()


def test_a_branch_with_a_mask_leaves_the_rest_alone(ask, drawn, half_mask) -> None:
    recording = Recording()
    whole = drawn(ask(), recording)
    leaving = Leaving(recording, 1, images.read_picture(half_mask))
    part = drawn(ask(prompt="oil"), Recording(leaving=leaving))
    left, right = (0, 0, 32, 64), (32, 0, 64, 64)
    assert same(whole.crop(left), part.crop(left))
    assert not same(whole.crop(right), part.crop(right))


def test_a_branch_of_a_branch_is_one(ask, drawn) -> None:
    first = Recording()
    drawn(ask(), first)
    second = Recording(leaving=Leaving(first, 2))
    changed = drawn(ask(prompt="oil"), second)
    third = Recording(leaving=Leaving(second, 3))
    assert same(changed, drawn(ask(prompt="oil"), third))
    assert third.branch == second.branch is not None


@pytest.mark.parametrize("fields", [{"seed": 8}, {"steps": 5}, {"sampler": "euler"}])
def test_another_way_cannot_be_branched_into(ask, drawn, fields) -> None:
    recording = Recording()
    drawn(ask(sampler="ddim"), recording)
    with pytest.raises(InvalidValue, match="step"):
        drawn(ask(**({"sampler": "ddim"} | fields)), Recording(leaving=Leaving(recording, 2)))


def test_an_unfinished_run_and_a_wrong_step_cannot_be_branched_from(ask, drawn) -> None:
    recording = Recording()
    with pytest.raises(InvalidValue, match="step"):
        drawn(ask(), Recording(leaving=Leaving(recording, 1)))
    drawn(ask(), recording)
    with pytest.raises(InvalidValue, match="between 0 and 4"):
        drawn(ask(), Recording(leaving=Leaving(recording, 5)))
    small = Image.new("RGB", (8, 8), "white")
    with pytest.raises(InvalidValue, match="mask"):
        drawn(ask(), Recording(leaving=Leaving(recording, 1, small)))


def test_a_picture_whose_words_change_is_looked_at_text_by_text(ask, drawn) -> None:
    prompt = "a [swan:teddy:0.5] AND (oil:1.2) " + "and an apple " * 30
    request, recording = ask(prompt=prompt, negative="[red|blue]"), Recording(maps=True)
    assert same(drawn(request), drawn(request, recording))
    trace = recording.trace
    assert [told.name for told in trace.told] == ["prompt"] * 3 + ["negative"] * 2
    assert len({told.context.shape for told in trace.told}) == 1
    first, last = trace.calls[0], trace.calls[-1]
    assert [said.told for said in first.said] == [3, 0, 1]  # red · swan · oil
    assert [said.told for said in last.said] == [4, 2, 1]  # blue · teddy · oil
    assert {maps.told for maps in trace.maps} == set(range(5))


@pytest.mark.parametrize("saving", ["apart", "tiled", "offload"])
def test_so_is_one_that_saves_memory(ask, drawn, saving) -> None:
    request = ask(negative="a teddy", savings=(saving,), steps=2)
    recording = Recording(maps=True)
    assert same(drawn(request), drawn(request, recording))
    assert all(len(call.said) == 2 for call in recording.trace.calls)
    assert {maps.told for maps in recording.trace.maps} == {0, 1}
