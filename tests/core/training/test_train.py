"""The entry: whole runs of each task, resuming by the saved config, refusals that write nothing."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from core.cli.main import main
from core.contract.errors import (
    Cancelled,
    DatasetInvalid,
    DeviceUnavailable,
    DiskFull,
    InvalidValue,
    OutOfMemory,
    ReverieError,
    RunFolderInvalid,
)
from core.contract.events import to_line
from core.contract.notices import NOT_SHOWN, Notice
from core.contract.teaching import STRENGTHS
from core.contract.training_events import TrainDone, TrainStep
from core.files.catalogue import addition_folders
from core.files.trainings import run_folders
from core.training import train as train_module
from core.training.run_state import RunFolder
from core.training.tasks.dreambooth import DreamBoothTask
from core.training.train import choose_dtype, saved_config, train
from core.training.watch import Watch

FIGURES = {
    "vae": {"psnr"},
    "clip": {"picture_to_text", "text_to_picture"},
    "unet": {"held_out_loss"},
}
PARTS = {
    "vae": {"vae"},
    "clip": {"text_encoder", "image_encoder"},
    "unet": {"unet", "vae", "text_encoder", "image_encoder"},
}


def run(config, resume=False):
    return list(train(config, Watch("j"), resume=resume))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("task", ["vae", "clip", "unet"])
def test_a_run_ends_with_a_result_and_the_promised_folder(task, make_config, tmp_path):
    events = run(make_config(task, ema_decay=0.9))
    folder = tmp_path / task
    assert events[-1] == TrainDone("j", 4, str(folder / "result"))
    assert all(to_line(event) for event in events)
    lines = RunFolder(folder).read_log()
    assert [line["step"] for line in lines] == [2, 4]
    assert FIGURES[task] <= set(lines[0])
    checkpoint = folder / "checkpoints/step-000004"
    assert sorted(p.name for p in checkpoint.iterdir()) == [
        *("ema.safetensors", "manifest.json", "optimizer.safetensors", "weights.safetensors")
    ]
    assert json.loads((checkpoint / "manifest.json").read_text())["processes"] == 1
    weights = {p.parent.name for p in (folder / "result").rglob("*.safetensors")}
    assert weights == PARTS[task]
    assert (folder / "result/model_index.json").exists() == (task == "unet")
    assert not list(folder.rglob(".*"))


def test_the_result_holds_the_moving_average(make_config, tmp_path):
    run(make_config("unet", ema_decay=0.9))
    result = load_file(tmp_path / "unet/result/unet/diffusion_pytorch_model.safetensors")
    kept = load_file(tmp_path / "unet/checkpoints/step-000004/ema.safetensors")
    last = load_file(tmp_path / "unet/checkpoints/step-000004/weights.safetensors")
    assert {f"unet.{name}" for name in result} == set(kept)
    assert all(torch.equal(result[name], kept[f"unet.{name}"]) for name in result)
    assert not all(torch.equal(kept[name], last[name]) for name in kept)


def test_a_finished_run_can_be_lengthened_and_equals_the_long_one(make_config, tmp_path):
    constant = {"learning_rate_shape": "constant", "ema_decay": 0.9}
    run(make_config("unet", steps=6, output=str(tmp_path / "long"), **constant))
    run(make_config("unet", steps=4, **constant))
    events = run(make_config("unet", steps=6, seed=99, learning_rate=1.0), resume=True)
    codes = {e.code for e in events if isinstance(e, Notice)}
    assert "pictures_read" not in codes  # their latents are in the run folder
    long, both = tmp_path / "long", tmp_path / "unet"
    for name in ("weights", "optimizer", "ema"):
        file = f"checkpoints/step-000006/{name}.safetensors"
        assert (long / file).read_bytes() == (both / file).read_bytes()
    assert RunFolder(both).read_config().seed == 0
    assert RunFolder(both).read_config().steps == 6


def test_resuming_what_is_done_writes_the_result_again(make_config, tmp_path):
    run(make_config("vae"))
    before = tree(tmp_path / "vae/result")
    for file in (tmp_path / "vae/result/vae").iterdir():
        file.unlink()
    assert isinstance(run(make_config("vae"), resume=True)[-1], TrainDone)
    assert tree(tmp_path / "vae/result") == before


def test_stopping_and_going_on(make_config, tmp_path):
    log = tmp_path / "vae/log.jsonl"  # its first line comes with step 2
    with pytest.raises(Cancelled):
        list(train(make_config("vae"), Watch(cancelled=log.exists), resume=False))
    assert RunFolder(tmp_path / "vae").newest().step == 2
    assert not (tmp_path / "vae/result").exists()
    assert run(make_config("vae"), resume=True)[-1].step == 4


def refused(config, resume=False) -> ReverieError:
    with pytest.raises(ReverieError) as caught:
        run(config, resume=resume)
    return caught.value


def test_wrong_input_is_refused_and_nothing_is_written(make_config, tmp_path, frozen_model):
    (tmp_path / "no pictures").mkdir()
    cases = [
        (make_config("vae", data=str(tmp_path / "no pictures")), DatasetInvalid),
        (make_config("vae", model_config=None), InvalidValue),
        (make_config("vae", model_config=str(tmp_path / "gone")), InvalidValue),
        (make_config("vae", dtype="float16"), InvalidValue),
        (make_config("unet", init_from=None), InvalidValue),
        (make_config("clip", model_config=None, init_from=str(frozen_model)), InvalidValue),
    ]
    if not torch.cuda.is_available():
        cases.append((make_config("vae", device="cuda"), DeviceUnavailable))
    before = sorted(p.name for p in tmp_path.iterdir())
    for config, kind in cases:
        assert type(refused(config)) is kind
        assert refused(config).usage
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_taken_or_missing_run_folder_is_left_alone(make_config, tmp_path):
    assert isinstance(refused(make_config("vae"), resume=True), RunFolderInvalid)
    assert not (tmp_path / "vae").exists()
    run(make_config("vae"))
    before = tree(tmp_path / "vae")
    assert isinstance(refused(make_config("vae")), RunFolderInvalid)
    assert isinstance(
        refused(make_config("clip", output=str(tmp_path / "vae")), True), RunFolderInvalid
    )
    assert isinstance(refused(make_config("vae", steps=3), resume=True), InvalidValue)
    assert tree(tmp_path / "vae") == before


def test_saved_config_takes_steps_only(make_config, tmp_path):
    run(make_config("vae"))
    asked = make_config("vae", steps=8, seed=5, learning_rate=0.5)
    saved = saved_config(asked)
    assert (saved.steps, saved.seed, saved.learning_rate) == (8, 0, 1e-4)


def test_paths_are_kept_whole(make_config, tmp_path, monkeypatch, pictures):
    monkeypatch.chdir(pictures.parent)
    run(make_config("vae", data=pictures.name))
    assert RunFolder(tmp_path / "vae").read_config().data == str(pictures)


def test_auto_is_float32_on_the_cpu(make_config):
    cpu = torch.device("cpu")
    assert choose_dtype(make_config("vae"), cpu) is torch.float32
    assert choose_dtype(make_config("vae", dtype="bfloat16"), cpu) is torch.bfloat16


@pytest.mark.parametrize(
    ("card", "nothing", "taught"),
    [
        ((7, 5), torch.float32, torch.float16),  # RTX 20xx, T4
        ((8, 0), torch.bfloat16, torch.bfloat16),
        ((12, 0), torch.bfloat16, torch.bfloat16),
    ],
)
def test_auto_is_what_the_card_computes_in_itself(
    make_config, make_dream, monkeypatch, card, nothing, taught
):
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: card)
    cuda = torch.device("cuda")
    assert choose_dtype(make_config("vae"), cuda) is nothing
    assert choose_dtype(make_dream(), cuda) is taught


def test_every_task_name_has_its_task():
    assert set(train_module.TASKS) == {"vae", "clip", "unet"}


def test_the_command_line_ends_with_the_result(make_config, tmp_path, capsys):
    config = make_config("vae")
    flags = ["--data", config.data, "--model-config", str(config.model_config), "--steps", "2"]
    flags += ["--resolution", "16", "--batch-size", "2", "--output", str(tmp_path / "cli")]
    assert main(["train", "vae", *flags, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1] == str(tmp_path / "cli/result")
    assert [json.loads(line)["type"] for line in captured.err.splitlines()][-1] == "TrainDone"
    assert (
        main(["train", "vae", "--resume", "--steps", "3", "--output", str(tmp_path / "cli")]) == 0
    )
    assert RunFolder(tmp_path / "cli").newest().step == 3


def test_a_training_that_is_told_to_finish_leaves_a_result(make_config, tmp_path):
    log = tmp_path / "vae/log.jsonl"  # its first line comes with step 2
    events = list(train(make_config("vae"), Watch(finished=log.exists), resume=False))
    assert events[-1] == TrainDone("", 2, str(tmp_path / "vae/result"))
    assert RunFolder(tmp_path / "vae").newest().step == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
def test_nobody_goes_on_with_a_run_beside_the_process_that_is_at_it(make_config):
    config = make_config("vae")
    first = train(config, Watch(), resume=False)
    assert any(isinstance(event, TrainStep) for event in first)
    with pytest.raises(RunFolderInvalid, match="another process"):
        run(config, resume=True)
    first.close()
    assert isinstance(run(config, resume=True)[-1], TrainDone)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
@pytest.mark.parametrize("task", ["vae", "dreambooth"])
def test_of_two_that_begin_at_one_moment_the_second_changes_nothing(task, make_config, make_dream):
    """Both have looked at the pictures before the first makes the folder."""
    config = make_config("vae") if task == "vae" else make_dream(prior="none", judge=False)
    first, second = (
        train(dataclasses.replace(config, seed=seed), Watch(), resume=False) for seed in (1, 2)
    )
    assert isinstance(next(second), Notice)
    assert not Path(config.output).exists()
    assert any(isinstance(event, TrainStep) for event in first)
    before = tree(Path(config.output))
    with pytest.raises(RunFolderInvalid, match="another process"):
        list(second)
    assert tree(Path(config.output)) == before
    assert RunFolder(config.output).read_config().seed == 1
    first.close()


def test_a_run_whose_learning_data_was_deleted_is_not_begun_anew(make_config, tmp_path):
    run(make_config("vae"))
    before = tree(tmp_path / "vae/result")
    shutil.rmtree(tmp_path / "vae/checkpoints")
    assert "learning data is deleted" in str(refused(make_config("vae", steps=9), resume=True))
    assert tree(tmp_path / "vae/result") == before


@pytest.mark.parametrize(("method", "is_shown"), [("lora", True), ("full", False)])
def test_a_result_that_counts_more_or_less_is_shown_at_several_strengths(
    make_dream, method, is_shown
):
    config = make_dream(prior="none", method=method, library=False, steps=2)
    done = run(config)[-1]
    shown = run_folders.strengths(Path(config.output), done.step)
    assert bool(shown) == is_shown
    if is_shown:
        with Image.open(shown) as picture:
            assert picture.size == (32 * len(STRENGTHS), 32)


@pytest.mark.parametrize(
    "error", [OutOfMemory("cpu", -1, -1), DiskFull("/", 5, 1), MemoryError()], ids=str
)
def test_a_result_that_cannot_be_shown_is_finished_all_the_same(make_dream, monkeypatch, error):
    def broken(_task):
        raise error

    monkeypatch.setattr(DreamBoothTask, "at_strengths", broken)
    config = make_dream(prior="none", judge=False, steps=2)
    notice, done = run(config)[-2:]
    assert (notice.code, type(done)) == (NOT_SHOWN, TrainDone)
    assert isinstance(notice.problem(), DiskFull if isinstance(error, DiskFull) else OutOfMemory)
    assert RunFolder(config.output).is_finished(2)
    assert list(addition_folders.loras().glob("*.safetensors"))


def test_a_defect_while_the_strengths_are_drawn_is_told_and_the_result_is_in_the_library(
    make_dream, monkeypatch
):
    def broken(_task):
        raise ValueError("a defect")

    monkeypatch.setattr(DreamBoothTask, "at_strengths", broken)
    config = make_dream(prior="none", judge=False, steps=2)
    with pytest.raises(ValueError, match="a defect"):
        run(config)
    assert RunFolder(config.output).is_finished(2)
    assert list(addition_folders.loras().glob("*.safetensors"))


def test_who_stops_while_the_strengths_are_drawn_has_the_result(make_dream):
    config = make_dream(prior="none", judge=False, library=False, steps=2)
    result = Path(config.output) / "result"
    events = list(train(config, Watch(cancelled=result.is_dir), resume=False))
    assert events[-1] == TrainDone("", 2, str(result))
    assert list(result.glob("*.safetensors"))
    assert not run_folders.strengths(Path(config.output), 2)
