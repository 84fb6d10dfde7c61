"""What is learned so far: written once, named for what it is, the training untouched."""

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file

from core.contract.errors import Cancelled, RunFolderInvalid
from core.contract.training_events import TrainStep
from core.files.catalogue import addition_folders
from core.files.trainings import run_folders
from core.training.learning import alpha_of, lora_of
from core.training.run_state import RunFolder
from core.training.so_far import save_so_far
from core.training.train import train
from core.training.watch import Watch


def test_what_is_learned_so_far_can_be_drawn_with_before_it_is_finished(finished):
    run, library = finished, addition_folders.loras() / "sks-dog.safetensors"
    before = library.read_bytes()
    shutil.rmtree(run / "result")
    (said,) = save_so_far(run, "j")
    assert (said.job, said.step) == ("j", 4)
    (file,) = (run / "so-far/step-000004").glob("*.safetensors")
    assert file.stem == "sks-dog-so-far-(step-4)"
    stamp = file.stat().st_mtime_ns
    (again,) = save_so_far(run, "k")
    assert again.folder == said.folder
    assert file.stat().st_mtime_ns == stamp, "once is enough"
    assert library.read_bytes() == before
    assert [s.step for s in run_folders.so_far(run)] == [4]


def test_the_newest_checkpoint_counts_where_nothing_was_judged(make_dream, tmp_path):
    config = make_dream(prior="none", judge=False, library=False)
    list(train(config, Watch(), resume=False))
    run = tmp_path / "dream"
    (said,) = save_so_far(run)
    assert said.step == 4
    assert json.loads((run / "so-far/step-000004/sks-dog-so-far-(step-4).json").read_text())
    shutil.rmtree(run / "checkpoints")
    shutil.rmtree(run / "so-far")
    with pytest.raises(RunFolderInvalid, match="saved nothing"):
        list(save_so_far(run))


def paused(config, step, *, resume):
    """The training, stopped once `step` is done."""
    done = []
    watch = Watch(cancelled=lambda: step in done)
    with pytest.raises(Cancelled):
        done += (e.step for e in train(config, watch, resume=resume) if isinstance(e, TrainStep))


def test_paused_after_a_judged_step_the_average_of_the_pause_counts(make_dream, tmp_path):
    config = make_dream(prior="none", ema_decay=0.5, steps=8)
    paused(config, 3, resume=False)
    run = tmp_path / "dream"
    (said,) = save_so_far(run)
    assert said.step == 3
    checkpoint, lora = RunFolder(run).newest(), {}
    for part in ("ema", "weights"):
        tensors = lora_of(checkpoint.tensors(part), alpha_of(config))
        lora[part] = {name: tensor.half() for name, tensor in tensors.items()}
    found = load_file(run / "so-far/step-000003/sks-dog-so-far-(step-3).safetensors")
    assert found.keys() == lora["ema"].keys()
    assert all(torch.equal(found[name], lora["ema"][name]) for name in found)
    assert any(not torch.equal(found[name], lora["weights"][name]) for name in found)
    for step in (5, 7):
        paused(config, step, resume=True)
        list(save_so_far(run))
    kept = {path.name for path in (run / "so-far").iterdir()}
    assert kept == {"step-000005", "step-000007"}
