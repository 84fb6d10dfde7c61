"""What is learned so far: written once, named for what it is, the training untouched."""

import json
import shutil

import pytest

from core.contract.errors import RunFolderInvalid
from core.files.models import addition_folders
from core.files.trainings import run_folders
from core.training.results.so_far import save_so_far
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
