"""Another step as the result: the library follows, the former one comes back, kills are harmless."""

import json
import os
import shutil

import pytest
import torch
from safetensors.torch import load_file

from core.contract import events as ev
from core.contract.errors import DiskFull, InvalidValue, ModelNotFound, RunFolderInvalid
from core.contract.teaching import EmbeddingConfig
from core.files import operations
from core.files.catalogue import addition_folders
from core.files.models.headers import read_header
from core.files.models.lora_note import prefer, preferred_weight
from core.files.run_names import TAKING
from core.files.trainings import run_folders
from core.training import taking
from core.training.run_state import RunFolder
from core.training.taking import take
from core.training.train import train
from core.training.watch import Watch
from tests.support.store_faults import Exit, FaultyOperations

DIED = 77


@pytest.fixture
def run(finished):
    return finished


def lora(result):
    return (result / "sks-dog.safetensors").read_bytes()


def state(run):
    """All that a taking may change."""
    library = addition_folders.loras() / "sks-dog.safetensors"
    return lora(run / "result"), library.read_bytes()


def test_another_step_becomes_the_result_and_the_former_comes_back_to_the_bit(run):
    former = state(run)
    chosen, done = take(run, 2, "j")
    assert (chosen.choice.step, chosen.choice.why, chosen.choice.judged) == (2, "asked", 2)
    assert done == ev.TrainDone("j", 4, str(run / "result"))
    other = state(run)
    assert read_header(run / "result/sks-dog.safetensors").metadata["ss_steps"] == "2"
    assert other[0] == other[1] != former[0]
    kept = load_file(run / "judged/step-000002/weights.safetensors")
    taken = load_file(run / "result/sks-dog.safetensors")
    name = next(n for n in taken if n.endswith("lora_up.weight"))
    own = name.removesuffix(".lora_up.weight")
    assert taken[name].equal(kept[f"unet.by_name.{own}.up"].half())
    names = {path.name for path in (run / "result").iterdir()}
    assert names == {"sks-dog.safetensors", "sks-dog.json", "sks-dog.png"}
    (again, _) = take(run, 4)
    assert again.choice.why == "last"  # the rule's own word
    assert state(run) == former
    assert not (run / TAKING).exists()
    assert len(list(addition_folders.loras().glob("*.safetensors"))) == 1


def test_the_strength_that_a_person_likes_stays(run):
    places = run / "result/sks-dog.safetensors", addition_folders.loras() / "sks-dog.safetensors"
    for place in places:
        prefer(place, 0.6)
    list(take(run, 2))
    assert [preferred_weight(place) for place in places] == [0.6, 0.6]
    note = json.loads(places[1].with_suffix(".json").read_text())
    assert note["activation text"] == "sks dog"


def test_what_cannot_be_taken_is_said_and_changes_nothing(run, tmp_path):
    before = state(run)
    with pytest.raises(InvalidValue, match="2, 4"):
        list(take(run, 3))
    (run / "judged/step-000002/weights.safetensors").write_bytes(b"half")
    with pytest.raises(RunFolderInvalid, match="damaged"):
        list(take(run, 2))
    shutil.rmtree(run / "judged")
    with pytest.raises(RunFolderInvalid, match="no step"):
        list(take(run, 2))
    assert state(run) == before
    shutil.rmtree(run / "result")
    with pytest.raises(RunFolderInvalid, match="no result yet"):
        list(take(run, 2))
    with pytest.raises(RunFolderInvalid):
        list(take(tmp_path / "nowhere", 2))


def test_a_full_disk_leaves_the_result_that_was(run, monkeypatch):
    before = state(run)

    def full(*_arguments):
        raise DiskFull("x", 0, 1)

    monkeypatch.setattr(taking, "write_result", full)
    with pytest.raises(DiskFull):
        list(take(run, 2))
    assert state(run) == before
    assert run_folders.step_under_way(run) is None
    assert {path.name for path in run.iterdir() if path.name.startswith(".")} == set()


def test_a_journal_that_names_a_place_elsewhere_is_not_believed(run, tmp_path):
    thesis = tmp_path / "thesis.safetensors"
    thesis.write_bytes(b"mine")
    journal = run / TAKING
    journal.write_text(json.dumps({"step": 2, "copy": str(thesis)}))
    for copy in addition_folders.loras().glob("*"):
        copy.unlink()
    list(take(run, 2))
    assert thesis.read_bytes() == b"mine"
    assert not thesis.with_suffix(".json").exists()


def test_a_kill_between_result_and_library_is_ended_by_the_next_one(run, monkeypatch):
    former, real = state(run), taking.put_into_library

    class Killed(BaseException):
        pass

    def killed(*_arguments):
        raise Killed

    monkeypatch.setattr(taking, "put_into_library", killed)
    with pytest.raises(Killed):
        list(take(run, 2))
    assert run_folders.step_under_way(run) == 2
    assert lora(run / "result") != former[0]
    assert state(run)[1] == former[1]
    monkeypatch.setattr(taking, "put_into_library", real)
    list(take(run, run_folders.step_under_way(run)))
    assert state(run)[0] == state(run)[1]
    assert run_folders.step_under_way(run) is None
    assert len(list(addition_folders.loras().glob("*.safetensors"))) == 1


def test_a_word_and_a_whole_model_can_be_taken_too(make_dream, photos, tiny_model_folder, tmp_path):
    shared = {"model": str(tiny_model_folder), "library": False, "resolution": 32, "device": "cpu"}
    word = EmbeddingConfig(
        photos=str(photos), token="zwx", init_word="a", output=str(tmp_path / "word"), steps=4,
        checkpoint_every=2, vectors=2, **shared,
    )  # fmt: skip
    list(train(word, Watch(), resume=False))
    file = tmp_path / "word/result/zwx.safetensors"
    last = file.read_bytes()
    list(take(tmp_path / "word", 2))
    assert file.read_bytes() != last
    list(take(tmp_path / "word", 4))
    assert file.read_bytes() == last
    full = make_dream(prior="none", method="full", library=False, steps=2)
    list(train(full, Watch(), resume=False))
    weights = tmp_path / "dream/result/unet/diffusion_pytorch_model.safetensors"
    whole = weights.read_bytes()
    list(take(tmp_path / "dream", 2))
    assert weights.read_bytes() == whole


def dies_at(run, k):
    """Take step 2 in a process that ends at its k-th operation on files; False where it came through."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with operations.using(FaultyOperations(k, Exit(DIED), half=True)):
                list(take(run, 2))
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, DIED)
    return status == DIED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_wherever_it_is_killed_each_file_is_the_old_or_the_new_one_and_the_next_try_ends_it(
    run, tmp_path
):
    step = 1 if os.environ.get("REVERIE_NIGHTLY") else 11
    loras = addition_folders.loras()
    for place, kept in ((run, "run"), (loras, "loras")):
        shutil.copytree(place, tmp_path / "kept" / kept)
    old = state(run)
    list(take(run, 2))
    new, k, died = state(run), 1, True
    assert old != new
    while died:
        for place, kept in ((run, "run"), (loras, "loras")):
            shutil.rmtree(place)
            shutil.copytree(tmp_path / "kept" / kept, place)
        died = dies_at(run, k)
        RunFolder(run).reopen()  # as whoever opens it next does
        assert all(
            s in pair for s, pair in zip(state(run), zip(old, new, strict=True), strict=True)
        )
        if not died:
            assert state(run) == new
        begun = run_folders.step_under_way(run)
        assert begun in (2, None)
        list(take(run, begun or 2))
        assert state(run) == new
        assert run_folders.step_under_way(run) is None
        assert len(list(loras.glob("*.safetensors"))) == 1
        k += step


def test_the_window_finds_in_a_real_run_what_it_looks_for(run):
    """Losses as they are written, what was drawn and not what was shown to the network, and every trace of the photos."""
    assert [point.step for point in run_folders.losses(run)] == [2, 4]
    drawn = [(s.step, s.path.rpartition("/")[2]) for s in run_folders.samples(run)]
    assert drawn == [(2, "step-000002.png"), (4, "step-000004.png")]
    gone = {path.name for path in run_folders.learning_data(run)}
    kept = {path.name for path in run.iterdir()} - gone
    assert not [name for name in kept if name.endswith(".safetensors")]


def test_a_word_of_a_gpu_comes_back_to_the_bit(
    photos, home, tiny_model_folder, tmp_path, monkeypatch
):
    half = lambda *_given: torch.bfloat16  # noqa: E731 - what `auto` is on CUDA
    monkeypatch.setattr("core.training.train.choose_dtype", half)
    word = EmbeddingConfig(
        photos=str(photos),
        token="zwx",
        init_word="a",
        output=str(tmp_path / "word"),
        steps=2,
        checkpoint_every=2,
        vectors=2,
        model=str(tiny_model_folder),
        library=False,
        resolution=32,
        device="cpu",
    )
    list(train(word, Watch(), resume=False))
    file = tmp_path / "word/result/zwx.safetensors"
    before = file.read_bytes()
    list(take(tmp_path / "word", 2))
    assert file.read_bytes() == before


def test_going_on_with_a_finished_run_leaves_what_a_person_took(run, make_dream):
    list(take(run, 2))
    before = state(run)
    *_, done = train(make_dream(prior="none"), Watch(), resume=True)
    assert (done.step, done.result) == (4, str(run / "result"))
    assert state(run) == before
    assert len(list(addition_folders.loras().glob("*.safetensors"))) == 1


def test_a_taking_that_fails_leaves_the_former_one_to_be_ended(run, monkeypatch):
    journal = run / TAKING
    journal.write_text('{"step": 2, "copy": null}')

    def away(*_arguments):
        raise ModelNotFound("m", ())

    monkeypatch.setattr(taking, "write_result", away)
    with pytest.raises(ModelNotFound):
        list(take(run, 4))
    assert run_folders.step_under_way(run) == 2


def test_what_somebody_laid_into_the_result_stays_there(run):
    (run / "result/my notes.txt").write_text("the better dog")
    (run / "result/older").mkdir()
    (run / "result/older/dog.safetensors").write_bytes(b"mine")
    list(take(run, 2))
    assert (run / "result/my notes.txt").read_text() == "the better dog"
    assert (run / "result/older/dog.safetensors").read_bytes() == b"mine"
    assert state(run)[0] == state(run)[1]


def test_a_result_that_was_moved_elsewhere_is_written_anew(run, tmp_path):
    for file in (run / "result").glob("sks-dog.*"):
        file.rename(tmp_path / file.name)
    list(take(run, 2))
    assert lora(run / "result")
