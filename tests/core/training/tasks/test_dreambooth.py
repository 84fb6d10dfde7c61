"""DreamBooth on a tiny random model: the loss by hand, what learns and what stays, whole runs."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core.checkpoints.folder import load_folder
from core.checkpoints.interruption import stopped_by
from core.checkpoints.single_file import load_single
from core.contract.digits import ShowRun
from core.contract.errors import Cancelled
from core.contract.notices import Notice
from core.contract.training_events import CheckpointSaved, TrainDone
from core.explain.run_view import run_answer
from core.files.catalogue import folder_list
from core.training.data.order import Batch
from core.training.run_state import RunFolder
from core.training.task import trained_parameters
from core.training.train import train
from core.training.trainer import Trainer
from core.training.watch import Watch
from desktop.state.training_course import Course
from tests.support.nudged import nudged

BATCH = Batch(0, 3, [4, 1], [0, 1])  # of a step, two photos


def gradients(task):
    return {name: p.grad.clone() for name, p in trained_parameters(task).items()}


def by_hand(task, batch, *, gamma=None, weight=1.0):
    """The two terms one after the other, each with its own pass, its own noise and its own weights."""
    taught, schedule = task._taught, task._taught.schedule
    total = 0
    for purpose, latents, text, factor in (
        ("", task._photos.latents(batch), "a photo of sks dog", 1.0),
        (
            "class ",
            task._class._latents.latents(task._class._shown(batch), "class "),
            "a photo of dog",
            weight,
        ),
    ):
        t = batch.integers(f"{purpose}timestep", schedule.timesteps)
        noise = batch.normal(f"{purpose}noise", latents.shape[1:])
        alpha = schedule.alphas_cumprod[t].reshape(-1, 1, 1, 1)
        x = alpha.sqrt() * latents + (1 - alpha).sqrt() * noise
        predicted = taught.predict(x, t, taught.told([text] * len(batch)))
        error = (predicted - noise).pow(2).mean((1, 2, 3))
        snr = (alpha / (1 - alpha)).flatten()
        counted = 1.0 if gamma is None else torch.minimum(snr, torch.tensor(gamma)) / snr
        total = total + factor * (counted * error).mean()
    return total


@pytest.mark.parametrize("gamma", [None, 0.5])
@pytest.mark.parametrize("method", ["lora", "full"])
def test_trap_1_and_2_the_gradient_is_that_of_the_two_terms_computed_by_hand(
    make_dream, opened, method, gamma
):
    """Trap 1: two halves along the batch, each a mean. Trap 2: min-SNR by each half's own time steps."""
    config = make_dream(method=method, prior_weight=0.7, min_snr_gamma=gamma, prior_dropout=0.0)
    task = nudged(opened(config))
    loss = task.loss(BATCH)
    loss.backward()
    found = gradients(task)
    for parameter in trained_parameters(task).values():
        parameter.grad = None
    wanted = by_hand(task, BATCH, gamma=gamma, weight=0.7)
    wanted.backward()
    assert torch.allclose(loss, wanted, rtol=1e-5)
    for name, parameter in trained_parameters(task).items():
        assert torch.allclose(found[name], parameter.grad, rtol=1e-3, atol=1e-6), name


def test_a_pause_does_not_wait_for_the_figures(make_dream, opened):
    task = opened(make_dream(prior="adapter_off"))
    assert task.report()["photo_loss"] > 0
    with stopped_by(lambda: True), pytest.raises(Cancelled):
        task.report()


@pytest.mark.parametrize("text", [False, True])
def test_a_lora_leaves_every_weight_of_the_model_as_it_is(make_dream, opened, text):
    task = opened(make_dream(prior="adapter_off", train_text_encoder=text))
    taught = task._taught
    networks = (taught.unet, taught.vae, *taught.texts.values())
    before = [p.clone() for network in networks for p in network.parameters()]
    optimizer = torch.optim.AdamW(trained_parameters(task).values(), lr=0.1)
    for _ in range(2):
        task.loss(BATCH).backward()
        optimizer.step()
    after = [p for network in networks for p in network.parameters()]
    assert all(torch.equal(a, b) for a, b in zip(before, after, strict=True))
    parts = {name.split(".")[0] for name in trained_parameters(task)}
    assert parts == ({"unet", "text_encoder"} if text else {"unet"})
    assert all(p.dtype == torch.float32 for p in trained_parameters(task).values())


def test_the_text_encoder_learns_where_it_is_asked_to(make_dream, opened):
    task = nudged(opened(make_dream(prior="none", train_text_encoder=True)))
    task.loss(BATCH).backward()
    grads = gradients(task)
    assert any(bool(g.any()) for name, g in grads.items() if name.startswith("text_encoder"))


def test_gradient_checkpointing_changes_no_bit(make_dream, opened):
    found = []
    for saving in (False, True):
        task = nudged(opened(make_dream(prior="none", gradient_checkpointing=saving)))
        task.loss(BATCH).backward()
        found.append(gradients(task))
    assert all(torch.equal(found[0][name], found[1][name]) for name in found[0])


def test_a_step_that_computes_anew_on_the_way_back_learns_the_same(make_dream, opened):
    """In the loop itself, whose attention is another kernel on the CPU."""
    found = []
    for saving in (False, True):
        config = make_dream(prior="none", gradient_checkpointing=saving)
        task = opened(config)
        Trainer(task, task._setting, RunFolder(config.output)).train_step()
        found.append({name: p.detach().clone() for name, p in trained_parameters(task).items()})
    assert all(torch.equal(found[0][name], found[1][name]) for name in found[0])


def test_bfloat16_keeps_what_learns_in_float32_and_comes_near(make_dream, opened, photos):
    config = make_dream(prior="none")
    exact = float(opened(config).loss(BATCH).detach())
    task = opened(config)
    near = dataclasses.replace(task._taught, dtype=torch.bfloat16)
    near.unet.to(torch.bfloat16)
    task._taught = near
    loss = task.loss(BATCH)
    loss.backward()
    assert abs(float(loss.detach()) - exact) < 0.05 * exact
    assert all(p.grad.dtype == torch.float32 for p in trained_parameters(task).values())


def test_trap_18_a_caption_beside_a_photo_says_more_about_it(make_dream, opened, photos, tmp_path):
    folder = tmp_path / "captioned"
    folder.mkdir()
    for file in photos.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "0.txt").write_text("in the snow")
    (folder / "1.txt").write_text("sks asleep")
    task = opened(make_dream(prior="none", photos=str(folder)))
    assert task._words.named(0) == "a photo of sks dog, in the snow"
    assert task._words.named(1) == "sks asleep"
    assert task._words.named(2) == "a photo of sks dog"


def test_the_subject_is_a_known_text_although_every_photo_has_a_caption(
    make_dream, opened, photos, tmp_path
):
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    for number in range(len(list(photos.iterdir()))):
        (own / f"{number}.txt").write_text("in the snow")
    task = opened(make_dream(prior="none", photos=str(own)))
    assert task._words.subject in task._texts._texts


def run(config, **watch):
    return list(train(config, Watch("j", **watch), resume=False))


def as_the_window_hears_it(events):
    """What is done, and how far that is, from one change to the next; all photos are looked at within a second."""
    course, heard = Course(), []
    for event in events:
        course.hear(event)
        state = (course.activity, course.prepared)
        if [state] != heard[-1:]:
            heard.append(state)
    return heard


def test_a_whole_run_ends_with_a_lora_in_the_library(make_dream, home, tmp_path):
    config = make_dream(name="My Dog")
    events = run(config)
    assert events[-1] == TrainDone("j", 4, str(tmp_path / "dream/result"))
    assert [e.step for e in events if isinstance(e, CheckpointSaved)] == [2, 4]
    told = run_answer(ShowRun(config.output)).figures["batch"]
    order = Batch(config.seed, 3, [0] * len(told["t"]), range(len(told["t"])))
    assert (told["step"], told["t"]) == (4, order.integers("timestep", 1000).tolist())
    codes = {e.code for e in events if isinstance(e, Notice)}
    assert {"photos_looked_at", "class_pictures_drawn", "latents_made"} <= codes
    result = tmp_path / "dream/result"
    assert {p.name for p in result.iterdir()} >= {
        f"My-Dog.{e}" for e in ("safetensors", "json", "png")
    }
    copied = home / "models/loras/My-Dog.safetensors"
    assert copied.read_bytes() == (result / "My-Dog.safetensors").read_bytes()
    assert json.loads(copied.with_suffix(".json").read_text())["activation text"] == "sks dog"
    assert as_the_window_hears_it(events) == [
        *(("loading", None), ("drawing", (0, 3))),
        *(("loading", None), ("readying", None), ("teaching", None), ("judging", None)),
        *(("teaching", None), ("judging", None), ("showing", None)),
    ]
    run(dataclasses.replace(config, output=str(tmp_path / "again"), seed=1))
    assert copied.with_name("My-Dog-2.safetensors").is_file()


def test_a_full_training_ends_with_a_model_that_differs_only_where_it_learned(
    make_dream, home, tmp_path, tiny_model_folder
):
    run(make_dream(method="full", prior="none", name="dog"))
    result = tmp_path / "dream/result"
    assert folder_list.read() == (str(result),)
    for part in ("vae", "text_encoder"):
        name = next((tiny_model_folder / part).glob("*.safetensors")).name
        assert (result / part / name).read_bytes() == (tiny_model_folder / part / name).read_bytes()
    old = load_file(next((tiny_model_folder / "unet").glob("*.safetensors")))
    new = load_file(next((result / "unet").glob("*.safetensors")))
    assert old.keys() == new.keys()
    assert any(not torch.equal(old[name], new[name]) for name in old)


@pytest.mark.parametrize("result_format", ["folder", "single-file"])
def test_a_full_training_of_pickles_ends_with_a_whole_model(
    make_dream, home, tmp_path, tiny_model_folder, result_format
):
    """Without any pickle; and the index names no part that stayed behind."""
    source = tmp_path / "source"
    shutil.copytree(tiny_model_folder, source)
    for part, name in (("vae", "diffusion_pytorch_model"), ("text_encoder", "pytorch_model")):
        (file,) = (source / part).glob("*.safetensors")
        torch.save(load_file(file), source / part / f"{name}.bin")
        file.unlink()
    index = json.loads((source / "model_index.json").read_text())
    index["safety_checker"] = ["stable_diffusion", "StableDiffusionSafetyChecker"]
    (source / "model_index.json").write_text(json.dumps(index))
    ways = {"prior": "none", "method": "full", "name": "dog", "result_format": result_format}
    run(make_dream(model=str(source), **ways))
    result = tmp_path / "dream/result"
    assert not list(result.rglob("*.bin"))
    how = {"device": torch.device("cpu"), "dtype": torch.float32}
    if result_format == "folder":
        index = json.loads((result / "model_index.json").read_text())
        assert index["safety_checker"] == [None, None]
        assert index["unet"] == ["diffusers", "UNet2DConditionModel"]
        new = load_folder(result, **how)
    else:
        new = load_single(result / "dog.safetensors", **how)
    old = load_folder(tiny_model_folder, **how)
    for part in ("vae", "text_encoder"):
        before, after = (getattr(model, part).state_dict() for model in (old, new))
        assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_full_training_can_end_with_one_file_that_holds_the_whole_model(
    make_dream, home, tmp_path, tiny_model_folder
):
    run(make_dream(method="full", prior="none", result_format="single-file", name="dog"))
    result = tmp_path / "dream/result"
    assert folder_list.read() == (str(result),)
    names = {path.name for path in result.iterdir()}
    assert names == {"dog.safetensors", "dog.json", "dog.png"}
    how = {"device": torch.device("cpu"), "dtype": torch.float32}
    old, new = load_folder(tiny_model_folder, **how), load_single(result / "dog.safetensors", **how)
    same = {}
    for part in ("unet", "vae", "text_encoder"):
        before, after = (getattr(model, part).state_dict() for model in (old, new))
        assert before.keys() == after.keys()
        same[part] = all(torch.equal(before[name], after[name]) for name in before)
    assert same == {"unet": False, "vae": True, "text_encoder": True}


@pytest.mark.parametrize("prior", ["pictures", "distilled"])
def test_resumed_equals_undisturbed(make_dream, tmp_path, prior):
    straight = make_dream(ema_decay=0.5, accumulation=2, train_text_encoder=True, prior=prior)
    run(straight)
    stopped = dataclasses.replace(straight, output=str(tmp_path / "stopped"))
    saved = tmp_path / "stopped/checkpoints/step-000002"
    with pytest.raises(Cancelled):
        run(stopped, cancelled=saved.exists)
    list(train(stopped, Watch("j"), resume=True))
    for part in ("weights", "optimizer", "ema"):
        name = f"checkpoints/step-000004/{part}.safetensors"
        assert (tmp_path / "stopped" / name).read_bytes() == (
            tmp_path / "dream" / name
        ).read_bytes()
    lora = "result/sks-dog.safetensors"
    assert (tmp_path / "stopped" / lora).read_bytes() == (tmp_path / "dream" / lora).read_bytes()


def test_trap_13_accumulated_passes_are_one_big_batch(make_dream, opened):
    whole = nudged(opened(make_dream(batch_size=4, accumulation=1)))
    whole.loss(Batch(0, 0, [0, 1, 2, 3], range(4))).backward()
    parts = nudged(opened(make_dream(batch_size=2, accumulation=2)))
    for first in (0, 2):
        pictures = [0, 1, 2, 3][first : first + 2]
        (parts.loss(Batch(0, 0, pictures, range(first, first + 2))) / 2).backward()
    one, two = gradients(whole), gradients(parts)
    assert all(torch.allclose(one[n], two[n], rtol=1e-3, atol=1e-6) for n in one)


@pytest.mark.parametrize("masked", [False, True])
def test_photos_and_masks_that_are_gone_do_not_stop_a_run_that_goes_on(
    make_dream, photos, tmp_path, masked
):
    folder, masks = tmp_path / "gone", tmp_path / "masks"
    shutil.copytree(photos, folder)
    shutil.copytree(photos, masks)
    config = make_dream(
        photos=str(folder), prior="none", masks=str(masks) if masked else None, judge=False
    )
    saved = Path(config.output) / "checkpoints/step-000002"
    with pytest.raises(Cancelled):
        run(config, cancelled=saved.exists)
    shutil.rmtree(folder)
    shutil.rmtree(masks)
    assert isinstance(list(train(config, Watch(), resume=True))[-1], TrainDone)
