"""From request to pictures: events in order, cancel at once, failures that leave nothing behind."""

import copy
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract import events as ev
from core.contract import notices
from core.contract.errors import (
    DeviceUnavailable,
    FileAlreadyThere,
    InvalidValue,
    NonFiniteResult,
    OutOfMemory,
    WildcardMissing,
)
from core.contract.recipe import Recipe, recipe_to_request
from core.files import images
from core.files.inputs import input_path
from core.generation import generate as module
from core.generation.generate import generate
from core.generation.loader import Loader
from core.generation.preview import Previewer


def run(request, loader, stop_after: int | None = None) -> list[ev.Event]:
    """All events; with `stop_after`, Stop is pressed when so many have come (previews aside)."""
    seen: list[ev.Event] = []

    def cancelled() -> bool:
        return stop_after is not None and len(without_previews(seen)) >= stop_after

    for event in generate(request, loader, cancelled, "job 1"):
        seen.append(event)
    return seen


def without_previews(events: list[ev.Event]) -> list[ev.Event]:
    """How many previews there are depends on the clock."""
    return [event for event in events if not isinstance(event, ev.Preview)]


def done(events: list[ev.Event]) -> list[ev.ImageDone]:
    return [event for event in events if isinstance(event, ev.ImageDone)]


def recipe_of(event: ev.ImageDone) -> Recipe:
    return Recipe.from_json(images.read_texts(event.path)[images.RECIPE_KEY])


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


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


def test_a_preview_comes_early(ask, loader) -> None:
    previews = [e for e in run(ask(), loader) if isinstance(e, ev.Preview)]
    assert previews
    assert previews[0].step == 1


def test_previews_of_a_batch_share_their_pace(ask, loader, monkeypatch) -> None:
    monkeypatch.setattr(module, "Previewer", lambda colours: Previewer(colours, lambda: 0.0))
    previews = [e for e in run(ask(count=3), loader) if isinstance(e, ev.Preview)]
    assert len(previews) == 1


def test_words_and_start_picture_are_encoded_once_for_a_batch(
    ask, loader, tiny_model, photo
) -> None:
    asked: list[str] = []
    hooks = [
        part.register_forward_pre_hook(lambda *given, name=name: asked.append(name))
        for name, part in (("text", tiny_model.text_encoder), ("vae", tiny_model.vae.encoder))
    ]
    run(ask(count=3, init=str(photo())), loader)
    for hook in hooks:
        hook.remove()
    assert sorted(asked) == ["text", "text", "vae"]


def test_guidance_of_one_runs_the_network_once_a_step(ask, loader, tiny_model) -> None:
    batches: list[int] = []
    hook = tiny_model.unet.register_forward_pre_hook(
        lambda network, given: batches.append(len(given[0]))
    )
    for scale in (1.0, 2.0):
        run(ask(guidance_scale=scale, steps=2, overwrite=True), loader)
    hook.remove()
    assert batches == [1, 1, 2, 2]


def test_pictures_of_a_batch_are_those_drawn_alone(ask, loader, tmp_path) -> None:
    batch = done(run(ask(count=3, output=str(tmp_path / "many")), loader))
    alone = done(run(ask(seed=7, output=str(tmp_path / "alone")), loader))
    hashes = [images.pixel_hash(images.read_picture(e.path)) for e in (batch[2], alone[0])]
    assert hashes[0] == hashes[1]


def test_again_is_bit_equal(ask, loader, photo, tmp_path) -> None:
    request = ask(init=str(photo(45, 31)), strength=0.7, sampler="dpmpp_2m", schedule="karras")
    first = done(run(request, loader))[0]
    recipe = Recipe.from_json(images.read_texts(first.path)["reverie"])
    assert recipe.init_hash is not None
    kept = input_path(Path(first.path).parent, recipe.init_hash)
    again = recipe_to_request(recipe, model="tiny", output=str(tmp_path / "b.png"), init=str(kept))
    second = done(run(again, loader))[0]
    assert images.pixel_hash(images.read_picture(second.path)) == recipe.pixel_hash


@pytest.fixture
def stripe(tmp_path):
    """A mask file: the middle third is white."""

    def make(width: int = 32, height: int = 32) -> str:
        image = Image.new("L", (width, height), 0)
        image.paste(255, (width // 3, 0, 2 * width // 3, height))
        image.save(tmp_path / "mask.png")
        return str(tmp_path / "mask.png")

    return make


@pytest.mark.parametrize("fields", [{}, {"mask_feather": 4}, {"match_colours": True}])
@pytest.mark.parametrize("strength", [0.0, 0.6, 1.0])
def test_outside_the_mask_every_byte_stays(ask, loader, photo, stripe, strength, fields) -> None:
    source = photo()
    request = ask(init=str(source), mask=stripe(), strength=strength, **fields)
    image = np.asarray(images.read_picture(done(run(request, loader))[0].path))
    old = np.asarray(images.read_picture(source))
    inside = (np.arange(32) >= 10) & (np.arange(32) < 21)
    assert np.array_equal(image[:, ~inside], old[:, ~inside])
    assert np.array_equal(image, old) == (strength == 0)


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


def test_an_empty_mask_changes_nothing(ask, loader, photo, tmp_path) -> None:
    Image.new("L", (32, 32), 0).save(tmp_path / "mask.png")
    with pytest.raises(InvalidValue):
        run(ask(init=str(photo()), mask=str(tmp_path / "mask.png")), loader)
    assert not (tmp_path / "out").exists()
    assert loader.reads == []


def test_strength_decides_how_many_steps(ask, loader, photo) -> None:
    for strength, steps in ((0.001, 1), (0.5, 2), (1.0, 4)):
        request = ask(init=str(photo()), strength=strength, overwrite=True)
        events = run(request, loader)
        assert sum(isinstance(e, ev.Step) for e in events) == steps
        assert any(isinstance(e, ev.Phase) and e.phase == "encode_picture" for e in events)


def test_strength_0_returns_the_picture_and_loads_nothing(ask, loader, photo) -> None:
    source = photo(48, 24)
    events = run(ask(init=str(source), strength=0.0, count=2), loader)
    for event in done(events):
        copy = images.read_picture(event.path)
        assert copy.tobytes() == images.read_picture(source).tobytes()
    assert loader.reads == []


def test_inputs_go_where_they_are_wanted(ask, loader, photo, tmp_path) -> None:
    request = ask(init=str(photo()), keep_inputs=str(tmp_path / "pictures"))
    path = Path(done(run(request, loader))[0].path)
    recipe = Recipe.from_json(images.read_texts(path)["reverie"])
    assert input_path(tmp_path / "pictures", recipe.init_hash or "").is_file()
    assert files(path.parent) == [path]


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


def test_input_at_fault_changes_nothing(ask, loader, tmp_path) -> None:
    (tmp_path / "there.png").write_bytes(b"old")
    before = files(tmp_path)
    for fields, error in (
        ({"output": str(tmp_path / "there.png")}, FileAlreadyThere),
        ({"output": str(tmp_path / "a.jpg")}, InvalidValue),
        ({"device": "mps"}, DeviceUnavailable),
    ):
        with pytest.raises(error):
            run(ask(**fields), loader)
    assert loader.reads == []
    assert files(tmp_path) == before


def test_a_full_memory_is_typed_and_leaves_nothing(ask, loader, tiny_model, monkeypatch) -> None:
    request = ask()

    def full(*arguments):
        raise RuntimeError(
            "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
        )

    monkeypatch.setattr(tiny_model.unet, "forward", full)
    with pytest.raises(OutOfMemory) as caught:
        run(request, loader)
    assert caught.value.needed == 9
    assert caught.value.__context__ is None
    assert not Path(request.output).exists()


def test_a_defect_of_ours_is_not_hidden(ask, loader, tiny_model, monkeypatch) -> None:
    def broken(*arguments):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(tiny_model.unet, "forward", broken)
    with pytest.raises(RuntimeError, match="mat1"):
        run(ask(), loader)


def test_broken_numbers_are_not_saved(ask, loader, tiny_model, monkeypatch) -> None:
    request = ask()
    monkeypatch.setattr(tiny_model.unet, "forward", lambda x, *told: x * float("nan"))
    with pytest.raises(NonFiniteResult):
        run(request, loader)
    assert not Path(request.output).parent.exists()


def test_an_autoencoder_that_overflows_is_told_once(ask, info, tiny_model, photo) -> None:
    """As SDXL's does in half precision: the decoder's activations grow beyond 65504."""
    model = copy.deepcopy(tiny_model)
    with torch.no_grad():
        for layer in (model.vae.decoder.conv_in, model.vae.encoder.conv_in):
            layer.weight.fill_(60_000.0)
            layer.bias.fill_(60_000.0)
    for network in (model.unet, model.vae, model.text_encoder):
        network.half()
    loader = Loader(find=lambda name: info, read=lambda path, **asked: model)
    for start in (None, str(photo())):
        model.vae.half()
        events = run(ask(dtype="float16", count=2, init=start, overwrite=True), loader)
        told = [(e.code, e.data) for e in events if isinstance(e, ev.Notice)]
        assert told == [(notices.VAE_OVERFLOW, {"dtype": "float16", "used": "float32"})]
        assert len(done(events)) == 2
        assert recipe_of(done(events)[0]).dtype == "float16"


def test_clip_skip_is_recorded_and_beyond_the_layers_refused(ask, loader) -> None:
    (drawn,) = done(run(ask(), loader))
    assert recipe_of(drawn).clip_skip == 1
    with pytest.raises(InvalidValue, match="clip_skip"):
        run(ask(clip_skip=2, overwrite=True), loader)


def test_an_inpainting_model_is_refused_without_a_mask(ask, loader, info) -> None:
    loader.find = lambda name: dataclasses.replace(info, kind="inpaint")
    with pytest.raises(InvalidValue, match="mask"):
        run(ask(), loader)
    assert not loader.reads


def test_the_mode_of_the_caller_is_untouched_between_events(ask, loader) -> None:
    for _ in generate(ask(), loader, lambda: False):
        assert not torch.is_inference_mode_enabled()
        assert torch.is_grad_enabled()


def test_every_sampler_and_schedule_draws(ask, loader, tmp_path) -> None:
    for sampler in ("ddim", "euler", "dpmpp_2m"):
        for schedule in ("model", "karras"):
            output = str(tmp_path / f"{sampler}-{schedule}.png")
            request = ask(sampler=sampler, schedule=schedule, steps=1, output=output)
            assert len(done(run(request, loader))) == 1


def test_pictures_with_choices_are_told_and_drawn_again_to_the_bit(ask, loader, tmp_path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    request = ask(prompt="a {b|c|d|e} [x|y] :1.2 AND (z:1.4) # why", output=str(folder), count=4)
    events = run(request, loader)
    recipes = [recipe_of(event) for event in done(events)]
    assert {recipe.prompt for recipe in recipes} == {request.prompt}
    assert len({recipe.prompt_expanded for recipe in recipes}) > 1
    encodings = [e.index for e in events if isinstance(e, ev.Phase) and e.phase == "encode_text"]
    texts = [recipe.prompt_expanded for recipe in recipes]
    assert encodings == [0, *(i for i in range(1, 4) if texts[i] != texts[i - 1])]
    for index, recipe in enumerate(recipes):
        again = recipe_to_request(recipe, model="tiny", output=str(tmp_path / f"{index}.png"))
        (drawn,) = done(run(again, loader))
        assert recipe_of(drawn) == recipe


def test_a_text_with_brackets_can_be_taken_as_it_stands(ask, loader, tmp_path) -> None:
    def pixels(name: str, **fields) -> str:
        (drawn,) = done(run(ask(output=str(tmp_path / name), **fields), loader))
        return recipe_of(drawn).pixel_hash

    plain = pixels("a.png", prompt="a (b:1.5)", plain_prompt=True)
    assert plain == pixels("b.png", prompt=r"a \(b:1.5\)")
    assert plain != pixels("c.png", prompt="a (b:1.5)")


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


def test_a_list_of_words_that_is_missing_ends_it_before_anything(ask, loader, tmp_path) -> None:
    before = files(tmp_path)
    with pytest.raises(WildcardMissing):
        run(ask(prompt="a __nothing__"), loader)
    assert files(tmp_path) == before
    assert loader.reads == []
