"""Before the loop: what is refused before anything is written, what is held out, what is noted down."""

import dataclasses
from pathlib import Path

import pytest
import torch

from core.contract.errors import DatasetInvalid, InvalidValue, ModelNotFound
from core.training import teaching
from core.training.data import looking
from core.training.data.order import Batch
from core.training.distributed import World
from core.training.run_state import RunFolder
from core.training.teaching import held_out
from core.training.train import train
from core.training.watch import Watch


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
        ({"resolution": 8, "model": "starter", "crops": "nowhere.json"}, InvalidValue),
    ],
)
def test_wrong_input_is_told_before_anything_is_written(make_dream, tmp_path, changes, error):
    config = make_dream(**changes)
    with pytest.raises(error):
        list(train(config, Watch(), resume=False))
    assert not (tmp_path / "dream").exists()


def test_an_empty_folder_of_photos_is_told(make_dream, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetInvalid, match="no pictures"):
        list(train(make_dream(photos=str(tmp_path / "empty")), Watch(), resume=False))


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
    make_dream, monkeypatch, size, heard
):
    """One that left alone would leave the others waiting for it."""
    told = []

    class Drawn:
        count = 0

        def draw(self, cancelled):
            told.append(cancelled())
            return iter(())

        def folder(self):
            return Path()

    monkeypatch.setattr(teaching, "class_pictures", lambda *_: Drawn())
    monkeypatch.setattr(World, "wait", lambda world: None)
    watch = Watch(cancelled=lambda: True)
    list(teaching._drawn(make_dream(), None, 32, World(0, size), watch))
    assert told == [heard]


def test_a_run_stopped_while_the_class_is_drawn_can_be_resumed(make_dream, opened, tmp_path):
    config = make_dream()
    opened(config)
    assert RunFolder(config.output).exists
    assert (tmp_path / "dream/photos.json").is_file()
    assert RunFolder(config.output).read_config() == config


def test_trap_6_squares_lie_around_the_subject(make_dream, opened):
    pictures = opened(make_dream(prior="none"))._setting.pictures
    assert {pictures.size(n) for n in range(len(pictures))} == {(32, 32)}


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
