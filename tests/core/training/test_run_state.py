"""The run folder: whole checkpoints only, the newest that verifies, and refusals that change nothing."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest
import torch

from core.contract.errors import DiskFull, InvalidValue, ReverieError, RunFolderInvalid
from core.files import operations, store
from core.training.run_state import LOG, RunFolder, read_config_file


@pytest.fixture
def run(tmp_path, make_config) -> RunFolder:
    run = RunFolder(tmp_path / "run")
    run.create(make_config("vae", min_snr_gamma=None, crop=8))
    return run


def save(run: RunFolder, step: int, keep: int = 2) -> None:
    weights = {"a": torch.full((3,), float(step)), "b": torch.tensor(float(step))}
    run.save(step, {"weights": weights, "optimizer": {}, "ema": {}}, {"seed": 1}, keep)


def names(run: RunFolder) -> list[str]:
    return sorted(path.name for path in run.checkpoints.iterdir())


def test_config_survives_the_round_trip(run, make_config):
    assert run.read_config() == make_config("vae", min_snr_gamma=None, crop=8)


def test_checkpoints_come_back_and_only_the_newest_stay(run):
    assert run.newest() is None
    for step in (5, 10, 15):
        save(run, step)
    assert names(run) == ["step-000010", "step-000015"]
    newest = run.newest()
    assert newest.step == 15
    assert newest.facts["seed"] == 1
    assert newest.tensors("weights")["a"].tolist() == [15.0] * 3
    assert newest.tensors("ema") == {}


@pytest.mark.parametrize("damage", ["flip", "cut", "no manifest", "renamed"])
def test_a_damaged_checkpoint_is_skipped_and_written_again(run, damage):
    save(run, 5)
    save(run, 10)
    path = run.checkpoints / "step-000010"
    weights = path / "weights.safetensors"
    data = bytearray(weights.read_bytes())
    if damage == "flip":
        data[-1] ^= 1
        weights.write_bytes(data)
    elif damage == "cut":
        weights.write_bytes(data[:-1])
    elif damage == "no manifest":
        (path / "manifest.json").unlink()
    else:
        path.rename(run.checkpoints / "step-000020")
    assert run.newest().step == 5
    save(run, 7, keep=1)  # must not drop what it has just written for one that does not verify
    assert run.newest().step == 7
    save(run, 10)
    assert run.newest().step == 10
    assert "step-000007" in names(run)


def test_saving_the_same_step_twice_keeps_the_first(run):
    save(run, 5)
    before = (run.checkpoints / "step-000005/manifest.json").read_bytes()
    save(run, 5)
    assert (run.checkpoints / "step-000005/manifest.json").read_bytes() == before


class FullDisk(operations.Operations):
    """Refuses the k-th write."""

    def __init__(self, k: int) -> None:
        self.left = k

    def write(self, fd: int, data: memoryview) -> int:
        self.left -= 1
        if self.left == 0:
            raise OSError(28, "No space left on device")
        return super().write(fd, data)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_a_full_disk_leaves_the_last_checkpoint_and_no_rubbish(run, k):
    save(run, 5)
    with operations.using(FullDisk(k)), pytest.raises(DiskFull):
        save(run, 10)
    assert names(run) == ["step-000005"]
    assert run.newest().step == 5


def test_log_is_cut_behind_the_resumed_step(run):
    for step in (1, 2, 3):
        run.log({"step": step, "loss": step / 2})
    run.cut_log(2)
    run.log({"step": 3, "loss": 9.0})
    assert [line["loss"] for line in run.read_log()] == [0.5, 1.0, 9.0]


def test_new_runs_take_empty_places_only(tmp_path, run):
    RunFolder(tmp_path / "fresh").check_new()
    (tmp_path / "empty").mkdir()
    RunFolder(tmp_path / "empty").check_new()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for taken in (run.path, tmp_path / "full", tmp_path / "file"):
        with pytest.raises(RunFolderInvalid):
            RunFolder(taken).check_new()


@pytest.mark.parametrize("k", range(1, 12))
def test_a_start_that_fails_anywhere_can_be_repeated_or_resumed(tmp_path, make_config, k):
    run, config = RunFolder(tmp_path / "run"), make_config("vae")
    with operations.using(Stopping(k)), contextlib.suppress(ReverieError):
        run.create(config)
    if (run.path / "config.toml").exists():
        assert run.read_config() == config
    else:
        run.check_new()


class Stopping(operations.Operations):
    """From the k-th call on, nothing can be made or synced any more."""

    def __init__(self, k: int) -> None:
        self.left = k

    def _count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise OSError(5, "Input/output error")

    def create(self, path: Path, mode: int) -> int:
        self._count()
        return super().create(path, mode)

    def make_folder(self, path: Path, mode: int) -> None:
        self._count()
        super().make_folder(path, mode)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)

    def replace(self, source: Path, target: Path) -> None:
        self._count()
        super().replace(source, target)


@pytest.mark.parametrize("text", [None, "steps = ", "task = 'vae'", "task = 'nothing'\n"])
def test_resuming_needs_a_readable_config(tmp_path, text):
    folder = tmp_path / "run"
    folder.mkdir()
    if text is not None:
        (folder / "config.toml").write_text(text)
    with pytest.raises(RunFolderInvalid):
        RunFolder(folder).read_config()


def test_config_files_are_checked_field_by_field(tmp_path):
    file = tmp_path / "c.toml"
    file.write_text("task = 'vae'\ndata = 'd'\noutput = 'o'\nstepz = 3\n")
    with pytest.raises(InvalidValue, match="stepz"):
        read_config_file(file)
    with pytest.raises(InvalidValue):
        read_config_file(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "rubbish", ['{"step": 2, "lo\0\0\0', "[]", '{"loss": 1.0}', '{"step": "2"}']
)
def test_a_line_that_a_power_cut_spoiled_keeps_no_run_from_going_on(run, rubbish):
    run.log({"step": 1, "loss": 0.5})
    store.append_line(run.path / LOG, rubbish)
    run.log({"step": 3, "loss": 1.5})
    assert [line["step"] for line in run.read_log()] == [1, 3]
    run.cut_log(1)
    assert [line["step"] for line in run.read_log()] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
def test_one_at_a_time_trains_in_a_folder(run):
    other = RunFolder(run.path)
    run.claim()
    run.claim()  # which is its own already
    with pytest.raises(RunFolderInvalid, match="another process"):
        other.claim()
    run.let_go()
    other.claim()
    other.let_go()
    assert not list(run.path.glob("*lock*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
def test_of_two_that_begin_at_one_moment_the_first_keeps_its_config(tmp_path, make_config):
    one, two = RunFolder(tmp_path / "run"), RunFolder(tmp_path / "run")
    one.check_new()
    two.check_new()
    one.begin(make_config("vae", seed=1))
    assert one.is_claimed
    with pytest.raises(RunFolderInvalid, match="another process"):
        two.begin(make_config("vae", seed=2))
    one.let_go()
    with pytest.raises(RunFolderInvalid, match="a run already"):
        two.begin(make_config("vae", seed=2))
    assert one.read_config().seed == 1


def test_an_end_counts_at_its_step_and_with_a_result(run):
    run.note_end(4)
    assert not run.is_finished(4)
    run.result.mkdir()
    (run.result / "a.safetensors").write_bytes(b"")
    assert run.is_finished(4)
    assert not run.is_finished(6)
    run.cut_log(2)
    assert not run.is_finished(4), "it learns on from an earlier step"


def test_a_finished_run_without_its_learning_data_cannot_go_on(run):
    run.check_old()
    run.result.mkdir()
    with pytest.raises(RunFolderInvalid, match="begin another"):
        run.check_old()
