"""Before the loop: what is refused before anything is written, what is held out, what is noted down."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from core.contract.errors import Cancelled, DatasetInvalid, InvalidValue, ModelNotFound
from core.contract.notices import CLASS_PICTURES_DRAWN, PHOTOS_UNKNOWN, Notice
from core.contract.teaching import EmbeddingConfig
from core.contract.training_events import TrainDone
from core.training import teaching
from core.training.data import looking
from core.training.data.dataset import PictureSet
from core.training.data.order import Batch
from core.training.distributed import World
from core.training.run_state import RunFolder
from core.training.task import Setting
from core.training.teaching import held_out
from core.training.train import train
from core.training.watch import Watch

ROOT = Path(__file__).parents[3]
CPU = torch.device("cpu")


@pytest.mark.parametrize(("count", "kept_back"), [(1, 0), (7, 0), (8, 1), (10, 2), (23, 4)])
def test_one_photo_in_five_is_held_out_where_there_are_eight(count, kept_back):
    found = held_out(count, 3)
    assert len(found) == kept_back
    assert set(found) < set(range(count)) or not found
    assert found == held_out(count, 3)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"photos": "nowhere"}, DatasetInvalid),
        ({"model": "nobody"}, ModelNotFound),
        ({"resolution": 16, "model": "starter", "crops": "nowhere.json"}, InvalidValue),
    ],
)
def test_wrong_input_is_told_before_anything_is_written(make_dream, tmp_path, changes, error):
    config = make_dream(**changes)
    with pytest.raises(error):
        list(train(config, Watch(), resume=False))
    assert not (tmp_path / "dream").exists()


@pytest.mark.parametrize(
    ("prompt", "called"), [(None, "a zwx"), ("a big drawing of {token}", "a big drawing of zwx")]
)
def test_what_is_behind_a_word_is_said_behind_the_sentence_that_a_person_gave(
    monkeypatch, prompt, called
):
    asked = []
    monkeypatch.setattr(
        teaching, "described", lambda _pictures, _model, said, _device: asked.append(said)
    )
    config = EmbeddingConfig(photos="p", output="o", token="zwx", init_word="bear", prompt=prompt)
    teaching._described(None, config, SimpleNamespace(path="m"), CPU)
    assert asked == [called]


def test_an_empty_folder_of_photos_is_told(make_dream, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetInvalid, match="no pictures"):
        list(train(make_dream(photos=str(tmp_path / "empty")), Watch(), resume=False))


def test_what_a_training_drew_and_masks_are_no_photos(make_dream, photos, tmp_path):
    """Both may lie in the folder of the photos."""
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    shutil.copytree(photos, own / "masks")
    plain = make_dream(photos=str(own), prior="none", library=False, steps=2, judge=False)
    for name in ("run1", "run2"):
        output = str(own / name)
        config = dataclasses.replace(plain, output=output, masks=str(own / "masks"))
        list(train(config, Watch(), resume=False))
        learned = looking.read_pictures(Path(output))
        assert [entry.name for entry in learned.entries] == [f"{n}.png" for n in range(5)]
    assert list((own / "run1/result").glob("*.png"))


def test_photos_that_a_list_leaves_out_are_learned_without_words(
    make_dream, opened, photos, tmp_path
):
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    (own / "1.txt").write_text("not read where there is a list")
    (own / "metadata.jsonl").write_text('{"file_name": "0.png", "text": "in the snow"}')
    words = opened(make_dream(prior="none", photos=str(own)))._words
    assert len(words) == 5
    assert words.named(0) == "a photo of sks dog, in the snow"
    assert words.named(1) == "a photo of sks dog"


def test_a_choice_about_no_photo_is_told(make_dream, tmp_path):
    crops = tmp_path / "mine.json"
    crops.write_text('{"dog.png": {"turned": 1}, "1.png": {"left_out": true}}')
    config = make_dream(prior="none", crops=str(crops), steps=2, judge=False)
    events = list(train(config, Watch(), resume=False))
    (notice,) = (e for e in events if isinstance(e, Notice) and e.code == PHOTOS_UNKNOWN)
    assert notice.data == {"names": "dog.png", "count": 1}
    assert len(looking.read_pictures(Path(config.output))) == 4


def test_photos_are_cut_by_what_the_model_was_found_to_be(make_dream, opened, monkeypatch):
    """A single file of Stable Diffusion 2 is one of 512 or of 768 px, by what it predicts."""
    found, real = teaching.found_model, teaching.open_taught

    def probed(info, *how, **parts):
        known = dataclasses.replace(info, basis="probe", sample_size=48)
        return dataclasses.replace(real(known, *how, **parts), info=known)

    unsaid = lambda config: dataclasses.replace(found(config), basis="family")  # noqa: E731
    monkeypatch.setattr(teaching, "found_model", unsaid)
    monkeypatch.setattr(teaching, "open_taught", probed)
    task = opened(make_dream(prior="none", resolution=None))
    assert task._setting.pictures.resolution == 48


@pytest.mark.parametrize(("size", "heard"), [(1, True), (2, False)])
def test_where_others_wait_for_the_class_all_stop_together_later(
    make_dream, monkeypatch, tmp_path, size, heard
):
    """One that left alone would leave the others waiting for it."""
    told, none = [], PictureSet(tmp_path, [], 32)

    class Drawn:
        def draw(self, cancelled):
            told.append(cancelled())
            return iter(())

        def pictures(self):
            return none

    monkeypatch.setattr(teaching, "class_pictures", lambda *_: Drawn())
    monkeypatch.setattr(World, "wait", lambda world: None)
    watch = Watch(cancelled=lambda: True)
    cpu, world = torch.device("cpu"), World(0, size)
    setting = Setting(make_dream(), none, (), cpu, torch.float32, world)
    list(teaching._drawn(setting, None, RunFolder(tmp_path / "run"), watch))
    assert told == [heard]


def in_two_homes(make_dream, monkeypatch, tmp_path):
    """A config, and the worlds of two processes that meet nowhere; the second one's machine is another."""
    monkeypatch.setattr(World, "wait", lambda world: None)
    yield make_dream(prior="distilled"), World(0, 2)
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "elsewhere"))
    yield make_dream(prior="distilled"), World(1, 2)


def test_other_processes_need_no_picture_of_the_class(make_dream, opened, monkeypatch, tmp_path):
    """They lie in the cache of process 0, perhaps on another machine."""
    first, second = (
        opened(config, world)._class
        for config, world in in_two_homes(make_dream, monkeypatch, tmp_path)
    )
    assert second._pictures.fingerprint == first._pictures.fingerprint
    assert second.texts == first.texts
    batch = Batch(0, 1, [0, 1, 2], [0, 1, 2])
    assert torch.equal(*(half._latents.latents(batch, "class ") for half in (first, second)))
    assert not (tmp_path / "elsewhere/cache/class-pictures").exists()


def begun(config, home):
    """A run that was stopped at step 2, and the folder with its class."""
    saved = Path(config.output) / "checkpoints/step-000002"
    with pytest.raises(Cancelled):
        list(train(config, Watch(cancelled=saved.exists), resume=False))
    return home / "cache/class-pictures"


def gone_on(config):
    """How many pictures of the class were drawn until the end."""
    events = list(train(config, Watch(), resume=True))
    assert isinstance(events[-1], TrainDone)
    return sum(isinstance(e, Notice) and e.code == CLASS_PICTURES_DRAWN for e in events)


@pytest.mark.parametrize("lost", ["pictures", "note", "latents"])
def test_a_run_goes_on_to_the_bit_without_its_class_or_the_note_of_it(
    make_dream, home, tmp_path, lost
):
    """Runs of before had no note: theirs is made of what lies in the cache, and their latents stay good."""
    straight = make_dream(judge=False, library=False)
    list(train(straight, Watch(), resume=False))
    stopped = dataclasses.replace(straight, output=str(tmp_path / "stopped"))
    pictures = begun(stopped, home)
    (note, kept) = (tmp_path / "stopped/class" / n for n in ("photos.json", "latents.safetensors"))
    noted, made = json.loads(note.read_text()), kept.stat().st_mtime_ns
    if lost == "note":
        note.unlink()
    else:
        shutil.rmtree(pictures)
    if lost == "latents":
        kept.unlink()
    drawn = gone_on(stopped)
    assert (drawn > 0) == (lost == "latents")
    assert (kept.stat().st_mtime_ns == made) == (lost != "latents")
    assert json.loads(note.read_text()) == noted
    for name in ("weights", "optimizer"):
        file = f"checkpoints/step-000004/{name}.safetensors"
        assert (tmp_path / "stopped" / file).read_bytes() == (
            tmp_path / "dream" / file
        ).read_bytes()


@pytest.mark.slow
def test_processes_on_several_machines_learn_as_those_on_one(make_dream, tmp_path):
    """Two processes under torchrun, each with a home of its own or both with one: the same to the bit."""
    files, learned = [], []
    for name in ("one", "two"):
        config = make_dream(judge=False, library=False, output=str(tmp_path / name))
        writer = RunFolder(tmp_path / "configs" / name)
        writer.create(config)
        files.append(str(writer.path / "config.toml"))
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
        *("--nproc_per_node", "2", str(ROOT / "tests/support/train_together.py")),
        *("2", *files),
    ]
    more = {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    more["HOMES"] = os.pathsep.join(["", str(tmp_path / "homes")])  # those of "two" are apart
    done = subprocess.run(
        command, env={**os.environ, **more}, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for name in ("one", "two"):
        weights = tmp_path / name / "checkpoints/step-000004/weights.safetensors"
        learned.append(weights.read_bytes())
    assert learned[0] == learned[1]
    assert (tmp_path / "homes/0/cache/class-pictures").is_dir()
    assert not (tmp_path / "homes/1/cache/class-pictures").exists()


def test_a_run_stopped_while_the_class_is_drawn_can_be_resumed(make_dream, opened, tmp_path):
    config = make_dream()
    opened(config)
    assert RunFolder(config.output).exists
    assert (tmp_path / "dream/photos.json").is_file()
    assert RunFolder(config.output).read_config() == config


def test_trap_6_squares_lie_around_the_subject(make_dream, opened):
    pictures = opened(make_dream(prior="none"))._setting.pictures
    assert {pictures.size(n) for n in range(len(pictures))} == {(32, 32)}


def test_a_person_is_cut_around_the_face_where_the_config_says_so(make_dream, opened, tmp_path):
    people = str(Path(__file__).resolve().parents[2] / "data" / "people")
    widths = []
    for around in ("face", "subject"):
        dream = make_dream(
            prior="none", photos=people, crop_around=around, output=f"{tmp_path}/{around}"
        )
        box = opened(dream)._setting.pictures.frames[0].box
        widths.append(box.right - box.left)
    assert widths == [pytest.approx(0.64, abs=0.03), 1.0]


@pytest.mark.parametrize(("family", "factor"), [("sd1", 0.18215), ("sdxl", 0.13025)])
def test_trap_7_latents_have_the_models_own_scale(
    make_dream, opened, tiny_model_folder, tiny_xl_folder, family, factor
):
    model = tiny_xl_folder if family == "sdxl" else tiny_model_folder
    photos = opened(make_dream(prior="none", model=str(model)))._photos
    batch = Batch(0, 0, [0, 3], [0, 1])
    unscaled = photos._cache.posterior(batch.pictures)
    sample = unscaled.sample(batch.normal("posterior", unscaled.mean.shape[1:]))
    assert torch.allclose(photos.latents(batch), sample * factor)


def test_a_kill_before_the_list_of_photos_is_written_costs_nothing(make_dream, opened, monkeypatch):
    config = make_dream(prior="none")

    def killed(*_arguments):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(teaching.looking, "write_pictures", killed)
        with pytest.raises(SystemExit):
            opened(config)
    run = RunFolder(config.output)
    assert run.exists
    assert looking.read_pictures(run.path) is None
    opened(config)
    assert len(looking.read_pictures(run.path)) > 0
