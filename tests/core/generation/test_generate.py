"""From request to pictures: events in order, cancel at once, failures that leave nothing behind."""

import json
from pathlib import Path

import pytest
import torch

from core.contract import events as ev
from core.contract import notices
from core.contract.errors import (
    InvalidValue,
    OutOfMemory,
)
from core.contract.recipe import Recipe, recipe_to_request
from core.files.pictures import images
from core.files.recipes.inputs import input_path
from core.generation.generate import generate
from tests.support.drawn import done, files, recipe_of, run, without_previews


def test_events_come_in_order(ask, loader) -> None:
    events = run(ask(count=2), loader)
    assert all(event.job == "job 1" for event in events)
    assert all(ev.from_line(ev.to_line(event)) == event for event in events)
    shown = without_previews(events)
    told = [e.phase if isinstance(e, ev.Phase) else type(e).__name__ for e in shown]
    one = ["denoise", *["Step"] * 4, "decode", "save", "ImageDone"]
    assert told == ["load", "MemoryPlan", "encode_text", *one, *one, "JobDone"]
    assert [(e.step, e.steps, e.index) for e in events if isinstance(e, ev.Step)] == [
        (step, 4, index) for index in (0, 1) for step in (1, 2, 3, 4)
    ]
    assert [(e.index, e.seed, e.width) for e in done(events)] == [(0, 5, 32), (1, 6, 32)]
    assert all(images.read_picture(e.path).size == (32, 32) for e in done(events))


def test_again_is_bit_equal(ask, loader, photo, tmp_path) -> None:
    request = ask(init=str(photo(45, 31)), strength=0.7, sampler="dpmpp_2m", schedule="karras")
    first = done(run(request, loader))[0]
    recipe = Recipe.from_json(images.read_texts(first.path)["reverie"])
    assert recipe.init_hash is not None
    kept = input_path(Path(first.path).parent, recipe.init_hash)
    again = recipe_to_request(recipe, model="tiny", output=str(tmp_path / "b.png"), init=str(kept))
    second = done(run(again, loader))[0]
    assert images.pixel_hash(images.read_picture(second.path)) == recipe.pixel_hash


def test_a_repainted_picture_is_made_again_to_the_bit(ask, loader, photo, stripe, tmp_path) -> None:
    request = ask(
        init=str(photo(45, 31)),
        mask=stripe(20, 20),
        strength=0.7,
        sampler="euler_a",
        mask_feather=2,
        fill="noise",
    )
    first = done(run(request, loader))[0]
    recipe = recipe_of(first)
    init, mask = (
        str(input_path(Path(first.path).parent, digest or ""))
        for digest in (recipe.init_hash, recipe.mask_hash)
    )
    again = recipe_to_request(
        recipe, model="tiny", output=str(tmp_path / "b.png"), init=init, mask=mask
    )
    second = done(run(again, loader))[0]
    assert images.pixel_hash(images.read_picture(second.path)) == recipe.pixel_hash
    assert recipe_of(second) == recipe


def test_a_picture_far_larger_than_what_the_model_learned_is_told(ask, loader, photo) -> None:
    def told(**changes):
        events = run(ask(overwrite=True, steps=1, **changes), loader)
        return [(e.code, e.data) for e in events if isinstance(e, ev.Notice)]

    large = str(photo(64, 64))
    assert told(init=large) == [(notices.SIZE_FAR, {"size": "64 × 64", "learned": "32 × 32"})]
    assert told(init=large, width=64, height=64) == []
    assert told(init=str(photo(56, 56))) == []


def test_a_mask_of_another_size_is_told(ask, loader, photo, stripe) -> None:
    events = run(ask(init=str(photo()), mask=stripe(16, 64)), loader)
    (notice,) = (event for event in events if isinstance(event, ev.Notice))
    assert (notice.code, notice.data) == (
        notices.MASK_RESIZED,
        {"mask": "16 × 64", "picture": "32 × 32"},
    )
    events = run(ask(init=str(photo()), mask=stripe(), overwrite=True), loader)
    assert not any(isinstance(event, ev.Notice) for event in events)


def test_stop_is_heard_within_one_step(ask, loader, tmp_path) -> None:
    whole = without_previews(run(ask(count=2, steps=2, output=str(tmp_path / "whole")), loader))
    for after in range(1, len(whole) - 1):
        folder = tmp_path / f"stopped-{after}"
        request = ask(count=2, steps=2, output=str(folder))
        events = without_previews(run(request, loader, stop_after=after))
        assert isinstance(events[-1], ev.JobCancelled)
        assert len(events) == after + 1
        assert len(files(folder)) == len(done(events))


def test_the_step_after_stop_is_not_run(ask, loader, tiny_model) -> None:
    asked: list[int] = []
    hook = tiny_model.unet.register_forward_pre_hook(lambda module, given: asked.append(1))
    stop = [False]
    for event in generate(ask(), loader, lambda: stop[0]):
        stop[0] = stop[0] or isinstance(event, ev.Step)
    hook.remove()
    assert len(asked) == 1


def test_a_full_memory_is_typed_and_leaves_nothing(ask, loader, tiny_model, monkeypatch) -> None:
    request = ask()

    def full(*arguments):
        raise RuntimeError(
            "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
        )

    monkeypatch.setattr(tiny_model.unet, "forward", full)
    with pytest.raises(OutOfMemory) as caught:
        run(request, loader)
    assert caught.value.needed == -1  # of one tensor is no figure for a picture
    assert caught.value.__context__ is None
    assert not Path(request.output).exists()


def test_a_defect_of_ours_is_not_hidden(ask, loader, tiny_model, monkeypatch) -> None:
    def broken(*arguments):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(tiny_model.unet, "forward", broken)
    with pytest.raises(RuntimeError, match="mat1"):
        run(ask(), loader)


def test_clip_skip_is_recorded_and_beyond_the_layers_refused(ask, loader) -> None:
    (drawn,) = done(run(ask(), loader))
    assert recipe_of(drawn).clip_skip == 1
    with pytest.raises(InvalidValue, match="clip_skip"):
        run(ask(clip_skip=2, overwrite=True), loader)


def test_the_mode_of_the_caller_is_untouched_between_events(ask, loader) -> None:
    for _ in generate(ask(), loader, lambda: False):
        assert not torch.is_inference_mode_enabled()
        assert torch.is_grad_enabled()


def test_a_recipe_without_the_language_draws_as_it_did(ask, loader, tmp_path) -> None:
    request = ask(prompt="a (b:1.5) [c]", plain_prompt=True)
    (drawn,) = done(run(request, loader))
    recipe = recipe_of(drawn)
    old = {k: v for k, v in json.loads(recipe.to_json()).items() if "expanded" not in k}
    del old["plain_prompt"]
    again = recipe_to_request(
        Recipe.from_json(json.dumps(old)), model="tiny", output=str(tmp_path / "again.png")
    )
    (drawn,) = done(run(again, loader))
    assert recipe_of(drawn).pixel_hash == recipe.pixel_hash
