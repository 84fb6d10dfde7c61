"""The pictures of a request: what they share, what each is, and what of them is told."""

import copy
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from core.contract import events as ev
from core.contract import notices
from core.contract.additions import Lora
from core.contract.errors import (
    NonFiniteResult,
)
from core.contract.recipe import Recipe, recipe_to_request
from core.files.pictures import images
from core.files.recipes.inputs import input_path
from core.generation import pictures as module
from core.generation.loader import Loader
from core.generation.preview import Previewer
from tests.support.drawn import done, files, recipe_of, run


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


def test_every_sampler_and_schedule_draws(ask, loader, tmp_path) -> None:
    for sampler in ("ddim", "euler", "dpmpp_2m"):
        for schedule in ("model", "karras"):
            output = str(tmp_path / f"{sampler}-{schedule}.png")
            request = ask(sampler=sampler, schedule=schedule, steps=1, output=output)
            assert len(done(run(request, loader))) == 1


@pytest.fixture
def lora(tmp_path) -> Lora:
    """One that changes a layer of the words and one of the network."""
    network = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q"
    words = "lora_te_text_model_encoder_layers_0_mlp_fc1"
    tensors = {}
    for name, inner, outer in ((network, 8, 8), (words, 16, 32)):
        tensors[f"{name}.lora_down.weight"] = torch.eye(2, inner)
        tensors[f"{name}.lora_up.weight"] = torch.eye(outer, 2)
    save_file(tensors, tmp_path / "ink.safetensors")
    return Lora(str(tmp_path / "ink.safetensors"))


def test_loras_stay_where_parts_come_and_go(ask, tiny_model_folder, lora, tmp_path) -> None:
    """What is offloaded on the CPU is read from its file again, and no LoRA is in there."""
    loader, fields = Loader(), {"steps": 2, "count": 2, "width": 32, "height": 32}

    def drawn(name: str, savings, *loras: Lora) -> list[str]:
        request = ask(
            model=str(tiny_model_folder),
            output=str(tmp_path / name),
            savings=savings,
            loras=loras,
            **fields,
        )
        return [recipe_of(event).pixel_hash for event in done(run(request, loader))]

    plain = drawn("plain", ("offload",))
    added = drawn("added", (), lora)
    assert drawn("offloaded", ("offload",), lora) == added
    assert not set(added) & set(plain)
    assert drawn("after", ("offload",)) == plain
